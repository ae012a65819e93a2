"""The Plotly templates: complete, because Streamlit's chart theme is off."""

import json

import pytest

from dashboard.palette import WARNA, Tema
from dashboard.theme import PLOTLY_CONFIG, RAPAT, tema_dari, template, ukuran


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_template_brings_font_colours_and_separators(tema: Tema):
    layout = template(tema).layout
    assert layout.font.family.startswith("Plus Jakarta Sans")
    assert layout.font.color == WARNA[tema].teks
    assert layout.separators == ",."
    assert layout.xaxis.tickfont.color == layout.yaxis.tickfont.color == WARNA[tema].teks
    assert layout.hoverlabel.bgcolor == WARNA[tema].kartu
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange


def test_template_is_built_once():
    assert template("terang") is template("terang")
    assert template("terang") is not template("terang", True)


def test_smallest_text():
    assert min(ukuran(False).catatan, ukuran(False).sumbu, ukuran(False).label) >= 12
    assert min(RAPAT.catatan, RAPAT.sumbu, RAPAT.label) >= 24
    assert RAPAT.angka >= 64
    assert template("gelap", True).layout.font.size >= 24


def test_config_hides_the_modebar_and_never_uploads():
    assert PLOTLY_CONFIG["displayModeBar"] is False
    assert PLOTLY_CONFIG["displaylogo"] is False
    assert PLOTLY_CONFIG["showSendToCloud"] is False
    assert json.loads(json.dumps(dict(PLOTLY_CONFIG)))["locale"] == "id"


def test_theme_of_the_visitor():
    assert [tema_dari(kind) for kind in ("dark", "light", None)] == ["gelap", "terang", "terang"]
