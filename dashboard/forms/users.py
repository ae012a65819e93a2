"""Filling in the number of service users, from which respondent targets follow."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard import loaders, state
from dashboard.formats import TANPA_NILAI, format_bulat
from dashboard.text import plain
from dashboard.views.responden import RespondenTarget
from data_access.errors import DataError
from data_access.service_users import save_service_users
from scoring.periods import month_label

SUMBER = "diisi di halaman Responden & Target"
TERBANYAK = 10_000_000


def edit(view: RespondenTarget) -> None:
    """A table of satker and service users for the period's months; what is saved is what was changed."""
    if state.active_file() is not None:
        return
    months = view.pilihan.periode.months
    with st.expander("Isi jumlah pengguna layanan"):
        bulan = (
            st.selectbox("Bulan", months, index=len(months) - 1, format_func=month_label)
            if len(months) > 1
            else months[0]
        )
        now = loaders.service_users(bulan)
        table = pd.DataFrame(
            {
                "Satuan kerja": view.tabel["nama"],
                "Pengguna layanan": pd.array(view.tabel["satker"].map(now).to_list(), dtype="Int64"),
            }
        )
        edited = st.data_editor(
            table,
            hide_index=True,
            key=f"pengguna-{bulan}-{loaders.version().versi}",
            alt=f"Pengguna layanan tiap satker, {month_label(bulan)}",
            placeholder=TANPA_NILAI,
            disabled=["Satuan kerja"],
            column_config={"Pengguna layanan": st.column_config.NumberColumn(min_value=1, max_value=TERBANYAK, step=1)},
        )
        st.caption("Orang yang dilayani dalam bulan itu, bukan responden. Kosong berarti belum diketahui.")
        if st.button("Simpan pengguna layanan", key="simpan-pengguna"):
            _save(view, bulan, table, edited)


def _save(view: RespondenTarget, bulan: int, before: pd.DataFrame, after: pd.DataFrame) -> None:
    changed = {
        (str(kode), bulan): int(value)
        for kode, old, value in zip(
            view.tabel["satker"], before["Pengguna layanan"], after["Pengguna layanan"], strict=True
        )
        # Limits of a widget are checked in the browser only.
        if not pd.isna(value) and (pd.isna(old) or int(value) != int(old)) and 1 <= int(value) <= TERBANYAK
    }
    if not changed:
        st.info("Tidak ada angka yang berubah.")
        return
    try:
        count = save_service_users(loaders.engine(), changed, SUMBER, now=datetime.now(UTC))
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.toast(f"{format_bulat(count)} angka disimpan untuk {month_label(bulan)}.")
    st.rerun()
