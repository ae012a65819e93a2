"""Composition of the respondents: of one satker with its charts, of a region as the list of whom to look at."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import components, loaders_komposisi
from dashboard.charts.kategori import kategori_alt, kategori_bars
from dashboard.charts.komposisi import hari_alt, hari_bars, layanan_alt, layanan_bars, pekan_alt, pekan_jam
from dashboard.charts.labels import nama_ringkas
from dashboard.tables import komposisi as tables_komposisi
from dashboard.text import komposisi as text
from dashboard.text import plain
from dashboard.views.common import Pilihan
from dashboard.views.komposisi import KomposisiSatker, KomposisiWilayah
from scoring.composition import Jenis

# More would push the rest of the page down; the others are one click away.
TERBANYAK = 5


def show(pilihan: Pilihan) -> None:
    """When, for which service and by which channel the respondents of one satker answered; nothing without answers."""
    view = loaders_komposisi.load_komposisi(pilihan)
    if view is None or not view.hasil.n:
        return
    components.section("Sebaran responden", text.satker_sentence(view))
    _findings(view)
    tempat, tema = nama_ringkas(view.nama), components.tema()
    isian, periode = view.isian, pilihan.periode
    kiri, kanan = st.columns([6, 5], gap="large")
    with kiri:
        st.markdown("**Hari**")
        marked = frozenset(one.hari for one in view.hasil.perhatian if one.hari and one.jenis is not Jenis.AKHIR_BULAN)
        late = [one.hari for one in view.hasil.perhatian if one.hari and one.jenis is Jenis.AKHIR_BULAN]
        marked |= {day for day in isian.jam.hari for start in late if start <= day and start.month == day.month}
        draw = partial(hari_bars, isian, tema=tema, sorot=marked)
        alt = hari_alt(isian.jam, periode, tempat=tempat)
        components.chart(draw, alt, "komposisi-hari", pilihan, tables_komposisi.hari(isian))
    with kanan:
        st.markdown("**Hari dan jam**")
        if isian.jam.tahu_jam:
            draw = partial(pekan_jam, isian.jam, isian.kalender, tema=tema)
            components.chart(draw, pekan_alt(isian.jam, periode=periode.label, tempat=tempat), "komposisi-jam", pilihan)
        else:
            st.caption("Jam pengisian tidak tercatat.")
    kiri, kanan = st.columns([6, 5], gap="large")
    with kiri:
        _services(view, pilihan, tempat)
    with kanan:
        _channels(view, pilihan, tempat)


def _findings(view: KomposisiSatker) -> None:
    """Each finding with what to ask, what asks to be looked at first; equal advice is given once."""
    told: set[str] = set()
    lines = []
    for one in view.hasil.temuan:
        hint = text.advice(one)
        lines.append(
            f"- {plain(text.finding_sentence(one, view.isian.periode))}{'' if hint in told else f' {plain(hint)}'}"
        )
        told.add(hint)
    if lines:
        st.markdown("\n".join(lines))
    if view.hasil.perhatian:
        st.caption(text.CARA_BACA)


def _services(view: KomposisiSatker, pilihan: Pilihan, tempat: str) -> None:
    st.markdown("**Layanan dibanding penggunanya**")
    if view.bagian is None:
        st.caption(plain(text.services_note(view)))
        return
    isian, tema = view.isian, components.tema()
    marked = frozenset(one.nama for one in view.hasil.temuan if one.jenis is Jenis.LAYANAN)
    draw = partial(layanan_bars, isian.layanan, view.bagian, view.sasaran, tema=tema, sorot=marked)
    alt = layanan_alt(isian.layanan, view.bagian, periode=pilihan.periode.label, tempat=tempat)
    components.chart(draw, alt, "komposisi-layanan", pilihan)


def _channels(view: KomposisiSatker, pilihan: Pilihan, tempat: str) -> None:
    st.markdown("**Kanal pengisian**")
    counts = [(nama or None, n) for nama, n in view.isian.kanal.items() if n]
    if not any(nama for nama, _ in counts):
        st.caption("Kanal tidak tercatat. Tambahkan kolom Kanal pengisian pada berkas jawaban untuk melihatnya.")
        return
    frame = pd.DataFrame(counts, columns=["kategori", "n"])
    alt = kategori_alt(frame, menurut="kanal pengisian", periode=pilihan.periode.label, tempat=tempat)
    draw = partial(kategori_bars, frame, tema=components.tema(), tenang=True)
    components.chart(draw, alt, "komposisi-kanal", pilihan)


def show_region(pilihan: Pilihan, per: date | None = None) -> None:
    """The satker whose respondents are heaped up, worst first with the reasons; one quiet sentence where nobody's are.
    ``per``: the past day that the rest of the page is seen at the end of."""
    view = loaders_komposisi.load_komposisi_wilayah(pilihan)
    if view is None:
        return
    components.section(text.region_title(view), f"{text.whole_period_note(view, per)}{text.region_note(view)}")
    _list(view, view.daftar[:TERBANYAK])
    if rest := view.daftar[TERBANYAK:]:
        with st.expander(f"{len(rest)} satker lain"):
            _list(view, rest)
    if told := text.region_information(view):
        st.caption(plain(told))


def _list(view: KomposisiWilayah, daftar: tuple[KomposisiSatker, ...]) -> None:
    for one in daftar:
        kiri, kanan = st.columns([3, 8], gap="small", vertical_alignment="center")
        with kiri:
            components.satker_link(one.satker, one.nama, view.pilihan.periode, view.instrumen.kode)
        with kanan:
            st.markdown(plain(text.reasons(one.hasil.perhatian, view.pilihan.periode)))
