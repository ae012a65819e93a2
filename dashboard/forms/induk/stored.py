"""Right after storing: what was stored, and one click that takes it back, or puts it there again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from dashboard import loaders, state
from dashboard.text import induk as text_induk
from dashboard.text import plain
from data_access.errors import DataError
from data_access.ledger.undo import restore, undo
from data_access.master_data.storing import HasilInduk

_DONE = "induk-selesai"
LANGSUNG = "langsung setelah disimpan"


@dataclass(frozen=True)
class Selesai:
    """What was stored last in this session: of which part of the page, as which batch, and whether it still counts."""

    bagian: str
    impor_id: int
    pesan: str
    is_batal: bool = False


def finish(bagian: str, stored: HasilInduk) -> None:
    """Draw the page anew with the message."""
    st.session_state[_DONE] = Selesai(bagian, stored.impor_id, text_induk.edited_sentence(stored))
    st.rerun()


def show(bagian: str) -> None:
    """The message of the last storing of this part of the page, with its undo."""
    found: Selesai | None = st.session_state.get(_DONE)
    if found is None or found.bagian != bagian:
        return
    with st.container(key="selesai-sunting", horizontal=True, vertical_alignment="center"):
        if found.is_batal:
            st.info(
                f"Catatan nomor {found.impor_id} dibatalkan; semua kembali seperti sebelumnya.", icon=":material/undo:"
            )
            act = st.button("Pulihkan", icon=":material/history:", key="pulihkan-sunting")
        else:
            st.success(plain(found.pesan), icon=":material/check_circle:")
            act = st.button("Batalkan", icon=":material/undo:", key="batalkan-sunting")
    if act:
        _turn(found)


def forget() -> None:
    """What was said does not hold any more."""
    st.session_state.pop(_DONE, None)


def _turn(found: Selesai) -> None:
    act = restore if found.is_batal else undo
    alasan = f"{'dipulihkan' if found.is_batal else 'dibatalkan'} {LANGSUNG}"
    try:
        with st.spinner("Menghitung ulang ..."):
            act(loaders.engine(), found.impor_id, now=datetime.now(UTC), oleh=state.operator(), alasan=alasan)
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    st.session_state[_DONE] = replace(found, is_batal=not found.is_batal)
    st.rerun()
