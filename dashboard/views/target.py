"""The respondent target of each satker: what somebody set for exactly this period, else what the rule gives."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.formats import format_tanggal
from dashboard.views.common import rows, target_of
from data_access.repository import Scope, SurveyRepository
from scoring import targets
from scoring.periods import Periode
from scoring.targets import Target

_ZONA = ZoneInfo("Asia/Jakarta")


def targets_of(
    repo: SurveyRepository, scope: Scope, instrumen: str, periode: Periode, satker: pd.DataFrame
) -> dict[str, Target | None]:
    """Target by satker code for one public instrument; None where the number of service users is not known either.

    ``satker``: a frame with satker and bidik_predikat. A target set for the instrument counts before one set for all of
    them; a target of another period (a month of this triwulan, the year around it) says nothing here.
    """
    users = repo.service_users(scope, periode)
    chosen: dict[str, object] = {}
    manual = repo.manual_targets(scope, periode)
    for one in ("", instrumen):
        chosen |= {row.satker: row for row in rows(manual[manual["instrumen"] == one])}
    return {
        str(row.satker): _target(users.get(row.satker), str(row.bidik_predikat), chosen.get(row.satker))
        for row in rows(satker)
    }


def _target(users: float | None, predikat: str, manual: object) -> Target | None:
    jumlah = getattr(manual, "jumlah", pd.NA)
    if manual is None or pd.isna(jumlah):
        return target_of(users, predikat)
    known = int(users) if users is not None and users >= 1 else 0
    return targets.manual(int(jumlah), _basis(manual), n=known, zi=bool(predikat))


def _basis(manual: object) -> str:
    """'Target manual 43 ditetapkan Kabid HAM, dicatat 3 Juni 2026: kesepakatan rapat monev'."""
    who = f" oleh {oleh}" if (oleh := getattr(manual, "oleh", "")) else ""
    day = format_tanggal(getattr(manual, "dicatat_pada").tz_convert(_ZONA).date())  # noqa: B009 - a row of any frame
    reason = str(getattr(manual, "alasan", "")).rstrip(".")
    return f"Target manual {int(getattr(manual, 'jumlah', 0))} ditetapkan{who}, dicatat {day}: {reason}"
