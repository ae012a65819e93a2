"""Probability that the true value is at or over a gate, from the same posterior as the 95 % interval (scoring.intervals).

For an unknown number of service users the true mean has the beta distribution whose quantiles are the interval, so a gate at
the lower limit has 97.5 %. For a known N the sum of the N - n unobserved answers decides; a census is certain: 0 or 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.beta import beta_tail
from scoring.contract import SEMUA, SKALA_INDEKS
from scoring.indeks import Aturan, distribution
from scoring.intervals import beta_shape, onto_steps, unobserved
from scoring.unobserved import sum_at_least

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# Sums of many products are off by a hair; a gate that is hit exactly is reached.
_NOISE = 1e-9


def probability_at_least(
    counts: IntArray,
    values: FloatArray,
    gate: FloatArray,
    populations: FloatArray | None = None,
    prior: FloatArray | None = None,
) -> FloatArray:
    """P(true mean >= ``gate``) per group, shape (groups,); NaN without respondents.

    ``gate``: (groups,) in the units of ``values``; the other arguments as scoring.intervals.interval_95.
    """
    alpha = np.full(counts.shape[1], 1.0 / counts.shape[1]) if prior is None else prior
    n = counts.sum(axis=1)
    rest = unobserved(n, populations)
    result = np.full(len(counts), np.nan)
    is_free, is_finite = (n > 0) & np.isnan(rest), (n > 0) & ~np.isnan(rest)
    if is_free.any():
        result[is_free] = _endless(counts[is_free] + alpha, values, alpha, gate[is_free])
    if is_finite.any():
        result[is_finite] = _finite(counts[is_finite], values, alpha, rest[is_finite].astype(np.int64), gate[is_finite])
    return result


def _endless(urn: FloatArray, values: FloatArray, alpha: FloatArray, gate: FloatArray) -> FloatArray:
    """The mean of one more and more answers."""
    mean, a, b = beta_shape(urn, values, alpha)
    possible = values[alpha > 0]
    varies = np.isfinite(a)
    result = np.where(mean >= gate - _NOISE, 1.0, 0.0)
    place = (gate[varies] - possible.min()) / np.ptp(possible)
    result[varies] = beta_tail(a[varies], b[varies], place)
    return result


def _finite(counts: IntArray, values: FloatArray, alpha: FloatArray, rest: IntArray, gate: FloatArray) -> FloatArray:
    """The mean of all N: how many steps the ``rest`` unobserved answers must bring."""
    possible = np.unique(values[alpha > 0])
    step = np.diff(possible).min()
    known = counts @ values + rest * possible[0]
    needed = np.ceil((gate * (counts.sum(axis=1) + rest) - known) / step - _NOISE)
    return sum_at_least((counts + alpha) @ onto_steps(values, possible, step), rest, needed)


def index_probability(
    hasil: pd.DataFrame,
    aturan: Aturan,
    gate_4: float,
    sebaran: pd.DataFrame,
    *,
    keys: Sequence[str] = ("satker",),
    populations: pd.Series | None = None,
) -> FloatArray:
    """P(true index >= ``gate_4``) for each row of ``hasil`` (scoring.indeks.indeks), shape (rows,).

    NaN under the floor of the rules, and where ``sebaran`` does not hold all respondents: nothing is claimed there.
    """
    tall, instrumen = sebaran[sebaran["unsur"] == SEMUA], aturan.instrumen
    counts, grid, prior = distribution(hasil[list(keys)], tall, keys, instrumen, len(instrumen.unsur), SKALA_INDEKS)
    n, total = hasil["n"].to_numpy(np.int64), counts.sum(axis=1)
    mean = np.divide(counts @ grid, total, out=np.full(len(counts), np.nan), where=total > 0)
    # The index comes from the NRR; the distribution goes with it, as its interval does.
    gate = _raw(gate_4, aturan) - (hasil["nrr"].to_numpy(float) - mean)
    users = None if populations is None else populations.reindex(hasil[keys[0]]).to_numpy(float)
    found = probability_at_least(counts, grid, gate, users, prior)
    found[(n < aturan.minimal) | (total != n)] = np.nan
    return found


def _raw(nilai_4: float, aturan: Aturan) -> float:
    """The value of the answer scale that gives ``nilai_4``: every conversion is a straight line."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    start, end = (float(aturan.konversi.to_4(float(x), low, high)) for x in (low, high))
    raw: float = low + (nilai_4 - start) / (end - start) * (high - low)
    return raw
