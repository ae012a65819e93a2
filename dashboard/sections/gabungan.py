"""Beside the targets of the period: months that small satker may combine, and the targets by layanan."""

from __future__ import annotations

import streamlit as st

from dashboard import components
from dashboard.tables import layanan
from dashboard.text import gabungan as sentences
from dashboard.text import plain
from dashboard.views.gabungan import SatkerKecil
from dashboard.views.responden import RespondenTarget

# More lines than these stand behind a click.
DISEBUT = 5


def show(view: RespondenTarget) -> None:
    """Both parts; each is left out where it has nothing to tell."""
    _small(view)
    _by_layanan(view)


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
