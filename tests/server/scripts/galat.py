"""A page that fails in the ways a page can fail: in its body, in a callback, with a domain error."""

import streamlit as st

from data_access.errors import SourceUnavailableError


def _fail() -> None:
    raise RuntimeError("rahasia-callback")


st.button("Panggilan balik", on_click=_fail)
if st.button("Galat data"):
    raise SourceUnavailableError("Basis data *tidak* dapat dibuka ![x](http://192.0.2.1/p.png).")
if st.query_params.get("galat"):
    raise RuntimeError("rahasia-halaman")
st.text("Halaman baik")
