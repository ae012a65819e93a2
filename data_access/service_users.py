"""Service users per satker and month: the N from which respondent targets are computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import writing
from data_access.errors import SourceUnavailableError
from data_access.monthly_counts import put_counts


def put_service_users(connection: sa.Connection, pengguna: Mapping[tuple[str, int], int], sumber: str) -> int:
    """Set the service users of (satker code, month 202606), in place of what is there; returns how many were set.

    Satker that the database does not know are left out. ``sumber`` says where the numbers come from.
    """
    ids = {
        str(kode): int(number)
        for kode, number in connection.execute(sa.select(schema.satker.c.kode, schema.satker.c.id))
    }
    return put_counts(connection, schema.pengguna_layanan, ids, pengguna, sumber)


def save_service_users(
    engine: sa.Engine, pengguna: Mapping[tuple[str, int], int], sumber: str, *, now: datetime
) -> int:
    """put_service_users in a transaction of its own, which also says that the data changed (``now``: UTC).

    SourceUnavailableError when the database does not take it.
    """
    try:
        with writing(engine).begin() as connection:
            rollup_store.lock_writers(connection)
            rollup_store.bump_version(connection, now)
            return put_service_users(connection, pengguna, sumber)
    except (sa.exc.OperationalError, sa.exc.InterfaceError) as exc:
        raise SourceUnavailableError("Angka tidak tersimpan: basis data tidak dapat ditulis. Ulangi nanti.") from exc
