"""What must hold for every survey: NRR, index and per-respondent index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.indeks import BOBOT, indeks, mean_of_satker, nilai_unsur
from scoring.instruments import Instrumen
from scoring.rollup import combine, respondent_index, unsur_scores
from scoring.states import Status
from tests.scoring import oracle
from tests.scoring.strategies import Answers, answers, instruments, surveys
from tests.support.factories import PROPERTY, make_instrument, plain_rules, recap, rekap_of

NOISE = 1e-9
NUMBERS = ["n", "nrr", "nilai_4", "nilai_100"]


def unsur_of(instrumen: Instrumen, butir: Answers, satker: list[str] | None = None) -> pd.DataFrame:
    return nilai_unsur(rekap_of(instrumen, butir, satker), plain_rules(instrumen))


def index_of(instrumen: Instrumen, butir: Answers, satker: list[str] | None = None, **options: str) -> pd.DataFrame:
    return indeks(rekap_of(instrumen, butir, satker), plain_rules(instrumen, **options))


@PROPERTY
@given(surveys())
def test_equals_the_rules_in_exact_fractions(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    rows = butir.tolist()
    found = unsur_of(instrumen, butir).set_index("unsur")["nrr"].to_dict()
    exact = zip(instrumen.unsur, oracle.nrr(instrumen, rows), strict=True)
    assert found == pytest.approx({u.kode: float(value) for u, value in exact if value is not None}, abs=NOISE)
    whole = index_of(instrumen, butir)
    index = oracle.index(instrumen, rows)
    if index is None:
        assert whole.empty
    else:
        assert whole["nrr"].iloc[0] == pytest.approx(float(index), abs=NOISE)
        assert whole["n"].iloc[0] == sum(any(row) for row in rows)
        assert whole["k"].iloc[0] == len(found)


@PROPERTY
@given(surveys())
def test_stored_scores_are_exact(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    scores = unsur_scores(butir, instrumen)
    for row, stored in zip(butir.tolist(), scores.tolist(), strict=True):
        for number, score in enumerate(stored):
            assert score == (oracle.unsur_score(instrumen, row, number) or 0) * instrumen.pembagi
    millionths = respondent_index(scores, instrumen)
    for row, stored in zip(butir.tolist(), millionths.tolist(), strict=True):
        exact = oracle.respondent_index(instrumen, row)
        assert stored == pytest.approx(float(exact or 0) * 1_000_000, abs=0.501)


@PROPERTY
@given(surveys(), st.sampled_from(list(KONVERSI)))
def test_values_stay_inside_the_scale(survey: tuple[Instrumen, Answers], konversi: str):
    instrumen, butir = survey
    low, high = instrumen.skala_min, instrumen.skala_maks
    if konversi == "x25" and high != 4:
        konversi = instrumen.konversi
    aturan = plain_rules(instrumen, konversi=konversi)
    rekap = rekap_of(instrumen, butir)
    floor_4, floor_100 = KONVERSI[konversi].to_4(low, low, high), KONVERSI[konversi].to_100(low, low, high)
    for frame in (nilai_unsur(rekap, aturan), indeks(rekap, aturan)):
        assert frame["nrr"].between(low - NOISE, high + NOISE).all()
        assert frame["nilai_4"].between(floor_4 - NOISE, 4 + NOISE).all()
        assert frame["nilai_100"].between(floor_100 - NOISE, 100 + NOISE).all()
        assert frame["mutu"].isin(list("ABCD")).all()


@PROPERTY
@given(surveys(min_rows=2), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(survey: tuple[Instrumen, Answers], random: np.random.Generator):
    instrumen, butir = survey
    satker = ["AB"[number % 2] for number in range(len(butir))]
    order = list(range(len(butir)))
    random.shuffle(order)
    shuffled = [satker[row] for row in order]
    for measure in (unsur_of, index_of):
        pd.testing.assert_frame_equal(
            measure(instrumen, butir, satker), measure(instrumen, butir[order], shuffled), check_exact=True
        )


@PROPERTY
@given(surveys(min_rows=2))
def test_names_of_satker_do_not_matter(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    satker = ["AB"[number % 2] for number in range(len(butir))]
    names = {"A": "Rutan Z", "B": "Lapas é"}
    before = index_of(instrumen, butir, satker).set_index("satker")
    after = index_of(instrumen, butir, [names[kode] for kode in satker]).set_index("satker")
    pd.testing.assert_frame_equal(before.rename(index=names).sort_index(), after.sort_index(), check_exact=True)


@PROPERTY
@given(instruments(), st.integers(1, 40))
def test_all_at_the_maximum_gives_the_maximum(instrumen: Instrumen, n: int):
    butir = np.full((n, sum(len(u.butir) for u in instrumen.unsur)), instrumen.skala_maks, dtype=np.int8)
    for frame in (unsur_of(instrumen, butir), index_of(instrumen, butir)):
        assert (frame["nilai_4"] - 4).abs().max() < NOISE
        assert (frame["nilai_100"] - 100).abs().max() < NOISE
        assert set(frame["mutu"]) == {"A"}


@PROPERTY
@given(surveys(), st.data())
def test_a_better_answer_never_lowers_anything(survey: tuple[Instrumen, Answers], data: st.DataObject):
    """Holds with missing answers too, as long as the item was answered before: n and weights stay what they were."""
    instrumen, butir = survey
    can_rise = np.argwhere((butir > 0) & (butir < instrumen.skala_maks))
    if not len(can_rise):
        return
    row, column = can_rise[data.draw(st.integers(0, len(can_rise) - 1))]
    better = butir.copy()
    better[row, column] = data.draw(st.integers(int(butir[row, column]) + 1, instrumen.skala_maks))
    before, after = unsur_of(instrumen, butir), unsur_of(instrumen, better)
    assert (after["nilai_4"] >= before["nilai_4"] - NOISE).all()
    assert (index_of(instrumen, better)["nilai_4"] >= index_of(instrumen, butir)["nilai_4"] - NOISE).all()
    person = [respondent_index(unsur_scores(part, instrumen), instrumen)[row] for part in (butir, better)]
    assert person[1] >= person[0]


def test_an_item_answered_for_the_first_time_may_lower_the_index():
    """Available case: a new answer enters the mean of its unsur, and below that mean it pulls it down. No defect."""
    instrumen = make_instrument((1, 1, 1))
    before = index_of(instrumen, np.array([[4, 4, 4], [0, 4, 4]], dtype=np.int8))
    after = index_of(instrumen, np.array([[4, 4, 4], [3, 4, 4]], dtype=np.int8))
    assert after["nilai_4"].iloc[0] < before["nilai_4"].iloc[0]
    nested = make_instrument((2, 1, 1))
    before = index_of(nested, np.array([[4, 0, 4, 4]], dtype=np.int8))
    after = index_of(nested, np.array([[4, 3, 4, 4]], dtype=np.int8))
    assert after["nilai_4"].iloc[0] < before["nilai_4"].iloc[0]


@PROPERTY
@given(surveys(min_rows=2), st.integers(1, 11))
def test_pooling_two_satker_lies_between_them(survey: tuple[Instrumen, Answers], cut: int):
    instrumen, butir = survey
    satker = ["A" if number < cut else "B" for number in range(len(butir))]
    rekap = rekap_of(instrumen, butir, satker)
    aturan = plain_rules(instrumen)
    pooled = nilai_unsur(combine(rekap, ()), aturan, ()).set_index("unsur")["nilai_4"]
    parts = nilai_unsur(rekap, aturan).groupby("unsur")["nilai_4"]
    assert (pooled >= parts.min() - NOISE).all()
    assert (pooled <= parts.max() + NOISE).all()
    counts = nilai_unsur(rekap, aturan).groupby("unsur")["n"].sum()
    assert (nilai_unsur(combine(rekap, ()), aturan, ()).set_index("unsur")["n"] == counts).all()


@PROPERTY
@given(surveys(complete=True, min_rows=2), st.integers(1, 11))
def test_pooled_index_lies_between_when_all_answered(survey: tuple[Instrumen, Answers], cut: int):
    """With missing answers it need not: the satker then weigh differently in each unsur. That is the rule, no defect."""
    instrumen, butir = survey
    satker = ["A" if number < cut else "B" for number in range(len(butir))]
    rekap = rekap_of(instrumen, butir, satker)
    aturan = plain_rules(instrumen)
    pooled = indeks(combine(rekap, ()), aturan, ())["nilai_4"].iloc[0]
    parts = indeks(rekap, aturan)["nilai_4"]
    assert parts.min() - NOISE <= pooled <= parts.max() + NOISE


@PROPERTY
@given(surveys(), st.integers(0, 5))
def test_unsur_without_answers_is_left_out_and_never_zero(survey: tuple[Instrumen, Answers], gone: int):
    instrumen, butir = survey
    number = gone % len(instrumen.unsur)
    start = sum(len(u.butir) for u in instrumen.unsur[:number])
    empty = butir.copy()
    empty[:, start : start + len(instrumen.unsur[number].butir)] = 0
    found = unsur_of(instrumen, empty)
    assert instrumen.unsur[number].kode not in set(found["unsur"])
    whole = index_of(instrumen, empty)
    if len(whole):
        assert whole["k"].iloc[0] == len(found)
        assert found["nrr"].min() - NOISE <= whole["nrr"].iloc[0] <= found["nrr"].max() + NOISE


def test_n_zero_never_divides_and_never_becomes_zero():
    instrumen = make_instrument((1, 2, 1))
    rekap, sebaran = recap(instrumen, [[4, 3, 3, 0], [3, 0, 4, 0]])
    zeros = rekap.assign(**dict.fromkeys(rekap.columns[2:], 0))
    aturan = plain_rules(instrumen)
    assert nilai_unsur(zeros, aturan, with_interval=True, sebaran=sebaran).empty
    whole = indeks(zeros, aturan, sebaran=sebaran.iloc[:0])
    assert whole["n"].tolist() == [0]
    assert whole[["nrr", "nilai_4", "nilai_100", "bawah_4", "atas_4"]].isna().all(axis=None)
    assert whole["mutu"].tolist() == [None]
    assert whole["status"].tolist() == [Status.TIDAK_ADA_DATA]
    for empty in (rekap.iloc[:0], pd.DataFrame(columns=rekap.columns)):
        assert nilai_unsur(empty, aturan).empty
        assert indeks(empty, aturan).empty
    assert np.isnan(mean_of_satker(whole, aturan).nilai_4)
    assert mean_of_satker(whole, aturan).status is Status.TIDAK_ADA_DATA


@pytest.mark.parametrize(("bobot", "weight"), [("exact", 1 / 9), ("0.111", 0.111), ("0.11", 0.11)])
def test_named_weights(bobot: str, weight: float):
    instrumen = make_instrument((1,) * 9, konversi="x25")
    found = index_of(instrumen, np.full((2, 9), 4, dtype=np.int8), bobot=bobot)
    assert found["nilai_100"].iloc[0] == pytest.approx(25 * 4 * 9 * weight)


def test_rounded_weight_follows_the_unsur_that_have_answers():
    instrumen = make_instrument((1,) * 9, konversi="x25")
    butir = np.full((2, 9), 4, dtype=np.int8)
    butir[:, 4] = 0
    assert index_of(instrumen, butir, bobot="0.111")["nilai_100"].iloc[0] == pytest.approx(100 * 8 * 0.125)
    assert index_of(instrumen, butir, bobot="0.11")["nilai_100"].iloc[0] == pytest.approx(100 * 8 * 0.13)


def test_unknown_weight_and_conversion_are_refused():
    instrumen = make_instrument()
    assert set(BOBOT) == {"exact", "0.111", "0.11"}
    with pytest.raises(ScoringError, match=r"exact, 0\.111, 0\.11"):
        plain_rules(instrumen, bobot="0.12")
    with pytest.raises(ScoringError, match="x25"):
        plain_rules(make_instrument(skala=(1, 6)), konversi="x25")


@PROPERTY
@given(surveys(min_rows=2))
def test_mean_of_satker_weighs_every_satker_the_same(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    satker = ["A", *["B"] * (len(butir) - 1)]
    per_satker = index_of(instrumen, butir, satker)
    mean = mean_of_satker(per_satker, plain_rules(instrumen))
    if per_satker.empty:
        assert mean.nilai_4 is None
    else:
        assert mean.nilai_4 == pytest.approx(per_satker["nilai_4"].mean())
        assert mean.satker == len(per_satker)
        assert mean.n == per_satker["n"].sum()


@pytest.mark.parametrize(("n", "mutu", "status"), [(9, None, "di bawah minimal"), (10, "A", "nilai")])
def test_no_grade_below_the_floor(n: int, mutu: str | None, status: str):
    instrumen = make_instrument()
    rekap = rekap_of(instrumen, np.full((n, 3), 4, dtype=np.int8))
    aturan = plain_rules(instrumen)
    floor = type(aturan)(aturan.instrumen, aturan.konversi, aturan.tabel, aturan.bobot, minimal=10)
    for frame in (indeks(rekap, floor), nilai_unsur(rekap, floor)):
        assert set(frame["mutu"]) == {mutu}
        assert set(frame["status"]) == {status}
        assert (frame["nilai_4"] == 4).all()


def test_incomplete_or_doubled_recap_is_refused():
    instrumen = make_instrument()
    rekap = rekap_of(instrumen, [[4, 4, 4]])
    with pytest.raises(ScoringError, match="n10"):
        indeks(rekap.drop(columns="n10"), plain_rules(instrumen))
    with pytest.raises(ScoringError, match="ganda"):
        nilai_unsur(pd.concat([rekap, rekap]), plain_rules(instrumen))


def test_answers_of_another_shape_are_refused():
    with pytest.raises(ScoringError, match="3 butir, jawaban berisi 2 kolom"):
        rekap_of(make_instrument(), [[4, 4]])


@PROPERTY
@given(st.data())
def test_finer_keys_add_up_to_coarser_ones(data: st.DataObject):
    instrumen = data.draw(instruments())
    butir = data.draw(answers(instrumen, min_rows=2))
    satker = [data.draw(st.sampled_from("ABC")) for _ in range(len(butir))]
    for fine, direct in zip(recap(instrumen, butir, satker), recap(instrumen, butir), strict=True):
        keys = [name for name in ("unsur", "nilai") if name in fine.columns]
        pooled = combine(fine, ()).sort_values(keys, ignore_index=True)
        wanted = direct.drop(columns="satker").sort_values(keys, ignore_index=True)
        pd.testing.assert_frame_equal(pooled[wanted.columns], wanted, check_dtype=False)
