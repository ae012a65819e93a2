"""How did people answer? Diverging stacked bars around the middle of the answer scale."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.labels import aman, dua_baris, gabung_alt, konteks
from dashboard.formats import format_bulat, format_persen, format_porsi
from dashboard.palette import WARNA, Tema, steps
from dashboard.theme import ukuran
from scoring.contract import JAWABAN
from scoring.instruments import Instrumen


def answer_shares(rekap: pd.DataFrame, instrumen: Instrumen) -> pd.DataFrame:
    """One row per unsur with answers, least favourable first: unsur, nama, n; shares bawah, tengah, atas, s<value>.

    ``rekap``: scoring.contract of one satker (or several summed). Shares are of all answers: an unsur with several
    questions has more answers than respondents. An odd scale has a middle answer, an even one has ``tengah`` 0.
    """
    order = {u.kode: u.nama for u in instrumen.unsur}
    rows = rekap[rekap["unsur"].isin(list(order)) & (rekap["n"] > 0)].reset_index(drop=True)
    values = list(instrumen.nilai_mungkin)
    counts = rows[[JAWABAN[value - 1] for value in values]].to_numpy(float)
    shares = counts / counts.sum(axis=1, keepdims=True)
    half = len(values) // 2
    frame = pd.DataFrame(shares, columns=[f"s{value}" for value in values])
    frame.insert(0, "unsur", rows["unsur"])
    frame.insert(1, "nama", rows["unsur"].map(order))
    frame.insert(2, "n", rows["n"])
    frame.insert(3, "bawah", shares[:, :half].sum(axis=1))
    frame.insert(4, "tengah", shares[:, half : len(values) - half].sum(axis=1))
    frame.insert(5, "atas", shares[:, len(values) - half :].sum(axis=1))
    # Equal upper halves (often 100 %) are told apart by the share of the best answer.
    return frame.sort_values(["atas", f"s{values[-1]}"], kind="stable", ignore_index=True)


def jawaban_likert(rekap: pd.DataFrame, instrumen: Instrumen, *, tema: Tema, rapat: bool = False) -> go.Figure:
    """Answers per unsur, centred on the middle of the scale; shares of both halves at the ends, n at right."""
    rows = answer_shares(rekap, instrumen)
    size, warna = ukuran(rapat), WARNA[tema]
    left = float((rows["bawah"] + rows["tengah"] / 2).max()) if len(rows) else 0.0
    right = float((rows["atas"] + rows["tengah"] / 2).max()) if len(rows) else 0.0
    traces = _bars(rows, instrumen, tema)
    traces += [_lower_shares(rows, -left, tema), base.right_anchor()]
    layout = {
        "xaxis": {"range": [-left, right], "showticklabels": False},
        # Both shares stand in columns beside the bars, in pixels: at the ends of the bars they collide on a phone.
        "yaxis": {**base.row_axis([dua_baris(nama) for nama in rows["nama"]]), "ticklabelstandoff": size.sumbu * 3},
        "yaxis2": base.right_axis(
            [
                f"<b>{format_porsi(part)}</b>  n {format_bulat(n)}"
                for part, n in zip(rows["atas"], rows["n"], strict=True)
            ]
        ),
        "barmode": "relative",
        "bargap": 0.3,
        "shapes": [
            {
                "type": "line",
                "x0": 0,
                "x1": 0,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": warna.teks, "width": 1},
            }
        ],
    }
    room = base.Ruang(len(rows) * size.baris * 1.12, _key(instrumen, tema), tick_lines=0, atas=size.label * 0.5)
    return base.build(traces, layout, room, tema=tema, rapat=rapat)


def jawaban_likert_alt(rekap: pd.DataFrame, instrumen: Instrumen, *, periode: str, tempat: str | None = None) -> str:
    """'Sebaran jawaban 8 unsur IPKP dalam persen, skala 1–6, ...: paling banyak jawaban rendah ...'"""
    rows = answer_shares(rekap, instrumen)
    scale = f"skala {instrumen.skala_min}–{instrumen.skala_maks}, {konteks(tempat, periode)}"
    if rows.empty:
        return gabung_alt(f"Sebaran jawaban {instrumen.indeks}, {scale}: tidak ada data")
    text = f"Sebaran jawaban {len(rows)} unsur {instrumen.indeks} dalam persen, {scale}"
    worst = rows.iloc[int(rows["bawah"].to_numpy().argmax())]
    best = rows.iloc[-1]
    return gabung_alt(
        f"{text}: jawaban separuh bawah terbanyak pada {worst['nama']}, {format_porsi(worst['bawah'])}",
        f"jawaban separuh atas terbanyak pada {best['nama']}, {format_porsi(best['atas'])}",
    )


def answer_colours(instrumen: Instrumen, tema: Tema) -> dict[int, str]:
    """Colour of every answer: two hues, stronger towards the ends; a middle answer is grey."""
    warna, values = WARNA[tema], list(instrumen.nilai_mungkin)
    half = len(values) // 2
    low = dict(zip(reversed(values[:half]), steps(warna.kutub_bawah, half), strict=True))
    high = dict(zip(values[len(values) - half :], steps(warna.kutub_atas, half), strict=True))
    return {value: low.get(value) or high.get(value) or warna.redup for value in values}


def _key(instrumen: Instrumen, tema: Tema) -> list[str]:
    """The key under the bars; Plotly's own legend breaks into a tower on a phone."""
    parts = [
        f'<span style="color:{fill};font-size:1.3em">■</span> {value}'
        for value, fill in answer_colours(instrumen, tema).items()
    ]
    return ["\u2003".join(parts), f"Jawaban: {instrumen.skala_min} terendah, {instrumen.skala_maks} tertinggi"]


def _bars(rows: pd.DataFrame, instrumen: Instrumen, tema: Tema) -> list[base.Spec]:
    """One bar trace per answer, from the middle outwards on each side, so that the stack ends with the extremes."""
    values, fills = list(instrumen.nilai_mungkin), answer_colours(instrumen, tema)
    half = len(values) // 2
    share = {value: rows[f"s{value}"].to_numpy(float) for value in values}
    sides = [(value, side * share[value] / 2) for value in values[half : len(values) - half] for side in (-1, 1)]
    sides += [(value, -share[value]) for value in reversed(values[:half])]
    sides += [(value, share[value]) for value in values[len(values) - half :]]
    return [_bar(rows, value, x, fills[value], tema) for value, x in sides]


def _bar(rows: pd.DataFrame, value: int, x: base.FloatArray, fill: str, tema: Tema) -> base.Spec:
    warna = WARNA[tema]
    edge = warna.redup_tepi if fill == warna.redup else warna.kartu
    hover = [
        f"<b>{aman(nama)}</b><br>Jawaban {value}: {format_persen(share, 1)}"
        for nama, share in zip(rows["nama"], rows[f"s{value}"], strict=True)
    ]
    return {
        "type": "bar", "orientation": "h", "name": str(value), "x": x,
        "y": np.arange(len(rows)), "hovertext": hover, "hoverinfo": "text", "textposition": "none",
        "marker": {"color": fill, "line": {"color": edge, "width": 1}},
    }  # fmt: skip


def _lower_shares(rows: pd.DataFrame, x: float, tema: Tema) -> base.Spec:
    """The printed share of the lower half, in a column left of the bars."""
    return {
        "type": "scatter", "name": "bawah", "mode": "text", "x": np.full(len(rows), x), "y": np.arange(len(rows)),
        "text": [f"<b>{format_porsi(part)}</b>  " for part in rows["bawah"]], "textposition": "middle left",
        "textfont": {"color": WARNA[tema].teks}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip
