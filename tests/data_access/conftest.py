"""A migrated database for a test, and the same survey data behind each kind of repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import migrate
from data_access.engine import make_engine
from data_access.file_repository import FileRepository
from data_access.repository import SurveyRepository
from data_access.sql_repository import SqlRepository
from tests.data_access.survey import FILES, NAMES
from tests.support import postgres
from tests.support.factories import NOW, store_sheets


@contextmanager
def opened(url: str) -> Iterator[sa.Engine]:
    """An engine for the database at ``url``."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def migrated(url: str) -> Iterator[sa.Engine]:
    """An engine for a database at ``url`` with all tables."""
    migrate.upgrade(url)
    with opened(url) as engine:
        yield engine


@pytest.fixture
def engine(migrated_url: str) -> Iterator[sa.Engine]:
    """An empty database with all tables; the test runs once for each engine."""
    with opened(migrated_url) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """One database for all tests of a file that must leave it as they found it."""
    if request.param == "sqlite":
        file: Path = tmp_path_factory.mktemp("tetap") / "uji.db"
        with migrated(f"sqlite:///{file.as_posix()}") as made:
            yield made
    else:
        with (
            postgres.fresh_database(request.getfixturevalue("postgres_cluster")) as url,
            migrated(url) as made,
        ):
            yield made


@contextmanager
def _database(url: str) -> Iterator[SqlRepository]:
    with migrated(url) as made:
        for name, sheets in FILES.items():
            store_sheets(made, *sheets, name=name, satker=NAMES)
        yield SqlRepository(made)


@pytest.fixture(scope="module", params=["berkas", "sqlite", "postgresql"])
def repo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRepository]:
    """The survey of tests.data_access.survey, read from an uploaded file, SQLite and PostgreSQL in turn."""
    if request.param == "berkas":
        sheets = [sheet for group in FILES.values() for sheet in group]
        yield FileRepository(sheets, read_at=NOW, names={new.kode: new for new in NAMES})
    elif request.param == "sqlite":
        file: Path = tmp_path_factory.mktemp("kontrak") / "uji.db"
        with _database(f"sqlite:///{file.as_posix()}") as repository:
            yield repository
    else:
        with (
            postgres.fresh_database(request.getfixturevalue("postgres_cluster")) as url,
            _database(url) as repository,
        ):
            yield repository
