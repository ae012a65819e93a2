"""kill -9 of an importing process leaves the database as before or as after, and usable at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_access import migrate, rollup_store
from data_access.engine import make_engine
from scoring.instruments import shipped_instrument
from tests.data_access.importer import sheets_of
from tests.data_access.state import ROLLUPS, assert_in_step, content, stored_rows
from tests.support.factories import NOW, random_sheet, store_sheets

ROOT = Path(__file__).parents[2]
MOMENTS = 10
ROWS = 2500
Importer = Callable[[str, float], str]


@pytest.fixture
def importer(database_url: str) -> Iterator[Importer]:
    """Imports a file in another process and kills it after some seconds: ``importer(name, seconds)``."""
    if not hasattr(os, "fork"):
        pytest.skip("proses tidak dapat digandakan (fork) di sistem operasi ini")
    migrate.upgrade(database_url)
    command = [sys.executable, "-m", "tests.data_access.importer", database_url, str(ROWS)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def run(name: str, seconds: float) -> str:
            stdin.write(f"{name} {seconds}\n")
            stdin.flush()
            return stdout.readline().strip()

        yield run


def whole_file() -> int:
    """Rows of one imported file: a few answer nothing and are left out."""
    return sum(len(sheet.answered()) for sheet in sheets_of(ROWS))


def test_a_killed_import_is_wholly_there_or_not_at_all(database_url: str, importer: Importer):
    moments, size = random.Random(20_240_205), whole_file()
    engine = make_engine(database_url)
    store_sheets(engine, random_sheet(1, shipped_instrument("spkp"), 50), name="sebelumnya.xlsx")
    told, _, seconds = importer("utuh.xlsx", 60).partition(" ")
    assert told == "selesai"
    before, known = content(engine, *ROLLUPS), stored_rows(engine)
    killed_before = 0
    for number in range(MOMENTS):
        told = importer(f"{number}.xlsx", moments.uniform(0, 1.1 * float(seconds)))
        rows = stored_rows(engine)
        assert_in_step(engine)
        if rows == known:
            assert told == "mati"
            assert content(engine, *ROLLUPS) == before
            killed_before += 1
        else:
            assert rows - known == size
            before, known = content(engine, *ROLLUPS), rows
    rollup_store.rebuild(engine, NOW)
    assert content(engine, *ROLLUPS) == before
    engine.dispose()
    # Nothing was learned if no process was caught at work.
    assert killed_before
