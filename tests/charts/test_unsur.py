"""unsur_dots: order, values, colours by meaning, states, gate and region."""

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.unsur import unsur_dots, unsur_dots_alt
from dashboard.palette import WARNA, Tema
from scoring.states import Status
from tests.charts.frames import NO_VALUE, UNSUR, four_unsur, nilai_unsur, trace, value_row


def test_lowest_value_stands_on_top():
    figure = unsur_dots(four_unsur(), tema="terang")
    assert list(trace(figure, "nilai").x) == [2.85, 3.18, 3.50, 3.87]
    assert list(figure.layout.yaxis.ticktext) == [
        "Sarana prasarana",
        "Persyaratan",
        "Tarif/biaya",
        "Informasi<br>pelayanan",
    ]
    low, high = figure.layout.yaxis.range
    assert low > high  # the first row is on top


def test_official_order():
    figure = unsur_dots(four_unsur(), tema="terang", unsur=UNSUR, urut="resmi")
    assert list(trace(figure, "nilai").x) == [3.87, 3.18, 2.85, 3.50]


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_colour_and_letter_follow_mutu(tema: Tema):
    marks = trace(unsur_dots(four_unsur(), tema=tema, unsur=UNSUR, urut="resmi"), "nilai")
    warna = WARNA[tema]
    assert list(marks.marker.color) == [warna.mutu["A"], warna.mutu["B"], warna.mutu["C"], warna.kartu]
    assert list(marks.text) == ["<b>A</b>", "<b>B</b>", "<b>C</b>", ""]


def test_below_the_minimum_is_hollow_without_a_letter_and_says_so():
    figure = unsur_dots(four_unsur(), tema="terang", unsur=UNSUR, urut="resmi")
    marks = trace(figure, "nilai")
    assert marks.marker.color[3] == WARNA["terang"].kartu
    assert marks.marker.line.color[3] == WARNA["terang"].redup_tepi
    assert figure.layout.yaxis2.ticktext[3] == "3,50<br>n 7"
    assert "di bawah minimal" in figure.layout.title.text
    assert "di bawah minimal" in marks.hovertext[3]


def test_missing_and_hidden_unsur_have_no_mark():
    frame = nilai_unsur(
        [value_row(3.2, "B"), value_row(3.9, None, n=3, status=Status.DISEMBUNYIKAN), value_row(3.4, "B")]
    )
    figure = unsur_dots(frame, tema="terang", unsur=UNSUR)
    x = np.array(trace(figure, "nilai").x, dtype=float)
    assert list(x[:2]) == [3.2, 3.4]
    assert np.isnan(x[2:]).all()
    assert list(figure.layout.yaxis2.ticktext[2:]) == ["× disem-<br>bunyikan", "tidak ada<br>data"]
    assert "3,9" not in figure.to_json()
    assert 3.9 not in list(figure.data[0].x)  # nor its interval


def test_interval_line_breaks_between_rows_and_is_not_invented():
    frame = nilai_unsur([value_row(3.2, "B", bawah_4=NO_VALUE, atas_4=NO_VALUE), value_row(3.4, "B")])
    line = unsur_dots(frame, tema="terang").data[0]
    assert line.mode == "lines"
    assert np.array(line.x, dtype=float) == pytest.approx([np.nan] * 3 + [3.3, 3.5, np.nan], nan_ok=True)


def test_axis_is_zoomed_with_a_label_or_whole():
    high = nilai_unsur([value_row(3.6, "A"), value_row(3.8, "A")])
    zoomed = unsur_dots(high, tema="terang")
    assert zoomed.layout.xaxis.ticktext[0] == "3,0"
    assert "sumbu mulai 3,0" in zoomed.layout.title.text
    whole = unsur_dots(high, tema="terang", penuh=True)
    assert list(whole.layout.xaxis.ticktext) == ["1", "2", "3", "4"]
    assert "sumbu mulai" not in whole.layout.title.text
    for figure in (zoomed, whole):
        assert figure.layout.xaxis.range[1] > 4.0


def test_zoom_never_cuts_an_interval_or_the_gate():
    frame = nilai_unsur([value_row(3.6, "A", bawah_4=2.2, atas_4=3.9)])
    assert unsur_dots(frame, tema="terang").layout.xaxis.range[0] < 2.2
    assert unsur_dots(nilai_unsur([value_row(3.9, "A")]), tema="terang", gate=3.0).layout.xaxis.range[0] < 3.0


def test_gate_is_a_labelled_line():
    figure = unsur_dots(four_unsur(), tema="terang", gate=3.2, label_ambang="ambang WBK")
    (shape,) = figure.layout.shapes
    assert (shape.x0, shape.x1, shape.yref) == (3.2, 3.2, "paper")
    assert figure.layout.annotations[0].text == "ambang WBK 3,20"
    assert not unsur_dots(four_unsur(), tema="terang").layout.shapes


def test_region_is_matched_by_unsur_and_missing_ones_stay_empty():
    wilayah = pd.DataFrame({"unsur": ["U3", "U1"], "nilai_4": [3.05, 3.61]})
    figure = unsur_dots(four_unsur(), tema="terang", wilayah=wilayah)
    region = np.array(trace(figure, "wilayah").x, dtype=float)
    assert region == pytest.approx([3.05, np.nan, np.nan, 3.61], nan_ok=True)
    assert "rata-rata wilayah" in figure.layout.title.text


def test_names_from_a_file_are_text():
    frame = nilai_unsur([value_row(3.2, "B")]).assign(nama="<b>Tebal</b>")
    spec = unsur_dots(frame, tema="terang").to_plotly_json()
    assert spec["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Tebal&lt;/b&gt;"]
    assert "<b>Tebal" not in str(spec)


def test_rapat_is_larger():
    small, large = (unsur_dots(four_unsur(), tema="terang", rapat=rapat) for rapat in (False, True))
    assert large.layout.height > 1.5 * small.layout.height
    assert trace(large, "nilai").textfont.size >= 24
    assert large.layout.yaxis2.ticktext[2] == "3,50 n 7"


def test_alt():
    text = unsur_dots_alt(four_unsur(), indeks="IPKP", periode="Juni 2026", tempat="Lapas IIB Sampit", gate=3.2)
    assert text == (
        "Nilai 4 unsur IPKP pada skala 1–4, Lapas IIB Sampit, Juni 2026: terendah Sarana prasarana 2,85, tertinggi "
        "Informasi pelayanan 3,87; 2 unsur di bawah ambang 3,20; 1 unsur di bawah jumlah responden minimal."
    )


def test_alt_without_data_and_with_long_names():
    empty = four_unsur().iloc[:0]
    assert unsur_dots_alt(empty, indeks="IPKP", periode="Juni 2026") == (
        "Nilai unsur IPKP pada skala 1–4, Juni 2026: tidak ada data."
    )
    long = four_unsur().assign(nama="Kecepatan penanganan pengaduan, saran, dan masukan dari pengguna layanan " * 2)
    assert len(unsur_dots_alt(long, indeks="IPKP", periode="Juni 2026", tempat="x" * 300, gate=3.2)) <= 250
