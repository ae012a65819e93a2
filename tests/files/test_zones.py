"""Moments in the satker's own time: the local day and month count, across midnight, month and year."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.values.dates import TANPA_ZONA, read_dates
from data_access.files.values.zones import to_local
from tests.files.makers import SKM, check, codes, csv_bytes, xlsx
from tests.support.factories import PROPERTY

ZONA = {"BARAT": "Asia/Jakarta", "TENGAH": "Asia/Makassar", "TIMUR": "Asia/Jayapura"}
DIKENAL = tuple((kode, f"Kantor {kode.title()}") for kode in ZONA)


def local(text: str, satker: str, zona_berkas: str | None = None, *others: str) -> str:
    read = read_dates([text, *others])
    rows = np.zeros(1, dtype=np.int32)
    moments = to_local(read.waktu, read.zona, rows, np.array([satker], dtype=object), ZONA, zona_berkas)
    return str(moments[0])


@pytest.mark.parametrize(
    ("text", "satker", "expected"),
    [
        # Hours worked out by hand: WIB is UTC+7, WITA UTC+8, WIT UTC+9, none with summer time.
        ("2024-05-31T17:30:00Z", "BARAT", "2024-06-01T00:30:00"),
        ("2024-05-31T16:30:00Z", "BARAT", "2024-05-31T23:30:00"),
        ("2024-05-31T16:30:00Z", "TENGAH", "2024-06-01T00:30:00"),
        ("2024-05-31T15:30:00Z", "TIMUR", "2024-06-01T00:30:00"),
        ("2024-12-31T16:59:59Z", "BARAT", "2024-12-31T23:59:59"),
        ("2024-12-31T17:00:00Z", "BARAT", "2025-01-01T00:00:00"),
        ("2023/09/30 11:12:17 PM GMT+7", "TENGAH", "2023-10-01T00:12:17"),
        ("2023/09/30 11:12:17 PM GMT+7", "BARAT", "2023-09-30T23:12:17"),
        ("2023/09/26 3:12:17 PM GMT+7", "TIMUR", "2023-09-26T17:12:17"),
        ("01/01/2025 00:30 WITA", "BARAT", "2024-12-31T23:30:00"),
        ("2025-01-01T00:30:00+09:00", "BARAT", "2024-12-31T22:30:00"),
        ("2024-02-29 23:30:00 +0700", "TIMUR", "2024-03-01T01:30:00"),
        ("15 November 2024 pukul 23.30 WIB", "TIMUR", "2024-11-16T01:30:00"),
        ("2024-05-27 07:59:02 -07:00", "BARAT", "2024-05-27T21:59:02"),
        ("2024-05-31T17:30:00Z", "BELUM DIKENAL", "2024-06-01T00:30:00"),
    ],
)
def test_a_moment_with_a_zone_is_shown_by_the_satkers_clock(text: str, satker: str, expected: str):
    assert local(text, satker) == expected


@pytest.mark.parametrize(
    ("text", "satker", "zona_berkas", "expected"),
    [
        ("30/09/2024 23:30:00", "TENGAH", None, "2024-09-30T23:30:00"),
        ("30/09/2024 23:30:00", "TENGAH", "Asia/Jakarta", "2024-10-01T00:30:00"),
        ("31/12/2024 22:10:00", "TIMUR", "Asia/Jakarta", "2025-01-01T00:10:00"),
        ("01/01/2025 00:30:00", "BARAT", "Asia/Jayapura", "2024-12-31T22:30:00"),
        # A form whose owner never left California: UTC-7 in July, UTC-8 in January.
        ("14/07/2024 18:00:00", "BARAT", "America/Los_Angeles", "2024-07-15T08:00:00"),
        ("14/01/2024 18:00:00", "BARAT", "America/Los_Angeles", "2024-01-15T09:00:00"),
        # The moment's own zone counts before the file's.
        ("30/09/2024 23:30:00 WITA", "TENGAH", "Asia/Jakarta", "2024-09-30T23:30:00"),
    ],
)
def test_a_moment_without_a_zone_is_the_forms(text: str, satker: str, zona_berkas: str | None, expected: str):
    assert local(text, satker, zona_berkas) == expected


def test_a_date_without_a_time_stays_that_day():
    assert local("2024-05-31", "TIMUR", "Asia/Jakarta", "2024-05-31 10:00:00") == "2024-05-31T00:00:00"
    assert local("2024-05-31 00:00:00", "BARAT", "Asia/Jayapura") == "2024-05-31T00:00:00"
    # A column of nothing but midnights is one of dates, whatever zone an export has put behind them.
    assert local("2024-06-01T00:00:00+09:00", "BARAT", None, "2024-06-02T00:00:00+09:00") == "2024-06-01T00:00:00"
    assert local("0000-00-00", "TIMUR", "Asia/Jakarta", "2024-05-31 10:00:00") == "NaT"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2024-05-27 08:00 WIB", 420), ("2024-05-27 08:00 (WITA)", 480), ("2024-05-27 08:00 GMT+9", 540),
     ("Fri Nov 15 2024 09:30:00 GMT+0700 (Western Indonesia Time)", 420), ("2024-05-27T08:00:00Z", 0),
     ("2024-05-27T08:00:00.000-05:30", -330), ("27/05/2024 8:00", TANPA_ZONA), ("27/05/2024", TANPA_ZONA)],
)  # fmt: skip
def test_zones_as_they_are_written(text: str, minutes: int):
    read = read_dates([text])
    assert (read.zona[0], bool(read.tak_terbaca[0])) == (minutes, False)


def test_an_offset_that_no_zone_has_is_no_date():
    assert read_dates(["2024-05-27 08:00 GMT+19"]).tak_terbaca[0]


def test_serial_numbers_of_both_systems():
    """2024-05-27 06:00 is 45439.25 days after 1899-12-30 and 43977.25 after 1904-01-01."""
    assert str(read_dates([45439.25]).waktu[0]) == str(read_dates([43977.25], is_1904=True).waktu[0])
    assert str(read_dates([43977.25], is_1904=True).waktu[0]) == "2024-05-27T06:00:00"


def survey(*rows: tuple[str, str]) -> bytes:
    return csv_bytes([["Timestamp", "Satker", *SKM], *[[when, satker, *[4] * 9] for when, satker in rows]])


def test_a_file_counts_in_the_month_of_the_satker_and_tells_so():
    content = survey(
        ("2024/05/31 11:30:00 PM GMT+7", "BARAT"), ("2024/05/31 11:30:00 PM GMT+7", "TENGAH"),
        ("2024/05/31 11:30:00 PM GMT+7", "TIMUR"), ("2024/05/31 3:00:00 PM GMT+7", "TIMUR"),
    )  # fmt: skip
    inspected = check(content, ImportOptions(satker_dikenal=DIKENAL, satker_zona=ZONA))
    assert inspected.hasil.ringkasan.bulan == {"2024-05": 2, "2024-06": 2}
    (told,) = [one for one in inspected.hasil.masalah if one.kode == "ZONA_WAKTU"]
    assert (told.tingkat, told.baris_awal) == ("peringatan", (3, 4))


def test_the_zone_of_the_form_is_chosen_by_the_operator():
    content = survey(("31/12/2024 23:15:00", "TENGAH"), ("31/12/2024 10:00:00", "TENGAH"))
    plain = check(content, ImportOptions(satker_dikenal=DIKENAL, satker_zona=ZONA))
    assert plain.hasil.ringkasan.bulan == {"2024-12": 2}
    assert "ZONA_WAKTU" not in codes(plain, "peringatan")
    chosen = check(content, ImportOptions(satker_dikenal=DIKENAL, satker_zona=ZONA, zona_berkas="Asia/Jakarta"))
    assert chosen.hasil.ringkasan.bulan == {"2024-12": 1, "2025-01": 1}
    assert chosen.kunci != plain.kunci
    with pytest.raises(RefusedError, match="Zona waktu 'Wakanda' tidak dikenal"):
        check(content, ImportOptions(zona_berkas="Wakanda"))


def test_cells_of_a_workbook_have_the_forms_zone_too():
    rows: list[list[object]] = [
        ["Tanggal", "Satker", *SKM],
        [45657.99, "TENGAH", *[4] * 9],
    ]  # 31 December 2024, 23:45:36
    options = ImportOptions(satker_dikenal=DIKENAL, satker_zona=ZONA, zona_berkas="Asia/Jakarta")
    assert check(xlsx(rows), options).hasil.ringkasan.bulan == {"2025-01": 1}


@PROPERTY
@given(
    hour=st.integers(272_000, 1_139_000),  # since 1970: from January 2001 to December 2099
    satker=st.sampled_from(sorted(ZONA)),
    zone=st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Tokyo", "UTC", "America/New_York"]),
)
def test_one_moment_in_any_zone_is_the_same_local_time(hour: int, satker: str, zone: str):
    """Python's own zone arithmetic is the independent reckoning; half past so that no midnight is in play."""
    moment = datetime.fromtimestamp(hour * 3600 + 1807, UTC)
    written = moment.astimezone(ZoneInfo(zone))
    expected = moment.astimezone(ZoneInfo(ZONA[satker])).strftime("%Y-%m-%dT%H:%M:%S")
    assert local(written.isoformat(), satker) == expected
    if written.fold == 0:  # an hour that a clock shows twice is read as the first one
        assert local(written.strftime("%d/%m/%Y %H.%M.%S"), satker, zone) == expected


@pytest.mark.parametrize(("is_1904", "serial"), [(False, 45439.25), (True, 43977.25)])
def test_bare_serial_numbers_count_from_where_the_workbook_says(is_1904: bool, serial: float):
    rows: list[list[object]] = [["Tanggal", "Satker", *SKM], [serial, "TENGAH", *[4] * 9]]
    sheet = check(xlsx(rows, date_1904=is_1904)).hasil.lembar[0]
    assert str(sheet.tanggal[0]) == "2024-05-27T06:00:00"
