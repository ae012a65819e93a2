"""Recaps for data exchange: objects like those of views.score, marked with ``sumber`` 'rekap', without an interval."""

from __future__ import annotations

from typing import Any

from dashboard.views import rekap
from dashboard.views.common import Pilihan
from dashboard.views.rekap import RekapSatker, UnsurRekap
from dashboard.views.score import Permintaan
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.instruments import Instrumen
from scoring.periods import Periode
from scoring.recaps import NilaiJadi


def score_recaps(
    repo: SurveyRepository, scope: Scope, minta: Permintaan, instrumen: str | None = None
) -> list[dict[str, Any]]:
    """One object a recap, only where results by satker are asked for: a recap is never part of a pooled value. A period
    asked for is met by recaps that lie inside it; another weight than the exact one is not theirs to have."""
    if minta.per != "satker" or minta.bobot != "exact":
        return []
    found = []
    for item in repo.instruments(scope):
        if instrumen in (None, item.kode) and not item.internal:
            found += [_result(one) for one in _recaps(repo, scope, minta, item)]
    return found


def _recaps(repo: SurveyRepository, scope: Scope, minta: Permintaan, item: Instrumen) -> list[RekapSatker]:
    records = repo.recaps(scope, Saringan(item.kode, minta.periode, satker=minta.satker))
    periods = {one.periode for one in records if minta.periode is None or _is_inside(one.periode, minta.periode)}
    konversi = minta.konversi or item.konversi
    if konversi not in KONVERSI:
        raise ScoringError(f"Konversi {konversi!r} tidak dikenal; pilihan: {', '.join(KONVERSI)}.")
    found = [
        one
        for periode in sorted(periods)
        for one in rekap.of_region(repo, scope, Pilihan(item.kode, periode, konversi=konversi), item)
    ]
    return [one for one in found if not minta.satker or one.tercatat.satker in minta.satker]


def _is_inside(periode: Periode, asked: Periode) -> bool:
    return asked.dari <= periode.dari and periode.sampai <= asked.sampai


def _result(one: RekapSatker) -> dict[str, Any]:
    record = one.tercatat
    return {
        "sumber": "rekap",
        "satker": record.satker,
        "instrumen": one.instrumen.kode,
        "periode": record.periode.iso,
        "n": record.n,
        "unsur": [_unsur(part) for part in one.unsur],
        "indeks": _values(one.nilai),
        "tertulis": None if record.indeks is None else {"nilai": record.indeks.nilai, "skala": record.indeks.skala},
        "mutu_tertulis": record.mutu or None,
        "konversi": one.konversi,
        "bobot": "exact",
        "status": str(one.nilai.status),
        "berkas": record.nama_berkas,
        "kecocokan": None if one.cocok is None else str(one.cocok.hasil.kecocokan),
        "lemah": [],
    }


def _unsur(part: UnsurRekap) -> dict[str, Any]:
    values = _values(part.nilai)
    return {
        "kode": part.unsur.kode,
        "nama": part.unsur.nama,
        "n": part.tercatat.n,
        **values,
        "status": str(part.nilai.status),
    }


def _values(nilai: NilaiJadi) -> dict[str, Any]:
    return {
        "nrr": nilai.mentah,
        "nilai_4": nilai.nilai_4,
        "nilai_100": nilai.nilai_100,
        "mutu": nilai.mutu,
        "interval_95": [nilai.bawah_4, nilai.atas_4],
        "dasar_interval": str(nilai.dasar),
    }
