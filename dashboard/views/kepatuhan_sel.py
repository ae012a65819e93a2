"""The cells of Kalender Kepatuhan: what is read for one survey, and what each satker and period comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from dashboard.views.laju import Hari
from dashboard.views.target import Pijakan, targets_of
from data_access.confidential import ConfidentialRepository
from data_access.repository import Saringan, Scope
from scoring.compliance import Fakta, Kepatuhan, Waktu, judge, time_of
from scoring.contract import SEMUA
from scoring.instruments import Instrumen
from scoring.periods import Periode, period_containing
from scoring.rules import display_rule


@dataclass(frozen=True)
class PilihanKepatuhan:
    """What the viewer chose; ``survei`` '' means all of them."""

    tahun: int
    jenis: tuple[str, ...] = ()
    survei: str = ""

    @property
    def periode(self) -> Periode:
        """The whole year."""
        return period_containing(self.tahun * 100 + 1, "tahun")


@dataclass(frozen=True)
class Sel:
    """One satker and period. ``n``: respondents, None where they must not be told or nobody was due; ``target``: None
    where it is not known; ``triwulan``: (period, respondents, target) of an empty month where all respondents of the triwulan
    came in another month of it; ``rekap``: the period of the recap that covers this one."""

    periode: Periode
    keadaan: Kepatuhan
    n: int | None = None
    target: int | None = None
    triwulan: tuple[Periode, int, int | None] | None = None
    rekap: Periode | None = None


@dataclass(frozen=True)
class Tanya:
    """What is read for one survey: the periods of its cells, ascending, and the satker asked for. ``pijakan``: what the
    targets of a period rest on, the same for all surveys; ``pengguna``: service users by satker and month."""

    repo: ConfidentialRepository
    scope: Scope
    pilihan: PilihanKepatuhan
    item: Instrumen
    periods: tuple[Periode, ...]
    satker: pd.DataFrame
    pijakan: Callable[[Periode], Pijakan]
    pengguna: Mapping[str, Mapping[int, int]]

    @property
    def span(self) -> Periode:
        """All months of the periods."""
        return Periode(self.periods[0].dari, self.periods[-1].sampai)

    @property
    def codes(self) -> list[str]:
        """The satker by code."""
        return [str(kode) for kode in self.satker["satker"]]

    def saringan(self, periode: Periode) -> Saringan:
        """The repository's filter for a period."""
        return Saringan(self.item.kode, periode, jenis=self.pilihan.jenis)

    def start(self) -> int | None:
        """The first month that anybody in scope answered in, or that a recap covers; nobody was asked before."""
        recapped = [periode.dari for kode, periode in self.repo.recap_periods(self.scope) if kode == self.item.kode]
        return min([*self.repo.months(self.scope, self.item.kode), *recapped], default=None)

    def recapped(self) -> dict[str, list[Periode]]:
        """The periods of the newest recaps by satker, the shortest first."""
        found: dict[str, list[Periode]] = {}
        for one in self.repo.recaps(self.scope, self.saringan(self.span)):
            if one.terbaru:
                found.setdefault(one.satker, []).append(one.periode)
        return {kode: sorted(periods, key=lambda one: len(one.months)) for kode, periods in found.items()}


def public_cells(asked: Tanya, hari: Hari) -> dict[tuple[str, Periode], Sel]:
    """By month: everything is read once for all months but the targets, which are of one period each."""
    repo, scope, start, days = asked.repo, asked.scope, asked.start(), dict(hari)
    earliest, latest = min(days.values()), max(days.values())
    # Whole triwulan, so that a month knows of the other two.
    around = [period_containing(bulan, "triwulan") for bulan in (asked.span.dari, asked.span.sampai)]
    whole = Periode(around[0].dari, around[-1].sampai)
    counts = _counts(repo.rekap(scope, asked.saringan(whole), keys=("satker", "bulan")))
    recaps = asked.recapped()
    due = [one for one in asked.periods if time_of(one, latest, start) is not Waktu.NANTI]
    targets = {one: targets_of(asked.pijakan(one), asked.item.kode, asked.satker) for one in due}
    once = _once_a_triwulan(asked, counts, due)
    minimal = display_rule().minimal_mutu
    found = {}
    for kode, zona in zip(asked.codes, asked.satker["zona_waktu"], strict=True):
        for periode in asked.periods:
            bulan = periode.dari
            waktu = time_of(periode, days.get(zona, earliest), start)
            target = targets[periode][kode] if periode in targets else None
            rekap = next((one for one in recaps.get(kode, ()) if one.dari <= bulan <= one.sampai), None)
            triwulan = once.get((kode, bulan))
            fakta = Fakta(
                counts.get((kode, bulan), 0),
                target.target if target else None,
                waktu,
                asked.pengguna.get(kode, {}).get(bulan),
                rekap is not None,
                triwulan[1:] if triwulan else None,
            )
            state = judge(fakta, minimal)
            told = None if waktu is Waktu.NANTI else fakta.n
            quarter = triwulan if state in {Kepatuhan.TRIWULAN, Kepatuhan.KOSONG} else None
            found[kode, periode] = Sel(periode, state, told, fakta.target, quarter, rekap)
    return found


def _counts(rekap: pd.DataFrame) -> dict[tuple[str, int], int]:
    whole = rekap[rekap["unsur"] == SEMUA]
    return {
        (str(kode), int(bulan)): int(n)
        for kode, bulan, n in zip(whole["satker"], whole["bulan"], whole["n"], strict=True)
    }


def _once_a_triwulan(
    asked: Tanya, counts: Mapping[tuple[str, int], int], due: Iterable[Periode]
) -> dict[tuple[str, int], tuple[Periode, int, int | None]]:
    """(triwulan, respondents, its target) by satker and empty month, where one month holds all respondents of its triwulan:
    such a satker surveys once a triwulan, and the target of the triwulan is the one that says whether it did enough."""
    asking: dict[Periode, dict[str, int]] = {}
    for quarter in {period_containing(one.dari, "triwulan") for one in due}:
        for kode in asked.codes:
            answered = [n for bulan in quarter.months if (n := counts.get((kode, bulan), 0))]
            if len(answered) == 1:
                asking.setdefault(quarter, {})[kode] = answered[0]
    found: dict[tuple[str, int], tuple[Periode, int, int | None]] = {}
    for quarter, by_satker in asking.items():
        wanted = asked.satker[asked.satker["satker"].isin(by_satker)]
        targets = targets_of(asked.pijakan(quarter), asked.item.kode, wanted)
        for kode, n in by_satker.items():
            target = targets[kode]
            told = quarter, n, target.target if target else None
            found |= {(kode, bulan): told for bulan in quarter.months if (kode, bulan) not in counts}
    return found


def internal_cells(asked: Tanya, today: date) -> dict[tuple[str, Periode], Sel]:
    """By publication period, from what the wall releases and nothing else: respondents of a released satker, the name of a
    hidden one. Of a period that runs nothing is asked, so nothing can be told."""
    start, recaps = asked.start(), asked.recapped()
    found = {}
    for periode in asked.periods:
        waktu = time_of(periode, today, start)
        told = _Terbit() if waktu is not Waktu.SELESAI else _released(asked, periode)
        for kode in asked.codes:
            if kode in told.tertutup:
                found[kode, periode] = Sel(periode, Kepatuhan.DISEMBUNYIKAN, None, told.pegawai.get(kode))
                continue
            is_recapped = periode in recaps.get(kode, ())
            fakta = Fakta(told.n.get(kode, 0), told.pegawai.get(kode), waktu, has_rekap=is_recapped)
            state = judge(fakta, display_rule().minimal_mutu)
            n = fakta.n if waktu is Waktu.SELESAI else None
            found[kode, periode] = Sel(periode, state, n, fakta.target, None, periode if is_recapped else None)
    return found


@dataclass(frozen=True)
class _Terbit:
    """What is published of one period: respondents and employees by satker, and which satker are hidden."""

    n: Mapping[str, int] = field(default_factory=dict)
    pegawai: Mapping[str, int] = field(default_factory=dict)
    tertutup: frozenset[str] = frozenset()


def _released(asked: Tanya, periode: Periode) -> _Terbit:
    rekap = asked.repo.rekap(asked.scope, asked.saringan(periode))
    whole = rekap[rekap["unsur"] == SEMUA]
    employees = asked.repo.employees(asked.scope, periode)
    return _Terbit(
        {str(kode): int(n) for kode, n in zip(whole["satker"], whole["n"], strict=True)},
        {str(kode): int(n) for kode, n in employees.items()},
        asked.repo.concealed(asked.scope, asked.saringan(periode)),
    )
