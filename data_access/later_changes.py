"""What was changed after a day was over: closed days (docs/adr/0018), and the users and targets of its period (0017).

A number of that day, looked up again, is computed with what is known now. Who comes back to it is told what is new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from data_access import schema
from data_access.conditions import end_of
from data_access.engine import as_utc
from data_access.files.master.statements import PENGGUNA, TARGET
from data_access.ledger.undo import BATAL, PULIH
from data_access.master_data.changes import key_of
from data_access.master_data.days import SEMUA
from data_access.repository import HariDiubah, Scope, TargetDiubah
from scoring.periods import Periode

T = TypeVar("T")


@dataclass(frozen=True)
class _Tindakan:
    """A batch was stored, undone or restored: whether it counted from then on, when and by whom."""

    berlaku: bool
    pada: datetime
    oleh: str


@dataclass(frozen=True)
class _Perubahan(Generic[T]):
    """A record that is another one now than it was, who changed it last, and when."""

    semula: T
    menjadi: T
    oleh: str
    pada: datetime


Riwayat = Mapping[int, Sequence[_Tindakan]]
Ucapan = sa.Row[tuple[object, ...]]
Kunci = tuple[str | int, ...]


def read_day_changes(connection: sa.Connection, scope: Scope, periode: Periode, after: date) -> tuple[HariDiubah, ...]:
    """See SurveyRepository.day_changes."""

    def is_meant(key: Kunci) -> bool:
        inside = periode.first_day <= date.fromisoformat(str(key[1])) <= periode.last_day
        return inside and (scope.satker is None or str(key[0]) in {*scope.satker, SEMUA})

    spoken = {key: rows for key, rows in _spoken(connection, schema.hari_khusus).items() if is_meant(key)}
    found = [
        HariDiubah(str(key[0]), date.fromisoformat(str(key[1])), one.semula, one.menjadi, one.oleh, one.pada)
        for key, one in _changed(connection, spoken, after, _state).items()
    ]
    return tuple(sorted(found, key=lambda one: (one.pada, one.satker, one.tanggal)))


def read_target_changes(
    connection: sa.Connection, scope: Scope, periode: Periode, after: date
) -> tuple[TargetDiubah, ...]:
    """See SurveyRepository.target_changes."""
    months = [f",{bulan}]" for bulan in periode.months]
    found: list[TargetDiubah] = []
    for table, ends in (
        (schema.pengguna_layanan, months),
        (schema.target_manual, [f",{periode.dari},{periode.sampai}]"]),
    ):
        spoken = {
            key: rows
            for key, rows in _spoken(connection, table, ends).items()
            if scope.satker is None or str(key[0]) in scope.satker
        }
        by_hand = table is schema.target_manual
        found += [
            TargetDiubah(
                str(key[0]), TARGET if by_hand else PENGGUNA, str(key[1]) if by_hand else "",
                one.semula, one.menjadi, one.oleh, one.pada,
            )
            for key, one in _changed(connection, spoken, after, _number).items()
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.pada, one.satker, one.isian, one.instrumen)))


def _spoken(connection: sa.Connection, table: sa.Table, ends: Sequence[str] = ()) -> dict[Kunci, list[Ucapan]]:
    """Every statement about a table's records by key, also of batches that were undone, in the order of the ledger.
    ``ends``: only of keys whose text in the ledger ends with one of these."""
    found: dict[Kunci, list[Ucapan]] = {}
    for row in connection.execute(_select_statements(table, ends)):
        found.setdefault(key_of(row.kunci), []).append(row)
    return found


def _select_statements(table: sa.Table, ends: Sequence[str]) -> sa.Select[tuple[object, ...]]:
    said, impor = schema.impor_perubahan, schema.impor
    columns = (impor.c.id, impor.c.oleh, impor.c.diimpor_pada)
    wanted = [said.c.tabel == table.name]
    if ends:
        wanted.append(sa.or_(*(said.c.kunci.endswith(end, autoescape=True) for end in ends)))
    return (
        sa.select(said.c.kunci, said.c.sebelum, said.c.sesudah, *columns)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(*wanted)
        .order_by(said.c.id)
    )


def _changed(
    connection: sa.Connection,
    spoken: Mapping[Kunci, Sequence[Ucapan]],
    after: date,
    value: Callable[[str | None], T],
) -> dict[Kunci, _Perubahan[T]]:
    """By key the records that counted with another ``value`` at the end of the day ``after`` than they do now."""
    if not spoken:
        return {}
    end, history = end_of(after), _history(connection)
    found = {key: _replayed(rows, end, history, value) for key, rows in spoken.items()}
    return {key: one for key, one in found.items() if one is not None}


def _history(connection: sa.Connection) -> Riwayat:
    """What was done to each batch after it was stored, by its number, oldest first."""
    table = schema.riwayat_impor
    columns = (table.c.impor_id, table.c.tindakan, table.c.pada, table.c.oleh)
    found: dict[int, list[_Tindakan]] = {}
    for row in connection.execute(sa.select(*columns).where(table.c.tindakan.in_((BATAL, PULIH))).order_by(table.c.id)):
        one = _Tindakan(row.tindakan == PULIH, as_utc(row.pada), str(row.oleh))
        found.setdefault(int(row.impor_id), []).append(one)
    return found


def _replayed(
    rows: Sequence[Ucapan], end: datetime, history: Riwayat, value: Callable[[str | None], T]
) -> _Perubahan[T] | None:
    """The record as it counted at ``end`` and as it counts now; None where that is the same."""
    then = now = value(rows[0].sebelum)
    events: list[tuple[datetime, str]] = []
    for row in rows:
        life = [_Tindakan(True, as_utc(row.diimpor_pada), str(row.oleh)), *history.get(int(row.id), ())]
        until = [one for one in life if one.pada < end]
        if until and until[-1].berlaku:
            then = value(row.sesudah)
        if life[-1].berlaku:
            now = value(row.sesudah)
        events += [(one.pada, one.oleh) for one in life if one.pada >= end]
    if then == now:
        return None
    pada, oleh = max(events)
    return _Perubahan(then, now, oleh, pada)


def _state(record: str | None) -> str:
    return "" if record is None else str(json.loads(record)["keadaan"])


def _number(record: str | None) -> int | None:
    """Users or a target; None: there is none, or it was taken away."""
    jumlah = None if record is None else json.loads(record)["jumlah"]
    return None if jumlah is None else int(jumlah)
