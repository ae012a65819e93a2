"""The few names in session state, as functions. Nothing of respondents, nothing that decides who may see what."""

from __future__ import annotations

from typing import cast

import streamlit as st

from data_access.file_repository import FileRepository

_FILE = "pantau_berkas"
_CHOICES = "pantau_pilihan"
_PICKS = "pantau_baru_dipilih"
_OPERATOR = "oleh"
_TOLD = "pantau_saringan"


def active_file() -> tuple[str, FileRepository] | None:
    """The uploaded file that this session looks at without storing it: its name and its answers."""
    return cast("tuple[str, FileRepository] | None", st.session_state.get(_FILE))


def look_at_file(nama: str, repository: FileRepository) -> None:
    """Make an uploaded file the source of all pages of this session."""
    st.session_state[_FILE] = (nama, repository)


def return_to_database() -> None:
    """Make the database the source again."""
    st.session_state.pop(_FILE, None)


def remembered(name: str) -> str | None:
    """The last choice of a filter in this session: the URL loses its query on a change of page."""
    return cast("dict[str, str]", st.session_state.get(_CHOICES, {})).get(name)


def remember(name: str, value: str) -> None:
    """Keep a filter's choice for the next page."""
    st.session_state[_CHOICES] = {**st.session_state.get(_CHOICES, {}), name: value}


def operator() -> str:
    """Who edits in this session, as he said himself: for the ledger, and no proof of anything."""
    return remembered(_OPERATOR) or ""


def remember_operator(name: str) -> None:
    """Keep who edits, so that it is asked once."""
    remember(_OPERATOR, name)


def pick(name: str, value: str) -> None:
    """Note what the viewer has just picked in a filter; it counts before the URL until the page has written the URL."""
    st.session_state[_PICKS] = {**st.session_state.get(_PICKS, {}), name: value}


def picked(name: str) -> str | None:
    """What was picked in this run; '' means that the URL's value no longer counts."""
    return cast("dict[str, str]", st.session_state.get(_PICKS, {})).get(name)


def forget_picks() -> None:
    """The URL says it all now."""
    st.session_state.pop(_PICKS, None)


def forget_told() -> None:
    """A new row of filters begins."""
    st.session_state[_TOLD] = []


def tell(chosen: str) -> None:
    """Note what a filter of the row shows, in the words of the page."""
    st.session_state[_TOLD] = [*told(), chosen]


def told() -> list[str]:
    """What the filters of the row show, in their order."""
    return cast("list[str]", st.session_state.get(_TOLD, []))
