"""The pace towards the respondent targets: who will miss his target, and what does he need per working day?

A period is seen live, or as it stood at the end of a day (``per``), so that a meeting can come back to the same number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.views import responden
from dashboard.views.common import Pilihan, rows
from dashboard.views.kalender import SEMUA, calendars
from dashboard.views.responden import HANYA_REKAP, TANPA_DATA, TANPA_LAYANAN, TANPA_TARGET, RespondenTarget
from dashboard.views.target import Pijakan, read_basis
from data_access.repository import HariDiubah, Saringan, Scope, SurveyRepository, TargetDiubah
from scoring.instruments import Instrumen
from scoring.pace import Keadaan, Laju, Pengamatan, assess
from scoring.pace_rules import pace_rule
from scoring.periods import Periode, add_months, month_of_day
from scoring.targets import Target
from scoring.workdays import Kalender
from scoring.zona_waktu import ZONA_WAKTU

# Today by time zone: around midnight the three zones of Indonesia have two dates.
Hari = tuple[tuple[str, date], ...]
# Working days before the end at which a list of those who will fail can still change something.
SEPULUH = 10
_HARI_SEBULAN = 31
# Most urgent first. Nobody is asked for anything by the last three.
URUTAN = (
    Keadaan.GAGAL, Keadaan.TIDAK_TERCAPAI, TANPA_DATA, Keadaan.BELUM_ADA_LAJU, Keadaan.DIJAGA, Keadaan.AMAN,
    Keadaan.TERCAPAI, TANPA_TARGET, TANPA_LAYANAN, HANYA_REKAP,
)  # fmt: skip


@dataclass(frozen=True)
class LajuSatker:
    """One satker. ``keadaan``: one of URUTAN; ``laju``: None without target or with a recap alone; ``hari_ini``: the day it
    is seen on, in its own zone; ``sampai``: the last day that was observed, None without answers; ``n_rekap``: respondents
    that a recap of the period names."""

    satker: str
    nama: str
    jenis: str
    n: int
    target: Target | None
    laju: Laju | None
    keadaan: str
    hari_ini: date
    sampai: date | None
    n_rekap: int | None = None

    @property
    def seharusnya(self) -> float | None:
        """Respondents expected by now; None where there is no target, or no day left on which that matters."""
        return self.laju.seharusnya if self.laju is not None and self.laju.sisa else None

    @property
    def is_mendesak(self) -> bool:
        """Somebody has to do something before the period ends."""
        return self.keadaan in {Keadaan.GAGAL, Keadaan.DIJAGA, Keadaan.BELUM_ADA_LAJU, TANPA_DATA}


@dataclass(frozen=True)
class LajuWilayah:
    """All satker of a choice, most urgent first. ``per``: the past day that the period is seen at the end of, None for
    live; ``is_running``: the period is not over as it is seen; ``dasar``: counts and targets of the same moment;
    ``sepuluh_hari``: the day at whose end ten working days of the period remain (in the calendar with the fewest);
    ``hari_diubah``: days of the calendar that were changed since the end of ``per``, so that a meeting saw others then;
    ``target_diubah``: the same of service users and of targets set by hand."""

    pilihan: Pilihan
    instrumen: Instrumen
    per: date | None
    is_running: bool
    daftar: tuple[LajuSatker, ...]
    dasar: RespondenTarget
    sepuluh_hari: date | None = None
    hari_diubah: tuple[HariDiubah, ...] = ()
    target_diubah: tuple[TargetDiubah, ...] = ()

    def of(self, *keadaan: str) -> tuple[LajuSatker, ...]:
        """The satker in these states, most urgent first."""
        return tuple(one for one in self.daftar if one.keadaan in keadaan)

    def of_satker(self, satker: str) -> LajuSatker | None:
        """One satker, None where it is not in the choice."""
        return next((one for one in self.daftar if one.satker == satker), None)

    @property
    def sampai(self) -> date | None:
        """The last day that was observed anywhere."""
        return max((one.sampai for one in self.daftar if one.sampai), default=None)


@dataclass(frozen=True)
class _Waktu:
    """One satker's time: ``batas`` the last day that may count, ``mulai`` the first day that can still be used."""

    zona: str
    batas: date
    mulai: date


def today_by_zone(now: datetime) -> Hari:
    """The date at a moment (with a time zone) in each zone of Indonesia."""
    return tuple((zona, now.astimezone(ZoneInfo(zona)).date()) for zona in ZONA_WAKTU)


def build(
    repo: SurveyRepository,
    scope: Scope,
    pilihan: Pilihan,
    hari: Hari,
    per: date | None = None,
    pijakan: Pijakan | None = None,
) -> LajuWilayah:
    """The view for a choice. ``hari``: today by time zone; ``per``: a past day of the period, anything else is live;
    ``pijakan``: of the period, where it is read already."""
    periode, today = pilihan.periode, dict(hari)
    earliest = min(today.values())
    seen = per if per is not None and periode.first_day <= per < min(periode.last_day, earliest) else None
    pijakan = pijakan or read_basis(repo, scope, periode)
    dasar = responden.build(repo, scope, pilihan, earliest, per=seen, pijakan=pijakan)
    satker = pijakan.ketentuan[pijakan.ketentuan["satker"].isin(dasar.tabel["satker"])]
    zones = dict(zip(satker["satker"], satker["zona_waktu"], strict=True))
    asked = pilihan.saringan(dasar.instrumen.kode, whole_region=True)
    daily = _daily(repo, scope, replace(asked, periode=_with_history(periode)))
    imported = _imported(repo, scope, asked, daily)
    kalender = calendars(repo, scope, _with_history(periode), satker)
    found = []
    for row in rows(dasar.tabel):
        kode = str(row.satker)
        when = _time(zones[kode], periode, today.get(zones[kode], earliest), seen)
        days = _counted(daily.get(kode, {}), when.batas, seen)
        sampai = _observed(days, imported.get(kode, []), when, periode)
        # Whose answers are elsewhere lacks none of them: a recap is not held against a target.
        target = None if row.keadaan == HANYA_REKAP else dasar.sasaran[kode]
        laju = _assess(days, target, periode, kalender[kode], sampai, when)
        found.append(
            LajuSatker(
                kode, str(row.nama), str(row.jenis), int(row.n), dasar.sasaran[kode], laju, _state(str(row.keadaan), laju),
                when.mulai if seen is None else seen, sampai, None if pd.isna(row.n_rekap) else int(row.n_rekap),
            )
        )  # fmt: skip
    # One word a state, also in the table and the workbook of the counts.
    states = {one.satker: one.keadaan for one in found}
    dasar = replace(dasar, tabel=dasar.tabel.assign(keadaan=dasar.tabel["satker"].map(states)))
    running = seen is not None or earliest <= periode.last_day
    last_ten = _ten_days_left(kalender.values(), periode)
    daftar = tuple(sorted(found, key=_urgency))
    view = LajuWilayah(pilihan, dasar.instrumen, seen, running, daftar, dasar, last_ten)
    return view if seen is None else _with_changes(repo, scope, view, seen)


def _with_changes(repo: SurveyRepository, scope: Scope, view: LajuWilayah, seen: date) -> LajuWilayah:
    """The view with what was changed since the end of the day it is seen on, of its satker and its survey."""
    periode, satker = view.pilihan.periode, {one.satker for one in view.daftar}
    hari = tuple(one for one in repo.day_changes(scope, periode, seen) if one.satker in {*satker, SEMUA})
    target = tuple(
        one
        for one in repo.target_changes(scope, periode, seen)
        if one.satker in satker and one.instrumen in {"", view.instrumen.kode}
    )
    return replace(view, hari_diubah=hari, target_diubah=target)


def _ten_days_left(kalender: Iterable[Kalender], periode: Periode) -> date | None:
    """The last day after which ten working days of the calendar with the fewest remain; None in a shorter period."""
    left = [one.workdays(periode.first_day, periode.last_day)[-SEPULUH:] for one in kalender]
    starts = [days[0] - timedelta(days=1) for days in left if len(days) == SEPULUH]
    return min((day for day in starts if day >= periode.first_day), default=None)


def _with_history(periode: Periode) -> Periode:
    """The period with the months before it whose days tell the satker's own pace while the period is young."""
    months = math.ceil(pace_rule().jendela_hari / _HARI_SEBULAN)
    return Periode(add_months(periode.dari, -months), periode.sampai)


def _daily(repo: SurveyRepository, scope: Scope, asked: Saringan) -> dict[str, dict[date, int]]:
    """Respondents by satker and day."""
    frame = repo.daily(scope, asked)
    days, n = frame["tanggal"].dt.date.to_numpy(), frame["n"].to_numpy()
    groups = frame.groupby("satker").indices.items()
    return {str(kode): dict(zip(days[rows], n[rows].tolist(), strict=True)) for kode, rows in groups}


def _imported(
    repo: SurveyRepository, scope: Scope, asked: Saringan, daily: Mapping[str, Mapping[date, int]]
) -> dict[str, list[tuple[date, pd.Timestamp]]]:
    """By satker: the last day of each month that uploads spoke of, with the moment of the newest one."""
    answered = {month_of_day(day) for day in set().union(*daily.values())}
    found: dict[str, list[tuple[date, pd.Timestamp]]] = {}
    for bulan in asked.periode.months if asked.periode else []:
        if bulan in answered:
            month = Periode(bulan, bulan)
            for kode, moment in repo.imported_at(scope, replace(asked, periode=month)).items():
                found.setdefault(str(kode), []).append((month.last_day, moment))
    return found


def _time(zona: str, periode: Periode, today: date, per: date | None) -> _Waktu:
    if per is not None:
        return _Waktu(zona, per, per + timedelta(days=1))
    mulai = max(today, periode.first_day)
    return _Waktu(zona, min(mulai, periode.last_day), mulai)


def _counted(days: Mapping[date, int], batas: date, per: date | None) -> dict[date, int]:
    """Respondents by day until ``batas``. Live, those dated in the future (a date that somebody confirmed) are counted
    everywhere else too: they count as given today, because a day that is still to come has not been observed."""
    found = {day: n for day, n in days.items() if day <= batas}
    if per is None and (later := sum(days.values()) - sum(found.values())):
        found[batas] = found.get(batas, 0) + later
    return found


def _observed(
    days: Mapping[date, int], imported: Iterable[tuple[date, pd.Timestamp]], when: _Waktu, periode: Periode
) -> date | None:
    """The last day that is known: of the newest upload, or of a newer answer; None where nobody answered in the period.

    An upload tells of the months that it has answers of: October's file, sent on 20 November, says nothing of November.
    """
    first = periode.first_day
    answered = [day for day in days if day >= first]
    if not answered:
        return None
    zone = ZoneInfo(when.zona)
    seen = [max(answered), *(min(moment.tz_convert(zone).date(), last) for last, moment in imported)]
    return min(max(seen), when.batas)


def _assess(
    days: Mapping[date, int],
    target: Target | None,
    periode: Periode,
    kalender: Kalender,
    sampai: date | None,
    when: _Waktu,
) -> Laju | None:
    if target is None:
        return None
    first = periode.first_day
    inside = {day: n for day, n in days.items() if day >= first}
    before = {day: n for day, n in days.items() if day < first}
    # Where nobody has answered yet nothing was observed: the day before the period is the last that counts.
    known = sampai if sampai is not None else first - timedelta(days=1)
    found = assess(
        Pengamatan(
            periode=periode, target=target.target, harian=inside, sebelum=before, sebelum_dari=_first_before(before, periode),
            kalender=kalender, sampai=known, mulai=when.mulai,
        )
    )  # fmt: skip
    return found if sampai is not None else _without_forecast(found)


def _without_forecast(laju: Laju) -> Laju:
    """Of whom nothing of the period is known, the months before would be all that a forecast goes by."""
    return replace(
        laju, laju_per_hari=None, perkiraan=None, bawah=None, atas=None, peluang=None, keadaan=Keadaan.BELUM_ADA_LAJU
    )


def _first_before(before: Mapping[date, int], periode: Periode) -> date | None:
    """The first day of the months just before the period that all have answers; None where the last one has none."""
    answered = {month_of_day(day) for day in before}
    bulan, found = add_months(periode.dari, -1), None
    while bulan in answered:
        found = Periode(bulan, bulan).first_day
        bulan = add_months(bulan, -1)
    return found


def _state(counted: str, laju: Laju | None) -> str:
    """What the count alone decides stays; else the pace decides."""
    if counted in {HANYA_REKAP, TANPA_TARGET, TANPA_DATA, TANPA_LAYANAN} or laju is None:
        return counted
    return laju.keadaan.value


def _urgency(one: LajuSatker) -> tuple[int, float, float, str]:
    # Of a period that is over what is missing decides, also where days that are not uploaded yet leave a chance.
    laju = one.laju
    is_over = one.keadaan == Keadaan.TIDAK_TERCAPAI
    chance = laju.peluang if laju is not None and laju.peluang is not None and not is_over else 1.0
    short = laju.kurang / laju.target if laju is not None else 0.0
    return URUTAN.index(one.keadaan), chance, -short, one.nama
