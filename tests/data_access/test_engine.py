"""Engines: the settings that were asked for are the settings in force."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.bulk import insert_rows
from data_access.engine import DEFAULT_FILE, as_utc, database_url, make_engine, unavailable_as, writing
from data_access.errors import SourceUnavailableError
from tests.data_access.conftest import migrated


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 15_000),
        ("cache_size", -65_536),
    ],
)
def test_sqlite_settings_read_back(sqlite_url: str, pragma: str, expected: object):
    engine = make_engine(sqlite_url)
    for source in (engine, writing(engine)):
        with source.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected


def test_sqlite_makes_its_folder(tmp_path: Path):
    engine = make_engine(f"sqlite:///{(tmp_path / 'baru' / 'dalam' / 'uji.db').as_posix()}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert (tmp_path / "baru" / "dalam" / "uji.db").exists()


def test_transactions_begin_where_they_are_asked_to(sqlite_url: str):
    engine = make_engine(sqlite_url)
    begun: list[str] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        begun.append(statement)

    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    with writing(engine).begin() as connection:
        connection.exec_driver_sql("SELECT 2")
    assert begun == ["BEGIN", "SELECT 1", "BEGIN IMMEDIATE", "SELECT 2"]


def test_postgresql_readers_keep_one_state_and_writers_see_the_newest(postgres_url: str):
    engine = make_engine(postgres_url)
    for source, level in (
        (engine, "repeatable read"),
        (writing(engine), "read committed"),
        (engine, "repeatable read"),
    ):
        with source.connect() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == level
    engine.dispose()


def test_foreign_keys_hold(engine: sa.Engine):
    with pytest.raises(sa.exc.IntegrityError), writing(engine).begin() as connection:
        connection.execute(
            sa.insert(schema.pengguna_layanan).values(satker_id=77, bulan=202601, jumlah=3, sumber="uji")
        )


def test_which_database_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PANTAU_DATABASE_URL", raising=False)
    assert database_url() == f"sqlite:///{DEFAULT_FILE.as_posix()}"
    assert DEFAULT_FILE.parts[-2:] == ("data", "pantau.db")
    monkeypatch.setenv("PANTAU_DATABASE_URL", "postgresql://satu/dua")
    assert database_url() == "postgresql://satu/dua"
    monkeypatch.setenv("PANTAU_DATABASE_URL", "")
    assert database_url() == f"sqlite:///{DEFAULT_FILE.as_posix()}"


@pytest.mark.parametrize("url", ["mysql://a/b", "oracle://a", "omong kosong", "tidak-ada://x/y"])
def test_other_databases_are_refused_in_a_sentence(url: str):
    with pytest.raises(SourceUnavailableError, match="PANTAU_DATABASE_URL"):
        make_engine(url)


def test_any_way_to_write_a_postgresql_address_uses_psycopg():
    for url in ("postgresql://a/b", "postgresql+psycopg://a/b", "postgresql+psycopg2://a/b"):
        assert make_engine(url).dialect.driver == "psycopg"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 20, 3, 30),  # noqa: DTZ001 - this is how SQLite gives it
        datetime(2026, 11, 20, 3, 30, tzinfo=UTC),
        datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=7))),
    ],
    ids=["tanpa zona", "UTC", "WIB"],
)
def test_times_are_utc(moment: datetime):
    assert as_utc(moment) == datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
    assert as_utc(moment).tzinfo == UTC


def test_bulk_rows_and_their_errors_come_as_sqlalchemy_tells_them(engine: sa.Engine):
    columns = ("dimensi", "nama")
    with writing(engine).begin() as connection:
        insert_rows(connection, schema.kategori, columns, [("usia", f"{n} \\ 'tahun'\t\n;") for n in range(100)])
    with engine.connect() as connection:
        names = connection.scalars(sa.select(schema.kategori.c.nama)).all()
    assert sorted(names) == sorted(f"{n} \\ 'tahun'\t\n;" for n in range(100))
    with pytest.raises(sa.exc.IntegrityError), writing(engine).begin() as connection:
        insert_rows(connection, schema.kategori, columns, [("usia", "sama"), ("usia", "sama")])
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.kategori)) == 100


def test_mistakes_of_the_program_are_not_told_as_a_missing_database(engine: sa.Engine):
    with (
        pytest.raises(sa.exc.IntegrityError),
        unavailable_as("Basis data tidak ada."),
        writing(engine).begin() as connection,
    ):
        connection.execute(sa.insert(schema.kategori), [{"dimensi": "a", "nama": "b"}] * 2)
    with (
        pytest.raises(SourceUnavailableError, match=r"Basis data tidak ada\."),
        unavailable_as("Basis data tidak ada."),
        engine.connect() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM tabel_yang_tidak_ada")


def test_closing_leaves_no_open_connections(postgres_url: str):
    with migrated(postgres_url):
        pass
    engine = make_engine(postgres_url)
    with engine.connect() as connection:
        others = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        ).scalar()
    engine.dispose()
    assert others == 0
