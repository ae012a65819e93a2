"""What the operator says about a file beside its columns: instrument, satker and month of rows that name none, sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import loaders
from data_access.files.columns.profile import Profil
from data_access.files.options import ArtiLembar, ImportOptions
from data_access.files.reading.cells import RawFile
from scoring.instruments import Instrumen
from scoring.periods import parse_month

OTOMATIS = "otomatis"
TIDAK_ADA = ""
SATKER_BARU = "\x00baru"
ZONA_NAMA = {
    "": "Jam setempat tiap satker",
    "Asia/Jakarta": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
    "UTC": "UTC (aplikasi luar negeri)",
}


def choose_options(raw: RawFile, known: Sequence[Instrumen], profil: Profil | None) -> ImportOptions:
    """The operator's choices, beginning with what a saved profile says."""
    default = profil or Profil(())
    with st.container(horizontal=True, key="pilihan-berkas", vertical_alignment="bottom"):
        instrumen = _choose_instrument(known, default.instrumen)
        satker = _choose_satker(default.satker_default)
        bulan = st.text_input("Bulan untuk baris tanpa tanggal", placeholder="2026-06", help="Tulis tahun dan bulan.")
    with st.expander("Pilihan lain: lembar, zona waktu, urutan tanggal"):
        sheets = [sheet.nama for sheet in raw.lembar if sheet.n_baris]
        lembar = (
            st.multiselect("Lembar yang dibaca", sheets, placeholder="Semua lembar yang berisi jawaban")
            if len(sheets) > 1
            else []
        )
        zona = st.selectbox(
            "Jam di berkas memakai",
            list(ZONA_NAMA),
            index=list(ZONA_NAMA).index(default.zona_berkas) if default.zona_berkas in ZONA_NAMA else 0,
            format_func=ZONA_NAMA.__getitem__,
            help="Google Formulir memakai zona waktu pemilik formulir. Jam yang menyebut zonanya sendiri tidak terpengaruh.",
        )
        bulan_dulu = st.checkbox("Tanggal ditulis bulan lebih dulu (12/31/2026)", value=default.bulan_dulu)
    return ImportOptions(
        instrumen=instrumen,
        satker_default=satker,
        tanggal_default=_first_day(bulan),
        lembar=tuple(lembar) or None,
        bulan_dulu=bulan_dulu,
        zona_berkas=zona or None,
    )


def _choose_instrument(known: Sequence[Instrumen], default: str) -> Instrumen | None:
    by_code = {item.kode: item for item in known}
    codes = [OTOMATIS, *by_code]
    kode = st.selectbox(
        "Instrumen",
        codes,
        index=codes.index(default) if default in codes else 0,
        format_func=lambda one: "Kenali otomatis" if one == OTOMATIS else f"{one.upper()} ({by_code[one].indeks})",
    )
    return None if kode == OTOMATIS else by_code[kode]


def _choose_satker(default: str) -> str | None:
    satker = loaders.satker_list()
    names = dict(zip(satker["satker"], satker["nama"], strict=True))
    choices = [TIDAK_ADA, *names, SATKER_BARU]
    chosen = st.selectbox(
        "Satker untuk baris tanpa satker",
        choices,
        index=choices.index(default) if default in choices else 0,
        format_func=lambda one: names.get(one, "Satker baru ..." if one == SATKER_BARU else "Tidak ditentukan"),
    )
    if chosen == SATKER_BARU:
        chosen = st.text_input("Kode satker baru", placeholder="misalnya UPT-01").strip()
    return chosen or None


def _first_day(bulan: str) -> date | None:
    if not bulan.strip():
        return None
    month = parse_month(bulan)
    return date(month // 100, month % 100, 1)


def choose_sheet_meaning(suggested: str) -> ArtiLembar:
    """What the sheets' names mean, asked when they look like names of satker or of months."""
    if suggested == "satker":
        return "satker" if _agree_to("nama satker") else ""
    if suggested == "bulan":
        return "bulan" if _agree_to("nama bulan") else ""
    return ""


def _agree_to(what: str) -> bool:
    return st.checkbox(f"Nama tiap lembar adalah {what}; pakai untuk baris yang tidak menyebutnya.")
