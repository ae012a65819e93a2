"""Everything that is wrong or doubtful with a file, at once: whole sentences for the worst, a table for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import components
from dashboard.formats import awal_kalimat, format_bulat
from dashboard.text import plain
from data_access.files.problems import Masalah

DISEBUT = 6
LABEL = "LABEL_ASING"
LENGKAPI = "Perlu dilengkapi"
TINGKAT_IKON = {"galat": "error", "konfirmasi": "help", "peringatan": "info"}
TINGKAT_NAMA = {"galat": "Harus diperbaiki", "konfirmasi": "Perlu kepastian", "peringatan": "Untuk diketahui"}


def show_problems(
    masalah: Sequence[Masalah],
    key: str = "masalah",
    *,
    filled_in: frozenset[str] = frozenset(),
    details: DeltaGenerator | None = None,
    settled: Collection[tuple[str, str]] = (),
) -> None:
    """The worst in whole sentences, and, where there is more to know, all as a table with cell, found and expected.

    ``filled_in``: codes of what is answered on this page; ``details``: where the table stands, here without it;
    ``settled``: (code, cell) of what the operator has dealt with, only in the table.
    """
    if not masalah:
        st.markdown(":material/check_circle: Tidak ditemukan masalah.")
        return
    told = _told([one for one in masalah if (one.kode, one.sel) not in settled], filled_in)
    if any(one.tingkat != "peringatan" for one in masalah):
        st.subheader("Hasil pemeriksaan", anchor=False)
    with st.container(gap="xsmall", key=f"temuan-{key}"):
        for sentence in told:
            st.markdown(sentence)
    if len(masalah) > len(told) or any(one.tingkat == "galat" and one.kode not in filled_in for one in masalah):
        with (details or st.container()).expander(
            f"Semua temuan dalam tabel ({format_bulat(len(masalah))})", icon=":material/checklist:"
        ):
            components.table(
                problem_table(masalah),
                f"{len(masalah)} temuan dalam berkas",
                key,
                height=min(38 * len(masalah) + 40, 420),
            )


def _told(masalah: Sequence[Masalah], filled_in: frozenset[str]) -> list[str]:
    """The first problems as safe Markdown; what is asked on this page several times is one sentence."""
    kept: list[Masalah] = []
    again: Counter[str] = Counter()
    for one in masalah:
        if one.kode in filled_in and again[one.kode]:
            again[one.kode] += 1
        else:
            again[one.kode] += 1
            kept.append(one)
    return [
        _texts_sentence([text for text in masalah if text.kode == LABEL])
        if one.kode == LABEL and LABEL in filled_in and again[LABEL] > 1
        else _sentence(one, filled_in, again[one.kode] - 1)
        for one in kept[:DISEBUT]
    ]


def _texts_sentence(texts: Sequence[Masalah]) -> str:
    """Many unknown answer texts; the table below asks for each."""
    which = list(dict.fromkeys(f"'{one.ditemukan}'" for one in texts))
    more = f" dan {format_bulat(len(which) - DISEBUT)} lagi" if len(which) > DISEBUT else ""
    told = f"Teks jawaban ini belum punya angka: {', '.join(which[:DISEBUT])}{more}. Pilih angkanya di bawah."
    return f":material/edit: **{LENGKAPI}.** {plain(told)}"


def _sentence(one: Masalah, filled_in: frozenset[str], again: int = 0) -> str:
    """'**Harus diperbaiki.** F4. Kolom F ...'; a row that the sentence names itself is not named twice."""
    is_here = one.kode in filled_in and one.tingkat == "galat"
    icon, level = ("edit", LENGKAPI) if is_here else (TINGKAT_IKON[one.tingkat], TINGKAT_NAMA[one.tingkat])
    where = f"{awal_kalimat(one.sel)}. " if one.sel and one.sel.casefold() not in one.pesan.casefold() else ""
    more = f" Begitu juga {format_bulat(again)} lagi." if again and is_here else ""
    return f":material/{icon}: **{level}.** {plain(where + one.pesan + more)}"


def problem_table(masalah: Sequence[Masalah]) -> pd.DataFrame:
    """One row a problem, columns as an operator needs them to find the cell."""
    return pd.DataFrame(
        {
            "Tingkat": [TINGKAT_NAMA[one.tingkat] for one in masalah],
            "Lembar": [one.lembar for one in masalah],
            "Baris": [one.baris or None for one in masalah],
            "Kolom": [f"{one.kolom} ({one.judul})" if one.judul else one.kolom for one in masalah],
            "Ditemukan": [one.ditemukan for one in masalah],
            "Diharapkan": [one.diharapkan for one in masalah],
            "Banyaknya": [one.jumlah for one in masalah],
            "Masalah": [one.pesan for one in masalah],
        }
    ).astype({"Baris": "Int64"})
