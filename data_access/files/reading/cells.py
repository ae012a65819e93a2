"""What a file holds before anyone knows what it means: sheets of columns, as distinct values and their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import compress

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
        used = np.bincount(codes, minlength=len(self.values)) > 0
        if used.all():
            return RawColumn(self.values, codes)
        renumbered = np.cumsum(used, dtype=np.int32) - np.int32(1)
        return RawColumn(tuple(compress(self.values, used.tolist())), renumbered[codes])


@dataclass(frozen=True, eq=False)
class RawSheet:
    """One sheet. Rows are counted from 1, as every spreadsheet shows them; ``n_baris`` is the last row with content.

    ``gabungan`` are the merged cells among the first rows: (first row, first column, last row, last column), columns
    from 0. The value of a merged cell stands in all rows of its first column. ``asal`` (int32, one per row) are the rows
    of the file where the rows of a rearranged sheet begin; None: the same rows. ``sistem_1904``: bare serial numbers of
    days count from 1904-01-01.
    """

    nama: str
    n_baris: int
    kolom: tuple[RawColumn, ...]
    tersembunyi: bool = False
    gabungan: tuple[tuple[int, int, int, int], ...] = ()
    asal: npt.NDArray[np.int32] | None = None
    sistem_1904: bool = False

    def numbers(self, start: int, stop: int) -> npt.NDArray[np.int32]:
        """The numbers in the file of the rows with index ``start`` to ``stop`` (0 = first, ``stop`` is not in it)."""
        if self.asal is not None:
            return self.asal[start:stop]
        return np.arange(start + 1, stop + 1, dtype=np.int32)

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
