"""From the picked files to the steps of what they are: answers, a recap, or master data."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import importing, loaders
from dashboard.formats import awal_kalimat
from dashboard.forms import master_data, recap
from dashboard.forms.upload import answers
from dashboard.forms.upload.reading import read_uploads
from dashboard.text import plain
from data_access.files import kinds
from data_access.files.master.statements import NAMA_JENIS
from data_access.files.reading.cells import RawFile

OTOMATIS = "otomatis"
NAMA = {
    kinds.JAWABAN: "Jawaban responden",
    kinds.REKAP: "Rekap hasil jadi (misalnya dari 3AS)",
    **{kind: awal_kalimat(name) for kind, name in NAMA_JENIS.items()},
}


def show(files: Sequence[UploadedFile]) -> None:
    """Read the files and show the steps that lead to storing them."""
    raw = read_uploads(files)
    if raw is None:
        return
    kind = _choose_kind(raw)
    if kind is None:
        st.info("Tentukan dulu isi berkas ini; tidak ada yang dibaca sebelum itu.", icon=":material/help:")
    elif kind == kinds.JAWABAN:
        answers.show(raw)
    elif kind == kinds.REKAP:
        recap.show(raw)
    else:
        master_data.show(raw, kind)


def _choose_kind(raw: RawFile) -> str | None:
    """What the file holds: as recognised where that is certain, else as the operator says."""
    instruments = importing.offered_instruments(loaders.database(), loaders.scope())
    guess = kinds.guess_kind(raw, instruments)
    is_certain = guess.yakin >= kinds.YAKIN
    options = [OTOMATIS, *NAMA] if is_certain else list(NAMA)
    chosen = st.selectbox(
        "Isi berkas",
        options,
        index=0 if is_certain else None,
        placeholder="Pilih isi berkas",
        format_func=lambda one: f"Dikenali: {NAMA[guess.jenis]}" if one == OTOMATIS else NAMA[one],
        key=f"isi-berkas-{raw.sha256[:12]}",
        help=plain(guess.alasan),
    )
    if not is_certain:
        st.caption(plain(guess.alasan))
    return guess.jenis if chosen == OTOMATIS else chosen
