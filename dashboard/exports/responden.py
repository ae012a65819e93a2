"""Responden & Target as sheets: targets with their rule and reason, combined months, and the parts by layanan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.exports.book import Lembar, workbook
from dashboard.tables.layanan import by_layanan
from dashboard.text.gabungan import small_line
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.responden import HANYA_REKAP, RespondenTarget
from scoring.targets import MANUAL, implied_population, implied_words


def responden(view: RespondenTarget, explain: Callable[[], Sequence[Penjelasan]]) -> bytes:
    """Counts, targets and the rule that set each; ``explain`` asks for the explanations."""
    sheets = [Lembar("Target", _targets(view))]
    if view.kecil:
        sheets.append(Lembar("Bulan digabung", _combined(view)))
    if view.terbagi:
        sheets.append(Lembar("Target menurut layanan", by_layanan(view.terbagi)))
    return workbook(sheets, explain(), view.pilihan)


def _targets(view: RespondenTarget) -> pd.DataFrame:
    """One row a satker; of a manual target also how many service users it implies, smallest number first."""
    tabel = view.tabel
    names = {
        "satker": "Kode", "nama": "Satuan kerja", "jenis": "Jenis", "keadaan": "Keadaan", "n": "Responden",
        "target": "Target", "kurang": "Kurang", "pengguna": "Pengguna layanan", "metode": "Target menurut",
        "alasan": "Aturan target",
    }  # fmt: skip
    if tabel["n_rekap"].notna().any():
        names["n_rekap"] = "Responden menurut rekap"
    counts = {name: "Int64" for name in ("n", "n_rekap", "target", "kurang", "pengguna") if name in names}
    # Whose answers are not here has not 0 respondents.
    told = tabel.assign(
        n=tabel["n"].astype("Int64").mask(tabel["keadaan"] == HANYA_REKAP),
        metode=tabel["metode"].mask(tabel["metode"] == ""),
    )
    table = told[list(names)].astype(counts).rename(columns=names)
    is_manual = tabel["metode"] == MANUAL
    if not is_manual.any():
        return table
    return pd.concat([table, _implied(tabel["target"].where(is_manual))], axis=1)


def _implied(manual: pd.Series) -> pd.DataFrame:
    """The service users that manual targets stand for: the range as numbers, and in words."""
    wanted = [None if pd.isna(one) else int(one) for one in manual]
    spans = [range(0) if one is None else implied_population(one) for one in wanted]
    columns = {
        "Setara pengguna, paling sedikit": pd.array([span[0] if span else None for span in spans], dtype="Int64"),
        "Setara pengguna, paling banyak": pd.array([span[-1] if span else None for span in spans], dtype="Int64"),
        "Arti target manual": [None if one is None else implied_words(one) for one in wanted],
    }
    return pd.DataFrame(columns, index=manual.index)


def _combined(view: RespondenTarget) -> pd.DataFrame:
    kecil, own = view.kecil, view.sasaran
    combined = [one.gabungan for one in kecil]
    goals = [own[one.satker] for one in kecil]
    numbers: dict[str, Sequence[int | None]] = {
        "Pengguna layanan periode ini": [one.pengguna for one in kecil],
        "Target periode ini": [goal.target if goal else None for goal in goals],
        "Pengguna bulan digabung": [one.n if one else None for one in combined],
        "Target bulan digabung": [one.target.target if one else None for one in combined],
        "Responden bulan digabung": [one.n if one.gabungan else None for one in kecil],
    }
    return pd.DataFrame(
        {
            "Kode": [one.satker for one in kecil],
            "Satuan kerja": [one.nama for one in kecil],
            "Bulan digabung": [one.periode.iso if one else None for one in combined],
            **{name: pd.array(list(values), dtype="Int64") for name, values in numbers.items()},
            "Aturan target": [one.target.alasan if one else None for one in combined],
            "Keterangan": [small_line(one, view.pilihan.periode, own[one.satker]) for one in kecil],
        }
    )
