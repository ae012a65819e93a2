"""Connections to a source: read-only as the engine itself enforces it, with limits on time, and forgotten afterwards."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access.errors import SourceUnavailableError
from data_access.sources.explain import explained, told
from data_access.sources.settings import ROOT, Sumber

CONNECT_S = 10
_STEPS = 20_000  # of SQLite's machine between two looks at the clock: some milliseconds


@contextmanager
def reading(sumber: Sumber, *, now: datetime) -> Iterator[sa.Connection]:
    """A connection inside one read-only transaction, in which everything is seen as of one moment.

    ``now`` decides the offset of the source's zone. SourceUnavailableError for everything that the source answers.
    """
    with explained(sumber, connected=False):
        engine = _engine(sumber, now)
    try:
        with explained(sumber, connected=False):
            connection = engine.connect()
        try:
            with explained(sumber, connected=True):
                _begin(connection, sumber)
                yield connection
        finally:
            # Nothing is to be kept, and asking a server that has gone to roll back would only hide why it went.
            connection.invalidate()
            connection.close()
    finally:
        engine.dispose()


def _engine(sumber: Sumber, now: datetime) -> sa.Engine:
    url, backend = sumber.url, sumber.url.get_backend_name()
    if backend == "sqlite":
        return sa.create_engine("sqlite://", creator=_sqlite(sumber), poolclass=sa.pool.NullPool, hide_parameters=True)
    if backend == "postgresql":
        arguments: dict[str, object] = {
            "connect_timeout": CONNECT_S, "application_name": "pantau", "keepalives_idle": 10,
            "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": sumber.batas_detik * 1000,
        }  # fmt: skip
    else:
        if "charset" not in url.query:
            url = url.update_query_dict({"charset": "utf8mb4"})
        offset = datetime.strftime(now.astimezone(ZoneInfo(sumber.zona_sesi)), "%z")
        arguments = {
            "connect_timeout": CONNECT_S,
            # Longer than the server's own limit: the server's answer says more than a broken line.
            "read_timeout": sumber.batas_detik + 10,
            "write_timeout": CONNECT_S,
            "local_infile": False,
            # Whatever a server has set (ANSI_QUOTES, PAD_CHAR_TO_FULL_LENGTH ...), the questions mean the same.
            "sql_mode": "",
            "init_command": f"SET time_zone = '{offset[:3]}:{offset[3:5]}'",
        }
    return sa.create_engine(url, connect_args=arguments, poolclass=sa.pool.NullPool, hide_parameters=True)


def _begin(connection: sa.Connection, sumber: Sumber) -> None:
    """Make the transaction read-only and bounded; SQLite's connection is so from its opening."""
    match connection.dialect.name:
        case "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            connection.execute(
                sa.select(
                    sa.func.set_config("statement_timeout", f"{sumber.batas_detik}s", True),
                    sa.func.set_config("TimeZone", sumber.zona_sesi, True),
                )
            )
        case "mysql" | "mariadb":
            cursor = connection.connection.cursor()
            if getattr(connection.dialect, "is_mariadb", False):
                cursor.execute("SET SESSION max_statement_time = %s", (sumber.batas_detik,))
            else:
                cursor.execute("SET SESSION max_execution_time = %s", (sumber.batas_detik * 1000,))
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
            cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
            cursor.close()
        case _:
            connection.exec_driver_sql("BEGIN")


def _sqlite(sumber: Sumber) -> Callable[[], sqlite3.Connection]:
    file = Path(sumber.url.database or "")
    file = file if file.is_absolute() else ROOT / file

    def connect() -> sqlite3.Connection:
        if not file.is_file():
            raise SourceUnavailableError(told(sumber, "berkas SQLite yang disebut di url tidak ada."))
        # mode=ro: SQLite itself refuses to write, and a missing file is not made.
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        deadline = time.monotonic() + sumber.batas_detik
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        return connection

    return connect
