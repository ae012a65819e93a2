"""Working days of a satker: 5 or 6 a week, without the days that are closed, with those that are opened. No clock.

Which days are closed is brought by the caller: public holidays, cuti bersama and the satker's own days
(dashboard.views.kalender puts them together).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scoring.errors import ScoringError

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HARI_KERJA = (5, 6)  # Monday to Friday, or to Saturday
TANPA_NAMA = "tutup"  # a closed day that nobody gave a name
_SEHARI = timedelta(days=1)


@dataclass(frozen=True)
class Kalender:
    """Calendar of one satker. ``hari_kerja``: working days a week, 5 or 6; ``tutup``: closed days with their names;
    ``buka``: days that are worked although it is a weekend or ``tutup``, with the reason.

    ScoringError for another number of days. Days are dates of the satker's own zone: a datetime is refused (TypeError),
    because it would be looked up as another day than the date it shows.
    """

    hari_kerja: int
    tutup: Mapping[date, str]
    buka: Mapping[date, str]

    def __post_init__(self) -> None:
        if self.hari_kerja not in HARI_KERJA:
            raise ScoringError(f"Hari kerja seminggu harus 5 atau 6, bukan {self.hari_kerja}.")
        for hari in (*self.tutup, *self.buka):
            _plain(hari)

    def is_workday(self, hari: date) -> bool:
        """True when the satker works on that day."""
        if _plain(hari) in self.buka:
            return True
        return hari.weekday() < self.hari_kerja and hari not in self.tutup

    def reason(self, hari: date) -> str:
        """Why a day is no working day: the name of the closed day, else 'Sabtu' or 'Minggu'; '' when it is one."""
        if self.is_workday(hari):
            return ""
        weekend = HARI[hari.weekday()] if hari.weekday() >= self.hari_kerja else ""
        return self.tutup.get(hari, "") or weekend or TANPA_NAMA

    def workdays(self, dari: date, sampai: date) -> list[date]:
        """The working days from ``dari`` to ``sampai``, both included, ascending; none when ``dari`` is later."""
        days = map(date.fromordinal, range(_plain(dari).toordinal(), _plain(sampai).toordinal() + 1))
        return [
            hari for hari in days
            if hari in self.buka or (hari.weekday() < self.hari_kerja and hari not in self.tutup)
        ]  # fmt: skip

    def count(self, dari: date, sampai: date) -> int:
        """How many working days there are from ``dari`` to ``sampai``, both included; 0 when ``dari`` is later."""
        return len(self.workdays(dari, sampai))


def _plain(hari: date) -> date:
    if isinstance(hari, datetime):
        raise TypeError(f"{hari!r} is a moment, not a day")
    return hari
