"""What Pantau remembers for the next file, to look at and to forget: column profiles and spellings of satker."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import loaders
from dashboard.formats import format_bulat
from dashboard.text import plain
from data_access import aliases, profiles
from data_access.errors import DataError

BELUM_DIPAKAI = "belum pernah"


def show() -> None:
    """Both lists, folded away; nothing while there is nothing to forget."""
    saved = profiles.list_profiles(loaders.engine())
    spellings = aliases.list_aliases(loaders.engine(), loaders.scope())
    if saved:
        with st.expander(f"Profil kolom tersimpan ({format_bulat(len(saved))})", icon=":material/bookmark:"):
            _profiles(saved)
    if spellings:
        title = f"Ejaan satker yang diingat ({format_bulat(len(spellings))})"
        with st.expander(title, icon=":material/spellcheck:"):
            _spellings(spellings)


def _profiles(saved: tuple[profiles.ProfilTersimpan, ...]) -> None:
    st.dataframe(
        pd.DataFrame(
            {
                "Profil": [one.nama for one in saved],
                "Disimpan": [loaders.local_time(one.dibuat_pada) for one in saved],
                "Terakhir dipakai": [
                    loaders.local_time(one.dipakai_pada) if one.dipakai_pada else BELUM_DIPAKAI for one in saved
                ],
            }
        ),
        hide_index=True,
        alt="Profil kolom tersimpan",
    )
    with st.form("ubah-profil", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        nama = st.selectbox("Profil yang diubah", [one.nama for one in saved])
        baru = st.text_input("Nama baru", max_chars=profiles.MAX_NAMA)
        rename = st.form_submit_button("Ganti nama")
        delete = st.form_submit_button("Hapus profil", icon=":material/delete:")
    if delete:
        _do(lambda: profiles.delete_profile(loaders.engine(), nama), f"Profil {nama} dihapus.")
    elif rename:
        _do(lambda: profiles.rename_profile(loaders.engine(), nama, baru), "Nama profil diganti.")


def _spellings(spellings: tuple[aliases.Alias, ...]) -> None:
    st.caption("Ejaan ini dibaca sebagai satkernya tanpa bertanya lagi. Pilih baris yang keliru, lalu lupakan.")
    chosen = st.dataframe(
        pd.DataFrame(
            {
                "Ejaan di berkas": [one.teks for one in spellings],
                "Dibaca sebagai": [one.nama for one in spellings],
                "Diingat sejak": [loaders.local_time(one.dicatat_pada) for one in spellings],
            }
        ),
        hide_index=True,
        key=f"ejaan-{len(spellings)}",
        alt="Ejaan satker yang diingat",
        height="content" if len(spellings) <= 12 else 420,
        on_select="rerun",
        selection_mode="multi-row",
    )
    texts = [spellings[row].teks for row in chosen.selection.rows if row < len(spellings)]
    if st.button("Lupakan yang dipilih", disabled=not texts, icon=":material/delete:", key="lupakan-ejaan"):
        _do(
            lambda: aliases.remove_aliases(loaders.engine(), texts, loaders.scope()),
            f"{format_bulat(len(texts))} ejaan dilupakan. Data yang sudah tersimpan tidak berubah.",
        )


def _do(act: Callable[[], object], told: str) -> None:
    try:
        act()
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.toast(plain(told))
    st.rerun()
