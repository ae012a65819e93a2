"""Bulk rows go to the driver: COPY on PostgreSQL, many rows a statement on SQLite (6 to 8 times as fast as Core)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import sqlalchemy as sa

# Values of one statement on SQLite, whose oldest builds take 999: a third less time than a statement a row.
_VALUES = 900


def insert_rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert ``rows`` (values in the order of ``columns``) inside the connection's transaction."""
    target, names = _names(connection, table, columns)
    with _driver(connection, f"bulk insert into {target}") as driver:
        if connection.dialect.name == "postgresql":
            _copy(driver, f"COPY {target} ({names}) FROM STDIN", rows)
        else:
            # Table and column names come from our own schema, never from a file.
            _insert(driver, f"INSERT INTO {target} ({names})", len(columns), chain.from_iterable(rows))


def insert_columns(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], values: Sequence[Sequence[object]]
) -> None:
    """insert_rows() for values that are ready column by column, equally many in each."""
    if connection.dialect.name == "postgresql":
        insert_rows(connection, table, columns, zip(*values, strict=True))
        return
    target, names = _names(connection, table, columns)
    flat: list[object] = [None] * (len(columns) * len(values[0]))
    for place, column in enumerate(values):
        flat[place :: len(columns)] = column
    with _driver(connection, f"bulk insert into {target}") as driver:
        _insert(driver, f"INSERT INTO {target} ({names})", len(columns), flat)


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
            _insert(driver, f"INSERT INTO {target} ({names})", len(columns), chain.from_iterable(rows), conflict)


def _names(connection: sa.Connection, table: sa.Table, columns: Sequence[str]) -> tuple[str, str]:
    preparer = connection.dialect.identifier_preparer
    return preparer.format_table(table), ", ".join(preparer.quote(name) for name in columns)


def _insert(driver: Any, head: str, width: int, values: Iterable[object], tail: str = "") -> None:  # noqa: ANN401
    """Insert rows of ``width`` values each, which follow one another in ``values``."""
    per = _VALUES // width
    row = f"({', '.join('?' * width)})"
    left = iter(values)
    rest: list[object] = []

    def whole() -> Iterator[list[object]]:
        while len(some := list(islice(left, per * width))) == per * width:
            yield some
        rest.extend(some)

    driver.executemany(f"{head} VALUES {', '.join([row] * per)} {tail}", whole())
    if rest:
        driver.execute(f"{head} VALUES {', '.join([row] * (len(rest) // width))} {tail}", rest)


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
        if connection.dialect.is_disconnect(exc, driver, None):
            # Else the rollback of the lost connection fails too, and its error, which names no statement, looks like one
            # of COMMIT (engine.unavailable_as).
            connection.invalidate(exc)
        raise sa.exc.DBAPIError.instance(statement, None, exc, kind, dialect=connection.dialect) from exc
