"""Rows below the header that are no respondents: totals, means, indices, repeated headers, column numbers.

Read as respondents they wreck a mean; left out wrongly they lose a person. So a row is left out only when everything
about it says so: a footer's label and nothing of a person (no date, no number, no name ...), or values that are the
sums or means of the rows above. A row of which only some of this is true is doubtful, and the operator is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from re import Pattern

import numpy as np
import numpy.typing as npt

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import ID, NOMOR, PRIBADI, SATKER, TANGGAL, Pemetaan, split_butir
from data_access.files.footer_words import (
    LABEL,
    LABEL_AMONG_ANSWERS,
    LETTER,
    half,
    is_label,
    number_and_decimals,
    number_of,
    repeats,
    says_something,
)
from data_access.files.reading.cells import Cell, RawColumn
from data_access.files.texts import words

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
# What stands in the row of a person and never in that of a total.
_OF_A_PERSON = frozenset({TANGGAL, SATKER, PRIBADI, ID, NOMOR, *DIMENSI})
_DIGIT = re.compile(r"\d")
_TAIL = 12  # rows at the end among which a footer without a label is looked for
_LAST = 60  # rows at either end among which words in the column of the numbers are looked for
_MIN_ITEMS = 3  # values that must agree before they are taken for sums or means
_USUAL = 0.5
_MOST_ANSWER = 10  # the widest scale in use is 1 to 10
_MOST_LABELS = 10_000
_SAMPLE = 500


@dataclass(frozen=True, eq=False)
class Footers:
    """``pasti``: rows that are certainly no respondents; ``ragu``: rows that may be one or the other; ``judul``: those
    of ``pasti`` that stand as titles above a header that is repeated (the satker or month of the rows below them)."""

    pasti: Mask
    ragu: Mask
    judul: Mask


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
        judul = np.zeros(len(self._filled), dtype=bool)
        if not self._filled.any():
            return Footers(self._pasti, self._ragu, judul)
        self._pasti |= (repeated := self._repeated_headers())
        judul[[row for header in np.flatnonzero(repeated).tolist() for row in self._titles_above(header)]] = True
        self._pasti |= judul
        if self._is_column_numbers():
            self._pasti[0] = True
        labelled = {row: label for row, label in self._labelled() if not self._pasti[row]}
        usual = self._usual(labelled)
        labelled.update({row: label for row, label in self._words_around_numbers() if not self._pasti[row]})
        for row, label in labelled.items():
            self._judge(row, label, usual)
        self._without_label(labelled, usual)
        self._end_matter()
        return Footers(self._pasti, self._ragu & ~self._pasti, judul)

    def _repeated_headers(self) -> Mask:
        """Rows that say the titles again, as on the next page of a printed table."""
        same = np.zeros(len(self._filled), dtype=np.int16)
        for kolom in self._kolom:
            title, column = words(kolom.judul), self._columns[kolom.indeks]
            said = [repeats(value, title) for value in column.values] if title else []
            if any(said):
                same += np.array(said)[column.codes]
        result: Mask = same >= _MIN_ITEMS
        return result

    def _titles_above(self, header: int) -> Iterator[int]:
        """Rows of a few words between the respondents and a repeated header."""
        for row in range(header - 1, max(-1, header - _TAIL), -1):
            cells = [cell for cell in self._row(row) if cell not in (None, "")]
            if len(cells) > _MIN_ITEMS or not all(isinstance(cell, str) and LETTER.search(cell) for cell in cells):
                return
            if self._is_someone(row) or any(self._was_answered(place, row, row - 1) for place in self._items):
                return
            if cells and not is_label(cells[0], LABEL):
                yield row

    def _is_column_numbers(self) -> bool:
        """True when the first row only counts the columns: '(1) (2) (3)', as official tables do below the header."""
        found = [(number_of(cell), place) for place, cell in enumerate(self._row(0)) if cell is not None and cell != ""]
        counted = [int(number) for number, _ in found if number is not None and number.is_integer()]
        is_counting = len(counted) == len(found) > _MIN_ITEMS and counted == list(range(1, len(counted) + 1))
        return is_counting and any(place not in self._items for _, place in found)

    def _labelled(self) -> Iterator[tuple[int, int]]:
        """(row, column of the label) of the rows whose first text is a footer's label."""
        hits = np.zeros(len(self._filled), dtype=bool)
        for kolom in self._kolom:
            column, pattern = self._columns[kolom.indeks], self._pattern(kolom.indeks)
            flags = [is_label(value, pattern) for value in column.values]
            if any(flags):
                hits |= np.array(flags, dtype=bool)[column.codes]
        rows = np.flatnonzero(hits & self._filled)
        self._ragu[rows[_MOST_LABELS:]] = True
        for row in rows[:_MOST_LABELS].tolist():
            texts = (
                place for place, cell in enumerate(self._row(row)) if isinstance(cell, str) and LETTER.search(cell)
            )
            first = next(texts)
            if is_label(self._cell(first, row), self._pattern(first)):
                yield row, first

    def _words_around_numbers(self) -> Iterator[tuple[int, int]]:
        """(row, column) of words above the first and below the last number of a column that counts the respondents: 'Skor
        maksimal' above 1, 'Sangat Baik' below 14."""
        rest = np.flatnonzero(self._filled & ~self._pasti)
        head, tail = rest[:_LAST].tolist(), rest[-_LAST:].tolist()
        for place in [kolom.indeks for kolom in self._kolom if kolom.peran == NOMOR]:
            last = max((row for row in tail if number_of(self._cell(place, row)) is not None), default=-1)
            first = next((row for row in head if number_of(self._cell(place, row)) is not None), len(self._filled))
            said = [row for row in head if row < first and _is_word(self._cell(place, row))]
            said += [row for row in tail if row > last and _is_word(self._cell(place, row))]
            between = rest[(rest >= first) & (rest <= last)]
            sample = between[:: max(1, len(between) // _SAMPLE)].tolist()
            counted = sum(number_of(self._cell(place, row)) is not None for row in sample)
            if counted >= _MIN_ITEMS and 2 * counted >= len(sample):
                yield from ((row, place) for row in said)

    def _pattern(self, place: int) -> Pattern[str]:
        return LABEL_AMONG_ANSWERS if place in self._items else LABEL

    def _usual(self, labelled: Container[int]) -> float:
        """The share of rows (of up to _SAMPLE, evenly spaced) that tell of a person in a column made for it."""
        rows = np.flatnonzero(self._filled & ~self._pasti)
        sample = [row for row in rows[:: max(1, len(rows) // _SAMPLE)].tolist() if row not in labelled]
        return sum(map(self._is_person, sample)) / len(sample) if sample else 0.0

    def _is_person(self, row: int, label: int = -1) -> bool:
        """True when a cell of the row tells of a person; a footer's own label (in column ``label``) does not."""
        return any(
            one.peran in _OF_A_PERSON and one.indeks != label and says_something(self._cell(one.indeks, row))
            for one in self._kolom
        )

    def _judge(self, row: int, label: int, usual: float) -> None:
        """A row with a footer's label as its first text."""
        if self._is_person(row, label):  # then the label is what he wrote, or his name
            self._ragu[row] = self._kolom[label].peran in _OF_A_PERSON
            return
        certain = usual >= _USUAL or not self._could_be_answers(row) or self._matches(row)[0]
        (self._pasti if certain else self._ragu)[row] = True

    def _could_be_answers(self, row: int) -> bool:
        """True when the cells of the items are what a person could have answered: small whole numbers, or words."""
        cells = [self._cell(place, row) for place in self._items]
        numbers = [number for number in map(number_of, cells) if number is not None]
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
            has_text = any(isinstance(cell, str) and LETTER.search(cell) for cell in self._row(row))
            if row in labelled or has_text or self._is_person(row):
                continue
            agrees, is_whole = self._matches(row)
            if agrees and not is_whole:
                self._pasti[row] = True
            elif agrees and usual >= _USUAL and self._varies(row):  # a person may have answered just so
                self._ragu[row] = True

    def _end_matter(self) -> None:
        """What stands below the respondents: notes, signatures, a second table. It opens after a gap or a footer with a
        row that nobody could have answered, and from there on no row answers half of the items."""
        rest = np.flatnonzero(self._filled & ~self._pasti)
        if not len(rest) or len(self._items) < _MIN_ITEMS:
            return
        given = np.zeros(len(self._filled), dtype=np.int16)
        for place in self._items:
            column = self._columns[place]
            given += np.array([value not in (None, "") for value in column.values])[column.codes]
        most = rest[2 * given[rest] >= len(self._items)]
        last = next((row for row in most[::-1].tolist() if self._could_be_answers(row)), -1)
        tail = rest[rest > last]
        below = last + 1 + np.flatnonzero(self._filled[last + 1 :])
        # A word in the column of the numbers ('Keterangan', 'No'): what stands below it there counts something else.
        anew = [
            one.indeks for one in self._kolom if any(_is_word(self._cell(one.indeks, row)) for row in below[:_TAIL])
        ]
        opening = next((place for place, row in enumerate(tail.tolist()) if self._opens(row, last, anew)), None)
        if last < 0 or opening is None:
            return
        for row in tail[opening:].tolist():
            cells = [self._cell(place, row) for place in self._items]
            numbers = sum(1 for cell in cells if number_of(cell) is not None)
            doubtful = self._is_someone(row, anew) or (numbers > 1 and self._could_be_answers(row))
            (self._ragu if doubtful else self._pasti)[row] = True

    def _opens(self, row: int, last: int, anew: Container[int]) -> bool:
        """True for the first row of what stands below the respondents, of whom ``last`` is the last."""
        if row == 0 or (self._filled[row - 1] and not self._pasti[row - 1]) or self._is_someone(row, anew):
            return False
        if not self._could_be_answers(row) and any(
            number_of(self._cell(place, row)) is not None for place in self._items
        ):
            return True
        cells = [cell for cell in self._row(row) if cell not in (None, "")]
        if not all(isinstance(cell, str) and number_of(cell) is None for cell in cells):
            return False
        return not any(self._was_answered(place, row, last) for place in self._items)

    def _was_answered(self, place: int, row: int, last: int) -> bool:
        """True when an item's cell is blank no more and says what somebody above has answered."""
        column = self._columns[place]
        code = int(column.codes[row])
        return column.values[code] not in (None, "") and bool((column.codes[: last + 1] == code).any())

    def _is_someone(self, row: int, anew: Container[int] = ()) -> bool:
        """True when the row tells of a person by more than words in the column of the numbers. Columns in ``anew`` count
        something else from here on."""
        return any(
            one.peran in _OF_A_PERSON
            and says_something(cell := self._cell(one.indeks, row))
            and (one.peran not in (ID, NOMOR) or (one.indeks not in anew and _is_code(cell)))
            for one in self._kolom
        )

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
            value, decimals = number_and_decimals(self._cell(place, row))
            if value is None:
                continue
            numbers = self._numbers(place)[:row][above]
            numbers = numbers[~np.isnan(numbers)]
            if len(numbers) < 2:  # one row is its own sum and mean
                return False, False
            found += 1
            sums &= abs(value - float(numbers.sum())) < half(decimals)
            means &= abs(value - float(numbers.mean())) < half(decimals)
            is_whole &= value.is_integer() and 0 <= value <= _MOST_ANSWER
            if not (sums or means):
                return False, False
        return found >= _MIN_ITEMS, is_whole

    def _numbers(self, place: int) -> Numbers:
        if place not in self._known_numbers:
            column = self._columns[place]
            values = [number_of(value) for value in column.values]
            table = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
            self._known_numbers[place] = table[column.codes]
        return self._known_numbers[place]


def _is_word(value: Cell) -> bool:
    """True for words where numbers stand; '14b' and 'R-15' number a respondent as well."""
    return isinstance(value, str) and LETTER.search(value) is not None and not _is_code(value)


def _is_code(value: Cell) -> bool:
    """True for what may number a respondent."""
    return not isinstance(value, str) or (_DIGIT.search(value) is not None and " " not in value.strip())
