"""95 % intervals (scoring-rules 7): a Dirichlet-multinomial posterior, alpha = 1/K, that stays inside the scale.

A t-interval is wrong on these data (most answers at the maximum: 85 % coverage at n = 30, and past the scale's end).
For a known population N the N - n unobserved are drawn from the posterior: that is the finite population correction.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

DRAWS = 2000
LEVEL = (0.025, 0.975)
# A fixed seed: the same answers give the same interval next quarter.
_SEED = 20_240_205

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def posterior_means(
    counts: IntArray,
    values: FloatArray,
    populations: FloatArray | None = None,
    draws: int = DRAWS,
    prior: FloatArray | None = None,
) -> FloatArray:
    """Draws of the mean, shape (draws, groups).

    ``counts``: (groups, K) respondents per value; ``values``: (K,) or (groups, K); ``populations``: (groups,) number of
    service users, NaN where unknown. A population smaller than n counts as a census. Groups without respondents: NaN.
    ``prior``: (K,) alpha per value, 1/K each when not given; 0 for a value that counts only where it was answered.

    A group's draws depend on its own answers alone, never on the groups beside it: a satker has one interval on every
    page. Different answers get independent draws, so draws of two groups may be subtracted.
    """
    groups, categories = counts.shape
    alpha = np.full(categories, 1.0 / categories) if prior is None else prior
    values = np.broadcast_to(values, counts.shape)
    means = np.full((draws, groups), np.nan)
    for group in np.flatnonzero(counts.sum(axis=1) > 0):
        keep = counts[group] + alpha > 0
        unobserved = None
        if populations is not None and np.isfinite(populations[group]):
            unobserved = max(int(populations[group]) - int(counts[group].sum()), 0)
        means[:, group] = _group_means(counts[group, keep], values[group, keep], alpha[keep], unobserved, draws)
    return means


def _group_means(
    counts: IntArray, values: FloatArray, alpha: FloatArray, unobserved: int | None, draws: int
) -> FloatArray:
    """(draws,) means of one group; with ``unobserved`` known, observed answers stay as they are."""
    rng = np.random.default_rng([_SEED, *counts.tolist()])
    shares = rng.standard_gamma(counts + alpha, size=(draws, len(counts)))
    shares /= shares.sum(axis=1, keepdims=True)
    if unobserved is None:
        return np.asarray(shares @ values)
    drawn = rng.multinomial(unobserved, shares) @ values
    return np.asarray((counts @ values + drawn) / (counts.sum() + unobserved))


def interval_95(
    counts: IntArray, values: FloatArray, populations: FloatArray | None = None, prior: FloatArray | None = None
) -> FloatArray:
    """Lower and upper limit per group, shape (groups, 2), in the units of ``values``; NaN without respondents.

    The limits always include the observed mean: where everybody gave the maximum the posterior lies wholly below it,
    and an interval beside its own value would be read as an error.
    """
    limits = np.quantile(posterior_means(counts, values, populations, prior=prior), LEVEL, axis=0).T
    n = counts.sum(axis=1)
    total = (counts * np.broadcast_to(values, counts.shape)).sum(axis=1)
    observed = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    return np.column_stack([np.fmin(limits[:, 0], observed), np.fmax(limits[:, 1], observed)])
