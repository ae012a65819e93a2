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
    """The ``level`` quantile of Beta(a, b), elementwise: Halley's steps inside a shrinking bracket."""
    log_beta = _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)
    low, high, x = np.zeros_like(a), np.ones_like(a), _first_guess(a, b, level)
    # Each element stops by itself: a satker's limits do not depend on who stands beside it, not in the last digit.
    left = np.arange(a.size)
    for _ in range(_STEPS):
        one, other, y = a[left], b[left], x[left]
        error = beta_cdf(one, other, y, log_beta[left]) - level[left]
        low[left], high[left] = np.where(error < 0, y, low[left]), np.where(error < 0, high[left], y)
        with np.errstate(all="ignore"):
            step = error / np.exp((one - 1) * np.log(y) + (other - 1) * np.log1p(-y) - log_beta[left])
            after = y - step / (1 - 0.5 * np.minimum(1.0, step * ((one - 1) / y - (other - 1) / (1 - y))))
        inside = np.isfinite(after) & (after >= low[left]) & (after <= high[left]) & (after > 0) & (after < 1)
        after = np.where(inside, after, (low[left] + high[left]) / 2)
        x[left] = after
        left = left[np.abs(after - y) >= _PRECISION]
        if not left.size:
            break
    return x


def _first_guess(a: FloatArray, b: FloatArray, level: FloatArray) -> FloatArray:
    """A start near the quantile (Numerical Recipes 6.14.7): from the normal one, or from the power law at the ends."""
    tail = np.minimum(level, 1 - level)
    t = np.sqrt(-2 * np.log(tail))
    z = (2.30753 + t * 0.27061) / (1 + t * (0.99229 + t * 0.04481)) - t
    z = np.where(level < 0.5, -z, z)
    with np.errstate(all="ignore"):
        one, other = 1 / (2 * a - 1), 1 / (2 * b - 1)
        curve, h = (z**2 - 3) / 6, 2 / (one + other)
        w = z * np.sqrt(curve + h) / h - (other - one) * (curve + 5 / 6 - 2 / (3 * h))
        middle = a / (a + b * np.exp(2 * w))
        left, right = np.exp(a * np.log(a / (a + b))) / a, np.exp(b * np.log(b / (a + b))) / b
        both = left + right
        ends = np.where(level < left / both, (a * both * level) ** (1 / a), 1 - (b * both * (1 - level)) ** (1 / b))
        guess = np.where((a >= 1) & (b >= 1), middle, ends)
    usable = np.isfinite(guess) & (guess > 0) & (guess < 1)
    return np.asarray(np.where(usable, guess, a / (a + b)))


def beta_tail(a: FloatArray, b: FloatArray, x: FloatArray) -> FloatArray:
    """P(Beta(a, b) > x), elementwise; 1 at and below 0, 0 at and above 1."""
    log_beta = _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)
    tail = 1 - beta_cdf(a, b, np.clip(x, 0.0, 1.0), log_beta)
    return np.asarray(np.where(x <= 0, 1.0, np.where(x >= 1, 0.0, tail)))


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
