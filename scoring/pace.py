"""Pace of the respondents towards the target of a period, and what it will come to if the satker goes on as it does.

Expected by now, needed per working day: arithmetic of working days (scoring.workdays). The forecast is the predictive
distribution of scoring.pace_model, chosen by back-test (docs/laju.md, docs/adr/0019-laju-dan-perkiraan.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from scoring.pace_model import FloatArray, HariKerja, Ramalan, forecast, per_workday
from scoring.pace_rules import AturanLaju, pace_rule
from scoring.periods import Periode
from scoring.workdays import Kalender


class Keadaan(StrEnum):
    """Where a satker stands towards its target; the limits of the probability are rules/laju.toml."""

    TERCAPAI = "tercapai"
    AMAN = "menuju target"
    DIJAGA = "perlu dijaga"
    GAGAL = "akan gagal bila laju tetap"
    TIDAK_TERCAPAI = "tidak tercapai"
    BELUM_ADA_LAJU = "belum dapat diperkirakan"


@dataclass(frozen=True)
class Pengamatan:
    """What was seen of one satker and survey, as of a day.

    ``harian``: respondents by day of the period; ``sebelum``: own respondents by day of the months before, observed from
    ``sebelum_dari`` (None: nothing known) to the day before the period. ``sampai``: last observed day; ``mulai``: first
    day that can still be used for collecting, after the period's last day when it is over. A day that is both is under way.
    """

    periode: Periode
    target: int
    harian: Mapping[date, int]
    sebelum: Mapping[date, int]
    sebelum_dari: date | None
    kalender: Kalender
    sampai: date
    mulai: date


@dataclass(frozen=True)
class Laju:
    """The pace of one satker.

    ``hari_kerja``: working days of the period; ``sisa``: those that can still be used; ``belum_terlihat``: those that are
    gone but not in the data yet. ``seharusnya``: respondents expected by now when the target is spread evenly.
    ``perlu_per_hari``: 0 when reached, None when nothing remains to do it in. ``laju_per_hari``: respondents per working
    day that the forecast goes by. ``perkiraan``, ``bawah``, ``atas``: number at the end of the period, its mean and 90 %
    interval; ``peluang``: of reaching the target; None where there is no pace to go by.
    """

    n: int
    target: int
    hari_kerja: int
    sisa: int
    belum_terlihat: int
    seharusnya: float
    kurang: int
    perlu_per_hari: int | None
    laju_per_hari: float | None
    perkiraan: float | None
    bawah: int | None
    atas: int | None
    peluang: float | None
    keadaan: Keadaan


def assess(amati: Pengamatan) -> Laju:
    """The pace of one satker as of a day; the same observation always gives the same numbers."""
    rule, last = pace_rule(), amati.periode.last_day
    n = sum(_within(amati.harian, amati.periode.first_day, min(amati.sampai, last)).values())
    days = amati.kalender.workdays(amati.periode.first_day, last)
    rest = sum(day >= amati.mulai for day in days)
    unseen = sum(amati.sampai < day < amati.mulai for day in days)
    gone = 1 - rest / len(days) if days else float(amati.mulai > last)
    short = max(amati.target - n, 0)
    found = predict(amati)
    is_final = rest + unseen == 0
    chance = _chance(short, found, is_final=is_final)
    ends = (0, 0) if is_final else found.interval(rule.isi_kisaran) if found else None
    return Laju(
        n=n,
        target=amati.target,
        hari_kerja=len(days),
        sisa=rest,
        belum_terlihat=unseen,
        seharusnya=amati.target * gone,
        kurang=short,
        perlu_per_hari=0 if short == 0 else -(-short // rest) if rest else None,
        laju_per_hari=found.laju if found else None,
        perkiraan=float(n) if is_final else n + found.mean if found else None,
        bawah=n + ends[0] if ends else None,
        atas=n + ends[1] if ends else None,
        peluang=chance,
        keadaan=_state(short, chance, is_over=amati.mulai > last, rule=rule),
    )


def predict(amati: Pengamatan, rule: AturanLaju | None = None) -> Ramalan | None:
    """The number of respondents still to come in the period; None where too few days were seen to have a pace.

    ``rule``: other weights than those of rules/laju.toml, for the back-test.
    """
    rule = rule or pace_rule()
    first, one_day = amati.periode.first_day, timedelta(days=1)
    n = sum(_within(amati.harian, first, min(amati.sampai, amati.periode.last_day)).values())
    start = max(amati.sebelum_dari or first, first - one_day * rule.jendela_hari)
    before = amati.kalender.workdays(start, first - one_day)
    # Where not even the months before have been seen to their end, their last days are unknown and not empty.
    known = sum(day <= amati.sampai for day in before)
    counts = per_workday(_within(amati.sebelum, start, min(amati.sampai, first - one_day)), before[:known])
    period = amati.kalender.workdays(first, amati.periode.last_day)
    ends = rule.hari_akhir_bulan
    seen = _seen(amati, period, rule)
    return forecast(HariKerja.of(before, ends)[:known], counts, HariKerja.of(period, ends), seen, n, rule)


def _seen(amati: Pengamatan, days: list[date], rule: AturanLaju) -> FloatArray:
    """Which part of each working day has been observed: of the day under way, the part that does not remain."""
    under_way = 1 - rule.sisa_hari_berjalan
    return np.array(
        [0.0 if day > amati.sampai or day > amati.mulai else under_way if day == amati.mulai else 1.0 for day in days]
    )


def _within(counts: Mapping[date, int], first: date, last: date) -> dict[date, int]:
    return {day: count for day, count in counts.items() if first <= day <= last}


def _chance(short: int, found: Ramalan | None, *, is_final: bool) -> float | None:
    if short == 0:
        return 1.0
    if is_final:
        return 0.0
    return found.at_least(short) if found else None


def _state(short: int, chance: float | None, *, is_over: bool, rule: AturanLaju) -> Keadaan:
    if short == 0:
        return Keadaan.TERCAPAI
    if is_over:
        return Keadaan.TIDAK_TERCAPAI
    return Keadaan.BELUM_ADA_LAJU if chance is None else state_of(chance, rule)


def state_of(chance: float, rule: AturanLaju) -> Keadaan:
    """The state of a satker that is short while the period runs, by its probability of reaching the target."""
    if chance >= rule.aman:
        return Keadaan.AMAN
    return Keadaan.DIJAGA if chance >= rule.dijaga else Keadaan.GAGAL
