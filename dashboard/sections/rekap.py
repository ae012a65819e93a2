"""Recaps on a page: of one satker with what explains their difference, and of the region."""

from __future__ import annotations

import streamlit as st

from dashboard import components, formats
from dashboard.tables import rekap as tables_rekap
from dashboard.text import count_satker, plain
from dashboard.text import rekap as text
from dashboard.views.common import Pilihan
from dashboard.views.rekap import RekapSatker
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja

JUDUL = "Rekap dari sumber lain"


def show_satker(view: SatuanKerja) -> None:
    """Every recap of the satker that touches the period, beside its answers; nothing where there is none."""
    if not view.rekap:
        return
    components.section(JUDUL, f"{text.KETERANGAN} Tidak pernah digabung dengan jawaban.")
    for number, one in enumerate(view.rekap):
        _one(one, number, view.pilihan)


def _one(one: RekapSatker, number: int, pilihan: Pilihan) -> None:
    with st.container(border=True, key=f"rekap-{number}", gap="xsmall"):
        st.markdown(text.recap_line(one))
        for line in (text.match_line(one), text.own_line(one)):
            if line:
                st.markdown(line)
        if former := text.former_line(one):
            st.caption(former)
        if one.tercatat.periode != pilihan.periode:
            st.caption(plain(f"Periode rekap ini {one.tercatat.periode.label}, bukan {pilihan.periode.label}."))
        if one.unsur:
            with st.expander(f"Nilai {formats.format_bulat(len(one.unsur))} unsur"):
                alt = f"Nilai unsur rekap {one.instrumen.indeks}, {one.tercatat.periode.label}"
                components.table(tables_rekap.unsur(one), alt, f"rekap-unsur-{number}")


def show_region(view: RingkasanWilayah) -> None:
    """How many satker have only a recap, and whose recap differs from the answers; nothing where there is no recap."""
    rekap = view.rekap_survei
    if not rekap:
        return
    alone = sum(one.cocok is None for one in rekap)
    differing = sum(one.is_beda for one in rekap)
    judul = f"Rekap {view.instrumen.indeks} dari sumber lain"
    first = f"{formats.awal_kalimat(count_satker(len(rekap)))} punya rekap {view.pilihan.periode.label}"
    parts = [first]
    if alone:
        parts.append(f"{count_satker(alone)} hanya punya rekap dan tidak ikut rata-rata wilayah")
    with_answers = len(rekap) - alone
    if with_answers:
        parts.append(f"{count_satker(differing)} rekapnya berbeda dari jawaban responden")
    components.section(judul, "; ".join(parts) + ".")
    table = tables_rekap.region(rekap)
    components.table(table, f"Tabel {judul}", "rekap-wilayah")
