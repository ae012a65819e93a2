"""Answer texts that no instrument explains: the operator gives each a number, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard.formats import format_bulat
from data_access.files.source import Pemeriksaan
from data_access.files.values.answer_problems import LabelAsing
from scoring.instruments import Instrumen

LabelValues = dict[str, dict[str, int | None]]
TIDAK_MENJAWAB = "tidak menjawab"


class Baris(NamedTuple):
    """One line of the table: a text and the columns in which it means the same."""

    label: str
    kolom: tuple[str, ...]
    judul: str
    jumlah: int


def edit_labels(check: Pemeriksaan, instruments: Sequence[Instrumen], key: str) -> LabelValues:
    """Ask for the number of every unknown answer text; returns {column letter: {label: number}} of those given."""
    foreign = check.hasil.label_asing
    if not foreign:
        return {}
    st.subheader("Teks jawaban yang belum punya angka", anchor=False)
    rows = lines(foreign, together=True)
    together = True
    if len(rows) < len(foreign):
        together = not st.checkbox(
            "Isi tiap pertanyaan sendiri (bila jawaban yang sama berarti lain di pertanyaan lain)",
            key=f"label-sendiri-{key}",
        )
        rows = rows if together else lines(foreign, together=False)
    st.caption("Pilih angkanya di kolom Angka: makin besar makin baik.")
    edited = st.data_editor(
        pd.DataFrame(
            {
                "Jawaban": [one.label for one in rows],
                "Angka": pd.Series([None] * len(rows), dtype="object"),
                "Banyaknya": [one.jumlah for one in rows],
                "Pertanyaan": [one.judul for one in rows],
            }
        ),
        hide_index=True,
        key=f"label-{key}-{together}",
        alt="Teks jawaban yang belum punya angka",
        disabled=["Jawaban", "Pertanyaan", "Banyaknya"],
        placeholder="pilih ...",
        column_config={"Angka": st.column_config.SelectboxColumn(options=_numbers(foreign, instruments))},
    )
    return values(rows, list(edited["Angka"]))


def lines(foreign: Sequence[LabelAsing], *, together: bool) -> list[Baris]:
    """The texts to ask for, the most frequent first: each once, or each once for every column."""
    groups: dict[tuple[str, str], list[LabelAsing]] = {}
    for one in foreign:
        groups.setdefault((one.label, "" if together else one.kolom), []).append(one)
    rows = [
        Baris(
            label,
            tuple(one.kolom for one in found),
            _question(found),
            sum(one.jumlah for one in found),
        )
        for (label, _), found in groups.items()
    ]
    return sorted(rows, key=lambda one: -one.jumlah) if together else rows


def _question(found: Sequence[LabelAsing]) -> str:
    """'J (Waktu Penyelesaian)' or '9 pertanyaan (H, I, J, ...)'."""
    if len(found) == 1:
        return f"{found[0].kolom} ({found[0].judul})"
    return f"{format_bulat(len(found))} pertanyaan ({', '.join(one.kolom for one in found)})"


def values(rows: Sequence[Baris], chosen: Sequence[object]) -> LabelValues:
    """What was chosen ('3', TIDAK_MENJAWAB, or nothing yet) as {column letter: {label: number}}."""
    found: LabelValues = {}
    for one, value in zip(rows, chosen, strict=True):
        if isinstance(value, str) and value:
            for kolom in one.kolom:
                found.setdefault(kolom, {})[one.label] = None if value == TIDAK_MENJAWAB else int(value)
    return found


def _numbers(foreign: Sequence[LabelAsing], instruments: Sequence[Instrumen]) -> list[str]:
    """The numbers of the scale, and that the text means no answer."""
    by_code: Mapping[str, Instrumen] = {item.kode: item for item in instruments}
    scales = [by_code[one.instrumen] for one in foreign if one.instrumen in by_code]
    low = min((item.skala_min for item in scales), default=1)
    high = max((item.skala_maks for item in scales), default=6)
    return [*map(str, range(low, high + 1)), TIDAK_MENJAWAB]
