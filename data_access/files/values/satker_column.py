"""The satker of every row, how each text of the column was read, and what the operator has to say about it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import SATKER, Kolom
from data_access.files.frame import Frame, Mask, column_of, lookup
from data_access.files.options import ImportOptions
from data_access.files.personal import SAMARAN, mask_personal
from data_access.files.problems import PER_COLUMN, Masalah, Tingkat, first_rows, found, rows_text
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.values.names import NamesOfPeople
from data_access.files.values.satker_match import SatkerCocok, SatkerIndex, match_column

Codes = npt.NDArray[np.object_]


def read_satker(
    frame: Frame, used: Mask, options: ImportOptions, people: NamesOfPeople
) -> tuple[Codes, tuple[SatkerCocok, ...], list[Masalah]]:
    """(code of every row, '' = none; the distinct texts of the used rows; problems)."""
    kolom = frame.pemetaan.column(SATKER)
    codes: Codes = np.full(len(frame.baris), "", dtype=object)
    matches: tuple[SatkerCocok, ...] = ()
    problems: list[Masalah] = []
    if kolom is not None:
        column = column_of(frame, kolom)
        matches = _matches(column, used, options, people)
        codes = np.array([one.kode for one in matches], dtype=object)[column.codes]
        problems += _to_confirm(frame, kolom, column, matches, used, options)
        problems += _masked(frame, kolom, column, matches, used)
        if options.satker_default:  # without one the blank cells are refused anyway
            problems += _first_of_block(frame, kolom, codes, used)
    if options.satker_default:
        codes[codes == ""] = options.satker_default
    missing = used & (codes == "")
    if missing.any():
        problems.append(_missing(frame, kolom, missing, options))
    return codes, tuple(one for one in matches if one.n and one.teks), problems


def _matches(column: RawColumn, used: Mask, options: ImportOptions, people: NamesOfPeople) -> tuple[SatkerCocok, ...]:
    """How each of the column's distinct values is read."""
    texts = [cell_text(value) for value in column.values]
    counts = np.bincount(column.codes[used], minlength=len(texts)).tolist()
    index = SatkerIndex(
        options.satker_dikenal or (),
        options.satker_alias,
        options.satker_pilihan,
        lambda text: people.mask(mask_personal(text)),
    )
    return match_column(texts, counts, index)


def _to_confirm(
    frame: Frame, kolom: Kolom, column: RawColumn, matches: tuple[SatkerCocok, ...], used: Mask, options: ImportOptions
) -> Iterator[Masalah]:
    names = dict(options.satker_dikenal or ())
    doubtful = [place for place, one in enumerate(matches) if one.n and one.is_proposal]
    for place in doubtful[:PER_COLUMN]:
        one = matches[place]
        jumlah, rows = first_rows(used & (column.codes == place), frame.baris)
        nama = names.get(one.kode, one.kode)
        others = ", ".join(names.get(kode, kode) for kode, _ in one.lain)
        yield Masalah(
            "konfirmasi", "SATKER_MIRIP",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: '{found(one.teks)}' dibaca sebagai {nama} "
            f"(keyakinan {round(100 * one.yakin)} %). Benarkan, atau pilih satker lain"
            f"{f' (misalnya {others})' if others else ''}.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, found(one.teks), nama, jumlah, rows,
        )  # fmt: skip
    rest = doubtful[PER_COLUMN:]
    jumlah, rows = first_rows(used & np.isin(column.codes, rest), frame.baris)
    if jumlah:
        yield Masalah(
            "konfirmasi", "SATKER_MIRIP",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: masih ada {len(rest)} tulisan lain yang hanya mirip nama "
            "satker. Periksa daftar satker sebelum menyimpan.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", "satker", jumlah, rows,
        )  # fmt: skip


def _first_of_block(frame: Frame, kolom: Kolom, codes: Codes, used: Mask) -> Iterator[Masalah]:
    """A satker named once and then left blank for the rows below it: a default for blank cells would change it."""
    rows = np.flatnonzero(used)
    blank = codes[rows] == ""
    named = np.flatnonzero(~blank)
    if not blank.any() or 2 * len(named) > len(rows) or not len(named) or named[0]:
        return
    jumlah, first = first_rows(used & (codes == ""), frame.baris)
    yield Masalah(
        "konfirmasi", "SATKER_SEKALI",
        f"Kolom {kolom.alamat}: satker hanya tertulis di sebagian kecil baris, kosong di {rows_text(first, jumlah)}. Bila "
        "tiap nama berlaku juga untuk baris kosong di bawahnya, salin nama itu ke bawah di berkas, lalu unggah lagi; "
        "baris kosong dibaca sebagai satker yang dipilih untuk seluruh berkas.",
        frame.sheet.nama, first[0], kolom.huruf, kolom.judul, "", "satker di tiap baris", jumlah, first,
    )  # fmt: skip


def _masked(
    frame: Frame, kolom: Kolom, column: RawColumn, matches: tuple[SatkerCocok, ...], used: Mask
) -> Iterator[Masalah]:
    marks = [SAMARAN in one.teks for one in matches]
    jumlah, rows = first_rows(used & lookup(marks, column), frame.baris)
    if jumlah:
        yield Masalah(
            "peringatan", "DISAMARKAN",
            f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: berisi data pribadi (nama, NIK, telepon, surel, atau "
            "alamat IP); bagian itu disamarkan.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", "satker", jumlah, rows,
        )  # fmt: skip


def _missing(frame: Frame, kolom: Kolom | None, missing: Mask, options: ImportOptions) -> Masalah:
    jumlah, rows = first_rows(missing, frame.baris)
    tingkat: Tingkat = "galat" if options.untuk_disimpan else "peringatan"
    where = (
        f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: satker kosong."
        if kolom
        else "Berkas ini tidak menyebut satker."
    )
    return Masalah(
        tingkat, "SATKER_KOSONG", f"{where} Tentukan satker untuk baris itu, atau isi di berkas, lalu unggah lagi.",
        frame.sheet.nama, rows[0] if kolom else 0, kolom.huruf if kolom else "", kolom.judul if kolom else "", "",
        "satker", jumlah, rows,
    )  # fmt: skip


def satker_key(matches: tuple[SatkerCocok, ...]) -> list[tuple[str, str]]:
    """What the texts were read as, where that does not follow from the text itself: part of a file's meaning."""
    return sorted({(one.teks, one.kode) for one in matches if one.cara in ("alias", "operator", "mirip")})


def masked_cells(matches: tuple[SatkerCocok, ...]) -> int:
    """Rows in which something personal was taken out of the satker's text."""
    return sum(one.n for one in matches if SAMARAN in one.teks)
