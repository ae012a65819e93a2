"""Small satker that cannot reach the minimum of Zona Integritas in the period, and the months that they may combine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.views.common import respondents, rows
from dashboard.views.target import Pijakan, combined_of, small_satker
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.periods import Periode, add_months
from scoring.rules import target_rule
from scoring.targets import Gabungan


@dataclass(frozen=True)
class SatkerKecil:
    """One satker with ``pengguna`` service users in the period, fewer than the minimum of respondents.

    ``gabungan``: the months to take together, None where they are not enough; then ``bulan_kosong`` is the newest of
    them whose number of users is not known, None where all are known and too few. ``n``: its respondents in these months.
    """

    satker: str
    nama: str
    pengguna: int
    gabungan: Gabungan | None
    n: int
    bulan_kosong: int | None

    @property
    def is_tercapai(self) -> bool:
        """The combined months have their target."""
        return self.gabungan is not None and self.n >= self.gabungan.target.target


def build(
    repo: SurveyRepository,
    scope: Scope,
    asked: Saringan,
    satker: pd.DataFrame,
    pijakan: Pijakan,
    per: date | None = None,
) -> tuple[SatkerKecil, ...]:
    """The small satker among ``satker`` (columns satker, nama) in the instrument asked for and the period of ``pijakan``,
    in that order.

    ``per``: only respondents until the end of that day count.
    """
    small = small_satker(pijakan, satker)
    if not small:
        return ()
    combined, users, sampai = combined_of(pijakan, small), pijakan.bulanan, pijakan.periode.sampai
    counts = _respondents(repo, scope, asked.instrumen, combined, per)
    found = []
    for row in rows(satker[satker["satker"].isin(small)]):
        kode = str(row.satker)
        one = combined[kode]
        unknown = None if one is not None else _unknown_month(users.get(kode, {}), sampai)
        found.append(SatkerKecil(kode, str(row.nama), small[kode], one, counts.get(kode, 0), unknown))
    return tuple(found)


def _respondents(
    repo: SurveyRepository, scope: Scope, instrumen: str, combined: Mapping[str, Gabungan | None], per: date | None
) -> dict[str, int]:
    """Respondents by satker in its own combined months: one question for each span of months."""
    by_period: dict[Periode, list[str]] = {}
    for kode, one in combined.items():
        if one is not None:
            by_period.setdefault(one.periode, []).append(kode)
    found: dict[str, int] = {}
    for periode, codes in by_period.items():
        frame = respondents(repo, scope, Saringan(instrumen, periode, satker=tuple(codes)), per)
        found |= {str(kode): int(n) for kode, n in zip(frame["satker"], frame["n"], strict=True)}
    return found


def _unknown_month(users: Mapping[int, int], sampai: int) -> int | None:
    """The first month backwards whose number of service users is not known."""
    months = (add_months(sampai, -count) for count in range(target_rule().gabung_bulan_maks))
    return next((bulan for bulan in months if bulan not in users), None)
