"""Storing a pull: its answers and how far the source was read, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from data_access import rollup_store
from data_access.answers import LembarJawaban
from data_access.engine import unavailable_as, writing
from data_access.files.source import Pemeriksaan
from data_access.ledger.checks import complete_sheets
from data_access.ledger.matching import by_instrument, known_names, match
from data_access.ledger.writing import GANTI, TAMBAH
from data_access.satker_names import SatkerBaru
from data_access.sources.marks import pulled_at, touch, write_mark
from data_access.sources.reading import Progress, Tarikan
from data_access.store import NOT_STORED, Berkas, Catatan, HasilSimpan, store_in
from scoring.zona_waktu import ZONA_WAKTU


@dataclass(frozen=True)
class Cara:
    """How a pull meets what is there: ``cara`` as for store(), ``satker_baru`` to be made in the same transaction,
    ``oleh``: who wants it.

    GANTI is only for a pull of the whole table: a part of it says nothing about those who are not in it.
    """

    cara: str = TAMBAH
    satker_baru: Sequence[SatkerBaru] = ()
    oleh: str = ""


def store_pull(
    engine: sa.Engine,
    tarikan: Tarikan,
    check: Pemeriksaan,
    cara: Cara,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> HasilSimpan | None:
    """Store the answers of a pull with its mark, wholly or not at all; None when every one of them was stored already
    (then there is no batch, because a schedule that finds nothing new would fill the ledger).

    ``now``: UTC. Errors as store().
    """
    hasil = check.hasil
    sheets = complete_sheets(hasil.lembar)
    catatan = Catatan(hasil.ditolak_baris, hasil.kategori_asli)
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        done, before = None, pulled_at(connection, tarikan.sumber.nama)
        if cara.cara == GANTI or _has_news(connection, sheets):
            done = store_in(
                connection, _berkas(tarikan, check, cara.oleh), sheets, now, cara.satker_baru,
                cara=cara.cara, catatan=catatan, progress=progress,
            )  # fmt: skip
        write_mark(connection, tarikan.sumber.nama, tarikan.penanda, now)
        if done is None:
            _say_looked(connection, before, now)
    return done


def _say_looked(connection: sa.Connection, before: datetime | None, now: datetime) -> None:
    """What pages keep tells by days until when a satker was seen: the first look of a day, in any zone, changes it, and
    the next ones do not. A schedule that asks every five minutes must not have every page computed anew each time."""
    if before is None or _days(before) != _days(now):
        rollup_store.bump_looked(connection)


def _days(moment: datetime) -> list[date]:
    return [moment.astimezone(ZoneInfo(zone)).date() for zone in ZONA_WAKTU]


def _berkas(tarikan: Tarikan, check: Pemeriksaan, oleh: str) -> Berkas:
    return Berkas(
        nama=check.berkas.nama,
        sha256=check.berkas.sha256,
        ukuran=check.berkas.ukuran,
        baris_dibaca=check.hasil.ringkasan.baris_dibaca,
        kunci=check.kunci,
        oleh=oleh,
        profil=tarikan.sumber.profil,
        sumber=tarikan.sumber.sumber,
    )


def _has_news(connection: sa.Connection, sheets: Sequence[LembarJawaban]) -> bool:
    dikenal = known_names(connection)
    return any(not match(connection, sheet, dikenal).is_same for sheet in by_instrument(sheets))


def note_pull(engine: sa.Engine, nama: str, *, now: datetime) -> None:
    """Keep when a source without any answer was pulled. Its mark stays: rows that are begun may yet be filled in."""
    with unavailable_as(NOT_STORED), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        before = pulled_at(connection, nama)
        touch(connection, nama, now)
        _say_looked(connection, before, now)
