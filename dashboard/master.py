"""From a file of master data to the database: shared by the upload page and the command. No Streamlit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from data_access.aliases import read_aliases
from data_access.files.master.reader import read_master
from data_access.files.master.statements import DataInduk, PilihanInduk
from data_access.files.reading.cells import RawFile
from data_access.master_data.comparison import Selisih, compare
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from data_access.store import Berkas
from scoring.instruments import shipped_instruments


@dataclass(frozen=True)
class PeriksaInduk:
    """A file of master data as it was read and as it compares with the database now."""

    data: DataInduk
    selisih: Selisih


def choices(engine: sa.Engine, scope: Scope, today: date, given: PilihanInduk) -> PilihanInduk:
    """What the operator said for the file (``given``), with the satker, spellings and surveys that are known here."""
    repo = SqlRepository(engine)
    satker = repo.satker(scope)
    shipped = shipped_instruments()
    own = [item for item in repo.instruments(scope) if item.kode not in shipped]
    return replace(
        given,
        satker=tuple(zip(satker["satker"], satker["nama"], strict=True)),
        alias=tuple(read_aliases(engine, scope).items()),
        instrumen=tuple(
            (item.kode, (item.nama, item.indeks)) for item in [*shipped.values(), *own] if not item.internal
        ),
        hari_ini=today,
    )


def check(engine: sa.Engine, raw: RawFile, jenis: str, pilihan: PilihanInduk, scope: Scope) -> PeriksaInduk:
    """Read the file as ``jenis`` (files.master.statements.JENIS) and compare it; nothing is stored."""
    data = read_master(raw, jenis, pilihan)
    return PeriksaInduk(data, compare(engine, data, scope))


def source_of(raw: RawFile, data: DataInduk, oleh: str) -> Berkas:
    """The file as the ledger names it; ``oleh``: who stores it."""
    return Berkas(raw.nama, raw.sha256, raw.ukuran, data.baris_dibaca, oleh=oleh)
