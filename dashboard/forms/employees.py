"""Filling in the number of employees, the census target of the internal survey."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard import loaders, state
from dashboard.formats import TANPA_NILAI, format_bulat
from dashboard.text import plain
from data_access.employees import TERBANYAK, save_employees
from data_access.errors import DataError
from scoring.errors import ScoringError
from scoring.periods import month_label, parse_month

SUMBER = "diisi di halaman Survei Integritas"


def edit(until: date) -> None:
    """A table of satker and employees from a month on (suggested: the month of ``until``); what was changed is saved."""
    satker = loaders.satker_list()
    if state.active_file() is not None or satker.empty:
        return
    with st.expander("Isi jumlah pegawai"):
        st.caption(
            "Semua pegawai satker, target sensus Survei Integritas. Berlaku mulai bulan ini sampai diisi angka yang lebih baru."
        )
        asked = st.text_input(
            "Berlaku mulai bulan", f"{until:%Y-%m}", key=f"pegawai-mulai-{until:%Y-%m}", help="Tulis tahun dan bulan."
        )
        try:
            bulan = parse_month(asked)
        except ScoringError as exc:
            st.error(plain(str(exc)))
            return
        now = loaders.employees(bulan)
        table = pd.DataFrame(
            {
                "Satuan kerja": satker["nama"],
                "Pegawai": pd.array(satker["satker"].map(now).to_list(), dtype="Int64"),
            }
        )
        edited = st.data_editor(
            table,
            hide_index=True,
            key=f"pegawai-{bulan}-{loaders.version().versi}",
            alt=f"Pegawai tiap satker, {month_label(bulan)}",
            placeholder=TANPA_NILAI,
            disabled=["Satuan kerja"],
            column_config={"Pegawai": st.column_config.NumberColumn(min_value=1, max_value=TERBANYAK, step=1)},
        )
        if st.button("Simpan jumlah pegawai", key="simpan-pegawai"):
            _save(list(satker["satker"]), bulan, table["Pegawai"], edited["Pegawai"])


def _save(codes: list[str], bulan: int, before: pd.Series, after: pd.Series) -> None:
    changed = {
        (kode, bulan): int(value)
        for kode, old, value in zip(codes, before, after, strict=True)
        if not pd.isna(value) and (pd.isna(old) or int(value) != int(old))
    }
    if not changed:
        st.info("Tidak ada angka yang berubah.")
        return
    try:
        count = save_employees(loaders.engine(), changed, loaders.scope(), SUMBER, now=datetime.now(UTC))
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.toast(f"{format_bulat(count)} angka disimpan, berlaku mulai {month_label(bulan)}.")
    st.rerun()
