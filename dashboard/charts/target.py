"""Does one satker reach its respondent target? A bullet with three marks (achieved, expected by now, target), and a true
dial for a slide. All satker side by side: charts.laju."""

from __future__ import annotations

from enum import StrEnum

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import gabung_alt, konteks
from dashboard.formats import format_bulat, format_porsi
from dashboard.palette import WARNA, Tema
from dashboard.theme import HURUF, ukuran


class Capaian(StrEnum):
    """How a satker stands against its target."""

    TERCAPAI = "tercapai"
    SESUAI = "sesuai jadwal"
    KURANG = "kurang"
    TANPA_TARGET = "target belum diketahui"


def capaian(n: float, target: float | None, seharusnya: float | None = None) -> Capaian:
    """The state of ``n`` respondents: reached, on pace for today (``seharusnya``, where it is known), or short."""
    if target is None or not target > 0:
        return Capaian.TANPA_TARGET
    if n >= target:
        return Capaian.TERCAPAI
    return Capaian.SESUAI if seharusnya is not None and n >= seharusnya else Capaian.KURANG


def target_label(n: float, target: float | None) -> str:
    """'38/43, kurang 5', '45/43, tercapai', or '12 responden, target belum diketahui'."""
    if target is None or not target > 0:
        return f"{format_bulat(n)} responden, {Capaian.TANPA_TARGET}"
    rest = f"kurang {format_bulat(target - n)}" if n < target else Capaian.TERCAPAI.value
    return f"{format_bulat(n)}/{format_bulat(target)}, {rest}"


def target_bullet(
    n: float,
    target: float | None,
    *,
    tema: Tema,
    seharusnya: float | None = None,
    isi: str | None = None,
    rapat: bool = False,
) -> go.Figure:
    """One satker: achieved bar, target mark and today's expected mark, in respondents from 0. ``isi``: the bar's colour
    where a forecast tells more than the count does."""
    size, warna = ukuran(rapat), WARNA[tema]
    goal = float(target) if target is not None and target > 0 else None
    end = max(n, goal or 0.0, seharusnya or 0.0, 1.0) * 1.04
    bar = {
        "type": "bar", "orientation": "h", "name": "responden", "x": [float(n)], "y": [0], "width": 0.3,
        "hovertext": [target_label(n, target)], "hoverinfo": "text", "textposition": "none",
        "marker": {"color": [isi or _colour(capaian(n, target, seharusnya), tema)], "line": {"width": 0}},
    }  # fmt: skip
    marks = []
    if goal is not None:
        marks.append(_tick(goal, "target", size.baris * 0.9, size.garis * 1.75, warna.teks))
    if seharusnya is not None:
        marks.append(_tick(float(seharusnya), "seharusnya", size.baris * 0.65, size.garis, warna.tenang))
    note = [f"Garis tipis: seharusnya {format_bulat(seharusnya)} sampai saat ini"] if seharusnya is not None else []
    head = {"text": f"<b>{target_label(n, target)}</b>", "x": 0, "xref": "paper", "xanchor": "left", "y": 1,
            "yref": "paper", "yanchor": "bottom", "font": {"size": size.label, "color": warna.teks}}  # fmt: skip
    groove = {"type": "rect", "x0": 0, "x1": end, "y0": -0.28, "y1": 0.28, "line": {"width": 0}, "layer": "below",
              "fillcolor": warna.kisi}  # fmt: skip
    layout = {
        "xaxis": {"range": [0, end], "showticklabels": False},
        "yaxis": {"range": [-0.5, 0.5], "showticklabels": False},
        "annotations": [head, _target_name(goal, end, tema, rapat)] if goal is not None else [head],
        "shapes": [groove],
    }
    return base.build([bar, *marks], layout, base.Ruang(size.baris * 1.1, note), tema=tema, rapat=rapat)


def target_dial(
    n: float,
    target: float,
    *,
    tema: Tema,
    seharusnya: float | None = None,
    perlu: int | None = None,
    rapat: bool = True,
) -> go.Figure:
    """A true dial for the one number of a slide: respondents so far against the target; ``seharusnya``: those expected by
    now, as a lighter band up to there; ``perlu``: respondents still needed on every working day."""
    size, warna = ukuran(rapat), WARNA[tema]
    end = max(float(target), float(n), 1.0)
    trace = {
        "type": "indicator", "mode": "gauge+number", "value": float(n), "domain": {"x": [0, 1], "y": [0.1, 1]},
        "number": {"valueformat": ",d", "font": {"size": size.angka, "color": warna.teks, "family": HURUF}},
        "gauge": {
            "axis": {"range": [0, end], "tickmode": "array", "tickvals": [0, float(target)],
                     "ticktext": ["0", format_bulat(target)], "tickfont": {"size": size.sumbu, "color": warna.teks}},
            "bar": {"color": warna.merek, "thickness": 0.7}, "bgcolor": warna.kisi, "borderwidth": 0,
            "steps": [] if seharusnya is None else [{"range": [0, float(seharusnya)], "color": warna.redup}],
            "threshold": {"value": float(target), "thickness": 1,
                          "line": {"color": warna.ambang, "width": size.garis * 2}},
        },
    }  # fmt: skip
    rest = f"kurang {format_bulat(target - n)}" if n < target else Capaian.TERCAPAI.value
    pace = "" if seharusnya is None else f"<br>seharusnya {format_bulat(seharusnya)} sampai saat ini"
    if seharusnya is not None and perlu:
        pace = f"<br>seharusnya {format_bulat(seharusnya)}, <b>perlu {format_bulat(perlu)} per hari kerja</b>"
    caption = {
        "text": f"dari {format_bulat(target)} responden, {rest}{pace}", "x": 0.5, "xref": "paper", "xanchor": "center",
        "y": 0, "yref": "paper", "yanchor": "bottom", "font": {"size": size.label, "color": warna.teks},
    }  # fmt: skip
    layout = {
        "annotations": [caption],
        "margin": {"l": size.label * 3, "r": size.label * 3, "t": size.label * 2, "b": 8},
    }
    return base.build([trace], layout, base.Ruang(size.angka * 4.4, tick_lines=0), tema=tema, rapat=rapat)


def target_alt(n: float, target: float | None, *, periode: str, tempat: str | None = None) -> str:
    """'Jumlah responden terhadap target, Lapas IIB Sampit, Juni 2026: 38/43, kurang 5 (88%)': bullet and dial."""
    share = f" ({format_porsi(n / target)})" if target is not None and target > 0 else ""
    return gabung_alt(f"Jumlah responden terhadap target, {konteks(tempat, periode)}: {target_label(n, target)}{share}")


def _target_name(target: float, end: float, tema: Tema, rapat: bool) -> base.Spec:
    """'target 43' under the target's mark, kept inside the figure at its right end."""
    return {
        "text": f"target {format_bulat(target)}", "x": target, "y": 0, "yref": "paper", "yanchor": "top", "yshift": 2,
        "xanchor": "right" if target > 0.7 * end else "center", "xshift": 4 if target > 0.7 * end else 0,
        "font": {"size": ukuran(rapat).sumbu, "color": WARNA[tema].teks},
    }  # fmt: skip


def _colour(state: Capaian, tema: Tema) -> str:
    """Short is the subject; what is on pace or reached stays quiet."""
    warna = WARNA[tema]
    return {Capaian.KURANG: warna.mutu["C"], Capaian.SESUAI: warna.merek}.get(state, warna.redup_tepi)


def _tick(x: float, name: str, height: float, width: float, colour: str) -> base.Spec:
    return {"type": "scatter", "mode": "markers", "name": name, "x": [x], "y": [0], "hoverinfo": "skip",
            "cliponaxis": False, "marker": {"symbol": "line-ns-open", "size": height * 0.6, "color": colour,
                                            "line": {"width": width, "color": colour}}}  # fmt: skip
