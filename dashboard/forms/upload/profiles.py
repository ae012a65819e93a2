"""Saved column profiles: the one that fits is used at once, and what was corrected today can be saved for next month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard import loaders
from dashboard.text import plain
from data_access import profiles
from data_access.errors import DataError
from data_access.files.columns.profile import Profil
from data_access.files.reading.cells import RawFile
from data_access.files.shapes import widen
from scoring.instruments import Instrumen

TANPA = ""
LANGSUNG = 0.9  # a profile that fits less is offered, not used


@dataclass(frozen=True)
class Pilihan:
    """The profile in use, '' and None without one."""

    nama: str = TANPA
    profil: Profil | None = None


def choose(raw: RawFile, instruments: Sequence[Instrumen]) -> Pilihan:
    """Offer the saved profiles, with the one that fits the file already chosen."""
    saved = {one.nama: one.profil for one in profiles.list_profiles(loaders.engine()) if one.profil is not None}
    if not saved:
        return Pilihan()
    best = _best(raw, instruments)
    is_fit = best is not None and best.cocok >= LANGSUNG
    names = [TANPA, *saved]
    nama = st.selectbox(
        "Profil kolom",
        names,
        index=names.index(best.nama) if best is not None and is_fit else 0,
        format_func=lambda one: one or "Tanpa profil",
        key=f"profil-{raw.sha256[:12]}",
        help="Susunan kolom yang pernah disimpan. Yang cocok dengan berkas ini dipilih sendiri.",
    )
    if best is not None and not is_fit and not nama:
        st.caption(plain(f"Profil {best.nama} hampir cocok; pilih bila memang formulir yang sama."))
    return Pilihan(nama, saved[nama]) if nama else Pilihan()


def _best(raw: RawFile, instruments: Sequence[Instrumen]) -> profiles.ProfilCocok | None:
    """The saved profile that fits the file, once it has one row a respondent: a profile speaks of those columns."""
    widened = widen(raw, list(instruments))
    return profiles.best_for(profiles.list_profiles(loaders.engine()), raw if widened is None else widened.raw)


def offer_saving(made: Profil, key: str, *, after: bool = False) -> None:
    """Save how a file was read under a name, or take it along as a file for the command (not ``after`` it was stored).

    Open where nobody has saved a profile yet: it is what makes the next file easy.
    """
    is_first = after and not profiles.list_profiles(loaders.engine())
    with st.expander("Simpan susunan kolom ini sebagai profil", icon=":material/bookmark_add:", expanded=is_first):
        st.caption("Berkas bulan depan dengan judul kolom yang sama lalu cukup satu klik.")
        with st.form(f"simpan-profil-{key}", border=False):
            nama = st.text_input("Nama profil", max_chars=profiles.MAX_NAMA, placeholder="mis. Google Formulir Lapas")
            overwrite = st.checkbox("Ganti profil bernama sama")
            if st.form_submit_button("Simpan profil"):
                _save(nama, made, overwrite=overwrite)
        if after:
            return
        st.download_button(
            "Unduh sebagai berkas",
            data=made.to_json(),
            file_name="profil.json",
            mime="application/json",
            on_click="ignore",
            type="tertiary",
            key=f"unduh-profil-{key}",
            help="Untuk perintah: pantau.py import BERKAS --profile profil.json",
        )


def _save(nama: str, made: Profil, *, overwrite: bool) -> None:
    try:
        kept = profiles.save_profile(loaders.engine(), nama, made, now=datetime.now(UTC), overwrite=overwrite)
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.success(f"Profil {plain(kept)} disimpan.", icon=":material/check_circle:")
