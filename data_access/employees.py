"""Employees per satker: the census target of the internal survey, valid from a month on until a later number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from data_access import queries, rollup_store, schema
from data_access.engine import unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.master.statements import PEGAWAI
from data_access.master_data.storing import store_counts
from data_access.monthly_counts import put_counts
from data_access.repository import Scope
from scoring.periods import TAHUN_MAKS, TAHUN_MIN

TERBANYAK = 100_000
NOT_STORED = "Jumlah pegawai tidak tersimpan: basis data tidak dapat ditulis. Ulangi nanti."


def put_employees(connection: sa.Connection, pegawai: Mapping[tuple[str, int], int], scope: Scope, sumber: str) -> int:
    """Set the employees of (satker code, first month it holds for, 202606); returns how many were set.

    RefusedError for a satker outside the scope and for what cannot be a number of employees or a month. ``sumber`` says
    where the numbers come from.
    """
    return put_counts(connection, schema.pegawai, _checked(connection, pegawai, scope), pegawai, sumber)


def save_employees(
    engine: sa.Engine,
    pegawai: Mapping[tuple[str, int], int],
    scope: Scope,
    sumber: str,
    *,
    now: datetime,
    oleh: str = "",
) -> int:
    """Numbers typed into a page, checked as in put_employees, as a batch of the ledger that can be undone (``now``: UTC).

    SourceUnavailableError when the database does not take it.
    """
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        _checked(connection, pegawai, scope)
        return store_counts(connection, PEGAWAI, pegawai, sumber, now=now, oleh=oleh)


def _checked(connection: sa.Connection, pegawai: Mapping[tuple[str, int], int], scope: Scope) -> dict[str, int]:
    """Code -> id of the satker in scope; RefusedError unless every number may be set."""
    satker = schema.satker
    allowed = connection.execute(sa.select(satker.c.kode, satker.c.id).where(queries.satker_in_scope(scope)))
    ids = {str(kode): int(number) for kode, number in allowed}
    for (kode, bulan), jumlah in pegawai.items():
        _check(kode, bulan, jumlah, known=kode in ids)
    return ids


def _check(kode: str, bulan: int, jumlah: int, *, known: bool) -> None:
    if not known:
        raise RefusedError(f"Satker {kode} tidak dikenal, atau bukan satker yang boleh Anda ubah.")
    if not (TAHUN_MIN <= bulan // 100 <= TAHUN_MAKS and 1 <= bulan % 100 <= 12):
        raise RefusedError("Bulan mulai berlaku tidak dikenali; tulis seperti 2026-06.")
    if not 1 <= jumlah <= TERBANYAK:
        raise RefusedError(f"Jumlah pegawai harus 1 sampai {TERBANYAK:,}.".replace(",", "."))
