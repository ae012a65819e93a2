"""From answers to the aggregated frames of scoring.contract (scoring-rules 2.1 to 2.3), in whole numbers throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.contract import JAWABAN, REKAP, SEBARAN, SEMUA, SKALA_INDEKS
from scoring.errors import ScoringError
from scoring.instruments import Instrumen

IntArray = npt.NDArray[np.int64]


def unsur_slices(instrumen: Instrumen) -> list[slice]:
    """Columns of the answer matrix (items in instrument order) that belong to each unsur."""
    ends = np.cumsum([len(u.butir) for u in instrumen.unsur])
    return [slice(int(end) - len(u.butir), int(end)) for u, end in zip(instrumen.unsur, ends, strict=True)]


def unsur_scores(butir: npt.NDArray[np.int8], instrumen: Instrumen) -> IntArray:
    """Unsur scores x instrumen.pembagi, shape (n, k), 0 = not answered; nested items are averaged inside the unsur.

    ``butir``: (n, items) int8, oriented so that more is better, 0 = no answer.
    """
    items = sum(len(u.butir) for u in instrumen.unsur)
    if butir.shape[1] != items:
        raise ScoringError(
            f"Instrumen {instrumen.kode} mempunyai {items} butir, jawaban berisi {butir.shape[1]} kolom."
        )
    if instrumen.pembagi == 1:  # every unsur has one item: the answer is the score
        return butir.astype(np.int64)
    scores = np.zeros((len(butir), len(instrumen.unsur)), dtype=np.int64)
    for column, part in enumerate(unsur_slices(instrumen)):
        answers = butir[:, part].astype(np.int64)
        answered = (answers > 0).sum(axis=1)
        # pembagi is a common multiple of every possible number of answered items, so this division is exact.
        scores[:, column] = answers.sum(axis=1) * instrumen.pembagi // np.maximum(answered, 1)
    return scores


def respondent_index(scores: IntArray, instrumen: Instrumen) -> IntArray:
    """Per-respondent raw index x SKALA_INDEKS, shape (n,), 0 where nothing was answered.

    Weights are renormalised over the unsur this respondent answered. Used for the spread of the index; the index itself
    comes from the NRR of the unsur (available case).
    """
    weights = np.where(scores > 0, np.array(instrumen.bobot), 0.0)
    total = weights.sum(axis=1)
    weighted = (weights * scores).sum(axis=1) / instrumen.pembagi
    index = np.divide(weighted, total, out=np.zeros(len(scores)), where=total > 0)
    millionths: IntArray = np.rint(index * SKALA_INDEKS).astype(np.int64)
    return millionths


def group_codes(keys: Mapping[str, npt.NDArray[Any]]) -> tuple[npt.NDArray[np.intp], pd.DataFrame]:
    """Group number of every row, shape (n,), and the frame of the groups' key values in that order."""
    frame = pd.DataFrame(dict(keys))
    grouped = frame.groupby(list(keys), sort=True, dropna=False)
    codes = grouped.ngroup().to_numpy().astype(np.intp)
    _, first = np.unique(codes, return_index=True)
    return codes, frame.iloc[first].reset_index(drop=True)


def build_rekap(
    butir: npt.NDArray[np.int8], instrumen: Instrumen, keys: Mapping[str, npt.NDArray[Any]]
) -> pd.DataFrame:
    """The ``rekap`` frame of answers (n, items), one row per key and unsur that has answers."""
    return _rekap(butir, instrumen, _scored(butir, instrumen, *group_codes(keys)))


def build_sebaran(
    butir: npt.NDArray[np.int8], instrumen: Instrumen, keys: Mapping[str, npt.NDArray[Any]]
) -> pd.DataFrame:
    """The ``sebaran`` frame of answers: distribution of the per-respondent index and of the nested unsur."""
    return _sebaran(instrumen, _scored(butir, instrumen, *group_codes(keys)))


def build_both(
    butir: npt.NDArray[np.int8], instrumen: Instrumen, codes: npt.NDArray[np.intp], groups: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """build_rekap() and build_sebaran() of answers that are grouped (see group_codes), scored once for both."""
    grouped = _scored(butir, instrumen, codes, groups)
    return _rekap(butir, instrumen, grouped), _sebaran(instrumen, grouped)


@dataclass(frozen=True, eq=False)
class _Grouped:
    """Group number of every row, the groups' key values, and the scores and the index of every row."""

    codes: npt.NDArray[np.intp]
    groups: pd.DataFrame
    scores: IntArray
    index: IntArray


def _scored(
    butir: npt.NDArray[np.int8], instrumen: Instrumen, codes: npt.NDArray[np.intp], groups: pd.DataFrame
) -> _Grouped:
    scores = unsur_scores(butir, instrumen)
    return _Grouped(codes, groups, scores, respondent_index(scores, instrumen))


def _rekap(butir: npt.NDArray[np.int8], instrumen: Instrumen, grouped: _Grouped) -> pd.DataFrame:
    codes, groups = grouped.codes, grouped.groups
    count = len(groups)
    parts = [_rekap_part(SEMUA, grouped.index, butir[:, :0], codes, count)]
    for unsur, column, part in zip(instrumen.unsur, grouped.scores.T, unsur_slices(instrumen), strict=True):
        parts.append(_rekap_part(unsur.kode, column, butir[:, part], codes, count))
    rekap = pd.concat(parts)
    rekap = rekap[rekap["n"] > 0]
    return groups.loc[rekap.index].reset_index(drop=True).join(rekap.reset_index(drop=True))


def _rekap_part(
    unsur: str, values: IntArray, answers: npt.NDArray[np.int8], codes: npt.NDArray[np.intp], count: int
) -> pd.DataFrame:
    """Rows of one unsur, indexed by group number: n, jumlah and the answer counts."""
    answered = values > 0
    data: dict[str, object] = {
        "unsur": unsur,
        "n": np.bincount(codes[answered], minlength=count),
        # float64 weights stay exact: sums remain far below 2**53.
        "jumlah": np.rint(np.bincount(codes, weights=values, minlength=count)).astype(np.int64),
    }
    long_codes = np.repeat(codes, answers.shape[1])
    flat = answers.ravel().astype(np.intp)
    table = np.bincount(long_codes * 11 + flat, minlength=count * 11).reshape(count, 11)
    for value, name in enumerate(JAWABAN, 1):
        data[name] = table[:, value]
    return pd.DataFrame(data, index=range(count), columns=list(REKAP))


def _sebaran(instrumen: Instrumen, grouped: _Grouped) -> pd.DataFrame:
    parts = [(SEMUA, grouped.index)]
    parts += [(u.kode, column) for u, column in zip(instrumen.unsur, grouped.scores.T, strict=True) if len(u.butir) > 1]
    rows = []
    for unsur, values in parts:
        answered = values > 0
        counted = pd.DataFrame({"_code": grouped.codes[answered], "nilai": values[answered]})
        sizes = counted.groupby(["_code", "nilai"], sort=True).size().rename("jumlah").reset_index()
        rows.append(sizes.assign(unsur=unsur))
    tall = pd.concat(rows, ignore_index=True)
    return grouped.groups.loc[tall["_code"]].reset_index(drop=True).join(tall[list(SEBARAN)])


def combine(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """``rekap`` or ``sebaran`` summed to coarser ``keys`` (respondents pooled)."""
    by = [*keys, "unsur"] + (["nilai"] if "nilai" in frame.columns else [])
    values = ["jumlah"] if "nilai" in frame.columns else ["n", "jumlah", *JAWABAN]
    return frame.groupby(by, as_index=False, sort=True, dropna=False)[values].sum()
