"""Mutu (grade) of a value: by NIK = 25 x the value on scale 4, rounded half up to 2 decimals, then by lower bounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scoring.rounding import round_half_up
from scoring.rules import TabelMutu


def nik_of(nilai_4: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """NIK (0-100, two decimals) of values on scale 4; rounded first, so that the letter fits the printed number."""
    return round_half_up(25.0 * nilai_4, 2)


def grade(nilai_4: npt.NDArray[np.float64], table: TabelMutu) -> npt.NDArray[np.object_]:
    """Letters A-D of values on scale 4 (any shape); None where the value is NaN. Source: ``table.dasar``."""
    nik = nik_of(np.asarray(nilai_4, dtype=float))
    letters = np.full(nik.shape, None, dtype=object)
    for kelas in reversed(table.kelas):
        letters[nik >= kelas.dari] = kelas.mutu
    # A proportional conversion stays above 0, so the lowest class always catches what is left.
    return letters


def grade_one(nilai_4: float, table: TabelMutu) -> str | None:
    """The letter of one value on scale 4."""
    letter = grade(np.array([nilai_4]), table)[0]
    return None if letter is None else str(letter)


def kinerja_of(mutu: str, table: TabelMutu) -> str:
    """'Sangat Baik' for 'A', and so on."""
    return next(kelas.kinerja for kelas in table.kelas if kelas.mutu == mutu)
