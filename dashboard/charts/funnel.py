"""Who differs from the others by more than chance? Value against number of respondents, with the funnel of what is usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, gabung_alt, konteks, ringkas_semua
from dashboard.formats import format_angka, format_bulat, format_interval, format_peluang, join_kata
from dashboard.palette import WARNA, Tema
from dashboard.theme import ukuran
from scoring.funnel import Corong, Kisaran, tier_of
from scoring.states import Status

# Rows of height: on a slide the title and the footer need the rest.
TINGGI, TINGGI_RAPAT = 11, 8.5
TITIK_KURVA = 48
# Respondents are on a logarithmic axis where the largest satker has this many times those of the smallest.
LEBAR_LOG = 8.0
NOTA = "Pita: kisaran 95%; garis putus-putus: 99,8%"
SEGITIGA = "Segitiga: di luar garis 99,8%"
_LAMBANG = {Kisaran.DI_BAWAH: "triangle-down", Kisaran.DI_ATAS: "triangle-up"}
_LUAR = (Kisaran.DI_BAWAH, Kisaran.DI_ATAS)
# Names nearer to each other than this share of the width are set one over the other.
_DEKAT_LABEL = 0.35
_DEKAT = (Kisaran.DEKAT_BAWAH, Kisaran.DEKAT_ATAS)


def funnel(  # noqa: PLR0913 - the page chooses each on its own; most are optional
    tabel: pd.DataFrame,
    satker: Mapping[str, str],
    corong: Corong,
    *,
    tema: Tema,
    ukuran_nilai: str = "Nilai",
    sorot: str | None = None,
    rapat: bool = False,
) -> go.Figure:
    """Satker with answers as marks in the funnel; names only at those outside the 95 % limits and at ``sorot``.

    ``tabel``: scoring.comparison.Perbandingan.tabel; ``satker``: code -> full name.
    """
    rows = _rows(tabel, satker)
    states, value, n = base.statuses(rows), base.shown(rows), base.floats(rows["n"])
    curve = _curve(n)
    limits = corong.limits(curve)
    start = base.axis_start(value, limits[curve >= n.min(), 1])
    notes = [f"{base.axis_note(start, ukuran_nilai)}; mendatar: responden", NOTA]
    notes += [SEGITIGA] if rows["kisaran"].isin(_LUAR).any() else []
    notes += [base.BELUM_MINIMAL] if Status.DI_BAWAH_MINIMAL in states else []
    hover = [_hover(row, state, corong) for row, state in zip(rows.to_dict("records"), states, strict=True)]
    traces = [
        _band(curve, limits, tema),
        *(_line(curve, limits[:, at], f"batas {at}", "dash", tema, rapat) for at in (0, 3)),
        _line(curve, np.full(len(curve), corong.pusat), "tengah", "solid", tema, rapat),
        {"type": "scatter", "name": "satker", "mode": "markers", "x": n, "y": value, "hovertext": hover,
         "hoverinfo": "text", "cliponaxis": False, "marker": _marks(rows, states, sorot, tema, rapat)},
        base.right_anchor(),
    ]  # fmt: skip
    values, respondents = base.scale_axis(start), _respondent_axis(curve)
    centre = {"tickmode": "array", "tickvals": [corong.pusat], "ticktext": [f"tengah<br>{format_angka(corong.pusat)}"]}
    layout = {
        "xaxis": respondents,
        "yaxis": values,
        "yaxis2": {**values, **centre, "overlaying": "y", "side": "right", "showgrid": False},
        "annotations": _labels(rows, value, corong.pusat, respondents, start, sorot, tema, rapat),
    }
    ruang = base.Ruang(_height(rapat), notes)
    return base.build(traces, layout, ruang, tema=tema, rapat=rapat)


def funnel_alt(
    tabel: pd.DataFrame, satker: Mapping[str, str], corong: Corong, *, ukuran_nilai: str, periode: str
) -> str:
    """'Corong IPKP 19 satker menurut jumlah responden, Juni 2026: garis tengah 3,71; di bawah kisaran wajar Lapas ...'"""
    rows = _rows(tabel, satker)
    head = f"Corong {ukuran_nilai} {len(rows)} satker menurut jumlah responden, {konteks(periode)}"
    parts = []
    for kisaran in (Kisaran.DI_BAWAH, Kisaran.DI_ATAS):
        part = rows[rows["kisaran"] == kisaran]
        names = [f"{n} {format_angka(v)}" for n, v in zip(part["nama"], part["nilai_4"].astype(float), strict=True)]
        shown = [*names[:2], f"{len(names) - 2} lain"] if len(names) > 3 else names
        parts.append(f"{kisaran.value} {join_kata(shown)}" if names else f"tidak ada {kisaran.value}")
    return gabung_alt(f"{head}: garis tengah {format_angka(corong.pusat)}", *parts)


def _height(rapat: bool) -> float:
    return ukuran(rapat).baris * (TINGGI_RAPAT if rapat else TINGGI)


def _rows(tabel: pd.DataFrame, satker: Mapping[str, str]) -> pd.DataFrame:
    short = ringkas_semua(satker)
    rows = tabel[(tabel["n"] > 0) & tabel["satker"].isin(list(satker))].reset_index(drop=True)
    return rows.assign(nama=rows["satker"].map(short))


def _curve(n: base.FloatArray) -> base.FloatArray:
    """Numbers of respondents at which the limits are drawn: a little more than the satker have."""
    low, high = max(1.0, n.min() * 0.85), n.max() * 1.1 + 1
    return np.geomspace(low, high, TITIK_KURVA)


def _respondent_axis(curve: base.FloatArray) -> base.Spec:
    low, high = curve[0], curve[-1]
    if high / low < LEBAR_LOG:
        pad = (high - low) * 0.02
        ticks = _round_steps(low, high)
        span: list[float] = [low - pad, high + pad]
        kind = "linear"
    else:
        pad = float(np.log10(high / low)) * 0.02
        grid = [step * 10.0**power for power in range(7) for step in (1, 2, 5)]
        ticks = [tick for tick in grid if low <= tick <= high]
        span, kind = [float(np.log10(low)) - pad, float(np.log10(high)) + pad], "log"
    return {
        "type": kind, "range": span, "tickmode": "array", "tickvals": ticks,
        "ticktext": [format_bulat(tick) for tick in ticks],
    }  # fmt: skip


def _round_steps(low: float, high: float) -> list[float]:
    """Four to eight round numbers between the ends."""
    wanted = (high - low) / 6
    power = 10.0 ** np.floor(np.log10(wanted))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= wanted)
    return [float(tick) for tick in np.arange(np.ceil(low / step) * step, high + 1e-9, step)]


def _band(curve: base.FloatArray, limits: base.FloatArray, tema: Tema) -> base.Spec:
    return {
        "type": "scatter", "name": "pita", "mode": "lines", "fill": "toself", "fillcolor": WARNA[tema].pita,
        "line": {"width": 0}, "x": np.concatenate([curve, curve[::-1]]),
        "y": np.concatenate([limits[:, 2], limits[::-1, 1]]), "hoverinfo": "skip",
    }  # fmt: skip


def _line(x: base.FloatArray, y: base.FloatArray, name: str, dash: str, tema: Tema, rapat: bool) -> base.Spec:
    line = {"color": WARNA[tema].redup_tepi, "width": ukuran(rapat).garis * 0.75, "dash": dash}
    return {"type": "scatter", "name": name, "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _marks(rows: pd.DataFrame, states: Sequence[Status], sorot: str | None, tema: Tema, rapat: bool) -> base.Spec:
    """Triangles outside, dark rings near the limits, pale dots inside, hollow below the minimum; the subject in colour."""
    warna, size = WARNA[tema], ukuran(rapat)
    fills, edges, sizes, symbols = [], [], [], []
    for row, state in zip(rows.itertuples(index=False), states, strict=True):
        tier = tier_of(row.kisaran)
        outside = {Kisaran.DI_BAWAH: warna.mutu["D"], Kisaran.DI_ATAS: warna.merek}.get(tier) if tier else None
        fill = (
            warna.kartu
            if state is not Status.NILAI
            else outside or (warna.merek if row.satker == sorot else warna.redup)
        )
        fills.append(fill)
        edges.append(outside or (warna.teks if tier in _DEKAT or row.satker == sorot else warna.redup_tepi))
        sizes.append(size.titik * (0.8 if tier in _LUAR or row.satker == sorot else 0.6))
        symbols.append(_LAMBANG.get(tier, "circle") if tier else "circle")
    line = {"color": edges, "width": size.garis}
    return {"color": fills, "size": sizes, "symbol": symbols, "opacity": 1, "line": line}


def _hover(row: Mapping[Any, Any], state: Status, corong: Corong) -> str:
    text = base.value_hover(aman(str(row["nama"])), row, state)
    tier = tier_of(row["kisaran"])
    if tier is None:
        return text
    limits = corong.limits(np.array([row["n"]], dtype=float))[0]
    lines = [
        f"{tier.value.capitalize()} ({format_interval(limits[1], limits[2])})",
        f"Peluang termasuk tiga terendah {format_peluang(row['peluang_terendah'])}",
        f"Peluang termasuk tiga tertinggi {format_peluang(row['peluang_tertinggi'])}",
    ]
    return "<br>".join([text, *lines])


def _labels(  # noqa: PLR0913, PLR0917 - what a label must keep clear of
    rows: pd.DataFrame,
    value: base.FloatArray,
    centre: float,
    axis: base.Spec,
    start: float,
    sorot: str | None,
    tema: Tema,
    rapat: bool,
) -> list[base.Spec]:
    """Names at the marks outside the 95 % limits and at the subject: outwards, away from the funnel and each other."""
    size, warna = ukuran(rapat), WARNA[tema]
    x = base.floats(rows["n"])
    x = np.log10(x) if axis["type"] == "log" else x
    share = (x - axis["range"][0]) / (axis["range"][1] - axis["range"][0])
    named = rows["kisaran"].isin([*_LUAR, *_DEKAT]).to_numpy() | (rows["satker"] == sorot).to_numpy()
    # A line of text, in units of the value axis.
    step = size.sumbu * 1.3 / _height(rapat) * (base.SKALA_ATAS - start)
    labels: list[base.Spec] = []
    taken: list[tuple[float, float]] = []
    for at in sorted(np.flatnonzero(named & np.isfinite(value)), key=lambda i: abs(value[i] - centre)):
        outwards, y = (1 if value[at] >= centre else -1), float(value[at])
        while any(abs(share[at] - s) < _DEKAT_LABEL and abs(y - other) < step for s, other in taken):
            y += outwards * step
        taken.append((float(share[at]), y))
        name = aman(str(rows["nama"][at]))
        labels.append(
            {"x": float(x[at]), "y": y, "text": f"<b>{name}</b>" if rows["satker"][at] == sorot else name,
             "xanchor": "left" if share[at] < 0.3 else "right" if share[at] > 0.7 else "center",
             "yanchor": "bottom" if outwards > 0 else "top", "yshift": outwards * size.titik * 0.45,
             "font": {"size": size.sumbu, "color": warna.teks}}
        )  # fmt: skip
    return labels
