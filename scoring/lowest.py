"""Which unsur are lowest inside a satker, with ties by interval (docs/adr/0011-unsur-lemah.md).

Arrays have the shape (groups, unsur), NaN where an unsur has no answers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.changes import difference_limits
from scoring.contract import JAWABAN, SEMUA, SKALA_INDEKS
from scoring.instruments import Instrumen

TERPISAH = "terpisah"  # one of the two lowest, and not one of a crowd
SERI = "seri"  # not one of the two by value, but cannot be told from the second lowest
BELUM_TERBEDAKAN = "belum terbedakan"  # one of the two by value, while more than half of the unsur could be one
MENURUT_NILAI = "menurut nilai"  # one of the two by value; there are no intervals to tell more
_SAME = 1e-9
# Estimates above this come from a handful of answers; they would make every difference certain.
_MOST = 0.95

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def two_lowest(nilai: FloatArray) -> BoolArray:
    """True for the two lowest values of each group, equal values included.

    Where all values are equal none is lowest: a satker whose unsur are all at the maximum has nothing to follow up.
    """
    if nilai.shape[1] < 2 or not len(nilai):
        return np.zeros(nilai.shape, dtype=bool)
    ordered = np.sort(nilai, axis=1)
    second, top = ordered[:, [1]], np.fmax.reduce(nilai, axis=1)[:, None]
    return np.asarray((nilai <= second + _SAME) & (nilai < top - _SAME))


def lowest(limits: FloatArray, correlation: FloatArray) -> npt.NDArray[np.object_]:
    """TERPISAH, SERI, BELUM_TERBEDAKAN or MENURUT_NILAI for the lowest unsur of each group, None for the others.

    ``limits``: (groups, unsur, 3) value, lower and upper 95 % limit; ``correlation``: (groups,) between the unsur of one
    respondent. An unsur whose difference from the second lowest has an interval that includes 0 is tied, as long as not
    more than half of the unsur would be called lowest: then the two stand alone, and of each that the rest cannot be told from
    it is said.
    """
    nilai = limits[..., 0]
    by_value = two_lowest(nilai)
    tied = _tied(limits, by_value, correlation)
    answered = np.isfinite(nilai).sum(axis=1)
    is_crowd = np.asarray(tied.any(axis=1) & ((by_value | tied).sum(axis=1) > answered / 2))
    has_limits = np.asarray((np.isnan(nilai) | np.isfinite(limits).all(axis=2)).all(axis=1))
    found = np.full(nilai.shape, None, dtype=object)
    found[tied & ~is_crowd[:, None]] = SERI
    unsure = is_crowd[:, None] & ~_stands_out(limits, by_value, correlation)
    states = np.where(unsure, BELUM_TERBEDAKAN, np.where(has_limits[:, None], TERPISAH, MENURUT_NILAI))
    found[by_value] = states[by_value]
    return found


def _stands_out(limits: FloatArray, by_value: BoolArray, correlation: FloatArray) -> BoolArray:
    """Unsur whose difference from every unsur that is not among the two lowest is told from 0."""
    with np.errstate(invalid="ignore"):
        lower, _ = difference_limits(limits[:, None, :, :], limits[:, :, None, :], correlation[:, None, None])
        is_told = (lower > 0) | by_value[:, None, :] | np.isnan(limits[:, None, :, 0])
    return np.asarray(is_told.all(axis=2))


def _tied(limits: FloatArray, by_value: BoolArray, correlation: FloatArray) -> BoolArray:
    """Unsur above the two lowest whose difference from the second lowest is not told from 0."""
    nilai = limits[..., 0]
    if not by_value.any():
        return np.zeros(nilai.shape, dtype=bool)
    second = np.where(by_value, nilai, -np.inf).max(axis=1, keepdims=True)
    is_second = by_value & (nilai >= second - _SAME)
    # Of several with the same value, the one with the longest way up: the order of the unsur must not decide.
    upper = np.where(is_second, limits[..., 2], -np.inf).max(axis=1, keepdims=True)
    reference = np.stack([second, second, upper], axis=-1)
    with np.errstate(invalid="ignore"):
        lower, _ = difference_limits(limits, reference, correlation[:, None])
        return np.asarray(~by_value & np.any(by_value, axis=1, keepdims=True) & (lower <= 0))


def mean_correlation(
    rekap: pd.DataFrame, sebaran: pd.DataFrame, instrumen: Instrumen, keys: Sequence[str] = ("satker",)
) -> pd.Series:
    """The mean correlation between the unsur of one respondent, 0 to 0.95, by group (index = the keys).

    The rollup keeps no pairs of answers. The spread of the per-respondent index holds their sum:
    var(index) = sum (w s)^2 + rho ((sum w s)^2 - sum (w s)^2). A satker gives rather equal answers to all unsur (halo),
    so differences inside it are known better than two independent intervals say.
    """
    weights = dict(zip((u.kode for u in instrumen.unsur), instrumen.bobot, strict=True))
    parts = rekap[rekap["unsur"].isin(list(weights)) & (rekap["n"] > 0)].reset_index(drop=True)
    mean = parts["jumlah"].to_numpy(float) / (parts["n"].to_numpy(float) * instrumen.pembagi)
    spread = np.sqrt(np.maximum(_second_moment(parts, sebaran, instrumen, keys) - mean**2, 0.0))
    weighted = parts["unsur"].map(weights).to_numpy(float) * spread
    by = [*keys]
    sums = parts[by].assign(one=weighted, squares=weighted**2).groupby(by, dropna=False)[["one", "squares"]].sum()
    rest = (sums["one"] ** 2 - sums["squares"]).where(lambda pairs: pairs > _SAME)
    rho = (_index_variance(sebaran, keys).reindex(sums.index) - sums["squares"]) / rest
    return rho.clip(0.0, _MOST).fillna(0.0)


def _second_moment(parts: pd.DataFrame, sebaran: pd.DataFrame, instrumen: Instrumen, keys: Sequence[str]) -> FloatArray:
    """Mean of the squared unsur score per row: single items from the answer counts, nested ones from their distribution."""
    values = np.arange(1, len(JAWABAN) + 1, dtype=float)
    moment = parts[list(JAWABAN)].to_numpy(float) @ values**2 / parts["n"].to_numpy(float)
    nested = [u.kode for u in instrumen.unsur if len(u.butir) > 1]
    chosen = parts["unsur"].isin(nested).to_numpy()
    if chosen.any():
        by = [*keys, "unsur"]
        tall = sebaran[sebaran["unsur"].isin(nested)]
        squares = (tall["nilai"] / instrumen.pembagi) ** 2 * tall["jumlah"]
        sums = tall[by].assign(s=squares).groupby(by, dropna=False)["s"].sum()
        wanted = pd.MultiIndex.from_frame(parts.loc[chosen, by])
        moment[chosen] = sums.reindex(wanted).to_numpy(float) / parts.loc[chosen, "n"].to_numpy(float)
    return np.asarray(moment)


def _index_variance(sebaran: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    tall = sebaran[sebaran["unsur"] == SEMUA]
    value, count = tall["nilai"] / SKALA_INDEKS, tall["jumlah"]
    sums = tall[list(keys)].assign(n=count, s=value * count, q=value**2 * count).groupby([*keys], dropna=False).sum()
    variance: pd.Series = sums["q"] / sums["n"] - (sums["s"] / sums["n"]) ** 2
    return variance
