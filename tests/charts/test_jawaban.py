"""jawaban_likert: shares, sides of the middle, order, printed ends; even and odd scales."""

import numpy as np
import pytest

from dashboard.charts.jawaban import answer_colours, answer_shares, jawaban_likert, jawaban_likert_alt
from dashboard.palette import WARNA
from tests.charts.frames import instrument, rekap, trace

# U1: 10 % low; U2: 50 % low; U3: nothing low.
COUNTS = {"U1": [1, 0, 1, 2, 6, 10], "U2": [4, 3, 3, 5, 3, 2], "U3": [0, 0, 0, 10, 5, 5]}


def test_shares_of_both_halves_and_order_by_the_upper_half():
    rows = answer_shares(rekap(COUNTS), instrument())
    assert list(rows["unsur"]) == ["U2", "U1", "U3"]
    assert rows["bawah"].to_numpy() == pytest.approx([0.5, 0.1, 0.0])
    assert rows["atas"].to_numpy() == pytest.approx([0.5, 0.9, 1.0])
    assert rows["tengah"].to_numpy() == pytest.approx([0, 0, 0])


def test_lower_answers_go_left_and_the_bars_add_up_to_everything():
    figure = jawaban_likert(rekap(COUNTS), instrument(), tema="terang")
    bars = {each.name: np.array(each.x, dtype=float) for each in figure.data if each.type == "bar"}
    assert set(bars) == {"1", "2", "3", "4", "5", "6"}
    assert all((bars[name] <= 0).all() for name in "123")
    assert all((bars[name] >= 0).all() for name in "456")
    assert sum(np.abs(x) for x in bars.values()) == pytest.approx([1, 1, 1])
    assert figure.layout.barmode == "relative"


def test_stack_goes_from_the_middle_outwards():
    figure = jawaban_likert(rekap(COUNTS), instrument(), tema="terang")
    assert [each.name for each in figure.data if each.type == "bar"] == ["3", "2", "1", "4", "5", "6"]


def test_printed_ends():
    figure = jawaban_likert(rekap(COUNTS), instrument(), tema="terang")
    assert [text.strip() for text in trace(figure, "bawah").text] == ["<b>50%</b>", "<b>10%</b>", "<b>0%</b>"]
    assert list(figure.layout.yaxis2.ticktext) == ["<b>50%</b>  n 20", "<b>90%</b>  n 20", "<b>100%</b>  n 20"]


def test_two_poles_stronger_outwards():
    fills = answer_colours(instrument(), "terang")
    warna = WARNA["terang"]
    assert [fills[v] for v in (3, 2, 1)] == list(warna.kutub_bawah)
    assert [fills[v] for v in (4, 5, 6)] == list(warna.kutub_atas)
    figure = jawaban_likert(rekap(COUNTS), instrument(), tema="terang")
    assert trace(figure, "1").marker.color == warna.kutub_bawah[2]
    assert warna.kutub_bawah[2] in figure.layout.title.text  # the key


def test_odd_scale_splits_its_middle():
    counts = {"U1": [1, 1, 4, 2, 2], "U2": [0, 0, 10, 0, 0], "U3": [0, 0, 0, 5, 5]}
    rows = answer_shares(rekap(counts), instrument(5))
    assert rows["tengah"].to_numpy() == pytest.approx([1.0, 0.4, 0.0])
    assert rows["atas"].to_numpy() == pytest.approx([0.0, 0.4, 1.0])
    figure = jawaban_likert(rekap(counts), instrument(5), tema="terang")
    left, right = [np.array(each.x, dtype=float) for each in figure.data if each.name == "3"]
    assert left == pytest.approx([-0.5, -0.2, 0.0])
    assert right == pytest.approx([0.5, 0.2, 0.0])
    assert answer_colours(instrument(5), "terang")[3] == WARNA["terang"].redup


@pytest.mark.parametrize("skala", [4, 5, 6, 10])
def test_every_scale_has_a_colour_for_every_answer(skala: int):
    fills = answer_colours(instrument(skala), "gelap")
    assert list(fills) == list(range(1, skala + 1))
    assert len(set(fills.values())) == skala


def test_ties_are_told_apart_by_the_best_answer():
    counts = {"U1": [0, 0, 0, 0, 1, 9], "U2": [0, 0, 0, 9, 1, 0], "U3": [0, 0, 0, 0, 5, 5]}
    assert list(answer_shares(rekap(counts), instrument())["unsur"]) == ["U2", "U3", "U1"]


def test_unsur_without_answers_is_left_out():
    frame = rekap({"U1": [0, 0, 0, 0, 0, 5], "U2": [0] * 6, "*": [0] * 6})
    assert list(answer_shares(frame, instrument())["unsur"]) == ["U1"]
    assert jawaban_likert(frame.iloc[1:], instrument(), tema="terang").layout.yaxis.ticktext == ()


def test_alt():
    text = jawaban_likert_alt(rekap(COUNTS), instrument(), periode="Juni 2026", tempat="Lapas IIB Sampit")
    assert text == (
        "Sebaran jawaban 3 unsur IPKP dalam persen, skala 1–6, Lapas IIB Sampit, Juni 2026: jawaban separuh bawah "
        "terbanyak pada Persyaratan, 50%; jawaban separuh atas terbanyak pada Sarana prasarana, 100%."
    )
    assert "tidak ada data" in jawaban_likert_alt(rekap({}), instrument(), periode="Juni 2026")
