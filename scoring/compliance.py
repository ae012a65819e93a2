"""Whether a satker did its survey in a month (or publication period): one state a cell of the compliance calendar.

No clock: the caller says whether the period is over. Source: docs/adr/0021-kalender-kepatuhan.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.periods import Periode


class Kepatuhan(StrEnum):
    """What may be said of one cell. A period that is not over, or in which nothing is due, is no failure."""

    SUDAH = "sudah"
    TRIWULAN = "per triwulan"
    KURANG = "di bawah target"
    MINIMAL = "di bawah minimal"
    KOSONG = "belum ada data"
    TANPA_TARGET = "target belum diketahui"
    HANYA_REKAP = "hanya rekap"
    DISEMBUNYIKAN = "disembunyikan"
    TANPA_LAYANAN = "tidak ada layanan"
    BERJALAN = "berjalan"
    BELUM_WAKTUNYA = "belum waktunya"


# What somebody has to do something about, worst first.
BERMASALAH = (Kepatuhan.KOSONG, Kepatuhan.MINIMAL, Kepatuhan.KURANG)


class Waktu(StrEnum):
    """Where a period lies on a day: NANTI also where the survey had not begun yet."""

    SELESAI = "selesai"
    BERJALAN = "berjalan"
    NANTI = "nanti"


@dataclass(frozen=True)
class Fakta:
    """What is known of one cell. ``n``: respondents; ``target``: None where nobody knows it; ``pengguna``: service users,
    None where not known; ``has_rekap``: a recap covers the period; ``triwulan``: (respondents, target) of the triwulan around
    the month where all of its respondents came in one single month, None otherwise."""

    n: int
    target: int | None
    waktu: Waktu
    pengguna: int | None = None
    has_rekap: bool = False
    triwulan: tuple[int, int | None] | None = None

    @property
    def is_triwulan_met(self) -> bool:
        """The survey was done once for the whole triwulan, and reached the triwulan's own target."""
        if self.triwulan is None:
            return False
        n, target = self.triwulan
        return target is not None and 0 < target <= n


def time_of(periode: Periode, today: date, start: int | None) -> Waktu:
    """Where ``periode`` lies on ``today``; ``start``: the first month (202606) that anybody was asked in, None: never."""
    if start is None or periode.sampai < start or today < periode.first_day:
        return Waktu.NANTI
    return Waktu.BERJALAN if today <= periode.last_day else Waktu.SELESAI


def judge(fakta: Fakta, minimal: int) -> Kepatuhan:
    """The state of one cell; ``minimal``: respondents under which no grade is given.

    A target that is reached counts at once; a period that runs is never short. Whoever served nobody owes nobody's
    answers.
    """
    n, target = fakta.n, fakta.target
    if fakta.waktu is Waktu.NANTI:
        return Kepatuhan.BELUM_WAKTUNYA
    if target is not None and 0 < target <= n:
        return Kepatuhan.SUDAH
    if fakta.waktu is Waktu.BERJALAN:
        return Kepatuhan.BERJALAN
    if n == 0:
        return _without_answers(fakta)
    if target is None:
        return Kepatuhan.TANPA_TARGET
    return Kepatuhan.MINIMAL if n < minimal else Kepatuhan.KURANG


def _without_answers(fakta: Fakta) -> Kepatuhan:
    if fakta.is_triwulan_met:
        return Kepatuhan.TRIWULAN
    if fakta.has_rekap:
        return Kepatuhan.HANYA_REKAP
    return Kepatuhan.TANPA_LAYANAN if fakta.target is None and fakta.pengguna == 0 else Kepatuhan.KOSONG


def empty_run(states: Sequence[Kepatuhan]) -> int:
    """How many of the last states, without a break, are KOSONG: [sudah, belum ada data, belum ada data] gives 2."""
    count = 0
    for state in reversed(states):
        if state is not Kepatuhan.KOSONG:
            break
        count += 1
    return count


def finished(periods: Iterable[Periode], today: date) -> list[Periode]:
    """Those that are over on ``today``, ascending."""
    return sorted(one for one in periods if one.last_day < today)
