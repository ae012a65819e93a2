"""How did the index move? Months as points with their interval; a month without data is a gap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import gabung_alt, konteks
from dashboard.formats import format_angka, format_dekat_ambang
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.periods import month_label
from scoring.states import Status, with_states

TINGGI = 7
GARIS_WILAYAH = "Garis putus-putus: rata-rata wilayah"


def month_rows(deret: pd.DataFrame, bulan: Sequence[int]) -> pd.DataFrame:
    """One row for every month of ``bulan`` (202606), in that order; a month without data is in that state."""
    return with_states(deret.set_index("bulan").reindex(list(bulan)).rename_axis("bulan").reset_index())


def tren(  # noqa: PLR0913 - the page chooses each on its own; most are optional
    deret: pd.DataFrame,
    bulan: Sequence[int],
    *,
    tema: Tema,
    gate: float | None = None,
    wilayah: pd.DataFrame | None = None,
    label_ambang: str = "ambang",
    penuh: bool = False,
    rapat: bool = False,
) -> go.Figure:
    """Monthly index on scale 4 with interval band, gate and, in grey, the region.

    ``deret``: scoring.indeks.indeks by bulan, one satker (bulan, nilai_4, bawah_4, atas_4, n, mutu, status).
    ``bulan``: the months on the axis, so that one without a row shows as a gap. ``wilayah``: bulan and nilai_4.
    """
    rows = month_rows(deret, bulan)
    states, value = base.statuses(rows), base.shown(rows)
    low, high = (np.where(np.isfinite(value), base.floats(rows[c]), np.nan) for c in ("bawah_4", "atas_4"))
    region = np.full(len(rows), np.nan)
    if wilayah is not None:
        region = base.floats(wilayah.set_index("bulan")["nilai_4"].reindex(list(bulan)))
    start = base.axis_start(value, low, high, region, gate, penuh=penuh)
    size, x = ukuran(rapat), np.arange(len(rows), dtype=float)
    hover = [
        base.value_hover(month_label(int(row["bulan"])), row, s)
        for row, s in zip(rows.to_dict("records"), states, strict=True)
    ]
    traces = [
        _band(x, low, high, tema),
        _region(x, region, tema, rapat),
        _whiskers(x, low, high, tema, rapat),
        _points(x, value, states, tema, rapat),
        {"type": "scatter", "name": "sasaran", "mode": "markers", "x": x, "y": value, "hovertext": hover,
         "hoverinfo": "text", "marker": {"size": size.titik, "opacity": 0}},
    ]  # fmt: skip
    notes = [base.axis_note(start)]
    notes += [GARIS_WILAYAH] if np.isfinite(region).any() else []
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    layout: base.Spec = {
        "xaxis": month_axis(rows),
        "yaxis": base.scale_axis(start),
        "annotations": _last_label(rows, value, states, gate, tema, rapat),
    }
    if gate is not None:
        layout |= _gate_axis(gate, label_ambang, layout["yaxis"], tema, rapat)
        traces.append(base.right_anchor())
    return base.build(traces, layout, base.Ruang(size.baris * TINGGI, notes, tick_lines=2), tema=tema, rapat=rapat)


def tren_alt(
    deret: pd.DataFrame, bulan: Sequence[int], *, indeks: str, tempat: str | None = None, gate: float | None = None
) -> str:
    """'Tren IPKP bulanan pada skala 1–4, Lapas IIB Sampit, Juli 2025 sampai Juni 2026: terakhir ...'"""
    rows = month_rows(deret, bulan)
    value = base.shown(rows)
    span = f"{month_label(bulan[0])} sampai {month_label(bulan[-1])}"
    head = f"Tren {indeks} bulanan pada skala 1–4, {konteks(tempat, span)}"
    known = np.flatnonzero(np.isfinite(value))
    if not known.size:
        return gabung_alt(f"{head}: tidak ada data")
    last, lowest, highest = known[-1], known[value[known].argmin()], known[value[known].argmax()]

    def point(word: str, at: int) -> str:
        return f"{word} {format_dekat_ambang(value[at], gate)} pada {month_label(int(rows['bulan'][at]))}"

    gaps = len(rows) - known.size
    return gabung_alt(
        f"{head}: {point('terakhir', last)}",
        point("terendah", lowest),
        point("tertinggi", highest),
        f"{gaps} bulan tanpa data" if gaps else "",
        "" if gate is None else f"ambang {format_angka(gate)}",
    )


def _gate_axis(gate: float, label: str, values: base.Spec, tema: Tema, rapat: bool) -> base.Spec:
    """The gate's line, its label as a tick of an axis of its own at the right: inside the plot it would lie on data."""
    tick = {"tickmode": "array", "tickvals": [gate], "ticktext": [f"{label}<br>{format_angka(gate)}"]}
    return {
        "yaxis2": {**values, **tick, "overlaying": "y", "side": "right", "showgrid": False},
        "shapes": [base.gate_shape(gate, tema=tema, rapat=rapat, along="y")],
    }


def month_axis(rows: pd.DataFrame, most: int = 9) -> base.Spec:
    """At most ``most`` month names, counted back from the last, so that they fit a phone; an empty month is not renamed."""
    count = len(rows)
    step = max(1, -(-count // most))
    at = np.arange(count - 1, -1, -step)[::-1]
    return {
        "range": [-0.6, count - 0.4],
        "tickmode": "array",
        "tickvals": at,
        "ticktext": [month_label(int(rows["bulan"][i]), short=True).replace(" ", "<br>") for i in at],
        "tickangle": 0,
    }


def _runs(known: np.ndarray) -> list[np.ndarray]:
    """Positions of consecutive True values, run by run."""
    at = np.flatnonzero(known)
    return [run for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if run.size]


def _band(x: base.FloatArray, low: base.FloatArray, high: base.FloatArray, tema: Tema) -> base.Spec:
    """Interval band: one closed polygon for every run of months, so that it never bridges a gap."""
    xs: list[base.FloatArray] = []
    ys: list[base.FloatArray] = []
    for run in _runs(np.isfinite(low) & np.isfinite(high)):
        if run.size > 1:
            xs += [x[run], x[run][::-1], np.array([np.nan])]
            ys += [high[run], low[run][::-1], np.array([np.nan])]
    empty = np.array([np.nan])
    return {
        "type": "scatter", "name": "rentang", "mode": "lines", "fill": "toself", "fillcolor": WARNA[tema].pita,
        "line": {"width": 0}, "x": np.concatenate(xs[:-1]) if xs else empty,
        "y": np.concatenate(ys[:-1]) if ys else empty, "hoverinfo": "skip", "connectgaps": False,
    }  # fmt: skip


def _whiskers(x: base.FloatArray, low: base.FloatArray, high: base.FloatArray, tema: Tema, rapat: bool) -> base.Spec:
    """A vertical interval line for months that stand alone between gaps: a band needs two."""
    alone = [run[0] for run in _runs(np.isfinite(low) & np.isfinite(high)) if run.size == 1]
    gap = np.full(len(alone), np.nan)
    return {
        "type": "scatter", "name": "rentang", "mode": "lines", "hoverinfo": "skip", "connectgaps": False,
        "x": np.column_stack([x[alone], x[alone], gap]).ravel(),
        "y": np.column_stack([low[alone], high[alone], gap]).ravel(),
        "line": {"color": WARNA[tema].redup_tepi, "width": ukuran(rapat).garis * 1.5},
    }  # fmt: skip


def _points(x: base.FloatArray, value: base.FloatArray, states: Sequence[Status], tema: Tema, rapat: bool) -> base.Spec:
    """The months in one colour, joined only where neighbours have data; hollow below the minimum."""
    warna, size = WARNA[tema], ukuran(rapat)
    fills = [warna.merek if state is Status.NILAI else warna.kartu for state in states]
    edges = [warna.merek if state is Status.NILAI else warna.redup_tepi for state in states]
    return {
        "type": "scatter", "name": "nilai", "mode": "lines+markers", "x": x, "y": value, "connectgaps": False,
        "line": {"width": size.garis, "color": warna.merek}, "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"size": size.titik * 0.55, "color": fills, "opacity": 1,
                   "line": {"color": edges, "width": size.garis}},
    }  # fmt: skip


def _last_label(
    rows: pd.DataFrame, value: base.FloatArray, states: Sequence[Status], gate: float | None, tema: Tema, rapat: bool
) -> list[base.Spec]:
    """The newest value in words at its point: '3,41 B', without a letter below the minimum; off the line that comes in."""
    known = np.flatnonzero(np.isfinite(value))
    if not known.size:
        return []
    last, size = int(known[-1]), ukuran(rapat)
    mutu = rows["mutu"][last]
    letter = f" {mutu}" if states[last] is Status.NILAI and pd.notna(mutu) else ""
    falls = known.size > 1 and value[known[-2]] > value[last]
    side = {"yshift": size.titik * (-0.4 if falls else 0.4), "yanchor": "top" if falls else "bottom"}
    return [
        {"x": last, "y": value[last], "text": f"<b>{format_dekat_ambang(value[last], gate)}{letter}</b>", **side,
         "xanchor": "right", "xshift": size.titik * 0.8, "font": {"size": size.label, "color": WARNA[tema].teks}}
    ]  # fmt: skip


def _region(x: base.FloatArray, region: base.FloatArray, tema: Tema, rapat: bool) -> base.Spec:
    line = {"width": ukuran(rapat).garis, "color": WARNA[tema].redup_tepi, "dash": "dash"}
    hover = [f"Rata-rata wilayah {format_angka(value)}" for value in region]
    return {"type": "scatter", "name": "wilayah", "mode": "lines", "x": x, "y": region, "line": line,
            "hovertext": hover, "hoverinfo": "text", "connectgaps": False}  # fmt: skip
