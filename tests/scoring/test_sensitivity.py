"""The index under other choices, against numbers computed elsewhere and once more in plain Python with fractions."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring.indeks import rules_for
from scoring.instruments import Instrumen, shipped_instrument
from scoring.rollup import build_rekap
from scoring.sensitivity import (
    GABUNGAN,
    RATA_BULAN,
    SKALA_4,
    SKALA_100,
    SKALA_JAWABAN,
    Cara,
    HasilCara,
    Kepekaan,
    is_everyone_complete,
    reproducing,
    sensitivity,
)
from scoring.states import Status
from tests.support.factories import make_instrument

UNSUR = [f"U{number}" for number in range(1, 10)]
SKM = shipped_instrument("skm")


def by_month(instrumen: Instrumen, butir: Sequence[Sequence[int]] | np.ndarray, months: Sequence[int]) -> pd.DataFrame:
    return build_rekap(np.asarray(butir, dtype=np.int8), instrumen, {"bulan": np.asarray(months)})


def study(instrumen: Instrumen, butir: np.ndarray, months: Sequence[int]) -> Kepekaan:
    complete = (butir > 0).all(axis=1)
    lengkap = None if complete.all() else by_month(instrumen, butir[complete], np.asarray(months)[complete].tolist())
    return sensitivity(by_month(instrumen, butir, months), lengkap, rules_for(instrumen))


def one(kepekaan: Kepekaan, **choices: object) -> HasilCara:
    shown: Any = kepekaan.tampil.cara
    wanted = replace(shown, **choices)
    (found,) = [item for item in kepekaan.semua if item.cara == wanted]
    return found


# In plain Python: respondents as tuples, exact fractions, half up with Decimal.
def half_up(value: Fraction, decimals: int) -> Fraction:
    quantum = Decimal(1).scaleb(-decimals)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(quantum, rounding=ROUND_HALF_UP))


def plain_index(people: Sequence[Sequence[int]], weight: str, *, rounded: bool) -> Fraction:
    means = []
    for column in zip(*people, strict=True):
        given = [answer for answer in column if answer]
        if given:
            mean = Fraction(sum(given), len(given))
            means.append(half_up(mean, 2) if rounded else mean)
    exact = Fraction(1, len(means))
    used = exact if weight == "exact" else half_up(exact, 3 if weight == "0.111" else 2)
    return sum(means, Fraction(0)) * used


def plain_result(people: Sequence[tuple[int, Sequence[int]]], cara: Cara) -> tuple[float, float]:
    """Values on scale 4 and 100 of (month, answers 1 to 4) under one combination."""
    chosen = [(month, person) for month, person in people if all(person) or not cara.lengkap]
    if cara.bulan == GABUNGAN:
        raw = plain_index([person for _, person in chosen], cara.bobot, rounded=cara.dibulatkan)
    else:
        months = sorted({month for month, _ in chosen})
        parts = [[person for when, person in chosen if when == month] for month in months]
        raw = sum((plain_index(part, cara.bobot, rounded=cara.dibulatkan) for part in parts), Fraction(0)) / len(months)
    share = {"minmax": (raw - 1) / 3, "x25": raw / 4}[cara.konversi]
    return float({"minmax": 1 + 3 * share, "x25": raw}[cara.konversi]), float(100 * share)


@pytest.fixture(scope="module")
def gianyar(shared_data: Path) -> Kepekaan:
    frame = pd.read_csv(shared_data / "gianyar_skck" / "wide_scores.csv")
    return study(SKM, frame[UNSUR].to_numpy(), [202007] * len(frame))


@pytest.fixture(scope="module")
def jepara_answers(shared_data: Path) -> list[tuple[int, list[int]]]:
    frame = pd.read_csv(shared_data / "jepara_mpp" / "wide.csv")
    months = frame["Tanggal"].str[:7].str.replace("-", "").astype(int)
    return list(zip(months.tolist(), frame[UNSUR].fillna(0).astype(int).to_numpy().tolist(), strict=True))


@pytest.fixture(scope="module")
def jepara(jepara_answers: list[tuple[int, list[int]]]) -> Kepekaan:
    months, answers = zip(*jepara_answers, strict=True)
    return study(SKM, np.array(answers), months)


@pytest.mark.parametrize(
    ("bobot", "expected"), [("exact", 85.848535), ("0.111", 85.762687), ("0.11", 84.990050)]
)  # README of the data: computed elsewhere
def test_gianyar_under_each_weight(gianyar: Kepekaan, bobot: str, expected: float):
    assert one(gianyar, bobot=bobot).nilai_100 == pytest.approx(expected, abs=5.1e-7)


def test_gianyar_offers_only_what_can_differ(gianyar: Kepekaan):
    # One month, everybody complete; x25 and proporsional are the same on a scale of 4.
    assert [item.cara.changes(gianyar.tampil.cara) for item in gianyar.satu_pilihan] == [
        ("konversi",), ("bobot",), ("bobot",), ("dibulatkan",),
    ]  # fmt: skip
    assert len(gianyar.semua) == 2 * 3 * 2


def test_jepara_pooled_and_complete(jepara: Kepekaan):
    # expected_computed.csv of the data, row ALL.
    assert jepara.tampil.nilai_100 == pytest.approx(96.799744, abs=5.1e-7)
    complete = one(jepara, lengkap=True)
    assert complete.nilai_100 == pytest.approx(96.924898, abs=5.1e-7)
    assert (jepara.tampil.n, complete.n) == (1028, 1009)


def test_jepara_every_combination_in_plain_python(jepara: Kepekaan, jepara_answers: list[tuple[int, list[int]]]):
    combinations = list(
        itertools.product(
            ["x25", "minmax"], ["exact", "0.111", "0.11"], [GABUNGAN, RATA_BULAN], [False, True], [False, True]
        )
    )
    assert {item.cara for item in jepara.semua} == {Cara(*choices) for choices in combinations}
    for item in jepara.semua:
        assert (item.nilai_4, item.nilai_100) == pytest.approx(plain_result(jepara_answers, item.cara), abs=1e-9)


@pytest.mark.parametrize(
    ("printed", "decimals", "changes", "skala"),
    [
        (85.85, 2, (), SKALA_100),
        (3.43, 2, (), SKALA_4),
        (3.4339, 4, (), SKALA_4),
        (85.76, 2, ("bobot",), SKALA_100),
        (84.99, 2, ("bobot",), SKALA_100),
        (85.86, 2, ("dibulatkan",), SKALA_100),
        (81.13, 2, ("konversi",), SKALA_100),
        (79.99, 2, ("konversi", "bobot"), SKALA_100),
        (80.0033, 4, ("konversi", "bobot", "dibulatkan"), SKALA_100),
    ],
)
def test_finds_the_choice_behind_a_printed_number(
    gianyar: Kepekaan, printed: float, decimals: int, changes: tuple[str, ...], skala: str
):
    found = reproducing(gianyar, printed, decimals)
    assert [(item.hasil.cara.changes(gianyar.tampil.cara), item.skala) for item in found] == [(changes, skala)]


def test_a_number_that_no_choice_gives(gianyar: Kepekaan):
    assert reproducing(gianyar, 83.10, 2) == ()
    assert reproducing(gianyar, 85.84, 2) == ()  # cut off, not rounded


def test_a_report_in_the_answer_scale():
    """SPKP, everybody 5 of 6: raw 5,00, min-maks 3,40, 80,00."""
    kepekaan = study(shipped_instrument("spkp"), np.full((12, 8), 5), [202601] * 12)
    assert [item.skala for item in reproducing(kepekaan, 5.00, 2)] == [SKALA_JAWABAN]
    assert [item.hasil.cara.konversi for item in reproducing(kepekaan, 83.33, 2)] == ["proporsional"]


def test_weights_that_sum_to_more_than_one_are_not_offered():
    """1/8 is 0,125 at three decimals and 0,13 at two: 8 x 0,13 = 1,04 would pass the end of the scale. 1/7: 0,143, 0,14."""
    eight = study(shipped_instrument("spkp"), np.full((12, 8), 5), [202601] * 12)
    assert {item.cara.bobot for item in eight.semua} == {"exact"}
    seven = np.full((12, 8), 5)
    seven[:, 4] = 0
    rekap = by_month(shipped_instrument("spkp"), seven, [202601] * 12)
    found = sensitivity(rekap, None, rules_for(shipped_instrument("spkp")))
    assert {item.cara.bobot for item in found.semua} == {"exact", "0.111", "0.11"}
    assert one(found, bobot="0.11").mentah == pytest.approx(5 * 7 * 0.14)
    # At the maximum 7 x 0,143 = 1,001 would pass the end of the scale: that combination is left out.
    most = sensitivity(
        by_month(shipped_instrument("spkp"), seven + (seven > 0), [202601] * 12),
        None,
        rules_for(shipped_instrument("spkp")),
    )
    assert {item.cara.bobot for item in most.semua} == {"exact", "0.11"}


def test_mean_of_months_weighs_months_alike():
    """January: two people with 4; February: eight with 2. Pooled (8 + 16)/10 = 2,4; mean of months 3."""
    instrumen = make_instrument(konversi="x25")
    kepekaan = study(instrumen, np.array([[4] * 3] * 2 + [[2] * 3] * 8), [202601] * 2 + [202602] * 8)
    assert kepekaan.tampil.nilai_4 == pytest.approx(2.4)
    assert one(kepekaan, bulan=RATA_BULAN).nilai_4 == pytest.approx(3.0)


def test_rounding_each_unsur_first():
    """Three unsur of 2/3 x 3 + 1/3 x 4 = 3,3333: rounded 3,33 each."""
    instrumen = make_instrument(konversi="x25")
    kepekaan = study(instrumen, np.array([[3] * 3] * 2 + [[4] * 3]), [202601] * 3)
    assert one(kepekaan, dibulatkan=True).nilai_4 == pytest.approx(3.33)


def test_complete_cases_under_the_floor_get_no_grade():
    butir = np.full((12, 3), 4)
    butir[:9, 0] = 0
    kepekaan = study(make_instrument(konversi="x25"), butir, [202601] * 12)
    complete = one(kepekaan, lengkap=True)
    assert (complete.n, complete.mutu, complete.status) == (3, None, Status.DI_BAWAH_MINIMAL)
    assert kepekaan.tampil.mutu == "A"


def test_everyone_complete():
    instrumen = make_instrument()
    full = by_month(instrumen, [[4, 4, 4], [3, 3, 3]], [202601, 202602])
    assert is_everyone_complete(full)
    assert not is_everyone_complete(by_month(instrumen, [[4, 4, 4], [3, 0, 3]], [202601, 202602]))
    # An unsur that nobody answered is not asked for.
    assert is_everyone_complete(by_month(instrumen, [[4, 0, 4], [3, 0, 3]], [202601, 202602]))
