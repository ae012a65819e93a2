"""What a satker's value says once it is seen beside the others: shrunken values and the probability of a rank.

Normal-normal hierarchy: value ~ N(level, its sampling variance), level ~ N(centre, tau^2), flat in centre and tau
(Gelman et al., Bayesian Data Analysis, 5.4). tau is integrated out over a grid, not plugged in: with few satker a
plugged-in tau of 0 would claim that all are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_GRID, _DRAWS, _SEED = 400, 4000, 2005
# The grid ends where no tau is left that the values could support; flat in tau is proper from three units on.
_REACH = 4.0

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hierarchy:
    """Values (m,), their sampling variances (m,), and over the grid of tau (t,): weight, mean and variance of the centre."""

    values: FloatArray
    variances: FloatArray
    tau: FloatArray
    weight: FloatArray
    centre: FloatArray
    centre_variance: FloatArray

    def levels(self, tau: FloatArray, centre: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Mean and variance of every level given tau and the centre, both (s,): two arrays (s, m)."""
        own, common = 1 / self.variances[None, :], 1 / (tau**2)[:, None]
        return (own * self.values + common * centre[:, None]) / (own + common), 1 / (own + common)


def fit(values: FloatArray, variances: FloatArray) -> Hierarchy:
    """The posterior of tau for at least three values with positive sampling variances."""
    scale = values.std(ddof=1) + np.sqrt(variances.mean())
    tau = _REACH * scale * (np.arange(_GRID) + 0.5) / _GRID
    weight = 1 / (variances + tau[:, None] ** 2)
    centre_variance = 1 / weight.sum(axis=1)
    centre = centre_variance * (weight @ values)
    error = ((values - centre[:, None]) ** 2 * weight).sum(axis=1)
    log_p = (np.log(centre_variance) + np.log(weight).sum(axis=1) - error) / 2
    p = np.exp(log_p - log_p.max())
    return Hierarchy(values, variances, tau, p / p.sum(), centre, centre_variance)


def shrunken(hierarchy: Hierarchy) -> FloatArray:
    """Posterior mean of every level, shape (m,): pulled towards the centre, the more so the fewer respondents."""
    means, _ = hierarchy.levels(hierarchy.tau, hierarchy.centre)
    return np.asarray(hierarchy.weight @ means)


def rank_probabilities(hierarchy: Hierarchy, count: int) -> tuple[FloatArray, FloatArray]:
    """Probability of being among the ``count`` lowest and the ``count`` highest levels, each (m,), each summing to
    ``count``. 4,000 draws with a fixed seed: the same data give the same numbers (standard error below 0.008)."""
    m = len(hierarchy.values)
    # Drawn in the order of the values: a probability does not depend on the order of the rows.
    order = np.lexsort((hierarchy.variances, hierarchy.values))
    rng = np.random.default_rng(_SEED)
    at = np.searchsorted(np.cumsum(hierarchy.weight), (np.arange(_DRAWS) + 0.5) / _DRAWS).clip(max=_GRID - 1)
    centre = hierarchy.centre[at] + np.sqrt(hierarchy.centre_variance[at]) * rng.standard_normal(_DRAWS)
    mean, variance = hierarchy.levels(hierarchy.tau[at], centre)
    levels = mean[:, order] + np.sqrt(variance[:, order]) * rng.standard_normal((_DRAWS, m))
    ranked = np.argsort(levels, axis=1)
    lowest = np.bincount(order[ranked[:, :count]].ravel(), minlength=m) / _DRAWS
    highest = np.bincount(order[ranked[:, m - count :]].ravel(), minlength=m) / _DRAWS
    return lowest, highest
