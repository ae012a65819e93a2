"""Who reaches the respondent target? Bullets with three marks (achieved, expected today, target), one true dial."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, gabung_alt, konteks, ringkas_semua
from dashboard.formats import format_bulat, format_porsi
from dashboard.palette import WARNA, Tema
from dashboard.theme import HURUF, ukuran

# A bar beyond this share of its target is cut and marked: 300 % would press all the others flat.
BATAS = 1.15


class Capaian(StrEnum):
    """How a satker stands against its target."""

    TERCAPAI = "tercapai"
    SESUAI = "sesuai jadwal"
    KURANG = "kurang"
    TANPA_TARGET = "tanpa target"


# Drawn symbols, so that the state is never told by colour alone: full circle, open circle, triangle, dash.
SIMBOL = {
    Capaian.TERCAPAI: "circle",
    Capaian.SESUAI: "circle-open",
    Capaian.KURANG: "triangle-down",
    Capaian.TANPA_TARGET: "line-ew-open",
}


def capaian(n: float, target: float | None, seharusnya: float | None = None) -> Capaian:
    """The state of ``n`` respondents: reached, on pace for today (``seharusnya``, where it is known), or short."""
    if target is None or not target > 0:
        return Capaian.TANPA_TARGET
    if n >= target:
        return Capaian.TERCAPAI
    return Capaian.SESUAI if seharusnya is not None and n >= seharusnya else Capaian.KURANG


def target_label(n: float, target: float | None) -> str:
    """'38/43, kurang 5', '45/43, tercapai', or '12 responden, tanpa target'."""
    if target is None or not target > 0:
        return f"{format_bulat(n)} responden, {Capaian.TANPA_TARGET}"
    rest = f"kurang {format_bulat(target - n)}" if n < target else Capaian.TERCAPAI.value
    return f"{format_bulat(n)}/{format_bulat(target)}, {rest}"


def target_rows(target: pd.DataFrame, satker: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Rows by urgency: behind today's pace by the largest share of the target first, then reached, those without last.

    ``target``: columns satker, n, target (NaN: none) and, where known, seharusnya (respondents expected by today).
    ``satker``: code -> full name; one without a row has 0 respondents and no target.
    Adds nama (short), capaian and bagian (n / target).
    """
    rows = target.set_index("satker")
    codes = list(satker) if satker is not None else list(rows.index)
    rows = rows.reindex(codes).rename_axis("satker").reset_index()
    # Nobody answered is a true zero: a count, not a missing value.
    rows["n"] = rows["n"].fillna(0)
    if "seharusnya" not in rows:
        rows["seharusnya"] = np.nan
    short = ringkas_semua(satker if satker is not None else {str(kode): str(kode) for kode in codes})
    rows["nama"] = rows["satker"].map(short)
    wanted = rows["target"].where(rows["target"] > 0)
    rows["bagian"] = rows["n"] / wanted
    rows["capaian"] = [
        capaian(n, t, None if pd.isna(s) else s)
        for n, t, s in rows[["n", "target", "seharusnya"]].itertuples(index=False)
    ]
    rank = rows["capaian"].map({Capaian.KURANG: 0, Capaian.SESUAI: 1, Capaian.TERCAPAI: 2, Capaian.TANPA_TARGET: 3})
    behind = (rows["seharusnya"].fillna(wanted) - rows["n"]) / wanted
    order = pd.DataFrame({"rank": rank, "behind": -behind, "gap": rows["n"] - wanted})
    return rows.loc[order.sort_values(["rank", "behind", "gap"], kind="stable").index].reset_index(drop=True)


def target_bullets(
    target: pd.DataFrame, satker: Mapping[str, str], *, tema: Tema, periode: str = "", rapat: bool = False
) -> go.Figure:
    """All satker in one figure, most urgent first (arguments: target_rows), each on the scale of its own target.

    ``periode``: its label, for the hover.
    """
    rows = target_rows(target, satker)
    height = base.row_height(len(rows), rapat=rapat)
    size = ukuran(rapat)
    when = f", {periode}" if periode else ""
    hover = [
        f"<b>{aman(nama)}</b><br>{target_label(n, t)}<br>{_pace(t, s)}{state}{when}"
        for nama, n, t, s, state in rows[["nama", "n", "target", "seharusnya", "capaian"]].itertuples(index=False)
    ]
    # The column of symbols needs pixels, not a share: a narrow plot gives it more of its axis.
    traces = [
        _target_box(rows, tema, rapat),
        _achieved(rows, hover, tema),
        _expected(rows, min(size.titik, height * 0.8), tema, rapat),
        _cut(rows, size.sumbu, tema),
        _symbols(rows, BATAS + (0.1 if rapat else 0.28), min(size.titik * 0.55, height * 0.5), tema),
        base.right_anchor(),
    ]
    labels = [target_label(n, t) for n, t in zip(rows["n"], rows["target"], strict=True)]
    labels = labels if rapat else [text.replace(", ", "<br>") for text in labels]
    layout = {
        "xaxis": {"range": [0, BATAS + (0.16 if rapat else 0.4)], "tickmode": "array", "tickvals": [0, 1], "ticktext": ["0", "target"],
                  "tickangle": 0},
        "yaxis": base.row_axis(base.satker_labels(rows["nama"], rapat=rapat)),
        "yaxis2": base.right_axis(labels),
        "barmode": "overlay",
    }  # fmt: skip
    room = base.Ruang(len(rows) * height, _notes(rows), atas=size.label * 0.5)
    return base.build(traces, layout, room, tema=tema, rapat=rapat)


def target_bullet(
    n: float, target: float | None, *, tema: Tema, seharusnya: float | None = None, rapat: bool = False
) -> go.Figure:
    """One satker: achieved bar, target mark and today's expected mark, in respondents from 0."""
    frame = pd.DataFrame({"satker": ["satu"], "n": [n], "target": [target], "seharusnya": [seharusnya]}, dtype=object)
    rows = target_rows(frame.astype({"n": float, "target": float, "seharusnya": float}))
    size, warna = ukuran(rapat), WARNA[tema]
    has_target = rows["target"][0] > 0
    end = float(np.nanmax([n, target if has_target else np.nan, seharusnya or np.nan, 1.0])) * 1.04
    bar = _achieved(rows, [target_label(n, target)], tema)
    marks = []
    if has_target:
        marks.append(_tick(float(rows["target"][0]), "target", size.baris * 0.9, size.garis * 1.75, warna.teks))
    if seharusnya is not None:
        marks.append(_tick(float(seharusnya), "seharusnya", size.baris * 0.65, size.garis, warna.tenang))
    note = [f"Garis tipis: seharusnya hari ini {format_bulat(seharusnya)}"] if seharusnya is not None else []
    head = {"text": f"<b>{target_label(n, target)}</b>", "x": 0, "xref": "paper", "xanchor": "left", "y": 1,
            "yref": "paper", "yanchor": "bottom", "font": {"size": size.label, "color": warna.teks}}  # fmt: skip
    groove = {"type": "rect", "x0": 0, "x1": end, "y0": -0.28, "y1": 0.28, "line": {"width": 0}, "layer": "below",
              "fillcolor": warna.kisi}  # fmt: skip
    layout = {
        "xaxis": {"range": [0, end], "showticklabels": False},
        "yaxis": {"range": [-0.5, 0.5], "showticklabels": False},
        "annotations": [head, _target_name(rows, end, tema, rapat)] if has_target else [head],
        "shapes": [groove],
    }
    bar = {**bar, "x": [float(n)], "width": 0.3}
    return base.build([bar, *marks], layout, base.Ruang(size.baris * 1.1, note), tema=tema, rapat=rapat)


def target_dial(n: float, target: float, *, tema: Tema, rapat: bool = True) -> go.Figure:
    """A true dial for the one number of a slide: respondents so far against the target."""
    size, warna = ukuran(rapat), WARNA[tema]
    end = max(float(target), float(n), 1.0)
    trace = {
        "type": "indicator", "mode": "gauge+number", "value": float(n), "domain": {"x": [0, 1], "y": [0.1, 1]},
        "number": {"valueformat": ",d", "font": {"size": size.angka, "color": warna.teks, "family": HURUF}},
        "gauge": {
            "axis": {"range": [0, end], "tickmode": "array", "tickvals": [0, float(target)],
                     "ticktext": ["0", format_bulat(target)], "tickfont": {"size": size.sumbu, "color": warna.teks}},
            "bar": {"color": warna.merek, "thickness": 0.7}, "bgcolor": warna.kisi, "borderwidth": 0,
            "threshold": {"value": float(target), "thickness": 1,
                          "line": {"color": warna.ambang, "width": size.garis * 2}},
        },
    }  # fmt: skip
    rest = f"kurang {format_bulat(target - n)}" if n < target else Capaian.TERCAPAI.value
    caption = {
        "text": f"dari {format_bulat(target)} responden, {rest}", "x": 0.5, "xref": "paper", "xanchor": "center",
        "y": 0, "yref": "paper", "yanchor": "bottom", "font": {"size": size.label, "color": warna.teks},
    }  # fmt: skip
    layout = {
        "annotations": [caption],
        "margin": {"l": size.label * 3, "r": size.label * 3, "t": size.label * 2, "b": 8},
    }
    return base.build([trace], layout, base.Ruang(size.angka * 4.4, tick_lines=0), tema=tema, rapat=rapat)


def target_bullets_alt(target: pd.DataFrame, satker: Mapping[str, str], *, periode: str) -> str:
    """'Jumlah responden terhadap target, 19 satker, Juni 2026: 8 satker tercapai; terbanyak kurang ...'"""
    rows = target_rows(target, satker)
    reached = int((rows["capaian"] == Capaian.TERCAPAI).sum())
    text = f"Jumlah responden terhadap target, {len(rows)} satker, {konteks(periode)}: {reached} satker tercapai"
    short = rows[rows["n"] < rows["target"]]
    if short.empty:
        return gabung_alt(text)
    worst = short.iloc[int((short["target"] - short["n"]).to_numpy().argmax())]
    without = int((rows["capaian"] == Capaian.TANPA_TARGET).sum())
    return gabung_alt(
        text,
        f"terbanyak kurang {worst['nama']}, {target_label(worst['n'], worst['target'])}",
        f"{without} satker tanpa target" if without else "",
    )


def target_alt(n: float, target: float | None, *, periode: str, tempat: str | None = None) -> str:
    """'Jumlah responden terhadap target, Lapas IIB Sampit, Juni 2026: 38/43, kurang 5 (88%)': bullet and dial."""
    share = f" ({format_porsi(n / target)})" if target is not None and target > 0 else ""
    return gabung_alt(f"Jumlah responden terhadap target, {konteks(tempat, periode)}: {target_label(n, target)}{share}")


def _target_name(rows: pd.DataFrame, end: float, tema: Tema, rapat: bool) -> base.Spec:
    """'target 43' under the target's mark, kept inside the figure at its right end."""
    target = float(rows["target"][0])
    return {
        "text": f"target {format_bulat(target)}", "x": target, "y": 0, "yref": "paper", "yanchor": "top", "yshift": 2,
        "xanchor": "right" if target > 0.7 * end else "center", "xshift": 4 if target > 0.7 * end else 0,
        "font": {"size": ukuran(rapat).sumbu, "color": WARNA[tema].teks},
    }  # fmt: skip


def _pace(target: float, seharusnya: float) -> str:
    return "" if np.isnan(seharusnya) or not target > 0 else f"Seharusnya hari ini {format_bulat(seharusnya)}<br>"


def _notes(rows: pd.DataFrame) -> list[str]:
    notes = ["Segitiga: kurang; lingkaran: tercapai"]
    if (rows["capaian"] == Capaian.SESUAI).any():
        notes.append("Lingkaran kosong: kurang, sesuai jadwal")
    if rows["seharusnya"].notna().any():
        notes.append("Garis pendek: seharusnya hari ini")
    return notes


def _colours(rows: pd.DataFrame, tema: Tema) -> list[str]:
    """Short ones are the subject; what is on pace or reached stays quiet."""
    warna = WARNA[tema]
    by_state = {Capaian.KURANG: warna.mutu["C"], Capaian.SESUAI: warna.merek}
    return [by_state.get(state, warna.redup_tepi) for state in rows["capaian"]]


def _target_box(rows: pd.DataFrame, tema: Tema, rapat: bool) -> base.Spec:
    """The target as an outlined bar to 100 %: planned values are outlined, actual ones solid (IBCS)."""
    line = {"color": WARNA[tema].redup_tepi, "width": ukuran(rapat).garis / 2}
    x = np.where(rows["target"] > 0, 1.0, np.nan)
    return {"type": "bar", "orientation": "h", "name": "target", "x": x, "y": np.arange(len(rows)), "width": 0.66,
            "hoverinfo": "skip", "marker": {"color": WARNA[tema].kisi, "line": line}}  # fmt: skip


def _achieved(rows: pd.DataFrame, hover: list[str], tema: Tema) -> base.Spec:
    x = np.minimum(rows["bagian"].to_numpy(float), BATAS)
    return {"type": "bar", "orientation": "h", "name": "responden", "x": x, "y": np.arange(len(rows)), "width": 0.36,
            "hovertext": hover, "hoverinfo": "text", "textposition": "none",
            "marker": {"color": _colours(rows, tema), "line": {"width": 0}}}  # fmt: skip


def _expected(rows: pd.DataFrame, height: float, tema: Tema, rapat: bool) -> base.Spec:
    share = (rows["seharusnya"] / rows["target"].where(rows["target"] > 0)).to_numpy(float)
    line = {"width": ukuran(rapat).garis * 1.25, "color": WARNA[tema].teks}
    # An "open" symbol takes its colour from the marker, not from its line.
    marker = {"symbol": "line-ns-open", "size": height * 0.6, "line": line, "color": line["color"]}
    return {"type": "scatter", "mode": "markers", "name": "seharusnya", "x": np.minimum(share, BATAS),
            "y": np.arange(len(rows)), "hoverinfo": "skip", "marker": marker}  # fmt: skip


def _cut(rows: pd.DataFrame, size: float, tema: Tema) -> base.Spec:
    """An arrow where a bar was cut at BATAS."""
    x = np.where(rows["bagian"] > BATAS, BATAS, np.nan)
    return {"type": "scatter", "mode": "markers", "name": "lebih", "x": x, "y": np.arange(len(rows)),
            "hoverinfo": "skip", "marker": {"symbol": "triangle-right", "size": size,
                                            "color": WARNA[tema].redup_tepi}}  # fmt: skip


def _symbols(rows: pd.DataFrame, at: float, size: float, tema: Tema) -> base.Spec:
    return {
        "type": "scatter", "mode": "markers", "name": "status", "x": np.full(len(rows), at),
        "y": np.arange(len(rows)), "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"symbol": [SIMBOL[state] for state in rows["capaian"]], "size": size, "color": _colours(rows, tema),
                   "line": {"color": _colours(rows, tema), "width": 2}},
    }  # fmt: skip


def _tick(x: float, name: str, height: float, width: float, colour: str) -> base.Spec:
    return {"type": "scatter", "mode": "markers", "name": name, "x": [x], "y": [0], "hoverinfo": "skip",
            "cliponaxis": False, "marker": {"symbol": "line-ns-open", "size": height * 0.6, "color": colour,
                                            "line": {"width": width, "color": colour}}}  # fmt: skip
