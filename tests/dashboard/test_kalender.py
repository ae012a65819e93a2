"""The calendar of each satker: the country's days, the days of all, its own days, in that order of precedence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pandas as pd
import pytest
import sqlalchemy as sa

from dashboard.text.kalender import unofficial_sentence
from dashboard.views.kalender import calendars, unofficial_years
from data_access.engine import make_engine
from data_access.files.master.statements import KALENDER, SATKER, DataInduk, Isi, Pernyataan
from data_access.master_data.storing import store_master
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.periods import parse_period

ALL = Scope.everything()
MEI = datetime(2026, 5, 4, 3, tzinfo=UTC)
JULI = datetime(2026, 7, 15, 3, tzinfo=UTC)


def say(engine: sa.Engine, jenis: str, *said: tuple[tuple[str, ...], dict[str, Isi]], now: datetime = MEI) -> None:
    """One batch of master data."""
    statements = tuple(Pernyataan(key, values) for key, values in said)
    what = DataInduk(jenis, statements, (), (), len(said))
    berkas = Berkas(f"{jenis} {now.date()}", f"{now:%Y%m%d}".zfill(64), 1, len(said))
    store_master(engine, berkas, what, ALL, now=now, confirmed=True)


def special(kode: str, hari: str, keadaan: str, keterangan: str) -> tuple[tuple[str, ...], dict[str, Isi]]:
    return (kode, hari), {"keadaan": keadaan, "keterangan": keterangan, "sumber": "uji"}


@pytest.fixture
def engine(migrated_sqlite_url: str) -> Iterator[sa.Engine]:
    """Satker A (5 days a week), B (6) and C (5)."""
    made = make_engine(migrated_sqlite_url)
    days = {"A": 5, "B": 6, "C": 5}
    for kode, n in days.items():
        say(made, SATKER, ((kode,), {"nama": f"Lapas {kode}", "hari_kerja": n}))
    yield made
    made.dispose()


def june(engine: sa.Engine, scope: Scope = ALL) -> dict[str, int]:
    """Working days of June 2026 by satker."""
    periode = parse_period("2026-06")
    found = calendars(SqlRepository(engine), scope, periode)
    return {kode: one.count(periode.first_day, periode.last_day) for kode, one in found.items()}


def test_public_holidays_and_the_days_of_the_week(engine: sa.Engine):
    """June 2026 on the wall: 22 weekdays and 4 Saturdays; the 1st and the 16th are red."""
    assert june(engine) == {"A": 20, "B": 24, "C": 20}


def test_own_days_count_before_days_of_all_and_those_before_holidays(engine: sa.Engine):
    say(
        engine, KALENDER,
        special("", "2026-06-16", "buka", "layanan kunjungan"),  # a holiday that all work on ...
        special("C", "2026-06-16", "tutup", "renovasi"),  # ... but C
        special("", "2026-06-17", "tutup", "hari jadi daerah"),  # closed for all ...
        special("A", "2026-06-17", "buka", "piket"),  # ... but A
        special("A", "2026-06-21", "buka", ""),  # a Sunday
        special("B", "2026-06-20", "tutup", ""),  # a Saturday, on which only B works
    )  # fmt: skip
    found = calendars(SqlRepository(engine), ALL, parse_period("2026-06"))
    hari = [date(2026, 6, day) for day in (16, 17, 20, 21)]
    assert {kode: [one.reason(day) for day in hari] for kode, one in found.items()} == {
        "A": ["", "", "Sabtu", ""],
        "B": ["", "hari jadi daerah", "tutup", "Minggu"],
        "C": ["renovasi", "hari jadi daerah", "Sabtu", "Minggu"],
    }
    assert june(engine) == {"A": 20 + 2, "B": 24 + 1 - 2, "C": 20 - 1}
    assert june(engine, Scope.only("C")) == {"C": 19}


def test_days_of_other_months_are_not_in_it(engine: sa.Engine):
    say(engine, KALENDER, special("", "2026-05-29", "tutup", "uji"), special("", "2026-07-01", "tutup", "uji"))
    assert june(engine) == {"A": 20, "B": 24, "C": 20}
    both = parse_period("2026-05..2026-07")
    found = calendars(SqlRepository(engine), ALL, both)["A"]
    # 65 weekdays - 1, 14, 15, 27, 28 May - 1, 16 June - the two closed ones: July 2026 has no holiday.
    assert found.count(both.first_day, both.last_day) == 21 + 22 + 23 - 7 - 2


def test_another_week_from_july_on_leaves_june_as_it_was(engine: sa.Engine):
    say(engine, SATKER, (("A",), {"nama": "Lapas A", "hari_kerja": 6}), now=JULI)
    assert june(engine) == {"A": 20, "B": 24, "C": 20}
    juli = parse_period("2026-07")
    found = calendars(SqlRepository(engine), ALL, juli)
    assert {kode: one.hari_kerja for kode, one in found.items()} == {"A": 6, "B": 6, "C": 5}


def test_a_period_across_new_year_has_the_holidays_of_both_years(engine: sa.Engine):
    periode = parse_period("2026-12..2027-01")
    found = calendars(SqlRepository(engine), ALL, periode, pd.DataFrame({"satker": ["A"]}))
    assert list(found) == ["A"]
    closed = [date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 5)]
    assert [found["A"].is_workday(day) for day in closed] == [False] * 4
    assert found["A"].count(date(2026, 12, 23), date(2027, 1, 6)) == 7  # 23, 28, 29, 30, 31 December, 4, 6 January


LEBARAN = "Hari Raya Idul Fitri (10 Maret 2027) dan Hari kedua dari Hari Raya Idul Fitri (11 Maret 2027)"


@pytest.mark.parametrize(
    ("periode", "sentence"),
    [
        ("2026", ""),
        ("2027-06", ""),  # what is open of 2027 is in March and May
        ("2027-03", f"Hari libur 2027 belum resmi semua: {LEBARAN} masih perkiraan; jumlah hari kerja dapat berubah."),
        (
            "2027-05",
            "Hari libur 2027 belum resmi semua: Hari Raya Idul Adha (17 Mei 2027) masih perkiraan; jumlah hari kerja dapat berubah.",
        ),
        ("2028-07", "Hari libur 2028 belum resmi semua: cuti bersama belum ditetapkan; jumlah hari kerja dapat berubah."),
    ],
)  # fmt: skip
def test_what_of_a_period_is_not_official_yet_is_told(periode: str, sentence: str):
    assert unofficial_sentence(unofficial_years(parse_period(periode))) == sentence


def test_each_year_of_a_period_is_told_by_itself():
    years = unofficial_years(parse_period("2026-11..2028-01"))
    assert [(one.tahun, one.ada_cuti_bersama, len(one.perkiraan)) for one in years] == [
        (2027, True, 3),
        (2028, False, 1),
    ]
    assert unofficial_sentence(years).endswith(
        " Hari libur 2028 belum resmi semua: cuti bersama belum ditetapkan, dan Tahun Baru Imlek (26 Januari 2028) masih "
        "perkiraan; jumlah hari kerja dapat berubah."
    )


def test_many_computed_days_are_counted():
    """Of 2028: Imlek, two days of Idul Fitri, Idul Adha, Waisak, 1 Muharam, Maulid and Isra Mikraj."""
    told = unofficial_sentence(unofficial_years(parse_period("2028")))
    assert told.endswith(", dan tanggal 8 hari libur masih perkiraan; jumlah hari kerja dapat berubah.")


def test_nothing_is_known_outside_the_scope(engine: sa.Engine):
    assert calendars(SqlRepository(engine), Scope.only(), parse_period("2026-06")) == {}
