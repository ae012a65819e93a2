"""Responden & Target: who has how many respondents of which target, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.views.common import Pilihan, is_running, target_of, with_every_satker
from data_access.repository import Scope, SurveyRepository
from scoring.contract import SEMUA
from scoring.instruments import Instrumen

TERCAPAI = "tercapai"
KURANG = "kurang"
TANPA_DATA = "tidak ada data"
TANPA_TARGET = "target belum diketahui"


@dataclass(frozen=True)
class RespondenTarget:
    """``tabel``: one row a satker, most urgent first: satker, nama, jenis, n, pengguna, target, metode, alasan, kurang,
    keadaan. ``is_running``: the period is not over, numbers are preliminary."""

    pilihan: Pilihan
    instrumen: Instrumen
    tabel: pd.DataFrame
    is_running: bool

    def count(self, keadaan: str) -> int:
        """How many satker are in a state."""
        return int((self.tabel["keadaan"] == keadaan).sum())


def build(repo: SurveyRepository, scope: Scope, pilihan: Pilihan, today: date) -> RespondenTarget:
    """The view for a choice; ``today`` only decides whether the period is still running."""
    instruments = repo.instruments(scope)
    chosen = next((item for item in instruments if item.kode == pilihan.instrumen), instruments[0])
    satker = repo.satker(scope)
    if pilihan.jenis:
        satker = satker[satker["jenis"].isin(pilihan.jenis)]
    rekap = repo.rekap(scope, pilihan.saringan(chosen.kode, whole_region=True))
    tabel = with_every_satker(rekap.loc[rekap["unsur"] == SEMUA, ["satker", "n"]], satker)
    users = repo.service_users(scope, pilihan.periode)
    tabel["pengguna"] = tabel["satker"].map(users).astype(float)
    found = [target_of(n, aim) for n, aim in zip(tabel["pengguna"], tabel["bidik_predikat"], strict=True)]
    tabel["target"] = pd.Series([t.target if t else np.nan for t in found], index=tabel.index, dtype=float)
    tabel["metode"] = [t.metode if t else "" for t in found]
    tabel["alasan"] = [t.alasan if t else "Jumlah pengguna layanan belum diisi untuk seluruh periode." for t in found]
    tabel["kurang"] = (tabel["target"] - tabel["n"]).clip(lower=0)
    tabel["keadaan"] = [_state(n, target) for n, target in zip(tabel["n"], tabel["target"], strict=True)]
    tabel["capaian"] = tabel["n"] / tabel["target"]
    order = tabel.assign(_kosong=tabel["n"] > 0).sort_values(["_kosong", "capaian", "nama"], kind="stable").index
    return RespondenTarget(pilihan, chosen, tabel.loc[order].reset_index(drop=True), is_running(pilihan.periode, today))


def _state(n: int, target: float) -> str:
    if n == 0:
        return TANPA_DATA
    if np.isnan(target):
        return TANPA_TARGET
    return TERCAPAI if n >= target else KURANG
