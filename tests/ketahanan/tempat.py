"""Where databases come from: one after another, empty and migrated, on SQLite files or in a PostgreSQL server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from data_access import migrate
from data_access.engine import make_engine
from tests.support import postgres

_numbers = count(1)


@dataclass(frozen=True)
class Tempat:
    """``nama``: 'sqlite' or 'postgresql'; ``baru()`` gives the URL of a database that is gone with its ``with``."""

    nama: str
    baru: Callable[[], AbstractContextManager[str]]


@contextmanager
def opened(url: str) -> Iterator[sa.Engine]:
    """An engine that is disposed of at the end."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def sqlite_in(folder: Path) -> Tempat:
    """SQLite files in ``folder``."""
    template = folder / "templat.db"
    if not template.exists():
        migrate.upgrade(f"sqlite:///{template.as_posix()}")

    @contextmanager
    def new() -> Iterator[str]:
        file = folder / f"{os.getpid()}-{next(_numbers)}.db"
        shutil.copy(template, file)
        try:
            yield f"sqlite:///{file.as_posix()}"
        finally:
            for rest in folder.glob(f"{file.name}*"):
                rest.unlink()

    return Tempat("sqlite", new)


@contextmanager
def postgres_on(address: str, *, tablespace: str = "pg_default") -> Iterator[Tempat]:
    """Databases of the server at ``address`` (postgresql://USER@HOST:PORT), copies of one that is migrated."""
    with postgres.fresh_database(address) as template:
        migrate.upgrade(template)
        name = str(sa.make_url(template).database)
        yield Tempat("postgresql", lambda: postgres.fresh_database(address, template=name, tablespace=tablespace))


@contextmanager
def copy_of(engine: sa.Engine) -> Iterator[sa.Engine]:
    """An engine for a copy of a SQLite database, deleted at the end."""
    source = Path(str(engine.url.database))
    target = source.with_name(f"{source.stem}-salinan{next(_numbers)}.db")
    with engine.connect() as connection:
        connection.rollback()
        connection.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))  # type: ignore[union-attr]
    try:
        with opened(f"sqlite:///{target.as_posix()}") as copied:
            yield copied
    finally:
        for rest in target.parent.glob(f"{target.name}*"):
            rest.unlink()


def open_folder(folder: Path) -> Path:
    """The folder, in which every user of the system may look: an action may be done as another user."""
    folder.chmod(0o755)
    return folder
