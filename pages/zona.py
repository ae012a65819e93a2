"""Zona Integritas: who is ready for WBK or WBBM, who nearly, and what stands between a satker and its predikat?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, notices
from dashboard.forms import survey_report as survey_report_form
from dashboard.sections import penjelasan, zona_satker, zona_wilayah
from dashboard.text import plain
from dashboard.text import zona as words

pilihan = filters.show_zona()
if pilihan is None:
    st.stop()
view = loaders.load_zona(pilihan)
if view is None:
    st.title("Satker ini tidak ada dalam data", anchor=False)
    st.text("Pilih satker lain di atas.")
    st.stop()
tema, rekap = components.tema(), words.recap_note(view)
basis = zona_wilayah.basis(view)
if pilihan.pilihan.satker:
    satker = (*view.satker, *view.tanpa_bidik)[0]
    components.heading(words.satker_finding_zona(satker), basis)
    zona_satker.links(satker, view)
    with st.container(key="paragraf"):
        st.markdown(words.satker_paragraph_zona(satker, view))
    if rekap:
        st.info(plain(rekap), icon=":material/info:")
    zona_satker.checklist(satker, view, tema)
    survey_report_form.edit(satker, view)
    zona_satker.months(satker, view, tema)
else:
    components.heading(words.zona_finding(view), basis)
    zona_wilayah.cards(view)
    if rekap:
        st.info(plain(rekap), icon=":material/info:")
    if view.satker:
        chosen = zona_wilayah.table(view)
        if chosen is not None:
            st.query_params["satker"] = chosen
            st.rerun()
    if view.satker and view.responden:
        rests = f"Dihitung dari {words.window_words(pilihan)}; titik dengan kisaran 95 %."
        components.section("Jarak ke ambang", rests)
        zona_wilayah.distances(view, view.satker, "zona-jarak", tema)

components.section("Apa yang memutuskan")
if crossing := words.crossing_words(view):
    st.info(plain(crossing))
st.markdown("\n".join(f"- {plain(sentence)}" for sentence in words.decides(view)))

workbook = partial(exports.zona, view, loaders.explain_zona(view))
penjelasan.export_button(workbook, "zona", exports.zona_choice(pilihan), is_contoh=notices.shows_demo())
