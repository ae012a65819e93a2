"""Undo and restore of master data. The state is a replay: for each record, what the live batches said, oldest first.

So an undone batch never takes back what a later one said, two batches may be undone in any order, and a batch that is
undone and restored leaves everything as it was. What was there before the first batch said anything is its ``sebelum``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from data_access import schema
from data_access.files.master.statements import TARGET, Isi
from data_access.master_data.records import TABEL, Catatan, Kunci, merged, write

_JENIS = {table.name: jenis for jenis, table in TABEL.items()}


def key_text(kunci: Kunci) -> str:
    """A key as it stands in impor_perubahan."""
    return json.dumps(list(kunci), ensure_ascii=False, separators=(",", ":"))


def key_of(text: str) -> Kunci:
    """Inverse of key_text."""
    return tuple(json.loads(text))


def record_statements(
    connection: sa.Connection,
    impor_id: int,
    jenis: str,
    statements: Iterable[tuple[Kunci, Mapping[str, Isi] | None, Mapping[str, Isi]]],
) -> None:
    """Write down what a batch says: (key, the whole record before it or None, the fields that it gives)."""
    rows = [
        {
            "impor_id": impor_id,
            "tabel": TABEL[jenis].name,
            "kunci": key_text(kunci),
            "sebelum": None if before is None else _json(before),
            "sesudah": _json(said),
        }
        for kunci, before, said in statements
    ]
    if rows:
        connection.execute(sa.insert(schema.impor_perubahan), rows)


def revert(connection: sa.Connection, impor_id: int) -> None:
    """Take a batch out of the state, inside the caller's writing transaction; the caller marks it undone.

    RefusedError when a satker that it brought has other data by now. Targets are read without undone batches, so for
    them there is nothing to do.
    """
    _replay(connection, impor_id, counts=False)


def reapply(connection: sa.Connection, impor_id: int) -> None:
    """Put an undone batch back where it was: later batches still win. RefusedError when its satker are gone."""
    _replay(connection, impor_id, counts=True)


def touched_satker(connection: sa.Connection, impor_id: int) -> set[str]:
    """Codes of the satker that a batch of master data says something about, so that a scope can be applied."""
    table = schema.impor_perubahan
    keys = connection.scalars(sa.select(table.c.kunci).where(table.c.impor_id == impor_id))
    return {str(key_of(text)[0]) for text in keys}


def _replay(connection: sa.Connection, impor_id: int, *, counts: bool) -> None:
    said, mine, impor = schema.impor_perubahan, schema.impor_perubahan.alias("mine"), schema.impor
    same = sa.and_(mine.c.impor_id == impor_id, mine.c.tabel == said.c.tabel, mine.c.kunci == said.c.kunci)
    columns = (said.c.tabel, said.c.kunci, said.c.sebelum, said.c.sesudah, said.c.impor_id, impor.c.dibatalkan_pada)
    select = (
        sa.select(*columns)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(sa.exists().where(same))
        .order_by(said.c.id)
    )
    states: dict[tuple[str, Kunci], Catatan | None] = {}
    for row in connection.execute(select):
        jenis, kunci = _JENIS[row.tabel], key_of(row.kunci)
        if jenis == TARGET:
            continue
        base = None if row.sebelum is None else json.loads(row.sebelum)
        state = states.setdefault((jenis, kunci), base)
        if counts if row.impor_id == impor_id else row.dibatalkan_pada is None:
            states[jenis, kunci] = merged(jenis, kunci, state, json.loads(row.sesudah))
    for jenis in TABEL:
        part = {kunci: state for (one, kunci), state in states.items() if one == jenis}
        if part:
            write(connection, jenis, part)


def _json(values: Mapping[str, Isi]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
