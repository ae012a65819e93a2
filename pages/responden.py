"""Responden & Target: who has how many respondents of which target, and which rule set it?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, notices, tables, text
from dashboard.charts.target import target_bullets, target_bullets_alt
from dashboard.formats import awal_kalimat
from dashboard.forms import users as users_form
from dashboard.sections import penjelasan, target

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_responden(pilihan)
survei, periode = view.instrumen.kode.upper(), pilihan.periode
components.heading(text.responden_finding(view), components.basis(survei, periode, int(view.tabel["n"].sum())))

with st.container(horizontal=True, key="kartu"):
    for keadaan, catatan in text.target_states(view):
        components.count_card(keadaan.replace(" ", "-"), awal_kalimat(keadaan), text.count_of(view, keadaan), catatan)

components.section("Responden terhadap target", text.chart_note(view))
drawn = view.dihitung
if len(drawn) and view.is_terjawab:
    nama = dict(zip(drawn["satker"], drawn["nama"], strict=True))
    figure = partial(target_bullets, drawn, nama, tema=components.tema(), periode=periode.label)
    components.chart(figure, target_bullets_alt(drawn, nama, periode=f"{survei}, {periode.label}"), "target", pilihan)
else:
    st.text(text.no_chart_words(view))

components.section("Aturan yang menetapkan target", "Dihitung dari jumlah pengguna layanan pada periode yang sama.")
components.table(
    tables.responden(view),
    f"Tabel {len(view.tabel)} satker: responden, target, pengguna layanan, dan aturan targetnya.",
    "tabel-target",
)
target.show(view)
penjelasan.export_button(
    partial(exports.responden, view, loaders.explain_responden(view)),
    "responden",
    pilihan,
    is_contoh=notices.shows_demo(),
)
users_form.edit(view)
