"""The stored versions of respondents as arrays: what a file is compared with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from data_access import schema
from data_access.answers import DIMENSI
from data_access.ledger.cells import Sel, blocks
from data_access.ledger.identity import Keys
from data_access.packing import unpack
from scoring.instruments import Instrumen

_T = schema.jawaban
_CHUNK = 50_000
# Parameters of one statement: SQLite takes 32,766.
MANY = 10_000
_HEAD = 8


@dataclass(frozen=True, eq=False)
class Versi:
    """m rows of ``jawaban`` of one instrument, in order of their id.

    ``menit``: minutes since 1970, local time; ``butir``: (m, items) int8, 0 = no answer; ``kategori``: (m, 6) ids in the
    order of DIMENSI, 0 = not known; ``kunci``: 0 in a row from before the ledger; ``dalam``: the row is in a cell that
    was asked for (False: it was found by its key alone).
    """

    id: Keys
    impor_id: Keys
    satker_id: Keys
    bulan: Keys
    menit: Keys
    butir: npt.NDArray[np.int8]
    kategori: npt.NDArray[np.int32]
    aktif: npt.NDArray[np.bool_]
    kunci: Keys
    dalam: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.id)

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp] | Keys) -> Versi:
        """Only ``rows`` (mask or positions)."""
        return Versi(*(getattr(self, field.name)[rows] for field in fields(self)))


def read_cells(connection: sa.Connection, instrumen: Instrumen, cells: Sequence[Sel]) -> Versi:
    """All versions, active or not, in ``cells`` of the one instrument."""
    parts = [part for blok in blocks(cells) for part in _read(connection, instrumen, blok.of(_T), is_inside=True)]
    return _joined(parts, instrumen)


def read_keys(connection: sa.Connection, instrumen: Instrumen, instrumen_id: int, kunci: Keys) -> Versi:
    """All versions with one of the keys ``kunci`` that come from an id, in whatever month."""
    parts: list[Versi] = []
    known = connection.scalar(sa.select(sa.exists().where(_from_id(), _T.c.instrumen_id == instrumen_id)))
    for start in range(0, len(kunci) if known else 0, MANY):
        some = [int(key) for key in kunci[start : start + MANY]]
        where = sa.and_(_from_id(), _T.c.kunci.in_(some), _T.c.instrumen_id == instrumen_id)
        parts += _read(connection, instrumen, where, is_inside=False)
    return _joined(parts, instrumen)


def both(first: Versi, second: Versi) -> Versi:
    """The rows of ``first`` and those of ``second`` that are not among them, in order of their id."""
    extra = second.take(~np.isin(second.id, first.id))
    whole = Versi(*(np.concatenate([getattr(first, f.name), getattr(extra, f.name)]) for f in fields(Versi)))
    return whole.take(np.argsort(whole.id, kind="stable"))


def _from_id() -> sa.ColumnElement[bool]:
    # Literal text, not a bound value: only so does the database see that its partial index holds all of them.
    return sa.text("jawaban.kunci < 0")  # type: ignore[return-value]


def _read(
    connection: sa.Connection, instrumen: Instrumen, where: sa.ColumnElement[bool], *, is_inside: bool
) -> Iterator[Versi]:
    zero: sa.ColumnElement[int] = sa.literal_column("0")
    head = [
        _T.c.id, _T.c.impor_id, _T.c.satker_id, _T.c.bulan, sa.cast(sa.extract("day", _T.c.tanggal), sa.Integer),
        sa.func.coalesce(_T.c.menit, zero), sa.cast(_T.c.aktif, sa.Integer), sa.func.coalesce(_T.c.kunci, zero),
        *(sa.func.coalesce(_T.c[f"{name}_id"], zero) for name in DIMENSI),
    ]  # fmt: skip
    is_nested = instrumen.pembagi > 1
    names = ["butir"] if is_nested else schema.SKOR[: len(instrumen.unsur)]
    answers = [_T.c.butir] if is_nested else [sa.func.coalesce(_T.c[name], zero) for name in names]
    select = sa.select(*head, *answers).where(where).order_by(_T.c.id)
    result = connection.execute(select.execution_options(yield_per=_CHUNK))
    for rows in result.partitions():
        numbers = len(head) + (0 if is_nested else len(names))
        cells = itertools.chain.from_iterable(row[:numbers] for row in rows)
        table = np.fromiter(cells, dtype=np.int64, count=len(rows) * numbers).reshape(len(rows), numbers)
        items = sum(len(unsur.butir) for unsur in instrumen.unsur)
        butir = unpack([row[numbers] for row in rows], items) if is_nested else table[:, len(head) :].astype(np.int8)
        yield _versions(table, butir, is_inside=is_inside)


def _versions(table: Keys, butir: npt.NDArray[np.int8], *, is_inside: bool) -> Versi:
    bulan = table[:, 3]
    months = ((bulan // 100 - 1970) * 12 + bulan % 100 - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + table[:, 4] - 1
    return Versi(
        id=table[:, 0],
        impor_id=table[:, 1],
        satker_id=table[:, 2],
        bulan=bulan,
        menit=days * 1440 + table[:, 5],
        butir=butir,
        kategori=table[:, _HEAD : _HEAD + len(DIMENSI)].astype(np.int32),
        aktif=table[:, 6].astype(bool),
        kunci=table[:, 7],
        dalam=np.full(len(table), is_inside),
    )


def _joined(parts: Sequence[Versi], instrumen: Instrumen) -> Versi:
    if not parts:
        items = sum(len(unsur.butir) for unsur in instrumen.unsur)
        none = np.zeros((0, _HEAD + len(DIMENSI)), dtype=np.int64)
        return _versions(none, np.zeros((0, items), dtype=np.int8), is_inside=True)
    whole = Versi(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Versi)))
    return whole.take(np.argsort(whole.id, kind="stable"))
