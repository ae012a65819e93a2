"""Weak unsur (scoring-rules 9), first part: the reasons `mutu`, `ambang` and `dua terendah`, and their priority."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from scoring.contract import SEMUA
from scoring.indeks import Aturan
from scoring.rules import Ambang
from scoring.states import Status

MUTU = "mutu"
AMBANG = "ambang"
DUA_TERENDAH = "dua terendah"
# Severity of a reason, for the order of the list only: a D is worse than a C, a missed gate worse than being lowest.
KEPARAHAN = {MUTU: 3, AMBANG: 2, DUA_TERENDAH: 1}
_SAME = 1e-9


def two_lowest(nilai: pd.Series) -> pd.Series:
    """True for the two lowest values of one satker and instrument, ties included.

    Where all values are equal none is lowest: a satker whose unsur are all at the maximum has nothing to follow up.
    """
    ordered = np.sort(nilai.dropna().to_numpy())
    if len(ordered) < 2 or ordered[-1] - ordered[0] < _SAME:
        return pd.Series(False, index=nilai.index)
    lowest: pd.Series = (nilai <= ordered[1] + _SAME) & (nilai < ordered[-1] - _SAME)
    return lowest


def weak_unsur(
    nilai: pd.DataFrame,
    aturan: Aturan,
    ambang: Ambang,
    *,
    predikat: str | pd.Series = "WBK",
    keys: Sequence[str] = ("satker",),
) -> pd.DataFrame:
    """The rows of ``nilai`` (scoring.indeks.nilai_unsur) that are weak, most urgent first.

    Adds ``alasan`` (tuple of reasons), ``ambang`` (gate on scale 4, NaN where none), ``jarak`` (gate - value, 0 when
    reached) and ``prioritas`` (1 = first). ``predikat``: WBK or WBBM, one for all or a Series by satker.
    Order: satker with enough respondents first, then number and severity of reasons, then jarak x n.
    """
    frame = nilai[(nilai["unsur"] != SEMUA) & (nilai["n"] > 0)].reset_index(drop=True)
    frame["ambang"] = _gates(frame, aturan, ambang, predikat)
    frame["jarak"] = (frame["ambang"] - frame["nilai_4"]).clip(lower=0).fillna(0.0)
    groups = [frame[key] for key in keys] or [pd.Series(0, index=frame.index)]
    lowest = frame.groupby(groups, sort=False, dropna=False)["nilai_4"].transform(two_lowest) if len(frame) else False
    flags = {
        MUTU: frame["mutu"].isin(["C", "D"]),
        # A binary float just below a gate it equals is not below it.
        AMBANG: frame["ambang"] - frame["nilai_4"] > _SAME,
        DUA_TERENDAH: pd.Series(lowest, index=frame.index).astype(bool),
    }
    frame["alasan"] = [
        tuple(name for name, flag in flags.items() if flag.at[row]) for row in frame.index
    ]  # rows are few: satker x unsur
    frame = frame[frame["alasan"].map(len) > 0]
    return rank_again(frame)


def _gates(frame: pd.DataFrame, aturan: Aturan, ambang: Ambang, predikat: str | pd.Series) -> pd.Series:
    indeks = aturan.instrumen.indeks
    if isinstance(predikat, str):
        return pd.Series(ambang.gate_of(predikat, indeks), index=frame.index, dtype=float)
    by_satker = {satker: ambang.gate_of(aim, indeks) for satker, aim in predikat.items()}
    return frame["satker"].map(by_satker).astype(float)


def rank_again(frame: pd.DataFrame) -> pd.DataFrame:
    """Weak unsur of one or several instruments in one order of priority (column ``prioritas``, 1 = first)."""
    severity = frame["alasan"].map(lambda reasons: sum(KEPARAHAN[r] for r in reasons)) + (frame["mutu"] == "D")
    order = pd.DataFrame(
        {
            "thin": frame["status"] != Status.NILAI,
            "reasons": -frame["alasan"].map(len),
            "severity": -severity,
            "weight": -(frame["jarak"] * frame["n"]),
            "nilai_4": frame["nilai_4"],
        },
        index=frame.index,
    )
    ranked = frame.loc[order.sort_values(list(order.columns), kind="stable").index].reset_index(drop=True)
    return ranked.assign(prioritas=np.arange(1, len(ranked) + 1))
