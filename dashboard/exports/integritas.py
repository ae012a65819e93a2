"""Survei Integritas as a workbook: what the page may show, from released cells only (docs/adr/0007-kerahasiaan.md).

A hidden satker is there with its state and nothing else; no answer counts, no demography, no limits for components.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.exports.book import Lembar, workbook
from dashboard.exports.columns import named
from dashboard.text import integritas as kalimat
from dashboard.views.integritas import SurveiIntegritas
from dashboard.views.penjelasan import Penjelasan


def integritas(view: SurveiIntegritas, explain: Callable[[], Sequence[Penjelasan]]) -> bytes:
    """The page's numbers; ``explain`` asks for the explanations."""
    tabel = view.tabel
    satker = named(tabel, {"Kode": tabel["satker"], "Satuan kerja": tabel["nama"], "Jenis": tabel["jenis"]}).assign(
        Pegawai=tabel["pegawai"].astype("Int64"),
        Perubahan=tabel["selisih"],
        Arah=tabel["arah"],
    )
    names = dict(zip(tabel["satker"], tabel["nama"], strict=True))
    unsur = view.unsur.drop(columns=["bawah_4", "atas_4", "dasar"], errors="ignore")
    first = {
        "Kode": unsur["satker"],
        "Satuan kerja": unsur["satker"].map(names),
        "Kode komponen": unsur["unsur"],
        "Komponen": unsur["nama"],
    }
    sheets = [Lembar("Satker", satker), Lembar("Komponen", named(unsur, first)), Lembar("Rata-rata", _means(view))]
    if view.rekap:
        sheets.append(Lembar("Rekap", _recaps(view)))
    notes = [("Kerahasiaan", kalimat.CARA_TERBIT)]
    if view.instrumen.is_contoh:
        notes.append(("Komponen", kalimat.KOMPONEN_CONTOH))
    if view.rekap:
        notes.append(("Rekap", kalimat.recap_note(view)))
    return workbook(sheets, explain(), view.pilihan, notes)


def _recaps(view: SurveiIntegritas) -> pd.DataFrame:
    """Recaps as on the page: index and n, nothing finer."""
    return pd.DataFrame(
        {
            "Kode": [one.tercatat.satker for one in view.rekap],
            "Satuan kerja": [one.nama for one in view.rekap],
            "Periode": [one.tercatat.periode.label for one in view.rekap],
            "Tertulis": [float(one.tercatat.indeks.nilai) if one.tercatat.indeks else None for one in view.rekap],
            "Skala tertulis": [one.tercatat.indeks.skala if one.tercatat.indeks else "" for one in view.rekap],
            "Responden": [one.tercatat.n for one in view.rekap],
            "Nilai (skala 4)": [one.nilai.nilai_4 for one in view.rekap],
            "Nilai (skala 100)": [one.nilai.nilai_100 for one in view.rekap],
            "Mutu": [one.nilai.mutu for one in view.rekap],
        }
    )


def _means(view: SurveiIntegritas) -> pd.DataFrame:
    """Mean of the satker that are shown, per component, as on the page."""
    frame = view.komponen
    first = {"Kode komponen": frame["unsur"], "Komponen": frame["nama"], "Satker yang tampil": frame["satker"]}
    return named(frame, first)
