"""Days that differ from the country's calendar, as records of master data: (satker code or '' for all, ISO date)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from data_access import schema
from data_access.files.master.statements import Isi

SEMUA = ""  # instead of a satker code: the day is one of every satker
_MANY = 500  # values in one statement: databases limit how many it may have
_FIELDS = ("keadaan", "keterangan", "sumber")


def current_days(connection: sa.Connection, codes: Iterable[str]) -> dict[tuple[str | int, ...], dict[str, Isi]]:
    """The special days of these satker (SEMUA: those of all) as they are, by key."""
    table, satker, wanted = schema.hari_khusus, schema.satker, set(codes)
    select = sa.select(satker.c.kode, table.c.tanggal, *(table.c[name] for name in _FIELDS)).select_from(
        table.outerjoin(satker, satker.c.id == table.c.satker_id)
    )
    found: dict[tuple[str | int, ...], dict[str, Isi]] = {}
    for row in connection.execute(select):
        kode = SEMUA if row.kode is None else str(row.kode)
        if kode in wanted:
            found[kode, row.tanggal.isoformat()] = {name: str(getattr(row, name)) for name in _FIELDS}
    return found


def write_days(
    connection: sa.Connection,
    ids: Mapping[str, int],
    records: Mapping[tuple[str | int, ...], Mapping[str, Isi] | None],
) -> None:
    """Set the days to these records; None, or one without keadaan: the day is none any more. ``ids``: satker code -> id;
    a satker that is gone has no days to remove."""
    table = schema.hari_khusus
    by_satker: dict[int | None, dict[date, Mapping[str, Isi] | None]] = {}
    for (kode, iso), record in records.items():
        if kode == SEMUA or kode in ids:
            days = by_satker.setdefault(None if kode == SEMUA else ids[str(kode)], {})
            days[date.fromisoformat(str(iso))] = record
    new: list[dict[str, object]] = []
    for satker_id, days in by_satker.items():
        # "= NULL" is never true, so that days of all would stay.
        same = table.c.satker_id.is_(None) if satker_id is None else table.c.satker_id == satker_id
        ordered = sorted(days)
        for start in range(0, len(ordered), _MANY):
            connection.execute(sa.delete(table).where(same, table.c.tanggal.in_(ordered[start : start + _MANY])))
        for day in ordered:
            record = days[day]
            if record is not None and record["keadaan"]:
                values = {name: record.get(name) or "" for name in _FIELDS}
                new.append({"satker_id": satker_id, "tanggal": day, **values})
    if new:
        connection.execute(sa.insert(table), new)
