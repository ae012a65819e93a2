"""Employees per satker: the census target of the internal survey, valid from a month on until a later number."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from data_access import queries, schema
from data_access.errors import RefusedError
from data_access.monthly_counts import put_counts
from data_access.repository import Scope
from scoring.periods import TAHUN_MAKS, TAHUN_MIN

TERBANYAK = 100_000


def put_employees(connection: sa.Connection, pegawai: Mapping[tuple[str, int], int], scope: Scope, sumber: str) -> int:
    """Set the employees of (satker code, first month it holds for, 202606); returns how many were set.

    RefusedError for a satker outside the scope and for what cannot be a number of employees or a month. ``sumber`` says
    where the numbers come from.
    """
    return put_counts(connection, schema.pegawai, _checked(connection, pegawai, scope), pegawai, sumber)


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
