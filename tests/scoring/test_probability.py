"""Probability of reaching a gate: against SciPy, against draws, and in step with the interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.beta import beta_tail
from scoring.indeks import indeks
from scoring.probability import index_probability, probability_at_least
from tests.support.factories import PROPERTY, make_instrument, plain_rules, random_answers, recap

VALUES = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
# Mild, mostly at the maximum, two camps: 43 respondents each.
COUNTS = np.array([[1, 3, 6, 12, 13, 8], [0, 0, 1, 2, 4, 36], [14, 2, 0, 0, 3, 24]])


def drawn_means(counts: np.ndarray, rest: int | None, draws: int = 20_000) -> np.ndarray:
    """Dirichlet shares with alpha 1/K; for a known N the unobserved are drawn one by one from the same shares."""
    rng = np.random.default_rng(11)
    shares = rng.dirichlet(counts + 1 / len(counts), size=draws)
    if rest is None:
        return np.asarray(shares @ VALUES)
    others = rng.multinomial(rest, shares) @ VALUES
    return np.asarray((counts @ VALUES + others) / (counts.sum() + rest))


@PROPERTY
@given(st.floats(0.01, 300), st.floats(0.01, 300), st.floats(-0.2, 1.2))
def test_beta_tail_is_that_of_scipy(a: float, b: float, x: float):
    found = beta_tail(np.array([a]), np.array([b]), np.array([x]))
    assert found[0] == pytest.approx(stats.beta.sf(x, a, b), abs=1e-9)


@pytest.mark.parametrize("row", range(3), ids=["sedang", "di puncak", "dua kubu"])
@pytest.mark.parametrize("rest", [None, 5, 20, 57], ids=["N tak diketahui", "48", "63", "100"])
def test_equals_draws(row: int, rest: int | None):
    counts, users = COUNTS[row], None if rest is None else np.array([43.0 + rest])
    mean, drawn = float(counts @ VALUES / 43), drawn_means(counts, rest)
    for gate in (mean - 0.15, mean, mean + 0.1):
        found = probability_at_least(counts[None, :], VALUES, np.array([gate]), users)
        # 20.000 draws are off by at most 0,011 (three standard errors), the beta distribution by a little more.
        assert found[0] == pytest.approx(float((drawn >= gate - 1e-12).mean()), abs=0.02)


def test_census_is_certain_and_an_exact_hit_counts_as_reached():
    counts = np.array([[0, 0, 0, 0, 5, 5]] * 3)
    users = np.full(3, 10.0)
    # Mean 5,5.
    found = probability_at_least(counts, VALUES, np.array([5.4999, 5.5, 5.5001]), users)
    assert found.tolist() == [1.0, 1.0, 0.0]


def test_known_population_by_hand():
    """One of two answered, with 6 on a scale of 6; the other gives 1..6 with (1 + 1/6)/2 for 6 and (1/6)/2 for each other.
    Mean of both at least 5: the other must give 4, 5 or 6: (7/6 + 2/6)/2 = 0,75."""
    counts = np.array([[0, 0, 0, 0, 0, 1]])
    found = probability_at_least(counts, VALUES, np.array([5.0]), np.array([2.0]))
    assert found[0] == pytest.approx(0.75)


def test_nobody_answered_is_no_probability():
    counts = np.array([[0] * 6, [0, 0, 0, 0, 0, 9]])
    found = probability_at_least(counts, VALUES, np.array([3.0, 3.0]))
    assert np.isnan(found[0])
    assert found[1] > 0.9


@pytest.mark.parametrize("users", [None, 200.0, 48.0])
def test_in_step_with_the_interval(users: float | None):
    """At the lower limit 97,5 %, at the upper 2,5 %; with a known N within the steps in which its sum moves."""
    instrumen = make_instrument((1, 1, 1, 1), skala=(1, 6))
    butir = random_answers(np.random.default_rng(4), instrumen, 43, missing=0.05)
    rekap, sebaran = recap(instrumen, butir)
    aturan = plain_rules(instrumen)
    populations = None if users is None else pd.Series({"A": users})
    hasil = indeks(rekap, aturan, sebaran=sebaran, populations=populations)
    low, high, value = hasil[["bawah_4", "atas_4", "nilai_4"]].iloc[0]
    chances = [
        index_probability(hasil, aturan, gate, sebaran, populations=populations)[0] for gate in (low, value, high)
    ]
    tolerance = 1e-6 if users is None else 0.03
    assert chances[0] == pytest.approx(0.975, abs=tolerance)
    assert chances[2] == pytest.approx(0.025, abs=tolerance)
    assert 0.3 < chances[1] < 0.7


def test_many_satker_at_once_are_those_one_by_one():
    instrumen = make_instrument((1, 2, 1), skala=(1, 6))
    butir = random_answers(np.random.default_rng(8), instrumen, 120)
    satker = ["A"] * 30 + ["B"] * 40 + ["C"] * 50
    users = pd.Series({"A": 35.0, "C": 500.0})
    aturan = plain_rules(instrumen)
    rekap, sebaran = recap(instrumen, butir, satker)
    hasil = indeks(rekap, aturan, sebaran=sebaran, populations=users)
    together = index_probability(hasil, aturan, 3.5, sebaran, populations=users)
    for number, kode in enumerate("ABC"):
        one = hasil[hasil["satker"] == kode]
        alone = index_probability(one, aturan, 3.5, sebaran, populations=users)
        assert alone[0] == pytest.approx(together[number], abs=1e-9)


def test_nothing_is_claimed_under_the_floor_or_without_a_distribution():
    instrumen = make_instrument(skala=(1, 6))
    rekap, sebaran = recap(instrumen, random_answers(np.random.default_rng(1), instrumen, 9, missing=0))
    aturan = plain_rules(instrumen)
    hasil = indeks(rekap, aturan)
    assert np.isfinite(index_probability(hasil, aturan, 3.0, sebaran)[0])
    assert np.isnan(index_probability(hasil.assign(n=10), aturan, 3.0, sebaran)[0])  # a tenth came as a recap
    assert np.isnan(index_probability(hasil, aturan, 3.0, sebaran.iloc[:0])[0])
    floor = type(aturan)(aturan.instrumen, aturan.konversi, aturan.tabel, minimal=10)
    assert np.isnan(index_probability(hasil, floor, 3.0, sebaran)[0])
