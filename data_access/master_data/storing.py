"""Storing master data as a batch of the ledger: wholly or not at all, every statement written down for undo."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.master.statements import KALENDER, SATKER, TARGET, DataInduk
from data_access.ledger.batches import open_batch
from data_access.master_data.changes import key_text, record_statements
from data_access.master_data.comparison import KEADAAN, Selisih, compare_in
from data_access.master_data.records import write
from data_access.master_data.targets import insert_targets
from data_access.repository import Scope
from data_access.store import Berkas

ISIAN_HALAMAN = "Isian halaman"
NOT_STORED = (
    "Data tidak tersimpan: basis data tidak dapat ditulis (penuh, terkunci, atau hanya-baca). Tidak ada yang berubah; "
    "perbaiki lalu ulangi."
)


@dataclass(frozen=True)
class HasilInduk:
    """What storing did. ``is_baru`` False: the same file is in and nothing is different, so nothing was done."""

    is_baru: bool
    impor_id: int
    disimpan_pada: datetime
    baru: int = 0
    berubah: int = 0
    tetap: int = 0


def store_master(
    engine: sa.Engine, berkas: Berkas, data: DataInduk, scope: Scope, *, now: datetime, confirmed: bool
) -> HasilInduk:
    """Store a file of master data in one transaction. ``now``: UTC; ``confirmed``: the operator has confirmed the doubts.

    The comparison is made again inside the transaction. RefusedError while there are problems, SourceUnavailableError
    when the database does not take it; nothing is stored then.
    """
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        selisih = compare_in(connection, data, scope)
        stopped = [one for one in selisih.masalah if one.tingkat == "galat"]
        stopped += [one for one in selisih.masalah if one.tingkat == "konfirmasi" and not confirmed]
        if stopped:
            raise RefusedError(f"Tidak disimpan: {len(stopped)} masalah harus diselesaikan dulu. {stopped[0].pesan}")
        sidik = fingerprint(berkas, data)
        if (
            not selisih.count("baru")
            and not selisih.count("berubah")
            and (known := _live(connection, sidik)) is not None
        ):
            return known
        return store_batch(connection, berkas, selisih, sidik, now, data.baris_dibaca)


def store_batch(
    connection: sa.Connection, berkas: Berkas, selisih: Selisih, sidik: str, now: datetime, baris_dibaca: int
) -> HasilInduk:
    """Write a comparison down as a new batch, inside the caller's writing transaction; the caller has checked it.

    ``sidik``: its fingerprint(); ``now``: UTC; ``baris_dibaca``: rows or records that were read.
    """
    baru, berubah, tetap = (selisih.count(name) for name in KEADAAN)
    impor_id = open_batch(
        connection, berkas, jenis=selisih.jenis, sidik=sidik, now=now, baris_dibaca=baris_dibaca,
        ringkasan=_summary(selisih), baru=baru, berubah=berubah, tetap=tetap,
    )  # fmt: skip
    statements = [(one.pernyataan.kunci, one.sebelum, one.pernyataan.nilai) for one in selisih.beda]
    record_statements(connection, impor_id, selisih.jenis, statements)
    if selisih.jenis == TARGET:
        insert_targets(connection, impor_id, [one.pernyataan for one in selisih.beda], now)
    else:
        write(connection, selisih.jenis, {one.pernyataan.kunci: dict(one.sesudah) for one in selisih.beda})
    rollup_store.bump_version(connection, now)
    return HasilInduk(True, impor_id, now, baru, berubah, tetap)


def _summary(selisih: Selisih) -> str:
    """JSON for the history: kind, number of records and satker, first and last month."""
    keys = [part for one in selisih.beda for part in one.pernyataan.kunci[1:]]
    months = [part for part in keys if isinstance(part, int)]
    if selisih.jenis == KALENDER:
        months = [int(str(day)[:4] + str(day)[5:7]) for day in keys]
    part: dict[str, object] = {
        "jenis": selisih.jenis,
        "n": len(selisih.beda),
        "satker": len({one.pernyataan.satker for one in selisih.beda}),
    }
    if selisih.jenis != SATKER and months:
        part |= {"dari": min(months), "sampai": max(months)}
    return json.dumps([part])


def fingerprint(berkas: Berkas, data: DataInduk) -> str:
    """Identity of an import: the file, the kind it was read as, and what it was understood to say."""
    said = [[key_text(one.kunci), dict(one.nilai)] for one in data.pernyataan]
    meaning = json.dumps([berkas.sha256, data.jenis, said], sort_keys=True)
    return hashlib.sha256(meaning.encode()).hexdigest()


def _live(connection: sa.Connection, sidik: str) -> HasilInduk | None:
    """The batch of the same fingerprint that counts, None where there is none."""
    table = schema.impor
    same = sa.or_(table.c.sidik == sidik, table.c.sidik.like(f"{sidik}#%"))  # hex digests hold no wildcard of LIKE
    row = connection.execute(
        sa.select(table.c.id, table.c.diimpor_pada).where(same, table.c.dibatalkan_pada.is_(None)).order_by(table.c.id)
    ).first()
    return None if row is None else HasilInduk(False, int(row.id), as_utc(row.diimpor_pada))
