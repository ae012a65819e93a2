"""Undo of a batch, and the undo undone. What counts is always what the batches that are not undone say, the last first.

Nothing is taken back step by step: each respondent's state is computed from all that was ever said of them, so undo and
restore in any order give the same state as if the undone batches had never been stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.engine import unavailable_as, writing
from data_access.errors import RefusedError
from data_access.instrument_store import from_json
from data_access.ledger import matching
from data_access.ledger.batches import refuse_personal
from data_access.ledger.cells import Blok, blocks, cell_counts
from data_access.ledger.identity import Keys, fingerprints, place_words
from data_access.ledger.rows import ADA_LAGI, recount, set_active, set_keys
from data_access.ledger.versions import MANY, Versi, both, read_cells, read_keys
from data_access.master_data import changes
from scoring.instruments import Instrumen

BATAL, PULIH = "batal", "pulih"
JAWABAN = "jawaban"
# Batches of these kinds changed master data, which is put back value by value.
_INDUK = ("satker", "pengguna", "pegawai", "target", "kalender")
_NOT_DONE = (
    "Impor tidak {}: basis data tidak dapat ditulis (penuh, terkunci, atau hanya-baca). Tidak ada yang berubah; "
    "perbaiki lalu ulangi."
)


@dataclass(frozen=True)
class _Tindakan:
    """Undo or restore: the name in the history, the words for it, and what becomes of ``dibatalkan_pada``."""

    nama: str
    kata: str
    pada: datetime | None


def undo(engine: sa.Engine, impor_id: int, *, now: datetime, oleh: str, alasan: str) -> None:
    """Let a batch count no more, in one transaction; its rows stay stored. ``now``: UTC.

    RefusedError when there is no such batch, it is undone already, master data have changed since, or ``oleh`` or
    ``alasan`` hold personal data.
    """
    _act(engine, impor_id, _Tindakan(BATAL, "dibatalkan", now), now, (oleh, alasan))


def restore(engine: sa.Engine, impor_id: int, *, now: datetime, oleh: str, alasan: str) -> None:
    """Undo the undo: the batch counts again, at its place among the others. Errors as undo() has them."""
    _act(engine, impor_id, _Tindakan(PULIH, "dipulihkan", None), now, (oleh, alasan))


def _act(engine: sa.Engine, impor_id: int, tindakan: _Tindakan, now: datetime, why: tuple[str, str]) -> None:
    refuse_personal(*why)
    impor = schema.impor
    with unavailable_as(_NOT_DONE.format(tindakan.kata)), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        batch = connection.execute(sa.select(impor).where(impor.c.id == impor_id)).first()
        if batch is None:
            raise RefusedError(f"Impor nomor {impor_id} tidak ada.")
        if (batch.dibatalkan_pada is None) == (tindakan.pada is None):
            raise RefusedError(f"Impor {batch.nama_berkas} sudah {tindakan.kata}; tidak ada yang berubah.")
        connection.execute(sa.update(impor).where(impor.c.id == impor_id).values(dibatalkan_pada=tindakan.pada))
        if batch.jenis in _INDUK:
            (changes.revert if tindakan.nama == BATAL else changes.reapply)(connection, impor_id)
        if batch.jenis == JAWABAN:
            replay(connection, impor_id)
        oleh, alasan = why
        event = {"impor_id": impor_id, "tindakan": tindakan.nama, "pada": now, "oleh": oleh, "alasan": alasan}
        connection.execute(sa.insert(schema.riwayat_impor).values(event))
        rollup_store.bump_version(connection, now)


def replay(connection: sa.Connection, impor_id: int) -> None:
    """Decide anew who counts among all of whom this batch says something, and count their cells again."""
    touched, instrumen = schema.impor_satker, schema.instrumen
    cells = connection.execute(
        sa.select(touched.c.satker_id, touched.c.instrumen_id, touched.c.bulan).where(touched.c.impor_id == impor_id)
    )
    definitions = {row.id: from_json(row.definisi) for row in connection.execute(sa.select(instrumen))}
    for blok in blocks([(row.satker_id, row.instrumen_id, row.bulan) for row in cells]):
        _replay_block(connection, blok, definitions[blok.instrumen_id])


def _replay_block(connection: sa.Connection, blok: Blok, instrumen: Instrumen) -> None:
    cells = [(satker, blok.instrumen_id, bulan) for satker in blok.satker for bulan in blok.bulan]
    versi = read_cells(connection, instrumen, cells)
    # Respondents with an id may have been, or have become, respondents of another month.
    versi = both(versi, read_keys(connection, instrumen, blok.instrumen_id, np.unique(versi.kunci[versi.kunci < 0])))
    kunci = _complete_keys(connection, versi, instrumen)
    should = _counting(connection, versi, kunci)
    set_active(connection, versi.id[should & ~versi.aktif], aktif=True)
    set_active(connection, versi.id[~should & versi.aktif], aktif=False)
    changed = versi.take(should != versi.aktif)
    dirty = list(cell_counts(changed.satker_id, changed.bulan, blok.instrumen_id))
    rollup_store.rebuild_cells(connection, dirty)
    # Also where nobody changed: for which batch a respondent counts may have.
    recount(connection, {*dirty, *cells})


def _complete_keys(connection: sa.Connection, versi: Versi, instrumen: Instrumen) -> Keys:
    """The key of each version; those from before the ledger get theirs now."""
    without = versi.kunci == 0
    if not without.any():
        return versi.kunci
    table = schema.satker
    codes = {row.id: str(row.kode) for row in connection.execute(sa.select(table.c.id, table.c.kode))}
    place = place_words(instrumen.kode, np.array([codes[unit] for unit in versi.satker_id.tolist()], dtype=object))
    kunci = matching.complete_keys(versi.kunci, fingerprints(place, versi.menit, versi.butir))
    set_keys(connection, versi.id[without], kunci[without])
    return kunci


def _counting(connection: sa.Connection, versi: Versi, kunci: Keys) -> np.typing.NDArray[np.bool_]:
    """True for the versions that count: of each key what the last batch that is not undone says, if it says one."""
    impor = schema.impor
    undone = connection.scalars(sa.select(impor.c.id).where(impor.c.dibatalkan_pada.is_not(None))).all()
    batch, place, says = _events(connection, versi)
    batches = np.concatenate([versi.impor_id, batch])
    places = np.concatenate([np.arange(len(versi)), place])
    is_there = np.concatenate([np.ones(len(versi), dtype=bool), says])
    live = ~np.isin(batches, np.array(undone, dtype=np.int64))
    batches, places, is_there = batches[live], places[live], is_there[live]
    order = np.lexsort((batches, kunci[places]))
    keys = kunci[places][order]
    last = order[np.r_[keys[1:] != keys[:-1], True]] if len(order) else order
    counting = np.zeros(len(versi), dtype=bool)
    counting[places[last[is_there[last]]]] = True
    return counting


def _events(connection: sa.Connection, versi: Versi) -> tuple[Keys, Keys, np.typing.NDArray[np.bool_]]:
    """What batches say of these versions without bringing them: batch, position, and True for "there again"."""
    table = schema.impor_kejadian
    columns = (table.c.impor_id, table.c.jawaban_id, table.c.kejadian)
    rows: list[tuple[int, ...]] = []
    for start in range(0, len(versi), MANY):
        some = versi.id[start : start + MANY].tolist()
        rows += [tuple(row) for row in connection.execute(sa.select(*columns).where(table.c.jawaban_id.in_(some)))]
    found = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return found[:, 0], np.searchsorted(versi.id, found[:, 1]), found[:, 2] == ADA_LAGI
