"""What stands below a header: dates, names of people, free text, amounts, counted rows, or what could be answers."""

from __future__ import annotations

from functools import cache

import numpy as np

from data_access.files.columns.mapping import ABAIKAN, ID, NOMOR, PRIBADI, TAK_DIKENAL, TANGGAL, Kolom
from data_access.files.columns.vocabulary import CATATAN_PRIBADI, CATATAN_TEKS, may_be_counter, role_of_header
from data_access.files.personal import has_personal, looks_like_names
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.texts import is_blank
from data_access.files.values.answer_values import label_key
from data_access.files.values.dates import looks_like_dates
from data_access.files.values.label_ladders import read_degrees
from scoring.instruments import SKALA_TERTINGGI, Instrumen

_MAX_LABELS = 20
_LABEL_WORDS = 4
_SAMPLE = 200  # distinct values looked at


def other_column(index: int, text: str, column: RawColumn) -> Kolom:
    """The role of a column that holds no answers: by its header, else by what stands below it."""
    role = role_of_header(text) if text else None
    if role is not None:
        return _named_column(index, text, role[0], column)
    sample = sample_of(column)
    if not sample:
        return Kolom(index, text, ABAIKAN, "isi", 1.0, "Kolom kosong.")
    if 2 * sum(map(has_personal, sample)) > len(sample) or _is_names(text, column):
        return Kolom(index, text, PRIBADI, "isi", 0.9, CATATAN_PRIBADI)
    if is_date_column(column):
        return Kolom(index, text, TANGGAL, "isi", 0.6, "Dikenali dari isinya: tanggal.")
    note = "" if text else "Kolom ini berisi data tetapi tidak berjudul."
    return Kolom(index, text, TAK_DIKENAL, "", 0.0, note)


def _named_column(index: int, text: str, role: str, column: RawColumn) -> Kolom:
    if role == ID and may_be_counter(text) and _counts_rows(column):
        return Kolom(index, text, NOMOR, "isi", 1.0, "Nomor urut baris, bukan kode dari aplikasi asal.")
    if role == ID and _is_names("", column):
        return Kolom(index, text, PRIBADI, "isi", 0.9, CATATAN_PRIBADI)
    note = {PRIBADI: CATATAN_PRIBADI, ABAIKAN: CATATAN_TEKS}.get(role, "")
    return Kolom(index, text, role, "judul", 1.0, note)


def _is_names(header: str, column: RawColumn) -> bool:
    filled = [place for place, value in enumerate(column.values) if not is_blank(cell_text(value))]
    return looks_like_names(header, [cell_text(column.values[p]) for p in filled], int(column.counts[filled].sum()))


def has_answer(column: RawColumn, instrumen: Instrumen) -> bool:
    """True when a column holds a number, a letter or a label of the instrument, a ladder, or nothing at all."""
    sample = sample_of(column)
    known = _labels(instrumen)
    if not sample or read_degrees(map(label_key, sample)) is not None:
        return True
    return any(len(text) == 1 or text[:1].isdigit() or label_key(text) in known for text in sample)


@cache
def _labels(instrumen: Instrumen) -> frozenset[str]:
    tables = [instrumen.label, *(butir.label for unsur in instrumen.unsur for butir in unsur.butir)]
    return frozenset(label_key(text) for labels in tables for text, _ in labels)


def is_short(column: RawColumn) -> bool:
    """True when a column holds few different texts of few words, as labels are."""
    sample = sample_of(column)
    return len(sample) <= _MAX_LABELS and all(len(text.split()) <= _LABEL_WORDS for text in sample)


def sample_of(column: RawColumn) -> list[str]:
    """The first different texts of a column that are not blank."""
    return [text for text in map(cell_text, column.values[:_SAMPLE]) if not is_blank(text)]


def is_free_text(column: RawColumn) -> bool:
    """True when a column holds more different texts than any scale has labels."""
    return sum(1 for text in sample_of(column) if not text[:1].isdigit()) > _MAX_LABELS


def may_be_answers(column: RawColumn) -> bool:
    """False for amounts and the like: most of the filled cells are numbers that no scale has."""
    numbers = [value for value in column.values[:_SAMPLE] if isinstance(value, int | float)]
    numbers += [float(text) for text in column.values[:_SAMPLE] if isinstance(text, str) and text.isdecimal()]
    return 2 * sum(not 0 <= value <= SKALA_TERTINGGI for value in numbers) <= len(sample_of(column))


def _counts_rows(column: RawColumn) -> bool:
    """True when a column counts the rows: 1, 2, 3 ... from the top, wherever it is filled."""
    texts = [cell_text(value) for value in column.values]
    numbers = np.array([int(text) if text.isdecimal() and len(text) < 9 else -1 for text in texts], dtype=np.int64)
    filled = np.array([not is_blank(text) for text in texts], dtype=bool)[column.codes]
    found = numbers[column.codes][filled]
    return len(found) > 0 and bool((found == np.arange(1, len(found) + 1)).all())


def is_date_column(column: RawColumn) -> bool:
    """True when most of the first different cells are dates."""
    return looks_like_dates(column.values[:_SAMPLE])
