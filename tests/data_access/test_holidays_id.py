"""Holidays of Indonesia: what the package says against the decrees themselves, and what is not official yet."""

from __future__ import annotations

from datetime import date

import pytest

from data_access.holidays_id import national_holidays, year_status
from tests.scoring.golden_tables import rows_of

# Joint decrees of three ministers and the election days, as they were published; not from the package.
DECREED = {date.fromisoformat(row["tanggal"]): row for row in rows_of("libur_nasional")}


@pytest.mark.parametrize(("tahun", "libur", "cuti"), [(2024, 19, 10), (2025, 17, 11), (2026, 17, 8)])
def test_the_days_are_those_of_the_decree(tahun: int, libur: int, cuti: int):
    """2024 has 17 days of the decree and two election days, 2025 the 18 August that was added in August."""
    found = national_holidays([tahun])
    decreed = {day: row["jenis"] for day, row in DECREED.items() if day.year == tahun}
    assert set(found) == set(decreed)
    assert {day for day, name in found.items() if name.startswith("Cuti Bersama")} == {
        day for day, jenis in decreed.items() if jenis == "cuti bersama"
    }
    assert (sum(jenis == "libur" for jenis in decreed.values()), len(decreed)) == (libur, libur + cuti)


def test_names_are_indonesian_and_two_of_one_day_are_both_told():
    found = national_holidays([2021, 2026])
    assert found[date(2026, 3, 19)] == "Hari Suci Nyepi"
    assert found[date(2026, 5, 28)] == "Cuti Bersama Hari Raya Idul Adha"
    assert found[date(2021, 5, 13)] == "Hari Raya Idul Fitri; Kenaikan Yesus Kristus"
    assert list(found) == sorted(found)


def test_several_years_are_those_years_and_no_others():
    both = national_holidays([2026, 2025, 2026])
    assert {day.year for day in both} == {2025, 2026}
    assert len(both) == 28 + 25
    assert national_holidays([]) == {}


def test_a_year_with_its_decree_and_its_dates_is_official():
    assert [tahun for tahun in range(2002, 2027) if not year_status(tahun).is_official] == []


def test_a_decreed_year_whose_islamic_dates_are_not_announced_yet_says_which():
    """The decree of 2027 leaves 1 Syawal and 10 Zulhijah to the minister of religion."""
    status = year_status(2027)
    assert status.ada_cuti_bersama
    assert sorted(status.perkiraan) == [date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)]
    assert all(name.endswith("(perkiraan)") for name in status.perkiraan.values())
    assert not status.is_official
    assert national_holidays([2027])[date(2027, 3, 10)] == "Hari Raya Idul Fitri (perkiraan)"


@pytest.mark.parametrize("tahun", [2028, 2050, 2099])
def test_a_year_without_a_decree_has_no_cuti_bersama_and_says_so(tahun: int):
    status = year_status(tahun)
    assert not status.ada_cuti_bersama
    assert status.perkiraan
    assert not status.is_official
    assert not any(name.startswith("Cuti Bersama") for name in national_holidays([tahun]).values())


def test_before_cuti_bersama_was_invented_a_year_without_it_lacks_nothing():
    assert year_status(2001).is_official
