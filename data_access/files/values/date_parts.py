"""Dates in columns of their own for day, month and year, put together as one column of texts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data_access.files.columns.mapping import TANGGAL, Kolom
from data_access.files.frame import Frame, Mask, column_of
from data_access.files.months import BULAN
from data_access.files.reading.cells import Cell, RawColumn, cell_text
from data_access.files.texts import is_blank, words

_HARI = frozenset({"tgl", "tanggal", "hari", "hari ke", "day"})
_BULAN = frozenset({"bln", "bulan", "bulan ke", "month"})
_TAHUN = frozenset({"thn", "tahun", "year"})


def combined_dates(frame: Frame, used: Mask) -> tuple[tuple[Kolom, ...], RawColumn] | None:
    """(the columns, their dates as texts) when the column of dates holds only days or months; None otherwise.

    Month and year must be there; without a day the text is the month ('2024-6').
    """
    given = frame.pemetaan.column(TANGGAL)
    tahun = _column(frame, used, _TAHUN, _year)
    bulan = _column(frame, used, _BULAN, _month)
    if given is None or tahun is None or bulan is None:
        return None
    hari = _column(frame, used, _HARI, _day)
    parts = tuple(one for one in (hari, bulan, tahun) if one is not None)
    if given not in parts:
        return None
    codes = np.stack([column_of(frame, one).codes for one in parts])
    distinct, places = np.unique(codes, axis=1, return_inverse=True)
    values = tuple(
        _joined([column_of(frame, one).values[int(code)] for one, code in zip(parts, row, strict=True)])
        for row in distinct.T
    )
    return parts, RawColumn(values, places.reshape(-1).astype(np.int32))


def _column(frame: Frame, used: Mask, titles: frozenset[str], part: Callable[[Cell], int | None]) -> Kolom | None:
    """The only column with such a title whose cells all hold such a part of a date, or are blank."""
    found = []
    for kolom in frame.pemetaan.kolom:
        if words(kolom.judul) not in titles:
            continue
        column = column_of(frame, kolom)
        values = [column.values[int(code)] for code in np.unique(column.codes[used])]
        filled = [value for value in values if not is_blank(cell_text(value))]
        if filled and all(part(value) is not None for value in filled):
            found.append(kolom)
    return found[0] if len(found) == 1 else None


def _joined(cells: list[Cell]) -> Cell:
    """'2024-06-27' or '2024-6'; None where a part is blank."""
    *hari, bulan, tahun = cells
    year, month = _year(tahun), _month(bulan)
    if year is None or month is None:
        return None
    if not hari:
        return f"{year}-{month}"
    day = _day(hari[0])
    return None if day is None else f"{year}-{month:02d}-{day:02d}"


def _whole(value: Cell, low: int, high: int) -> int | None:
    text = cell_text(value).strip()
    number = int(text) if text.isdecimal() and len(text) < 5 else -1
    return number if low <= number <= high else None


def _day(value: Cell) -> int | None:
    return _whole(value, 1, 31)


def _month(value: Cell) -> int | None:
    return BULAN.get(words(cell_text(value))) or _whole(value, 1, 12)


def _year(value: Cell) -> int | None:
    return _whole(value, 2000, 2100)
