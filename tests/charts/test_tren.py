"""tren: a month without data is a gap in line, band and region; never 0, never joined."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.tren import tren, tren_alt
from dashboard.palette import WARNA
from scoring.periods import months_between
from scoring.states import Status
from tests.charts.frames import trace, value_row

BULAN = months_between(202511, 202606)  # eight months


def series(**by_month: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{"bulan": int(month[1:]), **row} for month, row in by_month.items()])


# 202602 is missing; 202604 stands on 6 respondents; 202605 missing, so 202606 stands alone.
DERET = series(
    b202511=value_row(3.40, "B"), b202512=value_row(3.45, "B"), b202601=value_row(3.30, "B"),
    b202603=value_row(3.50, "B"), b202604=value_row(3.10, None, n=6, status=Status.DI_BAWAH_MINIMAL),
    b202606=value_row(3.60, "A"),
)  # fmt: skip


def test_missing_months_are_gaps():
    points = trace(tren(DERET, BULAN, tema="terang"), "nilai")
    assert np.array(points.y, dtype=float) == pytest.approx(
        [3.40, 3.45, 3.30, np.nan, 3.50, 3.10, np.nan, 3.60], nan_ok=True
    )
    assert points.connectgaps is False
    assert len(points.x) == 8


def test_band_is_closed_run_by_run_and_lone_months_get_a_line():
    figure = tren(DERET, BULAN, tema="terang")
    band, lone = [each for each in figure.data if each.name == "rentang"]
    x = np.array(band.x, dtype=float)
    polygons = np.split(x, np.flatnonzero(np.isnan(x)))
    assert [sorted(set(p[~np.isnan(p)])) for p in polygons] == [[0, 1, 2], [4, 5]]
    assert band.fill == "toself"
    assert np.array(lone.x, dtype=float) == pytest.approx([7, 7, np.nan], nan_ok=True)
    assert np.array(lone.y, dtype=float) == pytest.approx([3.5, 3.7, np.nan], nan_ok=True)


def test_band_follows_the_limits():
    figure = tren(DERET, BULAN, tema="terang")
    band = next(each for each in figure.data if each.name == "rentang")
    assert np.array(band.y, dtype=float)[:6] == pytest.approx([3.50, 3.55, 3.40, 3.20, 3.35, 3.30])


def test_small_n_is_hollow():
    figure = tren(DERET, BULAN, tema="gelap")
    colours = list(trace(figure, "nilai").marker.color)
    assert colours[5] == WARNA["gelap"].kartu
    assert colours[0] == colours[7] == WARNA["gelap"].merek
    assert "di bawah minimal" in figure.layout.title.text


def test_months_are_indonesian_and_the_last_is_always_named():
    figure = tren(DERET, months_between(202501, 202606), tema="terang")
    names = list(figure.layout.xaxis.ticktext)
    assert names[-1] == "Jun<br>26"
    assert "Agu<br>25" in names
    assert len(names) <= 9
    assert list(tren(DERET, BULAN, tema="terang").layout.xaxis.ticktext)[:2] == ["Nov<br>25", "Des<br>25"]


def test_region_keeps_its_own_gaps():
    wilayah = pd.DataFrame({"bulan": [202511, 202603], "nilai_4": [3.3, 3.4]})
    region = trace(tren(DERET, BULAN, tema="terang", wilayah=wilayah), "wilayah")
    assert np.array(region.y, dtype=float)[[0, 1, 4]] == pytest.approx([3.3, np.nan, 3.4], nan_ok=True)
    assert region.connectgaps is False
    assert region.line.color == WARNA["terang"].redup_tepi


def test_gate_has_its_label_outside_the_plot():
    figure = tren(DERET, BULAN, tema="terang", gate=3.2)
    assert figure.layout.shapes[0].y0 == 3.2
    assert figure.layout.yaxis2.ticktext == ("ambang<br>3,20",)
    assert figure.layout.yaxis2.range == figure.layout.yaxis.range


def test_the_newest_value_is_printed_at_its_point():
    (label,) = tren(DERET, BULAN, tema="terang").layout.annotations
    assert (label.x, label.y, label.text) == (7, 3.60, "<b>3,60 A</b>")
    thin = DERET[DERET["bulan"] <= 202604]
    assert tren(thin, BULAN, tema="terang").layout.annotations[0].text == "<b>3,10</b>"


def test_hover_names_month_value_and_respondents():
    hover = [each for each in tren(DERET, BULAN, tema="terang").data if each.hoverinfo == "text"][-1].hovertext
    assert hover[0] == "<b>November 2025</b><br>Nilai 3,40, mutu B<br>Rentang 95% 3,30–3,50<br>43 responden"
    assert hover[3] == "<b>Februari 2026</b><br>tidak ada data"


def test_no_data_at_all():
    figure = tren(DERET.iloc[:0], BULAN, tema="terang")
    assert np.isnan(np.array(trace(figure, "nilai").y, dtype=float)).all()
    assert not figure.layout.annotations
    assert tren_alt(DERET.iloc[:0], BULAN, indeks="IPKP") == (
        "Tren IPKP bulanan pada skala 1–4, November 2025 sampai Juni 2026: tidak ada data."
    )


def test_alt():
    text = tren_alt(DERET, BULAN, indeks="IPKP", tempat="Lapas IIB Sampit", gate=3.2)
    assert text == (
        "Tren IPKP bulanan pada skala 1–4, Lapas IIB Sampit, November 2025 sampai Juni 2026: terakhir 3,60 pada Juni "
        "2026; terendah 3,10 pada April 2026; tertinggi 3,60 pada Juni 2026; 2 bulan tanpa data; ambang 3,20."
    )


def test_the_newest_value_is_printed_as_on_the_card_and_off_the_line():
    """3,198 would read 3,20 and look as if it had reached the gate; a falling line comes from above, a rising one from below."""
    fallen = series(b202605=value_row(3.40, "B"), b202606=value_row(3.198, "B"))
    label = tren(fallen, BULAN, tema="terang", gate=3.20).layout.annotations[0]
    assert (label.text, label.yanchor) == ("<b>3,198 B</b>", "top")
    risen = series(b202605=value_row(3.10, "B"), b202606=value_row(3.40, "B"))
    label = tren(risen, BULAN, tema="terang", gate=3.20).layout.annotations[0]
    assert (label.text, label.yanchor) == ("<b>3,40 B</b>", "bottom")
