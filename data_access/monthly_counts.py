"""A count per satker and month (service users, employees): set in place of what is there, on both engines."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def put_counts(
    connection: sa.Connection,
    table: sa.Table,
    ids: Mapping[str, int],
    counts: Mapping[tuple[str, int], int],
    sumber: str,
    rincian: Mapping[tuple[str, int], str] | None = None,
) -> int:
    """Set ``counts`` of (satker code, month 202606) in ``table``; returns how many were set.

    ``table``: columns satker_id, bulan (its key), jumlah, sumber, and perhaps rincian: the texts ``rincian``, '' for the
    counts that it does not name, because the parts of another number are no parts of this one. Codes that ``ids`` does
    not know are left out.
    """
    parts = rincian or {}
    rows = [
        {"satker_id": ids[kode], "bulan": bulan, "jumlah": jumlah, "sumber": sumber}
        | ({"rincian": parts.get((kode, bulan), "")} if "rincian" in table.c else {})
        for (kode, bulan), jumlah in sorted(counts.items())
        if kode in ids
    ]
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    statement = insert.on_conflict_do_update(
        index_elements=[table.c.satker_id, table.c.bulan],
        set_={name: insert.excluded[name] for name in ("jumlah", "sumber", "rincian") if name in table.c},
    )
    if rows:
        connection.execute(statement, rows)
    return len(rows)
