"""Ringkasan Wilayah: where does the region stand, and which satker need me this week?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, tables, text
from dashboard.sections import laju, penjelasan, perbandingan, perhatian, rekap
from dashboard.views import lintas

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_ringkasan(pilihan)
asal = loaders.explain_ringkasan(view)
survei, periode = view.instrumen, pilihan.periode
components.heading(text.ringkasan_finding(view), components.basis(survei.kode.upper(), periode, view.responden))
penjelasan.crossing_note(lintas.of_ringkasan(view))
laju.running_strip(pilihan)
if view.is_kosong:
    rekap.other_periods(view)

kiri, kanan = st.columns([5, 5], gap="medium")
with kiri:
    perhatian.show(view)
with kanan, st.container(horizontal=True, key="kartu"):
    for kartu in view.kartu:
        components.index_card(kartu, periode, asal.get(kartu.instrumen.kode))
    components.count_card("target", "Satker mencapai target", text.reached_value(view), text.reached_note(view))
    components.count_card("lemah", "Satker dengan unsur lemah", text.weak_value(view), text.weak_note(view))

perhatian.show_heatmap(view)
perbandingan.show_region(pilihan)
rekap.show_region(view)

components.section(
    "Semua satker", "Klik nama satker untuk membukanya. Dibanding lain: letaknya terhadap kisaran wajar."
)
tabel = tables.ringkasan(view, components.sparklines(view.tabel["tren"]), loaders.load_perbandingan(pilihan))
chosen = components.clickable_table(
    tabel,
    f"Tabel {len(view.tabel)} satker: indeks, mutu, responden terhadap target, tren, unsur terlemah.",
    "tabel-satker",
    trend="Tren 12 bulan",
    widths=tables.wide_columns(tabel.data),
)
if note := text.manual_note(view):
    st.caption(note)
penjelasan.export("ringkasan", pilihan, tuple(asal.values()), partial(exports.ringkasan, view))
if chosen is not None:
    components.open_satker(view.tabel["satker"].iloc[chosen], periode, pilihan.instrumen)
