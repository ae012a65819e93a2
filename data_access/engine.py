"""Engines: SQLite with the settings that keep it safe (WAL, real transactions), PostgreSQL through psycopg."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from data_access.errors import SourceUnavailableError

ENV_URL = "PANTAU_DATABASE_URL"
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "data" / "pantau.db"  # wherever a command is started
BUSY_TIMEOUT_MS = 15_000
MAYBE_STORED = (
    "Sambungan ke basis data terputus pada saat terakhir, sehingga belum pasti apakah perubahannya tersimpan. Muat ulang dan "
    "lihat dulu datanya; ulangi hanya bila belum ada."
)
REOPEN_S = 10
_READ_ONLY = "25006"  # PostgreSQL, for a replica or a database set so: psycopg counts it among the internal errors


def database_url() -> str:
    """The database to use: PANTAU_DATABASE_URL, else the SQLite file under data/."""
    return os.environ.get(ENV_URL) or f"sqlite:///{DEFAULT_FILE.as_posix()}"


def make_engine(url: str) -> sa.Engine:
    """An engine for ``url``; SourceUnavailableError when the address is not usable."""
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite_engine(parsed)
        if parsed.get_backend_name() == "postgresql":
            # Repeatable read: all selects of one reading transaction see one state, as on SQLite.
            return sa.create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                pool_size=10,
                isolation_level="REPEATABLE READ",
                hide_parameters=True,
            )
    except (sa.exc.ArgumentError, ImportError) as exc:
        raise SourceUnavailableError("Alamat basis data tidak dapat dipakai; periksa PANTAU_DATABASE_URL.") from exc
    raise SourceUnavailableError("Basis data yang didukung: SQLite dan PostgreSQL; periksa PANTAU_DATABASE_URL.")


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    if url.database and not url.query.get("uri"):  # "file:...?mode=ro" is no path
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise SourceUnavailableError(f"Folder basis data tidak dapat dibuat: {exc.strerror}.") from exc
    # Kept connections keep their page cache and their settings: a third of a short read is opening the file anew. They
    # are let go after seconds, so that a database file that was moved or restored is noticed without a restart.
    # An error must not carry answers into the log: the parameters of an insert are what employees said.
    engine = sa.create_engine(
        url, pool_recycle=REOPEN_S, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        # pysqlite begins a transaction only before writes: two SELECTs of one page could see two states of the data.
        # So it is told never to, and BEGIN is sent below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer takes its lock at once (see writing()); taking it later can fail with "database is locked".
        immediate = connection.get_execution_options().get("pantau_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def unavailable_as(sentence: str) -> Iterator[None]:
    """Errors of a database that is away, full, locked, damaged or of another version, told as ``sentence``.

    A broken constraint or an unfit value is a mistake of this program and passes through.
    """
    try:
        yield
    except (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.InternalError, sa.exc.NotSupportedError) as exc:
        if getattr(exc.orig, "sqlstate", None) != _READ_ONLY:
            raise
        raise SourceUnavailableError(sentence) from exc
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as exc:
        # Lost while no statement ran, on an open connection: that is COMMIT, and whether it came through is not known.
        is_commit = isinstance(exc, sa.exc.DBAPIError) and exc.statement is None and exc.connection_invalidated
        raise SourceUnavailableError(MAYBE_STORED if is_commit else sentence) from exc


def as_utc(moment: datetime) -> datetime:
    """A time as the database gives it: SQLite leaves the zone out, PostgreSQL uses the session's."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def writing(engine: sa.Engine) -> sa.Engine:
    """The same engine for transactions that write."""
    if engine.dialect.name == "postgresql":
        # A writer waits for its turn and must then see what the one before it committed.
        return engine.execution_options(isolation_level="READ COMMITTED")
    return engine.execution_options(pantau_write=True)
