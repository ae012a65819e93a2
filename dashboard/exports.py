"""The numbers of a page as a workbook: real numbers, their states, n and intervals, and a sheet that explains them.

Text never becomes a formula: names come from files, and a spreadsheet would run what begins with = + - @.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import xlsxwriter

from dashboard import text
from dashboard.formats import format_waktu
from dashboard.importing import ZONA
from dashboard.views import lintas
from dashboard.views.common import Pilihan
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from scoring.contract import JAWABAN
from scoring.instruments import Instrumen
from scoring.periods import month_label
from scoring.states import Status

KETERANGAN = "Keterangan"
# What a spreadsheet takes for a formula when the cell is edited again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEKS_MAKS = 32_767
_KOLOM_MAKS = 60
# Columns of a value and what they are called; a hidden value has none of them, one without answers only its n.
_NILAI = {
    "nilai_4": "nilai (skala 4)",
    "nilai_100": "nilai (skala 100)",
    "nrr": "NRR",
    "bawah_4": "kisaran 95 % bawah",
    "atas_4": "kisaran 95 % atas",
    "mutu": "mutu",
    "status": "keadaan",
    "n": "responden",
}


@dataclass(frozen=True)
class Lembar:
    """One sheet: its name, and a table whose cells are numbers, texts, or missing (None and NaN: an empty cell)."""

    nama: str
    tabel: pd.DataFrame


def ringkasan(view: RingkasanWilayah, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Ringkasan Wilayah: one row a satker with every survey, and the unsur of the chosen one."""
    tabel = view.tabel
    columns: dict[str, object] = {"Kode": tabel["satker"], "Satuan kerja": tabel["nama"], "Jenis": tabel["jenis"]}
    for kartu in view.kartu:
        kode = kartu.instrumen.kode
        beside = {name: tabel[f"{name}:{kode}"] for name in _NILAI if f"{name}:{kode}" in tabel}
        beside["status"] = beside["status"].where(beside["status"].notna(), Status.TIDAK_ADA_DATA)
        beside["n"] = beside["n"].fillna(0)
        columns |= _values(pd.DataFrame(beside), f"{kode.upper()} ")
    columns |= lintas.other_grades(tabel.assign(status=tabel[f"status:{view.instrumen.kode}"]), view.pilihan.periode)
    columns |= {
        "Target responden": tabel["target"].astype("Int64"),
        "Unsur terlemah": tabel["terlemah"],
        "Nilai unsur terlemah": tabel["terlemah_4"],
    }
    unsur = _unsur(view.unsur, view.pilihan, view.unsur["nama_satker"])
    sheets = [Lembar("Satker", pd.DataFrame(columns)), Lembar(f"Unsur {view.instrumen.kode}", unsur)]
    return workbook(sheets, penjelasan, view.pilihan, lintas.of_ringkasan(view))


def satker(view: SatuanKerja, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Satuan Kerja: the surveys, the unsur and answers of the chosen one, its months."""
    utama = view.utama
    rows = [{"survei": one.instrumen.kode, "indeks": one.instrumen.indeks, **_row(one.sekarang)} for one in view.survei]
    surveys = pd.DataFrame(rows)
    months = [month_label(int(bulan)) for bulan in view.tren["bulan"]]
    sheets = [
        Lembar("Indeks", _named(surveys, {"Survei": surveys["survei"], "Indeks": surveys["indeks"]})),
        Lembar("Unsur", _unsur(utama.unsur, view.pilihan)),
        Lembar("Jawaban", _answers(utama.rekap, utama.instrumen)),
        Lembar("12 bulan", _named(view.tren, {"Bulan": pd.Series(months, index=view.tren.index, dtype=object)})),
    ]
    return workbook(sheets, penjelasan, view.pilihan, lintas.of_satker(view))


def lemah(view: RingkasanWilayah, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Unsur Lemah: the weak unsur of the chosen survey, most urgent first, with their reasons."""
    frame = view.lemah_survei
    first = {
        "Prioritas": frame["prioritas"],
        "Kode": frame["satker"],
        "Satuan kerja": frame["nama"],
        "Unsur": frame["nama_unsur"],
        "Ambang": frame["ambang"],
        "Jarak ke ambang": frame["jarak"],
        "Alasan": pd.Series([text.reasons(alasan) for alasan in frame["alasan"]], index=frame.index, dtype=object),
    }
    table = _named(frame, first).assign(**lintas.other_grades(frame, view.pilihan.periode))
    return workbook([Lembar("Unsur lemah", table)], penjelasan, view.pilihan, lintas.of_lemah(view))


def responden(view: RespondenTarget, explain: Callable[[], Sequence[Penjelasan]]) -> bytes:
    """Responden & Target: counts, targets and the rule that set each; ``explain`` asks for the explanations."""
    tabel = view.tabel
    names = {
        "satker": "Kode", "nama": "Satuan kerja", "jenis": "Jenis", "keadaan": "Keadaan", "n": "Responden",
        "target": "Target", "kurang": "Kurang", "pengguna": "Pengguna layanan", "alasan": "Aturan target",
    }  # fmt: skip
    counts = dict.fromkeys(("n", "target", "kurang", "pengguna"), "Int64")
    table = tabel[list(names)].astype(counts).rename(columns=names)
    return workbook([Lembar("Target", table)], explain(), view.pilihan)


def file_name(halaman: str, pilihan: Pilihan, *, is_contoh: bool = False) -> str:
    """'pantau-ringkasan-spkp-2026-TW2-LPS-01.xlsx': page, survey, period and satker; example data say so first."""
    parts = ["pantau", halaman, pilihan.instrumen, pilihan.periode.kode, *pilihan.jenis, pilihan.satker]
    name = "-".join(part for part in ("CONTOH" if is_contoh else "", *parts) if part)
    return re.sub(r"[^0-9A-Za-z.]+", "-", name.replace("..", "-sampai-")).strip("-") + ".xlsx"


def workbook(
    lembar: Sequence[Lembar], penjelasan: Sequence[Penjelasan], pilihan: Pilihan, catatan: Sequence[str] = ()
) -> bytes:
    """An XLSX with the sheets and, last, the explanations; ``catatan``: what all of it must say (rule changes)."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        writer = _Writer(book)
        for one in lembar:
            writer.table(one)
        writer.table(Lembar(KETERANGAN, explanation_table(penjelasan, pilihan, catatan)), wrap=True)
    return buffer.getvalue()


def explanation_table(penjelasan: Sequence[Penjelasan], pilihan: Pilihan, catatan: Sequence[str] = ()) -> pd.DataFrame:
    """The explanations in table form: columns Angka, Hal, Keterangan; what holds for all of them first."""
    moments = [one.data_per for one in penjelasan if one.data_per is not None]
    basis = [
        *([("Keadaan data", text.DATA_CONTOH)] if any(one.is_contoh for one in penjelasan) else []),
        ("Survei", pilihan.instrumen.upper()),
        ("Periode", pilihan.periode.label),
        *([("Data per", _local(max(moments)))] if moments else []),
        *(("Melintasi perubahan aturan", sentence) for sentence in catatan),
        (
            "Keadaan sebuah angka",
            "nilai; di bawah minimal (tanpa mutu); disembunyikan; tidak ada data. Sel kosong bukan nol.",
        ),
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
        base = re.sub(r"[\[\]:*?/\\']", " ", wanted)[:28].strip() or "Lembar"
        name, number = base, 2
        while name.casefold() in self._names:
            name, number = f"{base} {number}", number + 1
        self._names.add(name.casefold())
        return name


def _values(frame: pd.DataFrame, prefix: str = "") -> dict[str, object]:
    """The columns of values under their names; nothing of a hidden value, no number of one without answers."""
    state = frame["status"]
    columns: dict[str, object] = {}
    for column, name in _NILAI.items():
        if column not in frame:
            continue
        kept = frame[column]
        if column != "status":
            kept = kept.where(state != Status.DISEMBUNYIKAN)
        if column not in {"status", "n"}:
            kept = kept.where(state != Status.TIDAK_ADA_DATA)
        label = f"{prefix}{name}" if prefix else name[0].upper() + name[1:]
        texts = [str(value) if isinstance(value, str) else value for value in kept]
        columns[label] = kept.astype("Int64") if column == "n" else texts
    return columns


def _named(frame: pd.DataFrame, first: Mapping[str, object]) -> pd.DataFrame:
    return pd.DataFrame({**first, **_values(frame)}, index=frame.index)


def _unsur(frame: pd.DataFrame, pilihan: Pilihan, satker: pd.Series | None = None) -> pd.DataFrame:
    first = {} if satker is None else {"Satuan kerja": satker}
    table = _named(frame, {**first, "Kode unsur": frame["unsur"], "Unsur": frame["nama"]})
    return table.assign(**lintas.other_grades(frame, pilihan.periode))


def _row(row: pd.Series | None) -> dict[str, object]:
    """The values of an index row; a survey without answers is there with n 0 and its state."""
    if row is None:
        return {**dict.fromkeys(_NILAI), "status": Status.TIDAK_ADA_DATA, "n": 0}
    return {name: row[name] for name in _NILAI}


def _answers(rekap: pd.DataFrame, instrumen: Instrumen) -> pd.DataFrame:
    names = {unsur.kode: unsur.nama for unsur in instrumen.unsur}
    counts = {f"Jawaban {value}": rekap[JAWABAN[value - 1]] for value in instrumen.nilai_mungkin}
    return pd.DataFrame({"Unsur": rekap["unsur"].map(names), "Responden": rekap["n"], **counts})


def _local(moment: datetime) -> str:
    return format_waktu(moment.astimezone(ZONA))
