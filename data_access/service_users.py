"""Service users per satker and month: the N from which respondent targets are computed."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from data_access import schema


def put_service_users(connection: sa.Connection, pengguna: Mapping[tuple[str, int], int], sumber: str) -> int:
    """Set the service users of (satker code, month 202606), in place of what is there; returns how many were set.

    Satker that the database does not know are left out. ``sumber`` says where the numbers come from.
    """
    table = schema.pengguna_layanan
    ids = {
        str(kode): int(number)
        for kode, number in connection.execute(sa.select(schema.satker.c.kode, schema.satker.c.id))
    }
    rows = [
        {"satker_id": ids[kode], "bulan": bulan, "jumlah": jumlah, "sumber": sumber}
        for (kode, bulan), jumlah in sorted(pengguna.items())
        if kode in ids
    ]
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    statement = insert.on_conflict_do_update(
        index_elements=[table.c.satker_id, table.c.bulan],
        set_={"jumlah": insert.excluded.jumlah, "sumber": insert.excluded.sumber},
    )
    if rows:
        connection.execute(statement, rows)
    return len(rows)
