"""How do the satker of a region stand? All on one axis, with intervals, because ranks without them mislead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, gabung_alt, konteks, ringkas_semua
from dashboard.formats import format_angka
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.states import Status, with_states


def satker_rows(indeks: pd.DataFrame, satker: Mapping[str, str]) -> pd.DataFrame:
    """One row for every satker of ``satker`` (code -> full name), lowest value first, those without a value last.

    ``indeks``: scoring.indeks.indeks by satker. Adds ``nama`` (short).
    """
    short = ringkas_semua(satker)
    rows = indeks.set_index("satker").reindex(list(satker)).rename_axis("satker").reset_index()
    rows = with_states(rows)
    rows["nama"] = rows["satker"].map(short)
    order = pd.Series(base.shown(rows)).sort_values(kind="stable", na_position="last").index
    return rows.loc[order].reset_index(drop=True)


def satker_dots(  # noqa: PLR0913 - the page chooses each on its own; most are optional
    indeks: pd.DataFrame,
    satker: Mapping[str, str],
    *,
    tema: Tema,
    gate: float | None = None,
    rerata: float | None = None,
    sorot: str | None = None,
    label_ambang: str = "ambang",
    label_rerata: str = "rata-rata wilayah",
    periode: str = "",
    penuh: bool = False,
    rapat: bool = False,
) -> go.Figure:
    """All satker of a region as dots on scale 4 with 95 % intervals, lowest first (arguments: satker_rows).

    ``sorot``: code of the one satker that is the subject; the others turn grey. ``rerata``: a mean, ``label_rerata``
    says of whom. ``periode``: its label, for the hover.
    """
    rows = satker_rows(indeks, satker)
    states, value = base.statuses(rows), base.shown(rows)
    low, high = (np.where(np.isfinite(value), base.floats(rows[c]), np.nan) for c in ("bawah_4", "atas_4"))
    start = base.axis_start(value, low, high, gate, rerata, penuh=penuh)
    notes = [base.axis_note(start)]
    notes += [f"Garis tipis: {label_rerata} {format_angka(rerata)}"] if rerata is not None else []
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    position = np.arange(len(rows), dtype=float)
    hover = [
        base.value_hover(aman(row["nama"]), row, s, periode)
        for row, s in zip(rows.to_dict("records"), states, strict=True)
    ]
    labels = [base.value_label(v, n, s, rapat=rapat) for v, n, s in zip(value, rows["n"], states, strict=True)]
    names = base.satker_labels(rows["nama"], rapat=rapat)
    names = [f"<b>{name}</b>" if kode == sorot else name for kode, name in zip(rows["satker"], names, strict=True)]
    traces = [
        base.interval_trace(low, high, position, tema=tema, rapat=rapat),
        {"type": "scatter", "name": "nilai", "x": value, "y": position, "hovertext": hover, "hoverinfo": "text",
         **_marks(rows, states, sorot, tema, rapat)},
        base.right_anchor(),
    ]  # fmt: skip
    parts = base.gate_line(gate, label_ambang, start, tema=tema, rapat=rapat)
    if rerata is not None:
        parts["shapes"].append(_mean_line(rerata, tema, rapat))
    layout = {
        "xaxis": base.scale_axis(start),
        "yaxis": base.row_axis(names),
        "yaxis2": base.right_axis(labels),
        **parts,
    }
    height = len(rows) * base.row_height(len(rows), rapat=rapat)
    return base.build(traces, layout, base.Ruang(height, notes), tema=tema, rapat=rapat)


def satker_dots_alt(
    indeks: pd.DataFrame, satker: Mapping[str, str], *, ukuran_nilai: str, periode: str, gate: float | None = None
) -> str:
    """'IPKP 19 satker pada skala 1–4, Juni 2026: terendah Lapas IIB Sampit 3,12, tertinggi ...'"""
    rows = satker_rows(indeks, satker)
    value = base.shown(rows)
    known = int(np.isfinite(value).sum())
    head = f"{ukuran_nilai} {len(rows)} satker pada skala 1–4, {konteks(periode)}"
    if not known:
        return gabung_alt(f"{head}: tidak ada data")
    below = 0 if gate is None else int((value[:known] < gate - 1e-9).sum())
    return gabung_alt(
        f"{head}: terendah {rows['nama'][0]} {format_angka(value[0])}, "
        f"tertinggi {rows['nama'][known - 1]} {format_angka(value[known - 1])}",
        "" if gate is None else f"{below or 'tidak ada'} satker di bawah ambang {format_angka(gate)}",
        f"{len(rows) - known} satker tanpa nilai" if known < len(rows) else "",
    )


def _marks(rows: pd.DataFrame, states: list[Status], sorot: str | None, tema: Tema, rapat: bool) -> dict[str, Any]:
    """Marks by mutu; with a subject, every other satker is grey and keeps its letter."""
    style = base.mark_style(list(rows["mutu"]), states, tema=tema, rapat=rapat)
    warna, room = WARNA[tema], base.row_height(len(rows), rapat=rapat)
    style["marker"]["size"] = min(ukuran(rapat).titik, round(room * 0.85))
    if sorot is None:
        return style
    other = [kode != sorot and state is Status.NILAI for kode, state in zip(rows["satker"], states, strict=True)]
    for part, grey in (
        (style["marker"], warna.redup),
        (style["marker"]["line"], warna.redup_tepi),
        (style["textfont"], warna.teks),
    ):
        part["color"] = [grey if is_other else own for is_other, own in zip(other, part["color"], strict=True)]
    return style


def _mean_line(rerata: float, tema: Tema, rapat: bool) -> base.Spec:
    line = {"color": WARNA[tema].redup_tepi, "width": ukuran(rapat).garis * 0.75}
    return {
        "type": "line",
        "x0": rerata,
        "x1": rerata,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": line,
    }
