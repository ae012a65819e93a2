"""Part of Satuan Kerja: what the survey would need to reach the next gate."""

from __future__ import annotations

import streamlit as st

from dashboard import components, loaders
from dashboard.tables import andai as tables_andai
from dashboard.text import plain
from dashboard.text.andai import (
    ANDAI_CATATAN,
    ANDAI_JUDUL,
    andai_sentences,
    gate_sentence,
    sasaran_title,
    too_few,
)
from dashboard.views.common import Pilihan


def show(pilihan: Pilihan) -> None:
    """One card a goal, and the numbers of every unsur one click away; nothing where there are no answers."""
    view = loaders.load_andai(pilihan)
    if view is None:
        return
    components.section(ANDAI_JUDUL, ANDAI_CATATAN)
    if not view.sasaran:
        st.info(plain(too_few(view)))
        return
    for kolom, satu in zip(st.columns(len(view.sasaran), gap="medium"), view.sasaran, strict=True):
        sasaran = satu.andai.sasaran
        with kolom, st.container(border=True, key=f"kartu-andai-{sasaran.nama}", height="stretch", gap="xsmall"):
            state = "tercapai" if satu.andai.is_tercapai else "belum tercapai"
            st.markdown(f"**{plain(sasaran_title(sasaran))}** · {state}")
            for sentence in andai_sentences(satu, view):
                st.markdown(sentence)
    if any(not satu.andai.is_tercapai for satu in view.sasaran):
        with st.expander("Hitungan tiap unsur"):
            alt = f"Yang diperlukan tiap unsur {view.indeks} bila hanya unsur itu yang naik"
            components.table(tables_andai.andai(view), alt, "andai-unsur")


def show_slide(pilihan: Pilihan) -> None:
    """For Mode Rapat: one sentence on the first gate that is not reached; nothing where all are, or too few answered."""
    view = loaders.load_andai(pilihan)
    if view is not None and (kalimat := gate_sentence(view)):
        st.markdown(kalimat)
