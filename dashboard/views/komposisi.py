"""Where and when the respondents of a satker come from: what its composition looks like, and which satker to look at.

By the whole period and the data as they are: layanan and channel are known by month, not by day. Internal surveys have no
composition: a day or a channel would be a part of a cell that is too small to be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from dashboard.views import layanan as views_layanan
from dashboard.views.common import Pilihan, rows, satker_of
from dashboard.views.kalender import calendars
from dashboard.views.laju import Hari
from dashboard.views.target import read_basis, targets_of
from data_access.files.texts import words
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.composition import Isian, Komposisi, assess, service_shares
from scoring.composition_rules import composition_rule
from scoring.contract import JAM
from scoring.day_hours import HariJam
from scoring.instruments import Instrumen
from scoring.periods import Periode, add_months
from scoring.targets import Target, allocate
from scoring.workdays import HARI, Kalender

Counts = Mapping[str, int]
# Of whom nobody answered.
TANPA_JAWABAN = HariJam.of({})
TANPA_SEBELUM = (0,) * len(HARI)


@dataclass(frozen=True)
class KomposisiSatker:
    """One satker. ``isian``: what was counted; ``hasil``: what is said about it; ``bagian``: share of the service users by
    layanan, None where that is not known; ``sasaran``: the target by layanan, empty where it cannot be divided."""

    satker: str
    nama: str
    instrumen: Instrumen
    isian: Isian
    hasil: Komposisi
    bagian: Mapping[str, float] | None
    sasaran: Counts


@dataclass(frozen=True)
class KomposisiWilayah:
    """``daftar``: the satker with something to look at, worst first; ``informasi``: those with nothing but information;
    ``dinilai``: how many have enough respondents to be judged, ``dibanding``: how many of them by layanan too."""

    pilihan: Pilihan
    instrumen: Instrumen
    daftar: tuple[KomposisiSatker, ...]
    informasi: tuple[KomposisiSatker, ...]
    dinilai: int
    dibanding: int


@dataclass(frozen=True)
class _Hitungan:
    """What is known of the respondents, each by satker code: in the period, and (``sebelum``) in the months before it."""

    jam: Mapping[str, HariJam]
    pekan_sebelum: Mapping[str, tuple[int, ...]]
    layanan: Mapping[str, Counts]
    layanan_sebelum: Mapping[str, Counts]
    kanal: Mapping[str, Counts]


@dataclass(frozen=True)
class _Bahan:
    """What was read for all satker, by code. ``sampai``: the day of the newest upload."""

    instrumen: Instrumen
    periode: Periode
    hitungan: _Hitungan
    pengguna: Mapping[str, Counts]
    sasaran: Mapping[str, Target | None]
    kalender: Mapping[str, Kalender]
    sampai: Mapping[str, date]


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, hari: Hari) -> KomposisiSatker | None:
    """The composition of ``pilihan.satker``; None when it is not in scope. ``hari``: today by time zone."""
    instrumen = _chosen(repo, scope, pilihan)
    found = [] if instrumen is None else _build_all(repo, scope, pilihan, instrumen, hari, whole_region=False)
    return next((one for one in found if one.satker == pilihan.satker), None)


def build_region(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, hari: Hari) -> KomposisiWilayah | None:
    """Every satker of the choice; None where nothing was ever answered."""
    instrumen = _chosen(repo, scope, pilihan)
    if instrumen is None:
        return None
    found = _build_all(repo, scope, pilihan, instrumen, hari, whole_region=True)
    flagged = sorted(
        (one for one in found if one.hasil.perhatian), key=lambda one: (-one.hasil.terburuk, one.nama, one.satker)
    )
    told = tuple(one for one in found if one.hasil.temuan and not one.hasil.perhatian)
    judged = [one for one in found if one.hasil.is_dinilai]
    compared = sum(one.bagian is not None for one in judged)
    return KomposisiWilayah(pilihan, instrumen, tuple(flagged), told, len(judged), compared)


def _chosen(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> Instrumen | None:
    instruments = [item for item in repo.instruments(scope) if not item.internal]
    return next(
        (item for item in instruments if item.kode == pilihan.instrumen), instruments[0] if instruments else None
    )


def _build_all(
    repo: SurveyRepository, scope: Scope, pilihan: Pilihan, instrumen: Instrumen, hari: Hari, *, whole_region: bool
) -> list[KomposisiSatker]:
    periode, satker = pilihan.periode, satker_of(repo, scope)
    if not whole_region:
        satker = satker[satker["satker"] == pilihan.satker]
    elif pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)]
    asked = pilihan.saringan(instrumen.kode, whole_region=whole_region)
    pijakan = read_basis(repo, scope, periode)
    ketentuan = pijakan.ketentuan[pijakan.ketentuan["satker"].isin(satker["satker"])]
    read = _Bahan(
        instrumen,
        periode,
        _counts(repo, scope, asked, periode),
        views_layanan.users_of(repo, scope, pijakan),
        targets_of(pijakan, instrumen.kode, satker),
        calendars(repo, scope, periode, ketentuan),
        _observed(repo, scope, asked, satker, hari),
    )
    return [_one(str(row.satker), str(row.nama), read) for row in rows(satker) if row.satker in read.kalender]


def _one(kode: str, nama: str, read: _Bahan) -> KomposisiSatker:
    counted, users, target = read.hitungan, read.pengguna.get(kode, {}), read.sasaran[kode]
    names = {words(one): one for one in users}
    served, jam = _renamed(counted.layanan.get(kode, {}), names), counted.jam.get(kode, TANPA_JAWABAN)
    isian = Isian(
        periode=read.periode,
        kalender=read.kalender[kode],
        sampai=max(read.sampai[kode], jam.hari[-1] if jam.hari else read.periode.first_day),
        jam=jam,
        sebelum=counted.pekan_sebelum.get(kode, TANPA_SEBELUM),
        layanan=served,
        pengguna=users,
        layanan_sebelum=_renamed(counted.layanan_sebelum.get(kode, {}), names),
        kanal=counted.kanal.get(kode, {}),
    )
    shares = service_shares(served, users)
    parts: Counts = {}
    if shares is not None and target is not None and target.target <= sum(users.values()):
        parts = allocate(target.target, users)
    return KomposisiSatker(kode, nama, read.instrumen, isian, assess(isian), shares, parts)


def _renamed(counts: Counts, names: Mapping[str, str]) -> dict[str, int]:
    """The counts under the names that the service users have, where they differ in case or punctuation only."""
    found: dict[str, int] = {}
    for nama, n in counts.items():
        known = names.get(words(nama), nama)
        found[known] = found.get(known, 0) + n
    return found


def _counts(repo: SurveyRepository, scope: Scope, asked: Saringan, periode: Periode) -> _Hitungan:
    before = Periode(add_months(periode.dari, -composition_rule().bulan_sebelum), add_months(periode.dari, -1))
    past = Saringan(asked.instrumen, before, asked.satker, asked.jenis)
    now, earlier = repo.responden(scope, asked), repo.responden(scope, past)
    return _Hitungan(
        _hours(repo.daily(scope, asked, jam=True)),
        _weekdays(repo.daily(scope, past)),
        _named(now, "layanan"),
        _named(earlier, "layanan"),
        _named(now, "kanal"),
    )


def _hours(frame: pd.DataFrame) -> dict[str, HariJam]:
    """Days and hours by satker."""
    days, n, jam = frame["tanggal"].dt.date.to_numpy(), frame["n"].to_numpy(), frame[list(JAM)].to_numpy()
    groups = frame.groupby("satker").indices.items()
    return {str(kode): HariJam(tuple(days[rows]), n[rows], jam[rows]) for kode, rows in groups}


def _weekdays(frame: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """Respondents by satker and day of the week, Monday first."""
    weekday, n = frame["tanggal"].dt.day_of_week.to_numpy(), frame["n"].to_numpy()
    groups = frame.groupby("satker").indices.items()
    found = {kode: np.bincount(weekday[rows], n[rows], len(HARI)).astype(int) for kode, rows in groups}
    return {str(kode): tuple(counts.tolist()) for kode, counts in found.items()}


def _named(frame: pd.DataFrame, dimensi: str) -> dict[str, dict[str, int]]:
    """Respondents by satker and name."""
    chosen = frame[frame["dimensi"] == dimensi]
    found: dict[str, dict[str, int]] = {}
    for kode, nama, n in zip(*(chosen[name].tolist() for name in ("satker", "kategori", "n")), strict=True):
        found.setdefault(kode, {})[nama] = n
    return found


def _observed(
    repo: SurveyRepository, scope: Scope, asked: Saringan, satker: pd.DataFrame, hari: Hari
) -> dict[str, date]:
    """The day of the newest upload that brought answers of the period, by satker, never after today."""
    today, imported = dict(hari), repo.imported_at(scope, asked)
    found = {}
    for one in rows(satker):
        moment, zone = imported.get(one.satker), str(one.zona_waktu)
        day = today.get(zone, min(today.values()))
        found[str(one.satker)] = day if moment is None else min(moment.tz_convert(ZoneInfo(zone)).date(), day)
    return found
