"""Days that were closed or opened after a day was over: the calendar of a past day was another one then (docs/adr/0018)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from data_access import schema
from data_access.conditions import end_of
from data_access.engine import as_utc
from data_access.ledger.undo import BATAL, PULIH
from data_access.master_data.changes import key_of
from data_access.master_data.days import SEMUA
from data_access.repository import HariDiubah, Scope
from scoring.periods import Periode


@dataclass(frozen=True)
class _Tindakan:
    """A batch was stored, undone or restored: whether it counted from then on, when and by whom."""

    berlaku: bool
    pada: datetime
    oleh: str


Riwayat = Mapping[int, Sequence[_Tindakan]]


def read_day_changes(connection: sa.Connection, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
    """See SurveyRepository.day_changes."""
    end, history = end_of(after), _history(connection)
    spoken: dict[tuple[str, date], list[sa.Row[tuple[object, ...]]]] = {}
    for row in connection.execute(_select_statements()):
        kode, iso = (str(part) for part in key_of(row.kunci))
        hari = date.fromisoformat(iso)
        if (scope.satker is None or kode in {*scope.satker, SEMUA}) and periode.first_day <= hari <= periode.last_day:
            spoken.setdefault((kode, hari), []).append(row)
    found = [_changed(kode, hari, rows, end, history) for (kode, hari), rows in spoken.items()]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.pada, one.satker, one.tanggal)))


def _select_statements() -> sa.Select[tuple[object, ...]]:
    """Every statement about a day, also of batches that were undone, in the order of the ledger."""
    said, impor = schema.impor_perubahan, schema.impor
    columns = (impor.c.id, impor.c.oleh, impor.c.diimpor_pada)
    return (
        sa.select(said.c.kunci, said.c.sebelum, said.c.sesudah, *columns)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.tabel == schema.hari_khusus.name)
        .order_by(said.c.id)
    )


def _history(connection: sa.Connection) -> Riwayat:
    """What was done to each batch after it was stored, by its number, oldest first."""
    table = schema.riwayat_impor
    columns = (table.c.impor_id, table.c.tindakan, table.c.pada, table.c.oleh)
    found: dict[int, list[_Tindakan]] = {}
    for row in connection.execute(sa.select(*columns).where(table.c.tindakan.in_((BATAL, PULIH))).order_by(table.c.id)):
        one = _Tindakan(row.tindakan == PULIH, as_utc(row.pada), str(row.oleh))
        found.setdefault(int(row.impor_id), []).append(one)
    return found


def _changed(
    kode: str, hari: date, rows: Sequence[sa.Row[tuple[object, ...]]], end: datetime, history: Riwayat
) -> HariDiubah | None:
    """The day as it counted at ``end`` and as it counts now, None where that is the same; who changed it last, and when."""
    then = now = _state(rows[0].sebelum)
    events: list[tuple[datetime, str]] = []
    for row in rows:
        life = [_Tindakan(True, as_utc(row.diimpor_pada), str(row.oleh)), *history.get(int(row.id), ())]
        until = [one for one in life if one.pada < end]
        if until and until[-1].berlaku:
            then = _state(row.sesudah)
        if life[-1].berlaku:
            now = _state(row.sesudah)
        events += [(one.pada, one.oleh) for one in life if one.pada >= end]
    if then == now:
        return None
    pada, oleh = max(events)
    return HariDiubah(kode, hari, then, now, oleh, pada)


def _state(record: str | None) -> str:
    return "" if record is None else str(json.loads(record)["keadaan"])
