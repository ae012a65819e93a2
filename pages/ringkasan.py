"""Ringkasan Wilayah: where does the region stand, and which satker need me this week?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, formats, loaders, tables, text
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.sections import penjelasan, perbandingan
from dashboard.views import lintas

SEKALIGUS = 5

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_ringkasan(pilihan)
asal = loaders.explain_ringkasan(view)
survei, periode = view.instrumen, pilihan.periode
components.heading(text.ringkasan_finding(view), components.basis(survei.kode.upper(), periode, view.responden))
penjelasan.crossing_note(lintas.of_ringkasan(view))

with st.container(horizontal=True, key="kartu"):
    for kartu in view.kartu:
        components.index_card(kartu, periode, asal.get(kartu.instrumen.kode))
    components.count_card("target", "Satker mencapai target", text.reached_value(view), text.reached_note(view))
    components.count_card("lemah", "Satker dengan unsur lemah", text.weak_value(view), text.WEAK_NOTE)

kiri, kanan = st.columns([3, 7], gap="medium")
with kiri:
    components.section("Perlu perhatian minggu ini", "Paling mendesak di atas; cara mengurutkannya ada di Metodologi.")
    needed = [item for item in view.perhatian if item.is_needed]
    for nomor, item in enumerate(needed[:SEKALIGUS], 1):
        with st.container(border=True, gap="xsmall", key=f"perhatian-{nomor}"):
            components.satker_link(item.satker, item.nama, periode, pilihan.instrumen)
            st.text(formats.awal_kalimat("; ".join(item.alasan[:3])) + ".")
    if len(needed) > SEKALIGUS:
        st.caption(f"dan {text.count_satker(len(needed) - SEKALIGUS)} lain; lihat tabel di bawah.")
    if not needed:
        st.text("Tidak ada satker yang perlu tindakan minggu ini.")
    if watched := [item for item in view.perhatian if not item.is_needed]:
        with st.expander(f"Dipantau ({text.count_satker(len(watched))})"):
            for item in watched:
                st.text(text.watch_line(item))
with kanan:
    judul = f"Nilai unsur {survei.indeks} tiap satker"
    components.section(judul, "Skala 4 dengan huruf mutu; satker dengan rata-rata terendah di atas.")
    nama_satker = dict(zip(view.satker["satker"], view.satker["nama"], strict=True))
    nama_unsur = {unsur.kode: unsur.nama_pendek for unsur in survei.unsur}
    st.html(
        heatmap_html(view.unsur, nama_satker, nama_unsur, tema=components.tema(), judul=judul, periode=periode.label)
    )

perbandingan.show_region(pilihan)

components.section(
    "Semua satker", "Klik nama satker untuk membukanya. Dibanding lain: letaknya terhadap kisaran wajar."
)
chosen = components.clickable_table(
    tables.ringkasan(view, components.sparklines(view.tabel["tren"]), loaders.load_perbandingan(pilihan)),
    f"Tabel {len(view.tabel)} satker: indeks, mutu, responden terhadap target, tren, unsur terlemah.",
    "tabel-satker",
    trend="Tren 12 bulan",
)
penjelasan.export("ringkasan", pilihan, tuple(asal.values()), partial(exports.ringkasan, view))
if chosen is not None:
    components.open_satker(view.tabel["satker"].iloc[chosen], periode, pilihan.instrumen)
