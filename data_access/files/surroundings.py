"""What stands around the table and contradicts how it is read: legends, titles of blocks, a month or satker in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from data_access.files.columns.mapping import ABAIKAN, ID, NOMOR, SATKER, TAK_DIKENAL, TANGGAL, Kolom, split_butir
from data_access.files.columns.matching import CODE_ALONE, canonical_code, lexicon_of, parse_header
from data_access.files.frame import Frame, column_of, lookup
from data_access.files.months import BULAN
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, first_rows, found, rows_text
from data_access.files.reading.cells import RawFile, RawSheet, cell_text
from data_access.files.texts import clean_text, excerpt, words
from data_access.files.values.satker_match import SatkerIndex
from data_access.files.values.scale_doubts import turned
from scoring.instruments import Instrumen

_MOST_ROWS = 200  # of notes; a longer sheet beside the answers is no note
_SURE = 0.9  # how sure a name in a legend must be before it contradicts a code
_CODE = re.compile(r"\(?([A-Za-z]{1,4}[\s._-]?\d{1,2})\)?\s*[=:.)–-]?\s*(.*)")
_MONTH = re.compile(r"([a-z]+) (\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3}")
_TITLE_CELLS = 3
_PAGE = re.compile(r"(?:halaman|hal|page|lanjutan|sambungan)\b")


class _Note(NamedTuple):
    """A row outside the table: its number, and its cells as texts."""

    baris: int
    sel: tuple[str, ...]

    @property
    def teks(self) -> str:
        return " ".join(self.sel)


def surrounding_problems(
    raw: RawFile, frame: Frame, options: ImportOptions, instruments: Sequence[Instrumen]
) -> Iterator[Masalah]:
    """What the rows around the table say against the columns, the scale, the date or the satker that were chosen."""
    above = _rows(frame.sheet, range(1, frame.pemetaan.baris_judul))
    below = _rows(
        frame.sheet,
        (np.flatnonzero(frame.filled & ~frame.respondents)[-_MOST_ROWS:] + 1 + frame.pemetaan.baris_judul).tolist(),
    )
    beside = [
        note
        for sheet in raw.lembar
        if sheet.nama != frame.sheet.nama and sheet.n_baris <= _MOST_ROWS
        for note in _rows(sheet, range(1, sheet.n_baris + 1))
    ]
    yield from _turned_scale(frame, [*above, *below], options)
    yield from _other_codes(frame, [*above, *below, *beside], instruments)
    yield from _blocks(frame, above)
    yield from _other_month(frame, above, options)
    yield from _other_satker(frame, above, options)


def _rows(sheet: RawSheet, rows: Sequence[int]) -> list[_Note]:
    found_rows = []
    for row in list(rows)[:_MOST_ROWS]:
        cells = tuple(text for cell in sheet.row(int(row)) if (text := clean_text(cell_text(cell))))
        if any(any(char.isalpha() for char in text) for text in cells):
            found_rows.append(_Note(int(row), cells))
    return found_rows


def _turned_scale(frame: Frame, notes: Sequence[_Note], options: ImportOptions) -> Iterator[Masalah]:
    """A legend outside the table that counts from good to bad."""
    legend = turned("; ".join(note.teks for note in notes))
    if legend and not options.label_values:
        yield Masalah(
            "galat", "ARAH_TERBALIK",
            f"Menurut keterangan di luar tabel angkanya terbalik ({legend}). Tentukan arti tiap angka, supaya yang "
            "terbaik mendapat angka tertinggi.",
            frame.sheet.nama, ditemukan=legend, diharapkan="makin tinggi makin baik",
        )  # fmt: skip


def _other_codes(frame: Frame, notes: Sequence[_Note], instruments: Sequence[Instrumen]) -> Iterator[Masalah]:
    """A legend of codes ('U1 = Sarana dan prasarana') that gives a code another meaning than the instrument."""
    legend = dict(pair for note in notes for pair in _coded(note))
    known = {instrumen.kode: instrumen for instrumen in instruments}
    wrong = [
        f"{kolom.alamat} adalah {found(nama)}"
        for kolom in frame.pemetaan.kolom
        if kolom.cara in CODE_ALONE and (nama := legend.get(parse_header(kolom.judul).kode))
        if _is_other(kolom, nama, known)
    ]
    if wrong:
        yield Masalah(
            "galat", "KODE_LAIN",
            f"Menurut keterangan di berkas ini kolom {'; '.join(wrong)}. Urutan itu lain dari urutan resmi yang dipakai "
            "untuk membaca kodenya. Tentukan peran kolom-kolom itu menurut keterangannya.",
            frame.sheet.nama, frame.pemetaan.baris_judul, jumlah=len(wrong),
        )  # fmt: skip


def _coded(note: _Note) -> Iterator[tuple[str, str]]:
    """(code, name) in one cell ('U1 = Sarana') or in two that stand beside each other."""
    for place, text in enumerate(note.sel):
        if match := _CODE.fullmatch(text):
            name = match.group(2) or " ".join(note.sel[place + 1 : place + 2]).lstrip("=: ")
            yield canonical_code(match.group(1)), name


def _is_other(kolom: Kolom, nama: str, known: dict[str, Instrumen]) -> bool:
    role = split_butir(kolom.peran)
    if role is None or role[0] not in known:
        return False
    match = lexicon_of(known[role[0]]).match(parse_header(nama))
    return match is not None and match.cara not in CODE_ALONE and match.yakin >= _SURE and match.butir != role[1]


def _blocks(frame: Frame, above: Sequence[_Note]) -> Iterator[Masalah]:
    """Titles between blocks of respondents: they may name the satker or month of the rows below, which is not read."""
    if frame.pemetaan.column(SATKER) and frame.pemetaan.column(TANGGAL):
        return
    start = frame.pemetaan.baris_judul
    said = {words(note.teks) for note in above}
    titles = [
        (place, note)
        for place in _titles(frame)
        for note in _rows(frame.sheet, [start + place + 1])
        if words(note.teks) not in said and not _PAGE.match(words(note.teks))
    ]
    if not titles:
        return
    marks = np.zeros(len(frame.baris), dtype=bool)
    marks[[place for place, _ in titles]] = True
    jumlah, rows = first_rows(marks, frame.baris)
    yield Masalah(
        "konfirmasi", "JUDUL_BLOK",
        f"{rows_text(rows, jumlah).capitalize()} berdiri sebagai judul di antara baris responden (misalnya "
        f"'{found(titles[0][1].teks)}'). Bila itu nama satker atau bulan dari baris di bawahnya, isikan ke kolom Satker "
        "atau Tanggal di berkas, lalu unggah lagi: tanpa kolom itu semua baris dibaca sebagai satker dan bulan yang sama.",
        frame.sheet.nama, rows[0], ditemukan=found(titles[0][1].teks), diharapkan="kolom Satker dan Tanggal",
        jumlah=jumlah, baris_awal=rows,
    )  # fmt: skip


def _titles(frame: Frame) -> list[int]:
    """Rows before the last respondent that hold a few words and nothing of a person or an answer."""
    answered = np.zeros(len(frame.baris), dtype=bool)
    for kolom in frame.pemetaan.kolom:
        if kolom.peran not in (ABAIKAN, TAK_DIKENAL, ID, NOMOR):
            answered |= lookup(
                [value not in (None, "") for value in column_of(frame, kolom).values], column_of(frame, kolom)
            )
    last = np.flatnonzero(answered & frame.respondents)
    rows = np.flatnonzero(frame.filled & ~answered)
    found_rows = (
        {int(row) for row in rows[rows < last[-1]][:_MOST_ROWS] if _is_title(frame, int(row))} if len(last) else set()
    )
    return sorted(found_rows | set(np.flatnonzero(frame.footers.judul).tolist()))


def _is_title(frame: Frame, row: int) -> bool:
    cells = [column.values[int(column.codes[row])] for column in frame.columns]
    said = [cell for cell in cells if cell not in (None, "")]
    return len(said) <= _TITLE_CELLS and all(isinstance(cell, str) and _WORD.search(cell) for cell in said)


def _other_month(frame: Frame, above: Sequence[_Note], options: ImportOptions) -> Iterator[Masalah]:
    """A title that names another month than the one the operator gave for the whole file."""
    chosen = options.tanggal_default
    if chosen is None or frame.pemetaan.column(TANGGAL):
        return
    months = [(note, month) for note in above for month in _months(note.teks)]
    if months and all(month != (chosen.year, chosen.month) for _, month in months):
        note = months[0][0]
        if len(months) > 1 and _between(chosen, [month for _, month in months]):
            return
        yield _title_differs(frame, note, "TANGGAL_JUDUL", f"tanggal yang dipilih {chosen:%d/%m/%Y}")


def _months(text: str) -> list[tuple[int, int]]:
    return [
        (int(year), BULAN[name]) for name, year in _MONTH.findall(words(text)) if name in BULAN and year[:2] == "20"
    ]


def _between(chosen: date, months: Sequence[tuple[int, int]]) -> bool:
    """True within a period such as 'Januari 2024 s.d. Juni 2024'."""
    return min(months) <= (chosen.year, chosen.month) <= max(months)


def _other_satker(frame: Frame, above: Sequence[_Note], options: ImportOptions) -> Iterator[Masalah]:
    """A title that names another known satker than the one the operator gave for the whole file."""
    chosen = options.satker_default
    if not chosen or frame.pemetaan.column(SATKER) or not options.satker_dikenal:
        return
    index = SatkerIndex(options.satker_dikenal, options.satker_alias)
    named = [(note, one.kode) for note in above for text in note.sel if (one := index.match(text)).yakin >= _SURE]
    if named and all(kode != chosen for _, kode in named):
        name = dict(options.satker_dikenal).get(chosen, chosen)
        yield _title_differs(frame, named[0][0], "SATKER_JUDUL", f"satker yang dipilih {name}")


def _title_differs(frame: Frame, note: _Note, kode: str, chosen: str) -> Masalah:
    return Masalah(
        "konfirmasi", kode,
        f"Baris {note.baris} di atas tabel berbunyi '{found(excerpt(note.teks))}', sedangkan {chosen}. Pastikan mana "
        "yang benar.",
        frame.sheet.nama, note.baris, ditemukan=found(excerpt(note.teks)), diharapkan=chosen,
    )  # fmt: skip
