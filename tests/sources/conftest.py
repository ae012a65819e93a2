"""Pantau's own database for a pull, quickly made, and the secrets file that a command reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.pulling import Tujuan
from data_access.engine import make_engine
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from tests.support.databases import make_empty, url_of

MakeTujuan = Callable[[], Tujuan]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated SQLite file."""
    return make_empty(tmp_path_factory.mktemp("kosong") / "uji.db").read_bytes()


@pytest.fixture
def make_tujuan(empty_database: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeTujuan]:
    """Makes one empty database of Pantau's after another."""
    made: list[sa.Engine] = []

    def make() -> Tujuan:
        file = tmp_path_factory.mktemp("pantau") / "pantau.db"
        file.write_bytes(empty_database)
        made.append(make_engine(url_of(file)))
        return Tujuan(made[-1], SqlRepository(made[-1]), Scope.everything())

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a secrets file of this test's own; it does not exist yet."""
    file = tmp_path / "secrets.toml"
    monkeypatch.setenv("PANTAU_SECRETS_FILE", str(file))
    return file


def write_secrets(file: Path, url: str, *, nama: str = "uji", **settings: str) -> None:
    """A secrets file with one source, as an administrator writes it."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in ({"url": url, "tabel": "jawaban"} | settings).items()]
    file.write_text("\n".join([f"[sumber.{nama}]", *lines, ""]), encoding="utf-8")
    file.chmod(0o600)
