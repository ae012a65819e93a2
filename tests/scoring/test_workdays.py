"""Working days, against calendars as they are printed on paper and against numpy's and pandas' business days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.laju import today_by_zone
from scoring.errors import ScoringError
from scoring.periods import parse_period
from scoring.workdays import Kalender
from tests.scoring.golden_tables import rows_of
from tests.support.factories import PROPERTY

# Decreed holidays and cuti bersama of 2024 to 2026 (golden/libur_nasional.csv).
LIBUR = {date.fromisoformat(row["tanggal"]): row["kasus"] for row in rows_of("libur_nasional")}

# As on the wall: Monday first, * is printed red (holiday or cuti bersama).
DINDING = {
    "2026-06": """
         1*  2   3   4   5   6   7
         8   9  10  11  12  13  14
        15  16* 17  18  19  20  21
        22  23  24  25  26  27  28
        29  30   .   .   .   .   .""",
    "2026-03": """
         .   .   .   .   .   .   1
         2   3   4   5   6   7   8
         9  10  11  12  13  14  15
        16  17  18* 19* 20* 21* 22*
        23* 24* 25  26  27  28  29
        30  31   .   .   .   .   .""",
    "2024-02": """
         .   .   .   1   2   3   4
         5   6   7   8*  9* 10* 11
        12  13  14* 15  16  17  18
        19  20  21  22  23  24  25
        26  27  28  29   .   .   .""",
    "2026-12": """
         .   1   2   3   4   5   6
         7   8   9  10  11  12  13
        14  15  16  17  18  19  20
        21  22  23  24* 25* 26  27
        28  29  30  31   .   .   .""",
}


def plain(hari_kerja: int = 5) -> Kalender:
    return Kalender(hari_kerja, LIBUR, {})


def black(bulan: str, hari_kerja: int) -> list[date]:
    """The days of a printed month that are not red, of its first 5 or 6 columns."""
    rows = [line.split()[:hari_kerja] for line in DINDING[bulan].strip().splitlines()]
    return [date.fromisoformat(f"{bulan}-{int(cell):02d}") for row in rows for cell in row if cell.isdecimal()]


@pytest.mark.parametrize("bulan", DINDING)
@pytest.mark.parametrize("hari_kerja", [5, 6])
def test_a_printed_month(bulan: str, hari_kerja: int):
    periode = parse_period(bulan)
    assert plain(hari_kerja).workdays(periode.first_day, periode.last_day) == black(bulan, hari_kerja)


@pytest.mark.parametrize(
    ("periode", "lima", "enam"),
    [
        ("2026-06", 20, 24),  # 22 weekdays - 1 and 16 June; 4 Saturdays, none of them red
        ("2026-03", 17, 20),  # 22 weekdays - 18, 19, 20, 23, 24 March; 4 Saturdays - 21 March
        ("2024-02", 18, 21),  # 21 weekdays - 8, 9, 14 February; 4 Saturdays - 10 February
        # 64 weekdays - 3 April - 1, 14, 15, 27, 28 May - 1, 16 June; 13 Saturdays, none of them red
        ("2026-TW2", 57, 70),
    ],
)
def test_how_many_days_a_period_has(periode: str, lima: int, enam: int):
    span = parse_period(periode)
    assert plain(5).count(span.first_day, span.last_day) == lima
    assert plain(6).count(span.first_day, span.last_day) == enam


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("dari", "sampai", "lima", "enam"),
    [
        ("2024-02-28", "2024-03-01", 3, 3),  # Wed, Thu 29 February, Fri
        ("2023-02-28", "2023-03-01", 2, 2),  # Tue, Wed: no 29 February
        ("2000-02-28", "2000-03-01", 3, 3),  # Mon, Tue 29 February, Wed: 2000 is a leap year
        ("2100-02-26", "2100-03-01", 2, 3),  # Fri, (Sat, Sun 28), Mon: 2100 is none
        ("2026-12-28", "2027-01-04", 6, 7),  # Mon - Thu, Fri 1 January (2027 is not in the table), Sat, Sun, Mon
        ("2025-12-24", "2026-01-02", 5, 6),  # Wed 24, (25, 26), (27, 28), Mon 29 - Wed 31, (1 Jan), Fri 2
        ("2026-04-30", "2026-05-04", 2, 3),  # Thu, (Fri 1 May), (Sat, Sun), Mon: month end before a holiday
        ("2026-08-31", "2026-09-01", 2, 2),  # Mon, Tue: the last and the first day of a month
        ("2026-06-16", "2026-06-16", 0, 0),  # one red Tuesday
        ("2026-06-17", "2026-06-17", 1, 1),  # one black Wednesday
        ("2026-06-20", "2026-06-20", 0, 1),  # one Saturday
        ("2026-06-21", "2026-06-21", 0, 0),  # one Sunday
        ("2024-06-01", "2024-06-02", 0, 0),  # Hari Lahir Pancasila on a Saturday takes it from the 6 days
        ("2026-06-17", "2026-06-16", 0, 0),  # nothing left: the day after the last one
        ("2027-01-01", "2026-01-01", 0, 0),  # a whole year the wrong way round
    ],
)
def test_a_range(dari: str, sampai: str, lima: int, enam: int):
    assert plain(5).count(day(dari), day(sampai)) == lima
    assert plain(6).count(day(dari), day(sampai)) == enam


def test_a_day_says_why_nobody_works():
    kalender = Kalender(
        5, {day("2026-06-16"): "Tahun Baru Islam", day("2026-06-20"): "Renovasi", day("2026-06-22"): ""}, {}
    )
    said = {text: kalender.reason(day(text)) for text in ("2026-06-15", "2026-06-16", "2026-06-20", "2026-06-22")}
    assert said == {"2026-06-15": "", "2026-06-16": "Tahun Baru Islam", "2026-06-20": "Renovasi", "2026-06-22": "tutup"}
    assert (kalender.reason(day("2026-06-13")), kalender.reason(day("2026-06-14"))) == ("Sabtu", "Minggu")
    six = Kalender(6, {}, {})
    assert (six.reason(day("2026-06-13")), six.reason(day("2026-06-14"))) == ("", "Minggu")


def test_an_opened_day_is_worked_whatever_else_it_is():
    opened = {day("2026-06-14"): "piket", day("2026-06-16"): "tetap melayani"}
    kalender = Kalender(5, LIBUR, opened)
    assert kalender.workdays(day("2026-06-13"), day("2026-06-17")) == [
        day("2026-06-14"),
        day("2026-06-15"),
        day("2026-06-16"),
        day("2026-06-17"),
    ]
    assert kalender.reason(day("2026-06-16")) == ""


@pytest.mark.parametrize("hari_kerja", [0, 4, 7])
def test_only_five_or_six_days_are_a_week(hari_kerja: int):
    with pytest.raises(ScoringError, match="5 atau 6"):
        Kalender(hari_kerja, {}, {})


def test_a_moment_is_no_day():
    """A Timestamp is a date to Python, but is found in no table of dates: holidays would count as working days."""
    kalender = plain()
    for moment in (pd.Timestamp("2026-06-16"), datetime(2026, 6, 16, tzinfo=UTC)):
        with pytest.raises(TypeError):
            kalender.is_workday(moment)
        with pytest.raises(TypeError):
            kalender.count(day("2026-06-01"), moment)
        with pytest.raises(TypeError):
            Kalender(5, {moment: "Tahun Baru Islam"}, {})


@pytest.mark.parametrize(
    ("moment", "wib", "wita", "wit"),
    [
        # Working days left of June 2026, today included; 30 June is a Tuesday. WIB is UTC+7, WITA +8, WIT +9.
        ("2026-06-29T14:59:59", 2, 2, 2),  # 21.59, 22.59 and 23.59 of Monday the 29th
        ("2026-06-29T15:00:00", 2, 2, 1),  # midnight in Jayapura
        ("2026-06-29T16:00:00", 2, 1, 1),  # midnight in Kupang
        ("2026-06-29T17:00:00", 1, 1, 1),  # midnight in Jakarta
        ("2026-06-30T15:00:00", 1, 1, 0),  # the month is over in Jayapura
        ("2026-06-30T16:59:59", 1, 0, 0),  # one second is left in Jakarta
        ("2026-06-30T17:00:00", 0, 0, 0),
    ],
)
def test_midnight_comes_three_times(moment: str, wib: int, wita: int, wit: int):
    hari = dict(today_by_zone(datetime.fromisoformat(moment).replace(tzinfo=UTC)))
    left = {zona: plain().count(today, day("2026-06-30")) for zona, today in hari.items()}
    assert left == {"Asia/Jakarta": wib, "Asia/Makassar": wita, "Asia/Jayapura": wit}


def test_new_year_comes_first_in_the_east():
    hari = dict(today_by_zone(datetime(2026, 12, 31, 15, 30, tzinfo=UTC)))
    assert [hari[zona].isoformat() for zona in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")] == [
        "2026-12-31",
        "2026-12-31",
        "2027-01-01",
    ]


DAYS = st.dates(date(2023, 12, 1), date(2028, 3, 31))
SPECIAL = st.dictionaries(DAYS, st.just("uji"), max_size=12)


@PROPERTY
@given(hari_kerja=st.sampled_from([5, 6]), closed=SPECIAL, opened=SPECIAL, dari=DAYS, length=st.integers(-3, 400))
def test_the_same_days_as_numpy_and_pandas(
    hari_kerja: int, closed: dict[date, str], opened: dict[date, str], dari: date, length: int
):
    """numpy and pandas know weekends and holidays; days that are opened on top of those are added by hand."""
    sampai = dari + timedelta(days=length)
    closed = {**LIBUR, **closed}
    kalender = Kalender(hari_kerja, closed, opened)
    mask = "1111110" if hari_kerja == 6 else "1111100"
    holidays = sorted(set(closed) - set(opened))
    inside = {one for one in opened if dari <= one <= sampai and one.weekday() >= hari_kerja}
    weekdays = np.busday_count(dari, max(sampai + timedelta(days=1), dari), weekmask=mask, holidays=holidays)
    assert kalender.count(dari, sampai) == weekdays + len(inside)

    bday = pd.offsets.CustomBusinessDay(weekmask=mask, holidays=holidays)
    expected = {stamp.date() for stamp in pd.date_range(dari, sampai, freq=bday)} | inside
    assert kalender.workdays(dari, sampai) == sorted(expected)
    assert {one for one in expected if kalender.reason(one)} == set()


@PROPERTY
@given(
    hari_kerja=st.sampled_from([5, 6]), closed=SPECIAL, dari=DAYS, first=st.integers(0, 90), second=st.integers(0, 90)
)
def test_two_parts_of_a_range_add_up(hari_kerja: int, closed: dict[date, str], dari: date, first: int, second: int):
    kalender = Kalender(hari_kerja, closed, {})
    middle, sampai = dari + timedelta(days=first), dari + timedelta(days=first + second)
    whole = kalender.count(dari, sampai)
    assert kalender.count(dari, middle) + kalender.count(middle + timedelta(days=1), sampai) == whole
