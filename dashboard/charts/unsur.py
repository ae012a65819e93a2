"""Which unsur are weak? Dots with intervals on scale 4, against the gate and the region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, dua_baris, gabung_alt, konteks, urutan
from dashboard.formats import format_angka, format_dekat_ambang
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.states import Status, with_states

Urut = Literal["nilai", "resmi"]


def unsur_rows(nilai: pd.DataFrame, unsur: Mapping[str, str] | None, urut: Urut) -> pd.DataFrame:
    """One row per unsur in drawing order, lowest value first or official order; unsur without answers at the end.

    ``nilai``: scoring.indeks.nilai_unsur of one satker. ``unsur``: code -> name in official order; a code that has no
    row in ``nilai`` becomes a row in the state 'tidak ada data'.
    """
    names = dict(unsur or {})
    codes = urutan(list(names), list(nilai["unsur"]))
    rows = nilai.set_index("unsur").reindex(codes)
    rows = with_states(rows)
    rows["nama"] = rows["nama"].where(rows["nama"].notna(), pd.Series(names, dtype=object))
    rows = rows.rename_axis("unsur").reset_index()
    if urut == "resmi":
        return rows
    order = pd.Series(base.shown(rows)).sort_values(kind="stable", na_position="last").index
    return rows.loc[order].reset_index(drop=True)


def unsur_dots(  # noqa: PLR0913 - the page chooses each on its own; most are optional
    nilai: pd.DataFrame,
    *,
    tema: Tema,
    gate: float | None = None,
    wilayah: pd.DataFrame | None = None,
    unsur: Mapping[str, str] | None = None,
    urut: Urut = "nilai",
    label_ambang: str = "ambang",
    periode: str = "",
    penuh: bool = False,
    rapat: bool = False,
) -> go.Figure:
    """The unsur of one satker as dots on scale 4: colour and letter by mutu, 95 % interval, gate, the region's mean.

    ``wilayah``: columns unsur and nilai_4, the means of the region. ``penuh`` forces the whole scale 1 to 4.
    ``periode``: its label, for the hover.
    """
    rows = unsur_rows(nilai, unsur, urut)
    states, value = base.statuses(rows), base.shown(rows)
    low, high = (np.where(np.isfinite(value), base.floats(rows[c]), np.nan) for c in ("bawah_4", "atas_4"))
    region = _region(rows, wilayah)
    start = base.axis_start(value, low, high, region, gate, penuh=penuh)
    notes = [base.axis_note(start)]
    notes += [base.GARIS_WILAYAH] if np.isfinite(region).any() else []
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    size, position = ukuran(rapat), np.arange(len(rows), dtype=float)
    labels = [base.value_label(v, n, s, rapat=rapat) for v, n, s in zip(value, rows["n"], states, strict=True)]
    hover = [
        base.value_hover(aman(row["nama"]), row, s, periode)
        for row, s in zip(rows.to_dict("records"), states, strict=True)
    ]
    traces = [
        base.interval_trace(low, high, position, tema=tema, rapat=rapat),
        _region_trace(region, position, periode, tema, rapat),
        {"type": "scatter", "name": "nilai", "x": value, "y": position, "hovertext": hover, "hoverinfo": "text",
         **base.mark_style(list(rows["mutu"]), states, tema=tema, rapat=rapat)},
        base.right_anchor(),
    ]  # fmt: skip
    layout = {
        "xaxis": base.scale_axis(start),
        "yaxis": base.row_axis([dua_baris(nama) for nama in rows["nama"]]),
        "yaxis2": base.right_axis(labels),
        **base.gate_line(gate, label_ambang, start, tema=tema, rapat=rapat),
    }
    room = base.Ruang(len(rows) * size.baris * 1.12, notes)
    return base.build(traces, layout, room, tema=tema, rapat=rapat)


def unsur_dots_alt(
    nilai: pd.DataFrame, *, indeks: str, periode: str, tempat: str | None = None, gate: float | None = None
) -> str:
    """'Nilai 8 unsur IPKP pada skala 1–4, Lapas IIB Sampit, Juni 2026: terendah ...'"""
    rows = unsur_rows(nilai, None, "nilai")
    value = base.shown(rows)
    known = int(np.isfinite(value).sum())
    head = f"Nilai {known} unsur {indeks} pada skala 1–4, {konteks(tempat, periode)}"
    if not known:
        return gabung_alt(f"Nilai unsur {indeks} pada skala 1–4, {konteks(tempat, periode)}: tidak ada data")
    last = known - 1
    text = (
        f"{head}: terendah {rows['nama'][0]} {format_dekat_ambang(value[0], gate)}, "
        f"tertinggi {rows['nama'][last]} {format_angka(value[last])}"
    )
    below = 0 if gate is None else int((value[:known] < gate - 1e-9).sum())
    under = "" if gate is None else f"{below or 'tidak ada'} unsur di bawah ambang {format_angka(gate)}"
    thin = sum(state is Status.DI_BAWAH_MINIMAL for state in base.statuses(rows))
    return gabung_alt(text, under, f"{thin} unsur di bawah jumlah responden minimal" if thin else "")


def _region(rows: pd.DataFrame, wilayah: pd.DataFrame | None) -> base.FloatArray:
    if wilayah is None:
        return np.full(len(rows), np.nan)
    return base.floats(wilayah.set_index("unsur")["nilai_4"].reindex(rows["unsur"]))


def _region_trace(
    region: base.FloatArray, position: base.FloatArray, periode: str, tema: Tema, rapat: bool
) -> base.Spec:
    size = ukuran(rapat)
    when = f", {periode}" if periode else ""
    hover = [f"Rata-rata wilayah {format_angka(value)}{when}" for value in region]
    line = {"width": size.garis * 1.5, "color": WARNA[tema].tenang}
    marker = {"symbol": "line-ns-open", "size": size.titik * 0.55, "line": line, "color": WARNA[tema].tenang}
    return {"type": "scatter", "name": "wilayah", "mode": "markers", "x": region, "y": position, "marker": marker,
            "hovertext": hover, "hoverinfo": "text", "cliponaxis": False}  # fmt: skip
