"""A workbook of sheets and explanations: real numbers, empty cells where nothing is known, and texts that stay texts.

Text never becomes a formula: names come from files, and a spreadsheet would run what begins with = + - @.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import xlsxwriter

from dashboard import text
from dashboard.formats import format_waktu
from dashboard.views.common import Pilihan
from dashboard.views.penjelasan import Penjelasan
from scoring.zona_waktu import JAM_PANTAU

KETERANGAN = "Keterangan"
# What a spreadsheet takes for a formula when the cell is edited again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEKS_MAKS = 32_767
_KOLOM_MAKS = 60
DASAR_KISARAN = (
    "sampel; sensus (semua mengisi: tidak ada galat sampel, jadi tanpa batas); melebihi pengguna (responden lebih banyak dari "
    "pengguna layanan yang tercatat: periksa); tanpa sebaran (rekap tanpa jawaban satu per satu)."
)
# A path of Windows has 260 characters in all; the folder needs most of them.
_NAMA_MAKS = 120

# What is told (a rule change, a way of judging), and the sentence.
Catatan = tuple[str, str]


@dataclass(frozen=True)
class Lembar:
    """One sheet: its name, and a table whose cells are numbers, texts, or missing (None and NaN: an empty cell)."""

    nama: str
    tabel: pd.DataFrame


def file_name(halaman: str, pilihan: Pilihan, *, is_contoh: bool = False) -> str:
    """'pantau-ringkasan-spkp-2026-TW2-LPS-01.xlsx': page, survey, period and satker; example data say so first."""
    survei = "" if pilihan.instrumen == halaman else pilihan.instrumen
    parts = ["pantau", halaman, survei, pilihan.periode.kode, *pilihan.jenis, pilihan.satker]
    name = "-".join(part for part in ("CONTOH" if is_contoh else "", *parts) if part)
    return re.sub(r"[^0-9A-Za-z.]+", "-", name.replace("..", "-sampai-")).strip("-")[:_NAMA_MAKS].rstrip("-.") + ".xlsx"


def workbook(
    lembar: Sequence[Lembar], penjelasan: Sequence[Penjelasan], pilihan: Pilihan, catatan: Sequence[Catatan] = ()
) -> bytes:
    """An XLSX with the sheets and, last, the explanations; ``catatan``: what holds for all of it (rule changes)."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        writer = _Writer(book)
        for one in lembar:
            writer.table(one)
        writer.table(Lembar(KETERANGAN, explanation_table(penjelasan, pilihan, catatan)), wrap=True)
    return buffer.getvalue()


def explanation_table(
    penjelasan: Sequence[Penjelasan], pilihan: Pilihan, catatan: Sequence[Catatan] = ()
) -> pd.DataFrame:
    """The explanations in table form: columns Angka, Hal, Keterangan; what holds for all of them first."""
    moments = [one.data_per for one in penjelasan if one.data_per is not None]
    basis = [
        *([("Keadaan data", text.DATA_CONTOH)] if any(one.is_contoh for one in penjelasan) else []),
        ("Survei", pilihan.instrumen.upper()),
        ("Periode", pilihan.periode.label),
        *([("Data per", _local(max(moments)))] if moments else []),
        *catatan,
        (
            "Keadaan sebuah angka",
            "nilai; di bawah minimal (tanpa mutu); disembunyikan; tidak ada data. Sel kosong bukan nol.",
        ),
        ("Dasar kisaran", DASAR_KISARAN),
    ]
    rows = [("Semua angka", label, sentence) for label, sentence in basis]
    rows += [
        (one.judul, label, sentence) for one in penjelasan for label, sentence in text.explanation_rows(one, whole=True)
    ]
    return pd.DataFrame(rows, columns=["Angka", "Hal", "Keterangan"])


class _Writer:
    """Writes tables into one workbook; every text as text."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._whole = book.add_format({"num_format": "#,##0"})
        self._decimal = book.add_format({"num_format": "0.00"})
        self._guarded = book.add_format({"quote_prefix": True})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._guarded_wrapped = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._names: set[str] = set()

    def table(self, lembar: Lembar, *, wrap: bool = False) -> None:
        """One sheet with a header that stays in view."""
        sheet = self._book.add_worksheet(self._sheet_name(lembar.nama))
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(lembar.tabel.columns):
            sheet.write_string(0, column, str(name), self._head)
            values = lembar.tabel[name].tolist()
            widths = [len(str(name)) // 2, *(len(value) for value in values if isinstance(value, str)), 9]
            sheet.set_column(column, column, min(max(widths) + 1, _KOLOM_MAKS if wrap else 40))
            for row, value in enumerate(values, 1):
                self._cell(sheet, row, column, value, wrap=wrap)

    def _cell(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, *, wrap: bool) -> None:
        if isinstance(value, str):
            if value.startswith(_FORMULA):
                style = self._guarded_wrapped if wrap else self._guarded
            else:
                style = self._wrapped if wrap else None
            sheet.write_string(row, column, value[:_TEKS_MAKS], style)
        elif isinstance(value, int | float) and math.isfinite(value):
            sheet.write_number(row, column, value, self._whole if isinstance(value, int) else self._decimal)

    def _sheet_name(self, wanted: str) -> str:
        """A name that Excel takes: at most 31 characters without []:*?/\\, once each."""
        base = re.sub(r"[\[\]:*?/\\'\x00-\x1f\ufffe\uffff]", " ", wanted)[:28].strip() or "Lembar"
        name, number = base, 2
        while name.casefold() in self._names:
            name, number = f"{base} {number}", number + 1
        self._names.add(name.casefold())
        return name


def _local(moment: datetime) -> str:
    return format_waktu(moment.astimezone(JAM_PANTAU))
