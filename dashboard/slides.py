"""Slides of Mode Rapat: one message each, one chart, readable from six metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import charts, components, formats, loaders, text
from dashboard.formats import format_angka, format_bulat
from dashboard.views.common import Pilihan
from scoring.states import Status

BARIS_LEMAH = 6
# A slide holds this many bullets that can still be read from six metres.
SATKER_PER_SALINDIA = 10


@dataclass(frozen=True)
class Salindia:
    """One slide: its name for the agenda, and what draws it."""

    nama: str
    draw: Callable[[], None]


def agenda(pilihan: Pilihan) -> list[Salindia]:
    """The slides for a choice: region, respondents (as many slides as needed), weak unsur, and one per satker."""
    satker = loaders.load_ringkasan(pilihan).satker
    pages = max(1, -(-len(satker) // SATKER_PER_SALINDIA))
    return [
        Salindia("Posisi wilayah", lambda: _wilayah(pilihan)),
        *(
            Salindia("Responden dan target", lambda page=page: _responden(pilihan, page, pages))
            for page in range(pages)
        ),
        Salindia("Unsur lemah", lambda: _lemah(pilihan)),
        *(
            Salindia(str(nama), lambda kode=kode: _satker(replace(pilihan, satker=kode, jenis=())))
            for kode, nama in zip(satker["satker"], satker["nama"], strict=True)
        ),
    ]


def _wilayah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    st.title(text.ringkasan_finding(view), anchor=False)
    kiri, kanan = st.columns([2, 3], gap="large", vertical_alignment="center")
    with kiri:
        for kartu in view.kartu[:2]:
            st.metric(f"{kartu.instrumen.indeks} wilayah, {pilihan.periode.label}", text.card_value(kartu))
            st.caption(formats.awal_kalimat(text.card_note(kartu, pilihan.periode.previous.label)))
    with kanan:
        gate = text.region_gate(view)
        figure = charts.satker_dots(view.tabel, gate=gate, tema=components.tema(), rapat=True)
        alt = charts.satker_dots_alt(view.tabel, indeks=view.instrumen.indeks, periode=pilihan.periode.label)
        components.chart(figure, alt, "rapat-wilayah")


def _responden(pilihan: Pilihan, page: int, pages: int) -> None:
    view = loaders.load_responden(pilihan)
    of = f" ({page + 1}/{pages})" if pages > 1 else ""
    st.title(text.responden_finding(view) + of, anchor=False)
    part = view.tabel.iloc[page * SATKER_PER_SALINDIA : (page + 1) * SATKER_PER_SALINDIA]
    figure = charts.target_bullets(part, tema=components.tema(), rapat=True)
    survei = view.instrumen.kode.upper()
    components.chart(
        figure, charts.target_bullets_alt(part, survei=survei, periode=pilihan.periode.label), "rapat-target"
    )


def _lemah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    lemah = view.lemah[(view.lemah["instrumen"] == view.instrumen.kode) & (view.lemah["status"] == Status.NILAI)]
    st.title(text.lemah_finding(lemah, len(view.satker)), anchor=False)
    for row in lemah.head(BARIS_LEMAH).itertuples():
        nilai, nama, unsur = st.columns([1, 4, 7], vertical_alignment="center")
        mutu = f" {row.mutu}" if isinstance(row.mutu, str) else ""
        nilai.markdown(f"**{format_angka(row.nilai_4)}{mutu}**")
        nama.markdown(text.plain(f"{row.nama}: {row.nama_unsur}"))
        unsur.markdown(text.plain(f"{text.reasons(row.alasan)} ({format_bulat(row.n)} responden)"))


def _satker(pilihan: Pilihan) -> None:
    view = loaders.load_satker(pilihan)
    if view is None:
        st.title("Satker tidak ada dalam data", anchor=False)
        return
    survei, tema = view.utama, components.tema()
    st.title(text.satker_finding(view), anchor=False)
    kiri, kanan = st.columns([2, 3], gap="large")
    with kiri:
        st.markdown(text.satker_paragraph(view))
        if view.target is not None:
            figure = charts.target_dial(survei.n, view.target.target, tema=tema, rapat=True)
            components.chart(figure, charts.target_dial_alt(survei.n, view.target.target, nama=view.nama), "rapat-dial")
    with kanan:
        if survei.sekarang is not None:
            figure = charts.unsur_dots(
                survei.unsur, gate=survei.gate, wilayah=survei.unsur_wilayah, tema=tema, rapat=True
            )
            alt = charts.unsur_dots_alt(survei.unsur, gate=survei.gate, nama=view.nama, periode=pilihan.periode.label)
            components.chart(figure, alt, "rapat-unsur")
