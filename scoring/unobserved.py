"""The sum of the answers of those who did not answer, when the number of service users is known (scoring-rules 7).

Given the answers of n, each of the N - n others answers like one more ball from a Polya urn that holds the counts and the
prior: their answers are Dirichlet-multinomial. For few unobserved the distribution of the sum is computed exactly, for many
a beta distribution with the same mean and variance is as good and does not grow with N.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from scoring.beta import beta_quantile, beta_tail

# Beyond so many unobserved the beta distribution is as good (docs/selang.md); the exact sum grows with their square.
EXACT_UP_TO = 8
TAIL = 0.025
_GROUPS_AT_ONCE = 128
_NOISE = 1e-12

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Quantile = Callable[[float], FloatArray]


def sum_limits(urn: FloatArray, rest: IntArray) -> FloatArray:
    """Lower and upper limit of the sum of ``rest`` unobserved answers, shape (groups, 2), in steps above its minimum.

    ``urn``: (groups, steps) counts plus prior for the values 0, 1, 2, ... steps; ``rest``: (groups,) at least 0.
    Each limit leaves out at most 2.5 %. Where one limit is the end of what is possible, nothing is left out on that side
    and the other limit leaves out at most 5 %: otherwise the interval would hold 97.5 % or more of the probability.
    """
    limits = np.zeros((len(urn), 2))
    few = rest <= EXACT_UP_TO
    # Groups of about the same number of unobserved together: the longest decides what all of a chunk cost.
    order = np.flatnonzero(few)[np.argsort(rest[few], kind="stable")]
    for start in range(0, len(order), _GROUPS_AT_ONCE):
        chunk = order[start : start + _GROUPS_AT_ONCE]
        limits[chunk] = _exact_limits(urn[chunk], rest[chunk])
    if not few.all():
        limits[~few] = _beta_limits(urn[~few], rest[~few])
    return limits


def sum_probabilities(urn: FloatArray, rest: IntArray) -> FloatArray:
    """P(sum = 0, 1, 2, ...), shape (groups, max(rest) x (steps - 1) + 1).

    The generating function of the urn is the product of (1 - y z^k)^(-urn_k). Its coefficient h of y^r follows from the
    power sums p_j = sum of urn_k z^(jk) by Newton's identity r h_r = p_1 h_(r-1) + ... + p_r h_0; at the roots of unity z
    all p_j are values of one Fourier transform, and its inverse gives the probabilities.
    """
    most = int(rest.max())
    size = most * (urn.shape[1] - 1) + 1
    if size == 1:
        return np.ones((len(urn), 1))
    first = np.fft.fft(urn, n=size, axis=1)
    half = np.arange(size // 2 + 1)
    powers = np.stack([first[:, (j * half) % size] for j in range(1, most + 1)])
    h = np.ones((most + 1, len(urn), len(half)), dtype=complex)
    for r in range(1, most + 1):
        h[r] = np.einsum("jgt,jgt->gt", powers[:r], h[:r][::-1]) / r
    chosen = h[rest, np.arange(len(urn))]
    found = np.fft.irfft(chosen / chosen[:, :1].real, n=size, axis=1)
    return np.asarray(np.maximum(found, 0.0))


def _exact_limits(urn: FloatArray, rest: IntArray) -> FloatArray:
    up_to = np.cumsum(sum_probabilities(urn, rest), axis=1)

    def lowest(level: float) -> FloatArray:
        """The largest sum with at most ``level`` below it."""
        return np.asarray(np.argmax(up_to > level + _NOISE, axis=1), dtype=float)

    def highest(level: float) -> FloatArray:
        """The smallest sum with at most 1 - ``level`` above it."""
        return np.asarray(np.argmax(up_to >= level - _NOISE, axis=1), dtype=float)

    return _two_limits(lowest, highest, urn, rest)


def _beta_limits(urn: FloatArray, rest: IntArray) -> FloatArray:
    a, b, width = _beta_shape(urn, rest)

    def quantile(level: float) -> FloatArray:
        found = np.rint(width * beta_quantile(a, b, np.full(len(urn), level)) - 0.5)
        return np.asarray(np.clip(found, 0, width - 1))

    return _two_limits(quantile, quantile, urn, rest)


def _beta_shape(urn: FloatArray, rest: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """a, b and width of the beta distribution over the sums, each sum standing for the half step on both sides of it."""
    steps = np.arange(urn.shape[1])
    weight = urn.sum(axis=1)
    mean = urn @ steps / weight
    spread = np.maximum(urn @ steps**2 / weight - mean**2, 0.0)
    variance = rest * spread * (rest + weight) / (weight + 1) + 1 / 12
    width = rest * steps[-1] + 1.0
    share = (rest * mean + 0.5) / width
    size = share * (1 - share) * width**2 / variance - 1
    return share * size, (1 - share) * size, width


def sum_at_least(urn: FloatArray, rest: IntArray, needed: FloatArray) -> FloatArray:
    """P(sum of the ``rest`` unobserved answers >= ``needed`` steps), shape (groups,); ``urn`` and ``rest`` as sum_limits,
    ``needed``: (groups,) whole numbers of any sign."""
    found = np.zeros(len(urn))
    few = rest <= EXACT_UP_TO
    if few.any():
        chances = sum_probabilities(urn[few], rest[few])
        found[few] = np.where(np.arange(chances.shape[1]) >= needed[few, None], chances, 0.0).sum(axis=1)
    if not few.all():
        a, b, width = _beta_shape(urn[~few], rest[~few])
        found[~few] = beta_tail(a, b, needed[~few] / width)
    return np.clip(found, 0.0, 1.0)


def _two_limits(low_of: Quantile, high_of: Quantile, urn: FloatArray, rest: IntArray) -> FloatArray:
    steps = np.arange(urn.shape[1])
    top = rest * steps[-1]
    low, high = low_of(TAIL), high_of(1 - TAIL)
    at_bottom, at_top = low <= 0, high >= top
    # Where both ends are within reach, the one that is farther from the mean moves.
    is_upper_half = 2 * (urn @ steps) >= steps[-1] * urn.sum(axis=1)
    move_low = at_top & (~at_bottom | is_upper_half)
    move_high = at_bottom & ~move_low
    if move_low.any():
        low = np.where(move_low, low_of(2 * TAIL), low)
    if move_high.any():
        high = np.where(move_high, high_of(1 - 2 * TAIL), high)
    return np.column_stack([low, high])
