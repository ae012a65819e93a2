"""Service users per satker and month: the N from which respondent targets are computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import unavailable_as, writing
from data_access.files.master.statements import PENGGUNA
from data_access.master_data.records import satker_ids
from data_access.master_data.storing import store_counts
from data_access.monthly_counts import put_counts


def put_service_users(connection: sa.Connection, pengguna: Mapping[tuple[str, int], int], sumber: str) -> int:
    """Set the service users of (satker code, month 202606), in place of what is there; returns how many were set.

    Satker that the database does not know are left out. ``sumber`` says where the numbers come from.
    """
    ids = satker_ids(connection)
    return put_counts(connection, schema.pengguna_layanan, ids, pengguna, sumber)


def save_service_users(
    engine: sa.Engine, pengguna: Mapping[tuple[str, int], int], sumber: str, *, now: datetime, oleh: str = ""
) -> int:
    """Numbers typed into a page, as a batch of the ledger that can be undone (``now``: UTC); returns how many were set.

    Satker that the database does not know are left out. SourceUnavailableError when the database does not take it.
    """
    sentence = "Angka tidak tersimpan: basis data tidak dapat ditulis. Ulangi nanti."
    with unavailable_as(sentence), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        known = satker_ids(connection)
        wanted = {key: n for key, n in pengguna.items() if key[0] in known}
        return store_counts(connection, PENGGUNA, wanted, sumber, now=now, oleh=oleh)
