"""Cells: one satker, one instrument, one month. What is compared, corrected and counted again as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access.answers import LembarJawaban

# The numbers of satker, instrument and month.
Sel = tuple[int, int, int]
_MONTHS = 1_000_000  # more than the largest month, 999912


@dataclass(frozen=True)
class Blok:
    """Cells of one instrument: every satker of ``satker`` in every month of ``bulan``."""

    instrumen_id: int
    satker: tuple[int, ...]
    bulan: tuple[int, ...]

    def of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """The rows of ``table`` in these cells, as the index (satker, instrumen, bulan) finds them."""
        return sa.and_(
            table.c.satker_id.in_(self.satker),
            table.c.instrumen_id == self.instrumen_id,
            table.c.bulan.in_(self.bulan),
        )


def blocks(cells: Collection[Sel]) -> Iterator[Blok]:
    """The cells as few blocks that hold them exactly, so that a condition stays short and uses the index."""
    satker: dict[tuple[int, int], list[int]] = {}
    for satker_id, instrumen_id, bulan in sorted(set(cells)):
        satker.setdefault((instrumen_id, bulan), []).append(satker_id)
    months: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for (instrumen_id, bulan), found in satker.items():
        months.setdefault((instrumen_id, tuple(found)), []).append(bulan)
    for (instrumen_id, found_satker), bulan_list in sorted(months.items()):
        yield Blok(instrumen_id, found_satker, tuple(bulan_list))


def cell_counts(satker_id: npt.NDArray[np.int64], bulan: npt.NDArray[np.int64], instrumen_id: int) -> dict[Sel, int]:
    """Rows by cell."""
    places, pairs = pd.factorize(satker_id * _MONTHS + bulan, sort=True)
    units, months = (part.tolist() for part in np.divmod(pairs, _MONTHS))
    counts = np.bincount(places, minlength=len(pairs)).tolist()
    return {(unit, instrumen_id, month): n for unit, month, n in zip(units, months, counts, strict=True)}


def cell_places(sheet: LembarJawaban) -> tuple[list[tuple[str, int]], npt.NDArray[np.intp]]:
    """The cells (code of the satker, month) of the sheet, and for each row the position of its cell."""
    codes, names = sheet.distinct_satker
    places, pairs = pd.factorize(codes * np.int64(_MONTHS) + sheet.months)
    units, months = np.divmod(pairs, _MONTHS)
    return [(str(names[unit]), month) for unit, month in zip(units.tolist(), months.tolist(), strict=True)], places
