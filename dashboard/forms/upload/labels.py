"""Answer texts that no instrument explains: the operator gives each a number, nothing is guessed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.formats import TANPA_NILAI
from data_access.files.source import Pemeriksaan

LabelValues = dict[str, dict[str, int | None]]


def edit_labels(check: Pemeriksaan, key: str) -> LabelValues:
    """Ask for the number of every unknown answer text; returns {column letter: {label: number}} of those given."""
    foreign = check.hasil.label_asing
    if not foreign:
        return {}
    st.subheader("Teks jawaban yang belum punya angka", anchor=False)
    table = pd.DataFrame(
        {
            "Kolom": [one.kolom for one in foreign],
            "Pertanyaan": [one.judul for one in foreign],
            "Jawaban": [one.label for one in foreign],
            "Banyaknya": [one.jumlah for one in foreign],
            "Angka": pd.array([None] * len(foreign), dtype="Int64"),
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        key=f"label-{key}",
        alt="Teks jawaban yang belum punya angka",
        disabled=["Kolom", "Pertanyaan", "Jawaban", "Banyaknya"],
        placeholder=TANPA_NILAI,
    )
    found: LabelValues = {}
    for one, value in zip(foreign, edited["Angka"], strict=True):
        if not pd.isna(value):
            found.setdefault(one.kolom, {})[one.label] = int(value)
    return found
