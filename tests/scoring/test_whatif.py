"""What-if: the worked cases, and that the suggested change reaches the goal while one answer fewer does not."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import rules, whatif
from scoring.contract import JAWABAN
from scoring.indeks import Aturan, indeks, rules_for
from scoring.instruments import Instrumen, shipped_instrument
from scoring.whatif import AMBANG, MUTU, Andai, KeadaanSurvei, Sasaran
from tests.scoring import oracle
from tests.scoring.golden_tables import Row, cases
from tests.scoring.strategies import Answers, surveys
from tests.support.factories import PROPERTY, make_instrument, plain_rules, rekap_of

GATES = st.integers(105, 399).map(lambda hundredths: Fraction(hundredths, 100))


def goal(nilai_4: str | Fraction) -> Sasaran:
    return Sasaran(AMBANG, "uji", Fraction(nilai_4))


def in_words(andai: Andai) -> str:
    """The form of the golden table: 'U1 4 x1; bersama U1 2 U2 2', 'tidak cukup; bersama -', 'sudah; turun 4'."""
    if andai.is_tercapai:
        return f"sudah; turun {andai.jawaban}"
    best, pair = andai.termurah, andai.pasangan
    single = f"{best.unsur.kode} {best.ubah} x{best.tingkat}" if best else "tidak cukup"
    both = " ".join(f"{one.kode} {count}" for one, count in zip(pair.unsur, pair.ubah, strict=True)) if pair else "-"
    return f"{single}; bersama {both}"


def columns_of(text: str) -> Answers:
    """'0 0 5 5|...' (how often each answer, per unsur) as an answer matrix, 0 = no answer."""
    columns = [np.repeat(np.arange(1, len(c.split()) + 1), [int(x) for x in c.split()]) for c in text.split("|")]
    rows = max(len(column) for column in columns)
    return np.column_stack([np.pad(column, (0, rows - len(column))) for column in columns]).astype(np.int8)


@cases("andai")
def test_worked_cases(row: Row):
    instrumen = make_instrument(skala=(1, int(row["skala_maks"])), konversi=row["konversi"])
    keadaan = whatif.survey_state(rekap_of(instrumen, columns_of(row["unsur"])), plain_rules(instrumen))
    assert in_words(whatif.what_if(keadaan, goal(row["sasaran"]))) == row["hasil"]


def test_value_that_one_unsur_needs_and_why_the_rest_cannot():
    """Three unsur of 4: 3,00, 3,00 and 4,00; the gate 3,50 misses 1/6 of the index, which is 1/2 of one unsur."""
    instrumen = make_instrument(konversi="x25")
    keadaan = whatif.survey_state(rekap_of(instrumen, [[3, 3, 4]] * 4), plain_rules(instrumen))
    andai = whatif.what_if(keadaan, goal("3.5"))
    assert [(s.unsur.kode, s.dari_4, s.ke_4, s.ubah, s.tingkat) for s in andai.langkah] == [
        ("U1", Fraction(3), Fraction(7, 2), 2, 1),
        ("U2", Fraction(3), Fraction(7, 2), 2, 1),
        ("U3", Fraction(4), Fraction(9, 2), 0, 0),  # over the scale: not possible
    ]
    assert (andai.jawaban, andai.unsur_minimal) == (2, 1)


def test_nested_unsur_is_counted_in_answers():
    """U1 has two questions: 3 and 4 from each of 4 people, 3,5. Index (3,5 + 4 + 4)/3 = 3,8333; 3,90 misses 0,0667;
    one answer of U1 is 1/(3 x 4 x 2) = 1/24 = 0,0417, so two of eight answers."""
    instrumen = make_instrument((2, 1, 1), konversi="x25")
    keadaan = whatif.survey_state(rekap_of(instrumen, [[3, 4, 4, 4]] * 4), plain_rules(instrumen))
    best = whatif.what_if(keadaan, goal("3.9")).termurah
    assert best is not None
    assert (best.unsur.kode, best.ubah, best.tingkat, best.unsur.jawaban) == ("U1", 2, 1, 8)
    assert best.unsur.is_lengkap


def test_nested_unsur_with_questions_left_out_says_at_most():
    instrumen = make_instrument((2, 1, 1), konversi="x25")
    keadaan = whatif.survey_state(rekap_of(instrumen, [[3, 0, 4, 4]] * 4), plain_rules(instrumen))
    andai = whatif.what_if(keadaan, goal("3.7"))
    assert andai.termurah is not None
    assert not andai.termurah.unsur.is_lengkap
    assert andai.jawaban is None


def test_recap_without_answer_counts_has_values_but_no_people():
    instrumen = make_instrument(konversi="x25")
    rekap = rekap_of(instrumen, [[3, 3, 4]] * 4).assign(**dict.fromkeys(JAWABAN, 0))
    andai = whatif.what_if(whatif.survey_state(rekap, plain_rules(instrumen)), goal("3.5"))
    assert andai.termurah is None
    assert andai.pasangan is None
    assert andai.langkah[0].ke_4 == Fraction(7, 2)


def test_rounded_weight_moves_the_gate():
    """Nine unsur of 3,60 with weight 0,11 are 9 x 0,11 x 3,6 = 3,564: under 3,60, where 1/9 reaches it."""
    skm = shipped_instrument("skm")
    rekap = rekap_of(skm, [[4] * 9] * 3 + [[3] * 9] * 2)
    exact, rounded = (whatif.survey_state(rekap, plain_rules(skm, bobot=bobot)) for bobot in ("exact", "0.11"))
    assert (exact.nilai_4, rounded.nilai_4) == (Fraction(18, 5), Fraction(3564, 1000))
    assert whatif.what_if(exact, goal("3.6")).is_tercapai
    # 0,036 / (0,11 / 5) = 1,64 answers.
    best = whatif.what_if(rounded, goal("3.6")).termurah
    assert best is not None
    assert best.ubah == 2


@pytest.mark.parametrize(
    ("instrumen", "predikat", "nilai", "expected"),
    [
        ("spkp", "WBK", "3.1", ["WBK 3.2", "A 3.5322"]),  # 25 x 3,1 = 77,5: B already
        ("spkp", "WBK", "3.2", ["WBK 3.2", "WBBM 3.6", "A 3.5322"]),
        ("spkp", "", "3.9", ["WBK 3.2", "WBBM 3.6"]),
        ("spkp", "WBBM", "3.3", ["WBBM 3.6", "A 3.5322"]),
        # The gate of IPAK is the same for both predikat: reaching WBK is reaching WBBM.
        ("spak", "WBK", "3.7", ["WBK 3.6"]),
        ("skm", "WBK", "3.0", ["B 3.0642"]),  # no gate; 75,00 is C, and B starts at 76,605 = 25 x 3,0642
    ],
)
def test_goals(instrumen: str, predikat: str, nilai: str, expected: list[str]):
    aturan = plain_rules(shipped_instrument(instrumen))
    found = whatif.goals(Fraction(nilai), aturan, rules.gates(date(2026, 6, 30)), predikat)
    assert [f"{one.nama} {float(one.nilai_4)}" for one in found] == expected
    assert [one.jenis for one in found] == [MUTU if one.nama in "ABCD" else AMBANG for one in found]


def changed(rekap: pd.DataFrame, keadaan: KeadaanSurvei, kode: str, answers: int, steps: int) -> pd.DataFrame:
    """``rekap`` after ``answers`` of the lowest answers of one unsur went up by at most ``steps``."""
    aturan = keadaan.aturan
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    (unsur,) = [one for one in keadaan.unsur if one.kode == kode]
    values = sorted(value for value, count in zip(range(low, high + 1), unsur.cacah, strict=True) for _ in range(count))
    gained = sum(min(high - value, steps) for value in values[:answers])
    row = rekap["unsur"] == kode
    unit = aturan.instrumen.pembagi // unsur.butir
    return rekap.assign(jumlah=rekap["jumlah"].where(~row, rekap["jumlah"] + gained * unit))


def reaches(rekap: pd.DataFrame, aturan: Aturan, sasaran: Sasaran) -> bool:
    return whatif.survey_state(rekap, aturan).nilai_4 >= sasaran.nilai_4


@PROPERTY
@given(surveys(complete=True), GATES)
def test_the_suggested_change_reaches_the_goal_and_one_answer_fewer_does_not(
    survey: tuple[Instrumen, Answers], nilai: Fraction
):
    instrumen, butir = survey
    aturan, rekap, sasaran = plain_rules(instrumen), rekap_of(instrumen, butir), goal(nilai)
    keadaan = whatif.survey_state(rekap, aturan)
    for step in whatif.what_if(keadaan, sasaran).langkah:
        if step.ubah:
            kode = step.unsur.kode
            assert reaches(changed(rekap, keadaan, kode, step.ubah, step.tingkat), aturan, sasaran)
            assert not reaches(changed(rekap, keadaan, kode, step.ubah - 1, step.tingkat), aturan, sasaran)
            everyone = changed(rekap, keadaan, kode, step.unsur.jawaban, step.tingkat - 1)
            assert not reaches(everyone, aturan, sasaran)
        elif step.ke_4 > 4:
            everyone = changed(rekap, keadaan, step.unsur.kode, step.unsur.jawaban, instrumen.skala_maks)
            assert not reaches(everyone, aturan, sasaran)


@PROPERTY
@given(surveys(), GATES)
def test_the_cheapest_pair_is_the_cheapest_of_all_pairs(survey: tuple[Instrumen, Answers], nilai: Fraction):
    instrumen, butir = survey
    keadaan = whatif.survey_state(rekap_of(instrumen, butir), plain_rules(instrumen))
    missing = whatif.from_4(nilai, keadaan.aturan) - keadaan.mentah
    assume(missing > 0)
    totals = [
        a + b
        for one, other in itertools.combinations(keadaan.unsur, 2)
        for a in range(1, sum(one.cacah[:-1]) + 1)
        for b in range(1, sum(other.cacah[:-1]) + 1)
        if a * one.efek + b * other.efek >= missing
    ]
    pair = whatif.what_if(keadaan, goal(nilai)).pasangan
    if pair is None:
        assert totals == []
        return
    assert sum(pair.ubah) == min(totals)
    assert all(1 <= count <= sum(unsur.cacah[:-1]) for unsur, count in zip(pair.unsur, pair.ubah, strict=True))
    assert sum(unsur.efek * count for unsur, count in zip(pair.unsur, pair.ubah, strict=True)) >= missing
    assert pair.unsur[0].nrr <= pair.unsur[1].nrr


@PROPERTY
@given(surveys(complete=True), GATES)
def test_fewest_answers_over_all_unsur(survey: tuple[Instrumen, Answers], nilai: Fraction):
    """The steps that count most, one by one, until the side of the goal changes."""
    instrumen, butir = survey
    keadaan = whatif.survey_state(rekap_of(instrumen, butir), plain_rules(instrumen))
    andai = whatif.what_if(keadaan, goal(nilai))
    movable = [(u.efek, sum(u.cacah[1:] if andai.is_tercapai else u.cacah[:-1])) for u in keadaan.unsur]
    steps = sorted((effect for effect, count in movable for _ in range(count)), reverse=True)
    wanted = whatif.from_4(nilai, keadaan.aturan)
    sign = -1 if andai.is_tercapai else 1
    after = itertools.accumulate(steps, lambda value, step: value + sign * step, initial=keadaan.mentah)
    crossed = (number for number, value in enumerate(after) if (value < wanted) == andai.is_tercapai)
    assert andai.jawaban == next(crossed, None)


@PROPERTY
@given(surveys())
def test_state_is_the_exact_index(survey: tuple[Instrumen, Answers]):
    instrumen, butir = survey
    assume(butir.any())
    rekap, aturan = rekap_of(instrumen, butir), plain_rules(instrumen)
    keadaan = whatif.survey_state(rekap, aturan)
    assert keadaan.mentah == oracle.index(instrumen, butir.tolist())
    assert float(keadaan.nilai_4) == pytest.approx(indeks(rekap, aturan)["nilai_4"].iloc[0])
    assert whatif.from_4(keadaan.nilai_4, aturan) == keadaan.mentah


def test_an_unsur_with_too_few_respondents_is_suggested_last():
    """U1 was answered by 4 of 12, so one answer of it counts three times as much; the floor is 10."""
    instrumen = make_instrument(konversi="x25")
    rekap = rekap_of(instrumen, [[3, 3, 4]] * 4 + [[0, 3, 4]] * 8)
    without, with_floor = plain_rules(instrumen), rules_for(instrumen)
    # Index (3 + 3 + 4)/3; 3,40 misses 0,0667: one answer of U1 is 1/12 = 0,083, three of U2 are 3/36.
    free, held = (whatif.what_if(whatif.survey_state(rekap, aturan), goal("3.4")) for aturan in (without, with_floor))
    assert free.termurah is not None
    assert held.termurah is not None
    assert (free.termurah.unsur.kode, free.termurah.ubah) == ("U1", 1)
    assert (held.termurah.unsur.kode, held.termurah.ubah) == ("U2", 3)
    # U3 cannot rise, so only the pair with U1 is there; it is told although U1 is thin.
    assert held.pasangan is not None
    assert [unsur.kode for unsur in held.pasangan.unsur] == ["U1", "U2"]
