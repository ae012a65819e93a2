"""``pantau.py muat``: master data from files, as an operator and as a program see it."""

from __future__ import annotations

from pathlib import Path

from tests.dashboard.conftest import Perintah
from tests.files.makers import csv_bytes, xlsx

SATKER = [
    ["Kode satker", "Nama satker", "Zona waktu"],
    ["01", "Lapas Kelas IIA Uji", "WITA"],
    ["02", "Rutan Kelas IIB Coba", "WIB"],
]


def put(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def test_satker_then_their_users(pantau: Perintah, tmp_path: Path):
    satker = put(tmp_path, "satker.csv", csv_bytes(SATKER, separator=";"))
    answer = pantau("muat", satker, "--jenis", "satker", "--dry-run")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("satker.csv: dapat disimpan sebagai daftar satker (2 baru, 0 berubah, 0 tetap).")
    stored = pantau("muat", satker, "--jenis", "satker", "--json").data  # the dry run had stored nothing
    assert (stored["disimpan"], stored["baru"], stored["berubah"]) == (True, 2, 0)

    rows: list[list[object]] = [["Kode satker", "Tahun", "Jumlah"], ["01", 2026, 1200]]
    users = put(tmp_path, "pengguna.xlsx", xlsx(rows))
    refused = pantau("muat", users, "--jenis", "pengguna")
    assert refused.code == 1
    assert "[konfirmasi] pengguna.xlsx C2: Angka Tahun 2026 akan dibagi rata ke 12 bulan" in refused.err
    assert "Tambahkan --confirm bila memang benar." in refused.err
    assert pantau("muat", users, "--jenis", "pengguna", "--confirm").out == (
        "pengguna.xlsx: disimpan sebagai jumlah pengguna layanan (12 baru, 0 berubah, 0 tetap).\n"
    )


def test_a_wrong_file_is_refused_whole_with_every_cell(pantau: Perintah, tmp_path: Path):
    rows: list[list[object]] = [
        ["Kode satker", "Bulan", "Jumlah pegawai"],
        ["99", "2026-01", 5],
        ["98", "kapan saja", "lima"],
    ]
    answer = pantau("muat", put(tmp_path, "pegawai.xlsx", xlsx(rows)), "--jenis", "pegawai", "--json")
    assert answer.code == 1
    assert not answer.data["disimpan"]
    found = {(one["kode"], one["kolom"], one["baris"]) for one in answer.data["masalah"]}
    assert found >= {
        ("SATKER_TIDAK_DIKENAL", "A", 2),
        ("SATKER_TIDAK_DIKENAL", "A", 3),
        ("PERIODE_TIDAK_DIKENALI", "B", 3),
    }


def test_a_calendar_is_stored_and_taken_back(pantau: Perintah, tmp_path: Path):
    assert pantau("muat", put(tmp_path, "satker.csv", csv_bytes(SATKER)), "--jenis", "satker").code == 0
    head: list[object] = ["Satker", "Tanggal", "Sampai", "Keadaan", "Keterangan"]
    rows: list[list[object]] = [
        head,
        ["semua", "2026-06-16", "", "buka", "kunjungan"],
        ["01", "2026-06-18", "2026-06-19", "", ""],
    ]
    file = put(tmp_path, "kalender.xlsx", xlsx(rows))
    stored = pantau("muat", file, "--jenis", "kalender", "--confirm")
    assert "[konfirmasi] kalender.xlsx D3: Keadaan tidak disebut dan dibaca sebagai tutup." in stored.err
    assert stored.out == "kalender.xlsx: disimpan sebagai kalender hari kerja (3 baru, 0 berubah, 0 tetap).\n"
    rows = [head, ["semua", "2026-06-16", "", "hapus", ""]]
    back = put(tmp_path, "kembali.xlsx", xlsx(rows))
    planned = pantau("muat", back, "--jenis", "kalender", "--dry-run").out
    assert "  semua 2026-06-16: keadaan buka -> \n" in planned
