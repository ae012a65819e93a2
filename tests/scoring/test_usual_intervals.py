"""The intervals that stand beside ours in docs/selang.md, against R's survey package and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from scoring.usual_intervals import bootstrap_interval, t_interval, t_quantile
from tests.scoring.golden_tables import Row, cases


@cases("survei_r")
def test_simple_random_sample_of_the_survey_package(row: Row):
    """From the published mean and the published standard error without correction follows the one with it.

    Half of the answers lie one distance below the mean and half above it: the distance that gives the published s.
    """
    n, mean, alone = int(row["n"]), float(row["rata_rata"]), float(row["galat_tanpa_N"])
    distance = alone * np.sqrt(n - 1)
    users = np.array([float(row["N"]) if row["N"] else np.nan])
    low, high = t_interval(np.array([[n // 2, n // 2]]), np.array([mean - distance, mean + distance]), users)[0]
    half = stats.t.ppf(0.975, n - 1) * float(row["galat"])
    assert [low, high] == pytest.approx([mean - half, mean + half], rel=1e-9)


def test_t_interval_of_scipy():
    answers = np.array([6, 6, 5, 6, 3, 6, 4, 6, 6, 6])
    counts = np.bincount(answers, minlength=7)[None, 1:]
    found = t_interval(counts, np.arange(1.0, 7.0))[0]
    expected = stats.t.interval(0.95, 9, answers.mean(), stats.sem(answers))
    assert found.tolist() == pytest.approx(list(expected), abs=1e-7)


def test_t_quantiles_of_scipy():
    freedom = np.array([1, 2, 9, 42, 299, 5000])
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)


def test_bootstrap_of_scipy_and_its_correction():
    answers = np.repeat([1, 4, 5, 6], [3, 5, 10, 25])
    counts = np.bincount(answers, minlength=7)[None, 1:]
    values, rng = np.arange(1.0, 7.0), np.random.default_rng(4)
    free = bootstrap_interval(rng, counts, values, draws=20_000)[0]
    expected = stats.bootstrap((answers,), np.mean, n_resamples=20_000, method="percentile", rng=rng)
    assert free == pytest.approx(list(expected.confidence_interval), abs=0.03)
    # 43 of 48: the deviations shrink to the root of 5/48.
    known = bootstrap_interval(np.random.default_rng(4), counts, values, np.array([48.0]), draws=20_000)[0]
    mean = answers.mean()
    assert known - mean == pytest.approx((free - mean) * np.sqrt(5 / 48), abs=0.01)


def test_one_respondent_has_no_t_interval():
    assert np.isnan(t_interval(np.array([[0, 1]]), np.array([1.0, 2.0]))).all()
