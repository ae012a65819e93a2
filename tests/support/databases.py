"""Databases that tests look at or begin with, as SQLite files; each is made once in a test run and copied."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from dashboard import demo
from data_access import migrate

# The 18 months of example data end with June 2024: far enough back that no month is running, whatever the clock says.
CONTOH_DIBUAT = datetime(2024, 7, 10, tzinfo=UTC)


def url_of(file: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{file.as_posix()}"


def make_example(file: Path) -> Path:
    """The example data, 19 satker, January 2023 to June 2024."""
    file.write_bytes(_example(is_removed=False))
    return file


def make_empty(file: Path) -> Path:
    """All tables and nothing in them; a server would put the example data in."""
    file.write_bytes(_empty())
    return file


def make_unused(file: Path) -> Path:
    """Nothing in it, and a server leaves it so: its example data were removed."""
    file.write_bytes(_example(is_removed=True))
    return file


@cache
def _empty() -> bytes:
    """The content of such a file: the steps from one revision to the next are taken once in a test run."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kosong.db"
        migrate.upgrade(url_of(file))
        return content(file)


@cache
def _example(*, is_removed: bool) -> bytes:
    """The content of such a file, which takes seconds to make: once in a test run."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contoh.db"
        if is_removed:
            make_example(file)
            demo.reset_demo(url_of(file), now=CONTOH_DIBUAT)
        else:
            make_empty(file)
            assert demo.ensure_demo(url_of(file), now=CONTOH_DIBUAT)
        return content(file)


def content(file: Path) -> bytes:
    """All of a database that stands alone in its folder and that nobody has open."""
    assert [one.name for one in file.parent.iterdir()] == [file.name]  # nothing is left in a write-ahead log
    return file.read_bytes()
