"""The two lowest unsur of a satker, with ties by interval, and the correlation they rest on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.lowest import BELUM_TERBEDAKAN, MENURUT_NILAI, SERI, TERPISAH, lowest, mean_correlation, two_lowest
from tests.support.factories import PROPERTY, make_instrument, random_answers, recap

NAN = float("nan")
VALUES = st.lists(st.sampled_from([1.0, 2.5, 3.0, 3.2, 3.5, 3.6, 4.0]), min_size=1, max_size=8)


def low(values: list[float]) -> npt.NDArray[np.bool_]:
    return np.asarray(two_lowest(np.array([values], dtype=float))[0])


def states(values: list[float], half: float, correlation: float = 0.0) -> list[object]:
    nilai = np.array([values])
    limits = np.stack([nilai, nilai - half, nilai + half], axis=-1)
    return list(lowest(limits, np.array([correlation]))[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0, 3.1, 3.2, 3.3], [1, 1, 0, 0]),
        ([3.0, 3.1, 3.1, 3.3], [1, 1, 1, 0]),
        ([3.0, 3.0, 3.0, 3.3], [1, 1, 1, 0]),
        ([3.0, 4.0, 4.0, 4.0], [1, 0, 0, 0]),
        ([4.0, 4.0, 4.0, 4.0], [0, 0, 0, 0]),
        ([2.0, 2.0, 2.0], [0, 0, 0]),
        ([3.0, NAN, 3.5, 4.0], [1, 0, 1, 0]),
        ([3.0], [0]),
        ([], []),
    ],
    ids=[
        "dua yang terendah", "seri pada tempat kedua", "tiga terendah sama", "hanya satu di bawah puncak",
        "semua di puncak", "semua sama", "unsur tanpa nilai", "satu unsur", "tanpa unsur",
    ],
)  # fmt: skip
def test_two_lowest(values: list[float], expected: list[int]):
    assert low(values).tolist() == [bool(flag) for flag in expected]


@PROPERTY
@given(VALUES, st.randoms(use_true_random=False))
def test_two_lowest_invariants(values: list[float], random: np.random.Generator):
    nilai, flagged = np.array(values), low(values)
    assert not (nilai[flagged] >= nilai.max()).any()
    if len(set(values)) > 1:
        assert flagged[nilai == nilai.min()].all()
        # Below every flagged value there is at most one other value.
        assert (nilai < nilai[flagged].max()).sum() <= max(1, (nilai == nilai.min()).sum())
    else:
        assert not flagged.any()
    order = list(range(len(values)))
    random.shuffle(order)
    assert low([values[place] for place in order]).tolist() == flagged[order].tolist()


T, S, B = TERPISAH, SERI, BELUM_TERBEDAKAN


@pytest.mark.parametrize(
    ("values", "half", "expected"),
    [
        # Half width of a difference: half x sqrt 2.
        ([3.0, 3.2, 3.5, 3.6, 3.7, 3.8], 0.10, [T, T, None, None, None, None]),
        ([3.0, 3.2, 3.3, 3.6, 3.7, 3.8], 0.10, [T, T, S, None, None, None]),
        # More than half: the two stand alone. 3.00 is told from 3.30 (0.30 > 0.14), 3.20 is not.
        ([3.0, 3.2, 3.3, 3.33, 3.7, 3.8], 0.10, [T, B, None, None, None, None]),
        ([3.15, 3.2, 3.25, 3.26, 3.7, 3.8], 0.10, [B, B, None, None, None, None]),
        ([3.0, 3.2, 3.3, 3.6, 3.7, 3.8], 0.06, [T, T, None, None, None, None]),
        # The third is tied with the second, whatever the first is.
        ([2.0, 3.2, 3.25, 3.6, 3.7, 3.8], 0.10, [T, T, S, None, None, None]),
        # Five unsur: two are flagged, a third one would be more than half.
        ([3.15, 3.2, 3.25, 3.8, 3.9], 0.10, [B, B, None, None, None]),
        ([3.0, 3.2, NAN, 3.6, 3.7, 3.8], 0.10, [T, T, None, None, None, None]),
        ([4.0, 4.0, 4.0, 4.0], 0.10, [None] * 4),
    ],
)
def test_ties_by_interval(values: list[float], half: float, expected: list[object]):
    assert states(values, half) == expected


def test_without_intervals_values_decide_and_it_is_said():
    assert states([3.0, 3.2, 3.21, 3.9], NAN) == [MENURUT_NILAI, MENURUT_NILAI, None, None]


def test_answers_of_the_same_people_make_a_tie_less_likely():
    """Correlation 0.5: half width 0.1 sqrt(2 - 2 x 0.5) = 0.10 in place of 0.14."""
    values = [3.0, 3.2, 3.32, 3.8, 3.8, 3.9]
    assert states(values, 0.10)[2] == SERI
    assert states(values, 0.10, 0.5)[2] is None


distinct = st.lists(st.integers(100, 390), min_size=4, max_size=9).map(lambda xs: [x / 100 for x in xs])


@PROPERTY
@given(distinct, st.sampled_from([0.01, 0.05, 0.2]), st.integers(0, 3), st.floats(0.001, 1))
def test_lowering_an_unsur_never_takes_the_flag_off_it(values: list[float], half: float, at: int, drop: float):
    lower = list(values)
    lower[at] -= drop
    before, after = states(values, half), states(lower, half)
    assert not (before[at] is not None and after[at] is None)


@PROPERTY
@given(distinct, st.sampled_from([0.0, 0.01, 0.05, 0.2, 1.0]))
def test_who_is_flagged(values: list[float], half: float):
    found = states(values, half)
    by_value = low(values)
    assert all(found[place] in {TERPISAH, BELUM_TERBEDAKAN} for place in np.flatnonzero(by_value))
    others = [place for place, state in enumerate(found) if state is not None and not by_value[place]]
    assert all(found[place] == SERI for place in others)
    # Ties never make it more than half.
    assert not others or len(others) + by_value.sum() <= len(values) / 2


@PROPERTY
@given(st.sampled_from([(1, 1, 1, 1), (1, 3, 1, 2)]), st.integers(0, 10_000))
def test_mean_correlation_is_that_of_the_answers(butir: tuple[int, ...], seed: int):
    """Against the covariance matrix of the answers themselves, which the rollup does not keep: the one correlation that,
    put in place of all, gives the same variance of the mean."""
    rng = np.random.default_rng(seed)
    instrumen = make_instrument(butir, skala=(1, 6))
    level = rng.integers(1, 6, size=(40, 1))
    answers = np.clip(random_answers(rng, instrumen, 40, missing=0) // 2 + level, 1, 6).astype(np.int8)
    ends = np.cumsum(butir)
    scores = np.column_stack([answers[:, end - n : end].mean(axis=1) for end, n in zip(ends, butir, strict=True)])
    cov = np.cov(scores.T, bias=True)
    s = np.sqrt(np.diag(cov))
    pairs = ~np.eye(len(butir), dtype=bool)
    expected = cov[pairs].sum() / np.outer(s, s)[pairs].sum()
    found = mean_correlation(*recap(instrumen, answers), instrumen)
    assert found["A"] == pytest.approx(min(max(expected, 0), 0.95), abs=1e-4)


def test_no_variation_means_no_correlation():
    instrumen = make_instrument()
    assert mean_correlation(*recap(instrumen, [[4, 4, 4]] * 5), instrumen)["A"] == 0
