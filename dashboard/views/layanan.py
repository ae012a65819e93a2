"""The target of a satker by layanan: divided as its service users are, where their number by layanan is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.formats import format_bulat
from dashboard.views.common import rows
from dashboard.views.target import Pijakan
from data_access.files.texts import words
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.targets import Target, allocate, allocation_reason

LAYANAN = "layanan"


@dataclass(frozen=True)
class TargetLayanan:
    """One layanan: its service users, its share of the target, its respondents of the whole period."""

    layanan: str
    pengguna: int
    target: int
    n: int

    @property
    def kurang(self) -> int:
        """Respondents that are missing."""
        return max(self.target - self.n, 0)


@dataclass(frozen=True)
class PembagianTarget:
    """The target of one satker by layanan, most users first. ``lain``: respondents of layanan whose users nobody counted,
    or of none. ``bagian`` is empty where the target is more than all service users: then it cannot be divided."""

    satker: str
    nama: str
    target: Target
    bagian: tuple[TargetLayanan, ...]
    lain: int
    alasan: str


def build(
    repo: SurveyRepository,
    scope: Scope,
    asked: Saringan,
    satker: pd.DataFrame,
    sasaran: Mapping[str, Target | None],
    pijakan: Pijakan,
) -> tuple[PembagianTarget, ...]:
    """The satker among ``satker`` (columns satker, nama) that have a target and service users by layanan in every month
    of the period of ``pijakan``, in that order; the target of a satker is what it is, only its parts are told here."""
    users = users_of(repo, scope, pijakan)
    wanted = satker[[kode in users and sasaran.get(kode) is not None for kode in satker["satker"]]]
    if wanted.empty:
        return ()
    answered = _respondents(repo, scope, asked)
    return tuple(
        _divide(str(row.satker), str(row.nama), target, users[row.satker], answered.get(str(row.satker), {}))
        for row in rows(wanted)
        if (target := sasaran[row.satker]) is not None
    )


def users_of(repo: SurveyRepository, scope: Scope, pijakan: Pijakan) -> dict[str, dict[str, int]]:
    """Service users by satker code and layanan, most users first; only satker whose months are all known by layanan."""
    frame, total = repo.users_by_service(scope, pijakan.periode), pijakan.pengguna
    together = frame.assign(sama=frame[LAYANAN].map(words)).groupby(["satker", "sama"])
    summed = together.agg(**{LAYANAN: (LAYANAN, "first"), "jumlah": ("jumlah", "sum")}).reset_index()
    found: dict[str, dict[str, int]] = {}
    for row in rows(summed.sort_values(["jumlah", LAYANAN], ascending=[False, True], kind="stable")):
        found.setdefault(str(row.satker), {})[str(row.layanan)] = int(row.jumlah)
    return {kode: parts for kode, parts in found.items() if sum(parts.values()) == total.get(kode)}


def _respondents(repo: SurveyRepository, scope: Scope, asked: Saringan) -> dict[str, dict[str, int]]:
    """Respondents by satker and the words of their layanan."""
    frame = repo.responden(scope, asked)
    found: dict[str, dict[str, int]] = {}
    for row in rows(frame[frame["dimensi"] == LAYANAN]):
        counts = found.setdefault(str(row.satker), {})
        nama = words(str(row.kategori))
        counts[nama] = counts.get(nama, 0) + int(row.n)
    return found


def _divide(
    satker: str, nama: str, target: Target, users: Mapping[str, int], answered: Mapping[str, int]
) -> PembagianTarget:
    total = sum(users.values())
    if target.target > total:
        more = f"Target {format_bulat(target.target)} lebih banyak dari {format_bulat(total)} pengguna layanan"
        why = f"{more}, jadi tidak dapat dibagi menurut layanan."
        return PembagianTarget(satker, nama, target, (), sum(answered.values()), why)
    parts = allocate(target.target, users)
    bagian = tuple(TargetLayanan(one, users[one], parts[one], answered.get(words(one), 0)) for one in users)
    rest = sum(answered.values()) - sum(part.n for part in bagian)
    return PembagianTarget(satker, nama, target, bagian, rest, allocation_reason(target.target, users))
