"""Respondents by day and hour, until when a satker was observed, days that differ: from a file, SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.engine import writing
from data_access.file_repository import FileRepository
from data_access.ledger.undo import restore, undo
from data_access.master_data.records import satker_ids
from data_access.repository import HARI_KHUSUS, Saringan, Scope, SurveyRepository
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import store
from scoring.contract import JAM
from scoring.instruments import shipped_instrument
from scoring.periods import Periode
from tests.data_access import survey
from tests.data_access.test_contract import EMPTY, QUESTIONS, each_empty, each_question
from tests.support.factories import NOW, make_file, make_sheet, store_sheets

ALL = Scope.everything()
SPKP = shipped_instrument("spkp")
OKTOBER = Periode(202610, 202610)
KEYS = [("satker", "tanggal"), ("tanggal", "satker"), ("tanggal",), ("satker",), ()]
each_keys = pytest.mark.parametrize("keys", KEYS, ids=["-".join(keys) or "tanpa-kunci" for keys in KEYS])
SCOPES = (ALL, Scope.only("A"), Scope.only("B", "C", "Z"), Scope.only())


@each_question
@each_keys
def test_daily(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    for scope in SCOPES:
        found = repo.daily(scope, QUESTIONS[question], keys=keys, jam=True)
        wanted = survey.expected_daily(scope, QUESTIONS[question], keys)
        pd.testing.assert_frame_equal(found, wanted, check_dtype=False)
        assert (found.drop(columns=[*keys]).dtypes == "int64").all()
        assert "tanggal" not in keys or str(found["tanggal"].dtype) == "datetime64[s]"
        pd.testing.assert_frame_equal(repo.daily(scope, QUESTIONS[question], keys=keys), found[[*keys, "n"]])


@each_empty
@each_keys
def test_no_days(repo: SurveyRepository, question: str, keys: tuple[str, ...]):
    found = repo.daily(ALL, EMPTY[question], keys=keys, jam=True)
    assert found.empty
    assert list(found.columns) == [*keys, "n", *JAM]
    assert (found[["n", *JAM]].dtypes == "int64").all()
    assert list(repo.daily(ALL, EMPTY[question], keys=keys).columns) == [*keys, "n"]
    assert "tanggal" not in keys or str(found["tanggal"].dtype) == "datetime64[s]"


def test_satker_and_days_are_the_keys_when_none_are_named(repo: SurveyRepository):
    assert list(repo.daily(ALL, Saringan("spkp")).columns) == ["satker", "tanggal", "n"]


def test_everybody_was_observed_until_the_file_came(repo: SurveyRepository):
    found = repo.imported_at(ALL, Saringan("spkp"))
    assert (found.index.name, found.name, str(found.dtype)) == ("satker", "diimpor_pada", "datetime64[us, UTC]")
    assert found.to_dict() == dict.fromkeys("ABC", pd.Timestamp(NOW))
    assert repo.imported_at(Scope.only("B"), Saringan("spkp")).index.tolist() == ["B"]
    assert repo.imported_at(ALL, Saringan("bersarang", satker=("C",))).index.tolist() == ["C"]


@each_empty
def test_nobody_was_observed_without_answers(repo: SurveyRepository, question: str):
    for scope, saringan in ((ALL, EMPTY[question]), (Scope.only(), Saringan("spkp"))):
        found = repo.imported_at(scope, saringan)
        assert found.empty
        assert (found.index.name, str(found.dtype)) == ("satker", "datetime64[us, UTC]")


def test_a_day_of_a_row_without_a_date_is_not_known():
    sheet = make_sheet(SPKP, [[6] * 8] * 3, tanggal=["2026-01-31T23:59", "NaT", "2026-02-01"])
    repo = FileRepository([sheet], read_at=NOW)
    found = repo.daily(ALL, Saringan("spkp"), keys=("tanggal",), jam=True)
    assert [(str(row.tanggal)[:10], row.n, row.jam_23) for row in found.itertuples()] == [
        ("2026-01-31", 1, 1),
        ("2026-02-01", 1, 0),
    ]
    assert found[list(JAM)].to_numpy().sum() == 1
    undated = FileRepository([make_sheet(SPKP, [[6] * 8], tanggal="NaT")], read_at=NOW)
    assert undated.daily(ALL, Saringan("spkp")).empty


def send(engine: sa.Engine, name: str, day: int, rows: dict[str, list[str]]) -> int:
    """Store a file on a day of October 2026: satker -> days of October on which one person answered."""
    days = [f"2026-10-{on}" for found in rows.values() for on in found]
    codes = [kode for kode, found in rows.items() for _on in found]
    sheet = make_sheet(SPKP, [[6] * 8] * len(days), satker=codes, tanggal=days)
    when = NOW.replace(month=10, day=day)
    return store(engine, make_file(name), [sheet], now=when, create_satker=[SatkerBaru("A"), SatkerBaru("B")]).impor_id


def observed(engine: sa.Engine, saringan: Saringan | None = None) -> dict[str, int]:
    """Satker -> day of October on which it was last observed."""
    found = SqlRepository(engine).imported_at(ALL, saringan or Saringan("spkp", OKTOBER))
    return {str(kode): int(moment.day) for kode, moment in found.items()}


def test_the_newest_import_that_counts_says_until_when_a_satker_was_observed(engine: sa.Engine):
    send(engine, "satu.csv", 5, {"A": ["01", "02"], "B": ["01"]})
    assert observed(engine) == {"A": 5, "B": 5}
    second = send(engine, "dua.csv", 12, {"A": ["01", "02", "09"]})
    assert observed(engine) == {"A": 12, "B": 5}
    # B's file brings nobody new beside A's: it was looked at all the same.
    third = send(engine, "tiga.csv", 20, {"A": ["19"], "B": ["01"]})
    assert observed(engine) == {"A": 20, "B": 20}
    undo(engine, third, now=NOW, oleh="uji", alasan="uji")
    assert observed(engine) == {"A": 12, "B": 5}
    undo(engine, second, now=NOW, oleh="uji", alasan="uji")
    assert observed(engine) == {"A": 5, "B": 5}
    restore(engine, third, now=NOW, oleh="uji", alasan="uji")
    assert observed(engine) == {"A": 20, "B": 20}
    assert observed(engine, Saringan("spkp", Periode(202609, 202609))) == {}
    assert observed(engine, Saringan("spak", OKTOBER)) == {}


def test_undo_restore_and_corrections_keep_the_days(engine: sa.Engine):
    first = send(engine, "satu.csv", 5, {"A": ["01", "02"], "B": ["01"]})
    send(engine, "dua.csv", 12, {"A": ["02", "09"]})
    repo, saringan = SqlRepository(engine), Saringan("spkp", OKTOBER)

    def days() -> dict[tuple[str, int], int]:
        frame = repo.daily(ALL, saringan)
        places = zip(frame["satker"].tolist(), frame["tanggal"].dt.day.tolist(), strict=True)
        return dict(zip(places, frame["n"].tolist(), strict=True))

    whole = {("A", 1): 1, ("A", 2): 1, ("A", 9): 1, ("B", 1): 1}
    assert days() == whole
    undo(engine, first, now=NOW, oleh="uji", alasan="uji")
    assert days() == {("A", 2): 1, ("A", 9): 1}
    restore(engine, first, now=NOW, oleh="uji", alasan="uji")
    assert days() == whole


@pytest.fixture
def calendars(engine: sa.Engine) -> SqlRepository:
    """A closed day of everybody, one of A in the next month, an opened and a closed day of B."""
    store_sheets(engine, make_sheet(SPKP, [[6] * 8] * 2, satker=["A", "B"]))
    with engine.connect() as connection:
        ids = satker_ids(connection)
    rows = [
        (None, date(2026, 10, 31), "tutup", "listrik padam"),
        (ids["A"], date(2026, 11, 1), "tutup", "pindah kantor"),
        (ids["B"], date(2026, 10, 1), "buka", "melayani hari libur"),
        (ids["B"], date(2026, 9, 30), "tutup", "rapat"),
    ]
    names = ("satker_id", "tanggal", "keadaan", "keterangan")
    with writing(engine).begin() as connection:
        connection.execute(sa.insert(schema.hari_khusus), [dict(zip(names, row, strict=True)) for row in rows])
    return SqlRepository(engine)


def test_special_days_of_a_period(calendars: SqlRepository):
    found = calendars.special_days(ALL, OKTOBER)
    assert list(found.columns) == list(HARI_KHUSUS)
    assert str(found["tanggal"].dtype) == "datetime64[s]"
    everybody = ("", pd.Timestamp(2026, 10, 31), "tutup", "listrik padam")
    of_b = ("B", pd.Timestamp(2026, 10, 1), "buka", "melayani hari libur")
    assert list(found.itertuples(index=False, name=None)) == [everybody, of_b]
    both = calendars.special_days(ALL, Periode(202609, 202611))
    assert both["satker"].tolist() == ["", "A", "B", "B"]
    assert both["tanggal"].dt.month.tolist() == [10, 11, 9, 10]
    assert calendars.special_days(Scope.only("A"), OKTOBER)["satker"].tolist() == [""]


def test_no_special_days(repo: SurveyRepository):
    found = repo.special_days(ALL, OKTOBER)
    assert found.empty
    assert (list(found.columns), str(found["tanggal"].dtype)) == (list(HARI_KHUSUS), "datetime64[s]")


def test_a_pull_that_brings_nobody_new_has_looked_all_the_same(engine: sa.Engine):
    """A came from the source, B from a file; on the 20th the source is asked again and has nothing new."""
    send(engine, "satu.csv", 5, {"A": ["01"]})
    with writing(engine).begin() as connection:
        connection.execute(sa.update(schema.impor).values(sumber="tarikan:antrean"))
        connection.execute(
            sa.insert(schema.tarikan).values(nama="antrean", penanda="", ditarik_pada=NOW.replace(month=10, day=20))
        )
    send(engine, "dua.csv", 12, {"B": ["01"]})
    assert observed(engine) == {"A": 20, "B": 12}


def test_the_moment_does_not_depend_on_the_zone_of_the_database(engine: sa.Engine):
    send(engine, "satu.csv", 5, {"A": ["01"]})
    moment = SqlRepository(engine).imported_at(ALL, Saringan("spkp", OKTOBER))["A"]
    assert moment == NOW.replace(month=10, day=5)
    assert moment.utcoffset() == timedelta(0)
    assert moment.tz_convert(UTC) == moment
