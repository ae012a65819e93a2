"""Router: page configuration, navigation, notices, error boundary. Nothing may follow page.run()."""

from __future__ import annotations

import streamlit as st

from dashboard import errors, notices
from dashboard.navigation import HALAMAN

_pages = [
    st.Page(
        halaman.path,
        title=halaman.judul,
        icon=f":material/{halaman.ikon}:",
        help=halaman.bantuan,
        default=number == 0,
    )
    for number, halaman in enumerate(HALAMAN)
]
page = st.navigation(_pages)
# A browser's tabs, its history and a screen reader tell pages apart by this title.
st.set_page_config(page_title=f"{page.title} · Pantau", layout="wide", initial_sidebar_state=240)
with errors.boundary():
    notices.show(page.url_path)
    page.run()
