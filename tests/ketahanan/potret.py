"""A database as one value that does not depend on the engine or on which numbers it gave to its rows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc

Potret = dict[str, list[tuple[object, ...]]]
# Numbered rows and what they are known by; a number that was used up by a rolled back transaction says nothing.
_NAMED = {
    schema.impor: ("sidik",),
    schema.satker: ("kode",),
    schema.instrumen: ("kode",),
    schema.kategori: ("dimensi", "nama"),
    schema.jawaban: ("impor_id", "instrumen_id", "baris"),
}
_Names = dict[sa.Column[object], dict[int, object]]


def potret(engine: sa.Engine) -> Potret:
    """Every row of every table, sorted, with names in place of numbers. One transaction, so one state."""
    with engine.connect() as connection:
        names: _Names = {}
        for table, columns in _NAMED.items():
            rows = connection.execute(sa.select(table.c.id, *(table.c[name] for name in columns)))
            names[table.c.id] = {row[0]: _named(table, columns, row, names) for row in rows}
        return {table.name: _rows(connection, table, names) for table in schema.metadata.sorted_tables}


def _named(table: sa.Table, columns: tuple[str, ...], row: sa.Row[tuple[object, ...]], names: _Names) -> object:
    return tuple(_value(table.c[name], row[place], names) for place, name in enumerate(columns, 1))


def _rows(connection: sa.Connection, table: sa.Table, names: _Names) -> list[tuple[object, ...]]:
    columns = [column for column in table.columns if column.name != "id"]
    rows = connection.execute(sa.select(*columns))
    return sorted(
        (tuple(_value(column, value, names) for column, value in zip(columns, row, strict=True)) for row in rows),
        key=repr,
    )


def _value(column: sa.Column[object], value: object, names: _Names) -> object:
    if isinstance(value, datetime):
        return as_utc(value)
    if column.name == "kategori_id":  # 0 stands for "not known", so it is no foreign key
        return names[schema.kategori.c.id].get(int(str(value)), value)
    for key in column.foreign_keys:
        return names[key.column].get(int(str(value)), value) if value is not None else None
    return value
