"""Comparing satker on a page: the funnel of the region, a satker beside its own kind, the months of a satker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import components, loaders, tables
from dashboard.charts.funnel import funnel, funnel_alt
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.tren import tren, tren_alt
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.charts.xmr import xmr_alt, xmr_chart
from dashboard.palette import Tema
from dashboard.tables import perbandingan as tables_perbandingan
from dashboard.text import gate_label, plain
from dashboard.text import perbandingan as text
from dashboard.views.bulanan import Bulanan
from dashboard.views.common import Pilihan
from dashboard.views.perbandingan import PerbandinganSatker
from dashboard.views.satker import SatuanKerja
from scoring.states import Status

# A slide has room for this many sentences beside its chart.
CATATAN_SALINDIA = 3
TREN_CARA_BACA = "Pita biru: kisaran nilai seluruh pengguna layanan. Bulan tanpa data dibiarkan kosong."


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
        "Urutan menurut nilai, bukan peringkat: satker yang garisnya bertumpang tindih belum tentu berbeda. Kisaran wajar: "
        "nilai yang masih biasa bagi satker dengan responden sebanyak itu.",
    )
    beda = view.sejenis(satker)
    kiri, kanan = st.columns([4, 6], gap="large")
    with kiri:
        st.markdown(text.peers_sentence(view, satker))
        if kalimat := text.place_sentence(view, satker):
            st.markdown(kalimat)
    kinds = view.satker[(view.satker["jenis"] == beda.jenis) & ~view.satker["satker"].isin(view.hanya_rekap)]
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


def show_months(view: SatuanKerja, bulanan: Bulanan) -> None:
    """The months of the chosen satker, in words what they say, and the limits behind these words one click away."""
    pilihan, survei, tempat = view.pilihan, view.utama, nama_ringkas(view.nama)
    indeks, gate = survei.instrumen.indeks, survei.gate
    components.section(f"{indeks} dari bulan ke bulan", TREN_CARA_BACA)
    if view.tren.empty:
        st.text(text.no_months_words(view.bulan_tren, is_recapped=bool(view.rekap_lampau)))
        return
    st.markdown(text.months_sentence(bulanan))
    label = gate_label(view.predikat)
    draw = partial(tren, view.tren, view.bulan_tren, tema=components.tema(), gate=gate, label_ambang=label)
    alt = tren_alt(view.tren, view.bulan_tren, indeks=indeks, tempat=tempat, gate=gate)
    components.chart(draw, alt, "tren", pilihan, tables.tren(view.tren, view.bulan_tren))
    if not bulanan.peta.has_limits:
        return
    # The same months a second time: only for who wants to check the sentence. Drawn when it is opened.
    with st.expander("Batas kebiasaan tiap bulan (peta kendali)", on_change="rerun", key="buka-peta-kendali") as batas:
        if batas.open:
            _limits(bulanan, pilihan, tempat)


def _limits(bulanan: Bulanan, pilihan: Pilihan, tempat: str) -> None:
    alt = xmr_alt(bulanan.bulan, bulanan.peta, indeks=bulanan.instrumen.indeks, tempat=tempat)
    draw = partial(xmr_chart, bulanan.deret, bulanan.bulan, bulanan.peta, tema=components.tema())
    components.chart(draw, alt, "peta-kendali", pilihan)
    components.table(tables_perbandingan.bulanan(bulanan), f"Tabel: {alt}", "peta-kendali-angka")
