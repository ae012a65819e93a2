"""Two usual intervals of a mean, to stand beside ours in the coverage table (docs/selang.md); no page shows them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scoring.beta import beta_quantile

_AT_ONCE = 250

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def t_interval(counts: IntArray, values: FloatArray, populations: FloatArray | None = None) -> FloatArray:
    """Mean -+ t(n - 1) x s / sqrt(n) x sqrt(1 - n / N), shape (groups, 2); NaN for n < 2.

    ``counts``: (groups, K) respondents per value; ``populations``: (groups,) N, NaN where unknown. The finite population
    correction is that of a simple random sample (Cochran 1977, Sampling Techniques, 2.8).
    """
    n = counts.sum(axis=1)
    mean = counts @ values / n
    squares = np.maximum(counts @ values**2 - n * mean**2, 0.0)
    error = np.sqrt(np.divide(squares, n * (n - 1.0), out=np.full(len(n), np.nan), where=n > 1))
    half = t_quantile(np.maximum(n - 1, 1)) * error * _correction(n, populations)
    return np.column_stack([mean - half, mean + half])


def t_quantile(freedom: IntArray) -> FloatArray:
    """The 97.5 % quantile of Student's t, shape of ``freedom``, from t^2 / (t^2 + freedom) ~ Beta(1/2, freedom / 2)."""
    share = beta_quantile(np.full(len(freedom), 0.5), freedom / 2, np.full(len(freedom), 0.95))
    return np.asarray(np.sqrt(freedom * share / (1 - share)))


def bootstrap_interval(
    rng: np.random.Generator,
    counts: IntArray,
    values: FloatArray,
    populations: FloatArray | None = None,
    draws: int = 500,
) -> FloatArray:
    """Percentile bootstrap, shape (groups, 2): 2.5 % and 97.5 % of the means of ``draws`` resamples of the answers.

    For a known N the deviations from the mean are shrunk by sqrt(1 - n / N): the percentile bootstrap knows no N.
    """
    n = counts.sum(axis=1)
    mean = counts @ values / n
    limits = np.empty((len(counts), 2))
    for start in range(0, len(counts), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        shares = counts[part] / n[part, None]
        again = rng.multinomial(n[part, None], shares[:, None, :], size=(len(shares), draws))
        limits[part] = np.quantile(again @ values / n[part, None], [0.025, 0.975], axis=1).T
    return np.asarray(mean[:, None] + (limits - mean[:, None]) * _correction(n, populations)[:, None])


def _correction(n: IntArray, populations: FloatArray | None) -> FloatArray:
    if populations is None:
        return np.ones(len(n))
    return np.asarray(np.where(np.isnan(populations), 1.0, np.sqrt(np.maximum(1 - n / populations, 0.0))))
