"""The compliance calendar for pages: cached like dashboard.loaders, but also by the day in each time zone."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.loaders import TTL, repository, scope, source_key, today, today_in_zones
from dashboard.views import kepatuhan
from dashboard.views.kepatuhan import KalenderKepatuhan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import Hari
from data_access.confidential import ConfidentialRepository
from data_access.repository import Scope

_ENTRIES = 50


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _kepatuhan(
    source: tuple[str, int],
    scope: Scope,
    pilihan: PilihanKepatuhan,
    hari: Hari,
    today: date,
    _repo: ConfidentialRepository,
) -> KalenderKepatuhan:
    return kepatuhan.build(_repo, scope, pilihan, hari, today)


def load_kepatuhan(pilihan: PilihanKepatuhan) -> KalenderKepatuhan:
    """The compliance calendar of a year."""
    return _kepatuhan(source_key(), scope(), pilihan, today_in_zones(), today(), repository())
