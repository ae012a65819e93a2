"""Tables of the what-if and of the sensitivity strip on Satuan Kerja; as dashboard.tables."""

from __future__ import annotations

import pandas as pd

from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, format_perubahan
from dashboard.text.andai import sasaran_short, unsur_needs
from dashboard.text.kepekaan import choice_label, reaches
from dashboard.views.andai import AndaiSatker
from dashboard.views.kepekaan import KepekaanSatker
from scoring.states import Status


def andai(view: AndaiSatker) -> pd.DataFrame:
    """One row an unsur: its value, and for each goal not reached what it alone would need."""
    missed = [one.andai for one in view.sasaran if not one.andai.is_tercapai]
    weakest_first = sorted(missed[0].langkah, key=lambda step: step.dari_4)
    table = pd.DataFrame(
        {
            "Unsur": [step.unsur.nama for step in weakest_first],
            "Nilai": [format_angka(float(step.dari_4)) for step in weakest_first],
        }
    )
    for one in missed:
        needs = {step.unsur.kode: unsur_needs(step) for step in one.langkah}
        title = sasaran_short(one.sasaran)
        table[f"{title}: perlu"] = [needs[step.unsur.kode][0] for step in weakest_first]
        table[f"{title}: cukup bila"] = [needs[step.unsur.kode][1] for step in weakest_first]
    return table


def kepekaan(view: KepekaanSatker) -> pd.DataFrame:
    """One row a choice, the shown one first: value on both scales, difference, grade, gate."""
    shown = view.kepekaan.tampil
    rows = [shown, *view.kepekaan.satu_pilihan]
    table = pd.DataFrame(
        {
            "Cara hitung": [choice_label(one, view) for one in rows],
            "Skala 4": [format_angka(one.nilai_4, 3) for one in rows],
            "Skala 100": [format_angka(one.nilai_100) for one in rows],
            "Selisih (skala 4)": [
                TANPA_NILAI if one is shown else format_perubahan(one.nilai_4 - shown.nilai_4, 3) for one in rows
            ],
            "Mutu": [one.mutu or "n kurang" for one in rows],
            "Responden": [format_bulat(one.n) for one in rows],
        }
    )
    if view.gate is not None and shown.status is Status.NILAI:
        name = f"Ambang {view.predikat} {format_angka(view.gate)}"
        table[name] = ["tercapai" if reaches(one, view) else "belum" for one in rows]
    return table
