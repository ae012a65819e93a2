"""The states of the compliance calendar: a golden table, days at the ends of months and years, and invariants."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.compliance import BERMASALAH, Fakta, Kepatuhan, Waktu, empty_run, finished, judge, time_of
from scoring.periods import parse_period
from scoring.rules import display_rule
from tests.scoring.golden_tables import Row, cases
from tests.support.factories import PROPERTY

MINIMAL = display_rule().minimal_mutu
ADA, KOSONG = Kepatuhan.SUDAH, Kepatuhan.KOSONG
known = st.one_of(st.none(), st.integers(0, 400))
facts = st.builds(
    Fakta, st.integers(0, 400), known, st.sampled_from(Waktu), known, st.booleans(),
    st.one_of(st.none(), st.tuples(st.integers(1, 400), known)),
)  # fmt: skip


def number(text: str) -> int | None:
    return int(text) if text else None


@cases("kepatuhan")
def test_golden(row: Row):
    quarter = number(row["responden_triwulan"])
    fakta = Fakta(
        int(row["responden"]),
        number(row["target"]),
        Waktu(row["waktu"]),
        number(row["pengguna"]),
        row["ada_rekap"] == "ya",
        None if quarter is None else (quarter, number(row["target_triwulan"])),
    )
    assert judge(fakta, MINIMAL) == row["keadaan"]


@pytest.mark.parametrize(
    ("periode", "today", "waktu"),
    [
        ("2026-06", date(2026, 5, 31), Waktu.NANTI),
        ("2026-06", date(2026, 6, 1), Waktu.BERJALAN),
        ("2026-06", date(2026, 6, 30), Waktu.BERJALAN),
        ("2026-06", date(2026, 7, 1), Waktu.SELESAI),
        ("2026-12", date(2026, 12, 31), Waktu.BERJALAN),
        ("2026-12", date(2027, 1, 1), Waktu.SELESAI),
        ("2028-02", date(2028, 2, 29), Waktu.BERJALAN),
        ("2028-02", date(2028, 3, 1), Waktu.SELESAI),
        ("2027-02", date(2027, 2, 28), Waktu.BERJALAN),
        ("2027-02", date(2027, 3, 1), Waktu.SELESAI),
        ("2026-TW2", date(2026, 6, 30), Waktu.BERJALAN),
        ("2026-TW2", date(2026, 7, 1), Waktu.SELESAI),
        ("2025-12", date(2026, 7, 1), Waktu.NANTI),  # the first answers are of January 2026
        ("2026-01", date(2026, 7, 1), Waktu.SELESAI),
    ],
)
def test_where_a_period_lies(periode: str, today: date, waktu: Waktu):
    assert time_of(parse_period(periode), today, 202601) is waktu


def test_a_period_that_holds_the_first_month_is_due():
    assert time_of(parse_period("2026-TW1"), date(2026, 7, 1), 202603) is Waktu.SELESAI
    assert time_of(parse_period("2026-TW1"), date(2026, 7, 1), 202604) is Waktu.NANTI
    assert time_of(parse_period("2026-TW1"), date(2026, 7, 1), None) is Waktu.NANTI


@pytest.mark.parametrize(
    ("states", "run"),
    [([], 0), ([KOSONG], 1), ([ADA], 0), ([KOSONG, ADA], 0), ([ADA, KOSONG, KOSONG], 2), ([KOSONG] * 4, 4)],
)
def test_empty_months_in_a_row(states: list[Kepatuhan], run: int):
    assert empty_run(states) == run


def test_only_what_is_over_is_followed_up():
    months = [parse_period(f"2026-{month:02d}") for month in range(1, 13)]
    assert finished(months, date(2026, 12, 31))[-1].kode == "2026-11"
    assert finished(months, date(2027, 1, 1))[-1].kode == "2026-12"
    assert finished(months, date(2026, 1, 31)) == []


@PROPERTY
@given(facts)
def test_nobody_is_blamed_for_what_is_not_over_or_not_asked(fakta: Fakta):
    state = judge(fakta, MINIMAL)
    if fakta.waktu is not Waktu.SELESAI:
        assert state not in BERMASALAH
    if state is Kepatuhan.KOSONG:
        assert fakta.n == 0
    if state in {Kepatuhan.KURANG, Kepatuhan.MINIMAL}:
        assert fakta.target is not None
        assert 0 < fakta.n < fakta.target


@PROPERTY
@given(facts, st.integers(1, 100))
def test_more_respondents_never_make_it_worse(fakta: Fakta, more: int):
    order = [Kepatuhan.KOSONG, Kepatuhan.MINIMAL, Kepatuhan.KURANG, Kepatuhan.SUDAH]
    before = judge(fakta, MINIMAL)
    after = judge(Fakta(fakta.n + more, fakta.target, fakta.waktu, fakta.pengguna, fakta.has_rekap), MINIMAL)
    if before in order and after in order:
        assert order.index(after) >= order.index(before)
