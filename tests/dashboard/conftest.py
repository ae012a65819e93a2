"""The command line with a database of its own, and the survey on paper."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import main
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
def pantau(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Perintah:
    """``pantau("score", file, "--json")``: run a command in this process, which saves starting one for each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PANTAU_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("PANTAU_LOG_FILE", str(tmp_path / "pantau.log"))

    def run(*arguments: str | Path) -> Jawaban:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([*map(str, arguments)])
            except SystemExit as wrong_usage:
                code = int(wrong_usage.code or 0)
        return Jawaban(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def program(tmp_path: Path, sqlite_url: str) -> Perintah:
    """The same as an operator starts it: a program of its own, whose end is waited for."""

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
