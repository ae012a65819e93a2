"""Recording that a survey report exists: its reference and the months it covers, never the report itself."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import loaders, state
from dashboard.text import plain
from dashboard.text import zona_syarat as syarat
from dashboard.views.common import rows
from dashboard.views.zona import ZonaIntegritas, ZonaSatker
from data_access import survey_reports
from data_access.errors import DataError
from data_access.survey_reports import RUJUKAN_MAKS, LaporanBaru
from scoring.periods import month_label


def edit(one: ZonaSatker, view: ZonaIntegritas) -> None:
    """What is recorded, each with a way to withdraw it, and a small form for one more."""
    if state.active_file() is not None:
        return
    with st.expander(f"Catat laporan survei ({len(one.laporan)} tercatat)"):
        for row in rows(one.laporan):
            with st.container(horizontal=True, vertical_alignment="center", key=f"laporan-{row.id}"):
                st.markdown(plain(syarat.report_line(row, loaders.local_time(row.dicatat_pada))))
                if st.button("Tarik", key=f"tarik-{row.id}", help="Hapus catatan ini"):
                    _withdraw(int(row.id))
        _form(one, view)


def _form(one: ZonaSatker, view: ZonaIntegritas) -> None:
    months = loaders.months()
    window = view.pilihan.periode
    choices = sorted({*months, *window.months}, reverse=True)
    with st.form(f"catat-laporan-{one.satker}", clear_on_submit=True, border=False):
        rujukan = st.text_input(
            "Rujukan laporan",
            max_chars=RUJUKAN_MAKS,
            placeholder="mis. W.12.PAS.3-OT.02.01-123, 5 Juli 2026, map ZI",
            help="Nomor, tanggal, dan tempat menyimpannya. Jangan menulis nama atau nomor pribadi.",
        )
        kiri, kanan = st.columns(2)
        dari = kiri.selectbox("Mencakup mulai", choices, index=choices.index(window.dari), format_func=month_label)
        sampai = kanan.selectbox(
            "Mencakup sampai", choices, index=choices.index(window.sampai), format_func=month_label
        )
        if st.form_submit_button("Simpan catatan laporan"):
            _record(LaporanBaru(one.satker, int(dari), int(sampai), rujukan))


def _record(laporan: LaporanBaru) -> None:
    try:
        survey_reports.record(loaders.engine(), laporan, loaders.scope(), oleh="", now=datetime.now(UTC))
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.toast("Laporan survei dicatat.")
    st.rerun()


def _withdraw(number: int) -> None:
    try:
        survey_reports.withdraw(loaders.engine(), number, loaders.scope(), now=datetime.now(UTC))
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.toast("Catatan laporan ditarik.")
    st.rerun()
