"""Other spellings of satker that an operator has confirmed: asked once, known from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from data_access import rollup_store
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.personal import mask_personal
from data_access.files.texts import words
from data_access.files.values.satker_match import MAX_SATKER, SatkerIndex
from data_access.repository import Scope
from data_access.schema import satker, satker_alias

_TAK_TERBACA = "Daftar sebutan satker tidak dapat dibaca: basis data tidak dapat dibuka. Periksa lalu ulangi."
_TAK_TERSIMPAN = (
    "Sebutan satker tidak disimpan: basis data tidak dapat ditulis. Tidak ada yang berubah; perbaiki lalu ulangi."
)


@dataclass(frozen=True)
class Alias:
    """One remembered spelling: ``teks`` as ``texts.words`` writes it, of the satker ``kode`` (``nama``)."""

    teks: str
    kode: str
    nama: str
    oleh: str
    dicatat_pada: datetime


def list_aliases(engine: Engine, scope: Scope) -> tuple[Alias, ...]:
    """The spellings of the satker in scope, by name of satker, then by text."""
    query = (
        sa.select(satker_alias, satker.c.kode, satker.c.nama)
        .join(satker, satker.c.id == satker_alias.c.satker_id)
        .order_by(satker.c.nama, satker_alias.c.teks)
    )
    if scope.satker is not None:
        query = query.where(satker.c.kode.in_(scope.satker))
    with unavailable_as(_TAK_TERBACA), engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(Alias(row.teks, row.kode, row.nama, row.oleh, as_utc(row.dicatat_pada)) for row in rows)


def read_aliases(engine: Engine, scope: Scope) -> dict[str, str]:
    """{spelling: code of the satker} for ImportOptions.satker_alias."""
    return {alias.teks: alias.kode for alias in list_aliases(engine, scope)}


def add_aliases(
    engine: Engine, spellings: Mapping[str, str], scope: Scope, *, now: datetime, oleh: str = ""
) -> tuple[str, ...]:
    """Remember {text of a file: code of the satker}; returns the texts that are new or mean another satker now.

    Texts that a satker's own code or name already says are not kept. All or nothing: RefusedError for a satker that
    does not exist or is out of scope, for a text that holds personal data or no word, and for one that is the code or
    name of another satker or remembered for a satker out of scope. ``now``: UTC.
    """
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        known = connection.execute(sa.select(satker.c.id, satker.c.kode, satker.c.nama).order_by(satker.c.id)).all()
        ids = {row.kode: row.id for row in known}
        index = SatkerIndex([(row.kode, row.nama) for row in known])
        present: dict[str, str] = {
            row.teks: row.kode
            for row in connection.execute(
                sa.select(satker_alias.c.teks, satker.c.kode).join(satker, satker.c.id == satker_alias.c.satker_id)
            )
        }
        wanted = _wanted(spellings, scope, index, ids, present)
        for teks, kode in wanted.items():
            row = {"satker_id": ids[kode], "oleh": oleh, "dicatat_pada": now}
            if teks in present:
                connection.execute(sa.update(satker_alias).where(satker_alias.c.teks == teks).values(row))
            else:
                connection.execute(sa.insert(satker_alias).values(teks=teks, **row))
    return tuple(wanted)


def _wanted(
    spellings: Mapping[str, str], scope: Scope, index: SatkerIndex, ids: Mapping[str, int], present: Mapping[str, str]
) -> dict[str, str]:
    """The spellings to write; RefusedError for the first one that may not be."""
    wanted: dict[str, str] = {}
    for text, kode in spellings.items():
        teks = words(text)
        if kode not in ids or not _is_in(scope, kode):
            raise RefusedError(f"Satker {kode} tidak ada atau di luar cakupan Anda; sebutannya tidak disimpan.")
        if not teks or len(teks) > MAX_SATKER or mask_personal(text) != text:
            raise RefusedError("Sebutan satker tidak boleh kosong, terlalu panjang, atau berisi data pribadi.")
        own = index.match(text)
        if own.is_certain and own.kode != kode:
            raise RefusedError(f"'{teks}' adalah kode atau nama satker {own.kode}; tidak dapat menjadi sebutan {kode}.")
        if teks in present and not _is_in(scope, present[teks]):
            raise RefusedError(f"'{teks}' sudah menjadi sebutan satker lain di luar cakupan Anda.")
        if not own.is_certain and present.get(teks) != kode:
            wanted[teks] = kode
    return wanted


def remove_aliases(engine: Engine, texts: Sequence[str], scope: Scope) -> int:
    """Forget spellings; returns how many there were. Those of satker out of scope stay."""
    keys = [words(text) for text in texts]
    inside = sa.select(satker.c.id)
    if scope.satker is not None:
        inside = inside.where(satker.c.kode.in_(scope.satker))
    statement = sa.delete(satker_alias).where(satker_alias.c.teks.in_(keys), satker_alias.c.satker_id.in_(inside))
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        return connection.execute(statement).rowcount


def _is_in(scope: Scope, kode: str) -> bool:
    return scope.satker is None or kode in scope.satker
