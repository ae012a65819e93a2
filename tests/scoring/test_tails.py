"""Tail probabilities against SciPy, another implementation, and a case worked out by hand."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.tails import beta_binomial_tail, binomial_tail
from tests.support.factories import PROPERTY


def test_by_hand():
    """At least 2 of 3 with p = 1/4: 3 * (1/16) * (3/4) + 1/64 = 10/64."""
    assert binomial_tail(3, 2, 0.25) == pytest.approx(10 / 64, rel=1e-12)


def test_a_tiny_tail_keeps_its_digits():
    """31 of 43 on one of 22 days, in exact fractions."""
    p = Fraction(1, 22)
    exact = sum(comb(43, i) * p**i * (1 - p) ** (43 - i) for i in range(31, 44))
    assert binomial_tail(43, 31, 1 / 22) == pytest.approx(float(exact), rel=1e-10)


@PROPERTY
@given(n=st.integers(0, 3000), share=st.floats(0, 1.01), p=st.floats(0.0001, 0.9999))
def test_binomial_as_scipy(n: int, share: float, p: float):
    k = round(n * share)
    assert binomial_tail(n, k, p) == pytest.approx(float(stats.binom.sf(k - 1, n, p)), rel=1e-6, abs=1e-280)


@PROPERTY
@given(n=st.integers(1, 400), share=st.floats(0, 1.01), a=st.floats(0.5, 300), b=st.floats(0.5, 300))
def test_beta_binomial_as_scipy(n: int, share: float, a: float, b: float):
    k = round(n * share)
    expected = float(sum(stats.betabinom.pmf(range(k, n + 1), n, a, b)))
    assert beta_binomial_tail(n, k, a, b) == pytest.approx(expected, rel=1e-6, abs=1e-280)


@pytest.mark.parametrize(("n", "k", "p", "tail"), [(5, 0, 0.3, 1), (5, 6, 0.3, 0), (5, 1, 0.0, 0), (5, 5, 1.0, 1)])
def test_ends(n: int, k: int, p: float, tail: float):
    assert binomial_tail(n, k, p) == tail
    assert beta_binomial_tail(n, k, 1, 1) == {0: 1, 6: 0, 1: pytest.approx(5 / 6), 5: pytest.approx(1 / 6)}[k]


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="between"):
        binomial_tail(3, 1, 1.2)
    with pytest.raises(ValueError, match="positive"):
        beta_binomial_tail(3, 1, 0, 1)
