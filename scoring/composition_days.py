"""One month of a satker's respondents by day: its working days, what is usual on each, the fullest hours of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.composition_rules import AturanKomposisi
from scoring.periods import Periode
from scoring.workdays import Kalender


@dataclass(frozen=True)
class Bulan:
    """``n``: respondents of the month until the last day observed, ``hari_kerja``: working days until then.

    Of each day with respondents: ``harian`` how many, ``wajar`` the usual share of the month's respondents, ``jendela`` the
    fullest hours (from, until, respondents). ``akhir``: the first of the last working days and the respondents from it on,
    None while the month is not wholly observed. ``is_dinilai``: enough of both to be judged.
    """

    bulan: int
    n: int
    hari_kerja: int
    harian: Mapping[date, int]
    wajar: Mapping[date, float]
    jendela: Mapping[date, tuple[int, int, int]]
    akhir: tuple[date, int] | None
    is_dinilai: bool


def month_of_days(
    bulan: int,
    jam: Mapping[tuple[date, int], int],
    sebelum: Mapping[date, int],
    kalender: Kalender,
    sampai: date,
    rule: AturanKomposisi,
) -> Bulan:
    """The month ``bulan`` (202610) out of respondents by (day, hour); arguments as scoring.composition.Isian."""
    periode = Periode(bulan, bulan)
    first, until = periode.first_day, min(periode.last_day, sampai)
    hours: dict[date, dict[int, int]] = {}
    for (day, hour), n in sorted(jam.items()):
        if n and first <= day <= until:
            hours.setdefault(day, {})[hour] = n
    harian = {day: sum(counts.values()) for day, counts in hours.items()}
    workdays = kalender.workdays(first, until)
    total = sum(harian.values())
    usual = _usual_shares(workdays, sebelum, rule)
    least = 1 / max(len(workdays), 1)
    akhir = None
    if until == periode.last_day and len(workdays) > rule.hari_akhir:
        start = workdays[-rule.hari_akhir]
        akhir = (start, sum(n for day, n in harian.items() if day >= start))
    return Bulan(
        bulan=bulan,
        n=total,
        hari_kerja=len(workdays),
        harian=harian,
        wajar={day: max(usual.get(day, 0.0), least) for day in harian},
        jendela={day: _fullest(counts, rule.jam_jendela) for day, counts in hours.items()},
        akhir=akhir,
        is_dinilai=total >= rule.minimal_n and len(workdays) >= rule.minimal_hari,
    )


def _usual_shares(workdays: list[date], sebelum: Mapping[date, int], rule: AturanKomposisi) -> dict[date, float]:
    """The share of the month that each working day would have after the satker's own weekdays of the months before: where
    visitors come on two days of the week, those days are fuller. Empty where too few are known."""
    by_weekday = [0] * 7
    for day, n in sebelum.items():
        by_weekday[day.weekday()] += n
    if sum(by_weekday) < rule.minimal_sebelum:
        return {}
    total = sum(by_weekday[day.weekday()] for day in workdays)
    return {day: by_weekday[day.weekday()] / total for day in workdays} if total else {}


def _fullest(counts: Mapping[int, int], width: int) -> tuple[int, int, int]:
    """(from, until, respondents) of the fullest ``width`` hours, without empty hours at either end; (0, 0, 0) where no hour
    is known."""
    known = {hour: n for hour, n in counts.items() if hour >= 0}
    if not known:
        return 0, 0, 0
    best = max(known, key=lambda start: (sum(known.get(hour, 0) for hour in range(start, start + width)), -start))
    inside = [hour for hour in range(best, best + width) if known.get(hour)]
    return inside[0], inside[-1] + 1, sum(known[hour] for hour in inside)
