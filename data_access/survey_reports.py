"""Evidence of survey reports, a condition of Zona Integritas: number, date and where it is kept, never the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from data_access import queries, rollup_store, schema
from data_access.engine import unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.personal import has_personal
from data_access.repository import Scope
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, month_label

RUJUKAN_MAKS = 200
NOT_STORED = "Catatan laporan tidak tersimpan: basis data tidak dapat ditulis. Ulangi nanti."


@dataclass(frozen=True)
class LaporanBaru:
    """A report to record: the satker, the months it covers (202606, both included) and its reference."""

    satker: str
    dari: int
    sampai: int
    rujukan: str


def record(engine: sa.Engine, laporan: LaporanBaru, scope: Scope, *, oleh: str, now: datetime) -> int:
    """Record one report and return its number. ``oleh``: who recorded it ('' without sign-in); ``now``: UTC.

    RefusedError for what cannot be a reference, a period or a satker in scope; SourceUnavailableError when the database
    does not take it.
    """
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        number = put_reports(connection, [laporan], scope, oleh=oleh, now=now)[0]
        rollup_store.bump_version(connection, now)
    return number


def put_reports(
    connection: sa.Connection, laporan: Sequence[LaporanBaru], scope: Scope, *, oleh: str, now: datetime
) -> list[int]:
    """record() inside a transaction of the caller, who also says that the data changed."""
    table, numbers = schema.laporan_survei, []
    for item in laporan:
        _check(item)
        satker = schema.satker
        satker_id = connection.scalar(
            sa.select(satker.c.id).where(satker.c.kode == item.satker, queries.satker_in_scope(scope))
        )
        if satker_id is None:
            raise RefusedError(f"Satker {item.satker} tidak dikenal, atau bukan satker yang boleh Anda ubah.")
        values = {
            "satker_id": satker_id,
            "dari": item.dari,
            "sampai": item.sampai,
            "rujukan": " ".join(item.rujukan.split()),
            "dicatat_oleh": oleh,
            "dicatat_pada": now,
        }
        (number,) = connection.execute(sa.insert(table).values(values)).inserted_primary_key or (0,)
        numbers.append(int(number))
    return numbers


def withdraw(engine: sa.Engine, number: int, scope: Scope, *, now: datetime) -> None:
    """Remove a recorded report; RefusedError when there is none of this number in scope (somebody was faster)."""
    table, satker = schema.laporan_survei, schema.satker
    allowed = sa.select(satker.c.id).where(queries.satker_in_scope(scope))
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        removed = connection.execute(
            sa.delete(table).where(table.c.id == number, table.c.satker_id.in_(allowed))
        ).rowcount
        if not removed:
            raise RefusedError("Catatan laporan ini sudah tidak ada. Muat ulang halaman.")
        rollup_store.bump_version(connection, now)


def _check(laporan: LaporanBaru) -> None:
    for bulan in (laporan.dari, laporan.sampai):
        if not (TAHUN_MIN <= bulan // 100 <= TAHUN_MAKS and 1 <= bulan % 100 <= 12):
            raise RefusedError("Bulan laporan tidak dikenali; tulis seperti 2026-06.")
    if laporan.dari > laporan.sampai:
        raise RefusedError(
            f"Laporan dimulai {month_label(laporan.dari)}, sesudah berakhir {month_label(laporan.sampai)}. Tukar keduanya."
        )
    rujukan = " ".join(laporan.rujukan.split())
    if not rujukan:
        raise RefusedError("Isi rujukan laporan: nomor, tanggal, atau tempat menyimpannya.")
    if len(rujukan) > RUJUKAN_MAKS:
        raise RefusedError(f"Rujukan paling panjang {RUJUKAN_MAKS} huruf; yang diisi {len(rujukan)}.")
    if not rujukan.isprintable():
        raise RefusedError("Rujukan memuat tanda yang tidak dapat ditampilkan. Ketik ulang.")
    if has_personal(rujukan):
        raise RefusedError("Rujukan memuat surel, NIK, atau nomor telepon. Tulis nomor dan tanggal laporannya saja.")
