"""Records of master data by key, the same for all kinds: satker, service users, employees, days. Reading, writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from data_access import schema
from data_access.errors import RefusedError
from data_access.files.master.statements import KALENDER, PEGAWAI, PENGGUNA, SATKER, TARGET, Isi
from data_access.master_data.days import SEMUA, current_days, write_days
from data_access.monthly_counts import put_counts
from data_access.satker_names import SatkerBaru

Kunci = tuple[str | int, ...]
Catatan = dict[str, Isi]

FIELDS = ("nama", "jenis", "rumpun", "induk", "zona_waktu", "bidik_predikat", "kabupaten", "hari_kerja")
TABEL = {
    SATKER: schema.satker,
    PENGGUNA: schema.pengguna_layanan,
    PEGAWAI: schema.pegawai,
    TARGET: schema.target_manual,
    KALENDER: schema.hari_khusus,
}
_MANY = 500  # keys in one statement: databases limit how many values it may have


def satker_ids(connection: sa.Connection) -> dict[str, int]:
    """Code -> id of every satker."""
    found = connection.execute(sa.select(schema.satker.c.kode, schema.satker.c.id))
    return {str(kode): int(number) for kode, number in found}


def current(connection: sa.Connection, jenis: str, codes: Iterable[str]) -> dict[Kunci, Catatan]:
    """The records of these satker as they are, by key. Targets have their own reading (targets.py)."""
    wanted = sorted(set(codes))
    if jenis == KALENDER:
        return current_days(connection, wanted)
    found: dict[Kunci, Catatan] = {}
    for start in range(0, len(wanted), _MANY):
        part = schema.satker.c.kode.in_(wanted[start : start + _MANY])
        for row in connection.execute(_select(jenis).where(part)).mappings():
            key = (row["kode"],) if jenis == SATKER else (row["kode"], int(row["bulan"]))
            found[key] = {name: value for name, value in row.items() if name not in {"kode", "bulan"}}
    return found


def _select(jenis: str) -> sa.Select[Any]:
    satker, table = schema.satker, TABEL[jenis]
    if jenis == SATKER:
        return sa.select(satker.c.kode, *(satker.c[name] for name in FIELDS))
    columns = [satker.c.kode, *(table.c[name] for name in ("bulan", "jumlah", "sumber", "rincian") if name in table.c)]
    return sa.select(*columns).join_from(table, satker, satker.c.id == table.c.satker_id)


def merged(jenis: str, kunci: Kunci, before: Mapping[str, Isi] | None, said: Mapping[str, Isi]) -> Catatan:
    """The record after a statement: what the statement gives, on what was there or, for a new satker, on the defaults.

    Another number of users that says nothing of its layanan has none: the parts of the number before do not add up to it.
    """
    base = _new(jenis, kunci, said) if before is None else before
    if jenis == PENGGUNA and "jumlah" in said and said["jumlah"] != base.get("jumlah"):
        base = {**base, "rincian": ""}
    return {**base, **said}


def _new(jenis: str, kunci: Kunci, said: Mapping[str, Isi]) -> Catatan:
    if jenis != SATKER:
        return {}
    row = SatkerBaru(str(kunci[0]), str(said.get("nama") or "")).as_row() | {"kabupaten": "", "hari_kerja": 5}
    return {name: row[name] for name in FIELDS}  # type: ignore[misc]  # texts and one number


def write(connection: sa.Connection, jenis: str, records: Mapping[Kunci, Catatan | None]) -> None:
    """Set the records to these values; None: there is none any more. RefusedError where that would break other data."""
    if jenis == SATKER:
        _write_satker(connection, records)
        return
    ids, table = satker_ids(connection), TABEL[jenis]
    _refuse_unknown(jenis, records, ids)
    if jenis == KALENDER:
        write_days(connection, ids, records)
        return
    by_source: dict[str, dict[tuple[str, int], int]] = {}
    rincian: dict[tuple[str, int], str] = {}
    for key, record in records.items():
        # A number that somebody took away again: nothing is known any more, which is no 0.
        jumlah = None if record is None else record["jumlah"]
        if record is not None and jumlah is not None:
            place = (str(key[0]), int(key[1]))
            by_source.setdefault(str(record["sumber"]), {})[place] = int(jumlah)
            rincian[place] = str(record.get("rincian") or "")
        elif str(key[0]) in ids:
            gone = sa.and_(table.c.satker_id == ids[str(key[0])], table.c.bulan == int(key[1]))
            connection.execute(sa.delete(table).where(gone))
    for sumber, counts in by_source.items():
        put_counts(connection, table, ids, counts, sumber, rincian)


def _refuse_unknown(jenis: str, records: Mapping[Kunci, Catatan | None], ids: Mapping[str, int]) -> None:
    """RefusedError where a record is of a satker that is not there."""
    known = {*ids, SEMUA} if jenis == KALENDER else set(ids)
    missing = sorted({str(key[0]) for key, record in records.items() if record is not None} - known)
    if missing:
        raise RefusedError(f"Satker belum dikenal: {', '.join(missing[:5])}. Muat atau pulihkan daftar satkernya dulu.")


def _write_satker(connection: sa.Connection, records: Mapping[Kunci, Catatan | None]) -> None:
    ids, table = satker_ids(connection), schema.satker
    gone = {ids[str(key[0])]: str(key[0]) for key, record in records.items() if record is None and str(key[0]) in ids}
    new = [{"kode": key[0], **record} for key, record in records.items() if record is not None and key[0] not in ids]
    old = [{"b_kode": key[0], **record} for key, record in records.items() if record is not None and key[0] in ids]
    if old:
        values: dict[str, sa.BindParameter[object]] = {name: sa.bindparam(name) for name in FIELDS}
        connection.execute(sa.update(table).where(table.c.kode == sa.bindparam("b_kode")).values(values), old)
    if new:
        connection.execute(sa.insert(table), new)
    if gone:
        _remove_satker(connection, gone)


def _remove_satker(connection: sa.Connection, gone: Mapping[int, str]) -> None:
    """Remove satker that nothing refers to; RefusedError names those that hold data or are the parent of others."""
    used: set[int] = set()
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if table is not schema.satker_alias and any(
                key.column is schema.satker.c.id for key in column.foreign_keys
            ):
                for part in _parts(gone):
                    used |= set(connection.scalars(sa.select(column).where(column.in_(part)).distinct()))
    table = schema.satker
    others = connection.execute(sa.select(table.c.id, table.c.induk).where(table.c.induk != ""))
    codes = {kode: number for number, kode in gone.items()}
    used |= {codes[row.induk] for row in others if row.induk in codes and row.id not in gone}
    if used:
        names = sorted(gone[number] for number in used)
        shown = ", ".join(names[:5]) + (f", dan {len(names) - 5} lain" if len(names) > 5 else "")
        raise RefusedError(
            f"Tidak dapat dibatalkan: {len(names)} satker sudah punya data lain atau menjadi induk satker lain ({shown}). "
            "Batalkan unggahan yang membawa data itu dulu."
        )
    for part in _parts(gone):
        connection.execute(sa.delete(schema.satker_alias).where(schema.satker_alias.c.satker_id.in_(part)))
        connection.execute(sa.delete(table).where(table.c.id.in_(part)))


def _parts(numbers: Iterable[int]) -> list[list[int]]:
    """``numbers`` in lists short enough for one statement."""
    everything = sorted(numbers)
    return [everything[start : start + _MANY] for start in range(0, len(everything), _MANY)]
