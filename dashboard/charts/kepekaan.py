"""How far does the index move under other choices of computing? One dot a choice, close up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import dua_baris, gabung_alt, konteks
from dashboard.formats import format_angka, format_bulat
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.states import Status

_LANGKAH = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_TANDA = 5
# A gate farther from the dots than this would squeeze them into a corner.
_DEKAT = 0.15


@dataclass(frozen=True)
class TitikCara:
    """One row: what is chosen, the value on scale 4 with its grade and state, respondents."""

    nama: str
    nilai_4: float
    mutu: str | None
    status: Status
    n: int


def kepekaan_strip(
    titik: Sequence[TitikCara], *, tema: Tema, gate: float | None = None, label_ambang: str = "ambang"
) -> go.Figure:
    """Dots on a close-up of scale 4, the shown way (the first) on top and as a line through all rows."""
    values = base.floats(one.nilai_4 for one in titik)
    near = gate if gate is not None and values.min() - _DEKAT <= gate <= values.max() + _DEKAT else None
    start, end, step = _range(np.append(values, values if near is None else near))
    ticks = np.arange(round(start / step), round(end / step) + 1) * step
    size, position = ukuran(False), np.arange(len(titik), dtype=float)
    states = [one.status for one in titik]
    hover = [
        f"<b>{one.nama}</b><br>Nilai {format_angka(one.nilai_4, 4)}<br>{format_bulat(one.n)} responden" for one in titik
    ]
    traces = [
        {"type": "scatter", "name": "nilai", "x": values, "y": position, "hovertext": hover, "hoverinfo": "text",
         **base.mark_style([one.mutu for one in titik], states, tema=tema, rapat=False)},
        base.right_anchor(),
    ]  # fmt: skip
    pad = (end - start) * 0.04
    names = [f"<b>{dua_baris(one.nama)}</b>" if not number else dua_baris(one.nama) for number, one in enumerate(titik)]
    decimals = 2 if step < 0.1 else 1
    layout = {
        "xaxis": {"range": [start - pad, end + pad], "tickmode": "array", "tickvals": ticks, "showgrid": True,
                  "ticktext": [format_angka(tick, decimals) for tick in ticks]},
        "yaxis": base.row_axis(names),
        "yaxis2": base.right_axis([f"<b>{format_angka(value, 3)}</b>" for value in values]),
        "shapes": [_shown_line(values[0], tema)],
        "annotations": [],
    }  # fmt: skip
    if near is not None:
        layout["shapes"].append(base.gate_shape(near, tema=tema, rapat=False, along="x"))  # type: ignore[attr-defined]
        label = {"text": f"{label_ambang} {format_angka(near)}", "x": near, "y": 1, "yref": "paper", "yanchor": "bottom",
                 "yshift": 2, "font": {"color": WARNA[tema].teks, "size": size.catatan}}  # fmt: skip
        layout["annotations"] = [label]
    notes = [f"Nilai skala 4, didekatkan: sumbu {format_angka(start)}–{format_angka(end)}"]
    notes += ["Garis tegak: seperti di Pantau"]
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    room = base.Ruang(len(titik) * size.baris * 1.12, notes)
    return base.build(traces, layout, room, tema=tema, rapat=False)


def kepekaan_alt(titik: Sequence[TitikCara], *, indeks: str, periode: str, tempat: str) -> str:
    """'IPKP pada skala 1–4 menurut 6 cara hitung, ...: seperti di Pantau 3,431; terendah ...'"""
    lowest, highest = (pick(titik, key=lambda one: one.nilai_4) for pick in (min, max))
    return gabung_alt(
        f"{indeks} pada skala 1–4 menurut {len(titik)} cara hitung, {konteks(tempat, periode)}: "
        f"seperti di Pantau {format_angka(titik[0].nilai_4, 3)}",
        f"terendah {lowest.nama} {format_angka(lowest.nilai_4, 3)}",
        f"tertinggi {highest.nama} {format_angka(highest.nilai_4, 3)}",
    )


def _range(values: base.FloatArray) -> tuple[float, float, float]:
    """Start, end and tick step of the axis: the finest step that needs few ticks."""
    span = max(float(np.ptp(values)), _LANGKAH[0])
    step = next((one for one in _LANGKAH if span / one <= _TANDA), _LANGKAH[-1])
    start = np.floor(round(values.min() / step, 6)) * step
    end = np.ceil(round(values.max() / step, 6)) * step
    return float(start), float(end) if end > start else float(start + step), step


def _shown_line(value: float, tema: Tema) -> base.Spec:
    return {
        "type": "line", "x0": value, "x1": value, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
        "line": {"color": WARNA[tema].redup_tepi, "width": ukuran(False).garis},
    }  # fmt: skip
