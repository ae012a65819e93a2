"""The rows below a header with their columns, and which of them are respondents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import ID, NOMOR, Kolom, Pemetaan
from data_access.files.footer_rows import Footers, find_footers
from data_access.files.reading.cells import Cell, RawColumn, RawSheet

Mask = npt.NDArray[np.bool_]
CONTOH = "contoh"


@dataclass(frozen=True, eq=False)
class Frame:
    """Rows below the header: ``baris`` (int32) are their numbers in the sheet, ``columns`` their cells by column."""

    sheet: RawSheet
    pemetaan: Pemetaan
    baris: npt.NDArray[np.int32]
    columns: tuple[RawColumn, ...]

    @cached_property
    def filled(self) -> Mask:
        """Rows with at least one cell that is not blank."""
        mask = np.zeros(len(self.baris), dtype=bool)
        for column in self.columns:
            mask |= lookup([_is_filled(value) for value in column.values], column)
        return mask

    @cached_property
    def contoh(self) -> Mask:
        """Rows marked as an example, as in the template: 'contoh' in the first column or in that of the number."""
        mask = np.zeros(len(self.baris), dtype=bool)
        for kolom in self.pemetaan.kolom:
            if kolom.indeks == 0 or kolom.peran in (ID, NOMOR):
                column = self.columns[kolom.indeks]
                mask |= lookup([_is_contoh(value) for value in column.values], column)
        return mask

    @cached_property
    def footers(self) -> Footers:
        """Rows that are no respondents although they are filled: totals, means, indices, repeated headers."""
        return find_footers(self.pemetaan, self.columns, self.filled & ~self.contoh)

    @cached_property
    def respondents(self) -> Mask:
        """Rows that can be respondents."""
        return self.filled & ~self.contoh & ~self.footers.pasti & ~self.footers.ragu


def build_frame(sheet: RawSheet, pemetaan: Pemetaan, rows: int | None = None) -> Frame:
    """The rows of ``sheet`` below the mapping's header, or the first ``rows`` of them."""
    start = pemetaan.baris_judul
    stop = sheet.n_baris if rows is None else min(sheet.n_baris, start + rows)
    return Frame(sheet, pemetaan, sheet.numbers(start, stop), tuple(column.part(start, stop) for column in sheet.kolom))


def lookup(flags: list[bool], column: RawColumn) -> Mask:
    """Flags of a column's distinct values, as one flag per row."""
    if not any(flags):
        return np.zeros(len(column.codes), dtype=bool)
    result: Mask = np.array(flags, dtype=bool)[column.codes]
    return result


def _is_filled(value: Cell) -> bool:
    return value is not None and (not isinstance(value, str) or not value.isspace())


def _is_contoh(value: Cell) -> bool:
    return isinstance(value, str) and value.lstrip()[: len(CONTOH)].lower() == CONTOH


def column_of(frame: Frame, kolom: Kolom) -> RawColumn:
    """The cells of a column below the header."""
    return frame.columns[kolom.indeks]
