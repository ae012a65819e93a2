"""The respondent target of each satker: what somebody set for exactly this period, else what the rule gives.

The one place that asks what counted for a target. All of it is of the period: service users by month, targets that were
set by period, and whether the satker went for a predikat as the ledger knew it at the period's end, so that a change in
July leaves June as it was (docs/adr/0017). Which predikat a satker aims at today is another question (repo.satker).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.formats import format_tanggal
from dashboard.views.common import rows
from data_access.repository import Scope, SurveyRepository
from scoring import targets
from scoring.periods import Periode, add_months
from scoring.rules import target_rule
from scoring.targets import Gabungan, PenggunaSementara, Target

_ZONA = ZoneInfo("Asia/Jakarta")


def targets_of(
    repo: SurveyRepository,
    scope: Scope,
    instrumen: str,
    periode: Periode,
    satker: pd.DataFrame,
    *,
    seen_on: date | None = None,
) -> dict[str, Target | None]:
    """Target by satker code for one public instrument; None where the number of service users is not known either.

    ``satker``: a frame with satker. A target set for the instrument counts before one set for all of them; a target of
    another period (a month of this triwulan, the year around it) says nothing here. ``seen_on``: the day the period is
    seen on; while it is not over, users that nobody can know yet are estimated and the target is marked as provisional.
    """
    users, aims = repo.service_users(scope, periode), aims_at(repo, scope, periode)
    guessed = _provisional(repo, scope, periode) if seen_on is not None and seen_on <= periode.last_day else {}
    chosen: dict[str, object] = {}
    manual = repo.manual_targets(scope, periode)
    for one in ("", instrumen):
        chosen |= {row.satker: row for row in rows(manual[manual["instrumen"] == one])}
    found = {
        kode: _target(users.get(kode), aims.get(kode, ""), chosen.get(kode)) for kode in satker["satker"].astype(str)
    }
    for kode, estimate in guessed.items():
        if kode in found and found[kode] is None and (target := target_of(estimate.n, aims.get(kode, ""))) is not None:
            found[kode] = targets.provisional(target, estimate)
    return found


def _provisional(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, PenggunaSementara]:
    """Estimates by code of the satker for which a month of the period is not known, and an earlier one is."""
    years_back = Periode(add_months(periode.dari, -target_rule().gabung_bulan_maks), periode.sampai)
    guesses = {
        kode: targets.provisional_users(known, periode.months)
        for kode, known in _users_by_month(repo, scope, years_back).items()
    }
    return {kode: guess for kode, guess in guesses.items() if guess is not None}


def aims_at(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, str]:
    """The predikat that each satker went for at the end of the period, by code; '' for none."""
    known = repo.conditions(scope, periode.last_day)
    return {str(kode): str(aim) for kode, aim in zip(known["satker"], known["bidik_predikat"], strict=True)}


def small_satker(repo: SurveyRepository, scope: Scope, periode: Periode, satker: pd.DataFrame) -> dict[str, int]:
    """Service users by code of the satker that go for Zona Integritas and have too few in the period for its minimum."""
    users, aims = repo.service_users(scope, periode), aims_at(repo, scope, periode)
    wanted = [kode for kode in satker["satker"].astype(str) if kode in users and aims.get(kode)]
    return {kode: int(users[kode]) for kode in wanted if users[kode] < target_rule().minimal_zi}


def combined_of(
    repo: SurveyRepository, scope: Scope, periode: Periode, small: Iterable[str]
) -> dict[str, Gabungan | None]:
    """The months that each of these ``small_satker`` may take together, by code; None where they are not enough. They end
    with the period's last month, and stand beside the target of the period, never instead of it."""
    users = monthly_users(repo, scope, periode)
    return {kode: targets.combine_months(users.get(kode, {}), periode.sampai, zi=True) for kode in small}


def monthly_users(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, dict[int, int]]:
    """Service users by satker code and month, as far back as months may be taken together."""
    first = add_months(periode.sampai, 1 - target_rule().gabung_bulan_maks)
    return _users_by_month(repo, scope, Periode(first, periode.sampai))


def _users_by_month(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    known = repo.monthly_service_users(scope, periode).rename("n").reset_index()
    for row in rows(known):
        found.setdefault(str(row.satker), {})[int(row.bulan)] = int(row.n)
    return found


def target_of(users: float | None, predikat: str) -> Target | None:
    """What the rule gives; None when the number of service users is not known or 0. ``predikat``: as of the period's end
    (``aims_at``), '' for none."""
    if users is None or not users >= 1:
        return None
    return targets.juknis(int(users), zi=bool(predikat))


def _target(users: float | None, predikat: str, manual: object) -> Target | None:
    jumlah = getattr(manual, "jumlah", pd.NA)
    if manual is None or pd.isna(jumlah):
        return target_of(users, predikat)
    known = int(users) if users is not None and users >= 1 else 0
    return targets.manual(int(jumlah), _basis(manual), n=known, zi=bool(predikat))


def _basis(manual: object) -> str:
    """'Target manual 43 ditetapkan Kabid HAM, dicatat 3 Juni 2026: kesepakatan rapat monev'"""
    who = f" oleh {oleh}" if (oleh := getattr(manual, "oleh", "")) else ""
    day = format_tanggal(getattr(manual, "dicatat_pada").tz_convert(_ZONA).date())  # noqa: B009 - a row of any frame
    reason = str(getattr(manual, "alasan", "")).rstrip(".")
    return f"Target manual {int(getattr(manual, 'jumlah', 0))} ditetapkan{who}, dicatat {day}: {reason}"
