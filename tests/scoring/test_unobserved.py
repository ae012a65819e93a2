"""The sum of the answers that are missing from a known N: against exact fractions, SciPy and plain drawing."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring import unobserved
from scoring.intervals import interval_95
from tests.support.factories import PROPERTY

# Typical answers of 43 respondents: most at the maximum, evenly falling, two peaks, and nobody below it.
URNS = {
    "mentok": [0, 1, 0, 1, 4, 37],
    "landai": [1, 2, 6, 13, 12, 9],
    "dua puncak": [11, 2, 1, 1, 7, 21],
    "semua puncak": [0, 0, 0, 0, 0, 43],
}


def urn_of(name: str) -> np.ndarray:
    return np.array([URNS[name]]) + 1 / 6


@pytest.mark.parametrize("rest", [1, 3, 5])
def test_few_answers_one_after_the_other(rest: int):
    """Every order in which ``rest`` balls can be drawn from the urn, in exact fractions: each ball drawn goes back with
    one more of its kind."""
    urn = [Fraction(1, 3), Fraction(7, 3), Fraction(13, 3)]
    expected = [Fraction(0)] * (2 * rest + 1)
    for order in itertools.product(range(3), repeat=rest):
        chance, left = Fraction(1), list(urn)
        for kind in order:
            chance *= left[kind] / sum(left)
            left[kind] += 1
        expected[sum(order)] += chance
    found = unobserved.sum_probabilities(np.array([[float(part) for part in urn]]), np.array([rest]))
    assert found[0] == pytest.approx([float(chance) for chance in expected], abs=1e-14)


@pytest.mark.parametrize("rest", [1, 7, 40])
@pytest.mark.parametrize(("a", "b"), [(0.5, 43.5), (20.5, 23.5), (0.5, 0.5)])
def test_two_answers_are_the_beta_binomial_of_scipy(a: float, b: float, rest: int):
    found = unobserved.sum_probabilities(np.array([[a, b]]), np.array([rest]))
    assert found[0] == pytest.approx(stats.betabinom.pmf(np.arange(rest + 1), rest, b, a), abs=1e-12)


def test_groups_of_different_size_do_not_disturb_each_other():
    urns = np.vstack([urn_of(name) for name in URNS])
    together = unobserved.sum_probabilities(urns, np.array([0, 2, 8, 5]))
    for row, rest in enumerate([0, 2, 8, 5]):
        alone = unobserved.sum_probabilities(urns[row : row + 1], np.array([rest]))[0]
        assert together[row, : len(alone)] == pytest.approx(alone, abs=1e-14)
        assert together[row].sum() == pytest.approx(1)


def test_where_the_maximum_is_in_reach_the_lower_limit_leaves_out_five_percent():
    """One missing answer with the chances 1, 1, 2, 6 and 90 %. The maximum stays in, so nothing is left out above: below,
    1 + 1 + 2 = 4 % may go, 10 % may not. With 2,5 % on each side only 1 + 1 = 2 % would go."""
    falling = np.array([[1.0, 1.0, 2.0, 6.0, 90.0]])
    assert unobserved.sum_limits(falling, np.array([1])).tolist() == [[3, 4]]
    assert unobserved.sum_limits(falling[:, ::-1], np.array([1])).tolist() == [[0, 1]]


@pytest.mark.parametrize("rest", [1, 3, 8, 9, 30])
@pytest.mark.parametrize("name", list(URNS))
def test_limits_against_drawing(name: str, rest: int):
    """200,000 draws of all N - n missing answers. At most 5 % are left out, and where an answer more would be left out on
    a side, that side would leave out more than it may (half a per cent of room: drawing, and the beta from 9 on)."""
    rng = np.random.default_rng(11)
    shares = rng.dirichlet(urn_of(name)[0], size=200_000)
    sums = rng.multinomial(rest, shares) @ np.arange(6)
    low, high = unobserved.sum_limits(urn_of(name), np.array([rest]))[0]
    below, above = np.mean(sums < low), np.mean(sums > high)
    # In steps of one answer the beta is at most one step off: that much probability it may shift.
    room = 0.005 if rest <= unobserved.EXACT_UP_TO else 0.02
    assert below + above <= 0.05 + room
    one_side = 0.025 if low > 0 and high < 5 * rest else 0.05
    assert low == 0 or np.mean(sums <= low) > one_side - room
    assert high == 5 * rest or np.mean(sums >= high) > one_side - room


@pytest.mark.parametrize("name", list(URNS))
def test_the_beta_takes_over_where_it_is_as_good(name: str, monkeypatch: pytest.MonkeyPatch):
    rest = np.array([9, 12, 16])
    urn = np.repeat(urn_of(name), 3, axis=0)
    approximate = unobserved.sum_limits(urn, rest)
    monkeypatch.setattr(unobserved, "EXACT_UP_TO", 16)
    exact = unobserved.sum_limits(urn, rest)
    # Two answers' steps of up to 80.
    assert np.abs(approximate - exact).max() <= 2


@PROPERTY
@given(st.lists(st.integers(0, 20), min_size=2, max_size=7), st.integers(0, 30))
def test_a_reversed_scale_reverses_the_limits(counts: list[int], rest: int):
    urn = np.array([counts]) + 1 / len(counts)
    # Where both halves weigh the same, either end may move.
    if 2 * float(urn[0] @ np.arange(len(counts))) == (len(counts) - 1) * urn.sum():
        return
    top = rest * (len(counts) - 1)
    low, high = unobserved.sum_limits(urn, np.array([rest]))[0]
    assert unobserved.sum_limits(urn[:, ::-1], np.array([rest])).tolist() == [[top - high, top - low]]


@PROPERTY
@given(st.lists(st.integers(0, 20), min_size=2, max_size=7).filter(any), st.integers(0, 400))
def test_limits_hold_the_value_and_what_is_possible(counts: list[int], rest: int):
    """The true mean cannot leave what the missing answers allow, whatever they are."""
    values = np.arange(1.0, len(counts) + 1)
    n, total = sum(counts), float(np.dot(counts, values))
    low, high = interval_95(np.array([counts]), values, np.array([float(n + rest)]))[0]
    assert (total + rest) / (n + rest) - 1e-9 <= low <= total / n + 1e-9
    assert total / n - 1e-9 <= high <= (total + rest * len(counts)) / (n + rest) + 1e-9


def test_a_value_between_two_steps_keeps_its_mean():
    """An index of which one unsur was left out: 5.5 on whole steps counts as half a 5 and half a 6."""
    values, prior = np.array([1.0, 2, 3, 4, 5, 5.5, 6]), np.array([1, 1, 1, 1, 1, 0, 1]) / 6
    between = interval_95(np.array([[0, 0, 0, 2, 4, 6, 8]]), values, np.array([26.0]), prior)
    split = interval_95(np.array([[0, 0, 0, 2, 7, 0, 11]]), values, np.array([26.0]), prior)
    assert between == pytest.approx(split, abs=1e-9)
