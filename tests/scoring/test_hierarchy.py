"""Shrunken values and probabilities of ranks, against a sampler that works differently and against cases without doubt."""

from __future__ import annotations

from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from scoring import hierarchy
from tests.support.factories import PROPERTY

FloatArray = npt.NDArray[np.float64]
# Rubin 1981, Journal of Educational Statistics 6:377; Gelman et al., Bayesian Data Analysis, table 5.2.
SEKOLAH = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
GALAT = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])


def gibbs(values: FloatArray, errors: FloatArray, draws: int) -> FloatArray:
    """Draws of the levels by Gibbs sampling: levels, centre and tau in turn (BDA 11.6), no grid anywhere."""
    rng, m = np.random.default_rng(1), len(values)
    level, centre, tau2 = values.copy(), values.mean(), values.var()
    found = np.empty((draws, m))
    for at in range(draws):
        precision = 1 / errors**2 + 1 / tau2
        mean = (values / errors**2 + centre / tau2) / precision
        level = mean + rng.standard_normal(m) / np.sqrt(precision)
        centre = level.mean() + rng.standard_normal() * np.sqrt(tau2 / m)
        # Flat in tau: tau^2 | levels is scaled inverse chi-square with m - 1 degrees of freedom.
        tau2 = ((level - centre) ** 2).sum() / rng.chisquare(m - 1)
        found[at] = level
    return found[draws // 10 :]


def test_eight_schools_agree_with_gibbs_sampling():
    model = hierarchy.fit(SEKOLAH, GALAT**2)
    drawn = gibbs(SEKOLAH, GALAT, 20_000)
    assert hierarchy.shrunken(model) == pytest.approx(drawn.mean(axis=0), abs=0.5)
    lowest, highest = hierarchy.rank_probabilities(model, 3)
    order = drawn.argsort(axis=1)
    for column in range(8):
        assert lowest[column] == pytest.approx((order[:, :3] == column).any(axis=1).mean(), abs=0.04)
        assert highest[column] == pytest.approx((order[:, 5:] == column).any(axis=1).mean(), abs=0.04)


def test_eight_schools_as_published():
    """BDA3 table 5.3: posterior medians 10 8 7 8 5 6 10 8 of 200 draws; means lie a little outside of medians."""
    found = hierarchy.shrunken(hierarchy.fit(SEKOLAH, GALAT**2))
    assert found == pytest.approx([10, 8, 7, 8, 5, 6, 10, 8], abs=1.5)
    assert found.argmax() == 0
    assert found.argmin() == 4


def test_shrunken_values_are_the_integral_over_tau():
    """SciPy's adaptive quadrature in place of the grid."""
    values, variances = np.array([3.2, 3.5, 3.6, 3.7, 3.9]), np.array([0.01, 0.004, 0.02, 0.003, 0.006])

    def parts(tau: float) -> tuple[float, FloatArray]:
        weight = 1 / (variances + tau**2)
        centre, room = (weight * values).sum() / weight.sum(), 1 / weight.sum()
        density = np.sqrt(room) * np.prod(stats.norm.pdf(values, centre, np.sqrt(variances + tau**2)))
        share = tau**2 / (tau**2 + variances)
        return float(density), share * values + (1 - share) * centre

    top = 4.0 * (values.std(ddof=1) + np.sqrt(variances.mean()))
    whole = integrate.quad(lambda tau: parts(tau)[0], 0, top)[0]
    expected = [
        integrate.quad(lambda tau, at=at: parts(tau)[0] * parts(tau)[1][at], 0, top)[0] / whole for at in range(5)
    ]
    assert hierarchy.shrunken(hierarchy.fit(values, variances)) == pytest.approx(expected, abs=1e-4)


sets = st.integers(3, 20).flatmap(
    lambda m: st.tuples(
        st.lists(st.floats(1.5, 4), min_size=m, max_size=m, unique=True),
        st.lists(st.floats(1e-4, 0.1), min_size=m, max_size=m),
    )
)


@PROPERTY
@given(sets)
def test_shrunken_lies_between_own_value_and_the_centre(given_set: tuple[list[float], list[float]]):
    values, variances = (np.array(part) for part in given_set)
    model = hierarchy.fit(values, variances)
    found = hierarchy.shrunken(model)
    # The centre depends on tau: the span of what it can be.
    low, high = np.minimum(values, model.centre.min()), np.maximum(values, model.centre.max())
    assert (found >= low - 1e-9).all()
    assert (found <= high + 1e-9).all()
    assert np.ptp(found) <= np.ptp(values) + 1e-9


@PROPERTY
@given(sets, st.randoms(use_true_random=False))
def test_probabilities_sum_and_do_not_depend_on_the_order(given_set: tuple[list[float], list[float]], random: Random):
    values, variances = (np.array(part) for part in given_set)
    lowest, highest = hierarchy.rank_probabilities(hierarchy.fit(values, variances), 3)
    assert lowest.sum() == pytest.approx(3)
    assert highest.sum() == pytest.approx(3)
    assert ((lowest >= 0) & (lowest <= 1) & (highest >= 0) & (highest <= 1)).all()
    order = random.sample(range(len(values)), len(values))
    again, _ = hierarchy.rank_probabilities(hierarchy.fit(values[order], variances[order]), 3)
    assert again == pytest.approx(lowest[order], abs=0.002)


def test_fewer_respondents_shrink_more():
    found = hierarchy.shrunken(
        hierarchy.fit(np.array([3.2, 3.2, 3.6, 3.6, 3.7]), np.array([0.002, 0.02, *[0.004] * 3]))
    )
    assert 3.2 < found[0] < found[1]


def test_without_doubt_the_lowest_are_the_lowest():
    values = np.array([3.9, 2.0, 3.8, 2.2, 3.7, 2.4])
    lowest, highest = hierarchy.rank_probabilities(hierarchy.fit(values, np.full(6, 1e-4)), 3)
    assert lowest.tolist() == [0, 1, 0, 1, 0, 1]
    assert highest.tolist() == [1, 0, 1, 0, 1, 0]


def test_equal_values_have_equal_chances():
    """Three of 12, all alike: 25 % each; 4,000 draws have a standard error of 0.7 points."""
    lowest, _ = hierarchy.rank_probabilities(
        hierarchy.fit(np.full(12, 3.6) + np.arange(12) * 1e-9, np.full(12, 0.004)), 3
    )
    assert lowest == pytest.approx(np.full(12, 0.25), abs=0.03)


def test_a_stated_probability_is_as_often_true():
    """Satker differ by 0.1 with a sampling error of 0.07: of those called 'among the three lowest' with 60 to 80 %,
    about 70 % are. 300 simulated regions of 19; a flat posterior without the others would claim too much."""
    rng = np.random.default_rng(3)
    stated, truth = [], []
    for _ in range(300):
        level = rng.normal(3.6, 0.1, 19)
        lowest, _ = hierarchy.rank_probabilities(hierarchy.fit(level + rng.normal(0, 0.07, 19), np.full(19, 0.0049)), 3)
        stated.append(lowest)
        truth.append(np.isin(np.arange(19), level.argsort()[:3]))
    said, is_true = np.concatenate(stated), np.concatenate(truth)
    chosen = (said >= 0.6) & (said < 0.8)
    assert chosen.sum() > 150
    assert is_true[chosen].mean() == pytest.approx(said[chosen].mean(), abs=0.08)
