"""Faults in the middle of storing: the state after is the state before, on every engine, wherever it strikes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import make_engine
from data_access.errors import SourceUnavailableError
from data_access.ledger.rows import Progress
from data_access.repository import Saringan, Scope
from data_access.satker_names import SatkerBaru
from data_access.sql_repository import SqlRepository
from data_access.store import store
from scoring.instruments import shipped_instrument
from tests.data_access.conftest import migrated
from tests.data_access.state import assert_in_step, content, stored_rows
from tests.support.factories import NOW, make_file, make_instrument, random_sheet, store_sheets

SPKP = shipped_instrument("spkp")
BERSARANG = make_instrument((1, 3, 2), kode="bersarang", skala=(1, 10))


class StruckError(Exception):
    """The fault of these tests."""


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """A database that holds answers already."""
    store_sheets(engine, random_sheet(1, SPKP, 20, satker=("A", "B")), name="sebelumnya.xlsx")
    return engine


def put(engine: sa.Engine, rows: int = 40, progress: Progress | None = None) -> None:
    """A second file: new answers, a new satker, new categories, a new instrument."""
    sheets = [random_sheet(7, SPKP, rows, satker=("B", "C")), random_sheet(8, BERSARANG, rows, satker=("C",))]
    store(engine, make_file("baru.xlsx"), sheets, now=NOW, create_satker=[SatkerBaru("C")], progress=progress)


@contextmanager
def fault_at(engine: sa.Engine, number: int) -> Iterator[list[str]]:
    """Raises before the ``number``-th statement of the block; gives the statements that ran."""
    ran: list[str] = []

    def strike(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran.append(statement)
        if len(ran) == number:
            raise StruckError(statement)

    sa.event.listen(engine, "before_cursor_execute", strike)
    try:
        yield ran
    finally:
        sa.event.remove(engine, "before_cursor_execute", strike)


def test_a_fault_before_any_statement_leaves_everything_as_it_was(filled: sa.Engine):
    before = content(filled)
    number, done = 0, False
    while not done:
        number += 1
        with fault_at(filled, number) as ran:
            try:
                put(filled)
                done = True
            except StruckError:
                assert len(ran) == number
        if not done:
            assert content(filled) == before, f"statement {number}"
    # Locks, looks, inserts into nine tables: if it were fewer, this test would not have been where it hurts.
    assert number > 15
    assert stored_rows(filled) == 100
    assert_in_step(filled)


class StoppedScript(BaseException):
    """The operator pressed a button or went away."""


def test_a_script_that_is_stopped_at_any_report_leaves_everything_as_it_was(
    filled: sa.Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("data_access.ledger.rows.CHUNK", 15)
    before, reports, done = content(filled), 0, False
    while not done:
        reports += 1
        left = reports

        def report(_stage: str, _done: int, _total: int) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise StoppedScript

        try:
            put(filled, progress=report)
            done = True
        except StoppedScript:
            assert content(filled) == before, f"report {reports}"
    # Comparing two sheets, storing 40 rows of each in steps of 15, counting twice for each.
    assert reports > 2 + 2 * 3 + 2 * 2
    assert_in_step(filled)


@contextmanager
def refusing(engine: sa.Engine, table: str, event: str, when: str) -> Iterator[None]:
    """Inside the block the database itself refuses a row of ``table``."""
    if engine.dialect.name == "sqlite":
        make = [f"CREATE TRIGGER gagal BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'gagal'); END"]
        undo = ["DROP TRIGGER gagal"]
    else:
        make = [
            "CREATE FUNCTION gagal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gagal'; END $$",
            f"CREATE TRIGGER gagal BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION gagal()",
        ]
        undo = [f"DROP TRIGGER gagal ON {table}", "DROP FUNCTION gagal"]
    for number, statements in enumerate((make, undo)):
        if number:
            yield
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@pytest.fixture(scope="module")
def kept(kept_engine: sa.Engine) -> sa.Engine:
    """A database with answers that every failed import must leave alone."""
    store_sheets(kept_engine, random_sheet(1, SPKP, 20, satker=("A", "B")), name="sebelumnya.xlsx")
    with kept_engine.begin() as connection:
        # A file with a category that is new here.
        connection.execute(sa.update(schema.jawaban).values(usia_id=None))
        connection.execute(sa.delete(schema.rekap_responden).where(schema.rekap_responden.c.dimensi == "usia"))
        connection.execute(sa.delete(schema.kategori).where(schema.kategori.c.dimensi == "usia"))
    return kept_engine


@pytest.mark.parametrize(
    ("table", "event", "when"),
    [
        ("satker", "INSERT", "NEW.kode = 'C'"),
        ("impor", "INSERT", "NEW.ukuran > 0"),
        ("instrumen", "INSERT", "NEW.kode = 'bersarang'"),
        ("kategori", "INSERT", "NEW.nama <> ''"),
        ("jawaban", "INSERT", "NEW.baris = 30"),
        ("jawaban", "INSERT", "NEW.butir IS NOT NULL AND NEW.baris = 41"),
        ("rekap_unsur", "INSERT", "NEW.unsur_no = 2"),
        ("rekap_unsur", "UPDATE", "NEW.unsur_no = 8"),
        ("rekap_sebaran", "INSERT", "NEW.unsur_no = 3"),
        ("rekap_responden", "INSERT", "NEW.dimensi = 'usia'"),
        ("rekap_hari", "INSERT", "NEW.jam_09 > 0"),
        ("impor_satker", "INSERT", "NEW.n > 0"),
        ("versi_data", "UPDATE", "NEW.versi = 2"),
    ],
)
def test_a_row_that_the_database_refuses_takes_the_whole_file_with_it(
    kept: sa.Engine, table: str, event: str, when: str
):
    before = content(kept)
    with refusing(kept, table, event, when), pytest.raises((sa.exc.DBAPIError, SourceUnavailableError)) as told:
        put(kept)
    assert "gagal" in str(told.value.__cause__)
    assert content(kept) == before


def test_a_fault_while_rebuilding_leaves_the_rollup_as_it_was(filled: sa.Engine):
    before = content(filled)
    with fault_at(filled, 10), pytest.raises(StruckError):
        rollup_store.rebuild(filled, NOW)
    assert content(filled) == before


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path):
    with migrated(f"sqlite:///{(tmp_path / 'penuh.db').as_posix()}") as engine:
        store_sheets(engine, random_sheet(1, SPKP, 20, satker=("A", "B")))
        before = content(engine)

        @sa.event.listens_for(engine, "connect")
        def _small(connection: sqlite3.Connection, _record: object) -> None:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={pages + 3}")

        engine.dispose()  # so that the next connection is a new, small one
        with pytest.raises(SourceUnavailableError, match="Tidak ada yang berubah"):
            put(engine, 5000)
        assert content(engine) == before


def test_a_connection_cut_in_the_middle_is_told_and_changes_nothing(postgres_url: str):
    with migrated(postgres_url) as engine, migrated(postgres_url) as other:
        store_sheets(engine, random_sheet(1, SPKP, 20, satker=("A", "B")))
        before = content(engine)
        engine.dispose()

        def cut(_connection: object, cursor: psycopg.Cursor, statement: str, *_rest: object) -> None:
            if statement.startswith("UPDATE versi_data"):
                with other.connect() as killer:
                    killer.execute(sa.select(sa.func.pg_terminate_backend(cursor.connection.info.backend_pid)))

        sa.event.listen(engine, "before_cursor_execute", cut)
        with pytest.raises(SourceUnavailableError, match="Tidak ada yang berubah"):
            put(engine)
        sa.event.remove(engine, "before_cursor_execute", cut)
        assert content(engine) == before
        put(engine)
        assert stored_rows(engine) == 100


def test_a_connection_cut_at_commit_is_told_as_what_it_is(postgres_url: str):
    """Whether the server still heard COMMIT is not known then, so nobody may be told that nothing has changed."""
    with migrated(postgres_url) as engine, migrated(postgres_url) as other:
        store_sheets(engine, random_sheet(1, SPKP, 20, satker=("A", "B")))

        def cut(connection: sa.Connection) -> None:
            driver = connection.connection.driver_connection
            assert driver is not None
            with other.connect() as killer:
                killer.execute(sa.select(sa.func.pg_terminate_backend(driver.info.backend_pid, 5000)))

        sa.event.listen(engine, "commit", cut)
        with pytest.raises(SourceUnavailableError, match="belum pasti apakah perubahannya tersimpan"):
            put(engine)
        sa.event.remove(engine, "commit", cut)
        assert_in_step(engine)


def test_a_locked_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data_access.engine.BUSY_TIMEOUT_MS", 100)
    url = f"sqlite:///{(tmp_path / 'terkunci.db').as_posix()}"
    with migrated(url) as engine, migrated(url) as other:
        store_sheets(engine, random_sheet(1, SPKP, 20, satker=("A", "B")))
        with other.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with pytest.raises(SourceUnavailableError, match="terkunci"):
                put(engine)
            # Readers are not kept waiting.
            assert SqlRepository(engine).months(Scope.everything()) == [202601, 202602, 202603]


@pytest.mark.parametrize("ask", ["rekap", "months", "satker", "version", "imports"])
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, ask: str):
    file = tmp_path / "rusak.db"
    file.write_bytes(b"bukan basis data " * 500)
    engine = make_engine(f"sqlite:///{file.as_posix()}")
    repository, everything = SqlRepository(engine), Scope.everything()
    questions: dict[str, Callable[[], object]] = {
        "rekap": lambda: repository.rekap(everything, Saringan("spkp")),
        "months": lambda: repository.months(everything),
        "satker": lambda: repository.satker(everything),
        "version": repository.version,
        "imports": lambda: repository.imports(everything),
    }
    with pytest.raises(SourceUnavailableError, match="tidak dapat dibaca"):
        questions[ask]()
    with pytest.raises(SourceUnavailableError, match="tidak dapat ditulis"):
        put(engine)
