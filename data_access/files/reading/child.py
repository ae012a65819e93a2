"""Starting the child process that reads a file, feeding it, listening to it, and ending it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from data_access.files.reading.codec import TICK, TICK_HEAD
from data_access.files.reading.limits import Limits

Progress = Callable[[str, int, int], None]  # (stage, done, total; 0 = not known)
TAHAP = "membaca"
ROOT = Path(__file__).resolve().parents[3]
# What a Python needs to start, on Linux, macOS and Windows. Nothing else: no database address, no secrets.
_ENVIRONMENT = (
    "PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "HOME", "USERPROFILE",
    "APPDATA",
)  # fmt: skip
_PATIENCE = 0.1  # seconds between two looks at the clock and two calls of the progress
_MAX_COMPLAINT = 64 * 1024


@dataclass
class _Heard:
    """What the child has said so far; written by the listening threads, read by the waiting one."""

    done: int = 0
    total: int = 0
    answer: list[bytes] = field(default_factory=list)
    complaint: bytes = b""


def run_child(content: bytes, limits: Limits, progress: Progress | None) -> tuple[int | None, bytes, bytes]:
    """(exit code, answer, what it wrote to stderr); exit code None: it was ended because its time was over.

    Whatever ``progress`` raises leaves this function after the child is dead.
    """
    environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    heard = _Heard()
    with subprocess.Popen(
        [sys.executable, "-m", "data_access.files.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as child:
        if child.stdin is None or child.stdout is None or child.stderr is None:
            raise RuntimeError("pipes of the reader child are missing")
        threads = [
            threading.Thread(target=_feed, args=(child.stdin, limits.to_json().encode() + b"\n", content), daemon=True),
            threading.Thread(target=_listen, args=(child.stdout, heard), daemon=True),
            threading.Thread(target=_overhear, args=(child.stderr, heard), daemon=True),
        ]
        for thread in threads:
            thread.start()
        in_time = False
        try:
            in_time = _wait(threads[1], heard, limits.seconds, progress)
        finally:
            if not in_time:
                child.kill()
            for thread in threads:
                thread.join()
        returncode = child.wait()
    return returncode if in_time else None, b"".join(heard.answer), heard.complaint


def _wait(listener: threading.Thread, heard: _Heard, seconds: float, progress: Progress | None) -> bool:
    """True when the child has said everything, False when its time is over."""
    end = time.monotonic() + seconds
    while listener.is_alive():
        listener.join(min(_PATIENCE, max(0.0, end - time.monotonic())))
        if progress is not None:
            progress(TAHAP, heard.done, heard.total)
        if listener.is_alive() and time.monotonic() >= end:
            return False
    return True


def _feed(pipe: IO[bytes], *parts: bytes) -> None:
    try:
        with pipe:
            for part in parts:
                pipe.write(part)
    except OSError:  # the child ended before it had read everything: its exit code says why
        return


def _listen(pipe: IO[bytes], heard: _Heard) -> None:
    """Frames of progress until the answer begins; the answer to its end."""
    while (mark := pipe.read(len(TICK))) == TICK:
        frame = pipe.read(TICK_HEAD.size)
        if len(frame) < TICK_HEAD.size:
            return
        heard.done, heard.total = TICK_HEAD.unpack(frame)
    heard.answer.append(mark)
    while piece := pipe.read(1 << 20):
        heard.answer.append(piece)


def _overhear(pipe: IO[bytes], heard: _Heard) -> None:
    """The last of what the child complains about, without keeping more than a little of it."""
    while piece := pipe.read1(1 << 16):  # type: ignore[attr-defined] # a buffered pipe has it
        heard.complaint = (heard.complaint + piece)[-_MAX_COMPLAINT:]
