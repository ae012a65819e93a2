"""Dates as they occur in Indonesia; what cannot be read day first is told."""

from datetime import date

import pytest

from data_access.files.options import ImportOptions
from data_access.files.values.dates import looks_like_dates, read_dates
from tests.files.makers import SKM, check, codes, csv_bytes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-27", "2024-05-27T00:00:00"),
        ("2024-05-27 07:59:02", "2024-05-27T07:59:02"),
        ("2024-05-27T07:59:02.125Z", "2024-05-27T07:59:02"),
        ("2024-05-27T07:59:02+07:00", "2024-05-27T07:59:02"),
        ("2024/5/27", "2024-05-27T00:00:00"),
        ("27/05/2024 7:59:02", "2024-05-27T07:59:02"),
        ("12/03/2024 10.15.22", "2024-03-12T10:15:22"),
        ("12/03/2024 10.15", "2024-03-12T10:15:00"),
        ("1/2/2024", "2024-02-01T00:00:00"),
        ("01-02-2024", "2024-02-01T00:00:00"),
        ("01.02.2024", "2024-02-01T00:00:00"),
        ("27/05/24", "2024-05-27T00:00:00"),
        ("15 November 2024", "2024-11-15T00:00:00"),
        ("15 November 2024, 09:30", "2024-11-15T09:30:00"),
        ("15 November 2024 pukul 09.30 WIB", "2024-11-15T09:30:00"),
        ("5 Agt 2024", "2024-08-05T00:00:00"),
        ("17 agustus 2024", "2024-08-17T00:00:00"),
        ("15-Nov-24", "2024-11-15T00:00:00"),
        ("15-Okt-2024", "2024-10-15T00:00:00"),
        ("November 15, 2024", "2024-11-15T00:00:00"),
        ("Kamis (15/11/2024)", "2024-11-15T00:00:00"),
        ("Kamis, 15 November 2024", "2024-11-15T00:00:00"),
        ("Jum'at, 15 November 2024 08:00", "2024-11-15T08:00:00"),
        ("2023/09/26 3:12:17 PM GMT+7", "2023-09-26T15:12:17"),
        ("2023/09/26 12:00:01 AM GMT+7", "2023-09-26T00:00:01"),
        ("Januari 2024", "2024-01-01T00:00:00"),
        ("2024-11", "2024-11-01T00:00:00"),
        ("11/2024", "2024-11-01T00:00:00"),
        ("29/02/2024", "2024-02-29T00:00:00"),
        ("20240527", "2024-05-27T00:00:00"),
        (20240527, "2024-05-27T00:00:00"),
        ("45439", "2024-05-27T00:00:00"),
        ("45439,5", "2024-05-27T12:00:00"),
        (45439.25, "2024-05-27T06:00:00"),
        ("  27/05/2024\u00a0 ", "2024-05-27T00:00:00"),
    ],
)
def test_forms_of_dates(text: str | float, expected: str):
    read = read_dates([text])
    assert str(read.waktu[0]) == expected
    assert [read.tak_terbaca[0], read.bulan_dulu[0], read.di_luar[0]] == [False, False, False]


@pytest.mark.parametrize("text", ["", "-", "0000-00-00", "0000-00-00 00:00:00", "n/a", None])
def test_no_date_is_no_problem(text: str | None):
    read = read_dates([text])
    assert str(read.waktu[0]) == "NaT"
    assert [read.tak_terbaca[0], read.bulan_dulu[0]] == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "29/02/2023",
        "kemarin",
        "2024",
        2024,
        4,
        "32 Mei 2024",
        "15 Nopembr 2024",
        "12/03/2024 25:00",
        True,
        "1/2",
    ],
)
def test_what_is_no_date_is_told(text: str | float | bool):
    assert read_dates([text]).tak_terbaca[0]


def test_month_first_is_told_not_turned_round():
    read = read_dates(["05/27/2024", "27/05/2024", "03/04/2024"])
    assert read.bulan_dulu.tolist() == [True, False, False]
    assert read.hari_dulu.tolist() == [False, True, False]
    assert str(read.waktu[2]) == "2024-04-03T00:00:00"
    us = read_dates(["05/27/2024", "03/04/2024"], month_first=True)
    assert [str(moment)[:10] for moment in us.waktu] == ["2024-05-27", "2024-03-04"]


def test_dates_are_recognised_as_such_but_numbers_are_not():
    assert looks_like_dates(["27/05/2024", "Kamis (15/11/2024)", None])
    assert looks_like_dates(["05/27/2024"])
    assert not looks_like_dates([4, 3, 45439])
    assert not looks_like_dates(["Baik", "Sangat Baik"])
    assert not looks_like_dates([])


def months(dates: list[str], options: ImportOptions | None = None) -> tuple[list[str], dict[str, int]]:
    inspected = check(csv_bytes([["Tanggal", *SKM], *[[text, *[4] * 9] for text in dates]]), options)
    return codes(inspected, "galat"), dict(inspected.hasil.ringkasan.bulan)


def test_months_of_a_file():
    assert months(["27/05/2024", "2024-05-01", "1 Juni 2024"]) == ([], {"2024-05": 2, "2024-06": 1})


def test_mixed_orders_are_refused():
    assert months(["27/05/2024", "05/27/2024"])[0] == ["TANGGAL_CAMPUR"]


def test_american_dates_are_refused_until_the_operator_says_so():
    assert months(["05/27/2024", "05/28/2024"])[0] == ["TANGGAL_TERBALIK"]
    turned = ImportOptions(untuk_disimpan=False, bulan_dulu=True)
    assert months(["05/27/2024", "05/28/2024"], turned) == ([], {"2024-05": 2})


def test_impossible_years_are_refused():
    assert months(["27/05/1924"])[0] == ["TANGGAL_DI_LUAR"]
    assert months(["27/05/2204"])[0] == ["TANGGAL_DI_LUAR"]


def test_dates_to_come_need_confirmation():
    options = ImportOptions(untuk_disimpan=False, hari_ini=date(2024, 5, 27))
    content = csv_bytes([["Tanggal", *SKM], *[[text, *[4] * 9] for text in ("27/05/2024 23:59", "28/05/2024")]])
    inspected = check(content, options)
    (problem,) = inspected.hasil.problems("konfirmasi")
    assert (problem.kode, problem.baris, problem.jumlah) == ("TANGGAL_MASA_DEPAN", 3, 1)


def test_rows_without_a_date_are_refused_for_storing_or_filled():
    content = csv_bytes([["Tanggal", "Satker", *SKM], ["", "S1", *[4] * 9], ["27/05/2024", "S1", *[4] * 9]])
    problem = next(one for one in check(content, ImportOptions()).hasil.problems("galat"))
    assert (problem.kode, problem.baris, problem.sel) == ("TANGGAL_KOSONG", 2, "A2")
    filled = check(content, ImportOptions(tanggal_default=date(2024, 6, 1)))
    assert not filled.hasil.ditolak
    assert filled.hasil.ringkasan.bulan == {"2024-05": 1, "2024-06": 1}


def test_a_default_date_does_not_hide_a_broken_one():
    content = csv_bytes([["Tanggal", "Satker", *SKM], ["kemarin", "S1", *[4] * 9]])
    assert codes(check(content, ImportOptions()), "galat") == ["TANGGAL_TAK_TERBACA"]
    assert codes(check(content, ImportOptions(tanggal_default=date(2024, 6, 1))), "galat") == ["TANGGAL_TAK_TERBACA"]


def test_many_broken_dates_are_collapsed_and_counted():
    content = csv_bytes([["Tanggal", *SKM], *[[f"entah {n}", *[4] * 9] for n in range(500)]])
    problems = check(content).hasil.problems("galat")
    assert len(problems) == 21
    assert sum(one.jumlah for one in problems) == 500
