"""What was read of a file, in a few lines, and its first respondents."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.formats import format_bulat
from data_access.files.source import Pemeriksaan
from scoring.periods import month_label, parse_month

PEMISAH_NAMA = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}


def show_lines(check: Pemeriksaan) -> None:
    """Rows, respondents, months, what was rearranged, what was left out as personal data."""
    with st.container(gap="xsmall", key="yang-dibaca"):
        for line in lines(check):
            st.text(line)


def show_preview(check: Pemeriksaan) -> None:
    """The first respondents as they stand in the file, folded away."""
    with st.expander("Pratinjau baris pertama", icon=":material/table_rows:"):
        preview = pd.DataFrame(check.pratinjau.baris, columns=list(check.pratinjau.kolom))
        st.dataframe(preview, hide_index=True, alt="Pratinjau baris pertama")


def lines(check: Pemeriksaan) -> list[str]:
    """The summary as plain sentences."""
    ringkasan, berkas = check.hasil.ringkasan, check.berkas
    separator = PEMISAH_NAMA.get(berkas.pemisah, berkas.pemisah)
    read_as = f" sebagai {berkas.penyandian} dengan pemisah {separator}" if berkas.penyandian else ""
    counts = ", ".join(f"{format_bulat(n)} responden {kode.upper()}" for kode, n in ringkasan.n.items())
    told = [f"{format_bulat(ringkasan.baris_dibaca)} baris dibaca{read_as}: {counts or 'tidak ada jawaban'}."]
    told += check.catatan
    if ringkasan.bulan:
        months = ", ".join(
            f"{month_label(parse_month(name))} ({format_bulat(n)})"
            for name, n in sorted(ringkasan.bulan.items())
            if name
        )
        told.append(f"Bulan: {months}.")
    return told + _privacy(check)


def _privacy(check: Pemeriksaan) -> list[str]:
    ringkasan = check.hasil.ringkasan
    told = []
    if ringkasan.kolom_pribadi:
        told.append(f"Data pribadi tidak dibaca dan tidak disimpan: {', '.join(ringkasan.kolom_pribadi)}.")
    if ringkasan.sel_disamarkan:
        masked = ", ".join(f"{kolom} ({format_bulat(n)} sel)" for kolom, n in ringkasan.sel_disamarkan.items())
        told.append(f"Data pribadi di dalam teks disamarkan: {masked}.")
    return told
