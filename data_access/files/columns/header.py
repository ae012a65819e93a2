"""Where the header is and what it says over each column: title rows above it, two and three rows, merged groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.files.columns.header_rows import (
    MAX_ROWS,
    ColumnTitle,
    column_titles,
    continues,
    is_number,
    row_texts,
)
from data_access.files.columns.matching import Lexicon, parse_header
from data_access.files.columns.vocabulary import role_of_header
from data_access.files.reading.cells import RawSheet

HEADER_ROWS = 30
_MIN_HITS = 3  # an instrument has at least three unsur
_Score = tuple[float, int]


@dataclass(frozen=True)
class Header:
    """A header from row ``awal`` to row ``akhir`` (1 = first; 0 for an empty sheet), with one text per column."""

    awal: int
    akhir: int
    teks: tuple[str, ...]


class _Meaning:
    """How much a text says, 0..1; each text is looked up once."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons
        self._known: dict[str, float] = {}

    def of(self, text: str) -> float:
        if text not in self._known:
            self._known[text] = self._look_up(text) if text else 0.0
        return self._known[text]

    def _look_up(self, text: str) -> float:
        if role_of_header(text) is not None:
            return 1.0
        header = parse_header(text)
        return max((match.yakin for one in self._lexicons if (match := one.match(header))), default=0.0)

    def score(self, texts: Sequence[str]) -> _Score:
        """(sum of certainty, number of texts that say something)."""
        said = [value for value in map(self.of, texts) if value]
        return sum(said), len(said)

    def is_said_again(self, texts: Sequence[str]) -> bool:
        """True for a row of the same few texts, as answers are ('A1' .. 'A4') and titles are not."""
        times = Counter(text for text in texts if self.of(text))
        return times.total() > 2 * len(times)


def find_header(sheet: RawSheet, lexicons: Sequence[Lexicon]) -> Header:
    """The header among the first rows: the one that says most, else the first row that is not empty.

    Rows above and below belong to it where they add to what it says, or where its merged or blank cells show that it
    goes on. A row that only repeats as much (the first respondent under 'U1', 'U2') never does.
    """
    meaning = _Meaning(lexicons)
    stop = min(HEADER_ROWS, sheet.n_baris)
    best, best_score, filled = (0, 0), (0.0, _MIN_HITS - 1), 0
    for last in range(1, stop + 1):
        texts = row_texts(sheet, last)
        if not any(isinstance(cell, str) for cell in sheet.row(last)) or meaning.is_said_again(texts):
            continue
        filled = filled or (last if any(texts) else 0)
        for first in range(last, max(0, last - MAX_ROWS), -1):
            upper = row_texts(sheet, first)
            if first < last and (not _is_part(upper, texts) or meaning.is_said_again(upper)):
                break
            score = meaning.score(_texts(column_titles(sheet, first, last), meaning))
            if score[1] >= _MIN_HITS and score > best_score:
                best, best_score = (first, last), score
    if best == (0, 0):
        row = filled or min(1, sheet.n_baris)
        best = (row, row)
    return _extended(sheet, *best, meaning)


def _is_part(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """False for title rows (one text) and for rows that are mostly numbers: they are no part of a header."""
    numbers = sum(1 for text in lower if text and is_number(text))
    if sum(1 for text in lower if text) <= 2 * numbers:  # 'R1 | 4 | 3 | 4 ...' is a respondent
        return False
    return len({text for text in upper if text and not is_number(text)}) > 1 or (
        any(upper) and any(text and not lower[column] for column, text in enumerate(upper))
    )


def _extended(sheet: RawSheet, first: int, last: int, meaning: _Meaning) -> Header:
    if not last:
        return Header(0, 0, ())
    first = _begins(sheet, first, last)
    while continues(sheet, first, last) or _is_second(sheet, first, last, meaning):
        last += 1
    return Header(first, last, _texts(column_titles(sheet, first, last), meaning))


def _begins(sheet: RawSheet, first: int, last: int) -> int:
    """The row in which the header begins when cells merged downwards reach into its first row: 'No' beside groups."""
    tops = [top for top, _, bottom, _ in sheet.gabungan if top < first <= bottom]
    return max([min(tops, default=first), last - MAX_ROWS + 1])


def _is_second(sheet: RawSheet, first: int, last: int, meaning: _Meaning) -> bool:
    """True when the row below is a header as well: codes under the names of the unsur, names under their codes."""
    if last + 1 > sheet.n_baris or last + 1 - first >= MAX_ROWS:
        return False
    texts = [text for text in row_texts(sheet, last + 1) if text]
    _, hits = meaning.score(texts)
    return hits >= _MIN_HITS and 2 * hits > len(texts) and not any(map(is_number, texts))


def _texts(titles: Sequence[ColumnTitle], meaning: _Meaning) -> tuple[str, ...]:
    """Over each column the text that says something: its own, or with its group."""
    return tuple(one.sendiri if meaning.of(one.sendiri) else one.bersama for one in titles)
