"""What each column was recognised as, how sure that is, and the operator's corrections."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.formats import awal_kalimat, format_bulat
from data_access.files.columns.mapping import ABAIKAN, Kolom, Pemetaan, possible_roles, role_name
from scoring.instruments import Instrumen

CARA_NAMA = {
    "kode": "dari kode", "kode saja": "dari kodenya saja", "nama": "dari nama unsur", "sinonim": "dari sinonim",
    "pernyataan": "dari bunyi pertanyaan", "ejaan": "dari nama, ejaan berbeda", "mirip": "mirip bunyi pertanyaan",
    "label": "dari pilihan jawabannya", "judul": "dari judul kolom", "isi": "dari isi kolom",
    "profil": "dari profil", "operator": "pilihan Anda",
}  # fmt: skip
PERIKSA = "perlu diperiksa"


def is_doubtful(pemetaan: Pemetaan) -> bool:
    """True when the operator should look at a column, or has to say himself what the columns are."""
    return not pemetaan.instrumen or any(kolom.tingkat == PERIKSA for kolom in pemetaan.kolom)


def edit_mapping(pemetaan: Pemetaan, instruments: Sequence[Instrumen], key: str) -> Pemetaan:
    """Show the mapping, open where something should be looked at, and return it with the operator's corrections."""
    doubtful = [kolom for kolom in pemetaan.kolom if kolom.tingkat == PERIKSA]
    known = [kolom for kolom in pemetaan.kolom if kolom.tingkat]
    title = f"Arti tiap kolom: {format_bulat(len(known))} dikenali"
    if doubtful:
        title += f", {format_bulat(len(doubtful))} perlu diperiksa"
    roles = {role: role_name(role, instruments) for role in possible_roles(instruments)}
    with st.expander(title, expanded=is_doubtful(pemetaan), icon=":material/view_column:"):
        st.caption(
            "Ubah kolom Dibaca sebagai bila ada yang keliru. Data pribadi (nama, NIK, telepon, surel) tidak pernah dibaca."
        )
        edited = st.data_editor(
            _table(pemetaan.kolom, roles),
            hide_index=True,
            key=f"pemetaan-{key}",
            alt="Arti tiap kolom",
            disabled=["Kolom", "Judul di berkas", "Keyakinan", "Dikenali"],
            column_config={
                "Dibaca sebagai": st.column_config.SelectboxColumn(options=list(roles.values()), required=True)
            },
        )
    by_name = {name: role for role, name in roles.items()}
    for kolom, name in zip(pemetaan.kolom, edited["Dibaca sebagai"], strict=True):
        role = by_name.get(str(name), ABAIKAN)
        if role != kolom.peran:
            pemetaan = pemetaan.with_role(kolom.indeks, role)
    return pemetaan


def _table(kolom: Sequence[Kolom], roles: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Kolom": [one.huruf for one in kolom],
            "Judul di berkas": [one.judul for one in kolom],
            "Dibaca sebagai": [roles.get(one.peran, one.peran) for one in kolom],
            "Keyakinan": [awal_kalimat(one.tingkat) or "Tidak dikenali" for one in kolom],
            "Dikenali": [_how(one, roles) for one in kolom],
        }
    )


def _how(one: Kolom, roles: dict[str, str]) -> str:
    """By what it was recognised, what is to be known about it, and what it could be instead."""
    told = [CARA_NAMA.get(one.cara, "")]
    if one.catatan:
        told.append(one.catatan)
    if one.alternatif:
        told.append(f"bisa juga {roles.get(one.alternatif, one.alternatif)}")
    return "; ".join(text for text in told if text)
