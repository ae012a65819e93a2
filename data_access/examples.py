"""Example data in the database: put in whole, taken out whole, told apart by ``is_contoh``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from data_access import rollup_store, schema
from data_access.answers import LembarJawaban
from data_access.employees import put_employees
from data_access.engine import writing
from data_access.errors import SourceUnavailableError
from data_access.repository import Scope
from data_access.satker_names import SatkerBaru
from data_access.service_users import put_service_users
from data_access.store import Berkas, store_in
from data_access.survey_reports import LaporanBaru, put_reports

SUMBER = "Data contoh"


@dataclass(frozen=True)
class Contoh:
    """What example data consist of; ``pengguna``: service users by (satker code, month), ``rincian``: the same by layanan
    where known; ``laporan``: survey reports; ``pegawai``: employees by (satker code, first month)."""

    berkas: Berkas
    lembar: Sequence[LembarJawaban]
    satker: Sequence[SatkerBaru]
    pengguna: Mapping[tuple[str, int], int]
    laporan: Sequence[LaporanBaru] = ()
    pegawai: Mapping[tuple[str, int], int] = field(default_factory=dict)
    rincian: Mapping[tuple[str, int], Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Terhapus:
    """What was removed: answer sheets, satker; ``dipertahankan``: example satker that hold the user's own answers."""

    lembar: int = 0
    satker: int = 0
    dipertahankan: tuple[str, ...] = ()


@contextmanager
def _transaction(engine: Engine, *, write: bool) -> Iterator[sa.Connection]:
    try:
        with (writing(engine) if write else engine).begin() as connection:
            yield connection
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.ProgrammingError) as exc:
        raise SourceUnavailableError(
            "Basis data tidak dapat dibaca atau ditulis (penuh, terkunci, atau belum siap). Tidak ada yang berubah; "
            "perbaiki lalu ulangi."
        ) from exc


def has_examples(engine: Engine) -> bool:
    """True while an example satker exists."""
    with _transaction(engine, write=False) as connection:
        return bool(connection.scalar(sa.select(sa.exists().where(schema.satker.c.is_contoh))))


def is_empty(engine: Engine, *, untouched: bool = False) -> bool:
    """True when there is neither satker nor import; with ``untouched`` only when there never were any."""
    with _transaction(engine, write=False) as connection:
        return _is_empty(connection, untouched=untouched)


def _is_empty(connection: sa.Connection, *, untouched: bool) -> bool:
    has_rows = sa.or_(sa.exists(sa.select(schema.satker.c.id)), sa.exists(sa.select(schema.impor.c.id)))
    if connection.scalar(sa.select(has_rows)):
        return False
    return not untouched or not connection.scalar(sa.select(schema.versi_data.c.versi))


def store_examples(engine: Engine, contoh: Contoh, *, now: datetime, untouched: bool = True) -> bool:
    """Store everything in one transaction; False when the database is not empty (asked again inside the transaction,
    so that two processes that start together store it once). ``now``: UTC."""
    with _transaction(engine, write=True) as connection:
        rollup_store.lock_writers(connection)
        if not _is_empty(connection, untouched=untouched):
            return False
        store_in(connection, contoh.berkas, contoh.lembar, now, contoh.satker)
        put_service_users(connection, contoh.pengguna, SUMBER, contoh.rincian)
        put_reports(connection, contoh.laporan, Scope.everything(), oleh=SUMBER, now=now)
        put_employees(connection, contoh.pegawai, Scope.everything(), SUMBER)
    return True


def remove_examples(engine: Engine, *, now: datetime) -> Terhapus:
    """Remove example answers, satker, service users, reports, imports in one transaction; everything else stays exact.

    An example satker into which the user imported answers of their own is kept with those, and is no example any more.
    """
    with _transaction(engine, write=True) as connection:
        rollup_store.lock_writers(connection)
        contoh = _ids(connection, sa.select(schema.satker.c.id).where(schema.satker.c.is_contoh))
        imports = _ids(connection, sa.select(schema.impor.c.id).where(schema.impor.c.is_contoh))
        if not contoh and not imports:
            return Terhapus()
        brought = schema.impor_satker
        touched = contoh | _ids(connection, sa.select(brought.c.satker_id).where(brought.c.impor_id.in_(imports)))
        removed = _remove_answers(connection, imports)
        # What is left in impor_satker says which of them hold answers of other imports.
        alive = _ids(connection, sa.select(brought.c.satker_id).where(brought.c.satker_id.in_(touched)))
        for table in rollup_store.ROLLUPS:
            connection.execute(sa.delete(table).where(table.c.satker_id.in_(touched - alive)))
        if alive:
            rollup_store.rebuild_in(connection, alive)
        kept = _remove_satker(connection, contoh, alive)
        rollup_store.bump_version(connection, now)
        return Terhapus(removed, len(contoh - alive), kept)


def _ids(connection: sa.Connection, select: sa.Select[int]) -> set[int]:
    return set(connection.scalars(select))


def _remove_answers(connection: sa.Connection, imports: set[int]) -> int:
    brought = sa.select(schema.jawaban.c.id).where(schema.jawaban.c.impor_id.in_(imports))
    said = schema.impor_kejadian
    # Also what the user's own files said of example respondents, who are gone with it.
    connection.execute(sa.delete(said).where(sa.or_(said.c.impor_id.in_(imports), said.c.jawaban_id.in_(brought))))
    removed = connection.execute(sa.delete(schema.jawaban).where(schema.jawaban.c.impor_id.in_(imports))).rowcount
    for table in (schema.riwayat_impor, schema.impor_ditolak, schema.impor_kategori, schema.impor_perubahan):
        connection.execute(sa.delete(table).where(table.c.impor_id.in_(imports)))
    connection.execute(sa.delete(schema.impor_satker).where(schema.impor_satker.c.impor_id.in_(imports)))
    connection.execute(sa.delete(schema.impor).where(schema.impor.c.id.in_(imports)))
    return removed


def _remove_satker(connection: sa.Connection, contoh: set[int], alive: set[int]) -> tuple[str, ...]:
    """Remove the example satker without answers of their own; returns the codes of those that stay."""
    satker = schema.satker
    for table in (schema.pengguna_layanan, schema.pegawai):
        invented = sa.and_(table.c.satker_id.in_(contoh), table.c.sumber == SUMBER)
        connection.execute(sa.delete(table).where(sa.or_(table.c.satker_id.in_(contoh - alive), invented)))
    for table in (schema.satker_alias, schema.target_manual, schema.hari_khusus):
        connection.execute(sa.delete(table).where(table.c.satker_id.in_(contoh - alive)))
    laporan = schema.laporan_survei
    recorded = sa.and_(laporan.c.satker_id.in_(contoh), laporan.c.dicatat_oleh == SUMBER)
    connection.execute(sa.delete(laporan).where(sa.or_(laporan.c.satker_id.in_(contoh - alive), recorded)))
    connection.execute(sa.delete(satker).where(satker.c.id.in_(contoh - alive)))
    stays = satker.c.id.in_(contoh & alive)
    connection.execute(sa.update(satker).where(stays).values(is_contoh=False))
    return tuple(connection.scalars(sa.select(satker.c.kode).where(stays).order_by(satker.c.kode)))
