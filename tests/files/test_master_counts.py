"""Service users, employees and manual targets in the layouts offices write; what is doubtful is asked, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from data_access.files.master.numbers import read_count
from data_access.files.master.periods import read_period
from data_access.files.master.statements import PEGAWAI, PENGGUNA, TARGET, DataInduk
from data_access.files.reading.cells import Cell
from tests.files.master_support import KNOWN, Rows, numbers, read, told

LAPAS, RUTAN = "0101", "0102"
FIRST_OF_JUNE = datetime.fromisoformat("2026-06-01")  # as the reader gives dates: without a zone


@pytest.mark.parametrize(
    ("cell", "nilai", "masalah", "ragu"),
    [
        (1250, 1250, "", False),
        (1250.0, 1250, "", False),
        ("1.250", 1250, "", False),  # a dot before three digits is the Indonesian thousands sign
        ("1.250.000", 1_250_000, "", False),
        ("1 250", 1250, "", False),
        ("1.250,00", 1250, "", False),
        ("1,250", 1250, "", True),  # in Indonesian this would be 1 and a quarter
        ("1,250,000", 1_250_000, "", False),
        ("40 orang", 40, "", False),
        ("12.0", 12, "", False),
        ("0", 0, "", False),
        (None, None, "", False),
        ("-", None, "", False),
        ("n/a", None, "", False),
        (12.5, None, "desimal", False),
        ("12,5", None, "desimal", False),
        ("1.25", None, "desimal", False),
        ("-5", None, "negatif", False),
        (-5, None, "negatif", False),
        ("dua belas", None, "bukan bilangan", False),
        (True, None, "bukan bilangan", False),
        ("1.2500", None, "desimal", False),
    ],
)
def test_a_number_of_people(cell: Cell, nilai: int | None, masalah: str, ragu: bool):
    found = read_count(cell)
    assert (found.nilai, found.ragu) == (nilai, ragu)
    assert masalah in found.masalah
    assert bool(found.masalah) == bool(masalah)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Januari 2026", (202601, 202601)),
        ("jan-26", (202601, 202601)),
        ("Agt 2026", (202608, 202608)),
        ("Nopember 2026", (202611, 202611)),
        ("2026-06", (202606, 202606)),
        ("06/2026", (202606, 202606)),
        ("202606", (202606, 202606)),
        (FIRST_OF_JUNE, (202606, 202606)),
        ("Triwulan II 2026", (202604, 202606)),
        ("TW 4 2026", (202610, 202612)),
        ("2026-TW2", (202604, 202606)),
        ("Semester I 2026", (202601, 202606)),
        ("2026-S2", (202607, 202612)),
        ("2026", (202601, 202612)),
        (2026, (202601, 202612)),
        ("Tahun 2026", (202601, 202612)),
        ("Mei", (5, 5)),  # the year is not named
        ("Triwulan V 2026", None),
        ("2026-13", None),
        ("Jumlah", None),
        (FIRST_OF_JUNE.replace(day=15), None),
    ],
)
def test_months_as_they_are_written(cell: Cell, expected: tuple[int, int] | None):
    assert read_period(cell) == expected


WIDE: Rows = [
    ["Rekapitulasi pengguna layanan"],
    [None, None, "2026", None, None],
    ["Kode Satker", "Nama Satker", "Jan", "Feb", "Mar", "Jumlah"],
    ["0101", None, "1.250", 900, None, 2150],
    [None, "RUTAN KLAS II B MUARA UJI", 40, 50, 60, 150],
    ["TOTAL", None, 1290, 950, 60, 2300],
]
WIDE_NUMBERS = {
    (LAPAS, 202601): 1250, (LAPAS, 202602): 900, (RUTAN, 202601): 40, (RUTAN, 202602): 50, (RUTAN, 202603): 60,
}  # fmt: skip


def test_wide_months_under_a_merged_year_with_titles_and_a_total():
    data = read(WIDE, PENGGUNA)
    assert numbers(data) == WIDE_NUMBERS
    assert told(data) == [("BARIS_JUMLAH", "baris 6")]


@pytest.mark.parametrize(
    "rows",
    [
        [["satker", "bulan", "tahun", "jumlah"], ["0101", "Januari", 2026, 1250], ["0101", 2, 2026, "900"]],
        [["No", "Unit kerja", "Periode", "Pengguna layanan"], [1, "Lapas Kelas IIA Bandar Contoh", "2026-01", 1250],
         [2, "Lapas Kelas IIA Bandar Contoh", FIRST_OF_JUNE.replace(month=2), 900]],
        [["Laporan 2026"], ["Kode", "Bulan", "Jumlah pemohon"], ["0101", "Jan", 1250.0], ["0101", "Pebruari", "900 orang"]],
        [["kode satker", "dari", "sampai", "jumlah"], ["0101", "2026-01", "2026-01", 1250], ["0101", "Feb 2026", None, 900]],
    ],
    ids=["tahun di kolom", "periode", "tahun di judul", "dari dan sampai"],
)  # fmt: skip
def test_long_rows(rows: Rows):
    data = read(rows, PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 1250, (LAPAS, 202602): 900}
    assert told(data, "galat", "konfirmasi") == []


def test_services_of_a_month_are_added_up_and_told():
    rows: Rows = [
        ["Kode satker", "Layanan", "Bulan", "Jumlah"],
        ["0101", "Kunjungan", "2026-01", 100],
        ["0101", "Integrasi", "2026-01", 20],
    ]
    data = read(rows, PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 120}
    assert told(data) == [("DIJUMLAHKAN", "D3")]
    assert parts(data) == {(LAPAS, 202601): '{"Integrasi":20,"Kunjungan":100}'}


def parts(data: DataInduk) -> dict[tuple[str | int, ...], object]:
    """Key -> layanan of every statement that gives them."""
    return {one.kunci: one.nilai["rincian"] for one in data.pernyataan if "rincian" in one.nilai}


def test_services_are_kept_in_wide_months_too_under_one_spelling():
    rows: Rows = [
        ["Kode satker", "Layanan", "Januari 2026", "Februari 2026"],
        ["0101", "Kunjungan", 100, 90],
        ["0101", "Integrasi", 20, None],
        ["0102", " KUNJUNGAN ", 7, None],
    ]
    data = read(rows, PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 120, (LAPAS, 202602): 90, (RUTAN, 202601): 7}
    assert parts(data) == {
        (LAPAS, 202601): '{"Integrasi":20,"Kunjungan":100}',
        (LAPAS, 202602): '{"Kunjungan":90}',
        (RUTAN, 202601): '{"Kunjungan":7}',
    }


def test_services_of_several_sheets_add_up():
    head = ["Kode satker", "Layanan", "Bulan", "Jumlah"]
    sheets: dict[str, Rows] = {
        "Loket 1": [head, ["0101", "Kunjungan", "2026-01", 100], ["0101", "Integrasi", "2026-01", 20]],
        "Loket 2": [head, ["0101", "kunjungan", "2026-01", 5]],
    }
    data = read(sheets, PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 125}
    assert parts(data) == {(LAPAS, 202601): '{"Integrasi":20,"Kunjungan":105}'}


def test_a_row_without_a_service_beside_others_is_asked_and_leaves_no_parts():
    rows: Rows = [
        ["Kode satker", "Layanan", "Bulan", "Jumlah"],
        ["0101", "Kunjungan", "2026-01", 100],
        ["0101", None, "2026-01", 20],
        ["0102", None, "2026-01", 7],
    ]
    data = read(rows, PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 120, (RUTAN, 202601): 7}
    assert parts(data) == {}
    assert told(data, "konfirmasi") == [("LAYANAN_SEBAGIAN", "D3")]


def test_a_service_with_personal_data_is_refused():
    rows: Rows = [["Kode satker", "Layanan", "Bulan", "Jumlah"], ["0101", "Kunjungan 081234567890", "2026-01", 100]]
    assert told(read(rows, PENGGUNA), "galat") == [("TEKS_TIDAK_DAPAT_DISIMPAN", "B2")]


def test_a_year_divided_over_its_months_has_no_services():
    rows: Rows = [
        ["Kode satker", "Layanan", "Tahun", "Jumlah"],
        ["0101", "Kunjungan", 2026, 600],
        ["0101", "Cuti", 2026, 600],
    ]
    data = read(rows, PENGGUNA)
    assert set(numbers(data).values()) == {100}
    assert parts(data) == {}


def test_a_number_of_a_year_is_divided_only_after_it_is_confirmed_and_keeps_its_sum():
    data = read([["Kode satker", "Tahun", "Jumlah"], ["0101", 2026, 1000]], PENGGUNA)
    # 1000 / 12 = 83 rest 4: four months get one more.
    assert [one.nilai["jumlah"] for one in data.pernyataan] == [84] * 4 + [83] * 8
    assert sum(int(one.nilai["jumlah"] or 0) for one in data.pernyataan) == 1000
    assert {one.nilai["sumber"] for one in data.pernyataan} == {"dibagi rata dari Tahun 2026: 1000"}
    assert told(data) == [("DIBAGI_RATA", "C2")]
    assert data.masalah[0].tingkat == "konfirmasi"


@pytest.mark.parametrize(
    ("months", "problem"),
    [([10, 20, 30], []), ([10, 20, 31], ["JUMLAH_PERIODE_BERBEDA"]), ([10, 20], ["PERIODE_SEBAGIAN"])],
    ids=["cocok", "berbeda", "sebagian"],
)
def test_a_triwulan_beside_its_months_only_checks_them(months: list[int], problem: list[str]):
    rows: list[list[Cell]] = [["Kode satker", "Periode", "Jumlah"], ["0101", "Triwulan I 2026", 60]]
    rows += [["0101", f"2026-0{number}", n] for number, n in enumerate(months, 1)]
    data = read(rows, PENGGUNA)
    assert [kode for kode, _cell in told(data, "galat")] == problem
    assert numbers(data) == {(LAPAS, 202600 + number): n for number, n in enumerate(months, 1)}


@pytest.mark.parametrize(
    ("second", "level", "kode"),
    [(100, "peringatan", "GANDA_SAMA"), (101, "galat", "GANDA_BERBEDA")],
    ids=["sama", "berbeda"],
)
def test_the_same_satker_and_month_twice(second: int, level: str, kode: str):
    rows: Rows = [
        ["Kode satker", "Bulan", "Jumlah"],
        ["0101", "2026-01", 100],
        ["0102", "2026-01", 7],
        ["0101", "2026-01", second],
    ]
    data = read(rows, PENGGUNA)
    (problem,) = data.masalah
    assert (problem.tingkat, problem.kode, problem.sel) == (level, kode, "C4")
    assert "C2 dan C4" in problem.pesan
    assert numbers(data)[LAPAS, 202601] == 100  # never the sum


def test_everything_wrong_is_told_at_once_with_its_cell():
    rows: Rows = [
        ["Kode satker", "Nama satker", "Bulan", "Jumlah"],
        ["9999", None, "2026-01", 5],
        ["0101", None, "2026-01", "12,5"],
        ["0101", None, "2026-02", -3],
        ["0101", None, "bulan ini", 5],
        [None, None, "2026-01", 5],
        ["0101", "Rutan Kelas IIB Muara Uji", "2026-04", 5],
        ["0101", None, "2026-05", 0],
    ]
    data = read(rows, PENGGUNA)
    assert sorted(told(data, "galat")) == [
        ("BUKAN_BILANGAN", "D3"), ("BUKAN_BILANGAN", "D4"), ("PERIODE_TIDAK_DIKENALI", "C5"), ("SATKER_KOSONG", "B6"),
        ("SATKER_TIDAK_DIKENAL", "A2"), ("SATKER_TIDAK_DIKENAL", "A7"),
    ]  # fmt: skip
    assert told(data, "konfirmasi") == [("NOL", "D8")]
    assert data.ditolak


def test_lost_leading_zeros_are_asked_and_never_corrected_silently():
    data = read([["Kode satker", "Bulan", "Jumlah"], [101.0, "2026-01", 5], ["102.0", "2026-01", 6]], PENGGUNA)
    assert numbers(data) == {(LAPAS, 202601): 5, (RUTAN, 202601): 6}
    assert told(data, "konfirmasi") == [("SATKER_MIRIP", "A2"), ("SATKER_MIRIP", "A3")]
    assert told(data, "peringatan") == [("KODE_PECAHAN", "A3")]


@pytest.mark.parametrize("tahun", ["²", "20²6", "dua ribu", "1999", "26"])
def test_what_is_no_year_is_told(tahun: str):
    data = read([["Kode satker", "Tahun", "Bulan", "Jumlah"], ["0101", tahun, "Mei", 5]], PENGGUNA)
    assert ("TAHUN_TIDAK_DIKENALI", "B2") in told(data, "galat")
    assert data.pernyataan == ()


def test_a_month_without_a_year_is_refused_until_the_year_is_given():
    rows: Rows = [["Kode satker", "Januari", "Februari"], ["0101", 5, 6]]
    data = read(rows, PENGGUNA)
    assert [kode for kode, _cell in told(data, "galat")] == ["TAHUN_KOSONG", "TAHUN_KOSONG"]
    assert data.pernyataan == ()
    assert numbers(read(rows, PENGGUNA, replace(KNOWN, tahun=2025))) == {(LAPAS, 202501): 5, (LAPAS, 202502): 6}


def test_a_file_without_months_takes_the_period_of_the_operator():
    rows: Rows = [["Nama satker", "Pengguna layanan"], ["Rutan Kelas IIB Muara Uji", 70]]
    assert told(read(rows, PENGGUNA), "galat") == [("BULAN_KOSONG", "baris 2")]
    assert numbers(read(rows, PENGGUNA, replace(KNOWN, periode=(202606, 202606)))) == {(RUTAN, 202606): 70}


def test_a_total_beside_the_months_that_is_not_their_sum_is_asked():
    data = read([["Kode satker", "Jan 2026", "Feb 2026", "Total"], ["0101", 5, 6, 12]], PENGGUNA)
    assert told(data) == [("JUMLAH_BERBEDA", "D2")]


def test_employees_hold_from_the_first_month_of_their_period():
    rows: Rows = [
        ["Satker", "Berlaku mulai", "Jumlah pegawai"],
        ["0101", "2026-01", 45],
        ["0102", "Tahun 2026", 30],
        ["0103", "2026-02", 0],
    ]
    data = read(rows, PEGAWAI)
    assert numbers(data) == {(LAPAS, 202601): 45, (RUTAN, 202601): 30}
    assert told(data) == [("NOL", "C4"), ("PEGAWAI_PERIODE", "baris 3")]


def test_targets_with_who_and_why_and_back_to_the_rule():
    rows: Rows = [
        ["Kode satker", "Survei", "Periode", "Target", "Alasan", "Ditetapkan oleh"],
        ["0101", "SPKP", "Triwulan II 2026", 43, "kesepakatan monev", "Kabid HAM"],
        ["0102", "", "2026-06", "aturan", "N sudah diisi", ""],
        ["0103", "IPKP", "2026-06", 10, "", ""],
        ["0103", "Sensus", "2026-06", 10, "uji", ""],
        ["0103", "SPAK", "2026-07", 10, "tanya 0812-3456-7890", ""],
    ]
    data = read(rows, TARGET, replace(KNOWN, oleh="operator"))
    said = {one.kunci: dict(one.nilai) for one in data.pernyataan}
    assert said == {
        (LAPAS, "spkp", 202604, 202606): {"jumlah": 43, "alasan": "kesepakatan monev", "oleh": "Kabid HAM"},
        (RUTAN, "", 202606, 202606): {"jumlah": None, "alasan": "N sudah diisi", "oleh": "operator"},
    }
    expected = [("ALASAN_KOSONG", "E4"), ("SURVEI_TIDAK_DIKENAL", "B5"), ("TEKS_TIDAK_DAPAT_DISIMPAN", "E6")]
    assert sorted(told(data, "galat")) == expected
    assert not any("0812" in one.pesan + one.ditemukan for one in data.masalah)


def test_a_misspelt_header_is_read_and_asked():
    data = read([["Kode satker", "Bulan", "Jumlah pegawei"], ["0101", "2026-01", 45]], PEGAWAI)
    assert numbers(data) == {(LAPAS, 202601): 45}
    assert told(data) == [("JUDUL_MIRIP", "kolom C")]


def test_a_sheet_of_something_else_is_refused_with_what_is_needed():
    data = read([["Nama", "Nilai"], ["a", 1]], PEGAWAI)
    assert [one.kode for one in data.masalah] == ["JUDUL_TIDAK_DIKENALI"]
    assert "pegawai" in data.masalah[0].pesan
