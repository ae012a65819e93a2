"""Inspecting the same file with the same choices only once: every widget on the page runs the page again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import streamlit as st

from dashboard import loaders
from data_access.files.options import ImportOptions
from data_access.files.reading.cells import RawFile
from data_access.files.source import Pemeriksaan, inspect_raw
from scoring.instruments import Instrumen

_KEPT = 6


@st.cache_resource(scope="session", show_spinner=False)
def _kept() -> OrderedDict[str, Pemeriksaan]:
    """The last results of this session; not in its state, which is pickled at every run."""
    return OrderedDict()


def inspect(raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemeriksaan:
    """inspect_raw(), remembered for the file, the choices and the state of the database."""
    meaning = repr((raw.sha256, options, [item.kode for item in instruments], loaders.version().versi))
    key = hashlib.sha256(meaning.encode()).hexdigest()
    kept = _kept()
    if key not in kept:
        kept[key] = inspect_raw(raw, options, instruments)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
