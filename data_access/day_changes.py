"""Days that were closed or opened after a day was over: the calendar of a past day was another one then (docs/adr/0018)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from data_access import schema
from data_access.conditions import end_of
from data_access.engine import as_utc
from data_access.master_data.changes import key_of
from data_access.master_data.days import SEMUA
from data_access.repository import HariDiubah, Scope
from scoring.periods import Periode

_BATAL = "batal"


def read_day_changes(connection: sa.Connection, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
    """See SurveyRepository.day_changes."""
    end, undone = end_of(after), _undone_by(connection)
    spoken: dict[tuple[str, date], list[sa.Row[tuple[object, ...]]]] = {}
    for row in connection.execute(_select_statements()):
        kode, iso = (str(part) for part in key_of(row.kunci))
        hari = date.fromisoformat(iso)
        if (scope.satker is None or kode in {*scope.satker, SEMUA}) and periode.first_day <= hari <= periode.last_day:
            spoken.setdefault((kode, hari), []).append(row)
    found = [_changed(kode, hari, rows, end, undone) for (kode, hari), rows in spoken.items()]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.pada, one.satker, one.tanggal)))


def _select_statements() -> sa.Select[tuple[object, ...]]:
    """Every statement about a day, also of batches that were undone, in the order of the ledger."""
    said, impor = schema.impor_perubahan, schema.impor
    columns = (impor.c.id, impor.c.oleh, impor.c.diimpor_pada, impor.c.dibatalkan_pada)
    return (
        sa.select(said.c.kunci, said.c.sebelum, said.c.sesudah, *columns)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.tabel == schema.hari_khusus.name)
        .order_by(said.c.id)
    )


def _undone_by(connection: sa.Connection) -> dict[int, str]:
    """Who undid a batch last, by its number."""
    table = schema.riwayat_impor
    select = sa.select(table.c.impor_id, table.c.oleh).where(table.c.tindakan == _BATAL).order_by(table.c.id)
    return {int(number): str(oleh) for number, oleh in connection.execute(select)}


def _changed(
    kode: str, hari: date, rows: Sequence[sa.Row[tuple[object, ...]]], end: datetime, undone: dict[int, str]
) -> HariDiubah | None:
    """The day as it counted at ``end`` and as it counts now, None where that is the same; who changed it last, and when."""
    then = now = _state(rows[0].sebelum)
    events: list[tuple[datetime, str]] = []
    for row in rows:
        stored = as_utc(row.diimpor_pada)
        taken_back = None if row.dibatalkan_pada is None else as_utc(row.dibatalkan_pada)
        if stored < end and (taken_back is None or taken_back >= end):
            then = _state(row.sesudah)
        if taken_back is None:
            now = _state(row.sesudah)
        events += [(stored, str(row.oleh))] if taken_back is None else [(taken_back, undone.get(int(row.id), ""))]
    if then == now:
        return None
    pada, oleh = max(event for event in events if event[0] >= end)
    return HariDiubah(kode, hari, then, now, oleh, pada)


def _state(record: str | None) -> str:
    return "" if record is None else str(json.loads(record)["keadaan"])
