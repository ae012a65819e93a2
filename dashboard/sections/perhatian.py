"""Who needs the region this week, and why: the first thing on Ringkasan Wilayah; and the grid that shows it all."""

from __future__ import annotations

import streamlit as st

from dashboard import components, formats, text
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.views.ringkasan import RingkasanWilayah

# As many as a screen shows; the others follow, folded.
SEKALIGUS = 4
# The worst reasons; the satker's own page has them all.
ALASAN = 3


def show(view: RingkasanWilayah) -> None:
    """The satker to act on as cards that open them, the others and those to be watched folded under them."""
    pilihan = view.pilihan
    components.section("Perlu perhatian minggu ini", "Paling mendesak di atas; cara mengurutkannya ada di Metodologi.")
    if view.is_kosong and not view.rekap:
        st.text(f"Belum ada jawaban dari {formats.format_bulat(len(view.satker))} satker, jadi belum ada urutannya.")
        return
    if view.is_kosong:
        st.text("Belum ada jawaban responden: urutan ini hanya dari rekap dan dari yang belum mengirim apa pun.")
    needed = [item for item in view.perhatian if item.is_needed]
    for nomor, item in enumerate(needed[:SEKALIGUS], 1):
        with st.container(border=True, gap="xsmall", key=f"perhatian-{nomor}"):
            components.satker_link(item.satker, item.nama, pilihan.periode, pilihan.instrumen)
            st.text(formats.awal_kalimat("; ".join(item.alasan[:ALASAN])) + ".")
    if not needed:
        st.text("Tidak ada satker yang perlu tindakan minggu ini.")
    if others := needed[SEKALIGUS:]:
        with st.expander(f"{formats.awal_kalimat(text.count_satker(len(others)))} lain yang perlu perhatian"):
            for item in others:
                st.text(text.watch_line(item))
    if watched := [item for item in view.perhatian if not item.is_needed]:
        with st.expander(f"Dipantau, belum mendesak ({text.count_satker(len(watched))})", expanded=view.is_kosong):
            for item in watched:
                st.text(text.watch_line(item))


def show_heatmap(view: RingkasanWilayah) -> None:
    """Every unsur of every satker over the whole width; nothing where nobody answered the chosen survey."""
    if view.responden == 0:
        return
    judul = f"Nilai unsur {view.instrumen.indeks} tiap satker"
    note = "Skala 4 dengan huruf mutu; rata-rata terendah di atas, bukan peringkat. Tunjuk sebuah sel untuk kisarannya."
    components.section(judul, note)
    satker = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
    unsur = {item.kode: item.nama_pendek for item in view.instrumen.unsur}
    periode = view.pilihan.periode.label
    st.html(heatmap_html(view.unsur, satker, unsur, tema=components.tema(), judul=judul, periode=periode))
