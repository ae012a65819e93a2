"""Service users per satker and month: the N from which respondent targets are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.breakdown import breakdown_text, read_breakdown
from data_access.errors import RefusedError
from data_access.master_data.records import satker_ids
from data_access.monthly_counts import put_counts
from data_access.queries import satker_in_scope
from data_access.repository import PENGGUNA_LAYANAN, Scope
from scoring.periods import Periode, month_label

# Users by layanan, by (satker code, month 202606).
Rincian = Mapping[tuple[str, int], Mapping[str, int]]


def put_service_users(
    connection: sa.Connection, pengguna: Mapping[tuple[str, int], int], sumber: str, rincian: Rincian | None = None
) -> int:
    """Set the service users of (satker code, month 202606), in place of what is there; returns how many were set.

    Satker that the database does not know are left out. ``sumber`` says where the numbers come from; ``rincian``: the
    same users by layanan, where known. RefusedError where those do not add up.
    """
    ids = satker_ids(connection)
    return put_counts(connection, schema.pengguna_layanan, ids, pengguna, sumber, _texts(pengguna, rincian or {}))


def _texts(pengguna: Mapping[tuple[str, int], int], rincian: Rincian) -> dict[tuple[str, int], str]:
    """The layanan of each number as stored; RefusedError unless they are parts of it that add up."""
    for (kode, bulan), parts in rincian.items():
        if parts and (problem := _wrong(parts, pengguna.get((kode, bulan)))):
            raise RefusedError(f"Pengguna layanan {kode}, {month_label(bulan)}: {problem}. Perbaiki, lalu ulangi.")
    return {key: breakdown_text(parts) for key, parts in rincian.items()}


def _wrong(parts: Mapping[str, int], whole: int | None) -> str:
    """Why ``parts`` are none of the number ``whole`` (None: nobody gives one); '' when they are."""
    if not all(map(str.strip, parts)):
        return "ada layanan tanpa nama"
    if min(parts.values()) < 0:
        return "ada layanan yang jumlahnya negatif"
    if sum(parts.values()) == whole:
        return ""
    told = "tidak disebut" if whole is None else str(whole)
    return f"jumlah menurut layanan {sum(parts.values())}, tetapi jumlah seluruhnya {told}"


def read_users_by_service(connection: sa.Connection, scope: Scope, periode: Periode) -> pd.DataFrame:
    """See SurveyRepository.users_by_service."""
    table, satker = schema.pengguna_layanan, schema.satker
    select = (
        sa.select(satker.c.kode, table.c.bulan, table.c.rincian)
        .join_from(table, satker, satker.c.id == table.c.satker_id)
        .where(satker_in_scope(scope), table.c.bulan.between(periode.dari, periode.sampai), table.c.rincian != "")
    )
    rows = sorted(
        (str(row.kode), int(row.bulan), layanan, jumlah)
        for row in connection.execute(select)
        for layanan, jumlah in read_breakdown(row.rincian).items()
    )
    return users_by_service_frame(rows)


def users_by_service_frame(rows: Sequence[tuple[str, int, str, int]] = ()) -> pd.DataFrame:
    """The frame of SurveyRepository.users_by_service from its sorted rows."""
    types = {"satker": "str", "bulan": "int64", "layanan": "str", "jumlah": "int64"}
    return pd.DataFrame(list(rows), columns=list(PENGGUNA_LAYANAN)).astype(types)
