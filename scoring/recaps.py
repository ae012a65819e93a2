"""A recap (somebody else's mean, or the count of each answer) as a value of ours: converted and graded by our rules.

It has no distribution of the index, so no interval of it (scoring-rules 7). Where each answer of an unsur was counted,
that unsur has one. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring import intervals
from scoring.indeks import Aturan
from scoring.instruments import Instrumen
from scoring.intervals import Dasar
from scoring.mutu import grade_one
from scoring.recompute import ASLI, EMPAT, SERATUS, compute, from_scale, material_of_means, to_scale
from scoring.recompute import Langkah as _Langkah
from scoring.sensitivity import Cara
from scoring.states import Status, status_of


@dataclass(frozen=True)
class NilaiJadi:
    """A recap's value: ``nilai_4`` and ``nilai_100`` by our conversion, ``mutu`` by our table (None under the floor and
    where n is not known), limits on scale 4 only where ``dasar`` is SAMPEL."""

    n: int | None
    mentah: float
    nilai_4: float
    nilai_100: float
    mutu: str | None
    status: Status
    bawah_4: float
    atas_4: float
    dasar: Dasar


def value_of(nilai: str, skala: str, n: int | None, aturan: Aturan) -> NilaiJadi:
    """A printed mean on its scale. A number on scale 4 or 100 is taken as it is printed on that scale."""
    mentah = from_scale(float(nilai), skala, aturan.konversi.kode, aturan)
    return _judged(mentah, n, aturan, (math.nan, math.nan), Dasar.TANPA_SEBARAN)


def value_of_answers(jawaban: Sequence[tuple[int, int]], aturan: Aturan) -> NilaiJadi:
    """An unsur of which each answer was counted: its mean and, from the Dirichlet posterior, its interval."""
    values = np.array(aturan.instrumen.nilai_mungkin, dtype=float)
    given = dict(jawaban)
    counts = np.array([[given.get(int(value), 0) for value in values]], dtype=np.int64)
    low, high = intervals.interval_95(counts, values)[0]
    limits = tuple(to_scale(float(limit), EMPAT, aturan.konversi.kode, aturan) for limit in (low, high))
    return _judged(answers_mean(jawaban), int(counts.sum()), aturan, (limits[0], limits[1]), Dasar.SAMPEL)


def index_of_unsur(nrr: Mapping[str, float], n: int | None, aturan: Aturan) -> NilaiJadi:
    """The index of a recap that gives unsur only: our weighted mean of them (answer scale, by code)."""
    langkah = _Langkah(Cara(aturan.konversi.kode, aturan.bobot), ASLI)
    mentah, _ = compute(material_of_means(nrr, aturan), langkah, aturan)
    return _judged(mentah, n, aturan, (math.nan, math.nan), Dasar.TANPA_SEBARAN)


def answers_mean(jawaban: Sequence[tuple[int, int]]) -> float:
    """Mean of counted answers, (answer, count); NaN without any."""
    total = sum(count for _, count in jawaban)
    return sum(answer * count for answer, count in jawaban) / total if total else math.nan


def own_unsur(nilai: Mapping[int, float], instrumen: Instrumen) -> dict[str, float]:
    """Values by unsur number (1..) as values by code, those without a number left out."""
    return {
        unsur.kode: nilai[number]
        for number, unsur in enumerate(instrumen.unsur, 1)
        if number in nilai and not math.isnan(nilai[number])
    }


def _judged(mentah: float, n: int | None, aturan: Aturan, limits: tuple[float, float], dasar: Dasar) -> NilaiJadi:
    nilai_4, nilai_100 = (to_scale(mentah, skala, aturan.konversi.kode, aturan) for skala in (EMPAT, SERATUS))
    # Without n it is not known whether the floor for a grade is reached: no grade is given.
    status = Status.DI_BAWAH_MINIMAL if n is None else status_of(n, aturan.minimal)
    mutu = grade_one(nilai_4, aturan.tabel) if status is Status.NILAI else None
    return NilaiJadi(n, mentah, nilai_4, nilai_100, mutu, status, limits[0], limits[1], dasar)
