"""Plotly templates, one per theme and size, built once; sizes of type; the configuration of every chart.

Charts are handed to Streamlit with ``theme=None``. Streamlit's own chart theme (the default) replaces the template's
fonts, axis colours (3.7:1, too pale), grid and backgrounds in the browser; without it the template is complete here,
the same in the browser, in exports and on paper, and dark mode is the caller's ``tema``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from dashboard.palette import WARNA, Tema

HURUF = "Plus Jakarta Sans, sans-serif"
BENING = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Ukuran:
    """Sizes in CSS pixels. ``sumbu`` and ``catatan`` are the smallest text, ``angka`` the number of a dial."""

    catatan: int
    sumbu: int
    label: int
    angka: int
    titik: int
    garis: float
    baris: int


BIASA = Ukuran(catatan=12, sumbu=13, label=14, angka=44, titik=20, garis=2, baris=34)
# Read from six metres on a projector: 24 px is the smallest text (DISCAS, 1080 lines).
RAPAT = Ukuran(catatan=24, sumbu=26, label=28, angka=96, titik=38, garis=4, baris=58)

# Plotly knows no Indonesian by itself; charts use ready text, so only what Plotly writes on its own is translated.
_LOKAL_PLOTLY = {
    "dictionary": {"Double-click to zoom back out": "Klik dua kali untuk kembali"},
    "format": {"decimal": ",", "thousands": ".", "grouping": [3]},
}
PLOTLY_CONFIG: Mapping[str, Any] = MappingProxyType(
    {
        "displayModeBar": False,  # seven tab stops for each chart, in English
        "displaylogo": False,
        "showSendToCloud": False,  # its button uploads the data to another company
        "showTips": False,
        "scrollZoom": False,  # the wheel scrolls the page
        "doubleClick": False,
        "locale": "id",
        "locales": {"id": _LOKAL_PLOTLY},
    }
)


def ukuran(rapat: bool) -> Ukuran:
    """The sizes of the screen, or of Mode Rapat."""
    return RAPAT if rapat else BIASA


def tema_dari(theme_type: str | None) -> Tema:
    """The Tema for Streamlit's ``st.context.theme.type`` ('light', 'dark' or None while it is not known yet)."""
    return "gelap" if theme_type == "dark" else "terang"


@cache
def template(tema: Tema, rapat: bool = False) -> go.layout.Template:
    """The complete Plotly template of a theme; treat it as read-only, it is shared by all figures."""
    warna, size = WARNA[tema], ukuran(rapat)
    text = {"family": HURUF, "size": size.sumbu, "color": warna.teks}
    # Drag-zooming a chart that explains a number only loses people: every axis is fixed.
    axis = {
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "gridcolor": warna.kisi,
        "linecolor": warna.batas,
        "tickfont": {"size": size.sumbu, "color": warna.teks},
        "title": {"font": {"size": size.catatan, "color": warna.tenang}, "standoff": size.catatan},
    }
    layout = {
        "font": text,
        "separators": ",.",
        "colorway": [warna.merek, warna.redup_tepi],
        "paper_bgcolor": BENING,
        "plot_bgcolor": BENING,
        "margin": {"l": 4, "r": 4, "t": size.label * 2, "b": size.label, "pad": 6},
        "xaxis": axis,
        "yaxis": axis,
        "bargap": 0.35,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {
            "font": {"family": HURUF, "size": size.sumbu, "color": warna.teks},
            "bgcolor": warna.kartu,
            "bordercolor": warna.tenang,
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "font": {"size": size.catatan, "color": warna.tenang},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "annotationdefaults": {"font": {"size": size.catatan, "color": warna.tenang}, "showarrow": False},
        # Nothing animates: meetings have slow projectors, and some people get sick of motion.
        "transition": {"duration": 0},
    }
    return go.layout.Template(layout=layout)
