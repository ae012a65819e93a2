"""The columns of a value: what is a number, what stands empty, and in which state it is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from scoring.intervals import Dasar
from scoring.states import Status

# Columns of a value and what they are called; a hidden value has none of them, one without answers only its n.
NILAI = {
    "nilai_4": "nilai (skala 4)",
    "nilai_100": "nilai (skala 100)",
    "nrr": "NRR",
    "bawah_4": "kisaran 95 % bawah",
    "atas_4": "kisaran 95 % atas",
    "dasar": "dasar kisaran",
    "mutu": "mutu",
    "status": "keadaan",
    "n": "responden",
}
_BATAS = {"bawah_4", "atas_4"}


def values(frame: pd.DataFrame, prefix: str = "") -> dict[str, object]:
    """The columns of values under their names; nothing of a hidden value, no number of one without answers, and no limits
    of no width where everybody answered: ``dasar`` says that it is a census."""
    state = frame["status"]
    columns: dict[str, object] = {}
    for column, name in NILAI.items():
        if column not in frame:
            continue
        kept = frame[column]
        if column != "status":
            kept = kept.where(state != Status.DISEMBUNYIKAN)
        if column not in {"status", "n"}:
            kept = kept.where(state != Status.TIDAK_ADA_DATA)
        if column in _BATAS and "dasar" in frame:
            kept = kept.where(frame["dasar"] != Dasar.SENSUS)
        label = f"{prefix}{name}" if prefix else name[0].upper() + name[1:]
        columns[label] = kept.astype("Int64") if column == "n" else as_texts(kept)
    return columns


def as_texts(column: pd.Series) -> list[object]:
    """States and letters as plain texts, numbers as they are."""
    return [str(value) if isinstance(value, str) else value for value in column]


def named(frame: pd.DataFrame, first: Mapping[str, object]) -> pd.DataFrame:
    """A sheet: the columns that say what a row is, then its value."""
    return pd.DataFrame({**first, **values(frame)}, index=frame.index)
