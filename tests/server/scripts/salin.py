"""Buttons that copy: beside each other, and one inside a dialog."""

import streamlit as st

from dashboard.salin import button_html
from tests.server.salin_text import PESAN


@st.dialog("Pesan")
def show_message() -> None:
    """The same button in a dialog, which keeps the focus inside itself."""
    st.html(button_html("dari dialog", "Salin pesan", "untuk <Rutan>"))


st.title("Salin")
st.html(button_html(PESAN, "Salin pesan", "untuk Lapas <Sampit>"))
st.html(button_html("pesan kedua", "Salin semua"))
st.text_area("Tempel")
if st.button("Buka"):
    show_message()
