"""Responden & Target: who has how many respondents of which target, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.views import gabungan, layanan
from dashboard.views.common import Pilihan, is_running, respondents, satker_of, surveys, with_every_satker
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.layanan import PembagianTarget
from dashboard.views.rekap import newest_of_period as rekap_of_period
from dashboard.views.target import Pijakan, read_basis, targets_of
from data_access.repository import Scope, SurveyRepository
from scoring.instruments import Instrumen
from scoring.pace import Keadaan
from scoring.targets import Target

# What the count alone says; of a period that runs views.laju puts in its place what the pace says of it.
TERCAPAI, TIDAK_TERCAPAI = Keadaan.TERCAPAI.value, Keadaan.TIDAK_TERCAPAI.value
BELUM_TERCAPAI = "belum tercapai"
TANPA_DATA = "belum ada data"
TANPA_TARGET = "target belum diketahui"
# Nobody was served, so nobody could answer: known, and nothing is missing.
TANPA_LAYANAN = "tidak ada layanan"
HANYA_REKAP = "hanya rekap"


@dataclass(frozen=True)
class RespondenTarget:
    """``tabel``: one row a satker, most urgent first: satker, nama, jenis, n, pengguna, target, metode, alasan, kurang,
    keadaan, n_rekap (respondents that a recap of this very period names; NaN: none, or not told). ``is_running``: the
    period is not over, numbers are preliminary. ``sasaran``: target by satker code; ``kecil``: satker too small
    for the minimum of Zona Integritas; ``terbagi``: targets by layanan, of satker whose users are known by layanan; ``per``:
    the past day until whose end respondents count, None: all of the period."""

    pilihan: Pilihan
    instrumen: Instrumen
    tabel: pd.DataFrame
    is_running: bool
    sasaran: Mapping[str, Target | None]
    kecil: tuple[SatkerKecil, ...] = ()
    terbagi: tuple[PembagianTarget, ...] = ()
    per: date | None = None

    @property
    def is_terjawab(self) -> bool:
        """Somebody's answers are stored for the period."""
        return bool((self.tabel["n"] > 0).any())

    @property
    def hanya_rekap(self) -> int:
        """How many satker have a recap and no answers."""
        return self.count(HANYA_REKAP)

    def count(self, keadaan: str) -> int:
        """How many satker are in a state."""
        return int((self.tabel["keadaan"] == keadaan).sum())


def build(
    repo: SurveyRepository,
    scope: Scope,
    pilihan: Pilihan,
    today: date,
    *,
    per: date | None = None,
    pijakan: Pijakan | None = None,
) -> RespondenTarget:
    """The view for a choice; ``today`` only decides whether the period is still running. With ``per``, a day of the period,
    only the respondents until the end of that day count. ``pijakan``: of the period, where it is read already."""
    pijakan = pijakan or read_basis(repo, scope, pilihan.periode)
    _, chosen = surveys(repo, scope, pilihan)
    satker = satker_of(repo, scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)]
    asked = pilihan.saringan(chosen.kode, whole_region=True)
    tabel = with_every_satker(respondents(repo, scope, asked, per), satker)
    tabel["pengguna"] = tabel["satker"].map(pijakan.pengguna).astype(float)
    sasaran = targets_of(pijakan, chosen.kode, tabel, seen_on=per or today)
    found = [sasaran[kode] for kode in tabel["satker"]]
    tabel["target"] = pd.Series([t.target if t else np.nan for t in found], index=tabel.index, dtype=float)
    tabel["metode"] = [t.metode if t else "" for t in found]
    tabel["alasan"] = [t.alasan if t else _untold(n) for t, n in zip(found, tabel["pengguna"], strict=True)]
    recaps = {one.satker: one.n for one in rekap_of_period(repo, scope, pilihan, chosen)}
    tabel["n_rekap"] = pd.Series([recaps.get(kode) for kode in tabel["satker"]], index=tabel.index, dtype=float)
    alone = tabel["satker"].isin(recaps) & (tabel["n"] == 0)
    # Whose respondents are elsewhere does not lack them: what is missing there are the answers.
    tabel["kurang"] = (tabel["target"] - tabel["n"]).clip(lower=0).mask(alone)
    running = per is not None or is_running(pilihan.periode, today)
    states = [_state(*row) for row in zip(tabel["n"], tabel["target"], tabel["pengguna"], strict=True)]
    tabel["keadaan"] = [BELUM_TERCAPAI if running and one == TIDAK_TERCAPAI else one for one in states]
    tabel["keadaan"] = tabel["keadaan"].mask(alone, HANYA_REKAP)
    tabel["capaian"] = tabel["n"] / tabel["target"]
    order = tabel.assign(_kosong=tabel["n"] > 0).sort_values(["_kosong", "capaian", "nama"], kind="stable").index
    tabel = tabel.loc[order].reset_index(drop=True)
    kecil = gabungan.build(repo, scope, asked, tabel, pijakan, per)
    # Which layanan a respondent came for is not known by day, so of a past day nothing can be told.
    terbagi = layanan.build(repo, scope, asked, tabel, sasaran, pijakan) if per is None else ()
    return RespondenTarget(pilihan, chosen, tabel, running, sasaran, kecil, terbagi, per)


def _untold(pengguna: float) -> str:
    """Why a satker has no target."""
    if pengguna == 0:
        return "Tidak ada pengguna layanan pada periode ini."
    return "Jumlah pengguna layanan belum diisi untuk seluruh periode."


def _state(n: int, target: float, pengguna: float) -> str:
    if n == 0:
        return TANPA_LAYANAN if pengguna == 0 and np.isnan(target) else TANPA_DATA
    if np.isnan(target):
        return TANPA_TARGET
    return TERCAPAI if n >= target else TIDAK_TERCAPAI
