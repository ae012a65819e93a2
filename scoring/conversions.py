"""Conversions from the answer scale to scale 4 and scale 100 (scoring-rules 3): named, visible, switchable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from scoring.errors import ScoringError

# float, ndarray or Series in, the same out.
Number = Any


@dataclass(frozen=True)
class Konversi:
    """A named conversion; both functions take (value, scale minimum, scale maximum)."""

    kode: str
    nama: str
    rumus_4: str
    rumus_100: str
    sumber: str
    to_4: Callable[[Number, int, int], Number]
    to_100: Callable[[Number, int, int], Number]


_DAFTAR = (
    Konversi(
        "minmax",
        "min-maks",
        "1 + 3 (x - min) / (maks - min)",
        "100 (x - min) / (maks - min)",
        "Satu-satunya rumus yang cocok dengan pasangan terbitan 3AS (97,94 dan 3,94; SPAK nasional 2023)",
        lambda x, low, high: 1 + 3 * (x - low) / (high - low),
        lambda x, low, high: 100 * (x - low) / (high - low),
    ),
    Konversi(
        "proporsional",
        "proporsional",
        "4 x / maks",
        "100 x / maks",
        "Dipakai sebagian aplikasi survei lain; tersedia untuk mencocokkan laporan",
        lambda x, _low, high: 4 * x / high,
        lambda x, _low, high: 100 * x / high,
    ),
    Konversi(
        "x25",
        "x 25",
        "x",
        "25 x",
        "PermenPANRB 14/2017 (SKM), skala jawaban 1-4",
        lambda x, _low, _high: x * 1.0,
        lambda x, _low, _high: 25 * x,
    ),
)
KONVERSI: Mapping[str, Konversi] = MappingProxyType({k.kode: k for k in _DAFTAR})


def conversion(kode: str, skala_maks: int) -> Konversi:
    """The conversion ``kode`` for a scale that ends at ``skala_maks``; ScoringError when it does not fit."""
    if kode not in KONVERSI:
        raise ScoringError(f"Konversi {kode!r} tidak dikenal; pilihan: {', '.join(KONVERSI)}.")
    if kode == "x25" and skala_maks != 4:
        raise ScoringError(f"Konversi x25 hanya untuk skala jawaban 1-4; instrumen ini berskala sampai {skala_maks}.")
    return KONVERSI[kode]
