"""What the operator says about a file beside its columns: instrument, satker and month of rows that name none, sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import loaders
from dashboard.text import plain
from data_access.files.columns.profile import Profil
from data_access.files.options import ArtiLembar, ImportOptions
from data_access.files.problems import Masalah
from data_access.files.reading.cells import RawFile
from scoring.errors import ScoringError
from scoring.instruments import Instrumen
from scoring.periods import parse_month
from scoring.zona_waktu import ZONA_WAKTU

OTOMATIS = "otomatis"
TIDAK_ADA = ""
SATKER_BARU = "\x00baru"
ZONA_NAMA = {
    "": "Jam setempat tiap satker",
    **ZONA_WAKTU,
    "UTC": "UTC (aplikasi luar negeri)",
}


# What of these choices each problem asks for; the others are folded away.
DIPERLUKAN = {
    "SATKER_KOSONG": "satker",
    "TANGGAL_KOSONG": "bulan",
    "TANPA_UNSUR": "instrumen",
    "SKALA_LAIN": "instrumen",
    "SKALA_RAGU": "instrumen",
    "LEMBAR_SALINAN": "lembar",
    "LEMBAR_MIRIP": "lembar",
}


def default_options(known: Sequence[Instrumen], profil: Profil | None) -> ImportOptions:
    """What choose_options() returns as long as the operator changes nothing."""
    default = profil or Profil(())
    return ImportOptions(
        instrumen=next((one for one in known if one.kode == default.instrumen), None),
        satker_default=default.satker_default if default.satker_default in loaders.satker_names() else None,
        bulan_dulu=default.bulan_dulu,
        zona_berkas=default.zona_berkas if default.zona_berkas in ZONA_NAMA and default.zona_berkas else None,
    )


def choose_options(
    raw: RawFile,
    known: Sequence[Instrumen],
    profil: Profil | None,
    masalah: Sequence[Masalah],
    places: tuple[DeltaGenerator, DeltaGenerator],
    key: str,
) -> ImportOptions:
    """The operator's choices, beginning with what a saved profile says.

    What ``masalah`` ask for stands in the first of ``places``, everything else is folded away in the second.
    """
    default = profil or Profil(())
    open_ones = {DIPERLUKAN[one.kode] for one in masalah if one.kode in DIPERLUKAN}
    asked = places[0].container(horizontal=True, key="lengkapi-berkas", vertical_alignment="bottom")
    folded = places[1].expander("Pilihan lain: instrumen, satker, bulan, lembar, zona waktu", icon=":material/tune:")
    with folded:
        usual = st.container(horizontal=True, key="pilihan-berkas", vertical_alignment="bottom")
    where = {name: asked if name in open_ones else usual for name in ("instrumen", "satker", "bulan", "lembar")}
    with where["instrumen"]:
        instrumen = _choose_instrument(known, default.instrumen, key)
    with where["satker"]:
        satker = _choose_satker(default.satker_default, key)
    with where["bulan"]:
        tanggal = _choose_month(key)
    with where["lembar"]:
        lembar = _choose_sheets(raw, key)
    with folded:
        zona = st.selectbox(
            "Jam di berkas memakai",
            list(ZONA_NAMA),
            index=list(ZONA_NAMA).index(default.zona_berkas) if default.zona_berkas in ZONA_NAMA else 0,
            format_func=ZONA_NAMA.__getitem__,
            help="Google Formulir memakai zona waktu pemilik formulir. Jam yang menyebut zonanya sendiri tidak terpengaruh.",
            key=f"zona-{key}",
        )
        bulan_dulu = st.checkbox(
            "Tanggal ditulis bulan lebih dulu (12/31/2026)", value=default.bulan_dulu, key=f"bulan-dulu-{key}"
        )
    return ImportOptions(
        instrumen=instrumen,
        satker_default=satker,
        tanggal_default=tanggal,
        lembar=lembar,
        bulan_dulu=bulan_dulu,
        zona_berkas=zona or None,
    )


def _choose_sheets(raw: RawFile, key: str) -> tuple[str, ...] | None:
    sheets = [sheet.nama for sheet in raw.lembar if sheet.n_baris]
    if len(sheets) < 2:
        return None
    chosen = st.multiselect(
        "Lembar yang dibaca", sheets, placeholder="Semua lembar yang berisi jawaban", key=f"lembar-{key}"
    )
    return tuple(chosen) or None


def _choose_instrument(known: Sequence[Instrumen], default: str, key: str) -> Instrumen | None:
    by_code = {item.kode: item for item in known}
    codes = [OTOMATIS, *by_code]
    kode = st.selectbox(
        "Instrumen",
        codes,
        index=codes.index(default) if default in codes else 0,
        format_func=lambda one: "Kenali otomatis" if one == OTOMATIS else f"{one.upper()} ({by_code[one].indeks})",
        key=f"instrumen-{key}",
    )
    return None if kode == OTOMATIS else by_code[kode]


def _choose_satker(default: str, key: str) -> str | None:
    names = loaders.satker_names()
    choices = [TIDAK_ADA, *names, SATKER_BARU]
    chosen = st.selectbox(
        "Satker untuk baris tanpa satker",
        choices,
        index=choices.index(default) if default in choices else 0,
        format_func=lambda one: names.get(one, "Satker baru ..." if one == SATKER_BARU else "Tidak ditentukan"),
        key=f"satker-baris-{key}",
    )
    if chosen == SATKER_BARU:
        chosen = st.text_input("Kode satker baru", placeholder="misalnya UPT-01", key=f"satker-baru-{key}").strip()
    return chosen or None


def _choose_month(key: str) -> date | None:
    asked = st.text_input(
        "Bulan untuk baris tanpa tanggal", placeholder="2026-06", help="Tulis tahun dan bulan.", key=f"bulan-{key}"
    )
    if not asked.strip():
        return None
    try:
        month = parse_month(asked)
    except ScoringError as exc:
        st.error(plain(str(exc)))
        return None
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
