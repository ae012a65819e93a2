"""The moment of every row by its satker's clock, and what is wrong with the dates of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import TANGGAL, Kolom
from data_access.files.frame import Frame, Mask, column_of, lookup
from data_access.files.options import ImportOptions
from data_access.files.problems import PER_COLUMN, Masalah, Tingkat, first_rows, found, rows_text
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.reading.limits import number
from data_access.files.values.date_parts import combined_dates
from data_access.files.values.dates import TAHUN_AKHIR, TAHUN_AWAL, DateColumn, read_dates
from data_access.files.values.zones import Moments, to_local

_MONTHS = 12  # a day above it is never taken for a month
_FEW = 2  # different dates of each kind before they say anything
_BENTUK = "tanggal seperti 27/05/2024, 2024-05-27, atau 27 Mei 2024"


def read_moments(
    frame: Frame, used: Mask, satker: npt.NDArray[np.object_], options: ImportOptions
) -> tuple[Moments, list[Masalah]]:
    """(datetime64[s] of every row, NaT = none; problems of the ``used`` rows). ``satker``: codes of all rows."""
    kolom = frame.pemetaan.column(TANGGAL)
    moments = np.full(len(frame.baris), "NaT", dtype="datetime64[s]")
    problems: list[Masalah] = []
    unread = np.zeros(len(frame.baris), dtype=bool)
    if kolom is not None:
        parts = combined_dates(frame, used)
        column = parts[1] if parts else column_of(frame, kolom)
        problems += [_combined(frame, parts[0])] if parts else []
        read = read_dates(column.values, month_first=options.bulan_dulu, is_1904=frame.sheet.sistem_1904)
        moments = to_local(read.waktu, read.zona, column.codes, satker, options.satker_zona, options.zona_berkas)
        problems += _moved(frame, kolom, used, read.waktu[column.codes], moments)
        problems += _date_problems(frame, kolom, column, read, used)
        problems += _half_turned(frame, kolom, column, read, used)
        unread = (read.tak_terbaca | read.bulan_dulu)[column.codes]
        if options.hari_ini is not None:
            problems += _future(frame, kolom, moments, used, options.hari_ini)
    missing = np.isnat(moments) & ~unread
    if options.tanggal_default is not None:
        moments = np.where(missing, np.datetime64(options.tanggal_default, "s"), moments)
    elif (missing & used).any():
        problems.append(_missing(frame, kolom, missing & used, options))
    return moments, problems


def _combined(frame: Frame, parts: tuple[Kolom, ...]) -> Masalah:
    return Masalah(
        "peringatan", "TANGGAL_BAGIAN",
        f"Tanggal disusun dari kolom {', '.join(one.alamat for one in parts)}.",
        frame.sheet.nama, frame.pemetaan.baris_judul, parts[0].huruf, parts[0].judul,
    )  # fmt: skip


def _missing(frame: Frame, kolom: Kolom | None, missing: Mask, options: ImportOptions) -> Masalah:
    jumlah, rows = first_rows(missing, frame.baris)
    tingkat: Tingkat = "galat" if options.untuk_disimpan else "peringatan"
    where = (
        f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: tanggal kosong."
        if kolom
        else "Berkas ini tidak menyebut tanggal."
    )
    return Masalah(
        tingkat, "TANGGAL_KOSONG",
        f"{where} Tentukan tanggal atau bulan untuk baris itu, atau isi di berkas, lalu unggah lagi.",
        frame.sheet.nama, rows[0] if kolom else 0, kolom.huruf if kolom else "", kolom.judul if kolom else "", "",
        _BENTUK, jumlah, rows,
    )  # fmt: skip


def _moved(frame: Frame, kolom: Kolom, used: Mask, written: Moments, local: Moments) -> Iterator[Masalah]:
    """Told where the satker's clock shows another day than the file."""
    jumlah, rows = first_rows(used & (written.astype("datetime64[D]") != local.astype("datetime64[D]")) & ~np.isnat(local),
                              frame.baris)  # fmt: skip
    if jumlah:
        yield Masalah(
            "peringatan", "ZONA_WAKTU",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: waktunya dihitung ulang dari zona waktu berkas ke zona "
            f"waktu satker, sehingga tanggal {number(jumlah)} baris bergeser satu hari.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", "waktu setempat satker", jumlah, rows,
        )  # fmt: skip


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


def _half_turned(frame: Frame, kolom: Kolom, column: RawColumn, read: DateColumn, used: Mask) -> Iterator[Masalah]:
    """Dates of which a spreadsheet set to month/day turned those that it could (1/6 became 6 January) and left the
    others (13/6) as texts: real dates up to the 12th of a month only, texts from the 13th on only."""
    days = (read.waktu.astype("datetime64[D]") - read.waktu.astype("datetime64[M]")).astype(np.int64) + 1
    is_date = np.array([isinstance(value, datetime) for value in column.values], dtype=bool)
    is_text = np.array([isinstance(value, str) for value in column.values], dtype=bool) & ~np.isnat(read.waktu)
    if (
        is_date.sum() < _FEW
        or is_text.sum() < _FEW
        or (days[is_date] > _MONTHS).any()
        or (days[is_text] <= _MONTHS).any()
    ):
        return
    jumlah, rows = first_rows(used & is_date[column.codes], frame.baris)
    if jumlah:
        yield Masalah(
            "konfirmasi", "TANGGAL_TERTUKAR",
            f"Kolom {kolom.alamat}: isian yang berupa tanggal semuanya tanggal 1-12, sedangkan tanggal 13 ke atas berupa "
            f"teks ('{_example(column, is_text)}'). Excel mungkin menukar hari dan bulan ({rows_text(rows, jumlah)}). "
            "Periksa bulannya di berkas sebelum melanjutkan.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, _example(column, is_date), _BENTUK, jumlah, rows,
        )  # fmt: skip


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


def _future(frame: Frame, kolom: Kolom, moments: Moments, used: Mask, today: date) -> Iterator[Masalah]:
    late = used & (moments >= np.datetime64(today, "D") + np.timedelta64(1, "D"))
    jumlah, rows = first_rows(late, frame.baris)
    if jumlah:
        yield Masalah(
            "konfirmasi", "TANGGAL_MASA_DEPAN",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: tanggalnya sesudah hari ini. Pastikan hari dan bulan "
            "tidak tertukar.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", f"paling akhir {today:%d/%m/%Y}", jumlah, rows,
        )  # fmt: skip
