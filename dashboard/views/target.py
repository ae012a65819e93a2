"""The respondent target of each satker: what somebody set for exactly this period, else what the rule gives.

The one place that asks what counted for a target. All of it is of the period: service users by month, targets that were
set by period, and whether the satker went for a predikat as the ledger knew it at the period's end, so that a change in
July leaves June as it was (docs/adr/0017). Which predikat a satker aims at today is another question (repo.satker).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.formats import format_bulat, format_tanggal
from dashboard.views.common import rows
from data_access.repository import Scope, SurveyRepository
from scoring import targets
from scoring.periods import Periode, add_months
from scoring.rules import target_rule
from scoring.targets import Gabungan, Target
from scoring.zona_waktu import JAM_PANTAU


@dataclass(frozen=True)
class Pijakan:
    """What the targets of a period rest on, read once for everything that asks.

    ``bulanan``: service users by satker code and month, where known; ``pengguna``: those of the whole period, only satker
    of which every month is known; ``ketentuan``: repo.conditions at the period's end; ``manual``: repo.manual_targets.
    """

    periode: Periode
    bulanan: Mapping[str, Mapping[int, int]]
    pengguna: Mapping[str, int]
    ketentuan: pd.DataFrame
    manual: pd.DataFrame

    @property
    def bidikan(self) -> dict[str, str]:
        """The predikat that each satker went for at the end of the period, by code; '' for none."""
        satker, aims = self.ketentuan["satker"], self.ketentuan["bidik_predikat"]
        return {str(kode): str(aim) for kode, aim in zip(satker, aims, strict=True)}

    @property
    def populasi(self) -> pd.Series:
        """``pengguna`` as scoring.indeks takes it."""
        return pd.Series(self.pengguna, dtype="int64")


def read_basis(
    repo: SurveyRepository,
    scope: Scope,
    periode: Periode,
    bulanan: Mapping[str, Mapping[int, int]] | None = None,
    ketentuan: pd.DataFrame | None = None,
) -> Pijakan:
    """What the targets of a period rest on. ``bulanan``: ``users_by_month`` of the period and whatever else of it is wanted,
    where that is read already; else as far back as months may be taken together or stand in for one that is not known.
    ``ketentuan``: repo.conditions at the period's end, where those are read already."""
    if bulanan is None:
        years_back = Periode(add_months(periode.dari, -target_rule().gabung_bulan_maks), periode.sampai)
        bulanan = users_by_month(repo, scope, years_back)
    months = periode.months
    pengguna = {
        kode: sum(known[bulan] for bulan in months)
        for kode, known in bulanan.items()
        if all(bulan in known for bulan in months)
    }
    if ketentuan is None:
        ketentuan = repo.conditions(scope, periode.last_day)
    return Pijakan(periode, bulanan, pengguna, ketentuan, repo.manual_targets(scope, periode))


def users_by_month(repo: SurveyRepository, scope: Scope, periode: Periode) -> dict[str, dict[int, int]]:
    """Service users by satker code and month, of the months that are known."""
    found: dict[str, dict[int, int]] = {}
    known = repo.monthly_service_users(scope, periode).rename("n").reset_index()
    for row in rows(known):
        found.setdefault(str(row.satker), {})[int(row.bulan)] = int(row.n)
    return found


def targets_of(
    pijakan: Pijakan, instrumen: str, satker: pd.DataFrame, *, seen_on: date | None = None
) -> dict[str, Target | None]:
    """Target by satker code for one public instrument; None where the number of service users is not known either.

    ``satker``: a frame with satker. A target set for the instrument counts before one set for all of them; a target of
    another period (a month of this triwulan, the year around it) says nothing here. ``seen_on``: the day the period is
    seen on; while it is not over, users that nobody can know yet are estimated and the target is marked as provisional.
    """
    aims, manual = pijakan.bidikan, pijakan.manual
    chosen: dict[str, object] = {}
    for one in ("", instrumen):
        chosen |= {row.satker: row for row in rows(manual[manual["instrumen"] == one])}
    found = {
        kode: _target(pijakan.pengguna.get(kode), aims.get(kode, ""), chosen.get(kode))
        for kode in satker["satker"].astype(str)
    }
    if seen_on is None or seen_on > pijakan.periode.last_day:
        return found
    for kode, known in pijakan.bulanan.items():
        if kode in found and found[kode] is None:
            found[kode] = _provisional(known, pijakan.periode, aims.get(kode, ""))
    return found


def rule_targets(
    repo: SurveyRepository, scope: Scope, periode: Periode, satker: pd.DataFrame, today: date
) -> dict[str, Target | None]:
    """What the rule alone gives for a period, whatever somebody set by hand: as ``targets_of``."""
    pijakan = read_basis(repo, scope, periode)
    return targets_of(replace(pijakan, manual=pijakan.manual.iloc[:0]), "", satker, seen_on=today)


def _provisional(known: Mapping[int, int], periode: Periode, predikat: str) -> Target | None:
    """The target from an estimate of the users, where a month of the period is not known and an earlier one is."""
    estimate = targets.provisional_users(known, periode.months)
    target = None if estimate is None else target_of(estimate.n, predikat)
    return None if estimate is None or target is None else targets.provisional(target, estimate)


def small_satker(pijakan: Pijakan, satker: pd.DataFrame) -> dict[str, int]:
    """Service users by code of the satker that go for Zona Integritas and have too few in the period for its minimum."""
    users, aims = pijakan.pengguna, pijakan.bidikan
    wanted = [kode for kode in satker["satker"].astype(str) if kode in users and aims.get(kode)]
    return {kode: users[kode] for kode in wanted if users[kode] < target_rule().minimal_zi}


def combined_of(pijakan: Pijakan, small: Iterable[str]) -> dict[str, Gabungan | None]:
    """The months that each of these ``small_satker`` may take together, by code; None where they are not enough. They end
    with the period's last month, and stand beside the target of the period, never instead of it."""
    sampai = pijakan.periode.sampai
    return {kode: targets.combine_months(pijakan.bulanan.get(kode, {}), sampai, zi=True) for kode in small}


def target_of(users: float | None, predikat: str) -> Target | None:
    """What the rule gives; None when the number of service users is not known or 0. ``predikat``: as of the period's end
    (``Pijakan.bidikan``), '' for none."""
    if users is None or not users >= 1:
        return None
    return targets.juknis(int(users), zi=bool(predikat))


def _target(users: float | None, predikat: str, manual: object) -> Target | None:
    jumlah = getattr(manual, "jumlah", pd.NA)
    if manual is None or pd.isna(jumlah):
        return target_of(users, predikat)
    known = None if users is None else int(users)
    return targets.manual(int(jumlah), _basis(manual), n=known, zi=bool(predikat))


def _basis(manual: object) -> str:
    """'Target manual 43 ditetapkan Kabid HAM, dicatat 3 Juni 2026: kesepakatan rapat monev'"""
    who = f" oleh {oleh}" if (oleh := getattr(manual, "oleh", "")) else ""
    day = format_tanggal(getattr(manual, "dicatat_pada").tz_convert(JAM_PANTAU).date())  # noqa: B009 - a row of any frame
    reason = str(getattr(manual, "alasan", "")).rstrip(".")
    return f"Target manual {format_bulat(getattr(manual, 'jumlah', 0))} ditetapkan{who}, dicatat {day}: {reason}"
