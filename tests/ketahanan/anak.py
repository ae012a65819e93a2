"""The other end of tests.ketahanan.pekerja: starts it, gives it commands, hears how they ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from tests.ketahanan.pekerja import Akhir, Perintah

ROOT = Path(__file__).parents[2]


class Anak:
    """One worker process. ``mulai`` gives a command, ``dengar`` waits for a mark, ``akhir`` for the end."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._ended: Akhir | None = None

    def mulai(self, perintah: Perintah) -> None:
        self._ended = None
        self._stdin.write(json.dumps(asdict(perintah)) + "\n")
        self._stdin.flush()

    def dengar(self, tanda: str) -> bool:
        """True when this mark is passed, False when the action ended without it."""
        while self._ended is None:
            if self._hear() == tanda:
                return True
        return False

    def akhir(self) -> Akhir:
        while self._ended is None:
            self._hear()
        return self._ended

    def kerjakan(self, perintah: Perintah) -> Akhir:
        """Command and end in one."""
        self.mulai(perintah)
        return self.akhir()

    def _hear(self) -> str:
        line = self._stdout.readline()
        if not line:
            raise RuntimeError("the worker is gone")
        said = json.loads(line)
        if "akhir" in said:
            self._ended = Akhir(**said["akhir"])
        return str(said.get("tanda", ""))


def can_fork() -> bool:
    """Windows cannot, and has no signal 9 either."""
    return hasattr(os, "fork")


@contextmanager
def anak() -> Iterator[Anak]:
    """A worker that ends with the block."""
    command = [sys.executable, "-m", "tests.ketahanan.pekerja"]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("pipes of the worker are missing")
        try:
            yield Anak(process.stdin, process.stdout)
        finally:
            process.stdin.close()
