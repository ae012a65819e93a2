"""The list of Kalender Kepatuhan: who has gaps in the last months that are over."""

from __future__ import annotations

import pandas as pd

from dashboard import text
from dashboard.charts.labels import nama_ringkas
from dashboard.formats import TANPA_NILAI
from dashboard.tables import SATKER
from dashboard.text import kepatuhan as kalimat
from dashboard.views.kepatuhan import KalenderKepatuhan
from dashboard.views.kepatuhan_sel import Sel
from scoring.compliance import Kepatuhan

BERUNTUN = "Kosong beruntun"
# So that a month in words stands in its column whole.
_LEBAR = {SATKER: 218, "Survei": 80, BERUNTUN: 148}
_LEBAR_BULAN = 188


def kekurangan(view: KalenderKepatuhan) -> pd.DataFrame:
    """One row a satker and survey, in the order of the view."""
    months = view.tinjau or tuple(dict.fromkeys(sel.periode for one in view.kekurangan for sel in one.sel))
    lines = []
    for one in view.kekurangan:
        by_period = {sel.periode: _words(sel) for sel in one.sel}
        cells = {month.label: by_period.get(month, TANPA_NILAI) for month in months}
        if one.sel[-1].periode not in months:
            # A triwulan is no month: it stands under the last one, with its own name.
            last = one.sel[-1]
            cells[months[-1].label] = f"{kalimat.column_head(last.periode)}: {_words(last)}"
        line = {SATKER: text.inert(nama_ringkas(one.nama)), "Survei": kalimat.survey_name(one.instrumen)}
        lines.append(line | {BERUNTUN: kalimat.run_words(one)} | cells)
    return pd.DataFrame(lines)


def widths(table: pd.DataFrame) -> dict[str, int]:
    """Pixels of each column of ``kekurangan``."""
    return {title: _LEBAR.get(title, _LEBAR_BULAN) for title in map(str, table.columns)}


def _words(sel: Sel) -> str:
    told = kalimat.counts_words(sel)
    if sel.keadaan is Kepatuhan.KOSONG or not told:
        return str(sel.keadaan)
    if sel.keadaan is Kepatuhan.TANPA_TARGET:
        return f"{told}, target ?"
    # That 23 of 38 are too few needs no words; that there are too few to be judged does.
    return told if sel.keadaan in {Kepatuhan.SUDAH, Kepatuhan.KURANG} else f"{told}, {sel.keadaan}"
