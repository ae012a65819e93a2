"""How far a source was read: the greatest value of its mark column, kept with what that value meant."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from data_access import schema
from data_access.engine import as_utc, unavailable_as
from data_access.errors import RefusedError

Nilai = int | Decimal | date | datetime | str
MUNDUR_WAKTU = 24 * 60
MUNDUR_ANGKA = 1_000
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?")


@dataclass(frozen=True)
class Penanda:
    """A place in a source: rows up to ``nilai`` were read. ``kunci``: of Sumber.kunci, so that another table or another
    reading of the same table begins anew."""

    nilai: Nilai
    kunci: str

    def to_json(self) -> str:
        """As kept in ``tarikan.penanda``."""
        return json.dumps({"jenis": kind(self.nilai), "nilai": _text(self.nilai), "kunci": self.kunci})


def as_mark(value: object, kolom: str) -> Nilai:
    """A value of the mark column, None excluded. RefusedError when that column is neither a number nor a time."""
    match value:
        case bool():
            pass
        case int() | date():  # datetime is a date
            return value
        case Decimal() if value.is_finite():
            return int(value) if value == value.to_integral_value() else value
        case float() if math.isfinite(value):
            return Decimal(repr(value))
        case str() if _ISO.fullmatch(value):
            return value
    raise RefusedError(
        f"Kolom penanda {kolom} harus bilangan atau waktu yang terus naik (bukan UUID, kode, atau waktu berupa teks lain)."
    )


def before(nilai: Nilai, mundur: int | None) -> Nilai:
    """Where the next pull begins: ``mundur`` minutes or units before ``nilai``, so that rows committed late are found.

    A date goes back by whole days. A text (times of SQLite) is compared as text and cut to its minute.
    """
    match nilai:
        case datetime():
            return nilai - _minutes(mundur)
        case date():
            return nilai - timedelta(days=math.ceil(_minutes(mundur) / timedelta(days=1)))
        case str():
            moment = datetime.fromisoformat(nilai.replace(",", ".")) - _minutes(mundur)
            separator = nilai[10] if len(nilai) > 10 else " "
            return moment.isoformat(sep=separator, timespec="minutes")[: min(len(nilai), 16)]
    return nilai - (MUNDUR_ANGKA if mundur is None else mundur)


def _minutes(mundur: int | None) -> timedelta:
    return timedelta(minutes=MUNDUR_WAKTU if mundur is None else mundur)


def kind(nilai: Nilai) -> str:
    """What a mark is made of; marks of two kinds cannot be compared (the column was changed)."""
    match nilai:
        case datetime():
            return "waktu"
        case date():
            return "tanggal"
        case str():
            return "teks"
    return "angka"


def _text(nilai: Nilai) -> str:
    return nilai.isoformat() if isinstance(nilai, date) else str(nilai)


def _from_json(text: str) -> Penanda | None:
    """None for what an earlier version or another hand has written: then everything is read again."""
    readers: dict[str, Callable[[str], Nilai]] = {
        "waktu": datetime.fromisoformat,
        "tanggal": date.fromisoformat,
        "angka": lambda text: as_mark(Decimal(text), ""),
        "teks": str,
    }
    try:
        raw = json.loads(text)
        return Penanda(readers[raw["jenis"]](raw["nilai"]), str(raw["kunci"]))
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None


def read_mark(engine: sa.Engine, nama: str, kunci: str) -> Penanda | None:
    """The mark of a source, None when it was never pulled or was read with other settings."""
    table = schema.tarikan
    with unavailable_as("Basis data tidak dapat dibaca; periksa lalu ulangi."), engine.connect() as connection:
        text = connection.scalar(sa.select(table.c.penanda).where(table.c.nama == nama))
    mark = _from_json(text) if text else None
    return mark if mark is not None and mark.kunci == kunci else None


def last_pulls(engine: sa.Engine) -> dict[str, datetime]:
    """When each source was last pulled, UTC."""
    table = schema.tarikan
    with unavailable_as("Basis data tidak dapat dibaca; periksa lalu ulangi."), engine.connect() as connection:
        return {
            str(row.nama): as_utc(row.ditarik_pada)
            for row in connection.execute(sa.select(table.c.nama, table.c.ditarik_pada))
        }


def pulled_at(connection: sa.Connection, nama: str) -> datetime | None:
    """When a source was last pulled, UTC; None when it never was."""
    table = schema.tarikan
    moment = connection.scalar(sa.select(table.c.ditarik_pada).where(table.c.nama == nama))
    return None if moment is None else as_utc(moment)


def write_mark(connection: sa.Connection, nama: str, penanda: Penanda | None, now: datetime) -> None:
    """Keep the mark inside the caller's transaction; None (a source without a mark column) keeps the time alone."""
    table = schema.tarikan
    values = {"penanda": penanda.to_json() if penanda else "", "ditarik_pada": now}
    done = connection.execute(sa.update(table).where(table.c.nama == nama).values(values))
    if not done.rowcount:
        connection.execute(sa.insert(table).values(nama=nama, **values))


def touch(connection: sa.Connection, nama: str, now: datetime) -> None:
    """Keep when a source was looked at, and leave its mark as it is."""
    table = schema.tarikan
    done = connection.execute(sa.update(table).where(table.c.nama == nama).values(ditarik_pada=now))
    if not done.rowcount:
        connection.execute(sa.insert(table).values(nama=nama, penanda="", ditarik_pada=now))
