"""Quantiles of the beta distribution, vectorised, without SciPy (143 MB that do not belong on the path of a page).

Checked in the tests against SciPy and against the cases that have a closed form.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

_TERMS, _STEPS = 300, 80
_PRECISION = 1e-9
_TINY = 1e-300

FloatArray = npt.NDArray[np.float64]
_log_gamma = np.vectorize(math.lgamma, otypes=[float])


def beta_quantile(a: FloatArray, b: FloatArray, level: FloatArray) -> FloatArray:
    """The ``level`` quantile of Beta(a, b), elementwise: Newton's steps inside a shrinking bracket."""
    log_beta = _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)
    low, high, x = np.zeros_like(a), np.ones_like(a), a / (a + b)
    is_done = np.zeros(a.shape, dtype=bool)
    for _ in range(_STEPS):
        error = beta_cdf(a, b, x, log_beta) - level
        low, high = np.where(error < 0, x, low), np.where(error < 0, high, x)
        with np.errstate(all="ignore"):
            density = np.exp((a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - log_beta)
            step = x - error / density
        inside = np.isfinite(step) & (step > low) & (step < high)
        after = np.where(is_done, x, np.where(inside, step, (low + high) / 2))
        # Each element stops by itself: a satker's limits do not depend on who stands beside it, not in the last digit.
        is_done |= np.abs(after - x) < _PRECISION
        x = after
        if is_done.all():
            break
    return x


def beta_cdf(a: FloatArray, b: FloatArray, x: FloatArray, log_beta: FloatArray) -> FloatArray:
    """Regularised incomplete beta function by its continued fraction (Lentz; Numerical Recipes 6.4)."""
    mirrored = x > (a + 1) / (a + b + 2)
    p, q, y = np.where(mirrored, b, a), np.where(mirrored, a, b), np.where(mirrored, 1 - x, x)
    y = np.clip(y, _TINY, 1 - 1e-16)
    front = np.exp(p * np.log(y) + q * np.log1p(-y) - log_beta) / p
    value = front * _continued_fraction(p, q, y)
    return np.asarray(np.where(mirrored, 1 - value, value))


def _away_from_zero(x: FloatArray) -> FloatArray:
    return np.asarray(np.where(np.abs(x) < _TINY, _TINY, x))


def _continued_fraction(p: FloatArray, q: FloatArray, y: FloatArray) -> FloatArray:
    c = np.ones_like(y)
    d = 1 / _away_from_zero(1 - (p + q) * y / (p + 1))
    result, is_done = d.copy(), np.zeros(y.shape, dtype=bool)
    for m in range(1, _TERMS):
        for term in (
            m * (q - m) * y / ((p - 1 + 2 * m) * (p + 2 * m)),
            -(p + m) * (p + q + m) * y / ((p + 2 * m) * (p + 1 + 2 * m)),
        ):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            result = np.where(is_done, result, result * d * c)
        is_done |= np.abs(d * c - 1) < 1e-11
        if is_done.all():
            break
    return result
