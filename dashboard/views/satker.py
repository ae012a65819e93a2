"""Satuan Kerja: what the head of a UPT must understand in a minute, and trust."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.views.common import (
    Pilihan,
    indeks_satker,
    monthly_indeks,
    nilai_of,
    row_of,
    rules_of,
    target_of,
    trend_period,
)
from data_access.answers import DIMENSI, URUTAN
from data_access.repository import Scope, SurveyRepository
from scoring import indeks, rules, weakness
from scoring.changes import Perubahan, change
from scoring.contract import SEMUA
from scoring.instruments import Instrumen
from scoring.targets import Target


@dataclass(frozen=True)
class HasilSurvei:
    """One survey of the satker. ``sekarang`` is the indeks row (None: no answers); frames are empty where there is nothing."""

    instrumen: Instrumen
    sekarang: pd.Series | None
    perubahan: Perubahan | None
    gate: float | None
    unsur: pd.DataFrame
    unsur_wilayah: pd.DataFrame
    lemah: pd.DataFrame
    rekap: pd.DataFrame

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

    @property
    def utama(self) -> HasilSurvei:
        """The survey chosen in the filter, whose charts are shown."""
        return next((s for s in self.survei if s.instrumen.kode == self.pilihan.instrumen), self.survei[0])


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan) -> SatuanKerja | None:
    """The view for ``pilihan.satker``; None when that satker is not in the viewer's scope."""
    info = row_of(repo.satker(scope), pilihan.satker)
    if info is None:
        return None
    users = repo.service_users(scope, pilihan.periode).get(pilihan.satker)
    instruments = repo.instruments(scope)
    chosen = next((item for item in instruments if item.kode == pilihan.instrumen), instruments[0])
    responden = repo.responden(scope, pilihan.saringan(chosen.kode))
    return SatuanKerja(
        pilihan=pilihan,
        satker=pilihan.satker,
        nama=str(info["nama"]),
        jenis=str(info["jenis"]),
        predikat=str(info["bidik_predikat"]),
        pengguna=None if users is None else int(users),
        target=target_of(users, str(info["bidik_predikat"])),
        survei=tuple(_survey(repo, scope, item, pilihan, str(info["bidik_predikat"])) for item in instruments),
        bulan_tren=tuple(trend_period(pilihan.periode).months),
        tren=monthly_indeks(repo, scope, chosen, pilihan, with_interval=True),
        kategori={name: _counts(responden, name) for name in DIMENSI},
    )


def _survey(repo: SurveyRepository, scope: Scope, item: Instrumen, pilihan: Pilihan, predikat: str) -> HasilSurvei:
    aturan = rules_of(item, pilihan)
    gates = rules.gates(pilihan.periode.first_day)
    aim = predikat or rules.PREDIKAT[0]
    before = indeks_satker(repo, scope, item, pilihan.before, whole_region=False)
    rekap_region = repo.rekap(scope, pilihan.saringan(item.kode, whole_region=True))
    rekap = rekap_region[rekap_region["satker"] == pilihan.satker].reset_index(drop=True)
    now = row_of(indeks_satker(repo, scope, item, pilihan, whole_region=False, rekap=rekap), pilihan.satker)
    sebaran = repo.sebaran(scope, pilihan.saringan(item.kode))
    users = repo.service_users(scope, pilihan.periode)
    unsur = indeks.nilai_unsur(rekap, aturan, sebaran=sebaran, populations=users, with_interval=True)
    region = indeks.nilai_unsur(rekap_region, aturan)
    means = region.groupby("unsur", sort=False)["nilai_4"].mean().reset_index()
    return HasilSurvei(
        instrumen=item,
        sekarang=now,
        perubahan=change(nilai_of(now), nilai_of(row_of(before, pilihan.satker))),
        gate=gates.gate_of(aim, item.indeks),
        unsur=unsur,
        unsur_wilayah=means,
        lemah=weakness.weak_unsur(unsur, aturan, gates, predikat=aim),
        rekap=rekap[rekap["unsur"] != SEMUA].reset_index(drop=True),
    )


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
