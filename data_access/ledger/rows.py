"""Writing: new versions, what a batch says of older ones, and what counts now. All inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from data_access import schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.bulk import insert_columns, insert_rows
from data_access.ledger.cells import Sel, blocks
from data_access.ledger.identity import Keys
from data_access.ledger.versions import MANY
from data_access.packing import pack
from scoring.rollup import respondent_index, unsur_scores

# Told (stage, done, total) between two chunks; it may raise CancelledError, and everything rolls back.
Progress = Callable[[str, int, int], None]
SIMPAN = "Menyimpan jawaban"
CHUNK = 50_000
ADA_LAGI, DITARIK = 1, 2
_T = schema.jawaban


def insert_answers(  # noqa: PLR0913, PLR0917 - the columns that the sheet itself does not have
    connection: sa.Connection,
    sheet: LembarJawaban,
    ids: tuple[int, int],
    satker_id: Keys,
    kategori_id: npt.NDArray[np.int32],
    kunci: Keys,
    progress: Progress | None,
) -> None:
    """Insert the rows of ``sheet`` as versions that count; ``ids``: of the batch and of the instrument.

    ``satker_id`` and ``kunci``: shape (n,); ``kategori_id``: shape (n, 6), 0 = not known.
    """
    # In the order of the index that they go into.
    order = np.lexsort((sheet.tanggal, sheet.months, satker_id))
    for start in range(0, len(order), CHUNK):
        rows = order[start : start + CHUNK]
        names, columns = answer_columns(sheet.take(rows), ids, satker_id[rows], kategori_id[rows], kunci[rows])
        insert_columns(connection, _T, names, columns)
        if progress is not None:
            progress(SIMPAN, min(start + CHUNK, len(order)), len(order))


def answer_columns(
    sheet: LembarJawaban, ids: tuple[int, int], satker_id: Keys, kategori_id: npt.NDArray[np.int32], kunci: Keys
) -> tuple[list[str], list[list[object]]]:
    """Names and values of the columns to write; a column without any value is left out."""
    n = len(sheet)
    scores = unsur_scores(sheet.butir, sheet.instrumen)
    days = sheet.tanggal.astype("datetime64[D]")
    unique, codes = np.unique(days, return_inverse=True)
    named = {
        "impor_id": [ids[0]] * n,
        "baris": sheet.baris.tolist(),
        "satker_id": satker_id.tolist(),
        "instrumen_id": [ids[1]] * n,
        "bulan": sheet.months.tolist(),
        "tanggal": np.datetime_as_string(unique).astype(object)[codes].tolist(),
        "menit": _without_zero(sheet.minutes),
        **{f"{name}_id": _without_zero(kategori_id[:, column]) for column, name in enumerate(DIMENSI)},
        "indeks": respondent_index(scores, sheet.instrumen).tolist(),
        "kunci": kunci.tolist(),
        **{schema.SKOR[column]: _without_zero(scores[:, column]) for column in range(scores.shape[1])},
    }
    if sheet.instrumen.pembagi > 1:
        named["butir"] = list(pack(sheet.butir))
    if sheet.orang is not None:
        named["orang"] = _without_zero(sheet.orang)
    return list(named), list(named.values())


def _without_zero(numbers: npt.NDArray[np.integer]) -> list[object]:
    """The numbers, None for 0."""
    if numbers.all():
        plain: list[object] = numbers.tolist()
        return plain
    values = numbers.astype(object)
    values[numbers == 0] = None
    return list(values)


def write_events(connection: sa.Connection, impor_id: int, jawaban_id: Keys, kejadian: int) -> None:
    """What the batch says of versions that are there: ADA_LAGI or DITARIK."""
    rows = ((impor_id, number, kejadian) for number in np.sort(jawaban_id).tolist())
    insert_rows(connection, schema.impor_kejadian, ("impor_id", "jawaban_id", "kejadian"), rows)


def set_active(connection: sa.Connection, jawaban_id: Keys, *, aktif: bool) -> None:
    """Let these versions count, or not."""
    for some in _chunks(np.sort(jawaban_id)):
        connection.execute(sa.update(_T).where(_T.c.id.in_(some)).values(aktif=aktif))


def set_keys(connection: sa.Connection, jawaban_id: Keys, kunci: Keys) -> None:
    """Give versions from before the ledger their keys."""
    if len(jawaban_id):
        change = sa.update(_T).where(_T.c.id == sa.bindparam("nomor")).values(kunci=sa.bindparam("baru"))
        rows = zip(jawaban_id.tolist(), kunci.tolist(), strict=True)
        connection.execute(change, [{"nomor": number, "baru": key} for number, key in rows])


def touch_cells(connection: sa.Connection, impor_id: int, counts: dict[Sel, int]) -> None:
    """Note which cells a batch speaks of, with how many of its respondents count there (0 too)."""
    names = ("impor_id", "satker_id", "instrumen_id", "bulan", "n")
    rows = [(impor_id, *cell, n) for cell, n in sorted(counts.items())]
    insert_rows(connection, schema.impor_satker, names, rows)


def recount(connection: sa.Connection, cells: Collection[Sel]) -> None:
    """Count anew, in these cells, on how many respondents of each batch the numbers rest.

    A version counts for the batch that brought it; where that one is undone, for the first that found it there again.
    """
    t, touched = _T, schema.impor_satker
    owner = _owner().label("pemilik")
    key = (touched.c.impor_id, touched.c.satker_id, touched.c.instrumen_id, touched.c.bulan)
    for blok in blocks(cells):
        counted = (
            sa.select(owner, t.c.satker_id, t.c.bulan, sa.func.count())
            .join(schema.impor, schema.impor.c.id == t.c.impor_id)
            .where(blok.of(t), t.c.aktif)
            .group_by(owner, t.c.satker_id, t.c.bulan)
        )
        found = {(row[0], row[1], row[2]): int(row[3]) for row in connection.execute(counted)}
        stored = connection.execute(sa.select(*key, touched.c.n).where(blok.of(touched))).all()
        wrong = [
            {"impor": row[0], "unit": row[1], "kuesioner": row[2], "masa": row[3], "banyak": wanted}
            for row in stored
            if (wanted := found.get((row[0], row[1], row[3]), 0)) != row[4]
        ]
        if wrong:
            names = ("impor", "unit", "kuesioner", "masa")
            where = (column == sa.bindparam(name) for column, name in zip(key, names, strict=True))
            connection.execute(sa.update(touched).where(*where).values(n=sa.bindparam("banyak")), wrong)


def _owner() -> sa.ColumnElement[int]:
    again, batch = schema.impor_kejadian, schema.impor.alias("pengulang")
    first = (
        sa.select(sa.func.min(again.c.impor_id))
        .join(batch, batch.c.id == again.c.impor_id)
        .where(again.c.jawaban_id == _T.c.id, again.c.kejadian == ADA_LAGI, batch.c.dibatalkan_pada.is_(None))
        .scalar_subquery()
    )
    return sa.case((schema.impor.c.dibatalkan_pada.is_(None), _T.c.impor_id), else_=first)


def _chunks(numbers: Keys) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), MANY):
        yield numbers[start : start + MANY].tolist()
