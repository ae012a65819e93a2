"""Calendars from files: days and ranges, open and closed in many words, every doubt with its cell."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_access.files.kinds import YAKIN, guess_kind
from data_access.files.master import calendar_rows
from data_access.files.master.calendar_cells import read_day, read_state
from data_access.files.master.reader import read_master
from data_access.files.master.statements import KALENDER, DataInduk, PilihanInduk
from data_access.files.master.template import build_master_template
from data_access.files.reading.cells import Cell
from data_access.files.reading.reader import read_file
from scoring.instruments import shipped_instruments
from tests.files.master_support import KNOWN, SATKER, Rows, file_of, read, told

INSTRUMEN = [shipped_instruments()[kode] for kode in ("spkp", "spak", "skm")]
HEAD: list[Cell] = ["Kode satker", "Tanggal", "Sampai tanggal", "Keadaan", "Keterangan"]


def days(data: DataInduk) -> dict[tuple[str, str], str]:
    """(satker, day) -> state."""
    return {(one.satker, str(one.kunci[1])): str(one.nilai["keadaan"]) for one in data.pernyataan}


def one_row(*cells: Cell, pilihan: PilihanInduk = KNOWN) -> DataInduk:
    return read([HEAD, list(cells)], KALENDER, pilihan)


def test_days_ranges_and_days_of_all():
    data = read(
        [
            HEAD,
            ["0101", "2026-02-27", "2026-03-02", "Tutup", "renovasi ruang layanan"],
            ["semua", "16 Juni 2026", None, "tetap buka", "layanan kunjungan"],
            ["Rutan Kelas IIB Muara Uji", datetime.fromisoformat("2026-06-20"), None, "hapus", "keliru"],
        ],
        KALENDER,
    )
    assert days(data) == {
        ("0101", "2026-02-27"): "tutup",
        ("0101", "2026-02-28"): "tutup",  # 2026 is no leap year
        ("0101", "2026-03-01"): "tutup",
        ("0101", "2026-03-02"): "tutup",
        ("", "2026-06-16"): "buka",
        ("0102", "2026-06-20"): "",
    }
    assert told(data) == []
    notes = [one.nilai["keterangan"] for one in data.pernyataan]
    assert notes == ["renovasi ruang layanan"] * 4 + ["layanan kunjungan", ""]  # a removed day needs no reason
    assert {one.nilai["sumber"] for one in data.pernyataan} == {"berkas berkas.xlsx"}


def test_a_file_without_a_satker_column_speaks_of_all():
    data = read([["Tanggal", "Status", "Nama libur"], ["09/03/2026", "LIBUR", "Hari jadi daerah"]], KALENDER)
    assert days(data) == {("", "2026-03-09"): "tutup"}  # the day stands before the month
    assert told(data) == []


def test_first_and_last_day_in_columns_of_their_own():
    data = read([["UPT", "Dari", "s/d", "Keadaan"], ["0103", "30-12-2026", "02-01-2027", "libur"]], KALENDER)
    assert [key[1] for key in days(data)] == ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("tutup", "tutup"), ("TUTUP", "tutup"), ("Cuti bersama", "tutup"), ("tidak melayani", "tutup"), ("closed", "tutup"),
        ("buka", "buka"), ("Masuk kerja", "buka"), ("dibuka", "buka"), ("hari kerja", "buka"),
        ("hapus", ""), ("sesuai kalender", ""), ("mungkin", None), ("setengah hari", None), ("", None),
    ],
)  # fmt: skip
def test_words_for_open_and_closed(text: str, state: str | None):
    assert read_state(text) == state


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("29 Februari 2024", date(2024, 2, 29)),
        ("Kamis, 29 Februari 2024", date(2024, 2, 29)),
        ("29/2/2024", date(2024, 2, 29)),
        (45351, date(2024, 2, 29)),  # as Excel counts
        ("29 Februari 2023", None),
        ("2026-06-31", None),
        ("29 Februari 2100", None),
        ("Februari 2024", None),  # a month is no day
        ("2024-02", None),
        ("2024", None),
        ("02/29/2024", None),  # month first
        ("2026-06-16 23.30 WIB", None),  # another day in Jayapura
        (datetime.fromisoformat("2026-06-16T07:30:00"), None),
        (True, None),
        ("besok", None),
    ],
)
def test_a_day_is_read_or_refused(cell: Cell, day: date | None):
    found, problem = read_day(cell)
    assert found == day
    assert bool(problem) == (day is None)


def test_a_range_has_at_most_a_year():
    assert len(one_row("0101", "2027-03-01", "2028-02-29", "tutup").pernyataan) == 366  # 2028 is a leap year
    long = one_row("0101", "2027-03-01", "2028-03-01", "tutup")
    assert (long.pernyataan, told(long)) == ((), [("RENTANG_TERLALU_PANJANG", "B2")])
    assert long.ditolak


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("0101", "2026-06-17", "2026-06-16", "tutup"), ("RENTANG_TERBALIK", "B2")),
        (("0101", None, "2026-06-16", "tutup"), ("TANGGAL_KOSONG", "baris 2")),
        (("0101", "2026-06-31", None, "tutup"), ("TANGGAL_TIDAK_DIKENALI", "B2")),
        (("0101", "2026-06-16", "lusa", "tutup"), ("TANGGAL_TIDAK_DIKENALI", "C2")),
        (("9999", "2026-06-16", None, "tutup"), ("SATKER_TIDAK_DIKENAL", "A2")),
        (("0101", "2026-06-16", None, "setengah hari"), ("KEADAAN_TIDAK_DIKENALI", "D2")),
        (("0101", "2026-06-16", None, "tutup", "hubungi 081234567890"), ("TEKS_TIDAK_DAPAT_DISIMPAN", "E2")),
        (("0101", "2026-06-16", None, "tutup", "x" * 201), ("TEKS_TIDAK_DAPAT_DISIMPAN", "E2")),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_cell(cells: tuple[Cell, ...], problem: tuple[str, str]):
    data = one_row(*cells)
    assert problem in told(data, "galat")
    assert data.pernyataan == ()


@pytest.mark.parametrize(
    ("cells", "problem", "n"),
    [
        (("0101", "2026-06-16", None, None), ("KEADAAN_KOSONG", "D2"), 1),
        ((None, "2026-06-16", None, "tutup"), ("SEMUA_SATKER", "A2"), 1),
        (("0101", "2026-06-19", "2026-06-22", "buka"), ("BUKA_AKHIR_PEKAN", "D2"), 4),  # Friday to Monday
        (("0101", "2062-06-16", None, "tutup"), ("TAHUN_JAUH", "B2"), 1),
    ],
)
def test_what_is_doubtful_is_asked(cells: tuple[Cell, ...], problem: tuple[str, str], n: int):
    known = PilihanInduk(satker=SATKER, hari_ini=date(2026, 6, 1))
    data = one_row(*cells, pilihan=known)
    assert (told(data, "konfirmasi"), told(data, "galat")) == ([problem], [])
    assert len(data.pernyataan) == n


def test_the_same_day_twice_is_told_once_for_each_pair_of_rows():
    rows: Rows = [
        HEAD,
        ["0101", "2026-06-15", "2026-06-19", "tutup", "renovasi"],
        ["0101", "2026-06-17", "2026-06-18", "tutup", "renovasi"],
        ["0101", "2026-06-18", "2026-06-19", "buka", ""],
        ["0102", "2026-06-18", None, "buka", ""],
    ]
    data = read(rows, KALENDER)
    assert told(data) == [("GANDA_BERBEDA", "baris 4"), ("GANDA_SAMA", "baris 3")]
    assert "baris 2 dan 4, mulai 2026-06-18" in data.masalah[0].pesan
    assert len(data.pernyataan) == 6


def test_too_many_days_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calendar_rows, "HARI_MAKS", 730)
    rows: Rows = [HEAD, *(["0101", f"{year}-01-01", f"{year}-12-31", "tutup"] for year in (2025, 2026))]
    data = read(rows, KALENDER)
    assert (len(data.pernyataan), told(data, "galat")) == (730, [])
    data = read([*rows, ["0101", "2027-01-01", None, "tutup"]], KALENDER)
    assert told(data, "galat") == [("TERLALU_BANYAK", "baris 4")]


def test_a_reason_that_begins_like_a_total_is_no_total():
    data = read([["Tanggal", "Keadaan", "Keterangan"], ["2026-06-16", "tutup", "Total pemadaman listrik"]], KALENDER)
    assert days(data) == {("", "2026-06-16"): "tutup"}


def test_without_a_day_there_is_no_calendar():
    data = read([["Kode satker", "Keadaan"], ["0101", "tutup"]], KALENDER)
    assert told(data) == [("JUDUL_TIDAK_DIKENALI", "")]
    assert "tanggal dan keadaan (tutup atau buka)" in data.masalah[0].pesan


def test_the_template_comes_back_and_is_recognised():
    empty = read_file(build_master_template(KALENDER, SATKER, 2026), "templat-kalender.xlsx")
    assert told(read_master(empty, KALENDER, KNOWN)) == [("TIDAK_ADA_ISI", "")]
    rows: Rows = [
        ["No", "Kode satker", "Nama satker", "Tanggal", "Sampai tanggal", "Keadaan", "Keterangan"],
        ["CONTOH", "K-01", "Lapas Kelas IIA Contoh", "2026-03-09", "2026-03-11", "tutup", "renovasi"],
        [1, "0101", None, "2026-06-15", None, "tutup", "renovasi"],
    ]
    guess = guess_kind(file_of(rows), INSTRUMEN)
    assert (guess.jenis, guess.yakin >= YAKIN) == (KALENDER, True)
    assert days(read(rows, KALENDER)) == {("0101", "2026-06-15"): "tutup"}


@pytest.mark.parametrize(
    "rows",
    [
        [["Tanggal", "Status", "Keterangan"], ["2026-06-16", "selesai", "pengaduan"]],  # something else
        [["Tanggal", "Satker", "Jumlah"], ["2026-06-16", "0101", 12]],
        [["Tanggal", "Status"], ["2026-06-16", None]],
    ],
)
def test_another_list_of_days_is_not_taken_for_a_calendar(rows: list[list[Cell]]):
    assert guess_kind(file_of(rows), INSTRUMEN).jenis != KALENDER
