"""How the child process hands a file's cells back: a JSON head, then one block of codes (1, 2 or 4 bytes) per column.

Before the answer any number of frames may stand that tell how many rows are read.

No pickle: the parent reads bytes that a hostile file may have influenced. Measured on 100,000 x 20 cells against a
plain JSON table (0.84 s to write and read) and Arrow IPC (0.88 s and an import): distinct values and codes 0.41 s.
"""

from __future__ import annotations

import json
import math
import struct
import sys
from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from data_access.files.reading.limits import number
from data_access.files.reading.refusal import RefusalError

MAGIC = b"PANTAU1\n"
HEAD = struct.Struct(">Q")
TICK = b"PROGRES\n"
TICK_HEAD = struct.Struct(">QQ")


class ColumnCoder:
    """Numbers the distinct cells of one column as blocks of rows come in."""

    def __init__(self, rows_before: int = 0) -> None:
        self._number: defaultdict[Any, int] = defaultdict(count().__next__)
        self._codes = array("i")
        if rows_before:
            self.extend([None] * rows_before)

    def extend(self, cells: Sequence[Any]) -> None:
        """Add the cells of the next rows."""
        if bool in set(map(type, cells)):  # True == 1 in Python: kept apart, an answer "TRUE" is not the answer 1
            cells = [("b", cell) if isinstance(cell, bool) else cell for cell in cells]
        self._codes.fromlist(list(map(self._number.__getitem__, cells)))

    def fill_down(self, row: int, stop: int) -> None:
        """Give the rows after ``row`` (from 0) up to ``stop`` the cell of ``row``: a merged cell is one value."""
        if row < len(self._codes):
            stop = min(stop, len(self._codes))
            self._codes[row:stop] = array("i", [self._codes[row]]) * (stop - row)

    def finish(self, rows: int, max_text: int) -> tuple[dict[str, Any], bytes]:
        """The first ``rows`` rows as (JSON head of the column, codes). RefusalError when a text is too long."""
        values, times = [], []
        for place, raw in enumerate(self._number):
            value, is_time = _plain(raw)
            if isinstance(value, str) and len(value) > max_text:
                raise RefusalError(
                    f"Ada sel yang isinya lebih dari {number(max_text)} huruf. Biasanya ini tanda berkas rusak atau "
                    "tanda kutip yang tidak ditutup. Perbaiki sel itu, lalu unggah lagi."
                )
            values.append(value)
            if is_time:
                times.append(place)
        return {"nilai": values, "waktu": times, "lebar": width(len(values))}, _narrow(self._codes[:rows], len(values))


def width(distinct: int) -> int:
    """Bytes of one code: most survey columns have fewer than 256 distinct values."""
    return 1 if distinct <= 1 << 8 else 2 if distinct <= 1 << 16 else 4


def _narrow(codes: array[int], distinct: int) -> bytes:
    """The codes in as many bytes as they need, in the machine's order."""
    size, wide, whole = width(distinct), codes.itemsize, codes.tobytes()
    if size == wide:
        return whole
    first = 0 if sys.byteorder == "little" else wide - size
    narrow = bytearray(len(codes) * size)
    for place in range(size):
        narrow[place::size] = whole[first + place :: wide]
    return bytes(narrow)


def _plain(raw: object) -> tuple[str | int | float | bool | None, bool]:
    """A cell as JSON can hold it, and whether it is a date."""
    if type(raw) is str and raw:  # by far the most
        return raw, False
    is_time = isinstance(raw, date)  # datetime is a date as well
    match raw:
        case "":
            raw = None
        case ("b", bool() as flag):
            raw = flag
        case float() if not math.isfinite(raw):
            raw = str(raw)
        case datetime():
            raw = raw.isoformat(timespec="seconds")
        case date():
            raw = f"{raw.isoformat()}T00:00:00"
        case time() | timedelta():
            raw = str(raw)
    if raw is not None and not isinstance(raw, str | int | float):
        raise TypeError(f"unexpected cell type {type(raw).__name__}")
    return raw, is_time


def pack(head: Mapping[str, Any], blocks: Sequence[bytes] = ()) -> bytes:
    """The answer of the child process."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
    return b"".join((MAGIC, HEAD.pack(len(text)), text, *blocks))


def tick_frame(done: int, total: int) -> bytes:
    """A frame that tells of ``done`` rows read of ``total`` (0 = not known)."""
    return TICK + TICK_HEAD.pack(done, total)


def unpack_head(answer: bytes) -> tuple[dict[str, Any], int]:
    """(head, where the blocks begin); ValueError when the bytes are not such an answer."""
    start = len(MAGIC) + HEAD.size
    if not answer.startswith(MAGIC) or len(answer) < start:
        raise ValueError("not an answer of the reader")
    (length,) = HEAD.unpack_from(answer, len(MAGIC))
    head = json.loads(answer[start : start + length])
    if not isinstance(head, dict):
        raise TypeError("the head is no object")
    return head, start + length
