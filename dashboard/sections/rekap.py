"""Recaps on a page: of one satker with what explains their difference, and of the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import components, formats
from dashboard.charts.labels import nama_ringkas
from dashboard.tables import rekap as tables_rekap
from dashboard.text import count_satker, plain
from dashboard.text import rekap as text
from dashboard.views.common import Pilihan
from dashboard.views.rekap import RekapSatker
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja

JUDUL = "Rekap dari sumber lain"
BARIS_SALINDIA = 7


def show_satker(view: SatuanKerja) -> None:
    """Every recap of the satker that touches the period, beside its answers; nothing where there is none."""
    if not view.rekap:
        _earlier(view)
        return
    components.section(JUDUL, f"{text.KETERANGAN} Tidak pernah digabung dengan jawaban.")
    for number, one in enumerate(view.rekap):
        _one(one, number, view.pilihan)
    _earlier(view)


def _earlier(view: SatuanKerja) -> None:
    """The recaps of the year as a table, where there are others than those of the page's period."""
    shown = {one.tercatat.periode for one in view.rekap}
    if all(one.tercatat.periode in shown for one in view.rekap_lampau):
        return
    judul = f"Rekap {view.utama.instrumen.indeks} 12 bulan terakhir"
    components.section(
        judul, "Dihitung dengan konversi yang dipilih; tanpa kisaran, jadi naik-turunnya tidak dapat dinilai."
    )
    components.table(tables_rekap.earlier(view.rekap_lampau, view.utama.instrumen), f"Tabel {judul}", "rekap-lampau")


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
    if not view.is_kosong:
        other_periods(view)
    if not rekap:
        return
    alone = view.hanya_rekap
    differing = sum(one.is_beda for one in rekap)
    judul = f"Rekap {view.instrumen.indeks} dari sumber lain"
    first = f"{formats.awal_kalimat(count_satker(len(rekap)))} punya rekap {view.pilihan.periode.label}"
    parts = [first]
    if alone:
        parts.append(f"{count_satker(alone)} hanya punya rekap dan tidak ikut rata-rata wilayah")
    with_answers = len(rekap) - alone
    if with_answers:
        parts.append(f"{count_satker(differing)} rekapnya berbeda dari jawaban responden")
    if unexplained := sum(one.is_tak_dijelaskan for one in rekap):
        parts.append(f"{count_satker(unexplained)} di antaranya tidak dapat dijelaskan")
    how = " Selisih: rekap dikurangi nilai dari jawaban, pada skala yang tertulis." if with_answers else ""
    components.section(judul, "; ".join(parts) + "." + how)
    table = tables_rekap.region(rekap)
    components.table(table, f"Tabel {judul}", "rekap-wilayah")


def other_periods(view: RingkasanWilayah) -> None:
    """That recaps of other lengths touch the period, each a click away; nothing where there are none."""
    note = text.other_periods_note(view.rekap_lain, view.pilihan.periode)
    if not note:
        return
    st.caption(plain(note))
    with st.container(horizontal=True, key="rekap-lain"):
        for periode, _ in view.rekap_lain[: text.DISEBUT]:
            query = {"periode": periode.kode, "survei": view.pilihan.instrumen}
            st.page_link("../pages/ringkasan.py", label=plain(f"Buka {periode.label}"), query_params=query)


def slides(view: RingkasanWilayah) -> list[Callable[[], None]]:
    """Recaps on the projector: those without answers and those that differ from them; none where there is neither."""
    told = [one for one in view.rekap_survei if one.is_saja or one.is_beda]
    count = -(-len(told) // BARIS_SALINDIA)
    parts = [told[page * BARIS_SALINDIA : (page + 1) * BARIS_SALINDIA] for page in range(count)]
    return [partial(_slide, view, part, page, count) for page, part in enumerate(parts)]


def _slide(view: RingkasanWilayah, part: Sequence[RekapSatker], page: int, pages: int) -> None:
    of = f" ({page + 1}/{pages})" if pages > 1 else ""
    st.title(plain(text.slide_title(view) + of), anchor=False)
    st.caption(plain(text.KETERANGAN))
    with st.container(key="rapat-lemah", gap="small"):
        for one in part:
            nilai, nama, alasan = st.columns([2, 4, 6], vertical_alignment="center")
            nilai.markdown(f"**{plain(text.card_value(one))}** rekap")
            nama.markdown(plain(nama_ringkas(one.nama)))
            alasan.markdown(plain(text.compared_cell(one)))
