"""95 % intervals (scoring-rules 7): a Dirichlet-multinomial posterior, alpha = 1/K, that stays inside the scale.

A t-interval is wrong on these data (most answers at the maximum: 85 % coverage at n = 30, and past the scale's end).
The posterior of a mean has exact moments; a beta distribution over the scale with the same mean and variance gives its
quantiles without drawing: the coverage of 2,000 draws, no seed, a hundred times faster (docs/adr/0006).
For a known population N the N - n unobserved are the uncertain part: that is the finite population correction.
The simulated coverage is in docs/selang.md, made by `pantau.py cakupan`.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from scoring.beta import beta_quantile
from scoring.unobserved import sum_limits

LEVEL = (0.025, 0.975)
_SAME = 1e-14

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
ObjectArray = npt.NDArray[np.object_]


class Dasar(StrEnum):
    """What an interval rests on: it decides which words stand where the interval is shown."""

    SAMPEL = "sampel"
    SENSUS = "sensus"
    MELEBIHI_PENGGUNA = "melebihi pengguna"
    TANPA_SEBARAN = "tanpa sebaran"


def bases(n: IntArray, populations: FloatArray | None, has_distribution: npt.NDArray[np.bool_]) -> ObjectArray:
    """The Dasar of each value, shape (groups,).

    SENSUS: all N service users answered, so there is no sampling error and the interval has no width.
    MELEBIHI_PENGGUNA: more respondents than service users. One of the two numbers is wrong, so N is not used.
    TANPA_SEBARAN: an aggregated recap; its spread is not known and no interval is invented.
    """
    users = np.full(len(n), np.nan) if populations is None else populations
    found = np.full(len(n), Dasar.SAMPEL, dtype=object)
    found[users == n] = Dasar.SENSUS
    found[users < n] = Dasar.MELEBIHI_PENGGUNA
    found[~has_distribution] = Dasar.TANPA_SEBARAN
    return found


def unobserved(n: IntArray, populations: FloatArray | None) -> FloatArray:
    """N - n, shape (groups,): service users who did not answer; NaN where N is not known or, being below n, wrong."""
    rest = np.full(len(n), np.nan) if populations is None else np.rint(populations) - n
    return np.where(rest >= 0, rest, np.nan)


def interval_95(
    counts: IntArray, values: FloatArray, populations: FloatArray | None = None, prior: FloatArray | None = None
) -> FloatArray:
    """Lower and upper limit per group, shape (groups, 2), in the units of ``values``; NaN without respondents.

    ``counts``: (groups, K) respondents per value; ``values``: (K,); ``populations``: (groups,) number of service users,
    NaN where unknown; one below n cannot be true and counts as unknown. ``prior``: (K,) alpha per value, 1/K each when
    not given; 0 for a value that counts only where it was answered.
    """
    alpha = np.full(counts.shape[1], 1.0 / counts.shape[1]) if prior is None else prior
    n = counts.sum(axis=1)
    rest = unobserved(n, populations)
    limits = np.full((len(counts), 2), np.nan)
    is_free, is_finite = (n > 0) & np.isnan(rest), (n > 0) & ~np.isnan(rest)
    if is_free.any():
        limits[is_free] = _endless(counts[is_free] + alpha, values, alpha)
    if is_finite.any():
        limits[is_finite] = _finite(counts[is_finite], values, alpha, rest[is_finite].astype(np.int64))
    # Where everybody gave the maximum the posterior lies wholly below it: an interval includes its own value.
    observed = np.divide(counts @ values, n, out=np.full(len(n), np.nan), where=n > 0)
    limits = np.column_stack([np.fmin(limits[:, 0], observed), np.fmax(limits[:, 1], observed)])
    # Sums of many products differ in the last digit with the groups beside them; a satker has one interval everywhere.
    return np.round(limits, 9)


def _endless(urn: FloatArray, values: FloatArray, alpha: FloatArray) -> FloatArray:
    """The mean of one more and more answers: quantiles of the beta distribution with the posterior's mean and variance."""
    mean, a, b = beta_shape(urn, values, alpha)
    possible = values[alpha > 0]
    limits = np.column_stack([mean, mean])
    varies = np.isfinite(a)
    found = beta_quantile(np.tile(a[varies], 2), np.tile(b[varies], 2), np.repeat(LEVEL, varies.sum())).reshape(2, -1)
    limits[varies] = (possible.min() + np.ptp(possible) * found).T
    return limits


def beta_shape(urn: FloatArray, values: FloatArray, alpha: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean of the posterior, and a and b of the beta distribution over the possible values that has its mean and variance;
    NaN where the mean cannot vary. ``urn``: (groups, K) counts plus ``alpha``."""
    possible = values[alpha > 0]
    low, width = possible.min(), np.ptp(possible)
    weight = urn.sum(axis=1)
    mean = urn @ values / weight
    variance = np.maximum(urn @ values**2 / weight - mean**2, 0.0) / (weight + 1)
    share = (mean - low) / width
    size = np.full(len(urn), np.nan)
    varies = variance > _SAME
    size[varies] = (share * (1 - share))[varies] / (variance[varies] / width**2) - 1
    return mean, share * size, (1 - share) * size


def _finite(counts: IntArray, values: FloatArray, alpha: FloatArray, rest: IntArray) -> FloatArray:
    """The mean of all N: the answers that are known, and the sum of ``rest`` that are not."""
    possible = np.unique(values[alpha > 0])
    step = np.diff(possible).min()
    sums = sum_limits((counts + alpha) @ onto_steps(values, possible, step), rest)
    total = counts.sum(axis=1) + rest
    known = counts @ values + rest * possible[0]
    return np.asarray((known[:, None] + step * sums) / total[:, None])


def onto_steps(values: FloatArray, possible: FloatArray, step: float) -> FloatArray:
    """(K, steps) shares of each value on equal steps over the scale; a value between two steps is shared by both, so that
    its mean stays (an index with an unsur left out lies between the others)."""
    count = round(float(np.ptp(possible)) / step)
    place = np.clip((values - possible[0]) / step, 0, count)
    below = np.minimum(np.floor(place + 1e-9), count - 1).astype(np.int64)
    share = np.clip(place - below, 0, 1)
    shares = np.zeros((len(values), count + 1))
    rows = np.arange(len(values))
    shares[rows, below] = 1 - share
    shares[rows, below + 1] += share
    return shares
