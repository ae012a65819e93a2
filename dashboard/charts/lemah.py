"""Which unsur are weak most often? Satker per unsur, those below the gate apart: counts, so bars from 0."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, dua_baris, gabung_alt, potong
from dashboard.formats import format_bulat
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran

COLUMNS = ("nama", "lemah", "ambang", "satker")
CATATAN = ("Penuh: di bawah ambang. Pucat: lemah karena alasan lain.",)


def lemah_bars(per_unsur: pd.DataFrame, *, tema: Tema, rapat: bool = False) -> go.Figure:
    """Satker where each unsur is weak (views.lemah.per_unsur), most often on top."""
    warna, size = WARNA[tema], ukuran(rapat)
    rows = np.arange(len(per_unsur))
    below, weak = (per_unsur[name].to_numpy(float) for name in ("ambang", "lemah"))
    hover = [
        f"<b>{aman(nama)}</b><br>lemah di {format_bulat(lemah)} dari {format_bulat(satker)} satker, "
        f"{format_bulat(ambang)} di bawah ambang"
        for nama, lemah, ambang, satker in zip(*(per_unsur[name] for name in COLUMNS), strict=True)
    ]
    shared = {"type": "bar", "orientation": "h", "y": rows, "hovertext": hover, "hoverinfo": "text",
              "textposition": "none", "width": 0.6}  # fmt: skip
    traces = [
        {**shared, "name": "di bawah ambang", "x": below, "marker": {"color": warna.merek,
         "line": {"color": warna.merek, "width": 1}}},
        {**shared, "name": "alasan lain", "x": weak - below, "marker": {"color": warna.redup,
         "line": {"color": warna.redup_tepi, "width": 1}}},
        base.right_anchor(),
    ]  # fmt: skip
    most = int(per_unsur["satker"].max()) if len(per_unsur) else 0
    labels = [
        f"<b>{format_bulat(n)}</b> dari {format_bulat(of)}" for n, of in zip(weak, per_unsur["satker"], strict=True)
    ]
    layout = {
        "barmode": "stack",
        "xaxis": {"range": [0, max(most, 1)], "showticklabels": False},
        "yaxis": base.row_axis([dua_baris(potong(nama, 44), 22) for nama in per_unsur["nama"]]),
        "yaxis2": base.right_axis(labels),
    }
    room = base.Ruang(len(rows) * size.sumbu * 2.4, CATATAN, tick_lines=0, atas=size.label * 0.5)
    return base.build(traces, layout, room, tema=tema, rapat=rapat)


def lemah_alt(per_unsur: pd.DataFrame, *, indeks: str, periode: str) -> str:
    """'Banyaknya satker per unsur lemah IPKP, Juni 2026: paling sering Sarana prasarana, 7 dari 19; ...'"""
    head = f"Banyaknya satker tempat tiap unsur {indeks} lemah, {periode}"
    found = per_unsur[per_unsur["lemah"] > 0]
    if found.empty:
        return gabung_alt(f"{head}: tidak ada")
    top = found.iloc[0]
    rest = zip(found["nama"].iloc[1:4], found["lemah"].iloc[1:4], strict=True)
    others = "; ".join(f"{potong(nama, 40)} {count}" for nama, count in rest)
    return gabung_alt(
        f"{head}: paling sering {potong(str(top['nama']), 60)}, {top['lemah']} dari {top['satker']} satker, "
        f"{top['ambang']} di bawah ambang",
        others,
    )
