"""Manual targets: a number of respondents that somebody set for a satker and a period, with who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_access import queries, schema
from data_access.files.master.statements import Isi, Pernyataan
from data_access.instrument_store import to_json
from data_access.master_data.records import Catatan, Kunci, satker_ids
from data_access.repository import Scope
from scoring.instruments import shipped_instruments
from scoring.periods import Periode


def select_manual_targets(scope: Scope, periode: Periode | None = None) -> sa.Select[Any]:
    """One row a target that was ever set and not undone, oldest first: columns repository.TARGET with dari, sampai.

    With ``periode`` only those set for exactly its months: the target of a triwulan says nothing about one of its months.
    """
    table, satker, impor, instrumen = schema.target_manual, schema.satker, schema.impor, schema.instrumen
    columns = (table.c.dari, table.c.sampai, table.c.jumlah, table.c.alasan, table.c.oleh, table.c.dicatat_pada)
    wanted = [queries.satker_in_scope(scope), impor.c.dibatalkan_pada.is_(None)]
    if periode is not None:
        wanted += [table.c.dari == periode.dari, table.c.sampai == periode.sampai]
    return (
        sa.select(
            satker.c.kode.label("satker"),
            sa.func.coalesce(instrumen.c.kode, "").label("instrumen"),
            *columns,
            impor.c.nama_berkas,
        )
        .select_from(
            table.join(satker, satker.c.id == table.c.satker_id)
            .join(impor, impor.c.id == table.c.impor_id)
            .outerjoin(instrumen, instrumen.c.id == table.c.instrumen_id)
        )
        .where(*wanted)
        .order_by(table.c.impor_id, table.c.id)
    )


def current_targets(connection: sa.Connection) -> dict[Kunci, Catatan]:
    """The newest target of each key (satker, instrument or '', first month, last month) that was not undone."""
    found: dict[Kunci, Catatan] = {}
    for row in connection.execute(select_manual_targets(Scope.everything())):
        key = (str(row.satker), str(row.instrumen), int(row.dari), int(row.sampai))
        found[key] = {"jumlah": row.jumlah, "alasan": str(row.alasan), "oleh": str(row.oleh)}
    return found


def insert_targets(connection: sa.Connection, impor_id: int, statements: Iterable[Pernyataan], now: datetime) -> None:
    """Add the targets of a batch; what was set before stays, so that the history can be read."""
    wanted = list(statements)
    ids, instruments = satker_ids(connection), _instrument_ids(connection, {str(one.kunci[1]) for one in wanted} - {""})
    rows = [_row(one.kunci, one.nilai, ids, instruments) for one in wanted]
    if rows:
        common = {"impor_id": impor_id, "dicatat_pada": now}
        connection.execute(sa.insert(schema.target_manual), [row | common for row in rows])


def _row(
    kunci: Kunci, nilai: Mapping[str, Isi], ids: Mapping[str, int], instruments: Mapping[str, int]
) -> dict[str, object]:
    return {
        "satker_id": ids[str(kunci[0])],
        "instrumen_id": instruments[str(kunci[1])] if kunci[1] else None,
        "dari": int(kunci[2]),
        "sampai": int(kunci[3]),
        "jumlah": nilai["jumlah"],
        "alasan": nilai["alasan"],
        "oleh": nilai["oleh"],
    }


def _instrument_ids(connection: sa.Connection, codes: set[str]) -> dict[str, int]:
    """Code -> id of these instruments; shipped ones that were never answered here get their row."""
    table = schema.instrumen
    select = sa.select(table.c.kode, table.c.id).where(table.c.kode.in_(codes))
    known = {str(kode) for kode, _number in connection.execute(select)}
    new = [one for kode, one in shipped_instruments().items() if kode in codes - known]
    if new:
        rows = [{"kode": one.kode, "nama": one.nama, "definisi": to_json(one)} for one in new]
        connection.execute(sa.insert(table), rows)
    return {str(kode): int(number) for kode, number in connection.execute(select)}
