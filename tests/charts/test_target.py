"""Targets: states, labels, order by urgency, three marks; counts may be 0, shares without a target may not exist."""

import pytest

from dashboard.charts.target import (
    Capaian,
    capaian,
    target_alt,
    target_bullet,
    target_dial,
    target_label,
)
from dashboard.palette import WARNA
from tests.charts.frames import trace


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
    assert target_label(12, float("nan")) == "12 responden, target belum diketahui"


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
    assert [each.text for each in without.layout.annotations] == ["<b>12 responden, target belum diketahui</b>"]
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
    assert target_alt(12, None, periode="Juni 2026").endswith("12 responden, target belum diketahui.")


def test_the_dial_shows_what_is_expected_by_now_as_a_band():
    dial = target_dial(31, 43, seharusnya=30.1, tema="terang")
    assert [step.range for step in dial.data[0].gauge.steps] == [(0, 30.1)]
    assert dial.layout.annotations[0].text == "dari 43 responden, kurang 12<br>seharusnya 30 sampai saat ini"
    needs = target_dial(31, 43, seharusnya=30.1, perlu=2, tema="terang").layout.annotations[0].text
    assert needs == "dari 43 responden, kurang 12<br>seharusnya 30, <b>perlu 2 per hari kerja</b>"
    assert list(target_dial(31, 43, tema="terang").data[0].gauge.steps or ()) == []
