"""What the charts share: figures with template and height, rows of names, the scale-4 axis, gate lines, states.

A chart gives its layout to ``build`` in one piece: every later update costs a validation of the whole figure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import aman, dua_baris
from dashboard.formats import awal_kalimat, format_angka, format_bulat
from dashboard.kisaran import kisaran_cell, kisaran_words
from dashboard.palette import WARNA, Tema, ink_on
from dashboard.theme import template, ukuran
from scoring.intervals import Dasar
from scoring.states import Status

FloatArray = npt.NDArray[np.float64]
Spec = dict[str, Any]

SKALA_BAWAH, SKALA_ATAS = 1.0, 4.0
_AWAL_SUMBU = (3.0, 2.5, 2.0, 1.5, 1.0)
BELUM_MINIMAL = "Lingkaran kosong: di bawah minimal"
GARIS_WILAYAH = "Garis tegak: rata-rata wilayah"


@dataclass(frozen=True)
class Ruang:
    """Height of a figure: ``isi`` pixels of plot, ``atas`` over it; ticks and the quiet ``notes`` come under it."""

    isi: float
    notes: Sequence[str] = ()
    tick_lines: int = 1
    atas: float | None = None


def build(traces: Sequence[Spec], layout: Spec, ruang: Ruang, *, tema: Tema, rapat: bool) -> go.Figure:
    """A figure of trace and layout specs, with the theme's template and a fixed height in pixels."""
    size = ukuran(rapat)
    top = size.label * 1.8 if ruang.atas is None else ruang.atas
    under = len(ruang.notes) * size.catatan * 1.35 + size.catatan * 0.5
    ticks = (ruang.tick_lines * 1.3 + 0.95) * size.sumbu if ruang.tick_lines else size.sumbu * 0.4
    height = round(ruang.isi + top + ticks + under)
    # Plotly sets the first of several lines 0.7 em higher than a single one.
    note_top = under - (0.7 * size.catatan if len(ruang.notes) > 1 else 0)
    # The title of the figure is the one text that Plotly places relative to the whole figure: the notes stand there.
    note = {
        "text": "<br>".join(ruang.notes), "font": {"size": size.catatan, "color": WARNA[tema].tenang}, "x": 0,
        "xref": "container", "xanchor": "left", "y": note_top / height, "yref": "container", "yanchor": "top",
        "pad": {"l": 6},
    }  # fmt: skip
    frame = {
        "template": template(tema, rapat),
        "height": height,
        "margin": {"t": round(top), "b": round(ticks + under)},
        "title": note,
    }
    return go.Figure(list(traces), {**frame, **layout})


def floats(values: Iterable[Any]) -> FloatArray:
    """Values as float64, None as NaN: what a trace may draw and what leaves a gap."""
    return pd.to_numeric(pd.Series(list(values), dtype=object), errors="raise").to_numpy(float)


def statuses(frame: pd.DataFrame) -> list[Status]:
    """The state of every row; a row without a value is never a value, whatever it claims."""
    return [
        Status(status) if status == Status.DISEMBUNYIKAN or pd.notna(nilai) else Status.TIDAK_ADA_DATA
        for status, nilai in zip(frame["status"], frame["nilai_4"], strict=True)
    ]


def shown(frame: pd.DataFrame) -> FloatArray:
    """``nilai_4`` with NaN where the state forbids drawing it."""
    drawable = [status in {Status.NILAI, Status.DI_BAWAH_MINIMAL} for status in statuses(frame)]
    return np.where(drawable, floats(frame["nilai_4"]), np.nan)


def axis_start(*values: float | FloatArray | None, penuh: bool = False) -> float:
    """Where a scale-4 axis starts: 1, or the highest labelled zoom (1.5 to 3) that still shows all ``values``."""
    if penuh:
        return SKALA_BAWAH
    present = [np.ravel(np.asarray(value, dtype=float)) for value in values if value is not None]
    together = np.concatenate(present) if present else np.array([])
    together = together[np.isfinite(together)]
    lowest = float(together.min()) if together.size else SKALA_BAWAH
    # A little air below the lowest mark, so that it does not lie on the frame.
    return next((start for start in _AWAL_SUMBU if start <= lowest - 0.05), SKALA_BAWAH)


def axis_note(start: float, ukuran_nilai: str = "Nilai") -> str:
    """The words under a scale-4 axis; a zoom says so."""
    if start == SKALA_BAWAH:
        return f"{ukuran_nilai}, skala 1–4"
    return f"{ukuran_nilai}, skala 1–4, sumbu mulai {format_angka(start, 1)}"


def scale_axis(start: float) -> Spec:
    """The scale-4 value axis from ``start`` to 4 with Indonesian tick text."""
    step = 1.0 if start == SKALA_BAWAH else 0.5
    ticks = np.arange(start, SKALA_ATAS + 0.01, step)
    pad = (SKALA_ATAS - start) * 0.03
    return {
        "range": [start - pad, SKALA_ATAS + pad],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [format_angka(tick, 0 if step == 1.0 else 1) for tick in ticks],
        "showgrid": True,
    }


def row_height(count: int, *, rapat: bool) -> float:
    """Pixels a row of a region's satker: two lines of text on the screen; in Rapat one, closer the more there are."""
    size = ukuran(rapat)
    if not rapat:
        return size.sumbu * 2.8
    return size.baris if count <= 10 else size.sumbu * 1.5


def satker_labels(nama: Iterable[str], *, rapat: bool) -> list[str]:
    """Satker names for an axis: two lines on the screen, where a phone has no room for one; one line in Rapat."""
    return [aman(name) if rapat else dua_baris(name, 17) for name in nama]


def row_axis(texts: Sequence[str]) -> Spec:
    """A vertical axis with one named row for every text, the first on top."""
    return {
        "range": [len(texts) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": np.arange(len(texts)),
        "ticktext": list(texts),
    }


def right_axis(texts: Sequence[str]) -> Spec:
    """The same rows on the right: a column of direct labels that takes exactly the room it needs."""
    return {**row_axis(texts), "overlaying": "y", "side": "right"}


def right_anchor() -> Spec:
    """An empty trace: Plotly shows a second axis only when a trace uses it."""
    return {"type": "scatter", "x": [None], "y": [None], "yaxis": "y2", "hoverinfo": "skip", "mode": "markers"}


def gate_line(gate: float | None, label: str, start: float, *, tema: Tema, rapat: bool) -> Spec:
    """Layout parts ``shapes`` and ``annotations`` of a thin vertical gate, labelled on top; empty without a gate."""
    if gate is None:
        return {"shapes": [], "annotations": []}
    warna, size = WARNA[tema], ukuran(rapat)
    share = (gate - start) / (SKALA_ATAS - start)
    label_spec = {
        "text": f"{label} {format_angka(gate)}", "font": {"color": warna.teks, "size": size.catatan},
        "xanchor": "left" if share < 0.25 else "right" if share > 0.75 else "center",
        "x": gate, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2,
    }  # fmt: skip
    return {"shapes": [gate_shape(gate, tema=tema, rapat=rapat, along="x")], "annotations": [label_spec]}


def gate_shape(gate: float, *, tema: Tema, rapat: bool, along: str) -> Spec:
    """The gate's line over the whole plot at ``gate`` on the axis ``along`` ('x' or 'y')."""
    across = "y" if along == "x" else "x"
    return {
        "type": "line", f"{along}0": gate, f"{along}1": gate, f"{across}0": 0, f"{across}1": 1, f"{across}ref": "paper",
        "layer": "below", "line": {"color": WARNA[tema].ambang, "width": ukuran(rapat).garis * 0.75, "dash": "dot"},
    }  # fmt: skip


def interval_trace(low: FloatArray, high: FloatArray, rows: FloatArray, *, tema: Tema, rapat: bool) -> Spec:
    """Horizontal interval lines, one a row, in one trace: NaN between them breaks the line."""
    gap = np.full(len(rows), np.nan)
    known = np.isfinite(low) & np.isfinite(high)
    x = np.column_stack([np.where(known, low, np.nan), np.where(known, high, np.nan), gap]).ravel()
    y = np.column_stack([rows, rows, gap]).ravel()
    line = {"color": WARNA[tema].redup_tepi, "width": ukuran(rapat).garis * 1.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "connectgaps": False}


def mark_style(mutu: Sequence[Any], states: Sequence[Status], *, tema: Tema, rapat: bool) -> Spec:
    """Marker and letters of dots: filled by mutu with its letter; hollow and without letter below the minimum."""
    warna, size = WARNA[tema], ukuran(rapat)
    fills = [
        warna.mutu.get(str(m), warna.kartu) if s is Status.NILAI else warna.kartu
        for m, s in zip(mutu, states, strict=True)
    ]
    edges = [fill if s is Status.NILAI else warna.redup_tepi for fill, s in zip(fills, states, strict=True)]
    letters = [str(m) if s is Status.NILAI and m in warna.mutu else "" for m, s in zip(mutu, states, strict=True)]
    return {
        "mode": "markers+text",
        "marker": {"size": size.titik, "color": fills, "opacity": 1, "line": {"color": edges, "width": size.garis}},
        "text": [f"<b>{letter}</b>" if letter else "" for letter in letters],
        "textposition": "middle center",
        "textfont": {"size": size.catatan, "color": [ink_on(fill) for fill in fills]},
        "cliponaxis": False,
    }


def value_label(nilai: float, n: float, status: Status, *, rapat: bool) -> str:
    """The direct label of a row: '3,41', '3,12 n 7' below the minimum, or the state in words; never 0.

    On the screen it may take two lines, so that a phone keeps room for the marks.
    """
    match status:
        case Status.NILAI:
            return f"<b>{format_angka(nilai)}</b>"
        case Status.DI_BAWAH_MINIMAL:
            parts = (format_angka(nilai), f"n {format_bulat(n)}")
        case Status.TIDAK_ADA_DATA:
            parts = ("tidak ada", "data")
        case Status.DISEMBUNYIKAN:
            parts = ("× disem-", "bunyikan") if not rapat else ("× disembunyikan", "")
    return (" " if rapat else "<br>").join(part for part in parts if part)


def value_hover(nama: str, row: Mapping[Hashable, Any], status: Status, periode: str = "") -> str:
    """Hover text of a value: name, value with mutu, interval, respondents, period ('' where the name tells it).

    ``nama`` is harmless already.
    """
    when = f", {periode}" if periode else ""
    if status in {Status.TIDAK_ADA_DATA, Status.DISEMBUNYIKAN}:
        return f"<b>{nama}</b><br>{status.value}{when}"
    letter = f", mutu {row['mutu']}" if status is Status.NILAI and pd.notna(row["mutu"]) else ", di bawah minimal"
    lines = [f"<b>{nama}</b>", f"Nilai {format_angka(row['nilai_4'])}{letter}"]
    limits = (row["bawah_4"], row["atas_4"], row.get("dasar"))
    if limits[2] in {Dasar.SENSUS, Dasar.TANPA_SEBARAN}:
        lines.append(awal_kalimat(kisaran_words(*limits, int(row["n"]))))
    elif pd.notna(limits[0]) and pd.notna(limits[1]):
        lines.append(f"Rentang 95% {kisaran_cell(*limits)}")
    lines.append(f"{format_bulat(row['n'])} responden{when}")
    return "<br>".join(lines)
