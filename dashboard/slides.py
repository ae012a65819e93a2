"""Slides of Mode Rapat: one message each, one chart, readable from six metres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from dashboard import components, formats, loaders, loaders_laju, text
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.target import target_alt, target_dial
from dashboard.charts.unsur import unsur_dots, unsur_dots_alt
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.kisaran import kisaran_words
from dashboard.sections import andai, kepatuhan, laju, perbandingan, rekap, zona_wilayah
from dashboard.text import laju as words_laju
from dashboard.text import rapat as words
from dashboard.text.rekap import other_periods_note
from dashboard.views import lintas
from dashboard.views.common import Pilihan, rows
from dashboard.views.lemah import is_telling
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from scoring.states import Status

BARIS_LEMAH = 5
# The worst reason with its number fits a slide; the page names them all.
ALASAN_LEMAH = 1
SATKER_WILAYAH = 14


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
    """The slides for a choice: region, comparison, respondents, weak unsur, Zona Integritas, and one per satker."""
    view = loaders.load_ringkasan(pilihan)
    recaps = [Salindia("Rekap", draw) for draw in rekap.slides(view)]
    if view.is_kosong:
        # One slide that says so, and not one for every satker that says the same.
        return recaps or [Salindia(TANPA_DATA.nama, partial(_tanpa_jawaban, view))]
    satker = view.satker
    pages = laju.slides_count(loaders_laju.load_laju(pilihan))
    return [
        Salindia("Posisi wilayah", partial(_wilayah, pilihan)),
        *(Salindia("Perbandingan satker", draw) for draw in perbandingan.slides(pilihan)),
        *recaps,
        *(Salindia("Responden dan target", partial(_responden, pilihan, page)) for page in range(pages)),
        *(Salindia("Kepatuhan", draw) for draw in kepatuhan.slides(pilihan)),
        Salindia("Unsur lemah", partial(_lemah, pilihan)),
        *(Salindia("Zona Integritas", draw) for draw in zona_wilayah.slides(pilihan)),
        *(
            Salindia(str(nama), partial(_satker, replace(pilihan, satker=kode, jenis=())))
            for kode, nama in zip(satker["satker"], satker["nama"], strict=True)
        ),
    ]


def _tanpa_jawaban(view: RingkasanWilayah) -> None:
    st.title(text.region_title(view), anchor=False)
    if note := other_periods_note(view.rekap_lain, view.pilihan.periode):
        st.markdown(text.plain(note))
    st.markdown("Pilih periode lain dengan tombol Atur di kiri bawah, atau tunggu: data baru tampil sendiri.")


def _rule_changes(sentences: Sequence[str]) -> None:
    """That the period crosses a rule change, with both results."""
    if sentences:
        st.caption(text.plain(" ".join(sentences)))


def _wilayah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    st.title(text.region_title(view), anchor=False)
    _rule_changes(lintas.of_ringkasan(view))
    kiri, kanan = st.columns([2, 3], gap="large", vertical_alignment="center")
    with kiri:
        for kartu in view.kartu[:2]:
            label = text.plain(f"{kartu.instrumen.indeks} wilayah, {pilihan.periode.label}")
            st.metric(label, text.card_value(kartu))
            st.caption(formats.awal_kalimat(text.card_note(kartu, pilihan.periode.previous.label)))
    with kanan:
        gate, indeks, periode = text.region_gate(view), view.instrumen.indeks, pilihan.periode.label
        nama = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
        shown = view.tabel[~view.tabel["satker"].isin([one.tercatat.satker for one in view.rekap_saja])]
        lowest = shown.sort_values("nilai_4", kind="stable", na_position="last").head(SATKER_WILAYAH)
        nama = {kode: nama[kode] for kode in lowest["satker"]}
        draw = partial(satker_dots, lowest, nama, tema=components.tema(), rapat=True)
        figure = partial(draw, gate=gate, label_ambang="ambang WBK", periode=periode)
        alt = satker_dots_alt(lowest, nama, ukuran_nilai=indeks, periode=periode, gate=gate)
        components.chart(figure, alt, "rapat-wilayah", pilihan)
        part = f"{SATKER_WILAYAH} nilai terendah dari {formats.format_bulat(len(shown))} satker, d"
        st.caption(f"{part if len(shown) > SATKER_WILAYAH else 'D'}iurutkan menurut nilai, bukan peringkat.")


def _responden(pilihan: Pilihan, page: int) -> None:
    view = loaders_laju.load_laju(pilihan)
    if not view.dasar.is_terjawab:
        st.title(words_laju.laju_finding(view), anchor=False)
        st.markdown(text.plain(text.no_chart_words(view.dasar)))
        return
    laju.slide(view, page)


def _lemah(pilihan: Pilihan) -> None:
    view = loaders.load_ringkasan(pilihan)
    lemah = view.lemah_survei[view.lemah_survei["status"] == Status.NILAI]
    lemah = lemah[is_telling(lemah)]
    st.title(text.lemah_finding(view), anchor=False)
    _rule_changes(lintas.of_lemah(view))
    with st.container(key="rapat-lemah", gap="medium"):
        for row in rows(lemah.head(BARIS_LEMAH)):
            nilai, nama, alasan = st.columns([1, 4, 6], vertical_alignment="center")
            mutu = f" {row.mutu}" if isinstance(row.mutu, str) else ""
            nilai.markdown(f"**{formats.format_dekat_ambang(row.nilai_4, row.ambang)}{mutu}**")
            nama.markdown(text.plain(f"{nama_ringkas(row.nama)}: {row.nama_unsur}"))
            why = formats.awal_kalimat(text.weak_why(row, pilihan.periode, ALASAN_LEMAH))
            span = kisaran_words(row.bawah_4, row.atas_4, row.dasar, row.n)
            alasan.markdown(text.plain(f"{why}. {formats.format_bulat(row.n)} responden, {span}."))


def _satker(pilihan: Pilihan) -> None:
    view = loaders.load_satker(pilihan)
    if view is None:
        st.title("Satker tidak ada dalam data", anchor=False)
        return
    survei, tema, periode = view.utama, components.tema(), pilihan.periode.label
    tempat = nama_ringkas(view.nama)
    st.title(text.satker_finding(view), anchor=False)
    _rule_changes(lintas.of_satker(view))
    kiri, kanan = st.columns([2, 3], gap="large")
    with kiri:
        for line in words.satker_lines(view):
            st.markdown(line)
        if view.target is not None and survei.rekap_saja is None:
            _target(view, view.target.target, tempat)
    with kanan:
        if survei.sekarang is not None:
            draw = partial(unsur_dots, survei.unsur, tema=tema, rapat=True)
            figure = partial(draw, gate=survei.gate, wilayah=survei.unsur_wilayah, periode=periode)
            alt = unsur_dots_alt(survei.unsur, indeks=survei.instrumen.indeks, periode=periode, tempat=tempat)
            components.chart(figure, alt, "rapat-unsur", pilihan)
            andai.show_slide(pilihan)


def _target(view: SatuanKerja, target: int, tempat: str) -> None:
    """The dial of one satker's respondents. Nothing stored is not that nobody answered: that is said, no dial stands at 0."""
    one, survei, pilihan = loaders_laju.load_one(view.pilihan), view.utama, view.pilihan
    if survei.n == 0:
        need = "" if one is None else words_laju.pace_sentence(one, pilihan.periode.last_day)
        st.markdown(text.plain(f"{text.respondents_sentence(view, 0)} {need}".strip()))
        return
    expected = None if one is None else one.seharusnya
    needed = None if one is None or one.laju is None else one.laju.perlu_per_hari
    draw = partial(target_dial, survei.n, target, tema=components.tema(), seharusnya=expected, perlu=needed)
    alt = target_alt(survei.n, target, periode=pilihan.periode.label, tempat=tempat)
    # What is expected moves with the satker's own day, and a drawn figure is kept.
    components.chart(draw, alt, "rapat-dial" if one is None else f"rapat-dial-{one.hari_ini}", pilihan)
