"""How far is every satker from the gates of its predikat? And the months of one satker against both gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, gabung_alt, konteks, ringkas_semua
from dashboard.charts.tren import month_rows, tren
from dashboard.formats import (
    DEKAT,
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_interval,
    format_perubahan,
)
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.periods import month_label
from scoring.states import Status

# One mark per index, told apart by shape; those of a row stand over each other, never on each other.
BENTUK = ("circle", "diamond")
_NAMA_BENTUK = {"circle": "lingkaran", "diamond": "belah ketupat"}
_GESER = 0.19
_NOISE = 1e-9
SILANG = "Silang: bulan tanpa data"


def gate_distances(
    nilai: pd.DataFrame,
    satker: Mapping[str, str],
    indeks: Sequence[str],
    *,
    tema: Tema,
    dihitung: str = "",
    rapat: bool = False,
) -> go.Figure:
    """Distance of each index to its gate (scale 4) per satker as dots with 95 % intervals; right of the line is reached.

    ``nilai``: one row per satker and indeks: satker, indeks, nilai_4, bawah_4, atas_4, n, status, ambang. ``satker``:
    code -> full name, in drawing order. ``indeks``: at most two, the first drawn above the second. ``dihitung``: the
    months that the values rest on, for the note.
    """
    size, short, warna = ukuran(rapat), ringkas_semua(satker), WARNA[tema]
    parts = [_part(nilai, satker, name, at - (len(indeks) - 1) / 2) for at, name in enumerate(indeks)]
    traces = []
    for part, bentuk in zip(parts, BENTUK, strict=False):
        traces.append(base.interval_trace(part.bawah, part.atas, part.tempat, tema=tema, rapat=rapat))
        traces.append(_marks(part, bentuk, short, tema=tema, rapat=rapat))
    legend = [f"{_NAMA_BENTUK[bentuk]}: {part.indeks}" for part, bentuk in zip(parts, BENTUK, strict=False)]
    rests = f", {dihitung}" if dihitung else ""
    notes = [awal_kalimat("; ".join(legend)), f"Jarak pada skala 4{rests}. Kanan dari garis: tercapai"]
    if any(Status.DI_BAWAH_MINIMAL in part.keadaan for part in parts):
        notes.append("Tanda kosong: di bawah minimal")
    labels = [_row_label(nilai[nilai["satker"] == kode], indeks, rapat=rapat) for kode in satker]
    gate_label = {"text": "ambang", "x": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2,
                  "font": {"color": warna.teks, "size": size.catatan}}  # fmt: skip
    layout = {
        "xaxis": _distance_axis(parts),
        "yaxis": base.row_axis(base.satker_labels([short[kode] for kode in satker], rapat=rapat)),
        "yaxis2": base.right_axis(labels),
        "shapes": [*_between(len(satker), tema), base.gate_shape(0.0, tema=tema, rapat=rapat, along="x")],
        "annotations": [gate_label],
    }
    height = len(satker) * (size.baris if rapat else size.sumbu * 2.8)
    return base.build([*traces, base.right_anchor()], layout, base.Ruang(height, notes), tema=tema, rapat=rapat)


def _between(rows: int, tema: Tema) -> list[base.Spec]:
    """Faint lines between the satker: the two marks of one belong together."""
    line = {"width": 1, "color": WARNA[tema].redup}
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": at + 0.5,
            "y1": at + 0.5,
            "line": line,
        }
        for at in range(rows - 1)
    ]


def gate_distances_alt(nilai: pd.DataFrame, satker: Mapping[str, str], *, periode: str, predikat: str) -> str:
    """'Jarak IPAK dan IPKP ke ambang WBK, 17 satker, Agustus 2026 ...: 16 mencapai kedua ambang; terjauh ...'"""
    part = nilai[nilai["satker"].isin(list(satker))]
    names = " dan ".join(dict.fromkeys(part["indeks"]))
    head = f"Jarak {names} ke ambang {predikat}, {len(satker)} satker, {konteks(periode)}"
    known = part[part["nilai_4"].notna()]
    if known.empty:
        return gabung_alt(f"{head}: tidak ada data")
    gap = known["nilai_4"] - known["ambang"]
    below = known["satker"][gap < -_NOISE].nunique()
    worst = known.iloc[int(gap.to_numpy().argmin())]
    empty = len(satker) - known["satker"].nunique()
    return gabung_alt(
        f"{head}: {below or 'tidak ada'} satker di bawah ambang",
        f"terendah {ringkas_semua(satker)[str(worst['satker'])]} {worst['indeks']} {format_perubahan(gap.min())}",
        f"{empty} satker tanpa data" if empty else "",
    )


def zona_tren(
    deret: pd.DataFrame, bulan: Sequence[int], *, tema: Tema, gates: Mapping[str, float], jendela: Sequence[int]
) -> go.Figure:
    """Monthly index (arguments: charts.tren) with the gate of every predikat, the months that count shaded, and a cross
    at the foot of every month without data."""
    by_value: dict[float, list[str]] = {}
    for predikat, gate in gates.items():
        by_value.setdefault(gate, []).append(predikat)
    figure = tren(deret, bulan, tema=tema, gate=min(by_value))
    empty = [at for at, value in enumerate(base.shown(month_rows(deret, bulan))) if not np.isfinite(value)]
    figure.add_trace(_crosses(empty, bulan, float(figure.layout.yaxis.range[0]), tema))
    counted = [list(bulan).index(month) for month in jendela]
    shade = {"type": "rect", "x0": counted[0] - 0.5, "x1": counted[-1] + 0.5, "y0": 0, "y1": 1, "yref": "paper",
             "layer": "below", "line": {"width": 0}, "fillcolor": WARNA[tema].redup, "opacity": 0.4}  # fmt: skip
    lines = [base.gate_shape(gate, tema=tema, rapat=False, along="y") for gate in by_value]
    labels = [f"{'<br>'.join(names)}<br>{format_angka(gate)}" for gate, names in by_value.items()]
    notes = ["Bidang abu-abu: bulan yang dihitung", *([SILANG] if empty else [])]
    figure.layout.shapes = [shade, *lines]  # update_layout would merge them into the shapes that are there
    figure.update_layout(yaxis2={"tickvals": list(by_value), "ticktext": labels})
    return _with_notes(figure, notes)


def _crosses(empty: Sequence[int], bulan: Sequence[int], foot: float, tema: Tema) -> base.Spec:
    size = ukuran(False)
    line = {"width": size.garis, "color": WARNA[tema].tenang}
    return {
        "type": "scatter", "name": "kosong", "mode": "markers", "x": list(empty), "y": [foot] * len(empty),
        "cliponaxis": False, "marker": {"symbol": "x-thin", "size": size.titik * 0.5, "line": line},
        "hovertext": [f"{month_label(int(bulan[at]))}: tidak ada data" for at in empty], "hoverinfo": "text",
    }  # fmt: skip


def _with_notes(figure: go.Figure, more: Sequence[str]) -> go.Figure:
    """The figure with ``more`` quiet lines under it and higher by them, the plot itself as high as before."""
    size = ukuran(False).catatan
    notes = [*figure.layout.title.text.split("<br>"), *more]
    room = round(len(more) * size * 1.35 + size * 0.5)  # the lines of a title stand a little farther apart than ticks
    height = figure.layout.height + room
    under = len(notes) * size * 1.35 + size
    title = {"text": "<br>".join(notes), "y": (under - 0.7 * size) / height}  # as base.build places several lines
    figure.update_layout(height=height, margin={"b": figure.layout.margin.b + room}, title=title)
    return figure


@dataclass(frozen=True)
class _Panel:
    """One index in the chart of distances: arrays and states in the order of the rows."""

    indeks: str
    baris: pd.DataFrame
    keadaan: list[Status]
    jarak: base.FloatArray
    bawah: base.FloatArray
    atas: base.FloatArray
    tempat: base.FloatArray


def _part(nilai: pd.DataFrame, satker: Mapping[str, str], name: str, side: float) -> _Panel:
    rows = nilai[nilai["indeks"] == name].set_index("satker").reindex(list(satker)).reset_index()
    rows["status"] = rows["status"].where(rows["status"].notna(), Status.TIDAK_ADA_DATA)
    gate, drawn = base.floats(rows["ambang"]), np.isfinite(base.shown(rows))
    gap, low, high = (
        np.where(drawn, base.floats(rows[column]) - gate, np.nan) for column in ("nilai_4", "bawah_4", "atas_4")
    )
    return _Panel(
        name, rows, base.statuses(rows), gap, low, high, np.arange(len(rows), dtype=float) + side * 2 * _GESER
    )


def _distance_axis(parts: Sequence[_Panel]) -> base.Spec:
    together = np.concatenate([[0.0], *(side for part in parts for side in (part.jarak, part.bawah, part.atas))])
    low, high = float(np.nanmin(together)), float(np.nanmax(together))
    # At most seven ticks: a phone has no room for more beside the names.
    step = next((step for step in (0.1, 0.2, 0.5) if high - low <= 5 * step), 1.0)
    # An empty chart still has an axis.
    first, last = np.floor(low / step) * step, max(np.ceil(high / step), 1) * step
    ticks = np.arange(first, last + step / 2, step)
    pad = (last - first) * 0.04
    return {
        "range": [first - pad, last + pad],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [format_perubahan(tick, 1) for tick in ticks],
        "tickangle": 0,
        "showgrid": True,
    }


def _marks(part: _Panel, bentuk: str, short: Mapping[str, str], *, tema: Tema, rapat: bool) -> base.Spec:
    """Dots of one index: dark red left of the gate, else in the brand's colour; hollow below the minimum."""
    warna, size = WARNA[tema], ukuran(rapat)
    colours = [warna.mutu["D"] if value < -_NOISE else warna.merek for value in part.jarak]
    fills = [c if state is Status.NILAI else warna.kartu for c, state in zip(colours, part.keadaan, strict=True)]
    hover = [
        _hover(aman(short[str(row.satker)]), row, gap)
        for row, gap in zip(part.baris.itertuples(), part.jarak, strict=True)
    ]
    line = {"color": colours, "width": size.garis}
    return {
        "type": "scatter", "name": part.indeks, "mode": "markers", "x": part.jarak, "y": part.tempat,
        "hovertext": hover, "hoverinfo": "text", "cliponaxis": False,
        "marker": {"symbol": bentuk, "size": size.titik * 0.55, "color": fills, "opacity": 1, "line": line},
    }  # fmt: skip


def _hover(nama: str, row: Any, gap: float) -> str:  # noqa: ANN401 - a named tuple
    if not np.isfinite(gap):
        return f"<b>{nama}</b><br>tidak ada data"
    return (
        f"<b>{nama}</b><br>{row.indeks} {format_dekat_ambang(row.nilai_4, row.ambang)}, ambang {format_angka(row.ambang)}"
        f"<br>Rentang 95% {format_interval(row.bawah_4, row.atas_4)}<br>{format_bulat(row.n)} responden"
    )


def _row_label(part: pd.DataFrame, indeks: Sequence[str], *, rapat: bool) -> str:
    """'+0,15' over '+0,42', in Rapat beside each other; the words where there is nothing."""
    by_name = part.set_index("indeks")
    words = []
    for name in indeks:
        gap = float("nan") if name not in by_name.index else float(by_name["nilai_4"][name] - by_name["ambang"][name])
        near = np.isfinite(gap) and abs(gap) <= DEKAT + _NOISE
        words.append(format_perubahan(gap, 3 if near else 2))
    if all(word == format_perubahan(None) for word in words):
        return "tidak ada data" if rapat else "tidak ada<br>data"
    return (" / " if rapat else "<br>").join(words)
