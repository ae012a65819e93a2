"""XmR chart (individuals and moving range) of a satker's months: which rise or fall is more than the usual up and down?

Wheeler, Understanding Variation (2000): limits = mean +- 3 / d2 x mean moving range, d2 = 1.128 (2.66 in short). The
moving range is taken between neighbouring months only; a range above its own limit (3.27 x the mean) is left out once
(Nelson 1982), so that one freak month does not hide itself. The limits come from the first months and then stay
(NHS Making Data Count: locked after 12): limits that move with every month would swallow a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

FAKTOR = 3 / 1.128
_FAKTOR_RENTANG = 3.267
_SAME = 1e-9

FloatArray = npt.NDArray[np.float64]


class Sinyal(StrEnum):
    """Why a month is more than the usual up and down."""

    DI_BAWAH = "di bawah batas"
    DI_ATAS = "di atas batas"
    RUNTUN_BAWAH = "runtun di bawah rata-rata"
    RUNTUN_ATAS = "runtun di atas rata-rata"


@dataclass(frozen=True)
class PetaKendali:
    """``rata``, ``bawah``, ``atas``: mean and natural limits inside the scale, NaN without enough months;
    ``rentang``: mean moving range; ``dasar``: how many months from the first on they rest on (gaps included);
    ``bulan``: months with a value; ``minimal``: months needed; ``sinyal``: one entry a month, None: nothing."""

    rata: float
    bawah: float
    atas: float
    rentang: float
    dasar: int
    bulan: int
    minimal: int
    sinyal: tuple[Sinyal | None, ...]

    @property
    def has_limits(self) -> bool:
        """False while there are too few months."""
        return bool(np.isfinite(self.bawah))


def xmr(
    values: FloatArray, *, minimal: int, runtun: int, scale: tuple[float, float] = (-np.inf, np.inf)
) -> PetaKendali:
    """The chart of consecutive months, NaN where a month has no value that may be judged.

    ``minimal``: months needed before limits are shown, and which they rest on; ``runtun``: months in a row on one side
    of the mean that are a signal.
    """
    known = np.flatnonzero(np.isfinite(values))
    count = len(known)
    base = values[: known[minimal - 1] + 1] if count >= minimal else values[:0]
    ranges = np.abs(np.diff(base))
    ranges = ranges[np.isfinite(ranges)]
    if not len(ranges):
        nothing = (None,) * len(values)
        return PetaKendali(np.nan, np.nan, np.nan, np.nan, 0, count, minimal, nothing)
    mean = float(np.nanmean(base))
    usual = ranges[ranges <= _FAKTOR_RENTANG * ranges.mean() + _SAME]
    spread = float(usual.mean())
    low, high = mean - FAKTOR * spread, mean + FAKTOR * spread
    found = _run_signals(values - mean, runtun)
    found = [Sinyal.DI_BAWAH if v < low - _SAME else old for v, old in zip(values, found, strict=True)]
    found = [Sinyal.DI_ATAS if v > high + _SAME else old for v, old in zip(values, found, strict=True)]
    return PetaKendali(mean, max(low, scale[0]), min(high, scale[1]), spread, len(base), count, minimal, tuple(found))


def _run_signals(distance: FloatArray, runtun: int) -> list[Sinyal | None]:
    """Months in a run of at least ``runtun`` on one side of the mean; a gap or a value on the mean ends a run."""
    side = np.where(np.abs(distance) > _SAME, np.sign(distance), 0)
    side = np.where(np.isfinite(side), side, 0)
    found: list[Sinyal | None] = [None] * len(side)
    start = 0
    for at in range(1, len(side) + 1):
        if at == len(side) or side[at] != side[start]:
            if side[start] != 0 and at - start >= runtun:
                name = Sinyal.RUNTUN_ATAS if side[start] > 0 else Sinyal.RUNTUN_BAWAH
                found[start:at] = [name] * (at - start)
            start = at
    return found
