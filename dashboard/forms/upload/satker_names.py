"""Names of satker in the file that are not certain: matched to one that is known, or made anew; never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from dashboard import loaders
from dashboard.formats import format_bulat, format_persen
from data_access.files.values.satker_match import SatkerCocok, name_in
from data_access.satker_names import SatkerBaru, jenis_of

BARU = "(satker baru)"
CARA_NAMA = {"kode": "dari kodenya", "nama": "dari namanya", "alias": "ejaan yang diingat", "operator": "pilihan Anda"}


@dataclass(frozen=True)
class PilihanSatker:
    """What the operator decided. ``pilihan``: {text in the file: code of a known satker}; ``ragu``: still undecided."""

    pilihan: Mapping[str, str] = field(default_factory=dict)
    baru: tuple[SatkerBaru, ...] = ()
    ragu: int = 0


def decide(found: Sequence[SatkerCocok], unknown: Sequence[str], key: str) -> PilihanSatker:
    """One table of all texts that are not certainly a known satker; each row has to be agreed to.

    ``found``: the texts as they were read; ``unknown``: codes that rows get although no satker is known by them.
    """
    proposals = [one for one in found if one.is_proposal]
    read = {one.teks for one in proposals}
    strangers = [one for one in found if not one.cara and one.kode]
    seen = {one.kode for one in strangers}
    strangers += [SatkerCocok(kode, kode) for kode in unknown if kode not in seen | read]
    if not proposals and not strangers:
        return PilihanSatker()
    return _table([*proposals, *strangers], key)


def show_certain(found: Sequence[SatkerCocok]) -> None:
    """Which satker the texts of the file were read as without a question, folded away."""
    certain = [one for one in found if one.is_certain]
    if not certain:
        return
    labels = loaders.satker_names()
    title = f"Satker: {format_bulat(len({one.kode for one in certain}))} dikenali"
    with st.expander(title, icon=":material/account_balance:"):
        table = pd.DataFrame(
            {
                "Di berkas": [one.teks for one in certain],
                "Dibaca sebagai": [labels.get(one.kode, one.kode) for one in certain],
                "Dikenali": [CARA_NAMA.get(one.cara, "") for one in certain],
                "Baris": [one.n for one in certain],
            }
        )
        st.dataframe(table, hide_index=True, alt="Satker yang dikenali")


def _table(asked: Sequence[SatkerCocok], key: str) -> PilihanSatker:
    labels = loaders.satker_names()
    by_label = {label: kode for kode, label in labels.items()}
    st.subheader("Satker yang perlu dipastikan", anchor=False)
    st.caption(
        "Pilih satker yang dimaksud, atau biarkan sebagai satker baru dan lengkapi namanya. Centang yang benar; ejaan yang "
        "Anda setujui diingat untuk berkas berikutnya."
    )
    everything = st.checkbox(f"Setujui semua ({format_bulat(len(asked))} satker)", key=f"setuju-semua-{key}")
    table = pd.DataFrame(
        {
            "Setuju": [everything] * len(asked),
            "Di berkas": [one.teks for one in asked],
            "Dibaca sebagai": [labels.get(one.kode, BARU) if one.is_proposal else BARU for one in asked],
            "Keyakinan": [_certainty(one, labels) for one in asked],
            "Nama satker baru": ["" if one.is_proposal else name_in(one.teks) for one in asked],
            "Jenis": ["" if one.is_proposal else jenis_of(name_in(one.teks))[0] for one in asked],
            "Baris": pd.array([one.n or None for one in asked], dtype="Int64"),
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        key=f"satker-{key}",
        alt="Satker yang perlu dipastikan",
        disabled=["Di berkas", "Baris", "Keyakinan"],
        column_config={
            "Setuju": st.column_config.CheckboxColumn(width="small"),
            "Dibaca sebagai": st.column_config.SelectboxColumn(
                options=[BARU, *by_label], required=True, width="medium"
            ),
        },
    )
    return _decisions(asked, edited, by_label)


def _decisions(asked: Sequence[SatkerCocok], edited: pd.DataFrame, by_label: Mapping[str, str]) -> PilihanSatker:
    pilihan: dict[str, str] = {}
    new: list[SatkerBaru] = []
    for one, row in zip(asked, edited.to_dict("records"), strict=True):
        if not row["Setuju"]:
            continue
        kode = by_label.get(str(row["Dibaca sebagai"]))
        if kode is not None:
            pilihan[one.teks] = kode
        else:
            stranger = one.teks if one.is_proposal else one.kode
            nama = str(row["Nama satker baru"] or "").strip() or name_in(one.teks)
            pilihan |= {one.teks: stranger} if one.is_proposal else {}
            new.append(SatkerBaru(stranger, nama=nama, jenis=str(row["Jenis"] or "").strip()))
    return PilihanSatker(pilihan, tuple(new), len(asked) - int(edited["Setuju"].sum()))


def _certainty(one: SatkerCocok, labels: Mapping[str, str]) -> str:
    """'mirip 86 %', with what else it could be."""
    others = [f"{labels.get(kode, kode)} {format_persen(yakin)}" for kode, yakin in one.lain[:2]]
    told = f"mirip {format_persen(one.yakin)}" if one.is_proposal else "tidak dikenal"
    return f"{told}; bisa juga {', '.join(others)}" if others else told
