"""Responden & Target: who will miss the target, what does he need per working day, and which rule set the target?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, loaders_laju, notices, tables
from dashboard.sections import gabungan, komposisi, laju, penjelasan, target
from dashboard.text.responden import rules_note

chosen = filters.show_responden()
if chosen is None:
    st.stop()
pilihan, per = chosen
view = loaders_laju.load_laju(pilihan, per)
dasar = view.dasar
semua = laju.message_of_all(view)
laju.heading(view, semua)
laju.grid(view)
laju.message(semua)
gabungan.show(dasar)
komposisi.show_region(pilihan, dasar.per)

components.section("Aturan yang menetapkan target", rules_note(dasar))
components.table(
    tables.responden(dasar),
    f"Tabel {len(dasar.tabel)} satker: responden, target, pengguna layanan, dan aturan targetnya.",
    "tabel-target",
)
target.show(dasar)
penjelasan.export_button(
    partial(exports.responden, dasar, loaders.explain_responden(dasar), view),
    "responden" if dasar.per is None else f"responden-{dasar.per}",
    pilihan,
    is_contoh=notices.shows_demo(),
)
laju.master_links(pilihan)
