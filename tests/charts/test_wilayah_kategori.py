"""satker_dots and kategori_bars: order, subject against the rest, missing satker, honest zeros of counts."""

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.kategori import category_rows, kategori_alt, kategori_bars
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.palette import WARNA
from scoring.states import Status
from tests.charts.frames import trace, value_row

SATKER = {
    "S1": "Lapas Kelas IIB Sampit",
    "S2": "Rutan Kelas IIB Buntok",
    "S3": "Bapas Kelas II Sampit",
    "S4": "Lapas Baru",
}
INDEKS = pd.DataFrame(
    [
        {"satker": "S1", **value_row(3.70, "A")},
        {"satker": "S2", **value_row(3.05, "C")},
        {"satker": "S3", **value_row(3.30, None, n=6, status=Status.DI_BAWAH_MINIMAL)},
    ]
)


def test_lowest_first_and_satker_without_data_last():
    figure = satker_dots(INDEKS, SATKER, tema="terang", gate=3.2, rerata=3.4)
    assert list(figure.layout.yaxis.ticktext) == [
        "Rutan IIB Buntok",
        "Bapas II Sampit",
        "Lapas IIB Sampit",
        "Lapas Baru",
    ]
    x = np.array(trace(figure, "nilai").x, dtype=float)
    assert x == pytest.approx([3.05, 3.30, 3.70, np.nan], nan_ok=True)
    assert figure.layout.yaxis2.ticktext[3] == "tidak ada<br>data"
    assert [shape.x0 for shape in figure.layout.shapes] == [3.2, 3.4]
    assert "rata-rata wilayah 3,40" in figure.layout.title.text


def test_subject_in_colour_the_rest_grey_but_still_with_letters():
    warna = WARNA["gelap"]
    marks = trace(satker_dots(INDEKS, SATKER, tema="gelap", sorot="S1"), "nilai")
    assert list(marks.marker.color)[:3] == [warna.redup, warna.kartu, warna.mutu["A"]]
    assert list(marks.marker.line.color)[:3] == [warna.redup_tepi, warna.redup_tepi, warna.mutu["A"]]
    assert marks.textfont.color[0] == warna.teks
    assert list(marks.text)[:3] == ["<b>C</b>", "", "<b>A</b>"]
    names = satker_dots(INDEKS, SATKER, tema="gelap", sorot="S1").layout.yaxis.ticktext
    assert names[2] == "<b>Lapas IIB Sampit</b>"


def test_marks_fit_their_rows_in_rapat():
    satker = {f"S{i}": f"Lapas Kelas IIB Kota {i}" for i in range(19)}
    figure = satker_dots(INDEKS, satker, tema="terang", rapat=True)
    assert trace(figure, "nilai").marker.size < figure.layout.height / 19


def test_satker_alt():
    assert satker_dots_alt(INDEKS, SATKER, ukuran_nilai="IPKP", periode="Juni 2026", gate=3.2) == (
        "IPKP 4 satker pada skala 1–4, Juni 2026: terendah Rutan IIB Buntok 3,05, tertinggi Lapas IIB Sampit 3,70; "
        "1 satker di bawah ambang 3,20; 1 satker tanpa nilai."
    )


KATEGORI = pd.DataFrame({"kategori": ["26–35 tahun", None, "<b>17–25</b>", "36–45 tahun"], "n": [12, 30, 40, 0]})


def test_categories_largest_first_unknown_last():
    rows = category_rows(KATEGORI)
    assert list(rows["kategori"]) == ["<b>17–25</b>", "26–35 tahun", "36–45 tahun", "tidak diisi"]
    assert rows["bagian"].sum() == pytest.approx(1)
    assert list(category_rows(KATEGORI, urut=False)["kategori"])[:2] == ["26–35 tahun", "<b>17–25</b>"]


def test_category_bars_start_at_zero_and_print_count_and_share():
    figure = kategori_bars(KATEGORI, tema="terang")
    bars = trace(figure, "responden")
    assert list(bars.x) == [40, 12, 0, 30]
    assert figure.layout.xaxis.range[0] == 0
    assert list(figure.layout.yaxis2.ticktext) == ["<b>40</b>  49%", "<b>12</b>  15%", "<b>0</b>  0%", "<b>30</b>  37%"]
    assert figure.layout.yaxis.ticktext[0] == "&lt;b&gt;17–25&lt;/b&gt;"
    assert bars.marker.color[3] == WARNA["terang"].redup
    assert bars.marker.line.color[3] == WARNA["terang"].redup_tepi


def test_no_respondents():
    empty = pd.DataFrame({"kategori": pd.Series([], dtype=str), "n": pd.Series([], dtype=int)})
    assert len(trace(kategori_bars(empty, tema="terang"), "responden").x) == 0
    assert kategori_alt(empty, menurut="usia", periode="Juni 2026") == (
        "Jumlah responden menurut usia, Juni 2026: tidak ada data."
    )


def test_category_alt():
    assert kategori_alt(KATEGORI.iloc[[0, 3]], menurut="usia", periode="Juni 2026", tempat="Lapas IIB Sampit") == (
        "Jumlah responden menurut usia, Lapas IIB Sampit, Juni 2026: terbanyak 26–35 tahun, 12 dari 12 responden (100%); "
        "2 kategori."
    )
