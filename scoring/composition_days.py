"""One month of a satker's respondents by day: its working days, what is usual on each, the fullest hours of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.composition_rules import AturanKomposisi
from scoring.contract import JAM
from scoring.day_hours import HariJam, IntArray
from scoring.periods import Periode
from scoring.workdays import Kalender

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Bulan:
    """``n``: respondents of the month until the last day observed, ``hari_kerja``: working days until then.

    Of each day with respondents, in the order of ``isi``: ``wajar`` the usual share of the month's respondents, shape
    (days,), ``jendela`` the fullest hours (from, until, respondents), shape (days, 3), zeros where no hour is known.
    ``akhir``: the first of the last working days and the respondents from it on, None while the month is not wholly
    observed. ``is_dinilai``: enough of both to be judged.
    """

    bulan: int
    n: int
    hari_kerja: int
    isi: HariJam
    wajar: FloatArray
    jendela: IntArray
    akhir: tuple[date, int] | None
    is_dinilai: bool


def month_of_days(
    bulan: int, jam: HariJam, sebelum: Sequence[int], kalender: Kalender, sampai: date, rule: AturanKomposisi
) -> Bulan:
    """The month ``bulan`` (202610) out of respondents by day and hour; arguments as scoring.composition.Isian."""
    periode = Periode(bulan, bulan)
    first, until = periode.first_day, min(periode.last_day, sampai)
    isi = jam.until(until, first)
    workdays = kalender.workdays(first, until)
    total = int(isi.n.sum())
    akhir = None
    if until == periode.last_day and len(workdays) > rule.hari_akhir:
        start = workdays[-rule.hari_akhir]
        akhir = (start, int(isi.until(until, start).n.sum()))
    return Bulan(
        bulan=bulan,
        n=total,
        hari_kerja=len(workdays),
        isi=isi,
        wajar=_usual_shares(isi.hari, workdays, sebelum, rule),
        jendela=_fullest(isi.jam, rule.jam_jendela),
        akhir=akhir,
        is_dinilai=total >= rule.minimal_n and len(workdays) >= rule.minimal_hari,
    )


def _usual_shares(
    hari: Sequence[date], workdays: Sequence[date], sebelum: Sequence[int], rule: AturanKomposisi
) -> FloatArray:
    """The share of the month that each of the days ``hari`` would have: one of the working days, or more after the satker's
    own weekdays of the months before, where enough of them is known and visitors come on two days of the week."""
    least, total = 1 / max(len(workdays), 1), sum(sebelum[day.weekday()] for day in workdays)
    if sum(sebelum) < rule.minimal_sebelum or not total:
        return np.full(len(hari), least)
    worked = set(workdays)
    return np.array([max(sebelum[day.weekday()] / total, least) if day in worked else least for day in hari])


def _fullest(jam: IntArray, width: int) -> IntArray:
    """(from, until, respondents) of the fullest ``width`` hours of each day, the earliest of equal ones, without empty hours
    at either end; zeros where no hour is known. Shape (days, 3), from ``jam`` of shape (days, 24)."""
    padded = np.pad(jam, ((0, 0), (0, width)))
    windows = sum((padded[:, step : step + len(JAM)] for step in range(width)), np.zeros_like(jam))
    days = np.arange(len(jam))
    # A window that starts with an empty hour is another one that starts later, without it.
    start = np.where(jam > 0, windows, 0).argmax(axis=1)
    inside = padded[days[:, None], start[:, None] + np.arange(width)] > 0
    end = start + width - inside[:, ::-1].argmax(axis=1)
    return np.where(jam.any(axis=1), [start, end, windows[days, start]], 0).T
