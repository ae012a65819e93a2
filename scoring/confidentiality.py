"""Which results of an internal survey may be shown (docs/adr/0007-kerahasiaan.md).

The unit is the cell: one satker in one publication period of the instrument. A cell is released whole or not at all, by
its own numbers alone; everything that is shown is computed from released cells only, so nothing shown depends on the
answers in a hidden one. No clock: the caller brings today's date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from scoring.contract import SEMUA
from scoring.instruments import Instrumen
from scoring.periods import Periode, period_containing
from scoring.states import Status


def is_published(periode: Periode, today: date) -> bool:
    """True once the period is over: while it runs, each new answer would be the difference of two publications."""
    return today > periode.last_day


def publication_periods(
    instrumen: Instrumen, months: Iterable[int], asked: Periode | None, today: date
) -> list[Periode]:
    """The publication periods around ``months`` (202606) that are over and lie whole inside ``asked``, ascending.

    A month out of a quarter is no publication period, so a request for it finds none.
    """
    found = {period_containing(bulan, instrumen.periode_terbit) for bulan in months if bulan}
    return sorted(
        periode
        for periode in found
        if is_published(periode, today)
        and (asked is None or (asked.dari <= periode.dari and periode.sampai <= asked.sampai))
    )


def is_mean_released(n: int | None, periode: Periode, instrumen: Instrumen, today: date, minimal: int) -> bool:
    """Whether a recap (a mean of ``n`` employees over ``periode``) may be shown: exactly one publication period, over."""
    is_whole = period_containing(periode.dari, instrumen.periode_terbit) == periode
    return n is not None and n >= minimal and is_whole and is_published(periode, today)


def cell_states(rekap: pd.DataFrame, keys: list[str], minimal: int) -> pd.Series:
    """Status.NILAI (released) or Status.DISEMBUNYIKAN of every cell, indexed by ``keys``.

    ``rekap``: columns keys, unsur and n (several rows a cell and unsur are added up). Released: at least ``minimal``
    respondents, and every component either unanswered or answered by at least ``minimal``. One component under it hides
    the whole cell: the index minus the other components would give it away.
    """
    counts = rekap[rekap["n"] > 0].groupby([*keys, "unsur"], sort=True)["n"].sum()
    fewest = counts.groupby(level=keys, sort=True).min()
    # A cell without the row of the respondent as a whole has nobody in it.
    whole = counts[counts.index.get_level_values("unsur") == SEMUA].droplevel("unsur").reindex(fewest.index).fillna(0)
    shown = (fewest >= minimal) & (whole >= minimal)
    return shown.map({True: Status.NILAI, False: Status.DISEMBUNYIKAN}).astype(object)
