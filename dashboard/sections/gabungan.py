"""Beside the targets of the period: months that small satker may combine, and the targets by layanan."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import components, loaders_laju
from dashboard.tables import layanan
from dashboard.text import gabungan as sentences
from dashboard.text import plain
from dashboard.views.common import Pilihan
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.responden import RespondenTarget

# More lines than these stand behind a click.
DISEBUT = 5


def show(view: RespondenTarget) -> None:
    """Both parts; each is left out where it has nothing to tell."""
    _small(view)
    _by_layanan(view)


def show_one(pilihan: Pilihan) -> None:
    """The months that the satker of a choice may combine, below what is missing; nothing where it is not small."""
    view = loaders_laju.load_laju(replace(pilihan, satker="", jenis=())).dasar
    for one in (one for one in view.kecil if one.satker == pilihan.satker):
        line = sentences.small_line(one, pilihan.periode, view.sasaran[one.satker])
        st.markdown(f"Untuk Zona Integritas: {plain(line)}")


def _small(view: RespondenTarget) -> None:
    if not view.kecil:
        return
    periode = view.pilihan.periode
    components.section("Satker kecil: bulan digabung", sentences.small_note(len(view.kecil), periode))
    _lines(view, view.kecil[:DISEBUT])
    if rest := view.kecil[DISEBUT:]:
        with st.expander(f"{len(rest)} satker kecil lainnya"):
            _lines(view, rest)


def _lines(view: RespondenTarget, kecil: tuple[SatkerKecil, ...]) -> None:
    for one in kecil:
        told = sentences.small_line(one, view.pilihan.periode, view.sasaran[one.satker])
        line = f"**{plain(one.nama)}:** {plain(told)}"
        st.markdown(line)
        if one.gabungan:
            st.caption(plain(one.gabungan.target.alasan))


def _by_layanan(view: RespondenTarget) -> None:
    if not view.terbagi:
        return
    with st.expander(f"Target menurut layanan ({len(view.terbagi)} satker)"):
        st.caption(plain(sentences.divided_note(view.terbagi)))
        for line in sentences.undivided_lines(view.terbagi):
            st.markdown(line)
        if any(one.bagian for one in view.terbagi):
            alt = "Tabel target tiap satker menurut layanan: pengguna layanan, target, responden, dan yang kurang."
            components.table(layanan.shown(view.terbagi), alt, "tabel-target-layanan")
