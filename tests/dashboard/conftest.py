"""The command line as an operator or a schedule starts it: a program of its own, with a database of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import servers


@dataclass(frozen=True)
class Jawaban:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
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
