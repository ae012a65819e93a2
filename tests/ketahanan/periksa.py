"""Everything that must hold of a database at any moment; each rule is written here anew, not with the program's code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import sqlalchemy as sa

from data_access import rollup_store, schema

ADA_LAGI = 1
_ROLLUPS = (schema.rekap_unsur, schema.rekap_sebaran, schema.rekap_responden, schema.rekap_hari)


def pelanggaran(engine: sa.Engine) -> list[str]:
    """Broken rules, empty when all is well; the database is left as it is."""
    with engine.connect() as connection:
        rules = (_sqlite, _batches, _counting, _touched, _recaps, _master, _rollup, _version)
        found = [f"{rule.__name__.strip('_')}: {told}" for rule in rules if (told := rule(connection))]
        connection.rollback()
    return found


def _sqlite(connection: sa.Connection) -> str:
    if connection.dialect.name != "sqlite":
        return ""
    integrity = connection.exec_driver_sql("PRAGMA integrity_check").all()
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return "" if integrity == [("ok",)] and not orphans else f"{integrity[:3]} {orphans[:3]}"


def _batches(connection: sa.Connection) -> str:
    """A batch has the rows that it says it brought, and the rows left out that it counts."""
    impor, jawaban, ditolak = schema.impor, schema.jawaban, schema.impor_ditolak
    brought = _tally(connection, sa.select(jawaban.c.impor_id))
    refused = _tally(connection, sa.select(ditolak.c.impor_id))
    wrong = []
    for row in connection.execute(sa.select(impor)):
        rows = brought[row.id] if row.jenis == "jawaban" else row.lembar_disimpan
        if (rows, refused[row.id]) != (row.lembar_disimpan, row.ditolak):
            wrong.append((row.nama_berkas, rows, row.lembar_disimpan, refused[row.id], row.ditolak))
    return str(wrong[:3]) if wrong else ""


def _tally(connection: sa.Connection, select: sa.Select[tuple[int]]) -> Counter[int]:
    return Counter(connection.scalars(select))


def _undone(connection: sa.Connection) -> set[int]:
    impor = schema.impor
    return set(connection.scalars(sa.select(impor.c.id).where(impor.c.dibatalkan_pada.is_not(None))))


def _counting(connection: sa.Connection) -> str:
    """Of each respondent exactly that version counts which the last batch that is not undone speaks for."""
    t, said, undone = schema.jawaban, schema.impor_kejadian, _undone(connection)
    rows = connection.execute(sa.select(t.c.id, t.c.impor_id, t.c.instrumen_id, t.c.kunci, t.c.aktif)).all()
    person = {row.id: (row.instrumen_id, row.kunci) for row in rows}
    sayings = [(row.impor_id, row.id, True) for row in rows]
    sayings += [(row.impor_id, row.jawaban_id, row.kejadian == ADA_LAGI) for row in connection.execute(sa.select(said))]
    last: dict[tuple[int, int], tuple[int, int, bool]] = {}
    for saying in sayings:
        if saying[0] not in undone:
            key = person[saying[1]]
            last[key] = max(last.get(key, saying), saying)
    should = {number for _batch, number, is_there in last.values() if is_there}
    does = {row.id for row in rows if row.aktif}
    return "" if should == does else f"{len(should - does)} kurang, {len(does - should)} berlebih"


def _touched(connection: sa.Connection) -> str:
    """impor_satker: respondents who count, by the batch that brought them or, undone, the first that found them again."""
    t, said, touched, undone = schema.jawaban, schema.impor_kejadian, schema.impor_satker, _undone(connection)
    again: dict[int, list[int]] = {}
    for row in connection.execute(sa.select(said).where(said.c.kejadian == ADA_LAGI)):
        if row.impor_id not in undone:
            again.setdefault(row.jawaban_id, []).append(row.impor_id)
    found: Counter[tuple[int, ...]] = Counter()
    select = sa.select(t.c.id, t.c.impor_id, t.c.satker_id, t.c.instrumen_id, t.c.bulan).where(t.c.aktif)
    for row in connection.execute(select):
        owner = row.impor_id if row.impor_id not in undone else min(again[row.id])
        found[owner, row.satker_id, row.instrumen_id, row.bulan] += 1
    stored = Counter({tuple(row)[:4]: row.n for row in connection.execute(sa.select(touched)) if row.n})
    wrong = {key: (found[key], stored[key]) for key in found.keys() | stored.keys() if found[key] != stored[key]}
    return str(dict(list(wrong.items())[:3])) if wrong else ""


def _recaps(connection: sa.Connection) -> str:
    """A batch of recaps has as many recaps as it counts, each with the row of its index."""
    impor, recap = schema.impor, schema.rekap_jadi
    found = _tally(connection, sa.select(recap.c.impor_id).where(recap.c.unsur_no == 0))
    wanted = {
        row.id: row.baru + row.tetap + row.berubah
        for row in connection.execute(sa.select(impor).where(impor.c.jenis == "rekap"))
    }
    return "" if dict(found) == wanted else f"{dict(found)} {wanted}"


def _master(connection: sa.Connection) -> str:
    """The monthly counts are what the batches that are not undone say, the last first; targets stand with their batch."""
    impor, changed, target = schema.impor, schema.impor_perubahan, schema.target_manual
    undone = _undone(connection)
    said: dict[tuple[str, int], int] = {}
    for row in connection.execute(sa.select(changed).order_by(changed.c.id)):
        if row.tabel == "pengguna_layanan" and row.impor_id not in undone:
            kode, bulan = json.loads(row.kunci)
            said[kode, bulan] = json.loads(row.sesudah)["jumlah"]
    users, satker = schema.pengguna_layanan, schema.satker
    select = sa.select(satker.c.kode, users.c.bulan, users.c.jumlah).join_from(users, satker)
    stored = {(row.kode, row.bulan): row.jumlah for row in connection.execute(select)}
    if stored != said:
        return f"pengguna layanan {len(stored)} tersimpan, {len(said)} disebut"
    recorded = _tally(connection, sa.select(changed.c.impor_id))
    targets = _tally(connection, sa.select(target.c.impor_id))
    kinds = impor.c.jenis.in_(("satker", "pengguna", "pegawai", "target"))
    for row in connection.execute(sa.select(impor).where(kinds)):
        n = row.baru + row.berubah + row.tetap
        if recorded[row.id] != n or (row.jenis == "target" and targets[row.id] != n):
            return f"{row.nama_berkas}: {recorded[row.id]} perubahan tercatat dari {n}"
    return ""


def _rollup(connection: sa.Connection) -> str:
    """The rollup is what rebuilding it from the answers gives. The caller's rollback takes the rebuilding back."""
    read: Callable[[sa.Table], list[tuple[object, ...]]] = lambda table: sorted(  # noqa: E731
        tuple(row) for row in connection.execute(sa.select(table))
    )
    before = {table.name: read(table) for table in _ROLLUPS}
    rollup_store.rebuild_in(connection)
    wrong = [table.name for table in _ROLLUPS if read(table) != before[table.name]]
    return ", ".join(wrong)


def _version(connection: sa.Connection) -> str:
    """The data's version grew by one with each batch, undo and restore, and with nothing else."""
    events = sum(
        int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
        for table in (schema.impor, schema.riwayat_impor)
    )
    version = connection.scalar(sa.select(schema.versi_data.c.versi))
    return "" if version == events else f"{version}, padahal {events} perubahan"
