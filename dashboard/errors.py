"""The error boundary: what the data and scoring layers report becomes one sentence; anything else is a bug with a number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.text import plain
from data_access.errors import DataError
from scoring.errors import ScoringError


@contextmanager
def boundary() -> Iterator[None]:
    """Show DataError and ScoringError as a message. Wraps page.run() in the router, and the body of every fragment."""
    try:
        yield
    except (DataError, ScoringError) as exc:
        st.error(plain(str(exc)), title="Tidak dapat ditampilkan", icon=":material/error:")
