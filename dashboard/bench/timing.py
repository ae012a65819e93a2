"""Fair times: the things compared take turns, so that a busy moment hits all of them; the median counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

MINIMAL, MAKSIMAL = 3, 41


def take_turns(things: Mapping[str, Callable[[], object]], seconds: float) -> dict[str, float]:
    """Median seconds of one run of each thing, warm; about ``seconds`` in all, at least MINIMAL rounds."""
    for thing in things.values():
        thing()
    taken: dict[str, list[float]] = {name: [] for name in things}
    began = time.perf_counter()
    for rounds in range(1, MAKSIMAL + 1):
        for name, thing in things.items():
            start = time.perf_counter()
            thing()
            taken[name].append(time.perf_counter() - start)
        if rounds >= MINIMAL and time.perf_counter() - began > seconds:
            break
    return {name: median(times) for name, times in taken.items()}
