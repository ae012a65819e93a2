"""A long step that shows how far it is and can be stopped: a bar with stage and rows, and a button beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

import streamlit as st

from dashboard.formats import format_bulat

Progress = Callable[[str, int, int], None]
_STOPPED = "langkah-dibatalkan"
# A message for every block of rows would cost more than reading them.
_SHOW_EVERY_S = 0.1


@contextmanager
def working(step: str, key: str, part: int = 0) -> Iterator[Progress]:
    """``with working("Membaca berkas", sha) as progress: read(..., progress=progress)``.

    The button stops the script of this page at the next report of progress; whatever the step had begun is rolled back
    by its own ``with`` blocks, because stopping is an exception like any other. ``was_stopped(key)`` then says so.
    ``part`` tells apart the parts of a step that stop together, such as the files of one upload.
    """
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center", key=f"kemajuan-{key}-{part}"):
        bar = st.progress(0.0, text=f"{step} ...")
        st.button("Batalkan", icon=":material/close:", key=f"batalkan-{key}-{part}", on_click=partial(_stop, key))
    shown = 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal shown
        now = monotonic()
        if now - shown >= _SHOW_EVERY_S:
            shown = now
            bar.progress(min(1.0, done / total) if total else 0.0, text=_sentence(step, stage, done, total))

    try:
        yield report
    finally:
        place.empty()


def _sentence(step: str, stage: str, done: int, total: int) -> str:
    """'Menyimpan: menghitung rekap' or 'Membaca a.xlsx: membaca, 14.000 dari 100.000 baris'."""
    told = f"{step}: {stage}" if stage else step
    if total == 1:  # one piece of work, not one row
        return f"{told} ..."
    rows = (
        f"{format_bulat(min(done, total))} dari {format_bulat(total)} baris" if total else f"{format_bulat(done)} baris"
    )
    return f"{told}, {rows}"


def _stop(key: str) -> None:
    st.session_state[_STOPPED] = key


def was_stopped(key: str) -> bool:
    """True when the step ``key`` was the last one that was stopped; ``resume`` forgets it."""
    return bool(st.session_state.get(_STOPPED) == key)


def resume() -> None:
    """Forget that a step was stopped, so that it may run again."""
    st.session_state.pop(_STOPPED, None)
