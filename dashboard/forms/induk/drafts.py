"""What was typed and is not stored yet. It is kept until it is stored or thrown away: over other pages, refusals, conflicts.

Streamlit keeps the edits of a table only while it is on the page, and as positions in the table that it was given. So
the table that was given is kept with the records that it was made of, and what was typed last is kept beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard.forms.induk.cells import typed
from data_access.master_data.editing import Bentrok
from data_access.master_data.records import Catatan, Kunci

_DRAFTS, _SHOWN = "induk-draf", "induk-terlihat"
Tabel = Callable[[Mapping[Kunci, Catatan]], pd.DataFrame]


@dataclass
class Draf:
    """``catatan``: the records as the table first showed them, at ``versi`` of the data; ``isi``: the table that the editor
    was given; ``ketikan``: the same with all that was typed; ``nomor``: makes another editor of another table; ``ada``:
    something was typed that is not stored; ``judul``: the table in words; ``bentrok``: what somebody else changed, told by
    the last try to store."""

    catatan: Mapping[Kunci, Catatan]
    versi: int
    isi: pd.DataFrame
    ketikan: pd.DataFrame
    nomor: int = 0
    ada: bool = False
    judul: str = ""
    bentrok: tuple[Bentrok, ...] = ()

    def give(self, isi: pd.DataFrame) -> None:
        """Hand another table to the editor, with everything typed in it."""
        self.isi = self.ketikan = isi
        self.nomor += 1


def draft(nama: str, versi: int, read: Callable[[], Mapping[Kunci, Catatan]], tabel: Tabel) -> Draf:
    """The draft of a table, made anew from the records of now unless something was typed into it."""
    kept: dict[str, Draf] = st.session_state.setdefault(_DRAFTS, {})
    st.session_state[_SHOWN] = {*st.session_state.get(_SHOWN, ()), nama}
    known = kept.get(nama)
    if known is None or (known.versi != versi and not known.ada and not _was_typed(nama, known)):
        records = read()
        made = tabel(records)
        number = 0 if known is None else known.nomor + 1
        known = kept[nama] = Draf(records, versi, made, made, number)
    elif key(nama, known) not in st.session_state and known.ada:
        # The table was not on the page in between, and Streamlit has forgotten what was typed into it.
        known.give(known.ketikan)
    return known


def _was_typed(nama: str, one: Draf) -> bool:
    """True when this very run brings the first thing typed: the data may have moved on since the table was drawn, by an
    upload or by somebody else, and another table would swallow it. Storing finds out whether the two clash."""
    return one.versi >= 0 and any(st.session_state.get(key(nama, one), {}).values())


def key(nama: str, one: Draf) -> str:
    """The key of the editor of a draft."""
    return f"{nama}-{one.nomor}"


def forget(nama: str) -> None:
    """Throw away what was typed."""
    kept: dict[str, Draf] = st.session_state.get(_DRAFTS, {})
    if (one := kept.get(nama)) is not None:
        one.ada, one.versi, one.bentrok = False, -1, ()


def begin() -> None:
    """The page is drawn anew, and no table is on it yet."""
    st.session_state[_SHOWN] = set()


def unsaved_elsewhere() -> list[str]:
    """The tables with something typed that is not stored, in words, but for those that are on the page."""
    kept: dict[str, Draf] = st.session_state.get(_DRAFTS, {})
    return [one.judul for nama, one in kept.items() if one.ada and nama not in st.session_state[_SHOWN]]


def rebase(one: Draf, records: Mapping[Kunci, Catatan], versi: int, tabel: Tabel) -> None:
    """Take the records of now as what was there before, and keep what was typed on top of them."""
    old, new = tabel(one.catatan), tabel(records)
    one.catatan, one.versi, one.bentrok = records, versi, ()
    one.give(_typed_again(old, one.ketikan, new))


def _typed_again(old: pd.DataFrame, mine: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The new table with every cell that was typed over, and with rows that were added."""
    merged = new.copy()
    for row in mine.index:
        if row not in old.index:
            merged.loc[row] = mine.loc[row]
            continue
        for column in mine.columns:
            if row in new.index and typed(mine.at[row, column]) != typed(old.at[row, column]):
                merged.loc[row, column] = mine.loc[row, column]
    return merged


def open_draft(nama: str) -> Draf | None:
    """The draft of a table that was shown in this session."""
    kept: dict[str, Draf] = st.session_state.get(_DRAFTS, {})
    return kept.get(nama)
