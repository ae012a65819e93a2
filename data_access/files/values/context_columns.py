"""Who, when and where of each row: satker, date, respondents' features, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import PERAN_NAMA, SATKER, TANGGAL, Kolom
from data_access.files.frame import Frame, Mask, column_of, lookup
from data_access.files.options import ImportOptions
from data_access.files.problems import PER_COLUMN, Masalah, Tingkat, first_rows, found, rows_text
from data_access.files.reading.cells import Cell, RawColumn, cell_text
from data_access.files.texts import clean_text, is_blank, words
from data_access.files.values.categories import read_category
from data_access.files.values.dates import TAHUN_AKHIR, TAHUN_AWAL, DateColumn, read_dates

PEMISAH_SATKER = " | "  # between code and name in the template's list of satker
_MAX_SATKER = 200
_BENTUK = "tanggal seperti 27/05/2024, 2024-05-27, atau 27 Mei 2024"


@dataclass
class ContextColumns:
    """Arrays with one entry per row of the frame, and the problems found on the way."""

    satker: npt.NDArray[np.object_]
    tanggal: npt.NDArray[np.datetime64]
    kategori: dict[str, npt.NDArray[np.object_]]
    masalah: list[Masalah] = field(default_factory=list)


def convert_context(frame: Frame, used: Mask, options: ImportOptions) -> ContextColumns:
    """Satker, dates and categories of every row. Problems are reported for the rows in ``used`` only."""
    blank = np.full(len(frame.baris), "", dtype=object)
    context = ContextColumns(blank, np.full(len(frame.baris), "NaT", dtype="datetime64[s]"), {})
    context.satker, problems = _satker(frame, used, options)
    context.masalah += problems
    context.tanggal, problems = _dates(frame, used, options)
    context.masalah += problems
    for dimensi in DIMENSI:
        kolom = frame.pemetaan.column(dimensi)
        if kolom is None:
            context.kategori[dimensi] = blank
        else:
            context.kategori[dimensi], problems = _category(frame, kolom, used)
            context.masalah += problems
    return context


def _satker(frame: Frame, used: Mask, options: ImportOptions) -> tuple[npt.NDArray[np.object_], list[Masalah]]:
    kolom = frame.pemetaan.column(SATKER)
    codes = np.full(len(frame.baris), "", dtype=object)
    if kolom is not None:
        column = column_of(frame, kolom)
        codes = np.array(_satker_codes(column.values, options.satker_dikenal or ()), dtype=object)[column.codes]
    if options.satker_default:
        codes[codes == ""] = options.satker_default
    missing = used & (codes == "")
    if not missing.any():
        return codes, []
    jumlah, rows = first_rows(missing, frame.baris)
    where = (
        f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: satker kosong."
        if kolom
        else "Berkas ini tidak menyebut satker."
    )
    pesan = f"{where} Tentukan satker untuk baris itu, atau isi di berkas, lalu unggah lagi."
    return codes, [_blank_problem(frame, kolom, "SATKER_KOSONG", pesan, options, (jumlah, rows))]


def _blank_problem(
    frame: Frame, kolom: Kolom | None, kode: str, pesan: str, options: ImportOptions, rows: tuple[int, tuple[int, ...]]
) -> Masalah:
    tingkat: Tingkat = "galat" if options.untuk_disimpan else "peringatan"
    return Masalah(
        tingkat, kode, pesan, frame.sheet.nama, rows[1][0] if kolom else 0, kolom.huruf if kolom else "",
        kolom.judul if kolom else "", "", "satker" if kode == "SATKER_KOSONG" else _BENTUK, rows[0], rows[1],
    )  # fmt: skip


def _satker_codes(values: Sequence[Cell], known: Sequence[tuple[str, str]]) -> list[str]:
    """Codes of a column's distinct values: a known code or name in any case, else the text as it is."""
    by_words: dict[str, str | None] = {}
    for kode, nama in known:
        for text in (kode, nama):
            key = words(text)
            by_words[key] = kode if by_words.get(key, kode) == kode else None  # a name of two satker is no code
    first_spelling: dict[str, str] = {}
    codes = []
    for value in values:
        text = clean_text(cell_text(value))[:_MAX_SATKER]
        kode = text.split(PEMISAH_SATKER)[0].strip() if PEMISAH_SATKER in text else text
        if is_blank(kode):
            codes.append("")
        else:
            codes.append(by_words.get(words(kode)) or first_spelling.setdefault(kode.casefold(), kode))
    return codes


def _dates(frame: Frame, used: Mask, options: ImportOptions) -> tuple[npt.NDArray[np.datetime64], list[Masalah]]:
    kolom = frame.pemetaan.column(TANGGAL)
    moments = np.full(len(frame.baris), "NaT", dtype="datetime64[s]")
    problems: list[Masalah] = []
    unread = np.zeros(len(frame.baris), dtype=bool)
    if kolom is not None:
        column = column_of(frame, kolom)
        read = read_dates(column.values, month_first=options.bulan_dulu)
        moments = read.waktu[column.codes]
        problems += _date_problems(frame, kolom, column, read, used)
        unread = (read.tak_terbaca | read.bulan_dulu)[column.codes]
        if options.hari_ini is not None:
            problems += _future(frame, kolom, moments, used, options.hari_ini)
    missing = np.isnat(moments) & ~unread
    if options.tanggal_default is not None:
        moments = np.where(missing, np.datetime64(options.tanggal_default, "s"), moments)
    elif (missing & used).any():
        jumlah, rows = first_rows(missing & used, frame.baris)
        where = (
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: tanggal kosong."
            if kolom
            else "Berkas ini tidak menyebut tanggal."
        )
        pesan = f"{where} Tentukan tanggal atau bulan untuk baris itu, atau isi di berkas, lalu unggah lagi."
        problems.append(_blank_problem(frame, kolom, "TANGGAL_KOSONG", pesan, options, (jumlah, rows)))
    return moments, problems


def _date_problems(frame: Frame, kolom: Kolom, column: RawColumn, read: DateColumn, used: Mask) -> Iterator[Masalah]:
    for place in np.flatnonzero(read.tak_terbaca)[:PER_COLUMN]:
        text = found(cell_text(column.values[int(place)]))
        yield from _date_problem(
            frame, kolom, used & (column.codes == place), "TANGGAL_TAK_TERBACA",
            f"'{text}' bukan tanggal yang dikenal. Perbaiki di berkas, lalu unggah lagi.", text,
        )  # fmt: skip
    others = np.flatnonzero(read.tak_terbaca)[PER_COLUMN:]
    yield from _date_problem(
        frame, kolom, used & np.isin(column.codes, others), "TANGGAL_TAK_TERBACA",
        f"masih ada {len(others)} isian lain yang bukan tanggal. Bila kolom ini bukan tanggal, ubah perannya.", "",
    )  # fmt: skip
    yield from _date_problem(
        frame, kolom, used & lookup(read.di_luar.tolist(), column), "TANGGAL_DI_LUAR",
        f"tahunnya di luar {TAHUN_AWAL}-{TAHUN_AKHIR}. Perbaiki tahunnya.", _example(column, read.di_luar),
    )  # fmt: skip
    turned = used & lookup(read.bulan_dulu.tolist(), column)
    example = _example(column, read.bulan_dulu)
    if (used & lookup(read.hari_dulu.tolist(), column)).any():
        note = (
            f"'{example}' ditulis bulan/hari/tahun, sedangkan tanggal lain di kolom ini hari/bulan/tahun "
            f"('{_example(column, read.hari_dulu)}'). Samakan urutannya di berkas."
        )
        yield from _date_problem(frame, kolom, turned, "TANGGAL_CAMPUR", note, example)
    else:
        note = (
            f"'{example}' tidak mungkin dibaca hari/bulan/tahun. Bila seluruh kolom ditulis bulan/hari/tahun, pilih "
            "'bulan lebih dulu'; bila tidak, perbaiki di berkas."
        )
        yield from _date_problem(frame, kolom, turned, "TANGGAL_TERBALIK", note, example)


def _example(column: RawColumn, marks: Mask) -> str:
    places = np.flatnonzero(marks)
    return found(cell_text(column.values[int(places[0])])) if len(places) else ""


def _date_problem(frame: Frame, kolom: Kolom, rows: Mask, kode: str, pesan: str, text: str) -> Iterator[Masalah]:
    jumlah, first = first_rows(rows, frame.baris)
    if jumlah:
        yield Masalah(
            "galat", kode, f"Kolom {kolom.alamat}, {rows_text(first, jumlah)}: {pesan}", frame.sheet.nama, first[0],
            kolom.huruf, kolom.judul, text, _BENTUK, jumlah, first,
        )  # fmt: skip


def _future(
    frame: Frame, kolom: Kolom, moments: npt.NDArray[np.datetime64], used: Mask, today: date
) -> Iterator[Masalah]:
    late = used & (moments >= np.datetime64(today, "D") + np.timedelta64(1, "D"))
    jumlah, rows = first_rows(late, frame.baris)
    if jumlah:
        yield Masalah(
            "konfirmasi", "TANGGAL_MASA_DEPAN",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: tanggalnya sesudah hari ini. Pastikan hari dan bulan "
            "tidak tertukar.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", f"paling akhir {today:%d/%m/%Y}", jumlah, rows,
        )  # fmt: skip


def _category(frame: Frame, kolom: Kolom, used: Mask) -> tuple[npt.NDArray[np.object_], list[Masalah]]:
    column = column_of(frame, kolom)
    counts = np.bincount(column.codes[used], minlength=len(column.values))
    read = read_category(kolom.peran, column.values, counts.tolist())
    nama = PERAN_NAMA[kolom.peran].lower()
    notes = (
        ("KATEGORI_TIDAK_SAH", read.tidak_sah, f"bukan {nama} yang dikenal; dibaca sebagai tidak diketahui."),
        (
            "DISAMARKAN",
            read.disamarkan,
            "berisi data pribadi (NIK, telepon, surel, atau alamat IP); bagian itu disamarkan.",
        ),
        ("KARAKTER_KENDALI", read.dibersihkan, "berisi karakter yang tidak tampak; karakter itu dibuang."),
    )
    problems = []
    for kode, marks, note in notes:
        jumlah, rows = first_rows(used & lookup(list(marks), column), frame.baris)
        if jumlah:
            text = ", ".join(
                found(cell_text(value))
                for value, mark, times in zip(column.values, marks, counts, strict=True)
                if mark and times
            )
            problems.append(
                Masalah(
                    "peringatan", kode, f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: {note}", frame.sheet.nama,
                    rows[0], kolom.huruf, kolom.judul, found(text), nama, jumlah, rows,
                )
            )  # fmt: skip
    return np.array(read.teks, dtype=object)[column.codes], problems
