"""Rule changes inside a period: the dated rule data, told once for each change and never inside one rule set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import rules
from scoring.crossing import Lintasan, crossings, gate_sets_in, mutu_tables_in
from scoring.instruments import shipped_instrument, shipped_instruments
from scoring.mutu import grade_one
from scoring.periods import Periode, add_months, parse_period
from tests.scoring.golden_tables import Row, cases
from tests.support.factories import PROPERTY

PERIODE = st.builds(
    lambda tahun, bulan, panjang: Periode(tahun * 100 + bulan, add_months(tahun * 100 + bulan, panjang - 1)),
    st.integers(2001, 2030),
    st.integers(1, 12),
    st.sampled_from([1, 3, 6, 12, 36]),
)
KODE = st.sampled_from(sorted(shipped_instruments()))


@cases("lintas")
def test_published_dates(row: Row):
    found = crossings(parse_period(row["periode"]), shipped_instrument(row["instrumen"]))
    if not row["aturan"]:
        assert found == ()
        return
    expected = Lintasan(row["aturan"], date.fromisoformat(row["sejak"]), row["lama"], row["baru"])
    assert [one for one in found if one.aturan == row["aturan"]] == [expected]


def all_days() -> set[date]:
    """Every date in the rule data on which something changes, read from the data themselves."""
    days = {table.berlaku_mulai for table in rules.mutu_tables()} | {one.berlaku_mulai for one in rules.gate_sets()}
    days |= {one.berlaku_mulai for one in rules.target_rules()}
    for item in shipped_instruments().values():
        days |= {item.berlaku_mulai} if item.berlaku_mulai else set()
        days |= {date.fromordinal(item.berlaku_sampai.toordinal() + 1)} if item.berlaku_sampai else set()
    return days


@PROPERTY
@given(periode=PERIODE, kode=KODE)
def test_a_period_inside_one_rule_set_has_no_crossing(periode: Periode, kode: str):
    inside = {day for day in all_days() if periode.first_day < day <= periode.last_day}
    found = crossings(periode, shipped_instrument(kode))
    assert {one.sejak for one in found} <= inside
    # Without a change of date there is one table, and it is the one of any day of the period.
    if not inside:
        assert mutu_tables_in(periode) == (rules.mutu_table(periode.first_day),)
        assert gate_sets_in(periode) == (rules.gates(periode.first_day),)


@PROPERTY
@given(periode=PERIODE)
def test_the_tables_of_a_period_are_those_of_its_days(periode: Periode):
    first, last = periode.first_day.toordinal(), periode.last_day.toordinal()
    days = [rules.mutu_table(date.fromordinal(day)) for day in range(last, first - 1, -1)]
    assert mutu_tables_in(periode) == tuple(dict.fromkeys(days))
    assert mutu_tables_in(periode)[0] == rules.mutu_table(periode.rules_day)


@pytest.mark.parametrize(("periode", "letters"), [("2017", "BA"), ("2017-04", "A"), ("2017-06", "B"), ("2012", "A")])
def test_both_letters_of_the_jember_value(periode: str, letters: str):
    """84.5 is A by KEP/25/2004 and B by PermenPANRB 14/2017; the rule at the period's end comes first."""
    found = [grade_one(84.5 / 25, table) for table in mutu_tables_in(parse_period(periode))]
    assert found == list(letters)
