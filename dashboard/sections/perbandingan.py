"""Comparing satker on a page: the funnel of the region, a satker beside its own kind, the months of a satker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import components, loaders
from dashboard.charts.funnel import funnel, funnel_alt
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.charts.xmr import xmr_alt, xmr_chart
from dashboard.palette import Tema
from dashboard.tables import perbandingan as tables_perbandingan
from dashboard.text import perbandingan as text
from dashboard.text import plain
from dashboard.views.common import Pilihan
from dashboard.views.perbandingan import PerbandinganSatker
from scoring.states import Status

# A slide has room for this many sentences beside its chart.
CATATAN_SALINDIA = 3


def show_region(pilihan: Pilihan) -> None:
    """The funnel of the region with its finding; in words alone where there are too few satker."""
    view = loaders.load_perbandingan(pilihan)
    components.section("Perbandingan satker", f"{text.comparison_title(view)}.")
    if view.hasil.corong is None:
        return
    kiri, kanan = st.columns([7, 3], gap="medium")
    with kiri:
        region_chart(view, components.tema(), "corong")
    with kanan:
        for kalimat in text.comparison_notes(view):
            st.text(kalimat)
        st.caption(text.CORONG_CARA_BACA)
    # Under both columns: with its probabilities the table needs the whole width.
    with st.expander("Angka dalam tabel"):
        components.table(tables_perbandingan.perbandingan(view), "Tabel perbandingan satker", "corong-angka")


def region_chart(view: PerbandinganSatker, tema: Tema, key: str, *, rapat: bool = False) -> None:
    """The funnel itself; only for a view that has one."""
    if view.hasil.corong is None:
        return
    indeks, periode = view.instrumen.indeks, view.pilihan.periode.label
    draw = partial(funnel, view.tabel, view.nama, view.hasil.corong, tema=tema, ukuran_nilai=indeks, rapat=rapat)
    alt = funnel_alt(view.tabel, view.nama, view.hasil.corong, ukuran_nilai=indeks, periode=periode)
    components.chart(draw, alt, key, view.pilihan)


def slides(pilihan: Pilihan) -> list[Callable[[], None]]:
    """The same as a slide of Mode Rapat; none where there are too few satker to compare."""
    view = loaders.load_perbandingan(pilihan)
    return [] if view.hasil.corong is None else [partial(_slide, view)]


def _slide(view: PerbandinganSatker) -> None:
    """The finding as title, the funnel, and who is likely among the lowest."""
    st.title(plain(text.comparison_title(view)), anchor=False)
    kiri, kanan = st.columns([7, 3], gap="large", vertical_alignment="center")
    with kiri:
        region_chart(view, components.tema(), "rapat-corong", rapat=True)
    with kanan:
        for kalimat in text.comparison_notes(view)[:CATATAN_SALINDIA]:
            st.markdown(plain(kalimat))


def show_satker(pilihan: Pilihan) -> None:
    """The chosen satker beside the others of its jenis, and its place in the whole region."""
    view, satker = loaders.load_perbandingan(replace(pilihan, jenis=())), pilihan.satker
    components.section(
        "Dibanding satker sejenis",
        "Urutan menurut nilai, bukan peringkat: kisaran yang bertumpang tindih belum tentu berbeda.",
    )
    beda = view.sejenis(satker)
    kiri, kanan = st.columns([4, 6], gap="large")
    with kiri:
        st.markdown(text.peers_sentence(view, satker))
        if kalimat := text.place_sentence(view, satker):
            st.markdown(kalimat)
    kinds = view.satker[view.satker["jenis"] == beda.jenis]
    values = view.per_satker[view.per_satker["satker"].isin(kinds["satker"])]
    with kanan:
        if len(values) < 2:
            st.text("Tidak ada satker sejenis lain yang punya jawaban pada periode ini.")
            return
        nama = dict(zip(kinds["satker"], kinds["nama"], strict=True))
        rerata = beda.rerata.nilai_4 if beda.rerata.status is Status.NILAI else None
        draw = partial(
            satker_dots,
            values,
            nama,
            tema=components.tema(),
            rerata=rerata,
            sorot=satker,
            label_rerata="rata-rata yang lain",
            periode=pilihan.periode.label,
        )
        indeks, periode = view.instrumen.indeks, pilihan.periode.label
        components.chart(draw, satker_dots_alt(values, nama, ukuran_nilai=indeks, periode=periode), "sejenis", pilihan)


def show_months(pilihan: Pilihan, nama: str) -> None:
    """The months of the chosen satker with their natural limits, and in words what they say."""
    view = loaders.load_bulanan(pilihan)
    components.section("Naik-turun bulanan: biasa atau ada sebabnya?")
    st.markdown(text.months_sentence(view))
    if not view.peta.has_limits:
        return
    alt = xmr_alt(view.bulan, view.peta, indeks=view.instrumen.indeks, tempat=nama_ringkas(nama))
    draw = partial(xmr_chart, view.deret, view.bulan, view.peta, tema=components.tema())
    components.chart(draw, alt, "peta-kendali", pilihan, tables_perbandingan.bulanan(view))
