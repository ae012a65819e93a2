"""Small frames of the shape that scoring produces, with values chosen by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from scoring.contract import JAWABAN, REKAP
from scoring.instruments import Instrumen, build_instrument
from scoring.states import Status

UNSUR = {"U1": "Informasi pelayanan", "U2": "Persyaratan", "U3": "Sarana prasarana", "U4": "Tarif/biaya"}
NO_VALUE = float("nan")


def value_row(
    nilai: float, mutu: str | None, n: int = 43, status: Status = Status.NILAI, **more: float
) -> dict[str, Any]:
    """The value columns of nilai_unsur and indeks; the interval is +-0.1 unless given."""
    row = {"n": n, "nrr": nilai, "nilai_4": nilai, "nilai_100": 25 * nilai, "mutu": mutu, "status": status}
    return {**row, "bawah_4": nilai - 0.1, "atas_4": nilai + 0.1, **more}


def nilai_unsur(rows: Sequence[dict[str, Any]], satker: str = "S1") -> pd.DataFrame:
    """One satker's unsur U1, U2, ... from value rows."""
    codes = list(UNSUR)[: len(rows)]
    named = [{"satker": satker, "unsur": k, "nama": UNSUR[k], **row} for k, row in zip(codes, rows, strict=True)]
    return pd.DataFrame(named)


def four_unsur() -> pd.DataFrame:
    """U1 3.87 A, U2 3.18 B, U3 2.85 C with n 43, U4 3.50 on 7 respondents (below the minimum)."""
    thin = value_row(3.50, None, n=7, status=Status.DI_BAWAH_MINIMAL, bawah_4=2.4, atas_4=3.9)
    return nilai_unsur([value_row(3.87, "A"), value_row(3.18, "B"), value_row(2.85, "C"), thin])


def instrument(skala_maks: int = 6) -> Instrumen:
    """Three unsur on a scale from 1."""
    unsur = [{"kode": kode, "nama": UNSUR[kode]} for kode in ("U1", "U2", "U3")]
    raw = {
        "kode": "uji",
        "nama": "Survei uji",
        "indeks": "IPKP",
        "skala_min": 1,
        "skala_maks": skala_maks,
        "unsur": unsur,
    }
    return build_instrument(raw)


def rekap(counts: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """A rekap frame from answer counts per unsur code."""
    rows = []
    for kode, given in counts.items():
        n = sum(given)
        total = sum(value * count for value, count in enumerate(given, 1))
        padded = [*given, *[0] * (len(JAWABAN) - len(given))]
        rows.append([kode, n, total, *padded])
    return pd.DataFrame(rows, columns=list(REKAP))


def trace(figure: go.Figure, name: str) -> go.Scatter:
    """The one trace with this name."""
    (found,) = [each for each in figure.data if each.name == name]
    return found
