"""After storing: the picked file leaves the page, and one message says what became of it and what may come next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from data_access.files.columns.profile import Profil

_NUMBER = "unggahan-ke"
_DONE = "unggahan-selesai"
_FRESH = "unggahan-baru-saja"
PERIKSA_RIWAYAT = "Keliru? Pilih barisnya di riwayat di bawah, lalu batalkan."


@dataclass(frozen=True)
class Selesai:
    """What to tell. ``halaman`` '' = nothing to look at; ``profil``: the layout that may still be saved under a name."""

    pesan: str
    is_baru: bool = True
    halaman: str = ""
    query: dict[str, str] = field(default_factory=dict)
    profil: Profil | None = None
    peringatan: str = ""


def uploader_key() -> str:
    """Key of the file picker; another one after storing, so that the stored file is no longer picked."""
    return f"berkas-{st.session_state.get(_NUMBER, 0)}"


def is_picked() -> bool:
    """True while a file is in the picker; known before the picker is drawn."""
    return bool(st.session_state.get(uploader_key()))


def finish(selesai: Selesai) -> None:
    """Take the file off the page and draw the page anew with the message."""
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    st.session_state[_DONE] = selesai
    st.session_state[_FRESH] = True
    st.rerun()


def last() -> Selesai | None:
    """The message to show, until another file is picked or the page is left. Call before the file picker is drawn."""
    is_fresh = st.session_state.pop(_FRESH, False)
    # Streamlit forgets a widget that was not on the page: without the picker's state the operator was elsewhere.
    if not is_fresh and (uploader_key() not in st.session_state or is_picked()):
        st.session_state.pop(_DONE, None)
    found: Selesai | None = st.session_state.get(_DONE)
    return found


def forget() -> None:
    """What was said does not hold any more."""
    st.session_state.pop(_DONE, None)


def show(selesai: Selesai) -> None:
    """The message with the way to the result."""
    tell: Literal["success", "info"] = "success" if selesai.is_baru else "info"
    icon = ":material/check_circle:" if selesai.is_baru else ":material/info:"
    getattr(st, tell)(selesai.pesan, icon=icon)
    if selesai.peringatan:
        st.warning(selesai.peringatan)
    with st.container(horizontal=True, vertical_alignment="center", key="sesudah-simpan"):
        if selesai.halaman:
            st.page_link(
                selesai.halaman, label="Lihat hasilnya", icon=":material/arrow_forward:", query_params=selesai.query
            )
        if selesai.is_baru:
            st.caption(PERIKSA_RIWAYAT)
