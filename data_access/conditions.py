"""What is known of a satker as it counted on a day: the statements of the ledger until then, over the table as it is.

A number that was right in June stays right when somebody changes the satker in July (docs/adr/0017).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc
from data_access.files.master.statements import SATKER
from data_access.master_data.changes import key_of, key_text
from data_access.queries import satker_in_scope
from data_access.repository import KETENTUAN, Scope
from scoring.zona_waktu import JAM_PANTAU

_FIELDS = KETENTUAN[1:]
# The office that keeps the satker list: the day of a statement is a day there.
_FEW = 500  # satker whose statements are asked for by key; of more, all are read


@dataclass(frozen=True)
class Ucapan:
    """One statement about a satker: the fields that it gives, when it was made, and the record as it was (None: there was
    none yet). ``dibatalkan``: when it was undone, None while it counts."""

    satker: str
    nilai: Mapping[str, object]
    pada: datetime
    sebelum: Mapping[str, object] | None = None
    dibatalkan: datetime | None = None


def read_conditions(connection: sa.Connection, scope: Scope, days: Collection[date]) -> dict[date, pd.DataFrame]:
    """See SurveyRepository.conditions_by_day."""
    if not days:
        return {}
    satker = schema.satker
    now = sa.select(satker.c.kode.label("satker"), *(satker.c[name] for name in _FIELDS)).where(satker_in_scope(scope))
    rows = {str(row["satker"]): dict(row) for row in connection.execute(now).mappings()}
    spoken: dict[str, list[Ucapan]] = {}
    for row in connection.execute(select_statements(scope, days)):
        one = Ucapan(
            str(key_of(row.kunci)[0]),
            json.loads(row.sesudah),
            as_utc(row.diimpor_pada),
            None if row.sebelum is None else json.loads(row.sebelum),
            None if row.dibatalkan_pada is None else as_utc(row.dibatalkan_pada),
        )
        spoken.setdefault(one.satker, []).append(one)
    found = {}
    for day in days:
        known = [rows[kode] | as_of(spoken.get(kode, ()), end_of(day)) for kode in sorted(rows)]
        found[day] = conditions_frame(pd.DataFrame(known, columns=list(KETENTUAN)))
    return found


def conditions_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame of SurveyRepository.conditions with its types, also where it is empty."""
    texts = [name for name in KETENTUAN if name != "hari_kerja"]
    return frame.astype(dict.fromkeys(texts, "str") | {"hari_kerja": "int64"})


def as_of(spoken: Sequence[Ucapan], moment: datetime) -> dict[str, object]:
    """The fields of one satker, of its statements in the order of the ledger: what the last one before ``moment`` says of
    a field; where none was, what counted until the first one."""
    found: dict[str, object] = {}
    for name in _FIELDS:
        said = [one for one in spoken if name in one.nilai]
        live = [one for one in said if one.dibatalkan is None]
        in_time = [one for one in live if one.pada < moment]
        if in_time:
            found[name] = in_time[-1].nilai[name]
        elif live:
            found[name] = _before(said[0], live[0], name)
    return found


def _before(first: Ucapan, counting: Ucapan, name: str) -> object:
    """What a field was before anybody said it: the record that the ``first`` statement met, also where that one was undone
    later (a record that was written over it shows its value). Whose first statement made the satker says how it began."""
    was_undone = first.dibatalkan is not None and first.dibatalkan <= counting.pada
    # Made, undone and made again by answers: what is met then is another satker's beginning.
    base = counting if first.sebelum is None and was_undone else first
    return (base.sebelum or counting.nilai).get(name, counting.nilai[name])


def select_statements(scope: Scope, days: Collection[date]) -> sa.Select[tuple[object, ...]]:
    """kunci, sebelum, sesudah, diimpor_pada, dibatalkan_pada of the statements that decide about ``days`` (at least one), in
    the order of the ledger: of each satker and field the last one until each day and the first one, that still count, and
    the first one of all; and few more."""
    said, impor = schema.impor_perubahan, schema.impor
    wanted = [said.c.tabel == schema.satker.name, impor.c.jenis == SATKER]
    if scope.satker is not None and len(scope.satker) <= _FEW:
        wanted.append(said.c.kunci.in_([key_text((kode,)) for kode in sorted(scope.satker)]))
    # The days cut the ledger into spans; of each span the last statement and the first one hold what decides. So the
    # question grows with the days by one comparison each, and not by a column that is looked for on its own.
    ends = enumerate(sorted(map(end_of, days)))
    span = sa.case(*((impor.c.diimpor_pada < end, number) for number, end in ends), else_=len(days))
    picks: list[sa.ColumnElement[int]] = []
    for name in _FIELDS:
        # Inside a text of JSON a quote stands behind a backslash: this is found in names of fields only.
        is_said = said.c.sesudah.contains(f'"{name}":', autoescape=True)
        counts = sa.and_(is_said, impor.c.dibatalkan_pada.is_(None))
        picks.append(sa.func.min(sa.case((is_said, said.c.id))))
        picks += [pick(sa.case((counts, said.c.id))) for pick in (sa.func.min, sa.func.max)]
    named = [pick.label(f"pilihan_{number}") for number, pick in enumerate(picks)]
    chosen = (
        sa.select(*named)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(*wanted)
        .group_by(said.c.kunci, span)
    ).cte("pilihan")
    ids = sa.union(*(sa.select(column) for column in chosen.c))
    columns = (said.c.kunci, said.c.sebelum, said.c.sesudah, impor.c.diimpor_pada, impor.c.dibatalkan_pada)
    return (
        sa.select(*columns)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.id.in_(ids))
        .order_by(said.c.id)
    )


def end_of(day: date) -> datetime:
    """The moment at which the day is over, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), JAM_PANTAU).astimezone(UTC)
