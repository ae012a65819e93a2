"""Everything that is wrong or doubtful with a file, at once: whole sentences for the worst, a table for all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import components
from dashboard.formats import format_bulat
from dashboard.text import plain
from data_access.files.problems import Masalah

DISEBUT = 6
TINGKAT_IKON = {"galat": "error", "konfirmasi": "help", "peringatan": "info"}
TINGKAT_NAMA = {"galat": "Harus diperbaiki", "konfirmasi": "Perlu kepastian", "peringatan": "Untuk diketahui"}


def show_problems(masalah: Sequence[Masalah], key: str = "masalah") -> None:
    """Every problem at once: the worst in whole sentences, all of them as a table with cell, found and expected."""
    if not masalah:
        st.success("Tidak ditemukan masalah.", icon=":material/check_circle:")
        return
    st.subheader("Hasil pemeriksaan", anchor=False)
    for one in masalah[:DISEBUT]:
        where = f"{one.sel}. " if one.sel else ""
        icon = f":material/{TINGKAT_IKON[one.tingkat]}:"
        st.markdown(f"{icon} **{TINGKAT_NAMA[one.tingkat]}.** {plain(where + one.pesan)}")
    with st.expander(f"Rincian {format_bulat(len(masalah))} masalah", expanded=len(masalah) > DISEBUT):
        components.table(
            problem_table(masalah),
            f"{len(masalah)} masalah dalam berkas",
            key,
            height=min(38 * len(masalah) + 40, 420),
        )


def problem_table(masalah: Sequence[Masalah]) -> pd.DataFrame:
    """One row a problem, columns as an operator needs them to find the cell."""
    return pd.DataFrame(
        {
            "Tingkat": [TINGKAT_NAMA[one.tingkat] for one in masalah],
            "Lembar": [one.lembar for one in masalah],
            "Baris": [one.baris or None for one in masalah],
            "Kolom": [f"{one.kolom} ({one.judul})" if one.judul else one.kolom for one in masalah],
            "Ditemukan": [one.ditemukan for one in masalah],
            "Diharapkan": [one.diharapkan for one in masalah],
            "Banyaknya": [one.jumlah for one in masalah],
            "Masalah": [one.pesan for one in masalah],
        }
    ).astype({"Baris": "Int64"})
