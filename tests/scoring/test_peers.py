"""Below satker of the same jenis: what counts as a peer, and how often the flag is wrong."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.intervals import interval_95
from scoring.peers import MINIMAL_SEJENIS, Sejenis, compare_with_peers
from tests.scoring.test_changes import MENYEBAR, PLAFON, SKALA
from tests.support.factories import PROPERTY


def compare(
    nilai: npt.ArrayLike, half: float = 0.1, jenis: list[str] | None = None, cukup: npt.ArrayLike | None = None
) -> Sejenis:
    """Satker x unsur with intervals of plus or minus ``half``; one jenis and enough respondents unless told."""
    values = np.asarray(nilai, dtype=float)
    names = np.array(jenis or ["Lapas"] * len(values), dtype=object)
    enough = np.ones(values.shape, dtype=bool) if cukup is None else np.asarray(cukup, dtype=bool)
    return compare_with_peers(np.stack([values, values - half, values + half], axis=-1), names, enough)


def test_mean_of_the_others_and_limits_by_hand():
    """Others of the first: 3.70, 3.75, 3.80, mean 3.75, s 0.05. Their sampling error 0.1/sqrt 3 = 0.0577 is larger than
    1.96 s/sqrt 3 = 0.0566. 99 %: 2.575829/1.959964 sqrt(0.1^2 + 0.0577^2) = 0.1518."""
    found = compare([[3.5], [3.7], [3.75], [3.8]])
    assert found.rerata[0, 0] == pytest.approx(3.75)
    assert found.satker[0, 0] == 3
    assert [found.bawah[0, 0], found.atas[0, 0]] == pytest.approx([-0.25 - 0.1518, -0.25 + 0.1518], abs=5e-5)
    assert found.di_bawah[:, 0].tolist() == [True, False, False, False]


def test_quantiles_are_those_of_the_normal_distribution():
    found = compare([[3.5], [3.7], [3.7], [3.7]])
    expected = stats.norm.ppf(0.995) / stats.norm.ppf(0.975) * np.hypot(0.1, 0.1 / np.sqrt(3))
    assert found.atas[0, 0] - (3.5 - 3.7) == pytest.approx(expected, abs=1e-6)


def test_peers_that_differ_much_make_their_mean_uncertain():
    close, apart = compare([[3.5], [3.7], [3.75], [3.8]]), compare([[3.5], [3.4], [3.75], [4.0]])
    assert close.di_bawah[0, 0]
    assert not apart.di_bawah[0, 0]
    # s of 3.40, 3.75, 4.00 around 3.7167: 0.30139
    expected = 2.575829 / 1.959964 * np.hypot(0.1, 1.959964 * 0.30139 / np.sqrt(3))
    assert apart.atas[0, 0] - (3.5 - 3.716667) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("others", [0, 1, 2, 3])
def test_too_few_peers_are_not_judged(others: int):
    found = compare([[1.5]] + [[3.9]] * others)
    assert found.satker[0, 0] == others
    assert bool(found.dinilai[0, 0]) == bool(found.di_bawah[0, 0]) == (others >= MINIMAL_SEJENIS)


def test_only_the_same_jenis_with_enough_respondents_are_peers():
    nilai = [[3.5], [3.9], [3.9], [3.9], [1.0], [1.0]]
    jenis = ["Lapas", "Lapas", "Lapas", "Lapas", "Rutan", "Lapas"]
    found = compare(nilai, jenis=jenis, cukup=[[True]] * 5 + [[False]])
    assert found.rerata[0, 0] == pytest.approx(3.9)
    assert found.di_bawah[:, 0].tolist() == [True, False, False, False, False, False]
    unknown = compare(nilai, jenis=[""] * 6)
    assert not unknown.dinilai.any()


def test_without_an_interval_nothing_is_judged():
    assert not compare([[1.5], [3.9], [3.9], [3.9]], half=float("nan")).dinilai.any()


values = st.lists(st.lists(st.floats(1.2, 3.8), min_size=2, max_size=2), min_size=4, max_size=7)


@PROPERTY
@given(values, st.floats(-0.2, 0.2))
def test_the_same_shift_of_all_satker_changes_nothing(nilai: list[list[float]], shift: float):
    one, other = compare(nilai), compare(np.asarray(nilai) + shift)
    near = np.abs(np.nan_to_num(one.atas)) < 1e-9
    assert np.array_equal(one.di_bawah & ~near, other.di_bawah & ~near)
    assert other.rerata - shift == pytest.approx(one.rerata)


@PROPERTY
@given(values, st.floats(0.001, 1))
def test_lowering_an_unsur_never_takes_the_flag_off_it(nilai: list[list[float]], drop: float):
    lower = np.asarray(nilai)
    lower[0, 0] -= drop
    before, after = compare(nilai), compare(lower)
    assert not (before.di_bawah[0, 0] and not after.di_bawah[0, 0])
    # The others look better or equal for it, and the other unsur does not notice.
    assert not (after.di_bawah[1:, 0] & ~before.di_bawah[1:, 0] & (after.rerata[1:, 0] > before.rerata[1:, 0])).any()
    assert np.array_equal(before.di_bawah[:, 1], after.di_bawah[:, 1])


@PROPERTY
@given(values, st.permutations(range(4)))
def test_order_of_satker_decides_nothing(nilai: list[list[float]], order: list[int]):
    first = np.asarray(nilai)[:4]
    one, other = compare(first), compare(first[order])
    assert other.rerata == pytest.approx(one.rerata[order])
    assert other.atas == pytest.approx(one.atas[order])


@pytest.mark.parametrize("answers", [PLAFON, MENYEBAR], ids=["plafon", "menyebar"])
@pytest.mark.parametrize(("satker", "n"), [(4, 30), (8, 20), (8, 100), (20, 40)])
def test_false_flags_where_all_satker_are_equal(answers: np.ndarray, satker: int, n: int):
    """0.5 %, at most 0.8 %, of unsur of satker that do not differ are flagged (docs/adr/0011); 40,000 of them."""
    rng = np.random.default_rng(12)
    counts = rng.multinomial(n, answers, size=(satker, 40_000 // satker))
    flat = counts.reshape(-1, 6)
    limits = np.column_stack([flat @ SKALA / n, interval_95(flat, SKALA)]).reshape(*counts.shape[:2], 3)
    found = compare_with_peers(
        limits, np.array(["Lapas"] * satker, dtype=object), np.ones(counts.shape[:2], dtype=bool)
    )
    assert found.dinilai.all()
    assert 0.0005 < found.di_bawah.mean() < 0.008


def test_a_satker_that_is_truly_lower_is_found():
    """Three tenths on scale 1-6 lower than seven peers, 60 respondents each: found more often than not."""
    rng = np.random.default_rng(13)
    lower = np.array([0.05, 0.07, 0.1, 0.15, 0.2, 0.43])
    counts = np.stack([rng.multinomial(60, p, size=400) for p in [lower, *[PLAFON] * 7]])
    flat = counts.reshape(-1, 6)
    limits = np.column_stack([flat @ SKALA / 60, interval_95(flat, SKALA)]).reshape(8, 400, 3)
    found = compare_with_peers(limits, np.array(["Lapas"] * 8, dtype=object), np.ones((8, 400), dtype=bool))
    assert found.di_bawah[0].mean() > 0.5
