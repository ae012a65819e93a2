"""Survei Integritas: what do the employees say, as far as it may be shown, and who has not answered yet?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, notices
from dashboard.forms.induk import links
from dashboard.sections import integritas, penjelasan
from dashboard.text import integritas as kalimat

pilihan = filters.show_publication()
view = None if pilihan is None else loaders.load_integritas(pilihan)
if pilihan is None or view is None:
    components.heading(kalimat.TANPA_JAWABAN, kalimat.CARA_TERBIT)
    st.page_link("../pages/unggah.py", label="Buka Unggah Data", icon=":material/upload_file:")
    links.link(links.PEGAWAI)
    st.stop()

nama, periode = view.instrumen.nama, pilihan.periode
basis = components.basis(nama, periode, int(view.tampil["n"].sum())) if view.is_terbit else kalimat.BELUM_TERBIT
components.heading(kalimat.integritas_finding(view), basis)
if view.instrumen.is_contoh:
    st.info(kalimat.KOMPONEN_CONTOH, icon=":material/info:")
st.caption(kalimat.CARA_TERBIT)
if view.is_terbit:
    integritas.cards(view)
    integritas.recaps(view)
    if not view.is_hanya_rekap:
        integritas.satker(view)
        integritas.components_of(view)
    st.caption(kalimat.KERAHASIAAN)
    workbook = partial(exports.integritas, view, loaders.explain_integritas(view))
    penjelasan.export_button(workbook, "integritas", pilihan, is_contoh=notices.shows_demo())
links.link(links.PEGAWAI, bulan=f"{periode.last_day:%Y-%m}")
