"""Kalender Kepatuhan: who did which survey in which month of a year, who has gaps (docs/adr/0021-kalender-kepatuhan.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pandas as pd

from dashboard.views.common import rows, satker_of
from dashboard.views.kepatuhan_sel import PilihanKepatuhan, Sel, Tanya, internal_cells, public_cells
from dashboard.views.laju import Hari
from dashboard.views.target import Pijakan, read_basis, users_by_month
from data_access.confidential import ConfidentialRepository
from data_access.repository import Scope
from scoring.compliance import BERMASALAH, Kepatuhan, empty_run, finished
from scoring.instruments import Instrumen
from scoring.periods import PANJANG, Periode, add_months, period_containing

# The follow-up looks this many months back: what is older has been talked about before.
BULAN_TINJAU = 3
_RANK = {state: rank for rank, state in enumerate(reversed(BERMASALAH), 1)}


@dataclass(frozen=True)
class KepatuhanSurvei:
    """One survey. ``kolom``: its periods of the year; ``tinjau``: the periods that are over and are followed up (of the last
    three months, also of the year before); ``sel``: by satker code and period, of both."""

    instrumen: Instrumen
    kolom: tuple[Periode, ...]
    tinjau: tuple[Periode, ...]
    sel: Mapping[tuple[str, Periode], Sel] = field(repr=False)

    def of(self, satker: str, periode: Periode) -> Sel:
        """The cell of a satker in a period."""
        return self.sel[satker, periode]

    def count(self, periode: Periode, *keadaan: Kepatuhan) -> int:
        """How many satker are in one of these states in a period."""
        return len(self.in_state(periode, *keadaan))

    def in_state(self, periode: Periode, *keadaan: Kepatuhan) -> frozenset[str]:
        """The satker in one of these states in a period."""
        return frozenset(kode for (kode, when), one in self.sel.items() if when == periode and one.keadaan in keadaan)

    def is_due(self, periode: Periode) -> bool:
        """Something was expected in the period: it is over, and the survey had begun."""
        return self.count(periode, Kepatuhan.BELUM_WAKTUNYA, Kepatuhan.BERJALAN) == 0


@dataclass(frozen=True)
class Kekurangan:
    """A satker with gaps in one survey. ``sel``: its cells of the periods followed up, oldest first; ``beruntun``: how many
    of the last periods are empty without a break; ``is_sejak_awal``: as far back as this calendar looks."""

    satker: str
    nama: str
    jenis: str
    instrumen: Instrumen
    sel: tuple[Sel, ...]
    beruntun: int
    is_sejak_awal: bool

    @property
    def kosong(self) -> int:
        """How many of the periods followed up are empty."""
        return sum(one.keadaan is Kepatuhan.KOSONG for one in self.sel)


@dataclass(frozen=True)
class KalenderKepatuhan:
    """``satker``: code, name, jenis, those with the most gaps first; ``kekurangan``: in the same spirit, one a satker and
    survey."""

    pilihan: PilihanKepatuhan
    satker: tuple[tuple[str, str, str], ...]
    survei: tuple[KepatuhanSurvei, ...]
    kekurangan: tuple[Kekurangan, ...]

    @property
    def nama(self) -> dict[str, str]:
        """Names by satker code."""
        return {kode: nama for kode, nama, _ in self.satker}

    @property
    def tinjau(self) -> tuple[Periode, ...]:
        """The months followed up, of a survey that is due every month."""
        return max((one.tinjau for one in self.survei), key=len, default=())

    @property
    def kosong_beruntun(self) -> frozenset[str]:
        """The satker that left the last two periods or more of a monthly survey empty."""
        return frozenset(one.satker for one in self.kekurangan if is_monthly(one.instrumen) and one.beruntun >= 2)


def is_monthly(instrumen: Instrumen) -> bool:
    """Due every month: all public surveys, and an internal one that is published monthly."""
    return length_of(instrumen) == 1


def length_of(instrumen: Instrumen) -> int:
    """Months between two dates at which a survey is due."""
    return PANJANG[instrumen.periode_terbit] if instrumen.internal else 1


def build(
    repo: ConfidentialRepository, scope: Scope, pilihan: PilihanKepatuhan, hari: Hari, today: date
) -> KalenderKepatuhan:
    """The calendar of a year. ``hari``: today by time zone, for the months of public surveys; ``today``: the office's date,
    which alone decides what of an internal survey is published (as on Survei Integritas)."""
    satker = satker_of(repo, scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)]
    # A month is followed up once it is over for everybody.
    earliest = min(day for _, day in hari)
    chosen = [
        item
        for item in (*repo.instruments(scope), *repo.internal_instruments(scope))
        if pilihan.survei in ("", item.kode)
    ]
    # Whole years, so that a triwulan at the turn of the year is whole too.
    users = users_by_month(repo, scope, Periode(add_months(pilihan.periode.dari, -12), pilihan.periode.sampai))
    pijakan = _basis(repo, scope, pilihan.periode, users)
    survei = []
    for item in chosen:
        kolom = _columns(pilihan.periode, item)
        tinjau = _followed(pilihan.periode, item, today if item.internal else earliest)
        asked = Tanya(repo, scope, pilihan, item, tuple(sorted({*kolom, *tinjau})), satker, pijakan, users)
        sel = internal_cells(asked, today) if item.internal else public_cells(asked, hari)
        survei.append(KepatuhanSurvei(item, kolom, tinjau, sel))
    gaps = tuple(sorted(_gaps(survei, satker), key=_urgency))
    return KalenderKepatuhan(pilihan, _in_order(satker, survei), tuple(survei), gaps)


def _basis(
    repo: ConfidentialRepository, scope: Scope, tahun: Periode, users: Mapping[str, Mapping[int, int]]
) -> Callable[[Periode], Pijakan]:
    """What the targets of a month or triwulan of the calendar rest on: the same for every survey, so read once; what is
    known of the satker at the ends of all of them is one question."""

    @cache
    def known() -> dict[date, pd.DataFrame]:
        months = Periode(add_months(tahun.dari, -BULAN_TINJAU), tahun.sampai).months
        return repo.conditions_by_day(scope, [Periode(bulan, bulan).last_day for bulan in months])

    @cache
    def basis(periode: Periode) -> Pijakan:
        return read_basis(repo, scope, periode, users, known()[periode.last_day])

    return basis


def _columns(tahun: Periode, item: Instrumen) -> tuple[Periode, ...]:
    jenis = item.periode_terbit if item.internal else "bulan"
    return tuple(sorted({period_containing(bulan, jenis) for bulan in tahun.months}))


def _followed(tahun: Periode, item: Instrumen, today: date) -> tuple[Periode, ...]:
    """The last periods of the year that are over, three months' worth; at the turn of the year those of the year before."""
    length = length_of(item)
    back = Periode(add_months(tahun.dari, -max(length, BULAN_TINJAU)), tahun.sampai)
    jenis = item.periode_terbit if item.internal else "bulan"
    over = finished({period_containing(bulan, jenis) for bulan in back.months}, today)
    return tuple(over[-max(1, BULAN_TINJAU // length) :])


def _gaps(survei: Sequence[KepatuhanSurvei], satker: pd.DataFrame) -> list[Kekurangan]:
    found = []
    for one in survei:
        over = sorted({when for _, when in one.sel if one.tinjau and when <= one.tinjau[-1]})
        for row in rows(satker):
            cells = tuple(one.of(row.satker, periode) for periode in one.tinjau)
            if not _has_gap(cells, one.instrumen):
                continue
            run = empty_run([one.of(row.satker, periode).keadaan for periode in over])
            found.append(
                Kekurangan(str(row.satker), str(row.nama), str(row.jenis), one.instrumen, cells, run, run == len(over))
            )
    return found


def _has_gap(cells: Sequence[Sel], item: Instrumen) -> bool:
    """Empty or under the minimum once, or short in every month: a month that missed its target by a few is no gap, and
    seldom does every single employee answer."""
    states = [cell.keadaan for cell in cells]
    if any(state in {Kepatuhan.KOSONG, Kepatuhan.MINIMAL} for state in states):
        return True
    return is_monthly(item) and len(states) > 1 and all(state in BERMASALAH for state in states)


def _urgency(one: Kekurangan) -> tuple[int, int, int, str, str]:
    """Longest empty first, then most empty, then the worst states, then by name; the surveys of one satker in their order."""
    ranks = [_RANK.get(cell.keadaan, 0) for cell in one.sel]
    return (-one.beruntun * length_of(one.instrumen), -one.kosong, -sum(ranks), one.nama, one.satker)


def _in_order(satker: pd.DataFrame, survei: Sequence[KepatuhanSurvei]) -> tuple[tuple[str, str, str], ...]:
    """Those with the most empty months of the year first, then those with the most that are short."""

    def weight(kode: str) -> tuple[int, int]:
        states = [one.of(kode, periode).keadaan for one in survei for periode in one.kolom]
        return -states.count(Kepatuhan.KOSONG), -sum(state in BERMASALAH for state in states)

    listed = [(str(row.satker), str(row.nama), str(row.jenis)) for row in rows(satker)]
    return tuple(sorted(listed, key=lambda one: (*weight(one[0]), one[1])))
