"""How far a long command is: one line on stderr that is written over, and only where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from dashboard.formats import format_bulat, format_persen

_EVERY_S = 0.2
_WIDTH = 100


@contextmanager
def progress_line(step: str) -> Iterator[Callable[[str, int, int], None] | None]:
    """Gives a progress callable (stage, done, total), or None when stderr is no terminal: logs need no such line."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal shown
        if monotonic() - shown >= _EVERY_S:
            shown = monotonic()
            share = f"{format_persen(done / total)} " if total else ""
            line = f"{step}: {stage} {share}({format_bulat(done)})"[:_WIDTH]
            print(f"\r{line:<{_WIDTH}}", end="", file=sys.stderr, flush=True)

    try:
        yield report
    finally:
        print(f"\r{'':<{_WIDTH}}\r", end="", file=sys.stderr, flush=True)
