"""Survei Integritas: what the employees of each satker answered, as far as it may be shown (docs/adr/0007-kerahasiaan.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.views.common import Pilihan, nilai_of, row_of, rules_of
from data_access.confidential import ConfidentialRepository
from data_access.recap_records import RekapTercatat
from data_access.repository import Scope
from scoring import indeks
from scoring.changes import Perubahan, change
from scoring.confidentiality import is_published
from scoring.indeks import Aturan, Rerata, mean_of_satker
from scoring.instruments import Instrumen
from scoring.periods import Periode
from scoring.recaps import NilaiJadi, value_of
from scoring.states import Status

BIODATA = ["satker", "nama", "jenis"]


@dataclass(frozen=True)
class RekapInternal:
    """The recap of one satker that the wall lets through: index and n, nothing finer, and only where no answers of that
    satker and period are stored (docs/adr/0013-rekap.md)."""

    tercatat: RekapTercatat
    nama: str
    nilai: NilaiJadi


@dataclass(frozen=True)
class SurveiIntegritas:
    """One publication period.

    ``tabel``: one row a satker: satker, nama, jenis, pegawai (NaN: not filled in), n (NaN: hidden), respons (n / pegawai),
    is_lengkap (all employees answered), what scoring.indeks.indeks gives, status, and the change from the period before
    (selisih, arah).
    ``unsur``: satker x component, hidden ones in their state. ``komponen``: mean per component over the satker that are
    shown. ``perubahan``: of the mean of the ``pembanding`` satker that are shown in both periods.
    """

    pilihan: Pilihan
    instrumen: Instrumen
    tabel: pd.DataFrame
    unsur: pd.DataFrame
    komponen: pd.DataFrame
    wilayah: Rerata
    perubahan: Perubahan | None
    pembanding: int
    is_terbit: bool
    # In no mean and no comparison; lowest first.
    rekap: tuple[RekapInternal, ...] = ()

    @property
    def is_hanya_rekap(self) -> bool:
        """Recaps are all there is to show, and no answers are hidden either."""
        return bool(self.rekap) and self.tampil.empty and not self.count(Status.DISEMBUNYIKAN)

    @property
    def tanpa_apa_pun(self) -> int:
        """How many satker have neither answers nor a recap."""
        recapped = {one.tercatat.satker for one in self.rekap}
        silent = self.tabel[self.tabel["status"] == Status.TIDAK_ADA_DATA]
        return int((~silent["satker"].isin(recapped)).sum())

    @property
    def tampil(self) -> pd.DataFrame:
        """The rows of ``tabel`` that are shown with their numbers."""
        return self.tabel[self.tabel["status"].isin([Status.NILAI, Status.DI_BAWAH_MINIMAL])]

    def count(self, status: Status) -> int:
        """How many satker are in a state."""
        return int((self.tabel["status"] == status).sum())


def build(repo: ConfidentialRepository, scope: Scope, pilihan: Pilihan, today: date) -> SurveiIntegritas | None:
    """The view for a publication period; None when the choice names no internal survey with answers."""
    known = {item.kode: item for item in repo.internal_instruments(scope)}
    instrumen = known.get(pilihan.instrumen)
    if instrumen is None:
        return None
    satker = repo.satker(scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)]
    aturan = rules_of(instrumen, pilihan)
    now = _values(repo, scope, pilihan, aturan)
    before = _values(repo, scope, pilihan.before, aturan)
    hidden = repo.concealed(scope, pilihan.saringan(instrumen.kode))
    employees = repo.employees(scope, pilihan.periode)
    unsur = indeks.nilai_unsur(repo.rekap(scope, pilihan.saringan(instrumen.kode)), aturan)
    both = set(now["satker"]) & set(before["satker"])
    paired = [frame[frame["satker"].isin(both)] for frame in (now, before)]
    return SurveiIntegritas(
        pilihan=pilihan,
        instrumen=instrumen,
        tabel=_table(satker[BIODATA], now, before, hidden, employees),
        unsur=pd.concat([unsur, _hidden_unsur(instrumen, satker, hidden)], ignore_index=True),
        komponen=_components(unsur, instrumen),
        wilayah=mean_of_satker(now, aturan),
        perubahan=change(*(nilai_of(_as_row(mean_of_satker(part, aturan))) for part in paired)) if both else None,
        pembanding=len(both),
        is_terbit=is_published(pilihan.periode, today),
        rekap=_recaps(repo, scope, pilihan, aturan, satker),
    )


def _recaps(
    repo: ConfidentialRepository, scope: Scope, pilihan: Pilihan, aturan: Aturan, satker: pd.DataFrame
) -> tuple[RekapInternal, ...]:
    """The recaps of just this period; the wall has left out all that may not be shown."""
    names = dict(zip(satker["satker"], satker["nama"], strict=True))
    found = [
        RekapInternal(one, str(names[one.satker]), value_of(one.indeks.nilai, one.indeks.skala, one.n, aturan))
        for one in repo.recaps(scope, pilihan.saringan(aturan.instrumen.kode))
        if one.periode == pilihan.periode and one.indeks is not None and one.satker in names
    ]
    return tuple(sorted(found, key=lambda one: one.nilai.nilai_4))


def _values(repo: ConfidentialRepository, scope: Scope, pilihan: Pilihan, aturan: Aturan) -> pd.DataFrame:
    """Index of the released satker with intervals; the population is all employees: a full response has no error."""
    saringan = pilihan.saringan(aturan.instrumen.kode)
    rekap, sebaran = repo.rekap(scope, saringan), repo.sebaran(scope, saringan)
    return indeks.indeks(rekap, aturan, sebaran=sebaran, populations=repo.employees(scope, pilihan.periode))


def _as_row(mean: Rerata) -> pd.Series:
    return pd.Series({"nilai_4": mean.nilai_4, "bawah_4": mean.bawah_4, "atas_4": mean.atas_4, "n": mean.n})


def _table(
    satker: pd.DataFrame, now: pd.DataFrame, before: pd.DataFrame, hidden: frozenset[str], employees: pd.Series
) -> pd.DataFrame:
    tabel = satker.merge(now, on="satker", how="left")
    is_hidden = tabel["satker"].isin(hidden) & tabel["status"].isna()
    nobody = tabel["status"].isna() & ~is_hidden
    tabel["status"] = tabel["status"].mask(is_hidden, Status.DISEMBUNYIKAN).mask(nobody, Status.TIDAK_ADA_DATA)
    # Nobody answered is a count, 0; how many answered in a hidden cell is not known to anybody who looks here.
    tabel["n"] = tabel["n"].astype(float).mask(nobody, 0.0)
    tabel["pegawai"] = tabel["satker"].map(employees).astype(float)
    tabel["respons"] = tabel["n"] / tabel["pegawai"]
    tabel["is_lengkap"] = tabel["n"] >= tabel["pegawai"]
    moved = [
        change(nilai_of(row_of(now, kode)), nilai_of(row_of(before, kode))) for kode in tabel["satker"]
    ]  # rows are few: one a satker
    tabel["selisih"] = pd.Series([one.selisih if one else np.nan for one in moved], index=tabel.index, dtype=float)
    tabel["arah"] = pd.Series([one.arah if one else None for one in moved], index=tabel.index, dtype=object)
    order = tabel["nilai_4"].sort_values(kind="stable", na_position="last").index
    return tabel.loc[order].reset_index(drop=True)


def _hidden_unsur(instrumen: Instrumen, satker: pd.DataFrame, hidden: frozenset[str]) -> pd.DataFrame:
    """A row in the state 'disembunyikan' for every component of a hidden cell."""
    lines = [
        {"satker": kode, "unsur": item.kode, "nama": item.nama, "n": np.nan, "nrr": np.nan, "nilai_4": np.nan,
         "nilai_100": np.nan, "mutu": None, "status": Status.DISEMBUNYIKAN, "bawah_4": np.nan, "atas_4": np.nan}
        for kode in satker["satker"] if kode in hidden for item in instrumen.unsur
    ]  # fmt: skip
    columns = ["satker", "unsur", "nama", "n", "nrr", "nilai_4", "nilai_100", "mutu", "status", "bawah_4", "atas_4"]
    return pd.DataFrame(lines, columns=columns)


def _components(unsur: pd.DataFrame, instrumen: Instrumen) -> pd.DataFrame:
    """Columns unsur, nama, satker (how many), n, nilai_4 (mean of the satker that are shown), status; one row a component."""
    lines = []
    for item in instrumen.unsur:
        part = unsur[unsur["unsur"] == item.kode]
        status = Status.NILAI if len(part) else Status.TIDAK_ADA_DATA
        lines.append((item.kode, item.nama, len(part), int(part["n"].sum()), float(part["nilai_4"].mean()), status))
    return pd.DataFrame(lines, columns=["unsur", "nama", "satker", "n", "nilai_4", "status"])


def next_day(periode: Periode) -> date:
    """The day from which a period is published: the one after its last."""
    return date.fromordinal(periode.last_day.toordinal() + 1)
