"""What a file holds before anyone knows what it means: sheets of columns, as distinct values and their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt

Cell = str | int | float | bool | datetime | None


@dataclass(frozen=True, eq=False)
class RawColumn:
    """``values`` are the cells without repetition, ``codes`` (int32, one per row) say which of them a row holds.

    Survey columns have few distinct values, so everything that looks at a cell looks at each distinct cell once.
    """

    values: tuple[Cell, ...]
    codes: npt.NDArray[np.int32]

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows hold each of ``values``."""
        return np.bincount(self.codes, minlength=len(self.values))

    def part(self, start: int, stop: int | None = None) -> RawColumn:
        """The same column from row index ``start`` to ``stop``, with only the values that occur there."""
        codes = self.codes[start:stop]
        used = np.flatnonzero(np.bincount(codes, minlength=len(self.values)))
        renumbered = np.zeros(len(self.values), dtype=np.int32)
        renumbered[used] = np.arange(len(used), dtype=np.int32)
        return RawColumn(tuple(self.values[place] for place in used.tolist()), renumbered[codes])


@dataclass(frozen=True, eq=False)
class RawSheet:
    """One sheet. Rows are counted from 1, as every spreadsheet shows them; ``n_baris`` is the last row with content."""

    nama: str
    n_baris: int
    kolom: tuple[RawColumn, ...]
    tersembunyi: bool = False

    def row(self, baris: int) -> tuple[Cell, ...]:
        """The cells of row ``baris`` (1 = first)."""
        return tuple(column.values[int(column.codes[baris - 1])] for column in self.kolom)


@dataclass(frozen=True, eq=False)
class RawFile:
    """A file as read. ``jenis`` is what the content is ('xlsx' or 'csv'), whatever its name says.

    ``penyandian`` and ``pemisah`` are what a CSV was read with ('' for XLSX), to be shown to the operator.
    ``cacat`` counts cells that have no usable value although they seem filled: 'rumus_galat' (#N/A, #DIV/0!) and
    'rumus_tanpa_nilai' (formulas never calculated), each with example addresses.
    """

    nama: str
    sha256: str
    ukuran: int
    jenis: str
    lembar: tuple[RawSheet, ...]
    penyandian: str = ""
    pemisah: str = ""
    cacat: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def sheet(self, nama: str) -> RawSheet | None:
        """The sheet of that name, or None."""
        return next((sheet for sheet in self.lembar if sheet.nama == nama), None)


def cell_text(value: Cell) -> str:
    """A cell as text: '' for an empty one, whole numbers without '.0', dates as 'YYYY-MM-DD HH:MM:SS'."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def column_letter(index: int) -> str:
    """The letter(s) of a column, 0 -> 'A', 26 -> 'AA'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
