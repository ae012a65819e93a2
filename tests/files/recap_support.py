"""Recap files for the tests, as cells: reading bytes is tested elsewhere and takes a process each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from data_access.files.reading.cells import Cell, RawColumn, RawFile, RawSheet
from data_access.files.recap.model import RecapHasil, RecapOptions
from data_access.files.recap.reader import read_recap
from scoring.instruments import Instrumen, shipped_instruments
from tests.files.makers import is_sentence

INSTRUMEN = list(shipped_instruments().values())
KNOWN = (("SPT", "Lapas Kelas IIB Sampit"), ("PLK", "Kantor Imigrasi Kelas I TPI Palangka Raya"))
HARI = date(2026, 11, 21)
Rows = Sequence[Sequence[object]]


def raw_of(sheets: Mapping[str, Rows], name: str = "rekap.csv", sha256: str = "0" * 64) -> RawFile:
    """A file of these sheets; '' is an empty cell."""
    return RawFile(name, sha256, 100, "xlsx", tuple(_sheet(title, rows) for title, rows in sheets.items()))


def _sheet(title: str, rows: Rows) -> RawSheet:
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return RawSheet(title, len(rows), tuple(_column([row[place] for row in filled]) for place in range(width)))


def _column(cells: Sequence[object]) -> RawColumn:
    given = [(type(cell), None if cell == "" else cell) for cell in cells]
    values = list(dict.fromkeys(given))
    known: list[Cell] = [
        cell if cell is None or isinstance(cell, str | int | float) else str(cell) for _, cell in values
    ]
    return RawColumn(tuple(known), np.array([values.index(one) for one in given], dtype=np.int32))


def read(
    rows: Rows | RawFile, name: str = "rekap.csv", *, offered: Sequence[Instrumen] = INSTRUMEN, **options: object
) -> RecapHasil:
    """The recaps of a file with every shipped instrument on offer; every message is checked."""
    given = RecapOptions(**{"satker_dikenal": KNOWN, "hari_ini": HARI, **options})  # type: ignore[arg-type]
    raw = rows if isinstance(rows, RawFile) else raw_of({"Sheet1": rows}, name)
    hasil = read_recap(raw, given, offered)
    assert [one.pesan for one in hasil.masalah if not is_sentence(one.pesan)] == []
    return hasil
