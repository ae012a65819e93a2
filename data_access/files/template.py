"""The workbook to fill in: one row a respondent, lists to choose from, an example row, instructions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_access.errors import RefusedError
from data_access.files.values.categories import KANAL, USIA
from data_access.files.values.satker_match import PEMISAH_SATKER
from scoring.instruments import Butir, Instrumen, Unsur

ISIAN, PETUNJUK, DAFTAR = "Isian", "Petunjuk", "Daftar"
# Rows that get drop-down lists; more can be filled in, only without lists.
LIST_ROWS = 5_000
CONTOH = "CONTOH"
_KELAMIN = ("Laki-laki", "Perempuan")
_PENDIDIKAN = ("Tidak sekolah", "SD", "SMP", "SMA", "Diploma", "S1", "S2", "S3")
_PEKERJAAN = (
    "PNS", "TNI", "Polri", "Swasta", "Wirausaha", "Pelajar/Mahasiswa", "Ibu rumah tangga", "Petani/Nelayan",
    "Pensiunan", "Tidak bekerja", "Lainnya",
)  # fmt: skip


@dataclass(frozen=True)
class _Column:
    header: str
    example: str | int
    width: int
    choices: tuple[str, ...] = ()
    scale: tuple[int, int] | None = None
    hint: str = ""


def build_template(
    instruments: Sequence[Instrumen], satker: Sequence[tuple[str, str]] = (), layanan: Sequence[str] = ()
) -> bytes:
    """An XLSX for these instruments; ``satker`` are (kode, nama). What is filled in comes back through the import.

    RefusedError when two instruments use the same item code: their columns could not be told apart.
    """
    codes = [butir.kode for instrumen in instruments for unsur in instrumen.unsur for butir in unsur.butir]
    if not codes or len(set(codes)) != len(codes):
        raise RefusedError(
            "Templat ini memerlukan instrumen yang kode unsurnya tidak sama. Unduh satu templat tiap instrumen."
        )
    buffer = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as workbook:
        columns = _columns(instruments, satker, layanan)
        _write_form(workbook, columns)
        _write_help(workbook, instruments, columns)
        _write_lists(workbook, columns)
    return buffer.getvalue()


def _columns(
    instruments: Sequence[Instrumen], satker: Sequence[tuple[str, str]], layanan: Sequence[str]
) -> list[_Column]:
    units = tuple(f"{kode}{PEMISAH_SATKER}{nama}" for kode, nama in satker)
    columns = [
        _Column("No", CONTOH, 9, hint="Nomor urut. Baris bertanda CONTOH tidak ikut dibaca."),
        _Column(
            "Tanggal", "27/05/2024", 13, hint="Tanggal layanan atau pengisian: hari/bulan/tahun, misalnya 27/05/2024."
        ),
        _Column("Satker", units[0] if units else "KODE", 28, units, hint="Pilih satuan kerja dari daftar."),
        _Column(
            "Layanan", layanan[0] if layanan else "Layanan kunjungan", 24, tuple(layanan), hint="Layanan yang diterima."
        ),
        _Column("Jenis kelamin", _KELAMIN[1], 14, _KELAMIN, hint="Pilih dari daftar."),
        _Column("Usia", 35, 8, hint=f"Umur dalam tahun, misalnya 35; atau kelompoknya: {', '.join(USIA)}."),
        _Column("Pendidikan", "SMA", 14, _PENDIDIKAN, hint="Pendidikan terakhir; pilih dari daftar."),
        _Column("Pekerjaan", "Swasta", 18, _PEKERJAAN, hint="Pekerjaan utama; pilih dari daftar."),
        _Column("Kanal pengisian", KANAL[0], 20, KANAL, hint="Bagaimana survei ini diisi; pilih dari daftar."),
    ]
    for instrumen in instruments:
        scale = (instrumen.skala_min, instrumen.skala_maks)
        for unsur in instrumen.unsur:
            for butir in unsur.butir:
                hint = f"Jawaban {scale[0]} sampai {scale[1]}. Kosongkan bila tidak dijawab."
                columns.append(_Column(_header(unsur, butir), scale[1], 17, scale=scale, hint=hint))
    return columns


def _header(unsur: Unsur, butir: Butir) -> str:
    """Code and name; several items of an unsur would have the same name, so there the statement stands."""
    return f"{butir.kode} {unsur.nama if len(unsur.butir) == 1 else butir.pernyataan}"


def _write_form(workbook: xlsxwriter.Workbook, columns: Sequence[_Column]) -> None:
    sheet = workbook.add_worksheet(ISIAN)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F2", "border": 1})
    example = workbook.add_format({"italic": True, "font_color": "#6B6B6B", "bg_color": "#F2F2F2"})
    text = workbook.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    for index, column in enumerate(columns):
        # Dates and codes stay as typed: as text, Excel neither turns day and month round nor drops leading zeros.
        sheet.set_column(index, index, column.width, text if column.header in ("Tanggal", "Satker") else None)
        sheet.write_string(0, index, column.header, head)
        if isinstance(column.example, int):
            sheet.write_number(1, index, column.example, example)
        else:
            sheet.write_string(1, index, column.example, example)
        _add_list(sheet, index, column)


def _add_list(sheet: Worksheet, index: int, column: _Column) -> None:
    rule: dict[str, Any] = {"input_title": column.header[:32], "input_message": column.hint[:255]}
    if column.scale:
        low, high = column.scale
        rule |= {
            "validate": "list",
            "source": [str(value) for value in range(low, high + 1)],
            "error_title": "Di luar skala",
        }
        rule["error_message"] = f"Isi dengan angka bulat {low} sampai {high}."
    elif column.choices:
        letter = xlsxwriter.utility.xl_col_to_name(index)
        rule |= {"validate": "list", "source": f"={DAFTAR}!${letter}$2:${letter}${len(column.choices) + 1}"}
        # Other services, education or work exist; only the list of satker is closed.
        rule["error_type"] = "stop" if column.header == "Satker" else "warning"
        rule["error_title"] = "Tidak ada di daftar"
        rule["error_message"] = "Pilih salah satu isi daftar."
    else:
        rule["validate"] = "any"
    sheet.data_validation(1, index, LIST_ROWS, index, rule)


def _write_lists(workbook: xlsxwriter.Workbook, columns: Sequence[_Column]) -> None:
    sheet = workbook.add_worksheet(DAFTAR)
    sheet.hide()
    for index, column in enumerate(columns):
        for row, choice in enumerate((column.header, *column.choices) if column.choices else ()):
            sheet.write_string(row, index, choice)


def _write_help(workbook: xlsxwriter.Workbook, instruments: Sequence[Instrumen], columns: Sequence[_Column]) -> None:
    sheet = workbook.add_worksheet(PETUNJUK)
    bold = workbook.add_format({"bold": True})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34, wrap)
    sheet.set_column(1, 1, 100, wrap)
    lines: list[tuple[str, str]] = [
        ("Cara mengisi", ""),
        (
            "1",
            f"Isi lembar '{ISIAN}': satu baris untuk satu responden, mulai dari baris 3. Jangan mengubah judul kolom.",
        ),
        ("2", "Baris 2 adalah contoh dan ditandai CONTOH di kolom No. Baris itu tidak ikut dibaca; boleh dihapus."),
        ("3", "Kosongkan sel yang tidak dijawab. Jangan mengisi 0 dan jangan menambah baris jumlah atau rata-rata."),
        ("4", "Jangan menulis nama, NIK, nomor telepon, atau surel responden."),
        ("5", "Simpan sebagai .xlsx, lalu unggah di halaman Unggah Data."),
        ("", ""),
        ("Kolom", "Isi"),
    ]
    lines += [(column.header, column.hint) for column in columns]
    for instrumen in instruments:
        lines += [
            ("", ""),
            (instrumen.nama, f"Skala {instrumen.skala_min} sampai {instrumen.skala_maks}; makin tinggi makin baik."),
        ]
        lines += [
            (_header(unsur, butir), _meaning(butir, instrumen)) for unsur in instrumen.unsur for butir in unsur.butir
        ]
    headings = {"Cara mengisi", "Kolom", *(instrumen.nama for instrumen in instruments)}
    for row, (left, right) in enumerate(lines):
        sheet.write_string(row, 0, left, bold if left in headings else wrap)
        sheet.write_string(row, 1, right, wrap)


def _meaning(butir: Butir, instrumen: Instrumen) -> str:
    """The statement, and what each number means where the form has words for it."""
    by_value: dict[int, str] = {}
    for label, value in butir.label or instrumen.label:
        by_value.setdefault(value, label)
    labels = ", ".join(f"{value} = {label}" for value, label in sorted(by_value.items()))
    reverse = " Makin tinggi angkanya makin buruk; program membaliknya." if butir.arah == "negatif" else ""
    return f"{butir.pernyataan}{reverse}" + (f" ({labels})" if labels else "")
