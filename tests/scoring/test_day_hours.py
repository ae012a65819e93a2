"""Days and hours as arrays, and the fullest hours of a day, against counting one by one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scoring.composition_days import month_of_days
from scoring.composition_rules import composition_rule
from scoring.day_hours import HariJam
from scoring.periods import Periode
from scoring.workdays import Kalender
from tests.support.factories import PROPERTY

OKTOBER = Periode(202610, 202610)
TANPA = (0,) * 7
HITUNGAN = st.dictionaries(
    st.tuples(
        st.sampled_from([date(2026, 9 + late, day) for late in (0, 1) for day in range(1, 31)]), st.integers(-1, 23)
    ),
    st.integers(0, 9),
    max_size=60,
)


def test_days_and_hours_of_three_days():
    found = HariJam.of(
        {(date(2026, 10, 6), 9): 2, (date(2026, 10, 5), 8): 1, (date(2026, 10, 6), -1): 3, (date(2026, 10, 7), 9): 0}
    )
    assert found.hari == (date(2026, 10, 5), date(2026, 10, 6))
    assert found.n.tolist() == [1, 5]
    assert (found.jam[:, 8].tolist(), found.jam[:, 9].tolist(), int(found.jam.sum())) == ([1, 0], [0, 2], 3)
    assert found.harian == {date(2026, 10, 5): 1, date(2026, 10, 6): 5}
    assert found.tahu_jam
    assert not HariJam.of({(date(2026, 10, 5), -1): 4}).tahu_jam
    assert found.until(date(2026, 10, 5)).harian == {date(2026, 10, 5): 1}
    assert found.until(date(2026, 10, 31), date(2026, 10, 6)).n.tolist() == [5]
    assert found.until(date(2026, 10, 4)).hari == ()


@PROPERTY
@given(HITUNGAN)
def test_the_fullest_three_hours_of_every_day(counts: dict[tuple[date, int], int]):
    """Of all windows of three hours the one with most respondents, the earliest of equal ones; its first and last hour are
    not empty. A day without known hours has none."""
    until = date(2026, 10, 24)
    bulan = month_of_days(202610, HariJam.of(counts), TANPA, Kalender(5, {}, {}), until, composition_rule())
    wanted = {}
    for day in sorted({day for (day, _), n in counts.items() if n and date(2026, 10, 1) <= day <= until}):
        hours = {hour for (on, hour), n in counts.items() if on == day and n and hour >= 0}
        inside = {start: sum(counts.get((day, at), 0) for at in range(start, start + 3)) for start in hours}
        start = min(inside, key=lambda at: (-inside[at], at), default=0)
        end = max((at + 1 for at in hours if at < start + 3), default=0)
        wanted[day] = [start, end, inside.get(start, 0)]
    assert dict(zip(bulan.isi.hari, bulan.jendela.tolist(), strict=True)) == wanted
    assert bulan.n == sum(n for (day, _), n in counts.items() if date(2026, 10, 1) <= day <= until)


def test_the_usual_share_of_a_day():
    """22 working days, four of them Tuesdays (6, 13, 20, 27 October); 40 of 60 respondents before came on Tuesdays, 20 on
    Thursdays (1, 8, 15, 22, 29: five). A Tuesday's share is 40 / (4 x 40 + 5 x 20); of other days an even 1 / 22."""
    days = {(date(2026, 10, day), 9): 1 for day in (4, 6, 7, 8)}
    bulan = month_of_days(
        202610, HariJam.of(days), (0, 40, 0, 20, 0, 0, 0), Kalender(5, {}, {}), OKTOBER.last_day, composition_rule()
    )
    assert bulan.hari_kerja == 22
    assert bulan.wajar.tolist() == [1 / 22, 40 / 260, 1 / 22, 20 / 260]
    few = month_of_days(
        202610, HariJam.of(days), (0, 20, 0, 9, 0, 0, 0), Kalender(5, {}, {}), OKTOBER.last_day, composition_rule()
    )
    assert few.wajar.tolist() == [1 / 22] * 4
