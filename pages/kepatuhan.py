"""Kalender Kepatuhan: who did which survey in which month of the year, and who has gaps?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, notices
from dashboard.loaders_kepatuhan import load_kepatuhan
from dashboard.sections import kepatuhan, penjelasan
from dashboard.text import kepatuhan as kalimat

pilihan = filters.show_kepatuhan()
if pilihan is None:
    st.stop()
view = load_kepatuhan(pilihan)
components.heading(kalimat.finding(view), kalimat.basis(view, kepatuhan.data_per()))
kepatuhan.cards(view)
if view.satker and view.survei:
    kepatuhan.calendar(view)
    kepatuhan.gaps(view)
penjelasan.export_button(
    partial(exports.kepatuhan, view), "kepatuhan", exports.kepatuhan_choice(pilihan), is_contoh=notices.shows_demo()
)
