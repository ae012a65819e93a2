"""The pace towards the targets for pages: cached like dashboard.loaders, but also by the day in each time zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.loaders import TTL, repository, scope, source_key, today_in_zones
from dashboard.views import laju
from dashboard.views.common import Pilihan
from dashboard.views.laju import Hari, LajuSatker, LajuWilayah
from data_access.repository import Scope, SurveyRepository

_ENTRIES = 200


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _laju(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: Hari, per: date | None, _repo: SurveyRepository
) -> LajuWilayah:
    return laju.build(_repo, scope, pilihan, hari, per)


def load_laju(pilihan: Pilihan, per: date | None = None) -> LajuWilayah:
    """The pace of every satker of a choice, live or at the end of a past day."""
    return _laju(source_key(), scope(), pilihan, today_in_zones(), per, repository())


def load_one(pilihan: Pilihan) -> LajuSatker | None:
    """The live pace of the satker of a choice, from the region's; None where it is not there."""
    return load_laju(replace(pilihan, satker="", jenis=())).of_satker(pilihan.satker)
