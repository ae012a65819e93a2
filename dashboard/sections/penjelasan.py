"""Where a number comes from, one click away: a popover on a card, the list of the unsur, rule changes, the export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import exports, text
from dashboard.views.common import Pilihan
from dashboard.views.penjelasan import Penjelasan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def popover(penjelasan: Penjelasan | None, key: str, label: str = text.JUDUL_POPOVER) -> None:
    """The link 'Dari mana angka ini?' with the explanation of one number behind it; nothing without an explanation."""
    if penjelasan is None:
        return
    with st.popover(label, type="tertiary", key=f"asal-{key}"), st.container(key=f"isi-asal-{key}"):
        st.markdown(f"**{text.plain(penjelasan.judul)}**")
        st.markdown(text.explanation_markdown(penjelasan))


def unsur_list(unsur: Sequence[Penjelasan]) -> None:
    """The explanation of every unsur under its chart: what is common to all stands on the card of the index."""
    if not unsur:
        return
    with st.expander("Dari mana nilai tiap unsur?"), st.container(key="isi-asal-unsur"):
        st.caption("Konversi, tabel mutu, ambang, dan impornya sama dengan indeksnya: lihat kartu di atas.")
        for one in unsur:
            st.markdown(text.unsur_markdown(one))


def crossing_note(sentences: Sequence[str]) -> None:
    """That the period crosses a rule change, with both results; nothing inside one rule set."""
    if sentences:
        st.info(text.plain(" ".join(sentences)), icon=":material/event_repeat:")


def export(
    halaman: str,
    pilihan: Pilihan,
    penjelasan: Sequence[Penjelasan],
    build: Callable[[Sequence[Penjelasan]], bytes],
) -> None:
    """A button for the numbers of a page as a workbook; ``build`` makes it from the explanations when it is asked for."""
    export_button(partial(build, penjelasan), halaman, pilihan, is_contoh=any(one.is_contoh for one in penjelasan))


def export_button(build: Callable[[], bytes], halaman: str, pilihan: Pilihan, *, is_contoh: bool) -> None:
    """The same for a page that makes its explanations in ``build`` too; the file's name says page, survey and period."""
    st.download_button(
        "Unduh angka (XLSX)",
        data=build,
        file_name=exports.file_name(halaman, pilihan, is_contoh=is_contoh),
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key=f"unduh-{halaman}",
    )
