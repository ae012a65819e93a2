"""A sheet as a table of a database: header, columns with their roles, rows as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.files.columns.header_rows import header_text
from data_access.files.reading.cells import Cell, RawColumn, RawSheet, cell_text
from data_access.files.shapes.roles import LAIN, table_role
from data_access.files.texts import clean_text, is_blank

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_HEADER_ROWS = 20
_MIN_ROLES = 2
NONE = -1


@dataclass(frozen=True, eq=False)
class Table:
    """The rows below the header row ``baris_judul`` of a sheet; ``kolom`` hold only those rows."""

    sheet: RawSheet
    baris_judul: int
    judul: tuple[str, ...]
    peran: tuple[str, ...]
    kolom: tuple[RawColumn, ...]

    @property
    def n(self) -> int:
        """Number of rows below the header."""
        return self.sheet.n_baris - self.baris_judul

    def first(self, *peran: str) -> int | None:
        """Index of the first column with one of these roles, in the order of the roles."""
        return next((self.peran.index(one) for one in peran if one in self.peran), None)

    def rows(self, mask: Mask) -> tuple[int, tuple[int, ...]]:
        """(how many rows ``mask`` marks, the numbers in the file of the first ten)."""
        marked = np.flatnonzero(mask)
        return len(marked), tuple(int(row) for row in self.numbers()[marked[:10]])

    def numbers(self) -> npt.NDArray[np.int32]:
        """The numbers of the rows in the file."""
        return self.sheet.numbers(self.baris_judul, self.sheet.n_baris)


def as_table(sheet: RawSheet) -> Table | None:
    """The sheet with the header row that has most column names of a database; None when no row has two of them."""
    best, hits = 0, _MIN_ROLES - 1
    for baris in range(1, min(_HEADER_ROWS, sheet.n_baris) + 1):
        roles = [table_role(header_text(cell)) for cell in sheet.row(baris) if isinstance(cell, str)]
        known = len({role for role in roles if role != LAIN})
        if known > hits:
            best, hits = baris, known
    return plain_table(sheet, best) if best else None


def plain_table(sheet: RawSheet, baris: int) -> Table:
    """The sheet as a table whose header is row ``baris``."""
    judul = tuple(header_text(cell) for cell in sheet.row(baris))
    columns = tuple(column.part(baris, sheet.n_baris) for column in sheet.kolom)
    return Table(sheet, baris, judul, tuple(map(table_role, judul)), columns)


def key_texts(column: RawColumn) -> list[str]:
    """The distinct cells as keys: trimmed texts, '' for blanks; 1, '1' and ' 1 ' are one key."""
    texts = [clean_text(cell_text(value)) for value in column.values]
    return ["" if is_blank(text) else text for text in texts]


class Keys:
    """Numbers for the distinct keys of a column: ``codes`` int64 per row (NONE = blank), ``names`` the keys."""

    def __init__(self, column: RawColumn) -> None:
        self.names: list[str] = []
        self.place: dict[str, int] = {}
        self.codes = self._coded(column, grow=True)

    def find(self, column: RawColumn) -> Rows:
        """The numbers of another column's keys: NONE for those that are blank or not among these."""
        return self._coded(column, grow=False)

    def _coded(self, column: RawColumn, *, grow: bool) -> Rows:
        numbers = []
        for text in key_texts(column):
            if grow and text and text not in self.place:
                self.place[text] = len(self.names)
                self.names.append(text)
            numbers.append(self.place.get(text, NONE))
        return np.array(numbers or [NONE], dtype=np.int64)[column.codes]


def coded(header: Cell, cells: Sequence[Cell], codes: npt.NDArray[np.integer], above: int = 0) -> RawColumn:
    """A column with ``header`` in its first row and below it ``cells[code]``; NONE is an empty cell. Equal cells become
    one value. ``above``: empty rows above the header."""
    place: dict[tuple[bool, Cell], int] = {}
    renumbered = np.zeros(len(cells) + 1, dtype=np.int32)  # the last one stands for NONE
    head = place.setdefault((False, header), 0)
    for code in np.unique(codes).tolist():
        renumbered[code] = place.setdefault(_kind(None if code == NONE else cells[code]), len(place))
    top = np.full(above + 1, head, dtype=np.int32)
    top[:above] = place.setdefault((False, None), len(place)) if above else head
    return RawColumn(tuple(cell for _, cell in place), np.concatenate([top, renumbered[codes]]))


def _kind(cell: Cell) -> tuple[bool, Cell]:
    """A cell as a key: True is not 1."""
    return isinstance(cell, bool), cell


def gathered(header: Cell, column: RawColumn, rows: Rows, above: int = 0) -> RawColumn:
    """A column with ``header`` in its first row and below it the cells of ``rows`` of ``column``; NONE = empty."""
    if not len(column.codes):
        return coded(header, (), np.full(len(rows), NONE), above)
    return coded(header, column.values, np.where(rows == NONE, NONE, column.codes[np.maximum(rows, 0)]), above)


def retitled(column: RawColumn, baris: int, header: str) -> RawColumn:
    """The column with another text in row ``baris``."""
    codes = column.codes.copy()
    known = [place for place, value in enumerate(column.values) if isinstance(value, str) and value == header]
    codes[baris - 1] = known[0] if known else len(column.values)
    return RawColumn(column.values if known else (*column.values, header), codes).part(0)
