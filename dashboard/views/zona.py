"""Zona Integritas: who is ready for WBK or WBBM, who nearly, and what is missing; the checklist of one satker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from dashboard.views.common import Pilihan, rows, rules_of
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring import indeks, zona
from scoring.instruments import Instrumen
from scoring.periods import Periode, add_months, months_between
from scoring.rules import PREDIKAT, Ambang
from scoring.zona import Hasil, Kesiapan, NilaiZona

JENDELA = (3, 6, 12)
# Instead of WBK or WBBM for all: each satker by the predikat that it goes for.
DITUJU = "dituju"
BULAN_GRAFIK = 12


@dataclass(frozen=True)
class PilihanZona:
    """What the viewer chose: ``jendela`` months that end with the last month of ``pilihan.periode``; the predikat."""

    pilihan: Pilihan
    jendela: int = JENDELA[0]
    predikat: str = DITUJU

    @property
    def sampai(self) -> int:
        """The last month of the window."""
        return self.pilihan.periode.sampai

    @property
    def periode(self) -> Periode:
        """The window."""
        return Periode(add_months(self.sampai, 1 - self.jendela), self.sampai)


@dataclass(frozen=True)
class ZonaSatker:
    """One satker. ``nilai``: by index; ``hasil``: by predikat, for WBK and WBBM alike; ``predikat``: the one that counts
    here, '' where the satker goes for none and the viewer did not choose one; ``laporan``: its recorded reports."""

    satker: str
    nama: str
    bidik: str
    predikat: str
    nilai: dict[str, NilaiZona]
    hasil: dict[str, Hasil]
    laporan: pd.DataFrame

    @property
    def utama(self) -> Hasil:
        """The result that counts; the first predikat where the satker goes for none."""
        return self.hasil[self.predikat or PREDIKAT[0]]


@dataclass(frozen=True)
class ZonaIntegritas:
    """The page. ``satker``: those with a predikat, ready ones first; ``tanpa_bidik``: the others. ``aturan``: the rules in
    force over the window, oldest first, the last decides. ``survei``: the instrument of each index with a gate.
    ``bulanan``: the months of the window (of one satker: 12 months) by satker, indeks, bulan with value and interval."""

    pilihan: PilihanZona
    aturan: tuple[Ambang, ...]
    survei: dict[str, Instrumen]
    konversi: dict[str, str]
    satker: tuple[ZonaSatker, ...]
    tanpa_bidik: tuple[ZonaSatker, ...]
    bulanan: pd.DataFrame = field(repr=False)
    # Satker without answers in the window that have a recap there: it fulfils no condition (docs/adr/0013-rekap.md).
    rekap: frozenset[str] = frozenset()

    @property
    def ambang(self) -> Ambang:
        """The rules that decide."""
        return self.aturan[-1]

    @property
    def responden(self) -> int:
        """Answer sheets of both surveys in the window."""
        return sum(nilai.n for one in (*self.satker, *self.tanpa_bidik) for nilai in one.nilai.values())

    def with_state(self, kesiapan: Kesiapan) -> list[ZonaSatker]:
        """The satker in a state, nearest first."""
        return [one for one in self.satker if one.utama.kesiapan is kesiapan]


def build(repo: SurveyRepository, scope: Scope, pilihan: PilihanZona) -> ZonaIntegritas | None:
    """The view for a choice; with a satker only that one, None when it is not in the viewer's scope."""
    kode = pilihan.pilihan.satker
    satker = repo.satker(scope)
    if kode:
        satker = satker[satker["satker"] == kode]
        if satker.empty:
            return None
    elif pilihan.pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.pilihan.jenis)]
    months = pilihan.periode.months
    aturan = zona.rule_sets(months)
    surveys = _surveys(repo, scope, pilihan, aturan[-1])
    shown = Periode(add_months(pilihan.sampai, 1 - BULAN_GRAFIK), pilihan.sampai) if kode else pilihan.periode
    codes = satker["satker"].tolist()
    nilai, bulanan = {}, []
    for name, item in surveys.items():
        monthly = _monthly(repo, scope, item, pilihan, shown)
        awal = indeks.prior_4(_rules(item, pilihan))
        nilai[name] = zona.window_values(monthly, _pooled(repo, scope, item, pilihan), codes, months, name, awal)
        bulanan.append(monthly.assign(indeks=name))
    reports = repo.survey_reports(scope)
    found = [_one(row, nilai, reports, aturan[-1], pilihan) for row in rows(satker)]
    silent = {one.satker for one in found if all(value.n == 0 for value in one.nilai.values())}
    recaps = [one for item in surveys.values() for one in repo.recaps(scope, _saringan(item, pilihan, pilihan.periode))]
    return ZonaIntegritas(
        pilihan=pilihan,
        aturan=aturan,
        survei=surveys,
        konversi={name: rules_of(item, pilihan.pilihan).konversi.nama for name, item in surveys.items()},
        satker=tuple(sorted((one for one in found if one.predikat), key=lambda one: zona.sort_key(one.utama))),
        tanpa_bidik=tuple(one for one in found if not one.predikat),
        bulanan=pd.concat(bulanan, ignore_index=True)
        if bulanan
        else pd.DataFrame(columns=["satker", "indeks", "bulan"]),
        rekap=frozenset(one.satker for one in recaps if one.terbaru and one.satker in silent),
    )


def _surveys(repo: SurveyRepository, scope: Scope, pilihan: PilihanZona, ambang: Ambang) -> dict[str, Instrumen]:
    """The instrument of each index that has a gate: of several (SPKP of 2021 and of today) the first with answers in the
    window, else the first at all."""
    known = repo.instruments(scope)
    inside = {
        item.kode: any(bulan in pilihan.periode.months for bulan in repo.months(scope, item.kode)) for item in known
    }
    found = {}
    for name in ambang.gate[PREDIKAT[0]]:
        candidates = sorted((item for item in known if item.indeks == name), key=lambda item: not inside[item.kode])
        if candidates:
            found[name] = candidates[0]
    return found


def _rules(item: Instrumen, pilihan: PilihanZona) -> indeks.Aturan:
    """The rules of the window's last month."""
    return rules_of(item, replace(pilihan.pilihan, periode=Periode(pilihan.sampai, pilihan.sampai)))


def _saringan(item: Instrumen, pilihan: PilihanZona, periode: Periode) -> Saringan:
    chosen = pilihan.pilihan
    return Saringan(item.kode, periode, satker=(chosen.satker,) if chosen.satker else (), jenis=chosen.jenis)


def _monthly(
    repo: SurveyRepository, scope: Scope, item: Instrumen, pilihan: PilihanZona, periode: Periode
) -> pd.DataFrame:
    keys, saringan = ("satker", "bulan"), _saringan(item, pilihan, periode)
    users = repo.monthly_service_users(scope, periode)
    rekap, sebaran = repo.rekap(scope, saringan, keys=keys), repo.sebaran(scope, saringan, keys=keys)
    return indeks.indeks(rekap, _rules(item, pilihan), keys, sebaran=sebaran, populations=users)


def _pooled(repo: SurveyRepository, scope: Scope, item: Instrumen, pilihan: PilihanZona) -> pd.DataFrame:
    saringan = _saringan(item, pilihan, pilihan.periode)
    users = repo.service_users(scope, pilihan.periode)
    return indeks.indeks(
        repo.rekap(scope, saringan), _rules(item, pilihan), sebaran=repo.sebaran(scope, saringan), populations=users
    )


def _one(
    row: pd.Series, nilai: dict[str, dict[str, NilaiZona]], reports: pd.DataFrame, ambang: Ambang, pilihan: PilihanZona
) -> ZonaSatker:
    own = {name: values[row.satker] for name, values in nilai.items()}
    laporan = reports[reports["satker"] == row.satker].reset_index(drop=True)
    covered = {bulan for dari, sampai in _spans(laporan) for bulan in months_between(dari, sampai)}
    months: Sequence[int] = pilihan.periode.months
    return ZonaSatker(
        satker=str(row.satker),
        nama=str(row.nama),
        bidik=str(row.bidik_predikat),
        predikat=str(row.bidik_predikat) if pilihan.predikat == DITUJU else pilihan.predikat,
        nilai=own,
        hasil={predikat: zona.check(own, covered, months, ambang, predikat) for predikat in PREDIKAT},
        laporan=laporan,
    )


def _spans(laporan: pd.DataFrame) -> list[tuple[int, int]]:
    return [(int(row.dari), int(row.sampai)) for row in rows(laporan)]
