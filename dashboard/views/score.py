"""Results for data exchange: one object per instrument and group, numbers unrounded (docs/perintah.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.views.lintas import other_tables
from dashboard.views.penjelasan import Landasan, imports_of
from dashboard.views.penjelasan_nilai import of_index
from dashboard.views.score_lemah import Penilai
from dashboard.views.target import read_basis, targets_of
from data_access.repository import Saringan, Scope, SurveyRepository
from scoring import indeks, rules
from scoring.indeks import Aturan
from scoring.instruments import Instrumen, Unsur
from scoring.mutu import grade_one
from scoring.periods import Periode
from scoring.states import Status

PER = ("satker", "periode", "layanan")
_KEY = {"satker": "satker", "periode": "bulan", "layanan": "layanan"}


@dataclass(frozen=True)
class Permintaan:
    """What to score: months, satker, grouping (None: everything pooled), conversion and weight options."""

    periode: Periode | None = None
    satker: tuple[str, ...] = ()
    per: str | None = None
    konversi: str | None = None
    bobot: str = "exact"


def score_all(
    repo: SurveyRepository, scope: Scope, minta: Permintaan, instrumen: str | None = None
) -> list[dict[str, Any]]:
    """The results of every public instrument with answers (or of one), each a JSON-ready object.

    Internal ones are scored by views.score_internal, which knows what may be said of them.
    """
    chosen = [item for item in repo.instruments(scope) if instrumen in (None, item.kode) and not item.internal]
    return [result for item in chosen for result in score_one(repo, scope, item, minta)]


def score_one(repo: SurveyRepository, scope: Scope, item: Instrumen, minta: Permintaan) -> list[dict[str, Any]]:
    """The results of one instrument."""
    saringan = Saringan(item.kode, minta.periode, satker=minta.satker)
    if minta.per == "layanan":
        rekap, sebaran = repo.rekap_layanan(scope, saringan)
    else:
        keys = (_KEY[minta.per],) if minta.per else ()
        rekap, sebaran = repo.rekap(scope, saringan, keys=keys), repo.sebaran(scope, saringan, keys=keys)
    if rekap.empty:
        return []
    if minta.per is None:
        rekap, sebaran = rekap.assign(_semua=""), sebaran.assign(_semua="")
    key = _KEY[minta.per] if minta.per else "_semua"
    observed = _observed_period(repo, scope, item.kode, minta)
    penilai, results = Penilai(repo, scope, saringan), []
    for value, part in rekap.groupby(key, sort=True, dropna=False):
        periode = _period_of_group(minta.per, value, observed)
        aturan = indeks.rules_for(
            item, tanggal=periode.rules_day if periode else None, konversi=minta.konversi, bobot=minta.bobot
        )
        spread = sebaran[sebaran[key] == value]
        satker = str(value) if minta.per == "satker" else _single_satker(repo, scope, minta)
        # An interval narrows with the number of service users, as on the pages; answers by layanan have no such number.
        users = None if minta.per == "layanan" else _users(repo, scope, item, satker, periode)
        result = _result(part, spread, aturan, key, periode, users)
        # By layanan there is no past to read, and an answer without a date has none.
        if satker and minta.per != "layanan" and (periode or minta.per != "periode"):
            months = periode if minta.per == "periode" else minta.periode
            result |= penilai.of_satker(aturan, satker, periode, months)
        else:
            past = None if minta.per == "layanan" else periode
            result |= penilai.of_pooled(aturan, part.drop(columns=key), spread.drop(columns=key), past)
        result["satker"] = satker or None
        if minta.per == "layanan":
            result["layanan"] = str(value) or None
        result["target"] = _target(repo, scope, item.kode, satker, periode)
        asked = replace(saringan, periode=periode or saringan.periode, satker=(satker,) if satker else minta.satker)
        landasan = _basis(repo, scope, None if minta.per == "layanan" else asked, periode, satker)
        landasan = replace(landasan, pengguna=users)
        tempat = str(value) if minta.per == "layanan" else satker or "semua responden digabung"
        nilai, unsur, recap = result["_baris"]
        result["penjelasan"] = of_index(tempat, aturan, nilai, unsur, recap, landasan).as_dict()
        results.append(result)
    if minta.per is None and results:
        results[0]["rata_rata_satker"] = _mean_of_satker(repo, scope, saringan, results[0]["_aturan"])
    return [{name: part for name, part in result.items() if not name.startswith("_")} for result in results]


def _users(repo: SurveyRepository, scope: Scope, item: Instrumen, satker: str, periode: Periode | None) -> int | None:
    """Those whom the survey asks in one satker and period: service users, or all employees for an internal survey.

    None where it is not one satker, or the number is not known.
    """
    if not satker or periode is None:
        return None
    known = repo.employees(scope, periode) if item.internal else repo.service_users(scope, periode)
    users = known.get(satker)
    return None if users is None else int(users)


def _result(
    rekap: pd.DataFrame, sebaran: pd.DataFrame, aturan: Aturan, key: str, periode: Periode | None, users: int | None
) -> dict[str, Any]:
    known = None if users is None else pd.Series([users], index=pd.Index(rekap[key].unique()))
    whole = indeks.indeks(rekap, aturan, (key,), sebaran=sebaran, populations=known).iloc[0]
    unsur = indeks.nilai_unsur(rekap, aturan, (key,))
    return {
        "satker": None,
        "instrumen": aturan.instrumen.kode,
        "periode": periode.iso if periode else None,
        "n": int(whole["n"]),
        "unsur": [_unsur(row, unsur) for row in aturan.instrumen.unsur],
        "indeks": {
            **_values(whole),
            "interval_95": [float(whole["bawah_4"]), float(whole["atas_4"])],
            "dasar_interval": str(whole["dasar"]),
        },
        "konversi": aturan.konversi.kode,
        "bobot": aturan.bobot,
        "status": str(whole["status"]),
        "target": None,
        "tabel_mutu": aturan.tabel.dasar,
        "mutu_lain": _other_letters(whole, periode),
        "_aturan": aturan,
        "_baris": (whole.to_dict(), unsur, rekap),
    }


def _other_letters(whole: pd.Series, periode: Periode | None) -> dict[str, str | None]:
    """The letter by every other grade table of a period that crosses a change, by legal reference."""
    if periode is None or whole["status"] != Status.NILAI:
        return {}
    return {table.dasar: grade_one(float(whole["nilai_4"]), table) for table in other_tables(periode)}


def _basis(
    repo: SurveyRepository, scope: Scope, saringan: Saringan | None, periode: Periode | None, satker: str
) -> Landasan:
    """What the explanation rests on; the imports by layanan are not known."""
    info = repo.satker(scope).set_index("satker")
    return Landasan(
        periode,
        () if saringan is None else imports_of(repo, scope, saringan),
        repo.version().diubah_pada,
        ambang=rules.gates(periode.rules_day if periode else None),
        predikat=str(info["bidik_predikat"].get(satker, "")) or rules.PREDIKAT[0],
    )


def _values(row: pd.Series) -> dict[str, Any]:
    return {
        "nrr": float(row["nrr"]),
        "nilai_4": float(row["nilai_4"]),
        "nilai_100": float(row["nilai_100"]),
        "mutu": row["mutu"],
    }


def _unsur(unsur: Unsur, frame: pd.DataFrame) -> dict[str, Any]:
    """An unsur without answers is there, with n = 0 and no numbers: missing is not zero."""
    found = frame[frame["unsur"] == unsur.kode]
    if found.empty:
        empty = {"nrr": None, "nilai_4": None, "nilai_100": None, "mutu": None}
        return {"kode": unsur.kode, "nama": unsur.nama, "n": 0, **empty, "status": str(Status.TIDAK_ADA_DATA)}
    row = found.iloc[0]
    return {"kode": unsur.kode, "nama": unsur.nama, "n": int(row["n"]), **_values(row), "status": str(row["status"])}


def _observed_period(repo: SurveyRepository, scope: Scope, instrumen: str, minta: Permintaan) -> Periode | None:
    if minta.periode is not None:
        return minta.periode
    if minta.satker:
        scope = Scope.only(*(set(minta.satker) & (scope.satker or set(minta.satker))))
    months = repo.months(scope, instrumen)
    return Periode(months[0], months[-1]) if months else None


def _period_of_group(per: str | None, value: object, observed: Periode | None) -> Periode | None:
    if per != "periode":
        return observed
    month = int(str(value))
    # Month 0 collects the rows without a date.
    return Periode(month, month) if month else None


def _single_satker(repo: SurveyRepository, scope: Scope, minta: Permintaan) -> str:
    if len(minta.satker) == 1:
        return minta.satker[0]
    codes = repo.satker(scope)["satker"].tolist()
    return str(codes[0]) if len(codes) == 1 and not minta.satker else ""


def _target(
    repo: SurveyRepository, scope: Scope, instrumen: str, satker: str, periode: Periode | None
) -> dict[str, Any] | None:
    if not satker or periode is None:
        return None
    known = repo.satker(scope)
    target = targets_of(read_basis(repo, scope, periode), instrumen, known[known["satker"] == satker]).get(satker)
    if target is None:
        return None
    return {"n": target.n, "target": target.target, "metode": target.metode, "alasan": target.alasan}


def _mean_of_satker(repo: SurveyRepository, scope: Scope, saringan: Saringan, aturan: Aturan) -> dict[str, Any] | None:
    """`rata-rata satker` beside the pooled value, where there is more than one satker."""
    per_satker = indeks.indeks(repo.rekap(scope, saringan), aturan, sebaran=repo.sebaran(scope, saringan))
    if len(per_satker) < 2:
        return None
    mean = indeks.mean_of_satker(per_satker, aturan)
    return {name: getattr(mean, name) for name in ("satker", "n", "nrr", "nilai_4", "nilai_100", "mutu")}
