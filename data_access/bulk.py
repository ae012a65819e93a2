"""Bulk rows go to the driver: COPY on PostgreSQL, executemany on SQLite (4 to 6 times as fast as through Core)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa


def insert_rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert ``rows`` (values in the order of ``columns``) inside the connection's transaction."""
    target, names = _names(connection, table, columns)
    with _driver(connection, f"bulk insert into {target}") as driver:
        if connection.dialect.name == "postgresql":
            _copy(driver, f"COPY {target} ({names}) FROM STDIN", rows)
        else:
            marks = ", ".join("?" * len(columns))
            # Table and column names come from our own schema, never from a file.
            driver.executemany(f"INSERT INTO {target} ({names}) VALUES ({marks})", rows)  # noqa: S608


def add_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    sums: Sequence[str],
) -> None:
    """Insert ``rows``; where the primary key is there already, the columns ``sums`` are added to what stands there."""
    target, names = _names(connection, table, columns)
    key = ", ".join(column.name for column in table.primary_key.columns)
    added = ", ".join(f"{name} = {target}.{name} + excluded.{name}" for name in sums)
    conflict = f"ON CONFLICT ({key}) DO UPDATE SET {added}"
    with _driver(connection, f"bulk upsert into {target}") as driver:
        if connection.dialect.name == "postgresql":
            waiting = f"tambahan_{table.name}"
            driver.execute(f"CREATE TEMP TABLE IF NOT EXISTS {waiting} (LIKE {target}) ON COMMIT DROP")
            driver.execute(f"TRUNCATE {waiting}")
            _copy(driver, f"COPY {waiting} ({names}) FROM STDIN", rows)
            driver.execute(f"INSERT INTO {target} ({names}) SELECT {names} FROM {waiting} {conflict}")  # noqa: S608
        else:
            marks = ", ".join("?" * len(columns))
            driver.executemany(f"INSERT INTO {target} ({names}) VALUES ({marks}) {conflict}", rows)  # noqa: S608


def _names(connection: sa.Connection, table: sa.Table, columns: Sequence[str]) -> tuple[str, str]:
    preparer = connection.dialect.identifier_preparer
    return preparer.format_table(table), ", ".join(preparer.quote(name) for name in columns)


def _copy(driver: Any, statement: str, rows: Iterable[Sequence[object]]) -> None:  # noqa: ANN401 - psycopg is optional
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _driver(connection: sa.Connection, statement: str) -> Iterator[Any]:
    """The driver's own connection; what it says itself (disk full, connection lost) reaches callers as SQLAlchemy's
    errors do."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - an open SQLAlchemy connection always has one
    kind = connection.dialect.loaded_dbapi.Error
    try:
        yield driver
    except kind as exc:
        raise sa.exc.DBAPIError.instance(statement, None, exc, kind, dialect=connection.dialect) from exc
