"""Slides of Mode Rapat: one message each, one chart, readable from six metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from dashboard import components, formats, loaders, text
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.target import target_alt, target_bullets, target_bullets_alt, target_dial
from dashboard.charts.unsur import unsur_dots, unsur_dots_alt
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.views.common import Pilihan, rows
from scoring.states import Status

BARIS_LEMAH = 6
# A slide holds this many bullets that can still be read from six metres.
SATKER_PER_SALINDIA = 10
SATKER_WILAYAH = 15


@dataclass(frozen=True)
class Salindia:
    """One slide: its name for the agenda, and what draws it."""

    nama: str
    draw: Callable[[], None]


def _tanpa_data() -> None:
    st.title("Belum ada data survei", anchor=False)
    st.markdown("Salindia tampil sendiri begitu berkas pertama disimpan.")


TANPA_DATA = Salindia("Belum ada data", _tanpa_data)


def agenda(pilihan: Pilihan) -> list[Salindia]:
    """The slides for a choice: region, respondents (as many slides as needed), weak unsur, and one per satker."""
    satker = loaders.load_ringkasan(pilihan).satker
    pages = max(1, -(-len(satker) // SATKER_PER_SALINDIA))
    return [
        Salindia("Posisi wilayah", partial(_wilayah, pilihan)),
        *(Salindia("Responden dan target", partial(_responden, pilihan, page, pages)) for page in range(pages)),
        Salindia("Unsur lemah", partial(_lemah, pilihan)),
        *(
            Salindia(str(nama), partial(_satker, replace(pilihan, satker=kode, jenis=())))
            for kode, nama in zip(satker["satker"], satker["nama"], strict=True)
        ),
    ]


def _wilayah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    st.title(text.region_title(view), anchor=False)
    kiri, kanan = st.columns([2, 3], gap="large", vertical_alignment="center")
    with kiri:
        for kartu in view.kartu[:2]:
            label = text.plain(f"{kartu.instrumen.indeks} wilayah, {pilihan.periode.label}")
            st.metric(label, text.card_value(kartu))
            st.caption(formats.awal_kalimat(text.card_note(kartu, pilihan.periode.previous.label)))
    with kanan:
        gate, indeks, periode = text.region_gate(view), view.instrumen.indeks, pilihan.periode.label
        nama = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
        lowest = view.tabel.sort_values("nilai_4", kind="stable", na_position="last").head(SATKER_WILAYAH)
        nama = {kode: nama[kode] for kode in lowest["satker"]}
        figure = partial(
            satker_dots, lowest, nama, tema=components.tema(), gate=gate, label_ambang="ambang WBK", rapat=True
        )
        alt = satker_dots_alt(lowest, nama, ukuran_nilai=indeks, periode=periode, gate=gate)
        components.chart(figure, alt, "rapat-wilayah", pilihan)
        if len(view.tabel) > SATKER_WILAYAH:
            st.caption(f"{SATKER_WILAYAH} nilai terendah dari {formats.format_bulat(len(view.tabel))} satker.")


def _responden(pilihan: Pilihan, page: int, pages: int) -> None:
    view = loaders.load_responden(pilihan)
    of = f" ({page + 1}/{pages})" if pages > 1 else ""
    st.title(text.responden_finding(view) + of, anchor=False)
    part = view.tabel.iloc[page * SATKER_PER_SALINDIA : (page + 1) * SATKER_PER_SALINDIA]
    nama = dict(zip(part["satker"], part["nama"], strict=True))
    figure = partial(target_bullets, part, nama, tema=components.tema(), rapat=True)
    basis = f"{view.instrumen.kode.upper()}, {pilihan.periode.label}"
    components.chart(figure, target_bullets_alt(part, nama, periode=basis), f"rapat-target-{page}", pilihan)


def _lemah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    lemah = view.lemah_survei[view.lemah_survei["status"] == Status.NILAI]
    st.title(text.lemah_finding(view), anchor=False)
    with st.container(key="rapat-lemah", gap="medium"):
        for row in rows(lemah.head(BARIS_LEMAH)):
            nilai, nama, alasan = st.columns([1, 6, 5], vertical_alignment="center")
            mutu = f" {row.mutu}" if isinstance(row.mutu, str) else ""
            nilai.markdown(f"**{formats.format_dekat_ambang(row.nilai_4, row.ambang)}{mutu}**")
            nama.markdown(text.plain(f"{nama_ringkas(row.nama)}: {row.nama_unsur}"))
            alasan.markdown(text.plain(f"{text.reasons(row.alasan)} (n {formats.format_bulat(row.n)})"))


def _satker(pilihan: Pilihan) -> None:
    view = loaders.load_satker(pilihan)
    if view is None:
        st.title("Satker tidak ada dalam data", anchor=False)
        return
    survei, tema, periode = view.utama, components.tema(), pilihan.periode.label
    tempat = nama_ringkas(view.nama)
    st.title(text.satker_finding(view), anchor=False)
    kiri, kanan = st.columns([2, 3], gap="large")
    with kiri:
        st.markdown(text.satker_paragraph(view))
        if view.target is not None:
            figure = partial(target_dial, survei.n, view.target.target, tema=tema)
            alt = target_alt(survei.n, view.target.target, periode=periode, tempat=tempat)
            components.chart(figure, alt, "rapat-dial", pilihan)
    with kanan:
        if survei.sekarang is not None:
            figure = partial(
                unsur_dots, survei.unsur, tema=tema, gate=survei.gate, wilayah=survei.unsur_wilayah, rapat=True
            )
            alt = unsur_dots_alt(survei.unsur, indeks=survei.instrumen.indeks, periode=periode, tempat=tempat)
            components.chart(figure, alt, "rapat-unsur", pilihan)
