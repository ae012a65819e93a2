"""The calendar of each satker: public holidays and cuti bersama, days of all satker, days of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard.views.common import rows
from data_access.holidays_id import TahunLibur, national_holidays, year_status
from data_access.repository import Scope, SurveyRepository
from scoring.periods import Periode
from scoring.workdays import Kalender

BUKA = "buka"
SEMUA = ""  # the satker code of days that hold for all
_Hari = dict[date, tuple[str, str]]  # day -> state and reason


def calendars(
    repo: SurveyRepository, scope: Scope, periode: Periode, satker: pd.DataFrame | None = None
) -> dict[str, Kalender]:
    """Calendar by satker code for the days of the period; outside of it neither holidays nor special days are known.

    Working days a week are those that counted at the end of the period. ``satker``: a frame with satker (default: every
    one in scope); where it is one of repo.conditions, that is not asked again. Of one day a satker's own state counts
    before the one of all satker, and that before weekend and holiday.
    """
    if satker is not None and "hari_kerja" in satker.columns:
        wanted = satker
    else:
        known = repo.conditions(scope, periode.last_day)
        wanted = known if satker is None else known[known["satker"].isin(satker["satker"])]
    special = _special(repo, scope, periode)
    general = special.get(SEMUA, {})
    national = national_holidays(_years(periode))
    return {
        str(row.satker): _calendar(int(row.hari_kerja), national, general | special.get(str(row.satker), {}))
        for row in rows(wanted)
    }


def unofficial_years(periode: Periode) -> tuple[TahunLibur, ...]:
    """The years of the period of which something is not official yet that touches it, ascending: no cuti bersama was
    decided, or a holiday of the period itself is only computed (``perkiraan`` holds just those)."""
    found = []
    for status in map(year_status, _years(periode)):
        inside = {day: name for day, name in status.perkiraan.items() if periode.first_day <= day <= periode.last_day}
        found.append(replace(status, perkiraan=inside))
    return tuple(status for status in found if not status.is_official)


def _years(periode: Periode) -> range:
    return range(periode.dari // 100, periode.sampai // 100 + 1)


def _special(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, _Hari]:
    frame = repo.special_days(scope, periode)
    found: dict[str, _Hari] = {}
    days = frame["tanggal"].dt.date
    for kode, day, keadaan, keterangan in zip(
        frame["satker"], days, frame["keadaan"], frame["keterangan"], strict=True
    ):
        found.setdefault(str(kode), {})[day] = str(keadaan), str(keterangan)
    return found


def _calendar(hari_kerja: int, national: dict[date, str], special: _Hari) -> Kalender:
    """``special`` decides about its days; the country's calendar about the others."""
    closed = {day: name for day, name in national.items() if day not in special}
    closed |= {day: reason for day, (state, reason) in special.items() if state != BUKA}
    opened = {day: reason for day, (state, reason) in special.items() if state == BUKA}
    return Kalender(hari_kerja, closed, opened)
