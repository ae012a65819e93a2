"""The history of imports: what each batch did, what became of it, and what it left out.

Of an internal survey it tells that a batch held one, and no number of that batch (docs/adr/0007). Whoever may see only
some satker sees the batches that speak of them, with the numbers of these satker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc, unavailable_as
from data_access.instrument_store import from_json
from data_access.ledger.rows import DITARIK
from data_access.master_data.changes import touched_satker
from data_access.queries import satker_in_scope
from data_access.repository import Scope

_NOT_READ = "Riwayat impor tidak dapat dibaca. Pastikan basis data tersedia, lalu muat ulang."


@dataclass(frozen=True)
class Peristiwa:
    """What people did with a batch and why: typed on a page ('isi'), undone ('batal'), restored ('pulih')."""

    tindakan: str
    pada: datetime
    oleh: str
    alasan: str


@dataclass(frozen=True)
class Impor:
    """One batch. A number is None where it must not be told: it would speak of satker outside the scope, or of an
    internal survey. ``dihitung``: respondents in scope that count today because of this batch; ``rahasia``: names of
    the internal instruments in it."""

    id: int
    nama_berkas: str
    sha256: str
    diimpor_pada: datetime
    oleh: str
    jenis: str
    profil: str
    sumber: str
    cara: str
    is_contoh: bool
    ukuran: int | None
    baris_dibaca: int | None
    baru: int | None
    tetap: int | None
    berubah: int | None
    ditarik: int | None
    ditolak: int | None
    dihitung: int | None
    instrumen: tuple[str, ...]
    rahasia: tuple[str, ...]
    dibatalkan_pada: datetime | None
    peristiwa: tuple[Peristiwa, ...]


@dataclass(frozen=True)
class SelImpor:
    """What a batch says of one satker, public instrument and month: ``dihitung`` count today because of it, ``ditarik``
    earlier ones it withdrew."""

    satker: str
    instrumen: str
    bulan: int
    dihitung: int
    ditarik: int


@dataclass(frozen=True)
class RincianImpor:
    """A batch in full: its cells, the rows left out (row, reason), the raw categories (dimension, text, category, rows).

    The last two speak of the whole file: they are empty unless all of it may be seen (``is_utuh``).
    """

    impor: Impor
    sel: tuple[SelImpor, ...]
    ditolak: tuple[tuple[int, str], ...]
    kategori: tuple[tuple[str, str, str, int], ...]
    is_utuh: bool


@dataclass(frozen=True)
class _Sentuhan:
    """What a batch touches: satker codes, instruments by code (True: internal), respondents of the scope."""

    satker: frozenset[str]
    instrumen: dict[str, bool]
    dihitung: int


def history(engine: sa.Engine, scope: Scope) -> list[Impor]:
    """The batches in scope, newest first; a batch that speaks of no satker at all only for those who may see all."""
    with unavailable_as(_NOT_READ), engine.connect() as connection:
        batches = connection.execute(sa.select(schema.impor).order_by(schema.impor.c.id.desc())).all()
        touched = _touched(connection, scope)
        events = _events(connection)
        found = ((row, _of_batch(connection, row, touched)) for row in batches)
        return [
            _impor(row, scope, touch, events.get(int(row.id), ())) for row, touch in found if _may_see(touch, scope)
        ]


def detail(engine: sa.Engine, impor_id: int, scope: Scope) -> RincianImpor | None:
    """One batch in full, None when there is none in scope."""
    with unavailable_as(_NOT_READ), engine.connect() as connection:
        row = connection.execute(sa.select(schema.impor).where(schema.impor.c.id == impor_id)).first()
        if row is None:
            return None
        touch = _of_batch(connection, row, _touched(connection, scope, impor_id))
        if not _may_see(touch, scope):
            return None
        impor = _impor(row, scope, touch, _events(connection, impor_id).get(impor_id, ()))
        is_whole = _is_whole(touch, scope) and not impor.rahasia
        refused, texts = schema.impor_ditolak, schema.impor_kategori
        return RincianImpor(
            impor,
            tuple(
                _cells(connection, impor_id, scope, [kode for kode, secret in touch.instrumen.items() if not secret])
            ),
            _rows(connection, refused, (refused.c.baris, refused.c.alasan), impor_id) if is_whole else (),
            _rows(connection, texts, (texts.c.dimensi, texts.c.asli, texts.c.nama, texts.c.n), impor_id)
            if is_whole
            else (),
            is_whole,
        )


def _touched(connection: sa.Connection, scope: Scope, impor_id: int | None = None) -> dict[int, _Sentuhan]:
    """What each batch of answers or recaps touches."""
    touched, satker, instrumen = schema.impor_satker, schema.satker, schema.instrumen
    select = (
        sa.select(touched.c.impor_id, satker.c.kode, touched.c.instrumen_id, sa.func.sum(touched.c.n).label("n"))
        .join_from(touched, satker, satker.c.id == touched.c.satker_id)
        .group_by(touched.c.impor_id, satker.c.kode, touched.c.instrumen_id)
    )
    if impor_id is not None:
        select = select.where(touched.c.impor_id == impor_id)
    items = {row.id: from_json(row.definisi) for row in connection.execute(sa.select(instrumen))}
    found: dict[int, _Sentuhan] = {}
    for row in connection.execute(select):
        before = found.get(row.impor_id, _Sentuhan(frozenset(), {}, 0))
        item = items[row.instrumen_id]
        seen = scope.satker is None or row.kode in scope.satker
        # Instruments of other satker are not told either.
        told = {item.kode: item.internal} if seen else {}
        n = int(row.n) if seen else 0
        found[row.impor_id] = _Sentuhan(before.satker | {row.kode}, before.instrumen | told, before.dihitung + n)
    return found


def _of_batch(connection: sa.Connection, row: sa.Row[Any], touched: dict[int, _Sentuhan]) -> _Sentuhan:
    if row.id in touched:
        return touched[row.id]
    return _Sentuhan(frozenset(touched_satker(connection, int(row.id))), {}, 0)


def _may_see(touch: _Sentuhan, scope: Scope) -> bool:
    return scope.satker is None or bool(touch.satker & scope.satker)


def _is_whole(touch: _Sentuhan, scope: Scope) -> bool:
    return scope.satker is None or touch.satker <= scope.satker


def _impor(row: sa.Row[Any], scope: Scope, touch: _Sentuhan, events: Sequence[Peristiwa]) -> Impor:
    secret = tuple(sorted(kode for kode, internal in touch.instrumen.items() if internal))
    is_told = _is_whole(touch, scope) and not secret
    names = ("ukuran", "baris_dibaca", "baru", "tetap", "berubah", "ditarik", "ditolak")
    counts = {name: int(getattr(row, name)) if is_told else None for name in names}
    return Impor(
        id=int(row.id),
        nama_berkas=row.nama_berkas,
        sha256=row.sha256,
        diimpor_pada=as_utc(row.diimpor_pada),
        oleh=row.oleh,
        jenis=row.jenis,
        profil=row.profil,
        sumber=row.sumber,
        cara=row.cara,
        is_contoh=bool(row.is_contoh),
        **counts,
        dihitung=None if secret else touch.dihitung,
        instrumen=tuple(sorted(touch.instrumen)),
        rahasia=secret,
        dibatalkan_pada=None if row.dibatalkan_pada is None else as_utc(row.dibatalkan_pada),
        peristiwa=tuple(events),
    )


def _events(connection: sa.Connection, impor_id: int | None = None) -> dict[int, list[Peristiwa]]:
    table = schema.riwayat_impor
    select = sa.select(table).order_by(table.c.id)
    if impor_id is not None:
        select = select.where(table.c.impor_id == impor_id)
    found: dict[int, list[Peristiwa]] = {}
    for row in connection.execute(select):
        event = Peristiwa(row.tindakan, as_utc(row.pada), row.oleh, row.alasan)
        found.setdefault(int(row.impor_id), []).append(event)
    return found


def _rows(
    connection: sa.Connection, table: sa.Table, columns: Sequence[sa.ColumnElement[Any]], impor_id: int
) -> tuple[Any, ...]:
    select = sa.select(*columns).where(table.c.impor_id == impor_id).order_by(*columns)
    return tuple(tuple(row) for row in connection.execute(select))


def _cells(connection: sa.Connection, impor_id: int, scope: Scope, public: Sequence[str]) -> list[SelImpor]:
    touched, satker, instrumen = schema.impor_satker, schema.satker, schema.instrumen
    event, t = schema.impor_kejadian, schema.jawaban
    gone = (
        sa.select(sa.func.count())
        .select_from(event.join(t, t.c.id == event.c.jawaban_id))
        .where(event.c.impor_id == impor_id, event.c.kejadian == DITARIK)
        .where(*(t.c[name] == touched.c[name] for name in ("satker_id", "instrumen_id", "bulan")))
        .correlate(touched)
        .scalar_subquery()
    )
    select = (
        sa.select(satker.c.kode, instrumen.c.kode, touched.c.bulan, touched.c.n, gone)
        .where(
            touched.c.impor_id == impor_id, satker.c.id == touched.c.satker_id,
            instrumen.c.id == touched.c.instrumen_id, instrumen.c.kode.in_(public), satker_in_scope(scope),
        )
        .order_by(satker.c.kode, instrumen.c.kode, touched.c.bulan)
    )  # fmt: skip
    return [SelImpor(str(r[0]), str(r[1]), int(r[2]), int(r[3]), int(r[4])) for r in connection.execute(select)]
