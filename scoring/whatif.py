"""What-if: how many answers would have to be different for an index to reach a gate. Exact arithmetic, no forecast.

Everything is a fraction of whole numbers, so "9 of 43 respondents" is the smallest number that reaches the gate and 8 do
not. One *step* is one answer on the next higher number of the answer scale. Index and weights: scoring-rules 2.4; gates
(compared unrounded) and classes (by the rounded NIK): scoring-rules 4 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

import pandas as pd

from scoring.contract import JAWABAN, SEMUA, check_rekap
from scoring.indeks import BOBOT, Aturan
from scoring.rules import PREDIKAT, Ambang

AMBANG, MUTU = "ambang", "mutu"


@dataclass(frozen=True)
class Sasaran:
    """A value on scale 4 to reach: the gate of a predikat (``jenis`` AMBANG) or the start of a class (MUTU)."""

    jenis: str
    nama: str
    nilai_4: Fraction


@dataclass(frozen=True)
class KeadaanUnsur:
    """One unsur with answers: ``n`` respondents, ``cacah`` answers by number (from the scale's minimum), ``nrr``, its
    weight in the index, and whether every respondent answered all its items."""

    kode: str
    nama: str
    butir: int
    n: int
    cacah: tuple[int, ...]
    nrr: Fraction
    bobot: Fraction

    @property
    def jawaban(self) -> int:
        """Number of answers: n for an unsur with one item."""
        return sum(self.cacah)

    @property
    def is_lengkap(self) -> bool:
        """True when every respondent answered all items: then a step moves the index by exactly ``efek``."""
        return self.jawaban == self.n * self.butir

    @property
    def efek(self) -> Fraction:
        """What one answer one step higher adds to the raw index; where items were left out it adds at least this."""
        return self.bobot / (self.n * self.butir)


@dataclass(frozen=True)
class KeadaanSurvei:
    """The exact state of one survey of one group."""

    aturan: Aturan
    unsur: tuple[KeadaanUnsur, ...]

    @property
    def mentah(self) -> Fraction:
        """Raw index on the answer scale."""
        return sum((u.bobot * u.nrr for u in self.unsur), Fraction(0))

    @property
    def nilai_4(self) -> Fraction:
        """Index on scale 4."""
        return to_4(self.mentah, self.aturan)


@dataclass(frozen=True)
class Langkah:
    """What one unsur alone would need. ``ke_4`` (its value on scale 4) above 4 means: not possible.

    ``ubah`` answers, each up to ``tingkat`` steps higher, are enough (0: not possible, or the answers are not known).
    """

    unsur: KeadaanUnsur
    dari_4: Fraction
    ke_4: Fraction
    ubah: int
    tingkat: int


@dataclass(frozen=True)
class Pasangan:
    """Two unsur together, one step each: ``ubah`` answers in the first and in the second."""

    unsur: tuple[KeadaanUnsur, KeadaanUnsur]
    ubah: tuple[int, int]


@dataclass(frozen=True)
class Andai:
    """One goal: reached already, or what single unsur (cheapest first) and a pair of unsur would need.

    ``jawaban``: the fewest answers over all unsur that decide: one step lower so that a reached goal is missed again,
    one step higher so that a missed one is reached; None where not known or not enough. ``unsur_minimal``: how many
    unsur must rise at least, were each to reach the scale's maximum (0: reached; None: all of them are not enough).
    """

    sasaran: Sasaran
    is_tercapai: bool
    jawaban: int | None
    unsur_minimal: int | None
    langkah: tuple[Langkah, ...]
    pasangan: Pasangan | None

    @property
    def termurah(self) -> Langkah | None:
        """The single unsur that needs the fewest changed answers; None where no unsur is enough alone."""
        return self.langkah[0] if self.langkah and self.langkah[0].ubah else None


def to_4(x: Fraction, aturan: Aturan) -> Fraction:
    """``x`` of the answer scale on scale 4, exactly: all conversions are straight lines through the scale's two ends."""
    low, start, slope = _line(aturan)
    return start + slope * (x - low)


def from_4(nilai_4: Fraction, aturan: Aturan) -> Fraction:
    """The value of the answer scale that gives ``nilai_4``."""
    low, start, slope = _line(aturan)
    return low + (nilai_4 - start) / slope


def _line(aturan: Aturan) -> tuple[int, Fraction, Fraction]:
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    start, end = (Fraction(aturan.konversi.to_4(Fraction(x), low, high)) for x in (low, high))
    return low, start, (end - start) / (high - low)


def goals(nilai_4: Fraction, aturan: Aturan, ambang: Ambang, predikat: str) -> list[Sasaran]:
    """The gate of the predikat aimed at; when it is reached also the next higher one; and the next class of mutu.

    ``predikat`` '' (not going for one) is measured against the first, as everywhere.
    """
    indeks = aturan.instrumen.indeks
    aim = predikat or PREDIKAT[0]
    found: list[Sasaran] = []
    for name in PREDIKAT[PREDIKAT.index(aim) :]:
        gate = ambang.gate_of(name, indeks)
        if gate is not None and (not found or found[-1].nilai_4 < _decimal(gate)):
            found.append(Sasaran(AMBANG, name, _decimal(gate)))
        if found and nilai_4 < found[-1].nilai_4:
            break
    # The letter goes by NIK rounded half up to 2 decimals, so it starts half a hundredth below its printed bound.
    bounds = [(kelas.mutu, (_decimal(kelas.dari) - Fraction(1, 200)) / 25) for kelas in reversed(aturan.tabel.kelas)]
    higher = next(((letter, bound) for letter, bound in bounds if nilai_4 < bound), None)
    return found if higher is None else [*found, Sasaran(MUTU, *higher)]


def survey_state(rekap: pd.DataFrame, aturan: Aturan) -> KeadaanSurvei:
    """The exact state of ``rekap`` (scoring.contract, one group: one row per unsur)."""
    check_rekap(rekap, ())
    instrumen = aturan.instrumen
    rows = {row["unsur"]: row for row in rekap.to_dict("records") if row["unsur"] != SEMUA and row["n"] > 0}
    answered = [unsur for unsur in instrumen.unsur if unsur.kode in rows]
    weights = _exact_weights([unsur.bobot for unsur in answered], BOBOT[aturan.bobot])
    states = []
    for unsur, weight in zip(answered, weights, strict=True):
        row = rows[unsur.kode]
        counts = tuple(int(row[JAWABAN[value - 1]]) for value in instrumen.nilai_mungkin)
        nrr = Fraction(int(row["jumlah"]), int(row["n"]) * instrumen.pembagi)
        states.append(KeadaanUnsur(unsur.kode, unsur.nama, len(unsur.butir), int(row["n"]), counts, nrr, weight))
    return KeadaanSurvei(aturan, tuple(states))


def what_if(keadaan: KeadaanSurvei, sasaran: Sasaran) -> Andai:
    """What it takes to reach ``sasaran``, or how far the index is from falling under it.

    Order of the single unsur: enough respondents for a grade, fewer steps, fewer answers, lower value, questionnaire.
    Order of pairs: both with enough respondents, fewer answers, lower values, questionnaire. A pair is split as evenly as
    its fewest answers allow, the larger part to the weaker.
    """
    missing = from_4(sasaran.nilai_4, keadaan.aturan) - keadaan.mentah
    if missing <= 0:
        return Andai(sasaran, True, _fewest_over_all(keadaan, -missing, rise=False), 0, (), None)
    steps = [_single(unsur, missing, keadaan.aturan) for unsur in keadaan.unsur if unsur.bobot > 0]
    few = keadaan.aturan.minimal
    steps.sort(key=lambda step: (not step.ubah, step.unsur.n < few, step.tingkat, step.ubah, step.dari_4))
    answers = _fewest_over_all(keadaan, missing, rise=True)
    pair = _cheapest_pair(keadaan, missing)
    return Andai(sasaran, False, answers, _fewest_unsur(keadaan, missing), tuple(steps), pair)


def _exact_weights(given: Sequence[float | None], decimals: int | None) -> list[Fraction]:
    """Weights that sum to 1 over the unsur with answers, rounded half up where an old report is followed."""
    raw = [Fraction(1) if weight is None else _decimal(weight) for weight in given]
    total = sum(raw, Fraction(0))
    exact = [weight / total for weight in raw]
    if decimals is None:
        return exact
    unit = 10**decimals
    return [Fraction(floor(weight * unit + Fraction(1, 2)), unit) for weight in exact]


def _decimal(value: float) -> Fraction:
    """What a rule file says: 3.6 is 18/5, not the nearest binary fraction."""
    return Fraction(repr(value))


def _single(unsur: KeadaanUnsur, missing: Fraction, aturan: Aturan) -> Langkah:
    wanted = unsur.nrr + missing / unsur.bobot
    possible = wanted <= aturan.instrumen.skala_maks
    ubah, tingkat = _fewest_answers(unsur.cacah, ceil(missing / unsur.efek)) if possible else (0, 0)
    return Langkah(unsur, to_4(unsur.nrr, aturan), to_4(wanted, aturan), ubah, tingkat)


def _fewest_answers(cacah: Sequence[int], steps: int) -> tuple[int, int]:
    """(answers, steps each at most): the smallest limit per answer with which ``steps`` fit under the scale's maximum,
    and the fewest answers within it, those with the most room first; (0, 0) where they do not fit."""
    rooms = [(len(cacah) - 1 - position, count) for position, count in enumerate(cacah)]
    for limit in range(1, len(cacah)):
        if sum(min(room, limit) * count for room, count in rooms) < steps:
            continue
        left, answers = steps, 0
        for room, count in rooms:  # from the lowest answer, which has the most room
            taken = min(count, ceil(Fraction(left, min(room, limit)))) if room else 0
            answers, left = answers + taken, left - taken * min(room, limit)
            if left <= 0:
                return answers, limit
    return 0, 0


def _can_rise(unsur: KeadaanUnsur) -> int:
    return sum(unsur.cacah[:-1])


def _cheapest_pair(keadaan: KeadaanSurvei, missing: Fraction) -> Pasangan | None:
    """The two unsur that reach the goal with the fewest answers one step higher, at least one in each."""
    usable = [one for one in keadaan.unsur if one.bobot > 0 and _can_rise(one) > 0]
    best: tuple[tuple[bool, int, Fraction], Pasangan] | None = None
    for pair in combinations(usable, 2):
        strong, weak = sorted(pair, key=lambda one: one.efek, reverse=True)
        split = _split(strong, weak, missing)
        if split is None:
            continue
        first, second = split if strong is pair[0] else split[::-1]
        is_thin = min(one.n for one in pair) < keadaan.aturan.minimal
        order = (is_thin, first + second, pair[0].nrr + pair[1].nrr)
        if best is None or order < best[0]:
            best = order, Pasangan(pair, (first, second))
    return None if best is None else _weaker_first(best[1])


def _split(strong: KeadaanUnsur, weak: KeadaanUnsur, missing: Fraction) -> tuple[int, int] | None:
    """Answers in ``strong`` (whose step counts at least as much) and in ``weak``: the fewest, as even as they can be."""
    most = min(_can_rise(strong), max(1, ceil((missing - weak.efek) / strong.efek)))
    total = most + max(1, ceil((missing - most * strong.efek) / weak.efek))
    if total - most > _can_rise(weak):
        return None
    # With the total fixed, fewer in the strong one may still do: as long as missing <= a * strong + (total - a) * weak.
    gain = strong.efek - weak.efek
    least = max(1, total - _can_rise(weak), ceil((missing - total * weak.efek) / gain) if gain else 1)
    even = total // 2 if strong.nrr > weak.nrr else total - total // 2
    chosen = min(max(even, least), _can_rise(strong), total - 1)
    return chosen, total - chosen


def _weaker_first(pair: Pasangan) -> Pasangan:
    first, second = pair.unsur
    return pair if first.nrr <= second.nrr else Pasangan((second, first), (pair.ubah[1], pair.ubah[0]))


def _fewest_over_all(keadaan: KeadaanSurvei, distance: Fraction, *, rise: bool) -> int | None:
    """Fewest answers one step higher (``rise``) that gain ``distance``, or lower that lose more than it; those of the unsur
    that count most come first."""
    if not all(unsur.is_lengkap for unsur in keadaan.unsur):
        return None
    answers = 0
    for unsur in sorted((one for one in keadaan.unsur if one.bobot > 0), key=lambda one: one.efek, reverse=True):
        movable = _can_rise(unsur) if rise else sum(unsur.cacah[1:])
        needed = ceil(distance / unsur.efek) if rise else floor(distance / unsur.efek) + 1
        if needed <= movable:
            return answers + needed
        answers, distance = answers + movable, distance - movable * unsur.efek
    return None


def _fewest_unsur(keadaan: KeadaanSurvei, missing: Fraction) -> int | None:
    highest = keadaan.aturan.instrumen.skala_maks
    gains = sorted((unsur.bobot * (highest - unsur.nrr) for unsur in keadaan.unsur), reverse=True)
    return next((count for count in range(1, len(gains) + 1) if sum(gains[:count]) >= missing), None)
