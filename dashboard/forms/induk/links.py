"""The parts of the page Data Induk, and links of other pages that open the right one."""

from __future__ import annotations

import streamlit as st

from dashboard.navigation import HALAMAN

PENGGUNA, PEGAWAI, TARGET, KALENDER = "pengguna", "pegawai", "target", "kalender"
BAGIAN = {
    PENGGUNA: "Pengguna layanan",
    PEGAWAI: "Pegawai",
    TARGET: "Target manual",
    KALENDER: "Kalender",
}
_LABEL = {
    PENGGUNA: "Isi pengguna layanan di Data Induk",
    PEGAWAI: "Isi jumlah pegawai di Data Induk",
    TARGET: "Isi target manual di Data Induk",
    KALENDER: "Isi kalender di Data Induk",
}


def link(bagian: str, **query: str) -> None:
    """A link to one part (PENGGUNA, PEGAWAI, TARGET or KALENDER) of Data Induk.

    ``query``: its other choices: ``tahun`` ('2026') and ``satker`` (code) for PENGGUNA, ``bulan`` ('2026-06') for PEGAWAI,
    ``periode`` (Periode.kode) and ``survei`` (code) for TARGET, ``satker`` and ``bulan`` for KALENDER.
    """
    path = next(halaman.path for halaman in HALAMAN if halaman.berkas == "induk")
    st.page_link(path, label=_LABEL[bagian], icon=":material/edit_note:", query_params={"bagian": bagian, **query})
