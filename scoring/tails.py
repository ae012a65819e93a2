"""Tail probabilities of counts, exact and without SciPy: binomial and beta-binomial.

Terms are added from the first one on with their ratios, so a tail of 1e-40 keeps its digits. Checked against SciPy in the
tests.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_ENOUGH = 1e-17


def binomial_tail(n: int, k: int, p: float) -> float:
    """P(X >= k) for X of ``n`` trials with probability ``p``; ValueError for p outside 0..1."""
    if not 0 <= p <= 1:
        raise ValueError(f"p must lie between 0 and 1, not {p}")
    if k <= 0:
        return 1.0
    if k > n or p == 0:
        return 0.0
    if p == 1:
        return 1.0
    first = _log_choose(n, k) + k * math.log(p) + (n - k) * math.log1p(-p)
    odds = p / (1 - p)
    return _sum(first, n, k, lambda i: (n - i) / (i + 1) * odds)


def beta_binomial_tail(n: int, k: int, a: float, b: float) -> float:
    """P(X >= k) for X of ``n`` trials whose probability is drawn from Beta(a, b); ValueError unless both are positive."""
    if a <= 0 or b <= 0:
        raise ValueError(f"a and b must be positive, not {a} and {b}")
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    first = _log_choose(n, k) + _log_beta(k + a, n - k + b) - _log_beta(a, b)
    return _sum(first, n, k, lambda i: (n - i) / (i + 1) * (i + a) / (n - i - 1 + b))


def _sum(first: float, n: int, k: int, ratio: Callable[[int], float]) -> float:
    """exp(first) times the sum of the terms k, k + 1, ..., n; ``ratio(i)``: term i + 1 over term i."""
    total = term = 1.0
    for i in range(k, n):
        step = ratio(i)
        term *= step
        total += term
        # The terms fall from here on: what is left is smaller than a geometric series.
        if step < 1 and term < total * _ENOUGH * (1 - step):
            break
    return min(1.0, math.exp(first + math.log(total)))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
