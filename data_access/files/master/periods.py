"""Months, triwulan, semester and years as they are written in headers and cells."""

from __future__ import annotations

import re
from datetime import datetime

from data_access.files.months import BULAN
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text
from scoring.periods import TAHUN_MAKS, TAHUN_MIN

Masa = tuple[int, int]  # first and last month, 202606; year 0 where none is named
_ANGKA = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:(?:tahun|thn|th|ta)?\.?\s*(\d{4}))"
_NAMED = re.compile(rf"(?:bulan\s+)?([a-z]+)\.?[\s,/-]*(?:{_YEAR}|'?(\d{{2}}))?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]0?1)?(?:[t ]00:00(?::00)?)?")
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
_SLASHED = re.compile(r"(?:0?1[-/.])?(\d{1,2})[-/.](\d{4})")
_PARTS = re.compile(
    rf"(triwulan|tw|tri wulan|kuartal|q|semester|smt|sem|s)\.?[\s-]*(iv|iii|ii|i|[1-4])[\s,/-]*{_YEAR}?"
)
_PARTS_FIRST = re.compile(r"(\d{4})[\s-]*(triwulan|tw|q|semester|smt|s)\.?[\s-]*(iv|iii|ii|i|[1-4])")
_WHOLE = re.compile(r"(?:tahun|thn|ta)?\.?\s*(\d{4})(?:\.0)?")
_NUMBER = re.compile(r"(\d{1,2})(?:\.0)?")


def read_period(cell: Cell, tahun: int | None = None, *, satuan: str = "") -> Masa | None:
    """The months that a cell names, None when it names none; months of the year 0 where no year is known.

    ``tahun``: the year for texts without one. ``satuan`` ('bulan', 'triwulan', 'semester'): what a bare number counts,
    because its column says so.
    """
    if isinstance(cell, datetime):
        return _months(cell.year, cell.month, 1) if cell.day == 1 else None
    text = clean_text(cell_text(cell)).casefold()
    if not text:
        return None
    return _counted(text, tahun or 0, satuan) or _dated(text) or _divided(text, tahun or 0) or _named(text, tahun or 0)


def _counted(text: str, tahun: int, satuan: str) -> Masa | None:
    """A bare number in a column that says what it counts: '2' under Triwulan, 'II' too."""
    number = _NUMBER.fullmatch(text) if satuan else None
    if number is not None:
        return _part(satuan, int(number.group(1)), tahun)
    return _part(satuan, _ANGKA[text], tahun) if satuan in {"triwulan", "semester"} and text in _ANGKA else None


def _dated(text: str) -> Masa | None:
    """A month or a year in figures."""
    for pattern, read in ((_ISO, _iso), (_COMPACT, _iso), (_SLASHED, _slashed), (_WHOLE, _year)):
        if found := pattern.fullmatch(text):
            return read(found)
    return None


def _divided(text: str, tahun: int) -> Masa | None:
    """A triwulan or a semester."""
    if found := _PARTS_FIRST.fullmatch(text):
        return _part(found.group(2), _ANGKA[found.group(3)], int(found.group(1)))
    if found := _PARTS.fullmatch(text):
        return _part(found.group(1), _ANGKA[found.group(2)], int(found.group(3) or tahun))
    return None


def _named(text: str, tahun: int) -> Masa | None:
    found = _NAMED.fullmatch(text)
    if found is None or found.group(1) not in BULAN:
        return None
    short = int(found.group(3)) + 2000 if found.group(3) else 0
    return _months(int(found.group(2) or 0) or short or tahun, BULAN[found.group(1)], 1)


def _iso(found: re.Match[str]) -> Masa | None:
    return _months(int(found.group(1)), int(found.group(2)), 1)


def _slashed(found: re.Match[str]) -> Masa | None:
    return _months(int(found.group(2)), int(found.group(1)), 1)


def _year(found: re.Match[str]) -> Masa | None:
    return _months(int(found.group(1)), 1, 12)


def _part(word: str, number: int, tahun: int) -> Masa | None:
    """The ``number``-th month, triwulan or semester of a year."""
    length = 1 if word == "bulan" else 3 if word[0] in "tkq" else 6
    return _months(tahun, (number - 1) * length + 1, length) if 1 <= number <= 12 // length else None


def _months(tahun: int, first: int, count: int) -> Masa | None:
    if not 1 <= first <= 12 or (tahun and not TAHUN_MIN <= tahun <= TAHUN_MAKS):
        return None
    return tahun * 100 + first, tahun * 100 + first + count - 1


def has_year(masa: Masa) -> bool:
    """False for months whose year nobody has said."""
    return masa[0] >= 100 * TAHUN_MIN
