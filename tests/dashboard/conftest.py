"""The command line as an operator starts it (a program and a database of its own), and the survey on paper."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data_access.engine import make_engine
from data_access.repository import SurveyRepository
from data_access.sql_repository import SqlRepository
from tests.support import kertas, servers


@dataclass(frozen=True)
class Jawaban:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        """Standard output read as JSON; anything beside it there is an error."""
        return json.loads(self.out)


Perintah = Callable[..., Jawaban]


@pytest.fixture
def pantau(tmp_path: Path, sqlite_url: str) -> Perintah:
    """``pantau("score", file, "--json")``: run a command and wait for its end."""

    def run(*arguments: str | Path) -> Jawaban:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.cli", *map(str, arguments)],
            cwd=tmp_path,
            env=servers.environment(tmp_path, PANTAU_DATABASE_URL=sqlite_url),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Jawaban(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRepository]:
    """The survey on paper in a database."""
    engine = make_engine(kertas.make_database(tmp_path_factory.mktemp("kertas") / "uji.db"))
    yield SqlRepository(engine)
    engine.dispose()
