"""Workbooks to fill in: the answers of a survey, and each kind of master data."""

from __future__ import annotations

import streamlit as st

from dashboard import importing, loaders
from dashboard.forms import master_data
from data_access.files.template import build_template
from scoring.instruments import shipped_instruments

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show() -> None:
    """The button for the answers, and one for each other kind folded away: most files bring their own layout."""
    with st.container(horizontal=True, vertical_alignment="center", key="templat"):
        st.download_button(
            "Unduh templat isian",
            data=answers_template,
            file_name="templat-pantau.xlsx",
            mime=XLSX,
            on_click="ignore",
            icon=":material/download:",
        )
        with st.popover("Templat lain", icon=":material/description:"):
            master_data.templates()


def answers_template() -> bytes:
    """The workbook for SPKP and SPAK, with the satker that the database knows."""
    shipped = shipped_instruments()
    known = importing.known_satker(loaders.database(), loaders.scope())
    return build_template([shipped["spkp"], shipped["spak"]], known)
