"""Header rows as a block: which texts stand over a column when its title is spread over up to three rows.

Nothing here knows any instrument, so that a stored mapping can be compared with a new file of the same layout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.files.personal import mask_personal
from data_access.files.reading.cells import Cell, RawSheet, cell_text
from data_access.files.texts import clean_text, words

MAX_ROWS = 3  # rows that one header may have
_MAX_HEADER = 400
_CODE = re.compile(r"[A-Za-z]{1,5}[\s._-]?\d{1,2}(?:[._-]\d{1,2})*")
_NUMBER = re.compile(r"\(?\s*[-+]?\d+(?:[.,]\d+)*\s*[.)]?")


def header_text(cell: Cell) -> str:
    """A header as it is compared, shown and kept in profiles: one line, not longer than the longest question, personal
    data masked."""
    return mask_personal(clean_text(cell_text(cell))[:_MAX_HEADER])


@dataclass(frozen=True)
class ColumnTitle:
    """What stands over one column: ``sendiri`` over it alone, ``bersama`` with the group that it shares with its
    neighbours. Equal when there is no group."""

    sendiri: str
    bersama: str

    def has(self, text: str) -> bool:
        """True when ``text`` (as compared by words) is one of the two."""
        return words(text) in (words(self.sendiri), words(self.bersama))


@dataclass(frozen=True)
class _Row:
    """One header row: its texts, and for each column where the cell that covers it begins and ends."""

    texts: tuple[str, ...]
    start: tuple[int, ...]
    stop: tuple[int, ...]


def is_number(text: str) -> bool:
    """True for a text that is only a number, also '(1)' and '1.'."""
    return _NUMBER.fullmatch(text) is not None


def row_texts(sheet: RawSheet, baris: int) -> tuple[str, ...]:
    """The texts of a row; a title that is merged downwards is there in its first row only."""
    texts = [header_text(cell) for cell in sheet.row(baris)]
    for top, left, bottom, _ in sheet.gabungan:
        if top < baris <= bottom and left < len(texts):
            texts[left] = ""
    return tuple(texts)


def column_titles(sheet: RawSheet, first: int, last: int) -> tuple[ColumnTitle, ...]:
    """The title of every column of a header that reaches from row ``first`` to row ``last``."""
    texts = [row_texts(sheet, baris) for baris in range(first, last + 1)]
    rows = [_spread(sheet, first + place, texts[place], texts[place + 1 :]) for place in range(len(texts))]
    titles = [_title(rows, column) for column in range(len(sheet.kolom))]
    # 'Nilai' under each of nine unsur says nothing alone: there the group belongs to the name.
    often = Counter(words(one.sendiri) for one in titles)
    return tuple(
        ColumnTitle(one.bersama, one.bersama) if often[words(one.sendiri)] > 1 or is_number(one.sendiri) else one
        for one in titles
    )


def _spread(sheet: RawSheet, baris: int, texts: Sequence[str], below: Sequence[Sequence[str]]) -> _Row:
    """A row with every group written over all columns that it covers.

    Merged cells say how far a group reaches. Without them (CSV, ODS) it reaches over the blank cells at its right
    that have a text below, when there is one below its own first cell as well.
    """
    spread, start, stop = list(texts), list(range(len(texts))), list(range(1, len(texts) + 1))
    merged = [(left, right) for top, left, bottom, right in sheet.gabungan if top <= baris <= bottom and right > left]
    if not merged and not _has_merges(sheet, baris, baris + len(below)):
        merged = _guess_groups(texts, below)
    for left, right in merged:
        end = min(right + 1, len(spread))
        if left < end and texts[left]:
            spread[left:end] = [texts[left]] * (end - left)
            start[left:end] = [left] * (end - left)
            stop[left:end] = [end] * (end - left)
    return _Row(tuple(spread), tuple(start), tuple(stop))


def _has_merges(sheet: RawSheet, first: int, last: int) -> bool:
    return any(top <= last and bottom >= first for top, _, bottom, _ in sheet.gabungan)


def _guess_groups(texts: Sequence[str], below: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    under = [any(row[column] for row in below) for column in range(len(texts))]
    groups = []
    column = 0
    while column < len(texts):
        end = column + 1
        if texts[column] and under[column]:
            while end < len(texts) and not texts[end] and under[end]:
                end += 1
            if end > column + 1:
                groups.append((column, end - 1))
        column = end
    return groups


def _title(rows: Sequence[_Row], column: int) -> ColumnTitle:
    own: list[str] = []
    groups: list[str] = []
    for row in rows:
        text = row.texts[column]
        if text and text not in own and text not in groups:
            (own if row.stop[column] - row.start[column] == 1 else groups).append(text)
    if not own:
        own, groups = groups, []
    alone = _join(own)
    return ColumnTitle(alone, _join([*groups, alone]) if groups else alone)


def _join(parts: Sequence[str]) -> str:
    """The parts as one title, a code first: 'Persyaratan' over 'U1' reads 'U1 Persyaratan'."""
    codes = [part for part in parts if _CODE.fullmatch(part)]
    return " ".join([*codes[-1:], *(part for part in parts if part not in codes[-1:])])[:_MAX_HEADER]


def continues(sheet: RawSheet, first: int, last: int) -> bool:
    """True when the row below ``last`` belongs to the header by its form: under merged or blank titles stand texts."""
    below = last + 1
    if below > sheet.n_baris or below - first >= MAX_ROWS:
        return False
    cells = sheet.row(below)
    texts = row_texts(sheet, below)
    filled = {column for column, text in enumerate(texts) if text}
    spans = [region for region in sheet.gabungan if first <= region[0] <= last]
    if any(bottom >= below for _, _, bottom, _ in spans):
        return True
    if not filled or not all(isinstance(cells[column], str) and not is_number(texts[column]) for column in filled):
        return False
    groups = [(left, right) for _, left, _, right in spans if right > left and not _is_whole(sheet, left, right)]
    if groups:
        return any(sum(left <= column <= right for column in filled) > 1 for left, right in groups)
    return _fills_gaps(sheet, first, last, filled)


def _is_whole(sheet: RawSheet, left: int, right: int) -> bool:
    """A cell merged over (nearly) all columns is a title, no group."""
    return right - left + 1 >= max(2, len(sheet.kolom) - 1)


def _fills_gaps(sheet: RawSheet, first: int, last: int, filled: set[int]) -> bool:
    """Without merged cells: the row stands under blank titles and their groups only, the row after it is wider."""
    above = [row_texts(sheet, baris) for baris in range(first, last + 1)]
    titled = {column for column in range(len(sheet.kolom)) if any(row[column] for row in above)}
    gaps = filled - titled
    starts = {column for column in filled & titled if column + 1 in gaps}
    if len(gaps) < 1 or filled - gaps - starts or not titled - filled or last + 2 > sheet.n_baris:
        return False
    after = {column for column, text in enumerate(row_texts(sheet, last + 2)) if text}
    return bool(after & (titled - filled))


def has_titles(sheet: RawSheet, last: int, titles: Sequence[str]) -> bool:
    """True when the header that ends in row ``last`` has these titles, in this order."""
    if not 1 <= last <= sheet.n_baris or len(titles) != len(sheet.kolom):
        return False
    return any(
        all(one.has(text) for one, text in zip(column_titles(sheet, first, last), titles, strict=True))
        for first in range(last, max(0, last - MAX_ROWS), -1)
    )
