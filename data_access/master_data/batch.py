"""What a stored batch of master data said, before and after, as it was when it was stored."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from data_access import schema
from data_access.engine import unavailable_as
from data_access.files.master.statements import Isi, Pernyataan
from data_access.master_data.changes import key_of
from data_access.master_data.comparison import NOT_READ, Selisih, difference
from data_access.master_data.records import TABEL
from data_access.repository import Scope


def read_batch(engine: sa.Engine, impor_id: int, scope: Scope) -> Selisih | None:
    """The records of a batch that are of satker in scope, or of every satker, in the order in which they were stored; None
    where it is no batch of master data, or has none of them. SourceUnavailableError when the database cannot be read.
    """
    said, impor = schema.impor_perubahan, schema.impor
    select = (
        sa.select(said.c.kunci, said.c.sebelum, said.c.sesudah, impor.c.jenis)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.impor_id == impor_id, impor.c.jenis.in_(TABEL))
        .order_by(said.c.id)
    )
    with unavailable_as(NOT_READ), engine.connect() as connection:
        found = connection.execute(select).all()
    beda = tuple(
        difference(row.jenis, Pernyataan(key_of(row.kunci), json.loads(row.sesudah)), _record(row.sebelum))
        for row in found
        if scope.satker is None or key_of(row.kunci)[0] in {*scope.satker, ""}
    )
    return Selisih(str(found[0].jenis), beda, ()) if beda else None


def _record(text: str | None) -> dict[str, Isi] | None:
    record: Mapping[str, Isi] | None = None if text is None else json.loads(text)
    return None if record is None else dict(record)
