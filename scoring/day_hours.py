"""Respondents of one satker by day and by hour of the day, as arrays: months of days and hours are looked through at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.contract import JAM

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class HariJam:
    """``hari``: the days with respondents, ascending; ``n``: respondents of each, shape (days,); ``jam``: those of each hour
    0-23 of local time, shape (days, 24). Whose hour is not known are in ``n`` only."""

    hari: tuple[date, ...]
    n: IntArray
    jam: IntArray

    @classmethod
    def of(cls, counts: Mapping[tuple[date, int], int]) -> HariJam:
        """From respondents by (day, hour), hour -1: not known."""
        hari = tuple(sorted({day for (day, _), n in counts.items() if n}))
        place = {day: number for number, day in enumerate(hari)}
        n, jam = np.zeros(len(hari), dtype=np.int64), np.zeros((len(hari), len(JAM)), dtype=np.int64)
        for (day, hour), count in counts.items():
            if count:
                n[place[day]] += count
                if hour >= 0:
                    jam[place[day], hour] += count
        return cls(hari, n, jam)

    def until(self, last: date, first: date = date.min) -> HariJam:
        """The days from ``first`` to ``last``, both included."""
        chosen = [number for number, day in enumerate(self.hari) if first <= day <= last]
        part = slice(chosen[0], chosen[-1] + 1) if chosen else slice(0, 0)
        return HariJam(self.hari[part], self.n[part], self.jam[part])

    @property
    def harian(self) -> dict[date, int]:
        """Respondents by day."""
        return dict(zip(self.hari, self.n.tolist(), strict=True))

    @property
    def tahu_jam(self) -> bool:
        """The hour of somebody is known."""
        return bool(self.jam.any())
