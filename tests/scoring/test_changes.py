"""Change between two periods: MOVER against published limits, what is claimed of a difference, and how often wrongly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.changes import NAIK, TANPA_KISARAN, TURUN, WAJAR, Nilai, change, difference_limits, directions
from scoring.intervals import interval_95
from scoring.periods import Periode, add_months, month_of
from tests.support.factories import PROPERTY

NAN = float("nan")
SKALA = np.arange(1, 7, dtype=float)
# Shares of the answers 1 to 6: most at the top, and spread.
PLAFON, MENYEBAR = np.array([0.01, 0.02, 0.04, 0.1, 0.2, 0.63]), np.array([0.1, 0.15, 0.2, 0.2, 0.2, 0.15])


def wilson(k: int, n: int) -> list[float]:
    found = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    return [k / n, found.low, found.high]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_difference_of_two_proportions_as_published(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
):
    """Newcombe (1998), Statistics in Medicine 17:873, table II, method 10; the same as statsmodels 0.15.0,
    confint_proportions_2indep(method='newcomb'). MOVER with Wilson limits is that method."""
    found = difference_limits(np.array([wilson(*one)]), np.array([wilson(*other)]))
    assert [float(limit[0]) for limit in found] == pytest.approx([low, high], abs=5e-5)


def test_correlated_difference_is_that_of_a_paired_sample():
    """Oracle: bootstrap of the pairs. Two answers of the same people, correlated, both far from the ends of the scale."""
    rng = np.random.default_rng(5)
    base = rng.normal(size=400)
    one, other = base + rng.normal(0, 0.5, 400), base + rng.normal(0, 0.8, 400) + 0.1
    limits = [[x.mean(), x.mean() - 1.96 * stats.sem(x), x.mean() + 1.96 * stats.sem(x)] for x in (one, other)]
    correlation = float(np.corrcoef(one, other)[0, 1])
    low, high = difference_limits(np.array(limits[0]), np.array(limits[1]), correlation)
    draws = (one - other)[rng.integers(0, 400, size=(4000, 400))].mean(axis=1)
    expected = np.quantile(draws, [0.025, 0.975])
    assert [float(low), float(high)] == pytest.approx(expected.tolist(), abs=0.006)
    apart = difference_limits(np.array(limits[0]), np.array(limits[1]))
    assert float(apart[1] - apart[0]) > 1.5 * float(high - low)


@pytest.mark.parametrize(
    ("now", "before", "arah"),
    [
        ((3.5, 3.4, 3.6), (3.2, 3.1, 3.3), NAIK),
        ((3.2, 3.1, 3.3), (3.5, 3.4, 3.6), TURUN),
        # 3.5 - 3.4 = 0.1 and the half width is sqrt(0.1^2 + 0.1^2) = 0.14
        ((3.5, 3.4, 3.6), (3.4, 3.3, 3.5), WAJAR),
        ((3.5, NAN, NAN), (3.2, 3.1, 3.3), TANPA_KISARAN),
        ((3.5, 3.4, 3.6), (2.0, NAN, NAN), TANPA_KISARAN),
        # Two censuses: the same value is no change, though floats differ in the last digit; any other is one.
        ((0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3, 0.3), WAJAR),
        ((3.41, 3.41, 3.41), (3.4, 3.4, 3.4), NAIK),
    ],
)
def test_what_is_said_of_a_difference(now: tuple[float, float, float], before: tuple[float, float, float], arah: str):
    found = change(Nilai(*now, n=40), Nilai(*before, n=40))
    assert found is not None
    assert found.arah == arah
    assert found.selisih == pytest.approx(now[0] - before[0])
    assert math.isnan(found.bawah) == math.isnan(found.atas) == (arah == TANPA_KISARAN)


def test_without_respondents_there_is_no_change():
    some, none = Nilai(3.5, 3.4, 3.6, 40), Nilai(NAN, NAN, NAN, 0)
    assert change(some, none) is None
    assert change(none, some) is None


@PROPERTY
@given(st.lists(st.floats(1, 4), min_size=6, max_size=6))
def test_direction_turns_with_the_two_periods(numbers: list[float]):
    low, mid, high = sorted(numbers[:3])
    low2, mid2, high2 = sorted(numbers[3:])
    there = change(Nilai(mid, low, high, 40), Nilai(mid2, low2, high2, 40))
    back = change(Nilai(mid2, low2, high2, 40), Nilai(mid, low, high, 40))
    assert there is not None
    assert back is not None
    assert there.arah == {NAIK: TURUN, TURUN: NAIK, WAJAR: WAJAR}[back.arah]
    assert (there.bawah, there.atas) == pytest.approx((-back.atas, -back.bawah))


@PROPERTY
@given(st.integers(2000 * 12, 2099 * 12 - 1), st.integers(1, 36))
def test_compared_periods_share_no_month_and_leave_none_out(first: int, length: int):
    """No respondent is in both, so the two are independent."""
    periode = Periode(month_of(first), add_months(month_of(first), length - 1))
    before = periode.previous
    assert set(before.months).isdisjoint(periode.months)
    assert add_months(before.sampai, 1) == periode.dari
    assert len(before.months) == len(periode.months)


@pytest.mark.parametrize("answers", [PLAFON, MENYEBAR], ids=["plafon", "menyebar"])
@pytest.mark.parametrize("n", [20, 40, 150])
def test_false_falls_where_nothing_changed(answers: np.ndarray, n: int):
    """2.5 %, at most 3.3 %, of unsur that did not change are called fallen (docs/adr/0011); 20,000 pairs of samples."""
    rng = np.random.default_rng(11)
    limits = []
    for _ in range(2):
        counts = rng.multinomial(n, answers, size=20_000)
        limits.append(np.column_stack([counts @ SKALA / n, interval_95(counts, SKALA)]))
    found = directions(*difference_limits(limits[0], limits[1]))
    assert np.mean(found == TURUN) < 0.033
    assert np.mean(found == NAIK) < 0.033
    assert np.mean(found == TURUN) > 0.005, "a rule that never speaks would pass too"
