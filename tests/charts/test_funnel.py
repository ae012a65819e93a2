"""funnel and xmr_chart: state and tier without colour, names only where they matter, nothing outside the scale."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.funnel import funnel, funnel_alt
from dashboard.charts.xmr import xmr_alt, xmr_chart
from dashboard.palette import WARNA
from scoring.funnel import Corong, Kisaran
from scoring.periods import months_between
from scoring.states import Status
from scoring.xmr import xmr
from tests.charts.frames import trace, value_row

CORONG = Corong(3.6, 0.4, 0.05, 1.0, 4.0)
NAMA = {
    "A": "Lapas Kelas IIB Sampit", "B": "Rutan Kelas I <b>Tebal", "C": "Bapas Kelas II Buntok", "D": "Lapas Kelas III Dingin",
    "E": "LPKA Kelas II Elok", "F": "Kantor Imigrasi Kelas I Fajar",
}  # fmt: skip


def row(kode: str, nilai: float, n: int, kisaran: Kisaran | None, status: Status = Status.NILAI) -> dict[str, object]:
    chances = {"peluang_terendah": 0.64, "peluang_tertinggi": 0.004} if kisaran else {}
    mutu = "A" if status is Status.NILAI else None
    return {"satker": kode, **value_row(nilai, mutu, n=n, status=status), "kisaran": kisaran, **chances}


TABEL = pd.DataFrame(
    [
        row("A", 3.1, 43, Kisaran.DI_BAWAH),
        row("B", 3.42, 50, Kisaran.DEKAT_BAWAH),
        row("C", 3.6, 80, Kisaran.DALAM),
        row("D", 3.9, 60, Kisaran.DI_ATAS),
        row("E", 3.2, 7, None, Status.DI_BAWAH_MINIMAL),
        {"satker": "F", "n": 0, "status": None, "kisaran": None},
    ]
)


def test_every_satker_with_answers_has_its_mark_and_no_other():
    marks = trace(funnel(TABEL, NAMA, CORONG, tema="terang"), "satker")
    assert np.array(marks.x, dtype=float) == pytest.approx([43, 50, 80, 60, 7])
    assert np.array(marks.y, dtype=float) == pytest.approx([3.1, 3.42, 3.6, 3.9, 3.2])


def test_tier_and_state_are_told_by_shape():
    marks = trace(funnel(TABEL, NAMA, CORONG, tema="gelap"), "satker").marker
    assert list(marks.symbol) == ["triangle-down", "circle", "circle", "triangle-up", "circle"]
    warna = WARNA["gelap"]
    assert marks.color[4] == warna.kartu  # hollow below the minimum
    assert marks.line.color[1] == warna.teks  # a dark ring near the limit
    assert marks.line.color[2] == warna.redup_tepi


def test_names_stand_outside_and_at_the_subject_only():
    figure = funnel(TABEL, NAMA, CORONG, tema="terang")
    assert {note.text for note in figure.layout.annotations} == {
        "Lapas IIB Sampit", "Rutan I &lt;b&gt;Tebal", "Lapas III Dingin",
    }  # fmt: skip
    chosen = funnel(TABEL, NAMA, CORONG, tema="terang", sorot="C")
    assert "<b>Bapas II Buntok</b>" in {note.text for note in chosen.layout.annotations}


def test_names_close_together_do_not_lie_on_each_other():
    close = pd.DataFrame([row(kode, 3.1 + at / 500, 43 + at, Kisaran.DI_BAWAH) for at, kode in enumerate("ABC")])
    figure = funnel(close, NAMA, CORONG, tema="terang")
    heights = sorted(note.y for note in figure.layout.annotations)
    low, high = figure.layout.yaxis.range
    # Three lines of 13 px in a plot of 374 px.
    assert min(np.diff(heights)) >= 0.9 * 13 / 374 * (high - low)


def test_curves_are_the_limits_inside_the_scale():
    figure = funnel(TABEL, NAMA, CORONG, tema="terang")
    low, high = trace(figure, "batas 0"), trace(figure, "batas 3")
    curve = np.array(low.x, dtype=float)
    limits = CORONG.limits(curve)
    assert np.array(low.y, dtype=float) == pytest.approx(limits[:, 0])
    assert np.array(high.y, dtype=float) == pytest.approx(limits[:, 3])
    assert curve[0] < 7
    assert curve[-1] > 80
    assert max(high.y) <= 4


def test_hover_names_value_range_and_chance():
    marks = trace(funnel(TABEL, NAMA, CORONG, tema="terang"), "satker")
    assert "43 responden" in marks.hovertext[0]
    assert "Di bawah kisaran wajar" in marks.hovertext[0]
    assert "tiga terendah 64%" in marks.hovertext[0]
    assert "tiga tertinggi <1%" in marks.hovertext[0]
    assert "Peluang" not in marks.hovertext[4]


def test_respondents_far_apart_are_on_a_logarithmic_axis():
    wide = pd.DataFrame([row("A", 3.5, 20, Kisaran.DALAM), row("B", 3.6, 5000, Kisaran.DALAM)])
    axis = funnel(wide, NAMA, CORONG, tema="terang").layout.xaxis
    assert axis.type == "log"
    assert list(axis.ticktext) == ["20", "50", "100", "200", "500", "1.000", "2.000", "5.000"]
    narrow = pd.DataFrame([row("A", 3.5, 40, Kisaran.DALAM), row("B", 3.6, 90, Kisaran.DALAM)])
    axis = funnel(narrow, NAMA, CORONG, tema="terang").layout.xaxis
    assert axis.type == "linear"
    assert list(axis.ticktext) == ["40", "60", "80", "100"]


def test_rapat_is_readable_and_text_says_the_same():
    figure = funnel(TABEL, NAMA, CORONG, tema="terang", rapat=True)
    assert min(note.font.size for note in figure.layout.annotations) >= 24
    alt = funnel_alt(TABEL, NAMA, CORONG, ukuran_nilai="IPKP", periode="Juni 2026")
    assert alt == (
        "Corong IPKP 5 satker menurut jumlah responden, Juni 2026: garis tengah 3,60; "
        "di bawah kisaran wajar Lapas IIB Sampit 3,10; di atas kisaran wajar Lapas III Dingin 3,90."
    )


NILAI = [3.4, 3.5] * 6 + [3.1]
BULANAN = months_between(202501, 202601)
DERET = pd.DataFrame([{"bulan": bulan, **value_row(nilai, "B")} for bulan, nilai in zip(BULANAN, NILAI, strict=True)])


def test_limits_are_drawn_and_signals_have_their_own_shape():
    peta = xmr(np.array(NILAI), minimal=12, runtun=8)
    figure = xmr_chart(DERET, BULANAN, peta, tema="terang")
    points = trace(figure, "nilai")
    assert list(points.marker.symbol) == ["circle"] * 12 + ["diamond"]
    assert "Di bawah batas" in points.hovertext[12]
    assert sorted(shape.y0 for shape in figure.layout.shapes) == pytest.approx([peta.bawah, peta.rata, peta.atas])
    assert list(figure.layout.yaxis2.ticktext) == ["rata-rata 3,45", "batas 3,18", "batas 3,72"]
    assert "Belah ketupat" in figure.layout.title.text
    assert xmr_alt(BULANAN, peta, indeks="IPKP", tempat="Lapas IIB Sampit") == (
        "Peta kendali IPKP bulanan pada skala 1–4, Lapas IIB Sampit, Januari 2025 sampai Januari 2026: "
        "rata-rata 3,45, batas 3,18–3,72; 1 bulan bersinyal, terakhir Januari 2026."
    )


def test_too_few_months_have_points_and_no_limits():
    peta = xmr(np.array(NILAI[:5]), minimal=12, runtun=8)
    figure = xmr_chart(DERET.iloc[:5], BULANAN[:5], peta, tema="gelap")
    assert not figure.layout.shapes
    assert "batas" not in figure.layout.title.text
    assert "belum cukup untuk batas" in xmr_alt(BULANAN[:5], peta, indeks="IPKP", tempat="Sampit")


def test_a_limit_at_the_end_of_the_scale_is_not_drawn():
    values = [3.5, 4.0] * 6
    deret = pd.DataFrame([{"bulan": b, **value_row(v, "A")} for b, v in zip(BULANAN, values, strict=False)])
    peta = xmr(np.array(values), minimal=12, runtun=8, scale=(1.0, 4.0))
    figure = xmr_chart(deret, BULANAN[:12], peta, tema="terang")
    assert len(figure.layout.shapes) == 2


def test_missing_months_are_gaps():
    peta = xmr(np.array([*NILAI[:6], np.nan, *NILAI[7:]]), minimal=12, runtun=8)
    points = trace(xmr_chart(DERET.drop(index=6), BULANAN, peta, tema="terang"), "nilai")
    assert np.isnan(np.array(points.y, dtype=float)[6])
    assert points.connectgaps is False
