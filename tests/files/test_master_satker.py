"""Lists of satker: codes, names and the tree of parents, in real files and in made ones."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from data_access.files.kinds import YAKIN, guess_kind
from data_access.files.master.reader import read_master
from data_access.files.master.statements import (
    JENIS,
    KALENDER,
    PEGAWAI,
    PENGGUNA,
    SATKER,
    TARGET,
    DataInduk,
    PilihanInduk,
)
from data_access.files.master.template import build_master_template
from data_access.files.reading.cells import Cell
from data_access.files.reading.reader import read_file
from scoring.instruments import shipped_instruments
from tests.files.master_support import KNOWN, Rows, file_of, numbers, read, told
from tests.files.master_support import SATKER as DIKENAL

NOTHING = PilihanInduk()
INSTRUMEN = [shipped_instruments()[kode] for kode in ("spkp", "spak", "skm")]


def fields(data: DataInduk, name: str) -> dict[str, object]:
    return {one.satker: one.nilai.get(name, "") for one in data.pernyataan}


def real(path: Path) -> DataInduk:
    return read_master(read_file(path.read_bytes(), path.name), SATKER, NOTHING)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_tree_of_a_city_with_its_parents(shared_data: Path):
    path = shared_data / "unit_masters" / "unit_kerja_tree.csv"
    data, rows = real(path), rows_of(path)
    assert len(data.pernyataan) == len(rows) == 1511
    assert fields(data, "nama") == {row["KODE"]: row["UNIT_KERJA"].strip() for row in rows}
    assert fields(data, "induk") == {
        row["KODE"]: row["ID_PARENT"].replace("0", "", row["ID_PARENT"] == "0") for row in rows
    }
    # 953 different names: the other units share theirs, which is told once.
    assert [(one.tingkat, one.kode) for one in data.masalah] == [("peringatan", "NAMA_SAMA")]


@pytest.mark.parametrize(("name", "count"), [("satker.csv", 47), ("unit.csv", 55)])
def test_lists_of_a_province(shared_data: Path, name: str, count: int):
    path = shared_data / "unit_masters" / name
    data, rows = real(path), rows_of(path)
    part = name.removesuffix(".csv")
    assert fields(data, "nama") == {row[f"kode_{part}"]: row[f"n_{part}"] for row in rows}
    assert len(data.pernyataan) == count
    # The number in id_satker belongs to the other file: without it nobody knows the parent, and that is asked.
    asked = [("INDUK_DI_BERKAS_LAIN", "B2")] if name == "unit.csv" else []
    assert told(data, "galat", "konfirmasi") == asked
    assert set(fields(data, "induk").values()) == {""}


def test_units_and_their_satker_in_one_file_find_their_parents(shared_data: Path):
    folder = shared_data / "unit_masters"
    files = [read_file((folder / name).read_bytes(), name) for name in ("satker.csv", "unit.csv")]
    sheets = tuple(replace(file.lembar[0], nama=file.nama) for file in files)
    data = read_master(replace(files[0], lembar=sheets), SATKER, NOTHING)
    codes = {row["id_satker"]: row["kode_satker"] for row in rows_of(folder / "satker.csv")}
    expected = {row["kode_unit"]: codes[row["id_satker"]] for row in rows_of(folder / "unit.csv")}
    assert len(data.pernyataan) == 102
    found = fields(data, "induk")
    assert {kode: found[kode] for kode in expected} == expected
    assert data.masalah == ()


@pytest.mark.parametrize(
    ("name", "jenis"),
    [("unit_masters/unit_kerja_tree.csv", SATKER), ("unit_masters/unit.csv", SATKER), ("unit_masters/satker.csv", SATKER),
     ("jepara_mpp/wide.csv", "jawaban"), ("jepara_mpp/answers_long.csv", "jawaban"), ("gianyar_skck/wide_scores.csv", "jawaban"),
     ("surveiku_reports/published_index.csv", "rekap"), ("surveiku_reports/frequency_tables.csv", "rekap")],
)  # fmt: skip
def test_what_real_files_are(shared_data: Path, name: str, jenis: str):
    path = shared_data / name
    found = guess_kind(read_file(path.read_bytes(), path.name), INSTRUMEN)
    assert found.jenis == jenis
    assert found.yakin >= YAKIN
    assert found.alasan.endswith(".")


@pytest.mark.parametrize(
    ("rows", "nama", "jenis", "certain"),
    [
        ([["Kode satker", "Bulan", "Jumlah pegawai"], ["1", "2026-01", 4]], "a.xlsx", PEGAWAI, True),
        ([["Kode satker", "Periode", "Target"], ["1", "2026-01", 4]], "a.xlsx", TARGET, True),
        ([["Kode satker", "Jan 2026", "Feb 2026"], ["1", 4, 5]], "pengguna layanan.xlsx", PENGGUNA, True),
        ([["Kode satker", "Jan 2026", "Feb 2026"], ["1", 4, 5]], "data.xlsx", PENGGUNA, False),
        ([["Kode satker", "Bulan", "Jumlah"], ["1", "2026-01", 4]], "data.xlsx", PENGGUNA, False),
        ([["apa", "saja"], ["x", "y"]], "data.xlsx", "jawaban", False),
    ],
)
def test_what_made_files_are_and_when_it_is_asked(rows: Rows, nama: str, jenis: str, certain: bool):
    found = guess_kind(file_of(rows, nama), INSTRUMEN)
    assert (found.jenis, found.yakin >= YAKIN) == (jenis, certain)


def test_every_field_with_its_words():
    head = ["Kode Satker", "Nama Satker", "Kab/Kota", "Satker Induk", "Zona Waktu", "Hari Kerja", "Predikat"]
    rows: Rows = [
        ["Daftar satker"],
        head,
        ["A", "Kanwil  Uji", "Kota Uji", None, "WITA", "Senin - Jumat", "WBBM"],
        ["B", "Lapas Kelas IIA Uji", None, "Kanwil Uji", "WIT", 6, "tidak"],
        ["C", "Rutan Kelas IIB Uji", None, "B", "Mars", 4, "emas"],
    ]
    data = read(rows, SATKER, NOTHING)
    said = {one.satker: dict(one.nilai) for one in data.pernyataan}
    assert said["A"] == {
        "nama": "Kanwil Uji", "kabupaten": "Kota Uji", "zona_waktu": "Asia/Makassar", "hari_kerja": 5, "bidik_predikat": "WBBM",
    }  # fmt: skip
    expected = {
        "nama": "Lapas Kelas IIA Uji",
        "induk": "A",
        "zona_waktu": "Asia/Jayapura",
        "hari_kerja": 6,
        "bidik_predikat": "",
    }
    assert said["B"] == expected
    assert said["C"] == {"nama": "Rutan Kelas IIB Uji", "induk": "B"}
    wrong = [("ISIAN_TIDAK_DIKENALI", cell) for cell in ("E5", "F5", "G5")]
    assert told(data) == [*wrong, ("NAMA_DIRAPIKAN", "B3")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([["A", "Satu", ""], ["A", "Satu", ""]], [("KODE_GANDA_SAMA", "A3")]),
        ([["A", "Satu", ""], ["A", "Dua", ""]], [("KODE_GANDA", "A3")]),
        ([["A", "Satu", "B"], ["B", "Dua", "A"]], [("INDUK_BERPUTAR", "C2")]),
        ([["A", "Satu", "A"]], [("INDUK_BERPUTAR", "C2")]),
        ([["A", "Satu", "Z"]], [("INDUK_TIDAK_DIKENAL", "C2")]),
        ([["A", "Kembar", ""], ["B", "Kembar", ""], ["C", "Tiga", "Kembar"]], [("INDUK_RANCU", "C4"), ("NAMA_SAMA", "B2")]),
        ([[None, "Satu", ""], ["B", None, ""]], [("KODE_KOSONG", "A2"), ("NAMA_KOSONG", "B3")]),
        ([[100.1, "Satu", ""]], [("KODE_BILANGAN_DESIMAL", "A2")]),
        ([["12345.0", "Satu", ""]], [("KODE_PECAHAN", "A2")]),
        ([[101, "Lapas Kelas IIA Bandar Contoh", ""]], [("NOL_HILANG", "A2")]),
        ([[12345, "Satu", ""], [12346, "Dua", ""], [12347, "Tiga", ""], [1234, "Empat", ""]], [("NOL_HILANG", "A5")]),
    ],
    ids=["ganda sama", "ganda beda", "berputar", "induk sendiri", "induk asing", "nama rancu", "kosong", "desimal", "akhiran",
         "nol dikenal", "nol menurut panjang"],
)  # fmt: skip
def test_what_is_wrong_with_codes_and_parents(cells: list[list[Cell]], expected: list[tuple[str, str]]):
    assert told(read([["Kode satker", "Nama satker", "Kode induk"], *cells], SATKER)) == expected


def test_a_kanwil_that_is_no_satker_is_kept_as_a_name_when_confirmed():
    data = read([["Kode", "Nama", "Kanwil"], ["A", "Satu", "Kanwil Kalimantan"]], SATKER, NOTHING)
    assert fields(data, "induk") == {"A": "Kanwil Kalimantan"}
    assert [(one.tingkat, one.kode) for one in data.masalah] == [("konfirmasi", "INDUK_HANYA_NAMA")]


@pytest.mark.parametrize("jenis", JENIS)
def test_a_template_comes_back_as_it_was_filled_in(jenis: str):
    template = build_master_template(jenis, DIKENAL, 2026)
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    empty = read_master(read_file(template, "templat.xlsx"), jenis, KNOWN)
    assert empty.pernyataan == ()  # the example row is no data, a list of names says nothing
    by_kind: dict[str, dict[int, Cell]] = {
        SATKER: {2: "0777", 3: "Lapas Kelas IIA Baru", 8: "WIT", 9: 6},
        PENGGUNA: {4: 120, 15: 90},
        PEGAWAI: {4: "2026-03", 5: 44},
        TARGET: {4: "spak", 5: "2026-TW2", 6: 43, 7: "uji", 8: "Kabid"},
        KALENDER: {2: "0101", 4: "2026-06-15", 6: "tutup", 7: "renovasi"},
    }
    for column, value in by_kind[jenis].items():
        sheet.cell(3, column, value)
    buffer = BytesIO()
    book.save(buffer)
    raw = read_file(buffer.getvalue(), "templat.xlsx")
    data = read_master(raw, jenis, KNOWN)
    assert told(data, "galat", "konfirmasi") == []
    guess = guess_kind(raw, INSTRUMEN)
    assert (guess.jenis, guess.yakin >= YAKIN) == (jenis, True)
    if jenis == SATKER:
        said = {"nama": "Lapas Kelas IIA Baru", "zona_waktu": "Asia/Jayapura", "hari_kerja": 6}
        assert [(one.kunci, dict(one.nilai)) for one in data.pernyataan] == [(("0777",), said)]
    elif jenis == KALENDER:
        day = {"keadaan": "tutup", "keterangan": "renovasi", "sumber": "berkas templat.xlsx"}
        assert [(one.kunci, dict(one.nilai)) for one in data.pernyataan] == [(("0101", "2026-06-15"), day)]
    else:
        expected: dict[str, dict[tuple[str | int, ...], object]] = {
            PENGGUNA: {("0101", 202601): 120, ("0101", 202612): 90},
            PEGAWAI: {("0101", 202603): 44},
            TARGET: {("0101", "spak", 202604, 202606): 43},
        }
        assert numbers(data) == expected[jenis]
