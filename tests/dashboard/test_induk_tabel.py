"""Tables to edit, without the page: what is shown and not touched says nothing, and dates are read as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms.induk import days
from dashboard.forms.induk.by_service import SEMUA_LAYANAN, read_services, service_table
from dashboard.forms.induk.cells import Bacaan, Batas
from dashboard.forms.induk.employees import JUMLAH, employee_table, read_employees
from dashboard.tables.kalender import month_html, special_lines
from data_access.breakdown import breakdown_text
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import Periode
from scoring.workdays import Kalender
from tests.support.factories import PROPERTY

LABELS = {"": "Semua satker", "A": "Lapas A", "B": "Rutan B"}
BULAN = {"Jan": 202601, "Feb": 202602}
BATAS = Batas(0, 1000, "pengguna layanan")
RECORD = st.builds(
    lambda keadaan, why: {"keadaan": keadaan, "keterangan": why, "sumber": "uji"},
    st.sampled_from(["tutup", "buka"]),
    st.sampled_from(["", "banjir", "layanan Sabtu"]),
)
KEY = st.tuples(
    st.sampled_from(sorted(LABELS)),
    st.integers(-3, 400).map(lambda step: (date(2028, 1, 1) + timedelta(days=step)).isoformat()),
)


def read_rows(records: Mapping[Kunci, Catatan], *rows: tuple[str, str, str, str, str], year: int = 2028) -> Bacaan:
    frame = pd.DataFrame(rows, columns=list(days.KOLOM), dtype=object)
    return days.read_days(records, frame, year=year, labels=LABELS, sumber="uji")


@PROPERTY
@given(records=st.dictionaries(KEY, RECORD, max_size=25))
def test_a_table_of_days_that_nobody_touched_says_nothing(records: dict[Kunci, Catatan]):
    table = days.day_table(records, 2028, LABELS)
    assert days.read_days(records, table, year=2028, labels=LABELS, sumber="uji").is_kosong
    gone = days.read_days(records, table.head(0), year=2028, labels=LABELS, sumber="uji")
    assert {one.kunci for one in gone.suntingan} == {key for key in records if str(key[1]).startswith("2028-")}
    assert {one.nilai["keadaan"] for one in gone.suntingan} <= {""}


def test_a_range_goes_over_the_end_of_a_month_and_the_day_of_a_leap_year():
    read = read_rows({}, ("Lapas A", "28 Februari 2028", "1-3-2028", "tutup", "banjir"))
    assert [one.kunci for one in read.suntingan] == [("A", "2028-02-28"), ("A", "2028-02-29"), ("A", "2028-03-01")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("Lapas A", "29-02-2027", "", "tutup", ""), "kolom Dari: '29-02-2027' tidak dikenali"),
        (("Lapas A", "31-12-2027", "01-01-2028", "tutup", ""), "kolom Sampai: 01-01-2028 bukan tahun 2027"),
        (
            ("Lapas A", "05-06-2027", "04-06-2027", "tutup", ""),
            "kolom Sampai: lebih awal daripada Dari; betulkan salah satunya",
        ),
        (("Lapas Z", "05-06-2027", "", "tutup", ""), "kolom Satuan kerja: pilih satkernya"),
        (("Lapas A", "", "", "tutup", ""), "kolom Dari: tulis tanggalnya"),
        (("Lapas A", "05-06-2027", "", "", ""), "kolom Keadaan: pilih tutup atau tetap buka"),
        (("Lapas A", "05-06-2027", "", "tutup", "hub. 081234567890"), "kolom Keterangan: memuat surel, NIK"),
    ],
)
def test_what_is_wrong_with_a_row_of_days(row: tuple[str, str, str, str, str], problem: str):
    read = read_rows({}, ("Rutan B", "1-6-2027", "", "buka", ""), row, year=2027)
    assert read.suntingan == ()
    assert any(one.startswith(f"Baris 2, {problem}") for one in read.masalah)


def test_a_day_that_two_rows_tell_differently_is_refused_and_one_of_all_satker_is_another_day():
    first = ("Lapas A", "1-6-2028", "3-6-2028", "tutup", "")
    assert not read_rows({}, first, ("Semua satker", "2-6-2028", "", "tetap buka", "")).masalah
    read = read_rows({}, first, ("Lapas A", "2-6-2028", "", "tetap buka", ""))
    assert read.masalah == ("Baris 1 dan 2: 02-06-2028 disebut dua kali dengan isi berbeda.",)


def services(before: Catatan | None, **cells: str) -> Bacaan:
    """The table of one satker in January, with these cells typed over what is stored."""
    records: dict[Kunci, Catatan] = {} if before is None else {("A", 202601): before}
    table = service_table(records, "A", BULAN, ["Izin", "Kunjungan"])
    for row, text in cells.items():
        table.loc[SEMUA_LAYANAN if row == "semua" else row, "Jan"] = text
    return read_services(records, table, satker="A", nama="Lapas A", months=BULAN, sumber="uji", batas=BATAS)


def known(jumlah: int, **parts: int) -> Catatan:
    return {"jumlah": jumlah, "sumber": "lama", "rincian": breakdown_text(parts)}


@pytest.mark.parametrize(
    ("before", "cells", "jumlah", "rincian"),
    [
        (None, {"Izin": "3", "Kunjungan": "4"}, 7, {"Izin": 3, "Kunjungan": 4}),  # nobody counted the whole: the sum
        (known(7), {"Izin": "3", "Kunjungan": "4"}, 7, {"Izin": 3, "Kunjungan": 4}),
        (known(7, Izin=3, Kunjungan=4), {"Izin": "5"}, 9, {"Izin": 5, "Kunjungan": 4}),  # the whole was the sum
        (known(7, Izin=3, Kunjungan=4), {"Izin": "5", "semua": "9"}, 9, {"Izin": 5, "Kunjungan": 4}),
        (known(8), {"Izin": "3", "Kunjungan": "4", "semua": ""}, 7, {"Izin": 3, "Kunjungan": 4}),
        (known(7, Izin=3, Kunjungan=4), {"Izin": "", "Kunjungan": "", "semua": "12"}, 12, {}),
        (known(7, Izin=3, Kunjungan=4), {"Izin": "", "Kunjungan": "", "semua": ""}, None, {}),
        (known(7, Izin=3, Kunjungan=4), {"Izin": "0", "Kunjungan": "7"}, 7, {"Izin": 0, "Kunjungan": 7}),
    ],
)
def test_the_whole_and_its_layanan(
    before: Catatan | None, cells: dict[str, str], jumlah: int | None, rincian: dict[str, int]
):
    read = services(before, **cells)
    assert read.masalah == ()
    (one,) = read.suntingan
    assert (one.nilai["jumlah"], one.nilai["rincian"], one.sebelum) == (jumlah, breakdown_text(rincian), before)


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        (known(8), {"Izin": "3", "Kunjungan": "4"}),  # the 8 is somebody's own count
        (known(7, Izin=3, Kunjungan=4), {"semua": "9"}),
        (None, {"Izin": "3", "semua": "4"}),
    ],
)
def test_layanan_that_do_not_add_up_are_told_and_not_guessed(before: Catatan | None, cells: dict[str, str]):
    read = services(before, **cells)
    assert read.suntingan == ()
    (told,) = read.masalah
    assert told.startswith("Lapas A, Januari 2026: jumlah layanannya")
    assert services(before).is_kosong


@pytest.mark.parametrize(
    ("text", "problem"),
    [("-", ""), ("x", "Lapas A, Pegawai: 'x' bukan bilangan. Tulis bilangan bulat, misalnya 1250.")],
)
def test_a_dash_where_no_number_of_employees_is_known_says_nothing(text: str, problem: str):
    table = employee_table({}, {"A": "Lapas A"}, 202606)
    table.loc["A", JUMLAH] = text
    read = read_employees({}, table, {"A": "Lapas A"}, 202606)
    assert (read.suntingan, read.masalah) == ((), (problem,) if problem else ())


def test_a_month_tells_every_day_that_differs_and_escapes_its_reasons():
    calendar = Kalender(5, {date(2028, 2, 29): "<b>banjir</b>"}, {date(2028, 2, 26): "layanan Sabtu"})
    assert special_lines(calendar, Periode(202802, 202802)) == [
        "26 Februari 2028: tetap buka, layanan Sabtu",
        "29 Februari 2028: tutup, <b>banjir</b>",
    ]
    page = month_html(calendar, 202802, "Lapas <A>")
    assert page.count("<tr>") == 1 + 5  # weeks from Monday 31 January to Sunday 5 March
    assert page.count('class="kerja"') == 20  # 21 days from Monday to Friday, without the 29th
    assert "<caption>Lapas &lt;A&gt;</caption>" in page
    assert "<b>banjir" not in page
