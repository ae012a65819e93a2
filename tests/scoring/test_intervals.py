"""The 95 % intervals: inside the scale, the same for the same answers, close to 95 % coverage."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring import intervals
from scoring.beta import beta_quantile
from scoring.contract import JAWABAN
from scoring.conversions import KONVERSI
from scoring.indeks import indeks, mean_of_satker, nilai_unsur
from scoring.instruments import Instrumen
from scoring.intervals import Dasar
from scoring.rollup import combine
from tests.scoring.strategies import Answers, surveys
from tests.support.factories import PROPERTY, make_instrument, plain_rules, random_answers, recap

LIMITS = ["bawah_4", "atas_4"]


def both(
    instrumen: Instrumen, butir: Answers, satker: list[str] | None = None, users: pd.Series | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(index, unsur) with intervals."""
    rekap, sebaran = recap(instrumen, butir, satker)
    aturan = plain_rules(instrumen)
    unsur = nilai_unsur(rekap, aturan, sebaran=sebaran, populations=users, with_interval=True)
    return indeks(rekap, aturan, sebaran=sebaran, populations=users), unsur


@PROPERTY
@given(surveys())
def test_limits_stay_inside_the_scale(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    low, high = instrumen.skala_min, instrumen.skala_maks
    floor = KONVERSI[instrumen.konversi].to_4(low, low, high)
    for frame in both(instrumen, butir):
        assert frame[LIMITS].notna().all(axis=None)
        assert (frame["bawah_4"] >= floor - 1e-9).all()
        assert (frame["atas_4"] <= 4 + 1e-9).all()
        assert (frame["bawah_4"] <= frame["atas_4"]).all()


@PROPERTY
@given(surveys(complete=True, min_rows=5))
def test_interval_is_wide_enough_to_hold_its_value(survey: tuple[Instrumen, Answers]):
    """Weak on purpose: at the ends of the scale the posterior lies a hair inside of the value."""
    instrumen, butir = survey
    for frame in both(instrumen, butir):
        assert (frame["bawah_4"] <= frame["nilai_4"] + 0.01).all()
        assert (frame["atas_4"] >= frame["nilai_4"] - 0.01).all()


@pytest.mark.parametrize("items", [(1, 1, 1), (1, 3, 2)], ids=["satu butir", "berbutir banyak"])
def test_a_few_perfect_answers_are_no_certainty(items: tuple[int, ...]):
    instrumen = make_instrument(items, skala=(1, 6))
    for frame in both(instrumen, np.full((5, sum(items)), 6, dtype=np.int8)):
        assert (frame["bawah_4"] < 3.9).all()
        assert (frame["atas_4"] > 3.99).all()


def test_more_respondents_make_it_narrower():
    instrumen = make_instrument((1, 2, 1), skala=(1, 6))
    widths = []
    for n in (10, 40, 160, 640):
        whole, _ = both(instrumen, random_answers(np.random.default_rng(7), instrumen, n, missing=0))
        widths.append(float((whole["atas_4"] - whole["bawah_4"]).iloc[0]))
    assert all(later < 0.75 * earlier for earlier, later in itertools.pairwise(widths))


@pytest.mark.parametrize("extra", ["B", "lain"])
def test_a_satker_has_one_interval_whoever_stands_beside_it(extra: str):
    instrumen = make_instrument((1, 2, 1), skala=(1, 6))
    rng = np.random.default_rng(3)
    own, others = random_answers(rng, instrumen, 30), random_answers(rng, instrumen, 200)
    alone = both(instrumen, own)
    beside = both(instrumen, np.vstack([others, own]), [extra] * 200 + ["A"] * 30)
    for one, many in zip(alone, beside, strict=True):
        found = many[many["satker"] == "A"].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[LIMITS], one[LIMITS], check_exact=True)


def test_same_answers_same_interval_whatever_the_key():
    instrumen = make_instrument(skala=(1, 6))
    butir = random_answers(np.random.default_rng(1), instrumen, 50)
    rekap, sebaran = recap(instrumen, butir)
    aturan = plain_rules(instrumen)
    by_satker = indeks(rekap, aturan, sebaran=sebaran)
    nothing = indeks(rekap.drop(columns="satker"), aturan, (), sebaran=sebaran.drop(columns="satker"))
    two = indeks(rekap.assign(bulan=202601), aturan, ("satker", "bulan"), sebaran=sebaran.assign(bulan=202601))
    for other in (nothing, two):
        assert other[LIMITS].to_numpy().tolist() == by_satker[LIMITS].to_numpy().tolist()


def test_a_census_has_no_sampling_error_and_a_known_population_less():
    instrumen = make_instrument((1, 2, 1), skala=(1, 6))
    butir = random_answers(np.random.default_rng(2), instrumen, 43, missing=0)
    free, census, most, fewer = (
        both(instrumen, butir, users=users) for users in (None, *(pd.Series({"A": count}) for count in (43, 48, 20)))
    )
    for number in range(2):
        width = [(frames[number]["atas_4"] - frames[number]["bawah_4"]) for frames in (free, census, most, fewer)]
        assert (width[1] < 1e-9).all()
        # 20 users with 43 respondents cannot be true, so it narrows nothing.
        assert width[3].tolist() == width[0].tolist()
        assert (census[number]["bawah_4"] - census[number]["nilai_4"]).abs().max() < 1e-6
        # 43 of 48: the error shrinks to about a third (square root of 5/48).
        assert (width[2] / width[0]).between(0.2, 0.5).all()
        bases = [set(frames[number]["dasar"]) for frames in (free, census, most, fewer)]
        assert bases == [{Dasar.SAMPEL}, {Dasar.SENSUS}, {Dasar.SAMPEL}, {Dasar.MELEBIHI_PENGGUNA}]


def test_who_skipped_an_unsur_is_missing_from_its_census():
    """All 4 users answered, one of them without U2: U1 and the index are a census, U2 is 3 of 4."""
    instrumen = make_instrument((1, 1))
    whole, unsur = both(instrumen, np.array([[4, 4], [3, 4], [4, 2], [4, 0]]), users=pd.Series({"A": 4}))
    assert whole["dasar"].tolist() == [Dasar.SENSUS]
    assert unsur["dasar"].tolist() == [Dasar.SENSUS, Dasar.SAMPEL]
    # Their answers add to 10, the fourth is 1 to 4.
    assert 11 / 4 <= unsur["bawah_4"][1] < unsur["atas_4"][1] == 14 / 4


def test_a_recap_without_answer_counts_has_no_interval():
    """Someone typed in the averages of a paper: n and the sum are there, n1 to n10 and the distribution are not."""
    instrumen = make_instrument((1, 2, 1), skala=(1, 6))
    rekap, sebaran = recap(instrumen, random_answers(np.random.default_rng(2), instrumen, 40, missing=0))
    rekap[list(JAWABAN)] = 0
    aturan, users = plain_rules(instrumen), pd.Series({"A": 40})
    unsur = nilai_unsur(rekap, aturan, sebaran=sebaran.iloc[:0], populations=users, with_interval=True)
    whole = indeks(rekap, aturan, sebaran=sebaran.iloc[:0], populations=users)
    for frame in (unsur, whole):
        assert frame["nilai_4"].notna().all()
        assert frame[LIMITS].isna().all(axis=None)
        assert set(frame["dasar"]) == {Dasar.TANPA_SEBARAN}


def test_a_recap_added_to_answers_takes_their_interval_away():
    """30 respondents with answers and 20 from a recap: the spread of 30 is not that of 50."""
    instrumen = make_instrument((1, 2), skala=(1, 6))
    first, spread = recap(instrumen, random_answers(np.random.default_rng(2), instrumen, 30, missing=0))
    second, _ = recap(instrumen, random_answers(np.random.default_rng(3), instrumen, 20, missing=0))
    second[list(JAWABAN)] = 0
    rekap, aturan = combine(pd.concat([first, second]), ("satker",)), plain_rules(instrumen)
    unsur = nilai_unsur(rekap, aturan, sebaran=spread, with_interval=True)
    whole = indeks(rekap, aturan, sebaran=spread)
    assert unsur["n"].tolist() == [50, 50]
    for frame in (unsur, whole):
        assert frame[LIMITS].isna().all(axis=None)
        assert set(frame["dasar"]) == {Dasar.TANPA_SEBARAN}


def test_an_interval_that_was_not_asked_for_has_no_basis():
    instrumen = make_instrument()
    rekap, _ = recap(instrumen, [[4, 4, 4], [3, 3, 3]])
    for frame in (nilai_unsur(rekap, plain_rules(instrumen)), indeks(rekap, plain_rules(instrumen))):
        assert frame["dasar"].tolist() == [None] * len(frame)


def test_population_of_another_satker_does_not_matter():
    instrumen = make_instrument(skala=(1, 6))
    butir = random_answers(np.random.default_rng(2), instrumen, 40)
    unknown = both(instrumen, butir, users=pd.Series({"Z": 40.0}))
    for one, other in zip(both(instrumen, butir), unknown, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_groups_without_respondents_have_no_interval():
    counts = np.array([[0, 0, 0], [1, 2, 3]])
    found = intervals.interval_95(counts, np.array([1.0, 2.0, 3.0]), np.array([10.0, np.nan]))
    assert np.isnan(found[0]).all()
    assert np.isfinite(found[1]).all()


def drawn_limits(counts: list[int], values: list[float], population: int | None, draws: int = 40_000) -> list[float]:
    """The same interval by drawing from the posterior, as scoring-rules 7 words it."""
    rng = np.random.default_rng(5)
    n = sum(counts)
    shares = rng.dirichlet(np.array(counts) + 1 / len(counts), size=draws)
    if population is None:
        return list(np.quantile(shares @ values, [0.025, 0.975]))
    rest = rng.multinomial(population - n, shares) @ values
    return list(np.quantile((np.dot(counts, values) + rest) / population, [0.025, 0.975]))


@pytest.mark.parametrize("population", [None, 60, 400])
@pytest.mark.parametrize(
    "counts",
    [[0, 0, 0, 1, 4, 25], [2, 3, 6, 9, 7, 3], [6, 0, 0, 0, 4, 20], [0, 0, 0, 0, 10, 33]],
    ids=["mentok", "landai", "dua puncak", "hampir semua"],
)
def test_limits_are_those_of_drawing(counts: list[int], population: int | None):
    """Equal to Monte Carlo within a fifth of the interval's own half-width, and within one answer for a known N."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    users = None if population is None else np.array([float(population)])
    found = intervals.interval_95(np.array([counts]), np.array(values), users)[0]
    drawn = drawn_limits(counts, values, population)
    tolerance = 0.2 * (drawn[1] - drawn[0]) / 2 + (0 if population is None else 1 / population)
    assert np.abs(found - drawn).max() < tolerance


@pytest.mark.parametrize("level", [0.025, 0.3, 0.975])
def test_beta_quantiles_with_a_closed_form(level: float):
    """Beta(1, 1) is uniform; Beta(a, 1) has q^(1/a); Beta(1, b) has 1 - (1 - q)^(1/b)."""
    a, b = np.array([1.0, 7.5, 1.0]), np.array([1.0, 1.0, 40.0])
    found = beta_quantile(a, b, np.full(3, level))
    assert found == pytest.approx([level, level ** (1 / 7.5), 1 - (1 - level) ** (1 / 40)], abs=1e-7)


@pytest.mark.parametrize(("a", "b"), [(0.05, 0.4), (3.0, 0.2), (400.0, 9.0), (0.7, 90.0), (2500.0, 2400.0)])
def test_beta_quantiles_equal_scipy(a: float, b: float):
    levels = np.array([0.025, 0.5, 0.975])
    found = beta_quantile(np.full(3, a), np.full(3, b), levels)
    assert found == pytest.approx(stats.beta.ppf(levels, a, b), abs=1e-7)


def test_beta_quantiles_equal_scipy_for_all_kinds_of_shapes():
    """From nearly all at the ends to nearly certain; one that Newton's step hits exactly must stay there."""
    rng = np.random.default_rng(1)
    a, b = 10 ** rng.uniform(-3, 4, 3000), 10 ** rng.uniform(-3, 4, 3000)
    levels = rng.choice([0.025, 0.05, 0.5, 0.95, 0.975], 3000)
    a[0], b[0], levels[0] = 993.7662261236455, 4.751944638861878, 0.95
    assert beta_quantile(a, b, levels) == pytest.approx(stats.beta.ppf(levels, a, b), abs=1e-7)


def test_nested_unsur_needs_the_distribution():
    instrumen = make_instrument((1, 2, 1))
    rekap, _ = recap(instrumen, [[4, 3, 4, 2], [3, 4, 4, 4]])
    found = nilai_unsur(rekap, plain_rules(instrumen), with_interval=True).set_index("unsur")
    assert found.loc["U2", LIMITS].isna().all()
    assert found.loc[["U1", "U3"], LIMITS].notna().all(axis=None)


@PROPERTY
@given(st.lists(st.integers(1, 30), min_size=2, max_size=6), st.integers(0, 1000))
def test_interval_of_the_region_stays_inside_the_scale(sizes: list[int], seed: int):
    instrumen = make_instrument(skala=(1, 6))
    satker = [str(number) for number, size in enumerate(sizes) for _ in range(size)]
    butir = random_answers(np.random.default_rng(seed), instrumen, len(satker), missing=0)
    whole, _ = both(instrumen, butir, satker)
    mean = mean_of_satker(whole, plain_rules(instrumen))
    assert 1 - 1e-9 <= mean.bawah_4 <= mean.nilai_4 <= mean.atas_4 <= 4 + 1e-9


def test_region_has_no_interval_when_a_satker_has_none():
    instrumen = make_instrument()
    rekap, _ = recap(instrumen, [[4, 4, 4], [3, 3, 3]], ["A", "B"])
    mean = mean_of_satker(indeks(rekap, plain_rules(instrumen)), plain_rules(instrumen))
    assert np.isnan([mean.bawah_4, mean.atas_4]).all()
    assert mean.nilai_4 == pytest.approx(3.5)


SHARES = {
    "landai": [0.02, 0.05, 0.13, 0.30, 0.30, 0.20],
    "mentok di puncak": [0.01, 0.01, 0.02, 0.03, 0.08, 0.85],
    "dua puncak": [0.25, 0.05, 0.02, 0.03, 0.15, 0.50],
}


@pytest.mark.parametrize(("n", "users"), [(20, None), (43, 1.5)], ids=["N tidak diketahui", "N diketahui"])
@pytest.mark.parametrize("shape", SHARES)
def test_coverage_of_the_index_is_about_95_percent(shape: str, n: int, users: float | None):
    """A small simulation of scoring-rules 7; 300 surveys: 95 % +- 3,8 points at three standard errors."""
    surveys_, instrumen = 300, make_instrument((1,) * 8, skala=(1, 6))
    rng = np.random.default_rng([n, len(shape)])
    population = round(n * (users or 1))
    butir = rng.choice(6, p=SHARES[shape], size=(surveys_, population, 8)).astype(np.int8) + 1
    straight = rng.random((surveys_, population, 1)) < 0.6
    butir = np.where(straight, butir[:, :, :1], butir)
    truth = butir.mean(axis=(1, 2)) if users else np.full(surveys_, float(np.dot(SHARES[shape], np.arange(1, 7))))
    sample = butir[:, :n].reshape(-1, 8)
    satker = [f"{number:03d}" for number in range(surveys_) for _ in range(n)]
    counts = pd.Series(float(population), index=sorted(set(satker))) if users else None
    rekap, sebaran = recap(instrumen, sample, satker)
    found = indeks(rekap, plain_rules(instrumen), sebaran=sebaran, populations=counts)
    low, high = ((found[name].to_numpy() - 1) / 3 * 5 + 1 for name in LIMITS)
    covered = np.mean((low <= truth + 1e-9) & (truth <= high + 1e-9))
    assert 0.912 <= covered <= 0.988
