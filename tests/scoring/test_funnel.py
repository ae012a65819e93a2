"""The funnel: limits inside the scale, false alarms at their promised rate, and large n that condemns nobody."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.funnel import Corong, Kisaran, between_variance, build_funnel
from tests.scoring.golden_tables import Row, cases
from tests.support.factories import PROPERTY

FloatArray = npt.NDArray[np.float64]
SKALA = (1.0, 4.0)
CEILING, MILD = [0.01, 0.01, 0.02, 0.03, 0.08, 0.85], [0.02, 0.05, 0.13, 0.30, 0.30, 0.20]
SIZES = np.array([12, 18, 20, 24, 28, 30, 33, 36, 43, 43, 47, 50, 55, 60, 80, 100, 150, 250, 384])


@cases("antarsatker")
def test_variance_between_satker_as_published(row: Row):
    values, variances = (np.array(row[name].split(), dtype=float) for name in ("nilai", "ragam"))
    assert between_variance(values, variances) == pytest.approx(float(row["tau2"]), abs=2e-3)


def test_limits_are_those_of_a_beta_with_the_mean_and_variance():
    """By hand: centre 3.7 is 0.9 of the scale; variance 0.4^2 / 43 + 0.07^2, in shares of the scale divided by 9."""
    share, variance = 0.9, (0.4**2 / 43 + 0.07**2) / 9
    size = share * (1 - share) / variance - 1
    expected = 1 + 3 * stats.beta.ppf([0.001, 0.025, 0.975, 0.999], share * size, (1 - share) * size)
    assert Corong(3.7, 0.4, 0.07, *SKALA).limits(np.array([43]))[0] == pytest.approx(expected, abs=1e-7)


corongs = st.builds(
    Corong,
    pusat=st.floats(1.05, 3.99),
    simpangan=st.floats(0.02, 1.0),
    tau=st.floats(0, 0.3),
    low=st.just(1.0),
    high=st.just(4.0),
)


@PROPERTY
@given(corongs, st.lists(st.integers(1, 5000), min_size=2, max_size=6, unique=True))
def test_limits_stay_in_the_scale_and_shrink_with_n(corong: Corong, sizes: list[int]):
    limits = corong.limits(np.sort(np.array(sizes)))
    assert (limits >= 1 - 1e-9).all()
    assert (limits <= 4 + 1e-9).all()
    assert (np.diff(limits, axis=1) >= -1e-9).all()
    width = limits[:, 2] - limits[:, 1]
    assert (np.diff(width) <= 1e-6).all()


def test_limits_do_not_close_on_a_centre_that_satker_differ_from():
    """With 100,000 respondents chance is gone; what is left is what satker differ by: 1.96 x 0.07, a little skewed."""
    limits = Corong(3.5, 0.4, 0.07, *SKALA).limits(np.array([100_000]))[0]
    assert limits[2] - limits[1] == pytest.approx(2 * 1.96 * 0.07, rel=0.03)


def test_tiers():
    """At 3.6 with 0.05 between satker: 99.8 % about +-0.155, 95 % about +-0.098 (skewed a little downwards)."""
    corong = Corong(3.6, 0.0, 0.05, *SKALA)
    found = corong.tiers(np.array([3.40, 3.48, 3.60, 3.705, 3.75]), np.full(5, 43))
    assert found == list(Kisaran)


def test_everybody_alike_is_inside():
    """All gave the maximum: nothing spreads, and nobody stands out for a rounding error."""
    corong = build_funnel(np.full(6, 4.0), np.full(6, 43), 0.0, scale=SKALA, winsor=0.1)
    assert corong.limits(np.array([43])) == pytest.approx(np.full((1, 4), 4.0))
    assert set(corong.tiers(np.full(6, 4.0 - 1e-12), np.full(6, 43))) == {Kisaran.DALAM}


def test_centre_by_respondents_where_satker_are_alike_and_by_satker_where_they_are_not():
    n = np.array([1000, 50, 50, 50, 50])
    alike = build_funnel(np.array([3.60, 3.61, 3.59, 3.60, 3.62]), n, 0.4, scale=SKALA, winsor=0.1)
    assert alike.tau == 0
    assert alike.pusat == pytest.approx(np.average([3.60, 3.61, 3.59, 3.60, 3.62], weights=n))
    values = np.array([3.0, 3.9, 3.5, 3.2, 3.7])
    apart = build_funnel(values, n, 0.4, scale=SKALA, winsor=0.0)
    assert apart.tau > 0.2
    assert apart.pusat == pytest.approx(values.mean(), abs=0.03)


def survey(
    rng: np.random.Generator, shares: list[float], n: npt.NDArray[np.int64], shift: FloatArray
) -> tuple[FloatArray, Corong]:
    """The values of one simulated period and their funnel."""
    butir = rng.choice(6, p=shares, size=(int(n.sum()), 8)) + 1.0
    butir = np.where(rng.random((len(butir), 1)) < 0.6, butir[:, :1], butir)
    index = np.clip(1 + 3 * (butir.mean(axis=1) - 1) / 5 + np.repeat(shift, n), *SKALA)
    parts = np.split(index, np.cumsum(n)[:-1])
    values = np.array([part.mean() for part in parts])
    within = np.sqrt(sum(((part - part.mean()) ** 2).sum() for part in parts) / (n.sum() - len(n)))
    return values, build_funnel(values, n, float(within), scale=SKALA, winsor=0.1)


def simulate(shares: list[float], n: npt.NDArray[np.int64], shift: FloatArray, times: int) -> list[list[Kisaran]]:
    """Tiers of every satker in ``times`` simulated periods."""
    rng = np.random.default_rng([len(n), times, int(n.sum())])
    found = []
    for _ in range(times):
        values, corong = survey(rng, shares, n, shift)
        found.append(corong.tiers(values, n))
    return found


@pytest.mark.parametrize("shares", [MILD, CEILING], ids=["landai", "mentok di puncak"])
def test_false_alarms_without_any_difference(shares: list[float]):
    """Promised 5 % and 0.2 %; 200 x 19 satker, so 4.4 % with a standard error of 0.3."""
    tiers = np.array(simulate(shares, SIZES, np.zeros(19), 200))
    assert 0.028 <= (tiers != Kisaran.DALAM).mean() <= 0.06
    assert np.isin(tiers, [Kisaran.DI_BAWAH, Kisaran.DI_ATAS]).mean() <= 0.006


def test_a_satker_that_stands_out_is_found():
    """One of 19 is 0.45 lower, the others alike; its 43 respondents show it nearly always."""
    shift = np.where(np.arange(19) == 8, -0.45, 0.0)
    tiers = np.array(simulate(MILD, SIZES, shift, 60))
    assert (tiers[:, 8] == Kisaran.DI_BAWAH).mean() >= 0.85
    assert (np.delete(tiers, 8, axis=1) == Kisaran.DI_BAWAH).mean() <= 0.01


def test_many_respondents_do_not_put_every_satker_outside():
    """Satker that differ by 0.1, 2,000 respondents each: sampling limits alone would hold one in five of them."""
    rng = np.random.default_rng(7)
    shift, n = rng.normal(0, 0.1, 30), np.full(30, 2000)
    values, corong = survey(rng, MILD, n, shift - shift.mean())
    assert corong.tiers(values, n).count(Kisaran.DALAM) >= 24
    sampling_only = Corong(corong.pusat, corong.simpangan, 0.0, *SKALA).tiers(values, n)
    assert sampling_only.count(Kisaran.DALAM) <= 12
