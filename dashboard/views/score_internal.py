"""Results of internal surveys for data exchange: the objects of views.score, of released cells only, and the state without
numbers for what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.views import score
from dashboard.views.penjelasan import Landasan
from dashboard.views.penjelasan_nilai import of_index
from dashboard.views.score import Permintaan
from data_access.confidential import ConfidentialRepository
from data_access.repository import Saringan, Scope
from scoring import indeks
from scoring.instruments import Instrumen
from scoring.periods import Periode, period_containing
from scoring.rules import display_rule
from scoring.states import Status
from scoring.targets import Target, census

RULE = (
    "Survei internal hanya terbit per satker dan periode terbit yang sudah selesai, dengan paling sedikit "
    f"{display_rule().minimal_tampil_integritas} pegawai yang menjawab setiap komponennya; yang lain tidak ditampilkan."
)
_NO_VALUE = {"nrr": None, "nilai_4": None, "nilai_100": None, "mutu": None}


def score_internal(
    repo: ConfidentialRepository, scope: Scope, minta: Permintaan, instrumen: str | None = None
) -> list[dict[str, Any]]:
    """The results of every internal instrument (or of one): by satker, by publication period, or pooled.

    A hidden cell is an object with ``status`` 'disembunyikan' and null for every number. By layanan nothing is released.
    """
    chosen = [item for item in repo.internal_instruments(scope) if instrumen in (None, item.kode)]
    return [result for item in chosen for result in _score(repo, scope, item, minta)]


def is_asked(repo: ConfidentialRepository, scope: Scope, instrumen: str | None = None) -> bool:
    """True when an internal survey is among what is asked for, so that the rule of publication must be told."""
    return any(instrumen in (None, item.kode) for item in repo.internal_instruments(scope))


def _score(repo: ConfidentialRepository, scope: Scope, item: Instrumen, minta: Permintaan) -> list[dict[str, Any]]:
    if minta.per == "layanan":
        return []
    if minta.per == "periode":
        return [
            result
            for periode in _periods(repo, scope, item, minta)
            for result in _score(repo, scope, item, replace(minta, per=None, periode=periode))
        ]
    hidden = sorted(repo.concealed(scope, Saringan(item.kode, minta.periode, satker=minta.satker)))
    # Satker and periods are told by their codes; a satker with a released period beside a hidden one has a result.
    results = score.score_one(repo, scope, item, minta)
    shown = {result["satker"] for result in results}
    if minta.per == "satker":
        results += [_hidden(repo, item, minta, kode) for kode in hidden if kode not in shown]
    elif hidden and not results:
        results = [_hidden(repo, item, minta, hidden[0] if len(hidden) == 1 else None)]
    return [_complete(repo, scope, result, hidden, minta) for result in results]


def _periods(repo: ConfidentialRepository, scope: Scope, item: Instrumen, minta: Permintaan) -> list[Periode]:
    months = repo.months(scope, item.kode)
    periods = sorted({period_containing(bulan, item.periode_terbit) for bulan in months})
    asked = minta.periode
    return [one for one in periods if asked is None or (asked.dari <= one.dari and one.sampai <= asked.sampai)]


def _complete(
    repo: ConfidentialRepository, scope: Scope, result: dict[str, Any], hidden: list[str], minta: Permintaan
) -> dict[str, Any]:
    """``result`` with the census target of its satker, and which satker have hidden cells that are not counted in it."""
    satker = result["satker"]
    target = _target(repo, scope, satker, minta.periode) if satker and minta.periode else None
    mine = [kode for kode in hidden if satker in (None, kode)]
    told = None if target is None else {
        "n": target.n, "target": target.target, "metode": target.metode, "alasan": target.alasan
    }  # fmt: skip
    return {**result, "target": told, "satker_disembunyikan": mine}


def _target(repo: ConfidentialRepository, scope: Scope, satker: str, periode: Periode) -> Target | None:
    employees = repo.employees(scope, periode).get(satker)
    return None if employees is None else census(int(employees))


def _hidden(repo: ConfidentialRepository, item: Instrumen, minta: Permintaan, satker: str | None) -> dict[str, Any]:
    """The object of views.score for a hidden cell: its state, the rules, and null for every number."""
    periode = minta.periode
    aturan = indeks.rules_for(
        item, tanggal=periode.rules_day if periode else None, konversi=minta.konversi, bobot=minta.bobot
    )
    state = str(Status.DISEMBUNYIKAN)
    landasan = Landasan(periode, (), repo.version().diubah_pada)
    nothing = pd.DataFrame()
    told = of_index(satker or "", aturan, {"status": Status.DISEMBUNYIKAN}, nothing, nothing, landasan)
    return {
        "satker": satker,
        "instrumen": item.kode,
        "periode": periode.iso if periode else None,
        "n": None,
        "unsur": [
            {"kode": unsur.kode, "nama": unsur.nama, "n": None, **_NO_VALUE, "status": state} for unsur in item.unsur
        ],
        "indeks": {**_NO_VALUE, "interval_95": [None, None], "dasar_interval": None},
        "konversi": aturan.konversi.kode,
        "bobot": aturan.bobot,
        "status": state,
        "target": None,
        "lemah": [],
        "tabel_mutu": aturan.tabel.dasar,
        "alasan_tidak_dinilai": [],
        "mutu_lain": {},
        "penjelasan": told.as_dict(),
    }
