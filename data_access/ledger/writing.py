"""One compared sheet becomes part of a batch: new versions, events, and the counts that rest on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from data_access import rollup_store, schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.ledger.cells import Sel, cell_counts
from data_access.ledger.identity import Keys
from data_access.ledger.matching import BERUBAH, TETAP, Dikenal, Padanan, category_ids, known_names
from data_access.ledger.rows import (
    ADA_LAGI,
    DITARIK,
    Progress,
    insert_answers,
    recount,
    set_active,
    set_keys,
    touch_cells,
    write_events,
)

# How a batch meets earlier respondents of its satker and months: who is not in it stays, or is withdrawn; or all in it are
# other people, however alike their answers are to earlier ones (another counter's file of the same days).
TAMBAH, GANTI, TERPISAH = "tambah", "ganti", "terpisah"
REKAP = "Menghitung rekap"
_PART = 200_000


def with_categories(connection: sa.Connection, sheets: Sequence[LembarJawaban], dikenal: Dikenal) -> Dikenal:
    """``dikenal`` with the categories of the sheets, which are stored on first use."""
    table = schema.kategori
    wanted = {
        (name, str(text)) for sheet in sheets for name in DIMENSI for text in sheet.distinct_kategori[name][1] if text
    }
    new = sorted(wanted - set(dikenal.kategori))
    if new:
        connection.execute(sa.insert(table), [{"dimensi": name, "nama": text} for name, text in new])
    return known_names(connection) if new else dikenal


def write_sheet(  # noqa: PLR0913 - each is another thing that decides what is written
    connection: sa.Connection,
    padanan: Padanan,
    impor_id: int,
    instrumen_id: int,
    dikenal: Dikenal,
    *,
    cara: str,
    progress: Progress | None = None,
) -> None:
    """Store what ``padanan`` says of its sheet, inside the caller's transaction; ``dikenal`` has its satker and categories."""
    sheet, versi = padanan.sheet, padanan.versi
    codes, names = sheet.distinct_satker
    satker_id = np.array([dikenal.satker[str(name)] for name in names], dtype=np.int64)[codes]
    comes = padanan.status != TETAP
    months, kategori_id = sheet.months, category_ids(sheet, dikenal)
    new, place = sheet.without_categories(), satker_id
    if not comes.all():
        new, place, kategori_id = new.take(comes), place[comes], kategori_id[comes]
    insert_answers(connection, new, (impor_id, instrumen_id), place, kategori_id, padanan.kunci[comes], progress)
    gone = _write_events(connection, padanan, impor_id, cara)
    if progress is not None:
        progress(REKAP, 0, 1)
    counts = dict.fromkeys(cell_counts(satker_id, months, instrumen_id), 0)
    touch_cells(connection, impor_id, counts | cell_counts(place, months[comes], instrumen_id))
    changed = versi.take(gone)
    dirty = set(cell_counts(changed.satker_id, changed.bulan, instrumen_id))
    _add_to_rollup(connection, new, instrumen_id, place, kategori_id, dirty)
    rollup_store.rebuild_cells(connection, dirty)
    recount(connection, dirty)
    if progress is not None:
        progress(REKAP, 1, 1)


def _write_events(connection: sa.Connection, padanan: Padanan, impor_id: int, cara: str) -> Keys:
    """Note who was there again or is withdrawn; returns the positions of the versions that count no more."""
    versi = padanan.versi
    without = versi.kunci == 0
    set_keys(connection, versi.id[without], padanan.kunci_versi[without])
    again = padanan.lama[padanan.status == TETAP]
    write_events(connection, impor_id, versi.id[again], ADA_LAGI)
    gone: Keys = padanan.lama[padanan.status == BERUBAH]
    if cara == GANTI:
        write_events(connection, impor_id, versi.id[padanan.hilang], DITARIK)
        gone = np.concatenate([gone, padanan.hilang.astype(np.int64)])
    set_active(connection, versi.id[gone], aktif=False)
    return gone


def _add_to_rollup(
    connection: sa.Connection,
    new: LembarJawaban,
    instrumen_id: int,
    satker_id: Keys,
    kategori_id: np.typing.NDArray[np.int32],
    dirty: set[Sel],
) -> None:
    """Add the new versions; those in the cells ``dirty`` are counted when these are made anew."""
    months = new.months
    if dirty:
        pairs = np.array([unit * 1_000_000 + bulan for unit, _, bulan in dirty])
        clean = ~np.isin(satker_id * 1_000_000 + months, pairs)
        new, satker_id, kategori_id = new.take(clean), satker_id[clean], kategori_id[clean]
    if len(new) <= _PART:
        rollup_store.add_sheet(connection, new, instrumen_id, satker_id, kategori_id)
        return
    # In parts, for the memory of a million rows; in the order of cells, so that parts hardly ever share one.
    order = np.lexsort((new.months, satker_id))
    for start in range(0, len(order), _PART):
        rows = order[start : start + _PART]
        rollup_store.add_sheet(connection, new.take(rows), instrumen_id, satker_id[rows], kategori_id[rows])
