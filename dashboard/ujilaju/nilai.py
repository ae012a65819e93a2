"""Questions from series, and the scores of the ways that answer them: Brier, log score, calibration, interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dashboard.ujilaju.cara import CARA, Cara, FloatArray, Soal
from dashboard.ujilaju.deret import Deret
from scoring.pace import Keadaan, Pengamatan, state_of
from scoring.pace_model import per_workday
from scoring.pace_rules import pace_rule
from scoring.periods import Periode, add_months, month_index, month_of_day

SISA = (15, 10, 5, 2)
# Limits of the calibration bins of a probability.
KELOMPOK = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)
# A probability of 0 or 1 that was wrong costs as much as one of 0.01 or 0.99.
_LEAST = 0.01


@dataclass(frozen=True)
class Jawaban:
    """What one way said to one question: the interval of the number to come (rules/laju.toml says with which content)
    against what came, and for each target not reached yet the probability and whether it was reached."""

    soal: Soal
    bawah: int
    atas: int
    peluang: tuple[tuple[float, bool], ...]

    @property
    def is_covered(self) -> bool:
        """Whether the number that came lies in the interval."""
        return self.bawah <= self.soal.datang <= self.atas


@dataclass(frozen=True)
class Nilai:
    """Scores of one way: ``soal`` questions, ``peluang`` probabilities; Brier and log score of these (lower is better),
    share covered by the interval and its mean width in respondents. NaN where there was nothing to score."""

    soal: int
    peluang: int
    brier: float
    log: float
    cakupan: float
    lebar: float


@dataclass(frozen=True)
class Kelompok:
    """Probabilities from ``dari`` to ``sampai``: how many, their mean, and the share that came true."""

    dari: float
    sampai: float
    banyak: int
    disebut: float
    terjadi: float


def questions(series: Sequence[Deret], sisa: Sequence[int] = SISA) -> list[Soal]:
    """One question per satker, month and number of working days before its end. Nothing of later days is in ``amati``."""
    seen: dict[tuple[str, int, int], list[float]] = {}
    found = []
    for deret in series:
        for month in deret.bulan:
            for soal in _questions_of(deret, month, sisa):
                seen.setdefault((deret.wilayah, month, soal.sisa), []).append(float(soal.teramati.mean()))
                found.append((month, soal))
    return [
        Soal(**{**vars(soal), "laju_wilayah": float(np.mean(seen[soal.deret.wilayah, month, soal.sisa]))})
        for month, soal in found
    ]


def _questions_of(deret: Deret, month: int, sisa: Sequence[int]) -> Iterator[Soal]:
    period = Periode(month, month)
    first, last = period.first_day, period.last_day
    days = deret.kalender.workdays(first, last)
    before = {day: n for day, n in deret.harian.items() if day < first}
    began = _known_since(deret, month)
    for rest in sisa:
        if rest > len(days) - 3:
            continue
        start = days[-rest]
        so_far = {day: n for day, n in deret.harian.items() if first <= day < start}
        n = sum(so_far.values())
        came = sum(count for day, count in deret.harian.items() if start <= day <= last)
        amati = Pengamatan(
            period,
            deret.target[month][0],
            so_far,
            before,
            began,
            deret.kalender,
            start - timedelta(days=1),
            start,
        )
        seen = per_workday(so_far, days[:-rest])
        yield Soal(deret, amati, rest, n, came, seen, 0.0, tuple(t for t in deret.target[month] if t > n))


def _known_since(deret: Deret, month: int) -> date | None:
    """As the dashboard does: the first day of the months just before that all have answers, None where the last has none.

    A month without any may as well never have been uploaded.
    """
    answered = {month_of_day(day) for day, n in deret.harian.items() if n}
    start = month
    while add_months(start, -1) in answered:
        start = add_months(start, -1)
    return Periode(start, start).first_day if start < month else None


def answer(soal: Soal, cara: Cara) -> Jawaban:
    """What one way says to one question."""
    chances = cara(soal)
    up_to = np.cumsum(chances)
    tail = (1 - pace_rule().isi_kisaran) / 2
    low = int(np.argmax(up_to > tail + 1e-12))
    high = int(np.argmax(up_to >= min(1 - tail, float(up_to[-1])) - 1e-12))
    found = []
    for target in soal.target:
        needed = target - soal.n
        reached = float(np.clip(1 - chances[:needed].sum(), 0.0, 1.0))
        found.append((reached, soal.datang >= needed))
    return Jawaban(soal, low, high, tuple(found))


def answers(soal: Iterable[Soal], cara: Mapping[str, Cara] = CARA) -> dict[str, list[Jawaban]]:
    """The answers of every way to the same questions."""
    asked = list(soal)
    return {nama: [answer(item, way) for item in asked] for nama, way in cara.items()}


def score(jawaban: Sequence[Jawaban]) -> Nilai:
    """The scores of one way."""
    said, came = _said(jawaban)
    safe = np.clip(said, _LEAST, 1 - _LEAST)
    return Nilai(
        soal=len(jawaban),
        peluang=len(said),
        brier=_mean((said - came) ** 2),
        log=_mean(-np.log(np.where(came > 0, safe, 1 - safe))),
        cakupan=_mean([item.is_covered for item in jawaban]),
        lebar=_mean([item.atas - item.bawah for item in jawaban]),
    )


def calibration(jawaban: Sequence[Jawaban]) -> list[Kelompok]:
    """What was said against what came, in the bins of KELOMPOK; bins without any probability are left out."""
    said, came = _said(jawaban)
    places = np.clip(np.searchsorted(KELOMPOK, said, side="right") - 1, 0, len(KELOMPOK) - 2)
    found = []
    for place in np.unique(places):
        chosen = places == place
        found.append(
            Kelompok(
                KELOMPOK[place],
                KELOMPOK[place + 1],
                int(chosen.sum()),
                float(said[chosen].mean()),
                float(came[chosen].mean()),
            )
        )
    return found


def by_source(jawaban: Mapping[str, Sequence[Jawaban]]) -> dict[str, dict[str, list[Jawaban]]]:
    """The answers by source, then by way; sources in the order in which they first appear."""
    found: dict[str, dict[str, list[Jawaban]]] = {}
    for nama, items in jawaban.items():
        for item in items:
            found.setdefault(item.soal.deret.sumber, {}).setdefault(nama, []).append(item)
    return found


def with_rest(jawaban: Iterable[Jawaban], sisa: int) -> list[Jawaban]:
    """The answers that were given ``sisa`` working days before the end."""
    return [item for item in jawaban if item.soal.sisa == sisa]


def months_known(soal: Soal) -> int:
    """How many months before its own were known."""
    since = soal.amati.sebelum_dari
    return 0 if since is None else month_index(soal.amati.periode.dari) - month_index(month_of_day(since))


def _mean(values: FloatArray | list[bool] | list[int]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _said(jawaban: Sequence[Jawaban]) -> tuple[FloatArray, FloatArray]:
    pairs = np.array([pair for item in jawaban for pair in item.peluang], dtype=float).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def mean_log(jawaban: Mapping[str, Sequence[Jawaban]]) -> dict[str, float]:
    """Log score by way, averaged over the sources so that each source weighs the same."""
    sources = by_source(jawaban).values()
    return {nama: float(np.nanmean([score(ways[nama]).log for ways in sources])) for nama in jawaban}


def outcomes(jawaban: Iterable[Jawaban]) -> dict[Keadaan, tuple[int, int]]:
    """By state that Pantau would have shown for a target not reached yet: (how many, how many reached it)."""
    rule = pace_rule()
    found = dict.fromkeys((Keadaan.AMAN, Keadaan.DIJAGA, Keadaan.GAGAL), (0, 0))
    for chance, reached in (pair for item in jawaban for pair in item.peluang):
        state = state_of(chance, rule)
        found[state] = (found[state][0] + 1, found[state][1] + reached)
    return found
