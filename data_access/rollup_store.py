"""The monthly rollup: added to inside every import's transaction, and rebuilt from the answers by SQL alone.

Adding uses scoring.rollup (NumPy), rebuilding uses the database: two ways that must agree, which a test proves.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.bulk import add_rows
from data_access.engine import unavailable_as, writing
from data_access.instrument_store import from_json
from data_access.ledger.cells import Sel, blocks
from data_access.packing import DIGITS
from scoring.contract import JAM, JAWABAN, REKAP, SEMUA
from scoring.instruments import Instrumen
from scoring.rollup import build_both, group_codes, unsur_slices

SEMUA_RESPONDEN = "semua"
_KEY = ("satker_id", "instrumen_id", "bulan")
_DAYS = 1_000_000  # more than the number of any day since 1970
# Everything that is computed from the answers and kept beside them.
ROLLUPS = (schema.rekap_unsur, schema.rekap_sebaran, schema.rekap_responden, schema.rekap_hari)
# Which rows of a table are meant, as a condition.
Wilayah = Callable[[sa.Table], sa.ColumnElement[bool]]


def lock_writers(connection: sa.Connection) -> None:
    """Let writers queue on PostgreSQL, as BEGIN IMMEDIATE does on SQLite: call it first in a writing transaction."""
    connection.execute(sa.select(schema.versi_data.c.versi).with_for_update()).all()


def bump_version(connection: sa.Connection, now: datetime) -> None:
    """Say that the data changed (``now``: UTC)."""
    table = schema.versi_data
    connection.execute(sa.update(table).values(versi=table.c.versi + 1, diubah_pada=now))


def bump_looked(connection: sa.Connection) -> None:
    """Say that a source was looked at and had nothing new: what is kept of the state before must not say any longer that
    the days since have not been seen. When the data changed stays as it is, and before there are any nothing is kept."""
    table = schema.versi_data
    connection.execute(sa.update(table).where(table.c.versi > 0).values(versi=table.c.versi + 1))


def add_sheet(
    connection: sa.Connection,
    sheet: LembarJawaban,
    instrumen_id: int,
    satker_id: npt.NDArray[np.int64],
    kategori_id: npt.NDArray[np.int32],
) -> None:
    """Add the answers of one sheet to the rollup tables, inside the caller's transaction.

    ``satker_id``: shape (n,); ``kategori_id``: shape (n, 6) in the order of DIMENSI, 0 = not known.
    """
    keys = {"satker_id": satker_id, "bulan": sheet.months}
    number = {SEMUA: 0, **{u.kode: no for no, u in enumerate(sheet.instrumen.unsur, 1)}}
    codes, groups = group_codes(keys)
    rekap, sebaran = build_both(sheet.butir, sheet.instrumen, codes, groups)
    for table, frame, sums in (
        (schema.rekap_unsur, rekap, REKAP[1:]),
        (schema.rekap_sebaran, sebaran, ("jumlah",)),
    ):
        rows = frame.assign(unsur_no=frame["unsur"].map(number), instrumen_id=instrumen_id).drop(columns="unsur")
        _add(connection, table, rows, sums)
    responden = _count_respondents(codes, groups, kategori_id).assign(instrumen_id=instrumen_id)
    _add(connection, schema.rekap_responden, responden, ("n",))
    _add(connection, schema.rekap_hari, _count_days(sheet, satker_id).assign(instrumen_id=instrumen_id), ("n", *JAM))


def _count_respondents(
    codes: npt.NDArray[np.intp], groups: pd.DataFrame, kategori_id: npt.NDArray[np.int32]
) -> pd.DataFrame:
    """Respondents by group, dimension and category; the dimension SEMUA_RESPONDEN counts each once."""
    everyone = np.zeros(len(codes), dtype=np.int32)
    parts: list[pd.DataFrame] = []
    for name, numbers in zip((SEMUA_RESPONDEN, *DIMENSI), (everyone, *kategori_id.T), strict=True):
        width = int(numbers.max(initial=0)) + 1
        places, pairs = pd.factorize(codes * width + numbers)
        found = groups.iloc[pairs // width].reset_index(drop=True)
        parts.append(found.assign(kategori_id=pairs % width, n=np.bincount(places), dimensi=name))
    return pd.concat(parts, ignore_index=True)


def _count_days(sheet: LembarJawaban, satker_id: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Respondents by satker and day, and of each hour; the day as text, which the drivers of both engines take as a date."""
    days = sheet.tanggal.astype("datetime64[D]")
    # One number a group: sorting it takes a tenth of grouping by two columns.
    codes = satker_id * _DAYS + days.astype(np.int64)
    _, first, places, n = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    # The column of hour -1, not known, comes first and is left out: n counts these too.
    width = 1 + len(JAM)
    hours = np.bincount(places * width + sheet.hours + 1, minlength=len(first) * width).reshape(-1, width)[:, 1:]
    texts = np.datetime_as_string(days[first]).astype(object)
    columns = {"satker_id": satker_id[first], "bulan": sheet.months[first], "tanggal": texts, "n": n}
    return pd.DataFrame(columns | dict(zip(JAM, hours.T, strict=True)))


def _add(connection: sa.Connection, table: sa.Table, rows: pd.DataFrame, sums: Sequence[str]) -> None:
    """Insert, or add to what is there. Rows go in key order, so that two writers cannot wait for each other."""
    if rows.empty:
        return
    key = [column.name for column in table.primary_key.columns]
    ordered = rows.sort_values(key, kind="stable")
    columns = [*key, *sums]
    add_rows(connection, table, columns, zip(*(ordered[name].tolist() for name in columns), strict=True), sums)


def rebuild(engine: sa.Engine, now: datetime) -> int:
    """Make all rollups anew from the answers, in one transaction; returns the number of respondents they rest on."""
    sentence = "Rekap tidak dibuat ulang: basis data tidak dapat ditulis. Tidak ada yang berubah; perbaiki lalu ulangi."
    with unavailable_as(sentence), writing(engine).begin() as connection:
        lock_writers(connection)
        bump_version(connection, now)
        rebuild_in(connection)
        counted = sa.select(sa.func.count()).select_from(schema.jawaban).where(schema.jawaban.c.aktif)
        return int(connection.scalar(counted) or 0)


def rebuild_in(connection: sa.Connection, satker_id: Collection[int] | None = None) -> None:
    """Make the rollups anew inside the caller's transaction, all of them or only those of some satker."""
    for table in ROLLUPS:
        connection.execute(sa.delete(table).where(_of_satker(satker_id)(table)))
    found = connection.execute(sa.select(schema.instrumen.c.id, schema.instrumen.c.definisi)).all()
    for instrumen_id, definisi in found:
        _rebuild_instrument(connection, int(instrumen_id), from_json(definisi), _of_satker(satker_id))
    _rebuild_respondents(connection, _of_satker(satker_id))
    _rebuild_days(connection, _of_satker(satker_id))


def rebuild_cells(connection: sa.Connection, cells: Collection[Sel]) -> None:
    """Make the rollups of some cells anew inside the caller's transaction."""
    definitions = dict(connection.execute(sa.select(schema.instrumen.c.id, schema.instrumen.c.definisi)).all())
    for blok in blocks(cells):
        for table in ROLLUPS:
            connection.execute(sa.delete(table).where(blok.of(table)))
        _rebuild_instrument(connection, blok.instrumen_id, from_json(definitions[blok.instrumen_id]), blok.of)
        _rebuild_respondents(connection, blok.of)
        _rebuild_days(connection, blok.of)


def _of_satker(satker_id: Collection[int] | None) -> Wilayah:
    return lambda table: sa.true() if satker_id is None else table.c.satker_id.in_(satker_id)


def _rebuild_instrument(connection: sa.Connection, instrumen_id: int, instrumen: Instrumen, wilayah: Wilayah) -> None:
    t = schema.jawaban
    parts = [(0, t.c.indeks, slice(0, 0), True)]
    for number, (unsur, part) in enumerate(zip(instrumen.unsur, unsur_slices(instrumen), strict=True), 1):
        parts.append((number, t.c[schema.SKOR[number - 1]], part, len(unsur.butir) > 1))
    for number, score, part, has_distribution in parts:
        where = [wilayah(t), t.c.instrumen_id == instrumen_id, t.c.aktif, score.is_not(None), score > 0]
        key = [t.c[name] for name in _KEY]
        counts = [_count_answers(value, score, part, instrumen) for value in range(1, len(JAWABAN) + 1)]
        grouped = sa.select(*key, sa.literal_column(str(number)), sa.func.count(), sa.func.sum(score), *counts)
        names = [*_KEY, "unsur_no", "n", "jumlah", *JAWABAN]
        connection.execute(sa.insert(schema.rekap_unsur).from_select(names, grouped.where(*where).group_by(*key)))
        if has_distribution:
            spread = sa.select(*key, sa.literal_column(str(number)), score, sa.func.count()).where(*where)
            names = [*_KEY, "unsur_no", "nilai", "jumlah"]
            connection.execute(sa.insert(schema.rekap_sebaran).from_select(names, spread.group_by(*key, score)))


def _count_answers(
    value: int, score: sa.ColumnElement[int], part: slice, instrumen: Instrumen
) -> sa.ColumnElement[int]:
    """How often ``value`` was answered: by the score where unsur and item are the same, else by the packed items."""
    if part.start == part.stop:
        return sa.literal_column("0")
    if instrumen.pembagi == 1:
        return sa.func.sum(sa.case((score == value, 1), else_=0))
    items = [
        sa.case((sa.func.substr(schema.jawaban.c.butir, column + 1, 1) == DIGITS[value], 1), else_=0)
        for column in range(part.start, part.stop)
    ]
    return sa.func.sum(functools.reduce(operator.add, items))


def _rebuild_respondents(connection: sa.Connection, wilayah: Wilayah) -> None:
    t = schema.jawaban
    for name in (SEMUA_RESPONDEN, *DIMENSI):
        key = [t.c[column] for column in _KEY]
        names = [*_KEY, "dimensi", "kategori_id", "n"]
        dimensi: sa.ColumnElement[str] = sa.literal_column(f"'{name}'")
        if name == SEMUA_RESPONDEN:
            grouped = sa.select(*key, dimensi, sa.literal_column("0"), sa.func.count()).group_by(*key)
        else:
            kategori = t.c[f"{name}_id"]
            # Grouped by the bare column: a bound constant inside GROUP BY is a GroupingError on PostgreSQL.
            grouped = sa.select(*key, dimensi, sa.func.coalesce(kategori, sa.literal_column("0")), sa.func.count())
            grouped = grouped.group_by(*key, kategori)
        grouped = grouped.where(wilayah(t), t.c.aktif)
        connection.execute(sa.insert(schema.rekap_responden).from_select(names, grouped))


def _rebuild_days(connection: sa.Connection, wilayah: Wilayah) -> None:
    t = schema.jawaban
    # Literals, as above. Both engines divide whole numbers down.
    hour = sa.func.coalesce(t.c.menit // sa.literal_column("60", sa.Integer()), sa.literal_column("-1"))
    key = [*(t.c[column] for column in _KEY), t.c.tanggal]
    by_hour = sa.select(*key, hour.label("jam"), sa.func.count().label("n")).where(wilayah(t), t.c.aktif)
    c = by_hour.group_by(*key, hour).subquery().c
    # Counted first, spread over the columns afterwards: 24 conditions for each group and not for each answer.
    hours = [
        sa.func.sum(sa.case((c.jam == sa.literal_column(str(hour)), c.n), else_=sa.literal_column("0")))
        for hour in range(len(JAM))
    ]
    names = [*_KEY, "tanggal"]
    grouped = sa.select(*(c[name] for name in names), sa.func.sum(c.n), *hours).group_by(*(c[name] for name in names))
    connection.execute(sa.insert(schema.rekap_hari).from_select([*names, "n", *JAM], grouped))
