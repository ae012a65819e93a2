"""Is a month's rise or fall more than the usual up and down? Months with their mean and natural limits (XmR)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import gabung_alt, konteks
from dashboard.charts.tren import month_axis, month_rows
from dashboard.formats import format_angka, format_interval
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.periods import month_label
from scoring.states import Status
from scoring.xmr import PetaKendali, Sinyal

TINGGI = 7
# Beside the names of the limits a phone has room for these.
NAMA_BULAN = 6
BATAS = "Garis putus-putus: batas naik-turun yang biasa"
SINYAL = "Belah ketupat: lebih dari naik-turun biasa"


def xmr_chart(
    deret: pd.DataFrame, bulan: Sequence[int], peta: PetaKendali, *, tema: Tema, rapat: bool = False
) -> go.Figure:
    """Monthly index on scale 4 with mean and limits, where there are enough months, and signals as diamonds.

    ``deret``: scoring.indeks.indeks by bulan, one satker; ``bulan``: the months on the axis, as in ``peta.sinyal``.
    """
    rows = month_rows(deret, bulan)
    states, value = base.statuses(rows), base.shown(rows)
    start = base.axis_start(value, peta.bawah)
    size, x = ukuran(rapat), np.arange(len(rows), dtype=float)
    hover = [
        _hover(row, state, signal)
        for row, state, signal in zip(rows.to_dict("records"), states, peta.sinyal, strict=True)
    ]
    traces: list[base.Spec] = [
        {"type": "scatter", "name": "nilai", "mode": "lines+markers", "x": x, "y": value, "connectgaps": False,
         "line": {"width": size.garis, "color": WARNA[tema].redup_tepi}, "hovertext": hover, "hoverinfo": "text",
         "cliponaxis": False, "marker": _marks(states, peta.sinyal, tema, rapat)}
    ]  # fmt: skip
    notes = [base.axis_note(start)]
    layout: base.Spec = {"xaxis": month_axis(rows, NAMA_BULAN), "yaxis": base.scale_axis(start)}
    if peta.has_limits:
        layout |= _limit_lines(peta, layout["yaxis"], tema, rapat)
        traces.append(base.right_anchor())
        notes.append(BATAS)
        notes += [SINYAL] if any(peta.sinyal) else []
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    return base.build(traces, layout, base.Ruang(size.baris * TINGGI, notes, tick_lines=2), tema=tema, rapat=rapat)


def xmr_alt(bulan: Sequence[int], peta: PetaKendali, *, indeks: str, tempat: str) -> str:
    """'Peta kendali IPKP bulanan, Lapas IIB Sampit, Juli 2025 sampai Juni 2026: rata-rata 3,41, batas 3,22–3,60; ...'"""
    span = f"{month_label(bulan[0])} sampai {month_label(bulan[-1])}" if bulan else ""
    head = f"Peta kendali {indeks} bulanan pada skala 1–4, {konteks(tempat, span)}"
    if not peta.has_limits:
        return gabung_alt(f"{head}: {peta.bulan} bulan, belum cukup untuk batas")
    signals = [month_label(month) for month, signal in zip(bulan, peta.sinyal, strict=True) if signal]
    found = f"{len(signals)} bulan bersinyal, terakhir {signals[-1]}" if signals else "tidak ada sinyal"
    return gabung_alt(
        f"{head}: rata-rata {format_angka(peta.rata)}, batas {format_interval(peta.bawah, peta.atas)}", found
    )


def _limit_lines(peta: PetaKendali, values: base.Spec, tema: Tema, rapat: bool) -> base.Spec:
    """Mean and limits as lines, named at the right; a limit at the end of the scale says nothing and is left out."""
    named = [("rata-rata", peta.rata, "solid"), ("batas", peta.bawah, "dash"), ("batas", peta.atas, "dash")]
    named = [line for line in named if base.SKALA_BAWAH < line[1] < base.SKALA_ATAS]
    line = {"color": WARNA[tema].ambang, "width": ukuran(rapat).garis * 0.75}
    shapes = [
        {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": at, "y1": at, "layer": "below",
         "line": {**line, "dash": dash}}
        for _, at, dash in named
    ]  # fmt: skip
    ticks = {
        "tickmode": "array",
        "tickvals": [at for _, at, _ in named],
        "ticktext": [f"{word} {format_angka(at)}" for word, at, _ in named],
    }
    return {"yaxis2": {**values, **ticks, "overlaying": "y", "side": "right", "showgrid": False}, "shapes": shapes}


def _marks(states: Sequence[Status], sinyal: Sequence[Sinyal | None], tema: Tema, rapat: bool) -> base.Spec:
    warna, size = WARNA[tema], ukuran(rapat)
    low = {Sinyal.DI_BAWAH, Sinyal.RUNTUN_BAWAH}
    colours = [
        warna.kartu if state is not Status.NILAI else warna.redup if not signal else
        warna.mutu["D"] if signal in low else warna.merek
        for state, signal in zip(states, sinyal, strict=True)
    ]  # fmt: skip
    edges = [warna.redup_tepi if not signal else fill for fill, signal in zip(colours, sinyal, strict=True)]
    return {
        "size": [size.titik * (0.75 if signal else 0.55) for signal in sinyal],
        "symbol": ["diamond" if signal else "circle" for signal in sinyal],
        "color": colours, "opacity": 1, "line": {"color": edges, "width": size.garis},
    }  # fmt: skip


def _hover(row: dict, state: Status, sinyal: Sinyal | None) -> str:  # type: ignore[type-arg]
    text = base.value_hover(month_label(int(row["bulan"])), row, state)
    return f"{text}<br>{sinyal.value.capitalize()}" if sinyal else text
