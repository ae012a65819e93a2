"""Responden & Target: who has how many respondents of which target, and which rule set it?"""

import streamlit as st

from dashboard import charts, components, filters, formats, loaders, tables, text
from dashboard.views import responden

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_responden(pilihan)
total = int(view.tabel["n"].sum())
components.heading(
    text.responden_finding(view), components.basis(view.instrumen.kode.upper(), pilihan.periode, total)
)

with st.container(horizontal=True, key="kartu"):
    for keadaan, catatan in text.KEADAAN_TARGET.items():
        if keadaan != responden.TANPA_TARGET or view.count(keadaan):
            components.count_card(keadaan, formats.awal_kalimat(keadaan), text.count_of(view, keadaan), catatan)

components.section("Responden terhadap target", "Paling jauh dari target di atas.")
figure = charts.target_bullets(view.tabel, tema=components.tema())
alt = charts.target_bullets_alt(view.tabel, survei=view.instrumen.kode.upper(), periode=pilihan.periode.label)
components.chart(figure, alt, "target")

components.section("Aturan yang menetapkan target", "Target dihitung dari jumlah pengguna layanan pada periode yang sama.")
st.dataframe(
    tables.responden(view),
    hide_index=True,
    key="tabel-target",
    alt=f"Tabel {len(view.tabel)} satker: responden, target, pengguna layanan, dan aturan targetnya.",
)
