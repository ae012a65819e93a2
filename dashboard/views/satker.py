"""Satuan Kerja: what the head of a UPT must understand in a minute, and trust."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.views import lemah as views_lemah
from dashboard.views import rekap as views_rekap
from dashboard.views.common import (
    Pilihan,
    monthly_indeks,
    nilai_of,
    predikat_by_satker,
    row_of,
    rules_of,
    satker_of,
    surveys,
    trend_period,
)
from dashboard.views.lemah import Bacaan
from dashboard.views.rekap import RekapLampau, RekapSatker
from dashboard.views.target import read_basis, targets_of
from data_access.answers import DIMENSI, URUTAN
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring import indeks, rules, weakness
from scoring.changes import Perubahan, change
from scoring.contract import SEMUA
from scoring.instruments import Instrumen
from scoring.targets import Target


@dataclass(frozen=True)
class HasilSurvei:
    """One survey of the satker. ``sekarang`` is the indeks row (None: no answers); frames are empty where there is nothing.

    ``unsur``: nilai_unsur with what every unsur was judged by (scoring.weakness); ``lemah``: the weak ones;
    ``tidak_dinilai``: reasons (alasan, sebab) that could not be judged here."""

    instrumen: Instrumen
    sekarang: pd.Series | None
    perubahan: Perubahan | None
    gate: float | None
    unsur: pd.DataFrame
    unsur_wilayah: pd.DataFrame
    lemah: pd.DataFrame
    tidak_dinilai: pd.DataFrame
    rekap: pd.DataFrame
    # Another office's result of just this period, where nobody's answers are stored.
    rekap_saja: RekapSatker | None = None

    @property
    def n(self) -> int:
        """Respondents of the period."""
        return 0 if self.sekarang is None else int(self.sekarang["n"])


@dataclass(frozen=True)
class SatuanKerja:
    """Everything the page shows about one satker in one period."""

    pilihan: Pilihan
    satker: str
    nama: str
    jenis: str
    predikat: str
    pengguna: int | None
    target: Target | None
    survei: tuple[HasilSurvei, ...]
    bulan_tren: tuple[int, ...]
    tren: pd.DataFrame
    kategori: dict[str, pd.DataFrame]
    rekap: tuple[RekapSatker, ...] = ()
    # The recaps of the chosen survey over the same 12 months, of whichever length.
    rekap_lampau: tuple[RekapLampau, ...] = ()

    @property
    def utama(self) -> HasilSurvei:
        """The survey chosen in the filter, whose charts are shown."""
        return next((s for s in self.survei if s.instrumen.kode == self.pilihan.instrumen), self.survei[0])


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, seen_on: date | None = None) -> SatuanKerja | None:
    """The view for ``pilihan.satker``; None when that satker is not in the viewer's scope. ``seen_on``: today while the
    period is running."""
    satker = satker_of(repo, scope)
    info = row_of(satker, pilihan.satker)
    if info is None:
        return None
    pijakan = read_basis(repo, scope, pilihan.periode)
    instruments, chosen = surveys(repo, scope, pilihan)
    responden = repo.responden(scope, pilihan.saringan(chosen.kode))
    recaps = views_rekap.of_satker(repo, scope, pilihan)
    alone = {one.instrumen.kode: one for one in recaps if one.cocok is None and one.tercatat.periode == pilihan.periode}
    survei = [_survey(repo, scope, item, pilihan, satker, pijakan.populasi) for item in instruments]
    return SatuanKerja(
        pilihan=pilihan,
        satker=pilihan.satker,
        nama=str(info["nama"]),
        jenis=str(info["jenis"]),
        predikat=str(info["bidik_predikat"]),
        pengguna=pijakan.pengguna.get(pilihan.satker),
        target=targets_of(pijakan, chosen.kode, satker, seen_on=seen_on)[pilihan.satker],
        survei=tuple(replace(one, rekap_saja=alone.get(one.instrumen.kode)) for one in survei),
        bulan_tren=tuple(trend_period(pilihan.periode).months),
        tren=monthly_indeks(repo, scope, chosen, pilihan, with_interval=True),
        kategori={name: _counts(responden, name) for name in DIMENSI},
        rekap=recaps,
        rekap_lampau=views_rekap.history(repo, scope, pilihan, chosen),
    )


def _survey(
    repo: SurveyRepository, scope: Scope, item: Instrumen, pilihan: Pilihan, satker: pd.DataFrame, users: pd.Series
) -> HasilSurvei:
    aturan = rules_of(item, pilihan)
    gates = rules.gates(pilihan.periode.rules_day)
    aims = predikat_by_satker(satker)
    rekap_region = repo.rekap(scope, pilihan.saringan(item.kode, whole_region=True))
    rekap = _of(rekap_region, pilihan.satker)
    sebaran = repo.sebaran(scope, pilihan.saringan(item.kode))
    baca = _read_history(repo, scope, item, pilihan, rekap, sebaran)
    jenis = satker.set_index("satker")["jenis"]
    peers = Saringan(item.kode, pilihan.periode, satker=tuple(jenis.index[jenis == jenis[pilihan.satker]]))
    judged = views_lemah.judge(
        _with_peers(repo, scope, peers, item, baca, rekap_region),
        aturan,
        gates,
        predikat=aims,
        jenis=jenis,
        users=users,
    )
    lemah = weakness.rank_again(judged.lemah[judged.lemah["satker"] == pilihan.satker])
    region = indeks.nilai_unsur(rekap_region, aturan)
    means = region.groupby("unsur", sort=False)["nilai_4"].mean().reset_index()
    return HasilSurvei(
        instrumen=item,
        sekarang=row_of(indeks.indeks(rekap, aturan, sebaran=sebaran, populations=users), pilihan.satker),
        perubahan=_change(baca, aturan, pilihan.satker),
        gate=gates.gate_of(aims[pilihan.satker], item.indeks),
        unsur=_of(judged.unsur, pilihan.satker),
        unsur_wilayah=means,
        lemah=lemah,
        tidak_dinilai=_of(judged.tidak_dinilai, pilihan.satker),
        rekap=rekap[rekap["unsur"] != SEMUA].reset_index(drop=True),
    )


def _of(frame: pd.DataFrame, satker: str) -> pd.DataFrame:
    return frame[frame["satker"] == satker].reset_index(drop=True)


def _read_history(
    repo: SurveyRepository,
    scope: Scope,
    item: Instrumen,
    pilihan: Pilihan,
    rekap: pd.DataFrame,
    sebaran: pd.DataFrame,
) -> Bacaan:
    """The satker's own answers over the chosen period (read already) and the two before it."""
    periode = pilihan.periode
    months = repo.rekap(
        scope, pilihan.saringan(item.kode, views_lemah.three_periods(periode)), keys=("satker", "bulan")
    )
    earlier = repo.sebaran(scope, pilihan.saringan(item.kode, periode.previous))
    return replace(views_lemah.split(months, sebaran, earlier, periode), rekap=rekap)


def _with_peers(
    repo: SurveyRepository, scope: Scope, wanted: Saringan, item: Instrumen, baca: Bacaan, rekap_region: pd.DataFrame
) -> Bacaan:
    """The same with the other satker of the jenis (``wanted``) in this period, to compare with."""
    rekap = rekap_region[rekap_region["satker"].isin(wanted.satker)].reset_index(drop=True)
    if all(len(unsur.butir) == 1 for unsur in item.unsur):
        return replace(baca, rekap=rekap)
    # Only nested unsur have their distribution outside the rekap.
    return replace(baca, rekap=rekap, sebaran=repo.sebaran(scope, wanted))


def _change(baca: Bacaan, aturan: indeks.Aturan, satker: str) -> Perubahan | None:
    """The change of the index, from intervals without the finite population correction (docs/adr/0011-unsur-lemah.md)."""
    rekap = views_lemah.stack((baca.rekap, baca.rekap_sebelum))
    sebaran = views_lemah.stack((baca.sebaran, baca.sebaran_sebelum))
    both = indeks.indeks(rekap, aturan, ("satker", views_lemah.KE), sebaran=sebaran)
    now, before = (row_of(part, satker) for part in views_lemah.unstack(both, 2))
    return change(nilai_of(now), nilai_of(before))


def _counts(responden: pd.DataFrame, dimensi: str) -> pd.DataFrame:
    """Columns kategori (None: not filled in) and n of one dimension, in its own order where it has one."""
    part = responden[responden["dimensi"] == dimensi]
    counts: pd.DataFrame = part.groupby("kategori")["n"].sum().reset_index()
    order = {name: position for position, name in enumerate(URUTAN.get(dimensi, ()))}
    # Texts outside the usual list come after it, in their own order.
    place = counts["kategori"].map(order).fillna(len(order)).argsort(kind="stable")
    counts = counts.iloc[place.to_numpy()].reset_index(drop=True)
    counts["kategori"] = counts["kategori"].replace("", None)
    return counts
