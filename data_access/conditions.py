"""What is known of a satker as it counted on a day: the statements of the ledger until then, over the table as it is.

A number that was right in June stays right when somebody changes the satker in July (docs/adr/0017).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc
from data_access.files.master.statements import SATKER
from data_access.master_data.changes import key_of, key_text
from data_access.master_data.storing import ISIAN_HALAMAN
from data_access.queries import satker_in_scope
from data_access.repository import KETENTUAN, Scope

_FIELDS = KETENTUAN[1:]
# The office that keeps the satker list: the day of a statement is a day there.
_ZONA = ZoneInfo("Asia/Jakarta")
_FEW = 500  # satker whose statements are asked for by key; of more, all are read


@dataclass(frozen=True)
class Ucapan:
    """One statement about a satker: the fields that it gives, and whether it was made by the day asked for. ``sebelum``: the
    fields as they were, of a statement that was typed over them; a file is loaded without looking at what was there."""

    satker: str
    nilai: Mapping[str, object]
    sudah: bool
    sebelum: Mapping[str, object] | None = None


def read_conditions(connection: sa.Connection, scope: Scope, day: date) -> pd.DataFrame:
    """See SurveyRepository.conditions."""
    satker = schema.satker
    now = sa.select(satker.c.kode.label("satker"), *(satker.c[name] for name in _FIELDS)).where(satker_in_scope(scope))
    rows = {str(row["satker"]): dict(row) for row in connection.execute(now).mappings()}
    spoken = (
        Ucapan(
            str(key_of(row.kunci)[0]),
            json.loads(row.sesudah),
            as_utc(row.diimpor_pada) < _end_of(day),
            json.loads(row.sebelum) if row.sebelum is not None and row.nama_berkas == ISIAN_HALAMAN else None,
        )
        for row in connection.execute(select_statements(scope, day))
    )
    for kode, known in as_of(spoken).items():
        if kode in rows:
            rows[kode] |= known
    frame = pd.DataFrame([rows[kode] for kode in sorted(rows)], columns=list(KETENTUAN))
    return conditions_frame(frame)


def conditions_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame of SurveyRepository.conditions with its types, also where it is empty."""
    texts = [name for name in KETENTUAN if name != "hari_kerja"]
    return frame.astype(dict.fromkeys(texts, "str") | {"hari_kerja": "int64"})


def as_of(spoken: Iterable[Ucapan]) -> dict[str, dict[str, object]]:
    """The fields by satker code, of statements in the order of the ledger: what the last one made by the day says of a
    field; where none was, what the first one after it says, because who first writes something down says how it is. Who
    typed over a value on a page saw it: until then that value counted."""
    found: dict[str, dict[str, object]] = {}
    for one in spoken:
        fields = found.setdefault(one.satker, {})
        for name in _FIELDS:
            if name in one.nilai and one.sudah:
                fields[name] = one.nilai[name]
            elif name in one.nilai and name not in fields:
                fields[name] = (one.sebelum or one.nilai).get(name, one.nilai[name])
    return found


def select_statements(scope: Scope, day: date) -> sa.Select[tuple[object, ...]]:
    """kunci, sesudah, diimpor_pada of the statements that decide about ``day``, in the order of the ledger: of each satker
    and field the last one until the day and the first one of all."""
    said, impor = schema.impor_perubahan, schema.impor
    live = [said.c.tabel == schema.satker.name, impor.c.dibatalkan_pada.is_(None), impor.c.jenis == SATKER]
    if scope.satker is not None and len(scope.satker) <= _FEW:
        live.append(said.c.kunci.in_([key_text((kode,)) for kode in sorted(scope.satker)]))
    picks = []
    for number, name in enumerate(_FIELDS):
        # Inside a text of JSON a quote stands behind a backslash: this is found in names of fields only.
        is_said = said.c.sesudah.contains(f'"{name}":', autoescape=True)
        in_time = sa.and_(is_said, impor.c.diimpor_pada < _end_of(day))
        picks += [
            sa.func.max(sa.case((in_time, said.c.id))).label(f"terakhir_{number}"),
            sa.func.min(sa.case((is_said, said.c.id))).label(f"pertama_{number}"),
        ]
    chosen = (
        sa.select(*picks).join_from(said, impor, impor.c.id == said.c.impor_id).where(*live).group_by(said.c.kunci)
    ).cte("pilihan")
    wanted = sa.union(*(sa.select(column) for column in chosen.c))
    return (
        sa.select(said.c.kunci, said.c.sebelum, said.c.sesudah, impor.c.diimpor_pada, impor.c.nama_berkas)
        .join_from(said, impor, impor.c.id == said.c.impor_id)
        .where(said.c.id.in_(wanted))
        .order_by(said.c.id)
    )


def _end_of(day: date) -> datetime:
    """The moment at which the day is over, UTC."""
    return datetime.combine(day + timedelta(days=1), time(), _ZONA).astimezone(UTC)
