"""95 % interval of a mean of several values: satker of a region, months of a window (docs/adr/0006-kisaran.md).

Intervals of single values may not be added up: each holds one prior respondent and leaves its own 2.5 % aside, and both pile
up (near the maximum, with 43 of 48 users known, 19 such intervals together covered 78 %). So the mean has one posterior
of its own: a beta distribution over the scale whose variance is that of a stratified mean, with one prior respondent for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.beta import beta_quantile
from scoring.intervals import LEVEL

_SAME = 1e-14

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Awal:
    """The prior respondent: equally likely on each of the ``banyak`` equally spaced values from ``low`` to ``high``."""

    low: float
    high: float
    banyak: int

    @property
    def rata(self) -> float:
        """Its mean."""
        return (self.low + self.high) / 2

    @property
    def ragam(self) -> float:
        """Its variance."""
        step = (self.high - self.low) / (self.banyak - 1)
        return step**2 * (self.banyak**2 - 1) / 12


@dataclass(frozen=True)
class Bagian:
    """The parts of each mean, all (rows, parts), NaN in ``nilai`` where there is none: value, its 95 % limits, variance of
    one respondent (n in the denominator), respondents, and share of the service users that answered (0: not known)."""

    nilai: FloatArray
    bawah: FloatArray
    atas: FloatArray
    ragam: FloatArray
    n: FloatArray
    teramati: FloatArray


def mean_limits(bagian: Bagian, awal: Awal) -> FloatArray:
    """Lower and upper limit of the mean of each row, (rows, 2); NaN where a part has no interval. One part: its own limits.

    The variance of one respondent is each part's own, with the pooled one counted as one more observation: a part of one
    respondent has none of its own.
    """
    known = np.isfinite(bagian.nilai)
    parts = known.sum(axis=1)
    complete = (parts > 0) & np.all(~known | np.isfinite(bagian.bawah + bagian.atas + bagian.ragam), axis=1)
    limits = np.full((len(parts), 2), np.nan)
    single, several = complete & (parts == 1), complete & (parts > 1)
    for column, own in enumerate((bagian.bawah, bagian.atas)):
        limits[single, column] = np.where(known, own, 0.0).sum(axis=1)[single]
    if several.any():
        limits[several] = _combined(bagian, known, several, awal)
    return limits


def _combined(bagian: Bagian, known: npt.NDArray[np.bool_], chosen: npt.NDArray[np.bool_], awal: Awal) -> FloatArray:
    there = known[chosen]
    nilai, ragam, n, teramati = (
        np.where(there, array[chosen], 0.0) for array in (bagian.nilai, bagian.ragam, bagian.n, bagian.teramati)
    )
    parts, each = there.sum(axis=1), np.where(there, n, 1.0)
    pooled = (n * ragam).sum(axis=1) / np.maximum(np.where(there, n - 1, 0.0).sum(axis=1), 1.0)
    own = np.where(there, ragam + pooled[:, None] / each, 0.0)
    # As many respondents of equal weight would give the mean the same error.
    size = parts**2 / np.where(there, 1 / each, 0.0).sum(axis=1)
    error, left = own / each, 1 - teramati
    total = error.sum(axis=1)
    by_size = np.where(there, left / each, 0.0).sum(axis=1) * size / parts**2
    unobserved = np.divide((left * error).sum(axis=1), total, out=by_size, where=total > _SAME)
    mean = nilai.sum(axis=1) / parts
    return _beta_limits(mean, size * total / parts**2, size, unobserved, awal)


def _beta_limits(
    mean: FloatArray, spread: FloatArray, size: FloatArray, unobserved: FloatArray, awal: Awal
) -> FloatArray:
    """``spread``: variance of one respondent; ``unobserved``: the part of the sampling variance that is left when the
    answers of those who answered are known (the finite population correction; 0 for a census)."""
    away = mean - awal.rata
    centre = mean - unobserved * away / (size + 1)
    variance = (size * spread + awal.ragam) / (size + 1) + size * (away / (size + 1)) ** 2
    variance = unobserved * variance / (size + 2)
    limits = np.column_stack([mean, mean])
    varies = variance > _SAME
    width = awal.high - awal.low
    share = (centre[varies] - awal.low) / width
    weight = share * (1 - share) / (variance[varies] / width**2) - 1
    one, other = np.tile(share * weight, 2), np.tile((1 - share) * weight, 2)
    found = beta_quantile(one, other, np.repeat(LEVEL, varies.sum())).reshape(2, -1)
    limits[varies] = (awal.low + width * found).T
    # An interval includes its own value, also where everybody gave the maximum.
    return np.column_stack([np.fmin(limits[:, 0], mean), np.fmax(limits[:, 1], mean)])
