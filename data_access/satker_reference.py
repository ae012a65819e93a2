"""The reference list of real satker (names only): reference/satker.csv, from public lists; not complete."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

import sqlalchemy as sa
from sqlalchemy import Engine

from data_access import rollup_store
from data_access.engine import writing
from data_access.errors import RefusedError, SourceUnavailableError
from data_access.satker_names import SatkerBaru
from data_access.store import insert_satker

PASTI = "pasti"


@dataclass(frozen=True)
class SatkerAcuan:
    """One real satker. ``kode`` is made from the name, because official codes are not public; ``keyakinan`` says how
    sure name and class are ('pasti', 'mungkin', 'belum pasti', 'belum diperiksa')."""

    kode: str
    nama: str
    jenis: str
    rumpun: str
    kanwil: str
    zona_waktu: str
    keyakinan: str

    def as_new(self) -> SatkerBaru:
        """The satker as it is stored."""
        return SatkerBaru(
            self.kode, self.nama, self.jenis, self.rumpun, induk=f"Kanwil {self.kanwil}", zona_waktu=self.zona_waktu
        )


@cache
def reference_list() -> tuple[SatkerAcuan, ...]:
    """All satker of the list, in its order."""
    text = (resources.files("data_access") / "reference" / "satker.csv").read_text("utf-8")
    return tuple(SatkerAcuan(**row) for row in csv.DictReader(text.splitlines()))


def reference_of(kanwil: str) -> tuple[SatkerAcuan, ...]:
    """The satker of one Kanwil, by name without regard to case; RefusedError lists the names that exist."""
    wanted = " ".join(kanwil.split()).casefold()
    found = tuple(satker for satker in reference_list() if satker.kanwil.casefold() == wanted)
    if not found:
        known = ", ".join(dict.fromkeys(satker.kanwil for satker in reference_list()))
        raise RefusedError(f"Kanwil {kanwil!r} tidak ada dalam daftar acuan. Yang ada: {known}.")
    return found


def load_reference(engine: Engine, satker: Sequence[SatkerAcuan], *, now: datetime) -> tuple[str, ...]:
    """Make the satker that the database does not have yet; returns their codes. ``now``: UTC."""
    try:
        with writing(engine).begin() as connection:
            rollup_store.lock_writers(connection)
            made = insert_satker(connection, [item.as_new() for item in satker])
            if made:
                rollup_store.bump_version(connection, now)
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.ProgrammingError) as exc:
        raise SourceUnavailableError(
            "Satker tidak dibuat: basis data tidak dapat ditulis. Tidak ada yang berubah; perbaiki lalu ulangi."
        ) from exc
    return made
