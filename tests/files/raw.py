"""Files as cells, without the reading process: for tests of what comes after it."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawColumn, RawFile, RawSheet
from data_access.files.source import Pemeriksaan, inspect_raw
from scoring.instruments import Instrumen
from tests.files.makers import INSTRUMEN

Rows = Sequence[Sequence[Any]]
LOOK = ImportOptions(untuk_disimpan=False)


def raw_sheet(name: str, rows: Rows) -> RawSheet:
    width = max(map(len, rows), default=0)
    columns = []
    for place in range(width):
        cells = [row[place] if place < len(row) else None for row in rows]
        known = {cell: code for code, cell in enumerate(dict.fromkeys(cells))}
        columns.append(RawColumn(tuple(known), np.array([known[cell] for cell in cells], dtype=np.int32)))
    return RawSheet(name, len(rows), tuple(columns))


def raw_file(sheets: Mapping[str, Rows], name: str = "survei.xlsx") -> RawFile:
    digest = hashlib.sha256(repr((name, dict(sheets))).encode()).hexdigest()
    return RawFile(name, digest, 0, "xlsx", tuple(raw_sheet(name, rows) for name, rows in sheets.items()))


def look(
    sheets: Mapping[str, Rows], options: ImportOptions = LOOK, instruments: Sequence[Instrumen] = INSTRUMEN
) -> Pemeriksaan:
    return inspect_raw(raw_file(sheets), options, instruments)


def problem_codes(inspected: Pemeriksaan) -> dict[str, str]:
    """{code: level} of every problem."""
    return {one.kode: one.tingkat for one in inspected.hasil.masalah}
