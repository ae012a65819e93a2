"""Rows below the header that are no respondents: totals, means, indices, repeated headers, column numbers.

Read as respondents they wreck a mean; left out wrongly they lose a person. So a row is left out only when everything
about it says so: a footer's label and nothing of a person (no date, no number, no name ...), or values that are the
sums or means of the rows above. A row of which only some of this is true is doubtful, and the operator is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import ID, NOMOR, PRIBADI, SATKER, TANGGAL, Pemetaan, split_butir
from data_access.files.reading.cells import Cell, RawColumn
from data_access.files.texts import words

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
# What stands in the row of a person and never in that of a total.
_OF_A_PERSON = frozenset({TANGGAL, SATKER, PRIBADI, ID, NOMOR, *DIMENSI})
_LABEL = re.compile(
    r"(?:σ |∑ )?(?:(?:grand |sub )?total|jumlah|jml|rata rata|rata|rerata|average|mean|nrr|nilai|indeks|index|ikm|ipk|ipkp"
    r"|ipak|skm|konversi|mutu|predikat|kinerja|bobot|skor|keterangan|σ|∑)"
    r"(?: (?:per|nilai|unsur|unit|pelayanan|layanan|tertimbang|tertbg|bobot|indeks|index|responden|ikm|nrr|konversi|rata"
    r"|jumlah|skor|total|keseluruhan|survei|survey|kepuasan|masyarakat|kinerja|mutu|akhir|setelah|dikonversi|dan"
    r"|kuesioner|kuisioner|yang|terisi|seluruh|semua|x|nrr|ipkp|ipak|skm|persepsi|korupsi|anti|kualitas|\d+))*"
)
# In the column of an answer only these: 'Nilai' or 'Mutu' might be a label of a scale.
_LABEL_AMONG_ANSWERS = re.compile(r"(?:(?:grand |sub )?total|jumlah|jml|rata rata|rerata|nrr|σ|∑)\b.*")
# Rules out most cells before they are compared word by word.
_START = re.compile(
    r"[\WΣ∑]{0,3}(?:grand|sub|total|jumlah|jml|rata|rerata|average|mean|nrr|nilai|indeks|index|ikm|ip[ak]|skm|konversi|mutu"
    r"|predikat|kinerja|bobot|skor|keterangan|[σ∑]|$)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]|[Σ∑]")
_PLAIN_NUMBER = re.compile(r"\(?([-+]?\d+)(?:[.,](\d+))?\)?")
_TAIL = 12  # rows at the end among which a footer without a label is looked for
_MIN_ITEMS = 3  # values that must agree before they are taken for sums or means
_USUAL = 0.5
_MOST_ANSWER = 10  # the widest scale in use is 1 to 10
_MOST_LABELS = 10_000
_SAMPLE = 500
_MORE = 8  # characters that a repeated title may be longer: spaces, a line break


@dataclass(frozen=True, eq=False)
class Footers:
    """``pasti``: rows that are certainly no respondents; ``ragu``: rows that may be one or the other."""

    pasti: Mask
    ragu: Mask


def find_footers(pemetaan: Pemetaan, columns: tuple[RawColumn, ...], filled: Mask) -> Footers:
    """The footer rows of a table; one flag per row."""
    return _Search(pemetaan, columns, filled).run()


class _Search:
    def __init__(self, pemetaan: Pemetaan, columns: tuple[RawColumn, ...], filled: Mask) -> None:
        self._kolom, self._columns, self._filled = pemetaan.kolom, columns, filled
        self._pasti, self._ragu = np.zeros(len(filled), dtype=bool), np.zeros(len(filled), dtype=bool)
        self._items = [one.indeks for one in self._kolom if split_butir(one.peran)]
        self._known_numbers: dict[int, Numbers] = {}

    def run(self) -> Footers:
        if not self._filled.any():
            return Footers(self._pasti, self._ragu)
        self._pasti |= self._repeated_headers()
        if self._is_column_numbers():
            self._pasti[0] = True
        labelled = {row: label for row, label in self._labelled() if not self._pasti[row]}
        usual = self._usual(labelled)
        for row, label in labelled.items():
            self._judge(row, label, usual)
        self._without_label(labelled, usual)
        return Footers(self._pasti, self._ragu & ~self._pasti)

    def _repeated_headers(self) -> Mask:
        """Rows that say the titles again, as on the next page of a printed table."""
        same = np.zeros(len(self._filled), dtype=np.int16)
        for kolom in self._kolom:
            title, column = words(kolom.judul), self._columns[kolom.indeks]
            said = [_repeats(value, title) for value in column.values] if title else []
            if any(said):
                same += np.array(said)[column.codes]
        result: Mask = same >= _MIN_ITEMS
        return result

    def _is_column_numbers(self) -> bool:
        """True when the first row only counts the columns: '(1) (2) (3)', as official tables do below the header."""
        found = [(_number(cell), place) for place, cell in enumerate(self._row(0)) if cell is not None and cell != ""]
        counted = [int(number) for number, _ in found if number is not None and number.is_integer()]
        is_counting = len(counted) == len(found) > _MIN_ITEMS and counted == list(range(1, len(counted) + 1))
        return is_counting and any(place not in self._items for _, place in found)

    def _labelled(self) -> Iterator[tuple[int, int]]:
        """(row, column of the label) of the rows whose first text is a footer's label."""
        hits = np.zeros(len(self._filled), dtype=bool)
        for kolom in self._kolom:
            column, pattern = self._columns[kolom.indeks], self._pattern(kolom.indeks)
            flags = [_is_label(value, pattern) for value in column.values]
            if any(flags):
                hits |= np.array(flags, dtype=bool)[column.codes]
        rows = np.flatnonzero(hits & self._filled)
        self._ragu[rows[_MOST_LABELS:]] = True
        for row in rows[:_MOST_LABELS].tolist():
            texts = (
                place for place, cell in enumerate(self._row(row)) if isinstance(cell, str) and _LETTER.search(cell)
            )
            first = next(texts)
            if _is_label(self._cell(first, row), self._pattern(first)):
                yield row, first

    def _pattern(self, place: int) -> re.Pattern[str]:
        return _LABEL_AMONG_ANSWERS if place in self._items else _LABEL

    def _usual(self, labelled: Container[int]) -> float:
        """The share of rows (of up to _SAMPLE, evenly spaced) that tell of a person in a column made for it."""
        rows = np.flatnonzero(self._filled & ~self._pasti)
        sample = [row for row in rows[:: max(1, len(rows) // _SAMPLE)].tolist() if row not in labelled]
        return sum(map(self._is_person, sample)) / len(sample) if sample else 0.0

    def _is_person(self, row: int) -> bool:
        """True when a cell of the row tells of a person; a footer's own label in such a column does not."""
        return any(one.peran in _OF_A_PERSON and _says_something(self._cell(one.indeks, row)) for one in self._kolom)

    def _judge(self, row: int, label: int, usual: float) -> None:
        """A row with a footer's label as its first text."""
        if self._is_person(row):  # then the label is what he wrote, or his name
            self._ragu[row] = self._kolom[label].peran in _OF_A_PERSON
            return
        certain = usual >= _USUAL or not self._could_be_answers(row) or self._matches(row)[0]
        (self._pasti if certain else self._ragu)[row] = True

    def _could_be_answers(self, row: int) -> bool:
        """True when the cells of the items are what a person could have answered: small whole numbers, or words."""
        cells = [self._cell(place, row) for place in self._items]
        numbers = [number for number in map(_number, cells) if number is not None]
        if any(not number.is_integer() or not 0 <= number <= _MOST_ANSWER for number in numbers):
            return False
        return any(cell not in (None, "") for cell in cells)

    def _cell(self, place: int, row: int) -> Cell:
        column = self._columns[place]
        return column.values[int(column.codes[row])]

    def _row(self, row: int) -> list[Cell]:
        return [self._cell(place, row) for place in range(len(self._columns))]

    def _without_label(self, labelled: Container[int], usual: float) -> None:
        """Rows at the end without any text that repeat the sums or means of the rows above."""
        rows = np.flatnonzero(self._filled & ~self._pasti)[-_TAIL:]
        for row in rows.tolist():
            has_text = any(isinstance(cell, str) and _LETTER.search(cell) for cell in self._row(row))
            if row in labelled or has_text or self._is_person(row):
                continue
            agrees, is_whole = self._matches(row)
            if agrees and not is_whole:
                self._pasti[row] = True
            elif agrees and usual >= _USUAL and self._varies(row):  # a person may have answered just so
                self._ragu[row] = True

    def _varies(self, row: int) -> bool:
        """False when everybody above gave the same answers and no column counts them: one more of them, whose satker
        was forgotten, is a respondent like the others."""
        if any(one.peran in (ID, NOMOR) for one in self._kolom):
            return True
        tables = [self._numbers(place)[:row][self._filled[:row]] for place in self._items]
        return any(len(np.unique(table[~np.isnan(table)])) > 1 for table in tables)

    def _matches(self, row: int) -> tuple[bool, bool]:
        """(whether all numbers of the items are the sums, or all the means, of the rows above, whether they could be
        answers as well: whole and small)."""
        above = self._filled[:row] & ~self._pasti[:row] & ~self._ragu[:row]
        sums = means = is_whole = True
        found = 0
        for place in self._items:
            value, decimals = _number_and_decimals(self._cell(place, row))
            if value is None:
                continue
            numbers = self._numbers(place)[:row][above]
            numbers = numbers[~np.isnan(numbers)]
            if len(numbers) < 2:  # one row is its own sum and mean
                return False, False
            found += 1
            sums &= abs(value - float(numbers.sum())) < _half(decimals)
            means &= abs(value - float(numbers.mean())) < _half(decimals)
            is_whole &= value.is_integer() and 0 <= value <= _MOST_ANSWER
            if not (sums or means):
                return False, False
        return found >= _MIN_ITEMS, is_whole

    def _numbers(self, place: int) -> Numbers:
        if place not in self._known_numbers:
            column = self._columns[place]
            values = [_number(value) for value in column.values]
            table = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
            self._known_numbers[place] = table[column.codes]
        return self._known_numbers[place]


def _repeats(value: Cell, title: str) -> bool:
    """True when a cell says a title (in words) again. Most cells are ruled out by their length and first letter."""
    if not isinstance(value, str) or not len(title) <= len(value) <= len(title) + _MORE:
        return False
    return value.lstrip(" (")[:1].casefold() == title[0] and words(value) == title


def _half(decimals: int) -> float:
    """How far a rounded number may lie from the exact one."""
    return float(0.5 * 10.0**-decimals + 1e-9)


def _says_something(value: Cell) -> bool:
    if value is None or (isinstance(value, str) and not value.strip(" -–—")):
        return False
    return not _is_label(value, _LABEL)


def _is_label(value: Cell, pattern: re.Pattern[str]) -> bool:
    if not isinstance(value, str) or _START.match(value) is None or _LETTER.search(value) is None:
        return False
    return pattern.fullmatch(words(value) or value.strip().casefold()) is not None


def _number(value: Cell) -> float | None:
    return _number_and_decimals(value)[0]


def _number_and_decimals(value: Cell) -> tuple[float | None, int]:
    """(the number of a cell, decimals that it is written with); None for what is no number."""
    if isinstance(value, bool) or value is None:
        return None, 0
    if isinstance(value, int | float):
        if not np.isfinite(value):
            return None, 0
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        return float(value), min(len(text.partition(".")[2]), 6)
    if isinstance(value, str) and (match := _PLAIN_NUMBER.fullmatch(value.strip())):
        whole, decimals = match.group(1), match.group(2) or ""
        return float(f"{whole}.{decimals or 0}"), len(decimals)
    return None, 0
