"""Part of Satuan Kerja: why another report may print another number, and which choice of computing gives it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import components, loaders
from dashboard.charts.kepekaan import TitikCara, kepekaan_alt, kepekaan_strip
from dashboard.charts.labels import nama_ringkas
from dashboard.tables import andai as tables_andai
from dashboard.text import gate_label
from dashboard.text.kepekaan import (
    KEPEKAAN_JUDUL,
    choice_label,
    kepekaan_summary,
    match_sentence,
    no_difference,
    parse_printed,
)
from dashboard.views.common import Pilihan
from dashboard.views.kepekaan import KepekaanSatker
from scoring.sensitivity import reproducing


def show(pilihan: Pilihan, nama: str) -> None:
    """The strip, its sentence, and the field for the number of another report; nothing without answers."""
    view = loaders.load_kepekaan(pilihan)
    if view is None:
        return
    components.section(KEPEKAAN_JUDUL, no_difference(view))
    kiri, kanan = st.columns([3, 2], gap="large")
    with kiri:
        rows = [view.kepekaan.tampil, *view.kepekaan.satu_pilihan]
        titik = [TitikCara(choice_label(one, view), one.nilai_4, one.mutu, one.status, one.n) for one in rows]
        figure = partial(
            kepekaan_strip, titik, tema=components.tema(), gate=view.gate, label_ambang=gate_label(view.predikat)
        )
        alt = kepekaan_alt(titik, indeks=view.indeks, periode=pilihan.periode.label, tempat=nama_ringkas(nama))
        components.chart(figure, alt, "kepekaan", pilihan, tables_andai.kepekaan(view))
    with kanan:
        st.markdown(kepekaan_summary(view))
        _find_number(view)


def _find_number(view: KepekaanSatker) -> None:
    asked = st.text_input("Angka di laporan lain", placeholder="misalnya 3,45 atau 85,85", key="angka_laporan").strip()
    if not asked:
        st.caption("Pantau mencari pilihan hitung yang menghasilkan angka itu.")
        return
    printed = parse_printed(asked)
    if printed is None:
        st.warning("Tulis satu angka saja, misalnya 3,45 atau 85,85.")
        return
    st.markdown(match_sentence(asked, reproducing(view.kepekaan, *printed), view))
