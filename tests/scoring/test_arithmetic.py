"""Rounding, targets and periods: what must hold for every number."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import periods, targets
from scoring.errors import ScoringError
from scoring.periods import Periode, parse_month, parse_period, period_containing
from scoring.rounding import round_decimal, round_half_up
from tests.support.factories import PROPERTY

MONTHS = st.builds(lambda year, month: year * 100 + month, st.integers(2000, 2099), st.integers(1, 12))
PERIODS = st.builds(lambda one, other: Periode(min(one, other), max(one, other)), MONTHS, MONTHS)


def exact(value: Fraction, decimals: int) -> Decimal:
    """Half up, in integers: the definition itself."""
    scaled = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(scaled if value >= 0 else -scaled).scaleb(-decimals)


@PROPERTY
@given(st.integers(-4000, 4000), st.integers(1, 300), st.integers(0, 4))
def test_survey_values_round_half_up(jumlah: int, n: int, decimals: int):
    value = Fraction(jumlah, n)
    assert round_decimal(jumlah / n, decimals) == exact(value, decimals)
    assert round_half_up(jumlah / n, decimals) == float(exact(value, decimals))


@PROPERTY
@given(st.integers(0, 1_000_000), st.integers(0, 3))
def test_ties_go_up_although_binary_numbers_cannot_hold_them(count: int, decimals: int):
    tie = Decimal(10 * count + 5).scaleb(-decimals - 1)
    wanted = tie.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert round_decimal(float(tie), decimals) == wanted
    assert round_half_up(float(tie), decimals) == float(wanted)


@PROPERTY
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(0, 4))
def test_rounding_an_array_is_rounding_its_elements(values: list[float], decimals: int):
    found = round_half_up(np.array(values), decimals)
    assert found.tolist() == [round_half_up(value, decimals) for value in values]
    assert [float(round_decimal(value, decimals)) for value in values] == found.tolist()


def test_missing_values_stay_missing():
    assert math.isnan(round_half_up(float("nan")))
    assert np.isnan(round_half_up(np.array([np.nan, 1.0]))).tolist() == [True, False]
    assert round_decimal(float("nan")).is_nan()


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (88.305, "88.31"),
        (76.605, "76.61"),
        (64.995, "65.00"),
        (2.675, "2.68"),
        (1.005, "1.01"),
        (0.0, "0.00"),
        (-0.004, "0.00"),
        (100.0, "100.00"),
    ],
)
def test_printed_form(value: float, printed: str):
    assert str(round_decimal(value)) == printed
    assert f"{round_half_up(value):.2f}" == printed


@PROPERTY
@given(st.integers(1, 200_000), st.booleans())
def test_target_never_exceeds_n_and_never_falls(n: int, zi: bool):
    here, more = targets.juknis(n, zi=zi).target, targets.juknis(n + 1, zi=zi).target
    assert 1 <= here <= n
    assert here <= more <= here + 1
    for rule in (targets.krejcie_morgan, targets.slovin):
        assert 1 <= rule(n) <= n
        assert rule(n) <= rule(n + 1)


@PROPERTY
@given(st.integers(1, 100_000), st.integers(1, 99))
def test_slovin_equals_its_formula_in_integers(n: int, percent: int):
    found = targets.slovin(n, Fraction(percent, 100))
    # n / (1 + n p^2 / 10000), rounded up.
    assert found == -(-n * 10_000 // (10_000 + n * percent * percent))


@PROPERTY
@given(st.integers(30, 200_000))
def test_zi_asks_for_thirty_at_least(n: int):
    assert targets.juknis(n, zi=True).target == max(30, targets.juknis(n).target)


@PROPERTY
@given(PERIODS)
def test_period_round_trip(periode: Periode):
    assert parse_period(periode.kode) == periode
    assert parse_period(f" {periode.kode} ") == periode
    assert periode.months[0] == periode.dari
    assert periode.months[-1] == periode.sampai


@PROPERTY
@given(PERIODS)
def test_previous_period_has_the_same_length_and_ends_where_this_begins(periode: Periode):
    before = periode.previous
    assert len(before.months) == len(periode.months)
    assert before.last_day + timedelta(days=1) == periode.first_day
    assert periods.add_months(before.sampai, 1) == periode.dari


@PROPERTY
@given(PERIODS, st.integers(-500, 500))
def test_month_arithmetic(periode: Periode, count: int):
    month = periode.dari
    assert periods.month_of(periods.month_index(month)) == month
    assert periods.add_months(periods.add_months(month, count), -count) == month
    assert len(periode.months) == periods.month_index(periode.sampai) - periods.month_index(periode.dari) + 1


@PROPERTY
@given(MONTHS, st.sampled_from(list(periods.PANJANG)))
def test_period_that_contains_a_month(month: int, jenis: str):
    found = period_containing(month, jenis)
    assert month in found.months
    assert len(found.months) == periods.PANJANG[jenis]
    assert parse_period(found.kode) == found
    assert period_containing(found.previous.dari, jenis) == found.previous


@pytest.mark.parametrize(
    ("text", "dari", "sampai", "label", "iso"),
    [
        ("2026-06", 202606, 202606, "Juni 2026", "2026-06"),
        ("2026-TW2", 202604, 202606, "Triwulan II 2026", "2026-04/2026-06"),
        ("2026-S1", 202601, 202606, "Semester I 2026", "2026-01/2026-06"),
        ("2026-S2", 202607, 202612, "Semester II 2026", "2026-07/2026-12"),
        ("2026", 202601, 202612, "Tahun 2026", "2026-01/2026-12"),
        ("2025-11..2026-02", 202511, 202602, "November 2025–Februari 2026", "2025-11/2026-02"),
    ],
)
def test_periods_by_name(text: str, dari: int, sampai: int, label: str, iso: str):
    found = parse_period(text)
    assert (found.dari, found.sampai, found.label, found.iso) == (dari, sampai, label, iso)


def test_days_of_a_period():
    assert parse_period("2024-02").last_day.isoformat() == "2024-02-29"
    assert parse_period("2026-TW4").last_day.isoformat() == "2026-12-31"
    assert parse_period("2026-S2").first_day.isoformat() == "2026-07-01"


def test_month_labels():
    assert [periods.month_label(202600 + month)[:3] for month in range(1, 13)] == [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"
    ]  # fmt: skip
    assert periods.month_label(202508) == "Agustus 2025"
    assert periods.month_label(200501, short=True) == "Jan 05"


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-13", "2026-00", "2026-TW5", "2026-S3", "2026-1", "2026-06-01", "abc", "0000", "9999", "1999-12",
     "9999-12", "2026-06..2026-05", "2026..2027", "..", "2026-05..", "2026-01..2100-01", "2026-TW", "20261"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_a_sentence(text: str):
    with pytest.raises(ScoringError, match="tidak dikenali; tulis"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2026-13", "2026", "0000-01", "06-2026"])
def test_what_is_no_month_is_refused(text: str):
    with pytest.raises(ScoringError, match="2026-06"):
        parse_month(text)
    assert parse_month(" 2026-06 ") == 202606
