"""Reads the golden tables: one row a case, first column its name, last column its source."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """The rows of ``golden/<name>.csv``; every row must say where its expected values come from."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert all(row["sumber"] for row in rows)
    return rows


def cases(name: str) -> pytest.MarkDecorator:
    """Parametrises a test over the rows of a golden table, named by their sentences."""
    rows = rows_of(name)
    return pytest.mark.parametrize("row", rows, ids=[row["kasus"] for row in rows])


def decimals(text: str) -> int:
    """How many decimals a printed number shows."""
    return len(text.partition(".")[2])
