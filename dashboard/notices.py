"""What must be seen on every page: that the data are examples, or that an unsaved file is being looked at."""

from __future__ import annotations

import streamlit as st

from dashboard import demo, loaders, state
from dashboard.text import plain

RAPAT = "rapat"


def show(url_path: str) -> None:
    """Draw the notices that apply. Mode Rapat draws its own, small one: a projector has no room for a banner."""
    if url_path == RAPAT:
        return
    chosen = state.active_file()
    if chosen is not None:
        _file_notice(chosen[0])
    elif has_demo():
        _demo_notice()


def has_demo() -> bool:
    """True while example data are in the database."""
    return _has_demo(loaders.version().versi)


def shows_demo() -> bool:
    """True when what is on the page comes from a database with example data, not from an unsaved file."""
    return state.active_file() is None and has_demo()


@st.cache_data(max_entries=4, show_spinner=False)
def _has_demo(versi: int) -> bool:
    return demo.has_demo(loaders.engine())


def _demo_notice() -> None:
    with st.container(horizontal=True, key="data-contoh", vertical_alignment="center"):
        st.markdown("**DATA CONTOH** · satker dan angka di halaman ini rekaan, untuk mencoba dasbor.")
        if st.button("Hapus data contoh", icon=":material/delete:", type="tertiary"):
            _confirm_reset()


@st.dialog("Hapus data contoh?")
def _confirm_reset() -> None:
    st.write("Satker, jawaban, dan target contoh dihapus. Data yang Anda unggah sendiri tetap ada.")
    if st.button("Ya, hapus", type="primary"):
        demo.reset_demo_engine(loaders.engine())
        st.rerun()


def _file_notice(nama: str) -> None:
    with st.container(horizontal=True, key="berkas-aktif", vertical_alignment="center"):
        st.markdown(f"**Melihat berkas {plain(nama)}** · belum disimpan; hanya Anda yang melihatnya.")
        if st.button("Kembali ke basis data", icon=":material/undo:", type="tertiary"):
            state.return_to_database()
            st.rerun()
