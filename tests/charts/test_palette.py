"""Contrast (WCAG 2.2) and colour-blind distance (CAM02-UCS) of everything that is drawn, in both themes."""

import tomllib
from pathlib import Path

import pytest

from dashboard.palette import WARNA, Tema, ink_on, steps
from tests.charts.colour_math import PENGLIHATAN, contrast, smallest_distance

ROOT = Path(__file__).parents[2]
THEMES = pytest.mark.parametrize("tema", ["terang", "gelap"])
TEXT, GRAPHIC = 4.5, 3.0
# Measured: 25.3 light, 25.7 dark. A traffic light falls to 4.7.
MUTU_FLOOR = 25.0
# Cells carry their letter in text and stand side by side in a table.
CELL_FLOOR = 13.0


def test_the_measure_reproduces_published_figures():
    """ux.md C4: min CAM02-UCS distances of four palettes, computed elsewhere."""
    published = {
        ("#00B050", "#92D050", "#FFC000", "#FF0000"): (18.2, 11.3, 4.7, 17.3),
        ("#0B3C5D", "#3C7FB1", "#C77B21", "#7F1D1D"): (27.7, 27.2, 26.9, 27.6),
        ("#08519C", "#6BAED6", "#FDAE61", "#B2182B"): (35.7, 36.4, 35.6, 31.3),
    }
    for colours, expected in published.items():
        ours = [smallest_distance(colours, vision) for vision in ("normal", "deutan", "protan", "tritan")]
        assert ours == pytest.approx(expected, abs=0.06)
    assert contrast("#0B3C5D", "#FFFFFF") == pytest.approx(11.55, abs=0.01)


@THEMES
def test_text_reads_on_page_and_card(tema: Tema):
    warna = WARNA[tema]
    for ground in (warna.halaman, warna.kartu):
        for text in (warna.teks, warna.tenang, warna.merek, warna.tautan, warna.ambang):
            assert contrast(text, ground) >= TEXT, (text, ground)
    assert contrast(warna.teks, warna.arsir) >= TEXT
    # Grey marks of satker that are not the subject carry their letter in text colour.
    assert contrast(warna.teks, warna.redup) >= TEXT


@THEMES
def test_marks_stand_out_from_page_and_card(tema: Tema):
    warna = WARNA[tema]
    marks = [*warna.mutu.values(), *warna.kutub_bawah, *warna.kutub_atas, warna.merek, warna.redup_tepi, warna.tenang]
    for ground in (warna.halaman, warna.kartu):
        for mark in marks:
            assert contrast(mark, ground) >= GRAPHIC, (mark, ground)


@THEMES
def test_letters_read_on_marks_and_cells(tema: Tema):
    warna = WARNA[tema]
    for fill in (*warna.mutu.values(), *warna.mutu_isi.values()):
        assert contrast(ink_on(fill), fill) >= TEXT, fill


@THEMES
@pytest.mark.parametrize("penglihatan", PENGLIHATAN)
def test_mutu_is_told_apart_with_every_kind_of_vision(tema: Tema, penglihatan: str):
    warna = WARNA[tema]
    assert smallest_distance(list(warna.mutu.values()), penglihatan) >= MUTU_FLOOR
    assert smallest_distance(list(warna.mutu_isi.values()), penglihatan) >= CELL_FLOOR
    assert smallest_distance([*warna.kutub_bawah, *warna.kutub_atas], penglihatan) >= CELL_FLOOR


@THEMES
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_answers_get_stronger_towards_the_ends(tema: Tema, count: int):
    warna = WARNA[tema]
    for pole in (warna.kutub_bawah, warna.kutub_atas):
        strengths = [contrast(fill, warna.kartu) for fill in steps(pole, count)]
        assert len(strengths) == count
        assert strengths == sorted(strengths)
    assert steps(warna.kutub_atas, 3) == list(warna.kutub_atas)


@THEMES
def test_streamlit_has_the_same_colours(tema: Tema):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    theme = config["theme"]["light" if tema == "terang" else "dark"]
    warna = WARNA[tema]
    assert theme["backgroundColor"] == warna.halaman
    assert theme["secondaryBackgroundColor"] == warna.kartu
    assert theme["textColor"] == warna.teks
    assert theme["primaryColor"] == warna.merek
    assert theme["linkColor"] == warna.tautan
    assert theme["borderColor"] == warna.batas
    assert theme["grayTextColor"] == warna.tenang
