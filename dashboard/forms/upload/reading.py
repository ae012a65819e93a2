"""From the uploaded files to cells: read once for each content, with progress, in a process of its own."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.forms.working import resume, was_stopped, working
from dashboard.text import plain
from data_access.files.reading.cells import RawFile
from data_access.files.reading.reader import read_file
from data_access.files.shapes import combine

# What the picker offers; the content decides, never the name.
JENIS_BERKAS = ["xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "html", "htm", "xml"]
_KEPT = 3


@st.cache_resource(scope="session", show_spinner=False)
def _kept() -> OrderedDict[str, RawFile]:
    """The last files of this session as read. Not in the session's state: that is pickled at every run."""
    return OrderedDict()


def read_uploads(files: Sequence[UploadedFile]) -> RawFile | None:
    """The files as one (several become sheets of one); None when the operator stopped the reading."""
    contents = [(file.name, file.getvalue()) for file in files]
    key = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for _, content in contents)).hexdigest()
    kept = _kept()
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    if was_stopped(key):
        st.info("Pembacaan dibatalkan; tidak ada yang disimpan.", icon=":material/info:")
        st.button("Baca lagi", on_click=resume)
        return None
    raws = []
    for number, (name, content) in enumerate(contents, 1):
        step = f"Membaca {plain(name)}" + (f" ({number} dari {len(contents)})" if len(contents) > 1 else "")
        with working(step, key, number) as progress:
            raws.append(read_file(content, name, progress=progress))
    kept[key] = raws[0] if len(raws) == 1 else combine(raws)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return kept[key]
