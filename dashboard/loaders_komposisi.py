"""The composition of respondents for pages: cached like dashboard.loaders, but also by the day in each time zone."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.loaders import TTL, repository, scope, source_key, today_in_zones
from dashboard.views import komposisi
from dashboard.views.common import Pilihan
from dashboard.views.komposisi import KomposisiSatker, KomposisiWilayah
from dashboard.views.laju import Hari
from data_access.repository import Scope, SurveyRepository

_ENTRIES = 200


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _komposisi(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: Hari, _repo: SurveyRepository
) -> KomposisiSatker | None:
    return komposisi.build(_repo, scope, pilihan, hari)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _wilayah(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: Hari, _repo: SurveyRepository
) -> KomposisiWilayah | None:
    return komposisi.build_region(_repo, scope, pilihan, hari)


def load_komposisi(pilihan: Pilihan) -> KomposisiSatker | None:
    """The composition of one satker's respondents; None when it is unknown to this viewer."""
    return _komposisi(source_key(), scope(), pilihan, today_in_zones(), repository())


def load_komposisi_wilayah(pilihan: Pilihan) -> KomposisiWilayah | None:
    """Whose respondents are concentrated; None where nothing was ever answered."""
    chosen = replace(pilihan, satker="")
    return _wilayah(source_key(), scope(), chosen, today_in_zones(), repository())
