"""What the file would change, before it is stored: new, unchanged, changed and vanished respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import loaders
from dashboard.formats import format_bulat
from dashboard.text import impor as text
from data_access.answers import LembarJawaban
from data_access.ledger.compare import Selisih, compare
from data_access.ledger.writing import GANTI, TAMBAH, TERPISAH

DISEBUT = 8
CARA_NAMA = {
    TAMBAH: "Berkas ini menambah: mereka tetap dihitung",
    GANTI: "Berkas ini menggantikan: mereka ditarik dari hitungan (tetap tersimpan, dapat dikembalikan)",
    TERPISAH: "Berkas ini berisi orang lain semua, misalnya dari loket lain: semuanya dihitung sebagai responden baru",
}


@dataclass(frozen=True)
class Keputusan:
    """What the operator was told and decided. ``cara`` None: still to be decided, so nothing can be stored."""

    selisih: Selisih
    cara: str | None


def decide(
    lembar: Sequence[LembarJawaban], key: str, place: DeltaGenerator, details: DeltaGenerator | None = None
) -> Keputusan:
    """Compare with what is stored, tell it, and ask what happens to respondents that the file does not hold.

    What it does to the indices stands in ``place`` when something stored would change, else in ``details``.
    """
    selisih = _compared(lembar)
    with place:
        st.text(text.difference_line(selisih))
        if selisih.is_same:
            st.caption("Berkas ini tidak mengubah apa pun; tidak perlu disimpan lagi.")
        for kode, n in selisih.id_ganda.items():
            st.caption(
                f"{kode.upper()}: {format_bulat(n)} baris memakai kode jawaban yang sama; mereka dikenali dari isinya."
            )
        cara = _ask(selisih, key) if selisih.hilang or selisih.lain else TAMBAH
    changes = bool(selisih.hilang or selisih.lain or selisih.berubah)
    if cara == TERPISAH:
        selisih = _compared(lembar, by_content=False)
    with place if changes or details is None else details:
        _tell_effects(selisih, cara, expanded=changes)
    return Keputusan(selisih, cara)


@dataclass
class _Terakhir:
    """The last comparisons of this session, by ``by_content``, with what they were made of."""

    lembar: Sequence[LembarJawaban] = ()
    versi: int = -1
    selisih: dict[bool, Selisih] = field(default_factory=dict)


@st.cache_resource(scope="session", show_spinner=False)
def _kept() -> _Terakhir:
    return _Terakhir()


def _compared(lembar: Sequence[LembarJawaban], *, by_content: bool = True) -> Selisih:
    """compare(), once for the same answers (inspecting.py gives the very same) and the same state of the database."""
    last, versi = _kept(), loaders.version().versi
    if last.lembar is not lembar or last.versi != versi:
        last.lembar, last.versi, last.selisih = lembar, versi, {}
    if by_content not in last.selisih:
        last.selisih[by_content] = compare(loaders.engine(), lembar, by_content=by_content)
    return last.selisih[by_content]


def _ask(selisih: Selisih, key: str) -> str | None:
    names = loaders.satker_names()
    cells = [sel for sel in selisih.sel if sel.hilang]
    st.subheader("Responden yang tidak ada di berkas ini", anchor=False)
    st.markdown("\n".join(f"- {text.vanished_line(sel, names)}" for sel in cells[:DISEBUT]))
    if len(cells) > DISEBUT:
        with st.expander(f"{format_bulat(len(cells) - DISEBUT)} satker dan bulan lain"):
            st.markdown("\n".join(f"- {text.vanished_line(sel, names)}" for sel in cells[DISEBUT:]))
    if selisih.hanya_isi:
        st.caption(text.alike_line(selisih))
    # The same survey sent again in another form would count twice, another counter's file would be lost in the first:
    # where nothing in the file tells which, nothing is assumed.
    return st.radio(
        "Apa arti berkas ini bagi mereka?",
        [TAMBAH, GANTI, *([TERPISAH] if selisih.hanya_isi else [])],
        index=None if selisih.is_ambiguous else 0,
        format_func=CARA_NAMA.__getitem__,
        key=f"cara-{key}",
    )


def _tell_effects(selisih: Selisih, cara: str | None, *, expanded: bool) -> None:
    if not selisih.satker or selisih.is_same:
        return
    names = loaders.satker_names()
    lines = [f"- {text.satker_effect_line(one, names, cara == GANTI)}" for one in selisih.satker]
    with st.expander("Akibatnya pada indeks", expanded=expanded and len(lines) <= 3, icon=":material/trending_up:"):
        st.markdown("\n".join(lines))
