"""The manual targets of a period, in whole sentences: a table cuts off who set them and what they imply."""

from __future__ import annotations

import streamlit as st

from dashboard import components, text
from dashboard.text import responden as sentences
from dashboard.views.responden import RespondenTarget


def show(view: RespondenTarget) -> None:
    """One sentence a satker whose target somebody set; nothing where there is none."""
    lines = sentences.manual_lines(view)
    if not lines:
        return
    components.section("Target yang ditetapkan sendiri", "Hanya untuk periode ini; satker lain memakai aturan.")
    for nama, alasan in lines:
        st.markdown(f"**{text.plain(nama)}.** {text.plain(alasan)}")
