"""Who answered? Respondents by layanan, gender, age or education: plain bars of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, dua_baris, gabung_alt, konteks, potong
from dashboard.formats import format_bulat, format_porsi
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran

TIDAK_DIISI = "tidak diisi"


def category_rows(kategori: pd.DataFrame, *, urut: bool = True) -> pd.DataFrame:
    """Rows in drawing order with ``bagian`` (share of all): largest first, or as given; 'tidak diisi' always last.

    ``kategori``: columns kategori (text, missing = not filled in) and n (respondents).
    """
    rows = kategori.assign(kategori=kategori["kategori"].fillna(TIDAK_DIISI))
    rows = rows.groupby("kategori", sort=False)[["n"]].sum().reset_index()
    rows["bagian"] = rows["n"] / max(int(rows["n"].sum()), 1)
    if urut:
        rows = rows.sort_values("n", ascending=False, kind="stable")
    return pd.concat([rows[rows["kategori"] != TIDAK_DIISI], rows[rows["kategori"] == TIDAK_DIISI]], ignore_index=True)


def kategori_bars(
    kategori: pd.DataFrame, *, tema: Tema, urut: bool = True, rapat: bool = False, tenang: bool = False
) -> go.Figure:
    """Respondents per category with count and share (arguments: category_rows); counts, so bars from 0.

    ``urut=False`` keeps the order of ordinal categories (age, education); ``tenang``: in grey, beside charts where colour
    marks what stands out.
    """
    rows = category_rows(kategori, urut=urut)
    warna, size = WARNA[tema], ukuran(rapat)
    fill = warna.redup_tepi if tenang else warna.merek
    missing = (rows["kategori"] == TIDAK_DIISI).to_numpy()
    hover = [
        f"<b>{aman(name)}</b><br>{format_bulat(n)} responden, {format_porsi(share)}"
        for name, n, share in rows[["kategori", "n", "bagian"]].itertuples(index=False)
    ]
    trace = {
        "type": "bar", "orientation": "h", "name": "responden",
        "x": rows["n"].to_numpy(float), "y": np.arange(len(rows)),
        "hovertext": hover, "hoverinfo": "text", "textposition": "none", "width": 0.6,
        "marker": {
            "color": np.where(missing, warna.redup, fill),
            "line": {"color": np.where(missing, warna.redup_tepi, fill), "width": 1},
        },
    }  # fmt: skip
    labels = [
        f"<b>{format_bulat(n)}</b>  {format_porsi(share)}" for n, share in zip(rows["n"], rows["bagian"], strict=True)
    ]
    layout = {
        "xaxis": {"range": [0, max(float(rows["n"].max()) if len(rows) else 0.0, 1.0)], "showticklabels": False},
        "yaxis": base.row_axis([dua_baris(potong(name, 34), 17) for name in rows["kategori"]]),
        "yaxis2": base.right_axis(labels),
    }
    room = base.Ruang(len(rows) * size.baris, tick_lines=0, atas=size.label * 0.5)
    return base.build([trace, base.right_anchor()], layout, room, tema=tema, rapat=rapat)


def kategori_alt(kategori: pd.DataFrame, *, menurut: str, periode: str, tempat: str | None = None) -> str:
    """'Jumlah responden menurut usia, Lapas IIB Sampit, Juni 2026: terbanyak 26–35 tahun, 21 dari 43 (49%)'"""
    rows = category_rows(kategori)
    head = f"Jumlah responden menurut {menurut}, {konteks(tempat, periode)}"
    total = int(rows["n"].sum())
    if not total:
        return gabung_alt(f"{head}: tidak ada data")
    top = rows.iloc[int(rows["n"].to_numpy().argmax())]
    return gabung_alt(
        f"{head}: terbanyak {potong(top['kategori'], 60)}, {format_bulat(top['n'])} dari {format_bulat(total)} "
        f"responden ({format_porsi(top['bagian'])})",
        f"{len(rows)} kategori",
    )
