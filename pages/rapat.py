"""Mode Rapat: slides for the projector; new data appear by themselves."""

import streamlit as st

from dashboard import components, errors, filters, loaders, notices, slides

PERIKSA_DETIK = 5

versi = loaders.version()
kaki = st.container(key="rapat-kaki", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
with kaki, st.popover("Atur", icon=":material/tune:"):
    pilihan = filters.show()
agenda = slides.agenda(pilihan) if pilihan else [slides.TANPA_DATA]
nomor = components.slide_number(len(agenda))

with st.container(key="rapat"):
    agenda[nomor - 1].draw()


@st.fragment(run_every=PERIKSA_DETIK)
def watch() -> None:
    """Ask cheaply whether there are new data; draw the slide again only then."""
    with errors.boundary():
        now = loaders.version()
        if now.versi != versi.versi:
            st.rerun()
        waktu = loaders.local_time(now.diubah_pada) if now.diubah_pada else "belum ada data"
        contoh = "DATA CONTOH · " if notices.has_demo() else ""
        st.markdown(f"{contoh}{nomor} dari {len(agenda)} · data per {waktu}")


with kaki:
    watch()
    components.slide_buttons(nomor, len(agenda))
