"""Workbooks to fill in for master data: the satker that are known, an example row that is never read, instructions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from data_access.files.master.satker_values import HARAPAN
from data_access.files.master.statements import KALENDER, NAMA_JENIS, PEGAWAI, PENGGUNA, SATKER, TARGET
from scoring.periods import BULAN

PETUNJUK = "Petunjuk"
CONTOH = "CONTOH"


@dataclass(frozen=True)
class _Kolom:
    judul: str
    contoh: str | int
    lebar: int
    arti: str


_NO = _Kolom("No", CONTOH, 9, "Nomor urut. Baris bertanda CONTOH tidak dibaca; boleh dihapus.")
_KODE = _Kolom("Kode satker", "K-01", 18, "Kode satker. Kolomnya bertipe teks, supaya nol di depan tidak hilang.")
_NAMA = _Kolom(
    "Nama satker", "Lapas Kelas IIA Contoh", 40, "Nama resmi. Cukup kode atau nama bila satkernya sudah dikenal."
)
_KET = _Kolom("Keterangan", "buku register", 26, "Boleh kosong: dari mana angkanya.")


def build_master_template(jenis: str, satker: Sequence[tuple[str, str]], tahun: int) -> bytes:
    """An XLSX of this kind (statements.JENIS). ``satker``: (code, name), one row each where the kind is about known
    satker; ``tahun``: year of the month columns. What is filled in comes back through read_master."""
    columns = _columns(jenis, tahun)
    buffer = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as workbook:
        _write_form(workbook, _sheet_name(jenis), columns, () if jenis in {SATKER, KALENDER} else satker)
        _write_help(workbook, jenis, columns)
        if jenis == KALENDER:
            _write_satker(workbook, satker)
    return buffer.getvalue()


def _columns(jenis: str, tahun: int) -> list[_Kolom]:
    if jenis == SATKER:
        return [
            _NO, _KODE, _NAMA,
            _Kolom("Jenis", "Lapas", 16, "Jenis satker; kosong: diambil dari namanya."),
            _Kolom("Rumpun", "Pemasyarakatan", 18, "Boleh kosong."),
            _Kolom("Kabupaten/Kota", "Kab. Contoh", 22, "Boleh kosong."),
            _Kolom("Induk", "", 18, "Kode atau nama satker induknya. Boleh kosong."),
            _Kolom("Zona waktu", "WIB", 12, f"{HARAPAN['zona_waktu']}. Kosong: tidak diubah."),
            _Kolom("Hari kerja", 5, 12, f"{HARAPAN['hari_kerja']}. Kosong: tidak diubah."),
            _Kolom("Bidik predikat", "WBK", 14, f"{HARAPAN['bidik_predikat']}. Kosong: tidak diubah."),
        ]  # fmt: skip
    if jenis == TARGET:
        return [
            _NO, _KODE, _NAMA,
            _Kolom("Survei", "SPKP", 12, "Kode survei, misalnya SPKP atau SPAK; kosong untuk semua."),
            _Kolom("Periode", f"Triwulan II {tahun}", 22, f"Misalnya {tahun}-06, Triwulan II {tahun}, Semester I {tahun}."),
            _Kolom("Target", 43, 12, "Jumlah responden; tulis 'aturan' untuk kembali memakai aturan juknis."),
            _Kolom("Alasan", "kesepakatan rapat monev", 40, "Wajib: mengapa target ini ditetapkan."),
            _Kolom("Ditetapkan oleh", "Kabid HAM", 22, "Jabatan atau unit yang menetapkan, bukan nama orang."),
        ]  # fmt: skip
    if jenis == KALENDER:
        return [
            _NO,
            _Kolom("Kode satker", "K-01", 18, "Kode satker; tulis 'semua' bila harinya berlaku untuk semua satker."),
            _NAMA,
            _Kolom("Tanggal", f"{tahun}-03-09", 16, f"Hari pertama, misalnya {tahun}-03-09 atau 9 Maret {tahun}."),
            _Kolom("Sampai tanggal", f"{tahun}-03-11", 16, "Hari terakhir bila lebih dari satu hari, paling banyak 366 hari."),
            _Kolom("Keadaan", "tutup", 12, "tutup, buka (tetap bekerja pada hari libur), atau hapus (kembali ke kalender umum)."),
            _Kolom("Keterangan", "renovasi ruang layanan", 40, "Boleh kosong: mengapa tutup atau buka."),
        ]  # fmt: skip
    if jenis == PEGAWAI:
        months = _Kolom(
            "Berlaku mulai", f"{tahun}-01", 16, "Bulan sejak jumlah ini berlaku, sampai ada jumlah yang lebih baru."
        )
        count = _Kolom("Jumlah pegawai", 45, 16, "Semua pegawai satker, bilangan bulat.")
        return [_NO, _KODE, _NAMA, months, count, _KET]
    hint = "Orang yang dilayani dalam bulan itu. Kosongkan bila belum diketahui; 0 berarti tidak ada."
    return [_NO, _KODE, _NAMA, *(_Kolom(f"{name} {tahun}", 120, 15, hint) for name in BULAN)]


def _sheet_name(jenis: str) -> str:
    """Says what is in it: from columns that are only months nobody could tell."""
    return f"Isian {NAMA_JENIS[jenis]}"


def _write_form(
    workbook: xlsxwriter.Workbook, nama: str, columns: Sequence[_Kolom], satker: Sequence[tuple[str, str]]
) -> None:
    sheet = workbook.add_worksheet(nama)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F2", "border": 1})
    example = workbook.add_format({"italic": True, "font_color": "#6B6B6B", "bg_color": "#F2F2F2"})
    text = workbook.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 3)
    for index, column in enumerate(columns):
        # As text, Excel neither drops leading zeros of a code nor turns 2026-06 into a date.
        keep = isinstance(column.contoh, str)
        sheet.set_column(index, index, column.lebar, text if keep else None)
        sheet.write_string(0, index, column.judul, head)
        if isinstance(column.contoh, int):
            sheet.write_number(1, index, column.contoh, example)
        else:
            sheet.write_string(1, index, column.contoh, example)
    for row, (kode, name) in enumerate(satker, 2):
        sheet.write_number(row, 0, row - 1)
        sheet.write_string(row, 1, kode, text)
        sheet.write_string(row, 2, name, text)


def _write_satker(workbook: xlsxwriter.Workbook, satker: Sequence[tuple[str, str]]) -> None:
    """The satker to choose from: a calendar has rows of any satker, so that they do not stand there beforehand."""
    sheet = workbook.add_worksheet("Daftar satker")
    text = workbook.add_format({"num_format": "@"})
    sheet.set_column(0, 0, 18, text)
    sheet.set_column(1, 1, 40, text)
    # One cell above both columns: with a header of its own the sheet would be read as a list of satker.
    sheet.write_string(0, 0, "Satker yang dikenal: kode, lalu nama")
    for row, cells in enumerate(satker, 1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, text)


def _write_help(workbook: xlsxwriter.Workbook, jenis: str, columns: Sequence[_Kolom]) -> None:
    sheet = workbook.add_worksheet(PETUNJUK)
    bold, wrap = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24, wrap)
    sheet.set_column(1, 1, 100, wrap)
    lines = [
        (f"Templat {NAMA_JENIS[jenis]}", ""),
        ("1", f"Isi lembar '{_sheet_name(jenis)}' mulai dari baris 3, lalu unggah di halaman Unggah Data."),
        ("2", "Baris 2 hanya contoh dan tidak dibaca. Baris jumlah di bawah tabel juga tidak dibaca."),
        ("3", "Jangan menulis nama orang, NIK, nomor telepon, atau surel."),
        ("", ""),
        ("Kolom", "Isi"),
    ]
    if jenis == KALENDER:
        note = "Hari libur nasional dan cuti bersama sudah ada di program; isi hanya hari yang berbeda dari itu."
        lines.insert(4, ("4", note))
    if jenis == PENGGUNA:
        note = "Angka triwulan atau tahun boleh (judul kolom 'Triwulan I 2026' atau '2026'); program bertanya dulu sebelum membaginya."
        lines.insert(4, ("4", note))
        note = "Angka tiap layanan boleh: tambahkan kolom 'Layanan', satu baris untuk tiap layanan. Rinciannya ikut disimpan."
        lines.insert(5, ("5", note))
    lines += [(column.judul, column.arti) for column in columns]
    for row, (left, right) in enumerate(lines):
        sheet.write_string(row, 0, left, bold if not right or left == "Kolom" else wrap)
        sheet.write_string(row, 1, right, wrap)
