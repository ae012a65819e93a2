"""Tables about comparing satker; rows in the order of the value, which is an order and no ranking."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from dashboard.charts.labels import nama_ringkas
from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, format_interval, format_peluang
from dashboard.tables import SATKER, styled
from dashboard.text import inert
from dashboard.text.perbandingan import tier_cell
from dashboard.views.bulanan import Bulanan
from dashboard.views.perbandingan import PerbandinganSatker
from scoring.periods import month_label


def perbandingan(view: PerbandinganSatker) -> Styler:
    """One row a satker: value, n, what is usual at that n, tier, probability of a rank."""
    rows = view.tabel.sort_values("nilai_4", kind="stable", na_position="last").reset_index(drop=True)
    usual = [TANPA_NILAI] * len(rows)
    if view.hasil.corong is not None:
        limits = view.hasil.corong.limits(rows["n"].clip(lower=1).to_numpy(np.float64))
        usual = [
            format_interval(low, high) if n > 0 else TANPA_NILAI
            for low, high, n in zip(limits[:, 1], limits[:, 2], rows["n"], strict=True)
        ]
    table = pd.DataFrame(
        {
            SATKER: [inert(nama_ringkas(nama)) for nama in rows["nama"]],
            f"{view.instrumen.indeks} (skala 4)": rows["nilai_4"],
            "Responden": rows["n"],
            "Kisaran wajar 95 %": usual,
            "Letak": [tier_cell(row) for _, row in rows.iterrows()],
            "Peluang tiga terendah": rows["peluang_terendah"],
            "Peluang tiga tertinggi": rows["peluang_tertinggi"],
        }
    )
    formats = {f"{view.instrumen.indeks} (skala 4)": format_angka, "Responden": format_bulat}
    return styled(table, {**formats, "Peluang tiga terendah": format_peluang, "Peluang tiga tertinggi": format_peluang})


def bulanan(view: Bulanan) -> Styler:
    """Every month with value, n and signal; a month without answers has its row too."""
    rows = view.deret.set_index("bulan").reindex(list(view.bulan))
    table = pd.DataFrame(
        {
            "Bulan": [month_label(bulan) for bulan in view.bulan],
            f"{view.instrumen.indeks} (skala 4)": rows["nilai_4"].to_numpy(float),
            "Responden": rows["n"].to_numpy(float),
            "Tanda": [signal.value if signal else TANPA_NILAI for signal in view.peta.sinyal],
        }
    )
    return styled(table, {f"{view.instrumen.indeks} (skala 4)": format_angka, "Responden": format_bulat})
