"""What drivers return (Decimal, bytes, times with a zone, arrays ...) as the cells that a file would have had."""

from __future__ import annotations

import json
import math
from array import array
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import numpy as np

from data_access.errors import RefusedError
from data_access.files.reading.cells import Cell, RawColumn, RawSheet
from data_access.files.reading.limits import number


class SheetBuilder:
    """Collects blocks of rows into a sheet whose first row is the header."""

    def __init__(self, nama: str, header: Sequence[str], zona: str) -> None:
        self.rows = 0
        self._nama = nama
        self._zona = ZoneInfo(zona)
        self._columns = [_Column(judul) for judul in header]

    def extend(self, rows: Sequence[Sequence[object]]) -> None:
        """Add the next rows, as the driver gave them."""
        for column, values in zip(self._columns, zip(*rows, strict=True), strict=True):
            column.extend([to_cell(value, self._zona) for value in values])
        self.rows += len(rows)

    def finish(self, max_text: int) -> RawSheet:
        """The sheet. RefusedError names a column with a text longer than ``max_text``."""
        return RawSheet(self._nama, self.rows + 1, tuple(column.finish(max_text) for column in self._columns))


class _Column:
    """Numbers the distinct cells of one column; kinds are kept apart, because 1 == 1.0 == True in Python."""

    def __init__(self, judul: str) -> None:
        self._judul = judul
        self._number: defaultdict[tuple[type, Cell], int] = defaultdict(count().__next__)
        self._codes = array("i")
        self.extend([judul])

    def extend(self, cells: Sequence[Cell]) -> None:
        self._codes.extend([self._number[type(cell), cell] for cell in cells])

    def finish(self, max_text: int) -> RawColumn:
        values = tuple(cell for _, cell in self._number)
        if any(isinstance(cell, str) and len(cell) > max_text for cell in values):
            raise RefusedError(
                f"Kolom {self._judul} berisi teks lebih dari {number(max_text)} huruf. Potong atau tinggalkan kolom itu "
                "di view yang dibaca Pantau."
            )
        return RawColumn(values, np.frombuffer(self._codes, dtype=np.int32).copy())


def to_cell(value: object, zona: ZoneInfo) -> Cell:  # noqa: PLR0911 - a line for each kind
    """One value as a cell: '' is an empty one, and a date is its midnight, as in files.

    Whole decimals become integers; a time with a zone becomes local time of ``zona``; NUL characters, which no
    spreadsheet can hold, are left out of texts.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return value.astimezone(zona).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - local time, as everywhere in files
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return _from_bytes(bytes(value))
    return _text(value, zona).replace("\0", "") or None


def _text(value: object, zona: ZoneInfo) -> str:
    match value:
        case str():
            return value
        case time():
            return value.isoformat()
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case list() | tuple() | set() | frozenset():  # as forms write several choices: 'a;b'
            return ";".join(str(to_cell(one, zona)) for one in value if one is not None)
    return str(value)


def _number(value: Decimal) -> int | float | str:
    if not value.is_finite():
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _from_bytes(raw: bytes) -> str | int:
    """Text where it is text (BINARY collations, BLOB), the number of a BIT column, else hexadecimal (a UUID)."""
    stripped = raw.rstrip(b"\0")  # BINARY(n) is filled up with zeros
    try:
        text = stripped.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and all(char.isprintable() or char.isspace() for char in text):
        return text
    return int.from_bytes(raw, "big") if len(raw) <= 1 else raw.hex()
