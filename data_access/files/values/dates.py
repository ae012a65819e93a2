"""Dates in the forms that occur in Indonesia. Day before month; what cannot be read so is told, never turned round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from data_access.files.months import BULAN
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, is_blank

TAHUN_AWAL, TAHUN_AKHIR = 2000, 2100
_EPOCH_1900 = date(1899, 12, 30).toordinal()  # Excel's day 0, as its calendar counts after February 1900
_EPOCH_1904 = date(1904, 1, 1).toordinal()  # day 0 of workbooks made on old Macintoshes
_FIRST_SERIAL_DAY, _LAST_SERIAL_DAY = date(2000, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
_DAY = 86_400
# How a day was written: TETAP: either order or none (month by name, year first), PASTI: only the expected order is
# possible, TERBALIK: only the other order is.
TETAP, PASTI, TERBALIK = 0, 1, 2
TANPA_ZONA = 32_767  # instead of the minutes from UTC, where the source names no time zone
_UNIX = date(1970, 1, 1).toordinal()

_HARI = r"(?:jum.?at|(?:sen|sel|rab|kam|jum|sab|min|ahad|mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})[\s-]+([a-z]+)\.?[\s-]+(\d{4}|\d{2})")
_NAMED_US = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_MONTH_ONLY = re.compile(r"(?:([a-z]+)[\s-]+(\d{4})|(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4}))")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?"
    r"\s*(wib|wita|wit|z|(?:gmt|utc)?\s*[+-]\d{1,2}(?::?\d{2})?|gmt|utc)?"
)
_MENIT_ZONA = {"wib": 420, "wita": 480, "wit": 540, "z": 0, "gmt": 0, "utc": 0}
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")
_SPLIT = re.compile(r"(?:,\s*|\s+|t(?=\d))(?=\d{1,2}[:.]\d{2}(?!\d))(?!\d{1,2}\.\d{1,2}\.\d{4})")
_WRAPPED = re.compile(rf"{_HARI}\s*\((.*)\)\s*(.*)|(?:{_HARI}\s*,?\s+)(.*)")
# What may stand in brackets behind a moment: the zone, the day's name, or the zone in words after its number.
_KURUNG_ZONA = re.compile(r"\((wib|wita|wit|utc|gmt)\)$")
_KURUNG = re.compile(rf"\((?:{_HARI}|[a-z ]+ time|waktu [a-z ]+)\)$")
_PUKUL = re.compile(r"\b(?:pukul|jam|pkl|pk)\b\.?")
_SERIAL_TEXT = re.compile(r"\s*\d{5}(?:[.,]\d+)?\s*")
_MIDNIGHT = (0, TANPA_ZONA)
_ZERO = re.compile(r"0000-00-00( 00:00:00)?")


@dataclass(frozen=True)
class DateColumn:
    """Dates of a column's distinct values.

    ``waktu`` datetime64[s] (NaT = none), ``tak_terbaca`` marks values that are no date, ``bulan_dulu`` values that are
    impossible with the day first, ``di_luar`` dates before 2000 or after 2100, ``hari_dulu`` values that are only
    possible with the day first. ``waktu`` is as written; ``zona`` (int16) are the minutes from UTC that are written
    beside it, TANPA_ZONA where none are.
    """

    waktu: npt.NDArray[np.datetime64]
    tak_terbaca: npt.NDArray[np.bool_]
    bulan_dulu: npt.NDArray[np.bool_]
    hari_dulu: npt.NDArray[np.bool_]
    di_luar: npt.NDArray[np.bool_]
    zona: npt.NDArray[np.int16]


class DateReader:
    """Reads dates, remembering the parts it has seen: 100,000 timestamps have few days and few times of day."""

    def __init__(self, *, month_first: bool = False) -> None:
        self._month_first = month_first
        self._days: dict[str, tuple[int | None, int]] = {}
        self._clocks: dict[str, tuple[int, int] | None] = {}

    def read(self, text: str) -> tuple[int | None, int, int]:
        """(seconds since 1970-01-01 as written or None when ``text`` is no date, one of TETAP, PASTI, TERBALIK, minutes
        from UTC or TANPA_ZONA)."""
        head, _, tail = text.partition("T" if text[10:11] == "T" else " ")
        day, order = self._day(head)
        if day is not None:
            clock = self._clock(tail) if tail else _MIDNIGHT
            if clock is not None:
                return day * _DAY + clock[0], order, clock[1]
        return self._slow(text)

    def _slow(self, text: str) -> tuple[int | None, int, int]:
        text = _KURUNG.sub("", _KURUNG_ZONA.sub(r"\1", clean_text(text).lower()))
        text = " ".join(_PUKUL.sub(" ", text).split())
        if wrapped := _WRAPPED.fullmatch(text):
            text = wrapped.group(3) if wrapped.group(1) is None else f"{wrapped.group(1)} {wrapped.group(2)}".strip()
        parts = _SPLIT.split(text, maxsplit=1)
        day, order = self._day(parts[0].strip(" ,|-"))
        clock = self._clock(parts[1]) if len(parts) > 1 else _MIDNIGHT
        if day is None or clock is None:
            return None, order, TANPA_ZONA
        return day * _DAY + clock[0], order, clock[1]

    def _day(self, text: str) -> tuple[int | None, int]:
        if text not in self._days:
            self._days[text] = self._parse_day(text.lower())
        return self._days[text]

    def _clock(self, text: str) -> tuple[int, int] | None:
        if text not in self._clocks:
            self._clocks[text] = _parse_clock(text.lower())
        return self._clocks[text]

    def _parse_day(self, text: str) -> tuple[int | None, int]:
        if found := _NUMERIC.fullmatch(text):
            return self._numeric_day(found.group(1), found.group(3), found.group(4))
        return _named_day(text), TETAP

    def _numeric_day(self, first: str, second: str, third: str) -> tuple[int | None, int]:
        if len(first) == 4:
            return _ordinal(int(first), int(second), int(third)), TETAP
        if len(first) > 2 or len(third) not in (2, 4):
            return None, TETAP
        day, month = (int(second), int(first)) if self._month_first else (int(first), int(second))
        if month > 12 >= day:
            return None, TERBALIK
        return _ordinal(_year(third), month, day), PASTI if day > 12 else TETAP


def _named_day(text: str) -> int | None:
    if found := _NAMED.fullmatch(text):
        return _ordinal(_year(found.group(3)), BULAN.get(found.group(2)), int(found.group(1)))
    if found := _NAMED_US.fullmatch(text):
        return _ordinal(int(found.group(3)), BULAN.get(found.group(1)), int(found.group(2)))
    if found := _COMPACT.fullmatch(text):
        return _ordinal(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    if found := _MONTH_ONLY.fullmatch(text):
        name, year, iso_year, iso_month, month, plain_year = found.groups()
        number = BULAN.get(name) if name else int(iso_month or month)
        return _ordinal(int(year or iso_year or plain_year), number, 1)
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _ordinal(year: int, month: int | None, day: int) -> int | None:
    """Days since 1970-01-01, None when there is no such day."""
    if month is None:
        return None
    try:
        return date(year, month, day).toordinal() - _UNIX
    except ValueError:
        return None


def _parse_clock(text: str) -> tuple[int, int] | None:
    """(seconds since midnight, minutes from UTC or TANPA_ZONA), None when ``text`` is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)
    half = found.group(4)
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = _zone_minutes(found.group(5))
    return None if zone is None else (hour * 3600 + minute * 60 + second, zone)


def _zone_minutes(text: str | None) -> int | None:
    """Minutes from UTC: 'wita' -> 480, 'gmt+7' -> 420; TANPA_ZONA for none, None for an offset that no zone has."""
    if not text:
        return TANPA_ZONA
    if text in _MENIT_ZONA:
        return _MENIT_ZONA[text]
    found = _OFFSET.search(text)
    if found is None:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    return None if minutes > 14 * 60 else -minutes if found.group(1) == "-" else minutes


def _serial_seconds(value: float, epoch: int) -> int | None:
    """An Excel serial number as seconds since 1970, None when it is not a day of this century."""
    if not _FIRST_SERIAL_DAY <= value + epoch < _LAST_SERIAL_DAY + 1:
        return None
    return round((value + epoch - _UNIX) * _DAY)


def read_dates(values: Sequence[Cell], *, month_first: bool = False, is_1904: bool = False) -> DateColumn:
    """The dates of a column's distinct values; blank ones are NaT and no problem.

    ``is_1904``: bare serial numbers count from 1904-01-01, as the workbook says.
    """
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    reader = DateReader(month_first=month_first)
    seconds = np.full(len(values), np.iinfo(np.int64).min, dtype=np.int64)  # NaT
    unread = np.zeros(len(values), dtype=bool)
    orders = np.zeros(len(values), dtype=np.int8)
    zones = np.full(len(values), TANPA_ZONA, dtype=np.int16)
    moments = [place for place, value in enumerate(values) if isinstance(value, datetime)]
    if moments:
        stamps = np.array([values[place] for place in moments], dtype="datetime64[s]")
        seconds[moments] = stamps.astype(np.int64)
    for place, value in enumerate(values):
        if isinstance(value, datetime) or value is None:
            continue
        found, orders[place], zones[place] = _one(reader, value, epoch)
        if found is not None:
            seconds[place] = found
        elif not _is_no_date(value):
            unread[place] = True
    waktu = seconds.view("datetime64[s]")
    years = waktu.astype("datetime64[Y]").astype(np.int64) + 1970
    outside = ~np.isnat(waktu) & ((years < TAHUN_AWAL) | (years > TAHUN_AKHIR))
    turned = unread & (orders == TERBALIK)
    return DateColumn(waktu, unread & ~turned, turned, ~unread & (orders == PASTI), outside, zones)


def _is_no_date(value: Cell) -> bool:
    """True for what stands where no date was given."""
    return isinstance(value, str) and (is_blank(value) or _ZERO.fullmatch(value.strip()) is not None)


def _one(reader: DateReader, value: str | float | bool, epoch: int) -> tuple[int | None, int, int]:
    if isinstance(value, bool):
        return None, TETAP, TANPA_ZONA
    if isinstance(value, int | float):
        serial = _serial_seconds(value, epoch)
        return (serial, TETAP, TANPA_ZONA) if serial is not None else reader.read(cell_text(value))
    found = reader.read(value.removeprefix("'"))  # spreadsheets mark texts by it
    if found[0] is None and _SERIAL_TEXT.fullmatch(value):
        return _serial_seconds(float(value.replace(",", ".")), epoch), TETAP, TANPA_ZONA
    return found


def looks_like_dates(values: Sequence[Cell]) -> bool:
    """True when most of the filled values are dates written as dates (plain numbers do not count)."""
    reader = DateReader()
    filled = [value for value in values if not is_blank(cell_text(value))]
    return 2 * sum(_is_written_date(reader, value) for value in filled) > len(filled)


def _is_written_date(reader: DateReader, value: Cell) -> bool:
    if isinstance(value, str):
        seconds, order, _ = reader.read(value)
        return seconds is not None or order == TERBALIK
    return isinstance(value, datetime)
