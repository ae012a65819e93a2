"""Days: respondents by day and hour, until when a satker has been observed, and days that differ from the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc
from data_access.frames import read_columns
from data_access.queries import asked_for, satker_in_scope
from data_access.repository import HARI_KHUSUS, Saringan, Scope
from scoring.contract import JAM
from scoring.periods import Periode

_S = schema.satker
_KEPT = 256
_OBSERVED = "diimpor_pada"


def read_daily(
    connection: sa.Connection, scope: Scope, saringan: Saringan, keys: tuple[str, ...], *, jam: bool = False
) -> pd.DataFrame:
    """See SurveyRepository.daily."""
    columns = read_columns(connection, select_daily(scope, saringan, keys, jam=jam), counts_of(jam=jam))
    if "tanggal" in keys:
        columns["tanggal"] = _days(columns["tanggal"])
    return daily_frame(columns, keys, jam=jam)


def counts_of(*, jam: bool) -> tuple[str, ...]:
    """The columns of SurveyRepository.daily that count respondents."""
    return ("n", *JAM) if jam else ("n",)


def _days(dates: Sequence[date | str]) -> npt.NDArray[np.datetime64]:
    """As NumPy keeps days, from dates (PostgreSQL) or their text (SQLite). Many rows are of few days: each is read once."""
    codes, known = pd.factorize(np.array(dates, dtype=object))
    return np.asarray(known, dtype="datetime64[s]")[codes]


def daily_frame(columns: Mapping[str, object], keys: Sequence[str], *, jam: bool = False) -> pd.DataFrame:
    """The frame of SurveyRepository.daily from its columns, in the order of ``keys``; days as anything NumPy reads."""
    types = {"satker": "str", "tanggal": "datetime64[s]"}
    frame = pd.DataFrame({name: columns[name] for name in (*keys, *counts_of(jam=jam))})
    frame = frame.astype({name: types.get(name, "int64") for name in frame.columns})
    # Sorted here: databases differ in how they order texts.
    return frame.sort_values([*keys], ignore_index=True) if keys else frame


def no_days(keys: Sequence[str], *, jam: bool = False) -> pd.DataFrame:
    """An empty frame of SurveyRepository.daily."""
    return daily_frame({name: [] for name in (*keys, *counts_of(jam=jam))}, keys, jam=jam)


@lru_cache(maxsize=_KEPT)
def select_daily(
    scope: Scope, saringan: Saringan, keys: tuple[str, ...], *, jam: bool = False
) -> sa.Select[tuple[object, ...]]:
    """Grain: keys (satker, tanggal). Respondents, not sorted. The names are looked up after the counting."""
    table = schema.rekap_hari
    # The day as the driver gives it: _days() reads each only once.
    day: sa.ColumnElement[Any] = sa.type_coerce(table.c.tanggal, sa.types.NullType()).label("tanggal")
    columns: dict[str, sa.ColumnElement[object]] = {"satker": table.c.satker_id, "tanggal": day}
    by, counts, where = [columns[key] for key in keys], counts_of(jam=jam), asked_for(table, scope, saringan)
    if set(keys) == columns.keys():
        # A satker's day is one row: there is nothing to add up.
        counted = sa.select(*by, *(table.c[name] for name in counts)).where(*where).subquery()
    else:
        sums = [sa.func.sum(table.c[name]).label(name) for name in counts]
        # Without keys, nothing is no row instead of one that says NULL.
        counted = sa.select(*by, *sums).where(*where).group_by(*by).having(sa.func.count() > 0).subquery()
    if "satker" not in keys:
        return sa.select(*counted.c)
    others = [column for column in counted.c if column.name != "satker_id"]
    return sa.select(_S.c.kode.label("satker"), *others).join_from(counted, _S, _S.c.id == counted.c.satker_id)


def read_imported_at(connection: sa.Connection, scope: Scope, saringan: Saringan) -> pd.Series:
    """See SurveyRepository.imported_at."""
    columns = read_columns(connection, select_imported_at(scope, saringan))
    moments = {str(kode): as_utc(when) for kode, when in zip(columns["satker"], columns[_OBSERVED], strict=True)}
    pulled = read_columns(connection, select_pulled_at(scope, saringan))
    for kode, when in zip(pulled["satker"], pulled[_OBSERVED], strict=True):
        moments[kode] = max(moments[kode], as_utc(when)) if kode in moments else as_utc(when)
    return imported_series(moments)


def imported_series(moments: Mapping[str, object]) -> pd.Series:
    """The series of SurveyRepository.imported_at from UTC moments by satker code."""
    codes = sorted(moments)
    values = pd.to_datetime(pd.Series([moments[code] for code in codes], dtype=object), utc=True)
    index = pd.Index(codes, name="satker", dtype="str")
    return pd.Series(values.astype("datetime64[us, UTC]").array, index=index, name=_OBSERVED)


@lru_cache(maxsize=_KEPT)
def select_imported_at(scope: Scope, saringan: Saringan) -> sa.Select[tuple[object, ...]]:
    """Grain: satker. Moment of the newest live import that speaks of the satker, instrument and months asked for.

    Also one that found only answers that were known: who sends a file with nobody new has looked until that day.
    """
    impor, touched = schema.impor, schema.impor_satker
    newest = (
        sa.select(touched.c.satker_id, sa.func.max(impor.c.diimpor_pada).label(_OBSERVED))
        .join_from(touched, impor, impor.c.id == touched.c.impor_id)
        .where(*asked_for(touched, scope, saringan), impor.c.dibatalkan_pada.is_(None), impor.c.jenis == "jawaban")
        .group_by(touched.c.satker_id)
        .subquery()
    )
    return sa.select(_S.c.kode.label("satker"), newest.c[_OBSERVED]).join_from(
        newest, _S, _S.c.id == newest.c.satker_id
    )


@lru_cache(maxsize=_KEPT)
def select_pulled_at(scope: Scope, saringan: Saringan) -> sa.Select[tuple[object, ...]]:
    """Grain: satker. When the database was last pulled from which answers of the satker and instrument ever came.

    A pull brings what is new. Of whom it brought nothing there was nothing new, and that is known.
    """
    impor, touched, tarikan = schema.impor, schema.impor_satker, schema.tarikan
    ever = replace(saringan, periode=None)
    newest = (
        sa.select(touched.c.satker_id, sa.func.max(tarikan.c.ditarik_pada).label(_OBSERVED))
        .join_from(touched, impor, impor.c.id == touched.c.impor_id)
        .join(tarikan, impor.c.sumber == sa.literal("tarikan:").concat(tarikan.c.nama))
        .where(*asked_for(touched, scope, ever), impor.c.dibatalkan_pada.is_(None), impor.c.jenis == "jawaban")
        .group_by(touched.c.satker_id)
        .subquery()
    )
    return sa.select(_S.c.kode.label("satker"), newest.c[_OBSERVED]).join_from(
        newest, _S, _S.c.id == newest.c.satker_id
    )


def read_special_days(connection: sa.Connection, scope: Scope, periode: Periode) -> pd.DataFrame:
    """See SurveyRepository.special_days."""
    return special_days_frame(read_columns(connection, select_special_days(scope, periode)))


def special_days_frame(columns: dict[str, list[object]]) -> pd.DataFrame:
    """The frame of SurveyRepository.special_days from its columns."""
    days = np.array(columns["tanggal"], dtype="datetime64[s]")
    frame = pd.DataFrame({name: pd.Series(columns[name], dtype="str") for name in HARI_KHUSUS if name != "tanggal"})
    frame = frame.assign(tanggal=days)[list(HARI_KHUSUS)]
    return frame.sort_values(["satker", "tanggal"], ignore_index=True)


def select_special_days(scope: Scope, periode: Periode) -> sa.Select[tuple[object, ...]]:
    """One row a day that differs: of satker in scope, and those of every satker (code '')."""
    table = schema.hari_khusus
    return (
        sa.select(sa.func.coalesce(_S.c.kode, "").label("satker"), *(table.c[name] for name in HARI_KHUSUS[1:]))
        .select_from(table.outerjoin(_S, _S.c.id == table.c.satker_id))
        .where(
            table.c.tanggal.between(periode.first_day, periode.last_day),
            sa.or_(table.c.satker_id.is_(None), satker_in_scope(scope)),
        )
    )
