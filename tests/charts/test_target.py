"""Targets: states, labels, order by urgency, three marks; counts may be 0, shares without a target may not exist."""

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.target import (
    BATAS,
    Capaian,
    capaian,
    target_alt,
    target_bullet,
    target_bullets,
    target_bullets_alt,
    target_dial,
    target_label,
    target_rows,
)
from dashboard.palette import WARNA
from tests.charts.frames import trace

SATKER = {
    "a": "Lapas Kelas IIB A",
    "b": "Rutan Kelas IIB B",
    "c": "Bapas Kelas II C",
    "d": "LPKA Kelas II D",
    "e": "Lapas E",
}
# a: behind by 15 of 60; b: on pace; c: reached twice over; d: no target; e: no row at all.
FRAME = pd.DataFrame(
    {
        "satker": ["a", "b", "c", "d"],
        "n": [25, 38, 60, 12],
        "target": [60, 43, 30, np.nan],
        "seharusnya": [40, 36, 25, np.nan],
    }
)


@pytest.mark.parametrize(
    ("n", "target", "expected", "state"),
    [
        (38, 43, None, Capaian.KURANG),
        (38, 43, 40, Capaian.KURANG),
        (38, 43, 38, Capaian.SESUAI),
        (43, 43, None, Capaian.TERCAPAI),
        (45, 43, 50, Capaian.TERCAPAI),
        (0, 43, None, Capaian.KURANG),
        (5, None, None, Capaian.TANPA_TARGET),
        (5, 0, None, Capaian.TANPA_TARGET),
        (5, float("nan"), 3, Capaian.TANPA_TARGET),
    ],
)
def test_states(n: float, target: float | None, expected: float | None, state: Capaian):
    assert capaian(n, target, expected) is state


def test_labels():
    assert target_label(38, 43) == "38/43, kurang 5"
    assert target_label(45, 43) == "45/43, tercapai"
    assert target_label(1200, 1500) == "1.200/1.500, kurang 300"
    assert target_label(0, 43) == "0/43, kurang 43"
    assert target_label(12, float("nan")) == "12 responden, tanpa target"


def test_most_urgent_first():
    rows = target_rows(FRAME, SATKER)
    assert list(rows["satker"]) == ["a", "b", "c", "d", "e"]
    assert list(rows["nama"])[:2] == ["Lapas IIB A", "Rutan IIB B"]
    assert rows["bagian"].to_numpy() == pytest.approx([25 / 60, 38 / 43, 2.0, np.nan, np.nan], nan_ok=True)
    assert rows["n"][4] == 0


def test_larger_backlog_in_share_of_the_target_comes_first():
    frame = pd.DataFrame({"satker": ["big", "small"], "n": [280, 10], "target": [300, 30]})
    assert list(target_rows(frame)["satker"]) == ["small", "big"]


def test_three_marks_and_a_cut():
    figure = target_bullets(FRAME, SATKER, tema="terang")
    assert np.array(trace(figure, "responden").x) == pytest.approx(
        [25 / 60, 38 / 43, BATAS, np.nan, np.nan], nan_ok=True
    )
    assert np.array(trace(figure, "target").x) == pytest.approx([1, 1, 1, np.nan, np.nan], nan_ok=True)
    assert np.array(trace(figure, "seharusnya").x)[:3] == pytest.approx([40 / 60, 36 / 43, 25 / 30])
    assert np.array(trace(figure, "lebih").x) == pytest.approx([np.nan, np.nan, BATAS, np.nan, np.nan], nan_ok=True)


def test_state_has_a_symbol_a_colour_and_words():
    figure = target_bullets(FRAME, SATKER, tema="terang")
    assert list(trace(figure, "status").marker.symbol) == [
        "triangle-down", "circle-open", "circle", "line-ew-open", "line-ew-open",
    ]  # fmt: skip
    warna = WARNA["terang"]
    assert list(trace(figure, "responden").marker.color)[:3] == [warna.mutu["C"], warna.merek, warna.redup_tepi]
    assert list(figure.layout.yaxis2.ticktext)[:4] == [
        "25/60<br>kurang 35", "38/43<br>kurang 5", "60/30<br>tercapai", "12 responden<br>tanpa target",
    ]  # fmt: skip
    assert "Segitiga: kurang" in figure.layout.title.text
    assert "seharusnya hari ini" in figure.layout.title.text


def test_without_a_pace_nothing_is_said_of_it():
    figure = target_bullets(FRAME.drop(columns="seharusnya"), SATKER, tema="terang")
    assert np.isnan(np.array(trace(figure, "seharusnya").x)).all()
    assert "seharusnya" not in figure.layout.title.text


def test_sixty_rows():
    satker = {f"S{i}": f"Lapas Kelas IIB Kota {i}" for i in range(60)}
    frame = pd.DataFrame({"satker": list(satker), "n": range(60), "target": 43})
    assert len(target_bullets(frame, satker, tema="gelap").layout.yaxis.ticktext) == 60


def test_bullet_counts_respondents_from_zero():
    figure = target_bullet(38, 43, seharusnya=40, tema="terang")
    assert list(trace(figure, "responden").x) == [38]
    assert list(trace(figure, "target").x) == [43]
    assert list(trace(figure, "seharusnya").x) == [40]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 43
    assert [each.text for each in figure.layout.annotations] == ["<b>38/43, kurang 5</b>", "target 43"]


def test_bullet_beyond_or_without_a_target():
    beyond = target_bullet(58, 43, tema="terang")
    assert beyond.layout.xaxis.range[1] > 58
    assert trace(beyond, "responden").marker.color[0] == WARNA["terang"].redup_tepi
    without = target_bullet(12, None, tema="terang")
    assert [each.text for each in without.layout.annotations] == ["<b>12 responden, tanpa target</b>"]
    assert "target" not in [each.name for each in without.data]


def test_dial():
    figure = target_dial(812, 903, tema="gelap")
    (dial,) = figure.data
    assert dial.value == 812
    assert dial.gauge.axis.range == (0, 903)
    assert dial.gauge.threshold.value == 903
    assert dial.gauge.axis.ticktext == ("0", "903")
    assert dial.number.font.size >= 64
    assert figure.layout.annotations[0].text == "dari 903 responden, kurang 91"
    assert target_dial(1000, 903, tema="gelap").data[0].gauge.axis.range == (0, 1000)


def test_alt():
    assert target_alt(38, 43, periode="Juni 2026", tempat="Lapas IIB Sampit") == (
        "Jumlah responden terhadap target, Lapas IIB Sampit, Juni 2026: 38/43, kurang 5 (88%)."
    )
    assert target_alt(12, None, periode="Juni 2026").endswith("12 responden, tanpa target.")
    assert target_bullets_alt(FRAME, SATKER, periode="Juni 2026") == (
        "Jumlah responden terhadap target, 5 satker, Juni 2026: 1 satker tercapai; terbanyak kurang Lapas IIB A, 25/60, "
        "kurang 35; 2 satker tanpa target."
    )
