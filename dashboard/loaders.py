"""Where pages get their data: the only caches. Keys are small values (version, scope, choice), never frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import sqlalchemy as sa
import streamlit as st

from dashboard import state
from dashboard.charts.stored import StoredFigure, figure_json
from dashboard.formats import format_waktu
from dashboard.palette import Tema
from dashboard.views import (
    andai,
    bulanan,
    integritas,
    kepekaan,
    penjelasan_halaman,
    penjelasan_zona,
    perbandingan,
    ringkasan,
    satker,
    zona,
)
from dashboard.views.andai import AndaiSatker
from dashboard.views.bulanan import Bulanan
from dashboard.views.common import Pilihan, satker_of
from dashboard.views.integritas import SurveiIntegritas
from dashboard.views.kepekaan import KepekaanSatker
from dashboard.views.laju import Hari, today_by_zone
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.penjelasan_halaman import PenjelasanSatker
from dashboard.views.perbandingan import PerbandinganSatker
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from dashboard.views.zona import PilihanZona, ZonaIntegritas
from data_access.confidential import ConfidentialRepository
from data_access.engine import database_url, make_engine
from data_access.repository import Scope, SurveyRepository, VersiData
from data_access.sql_repository import SqlRepository
from scoring.instruments import Instrumen
from scoring.periods import Periode
from scoring.zona_waktu import JAM_PANTAU

# An hour bounds what a changed rule file or a moved database could leave behind; the version does the rest.
TTL = 3600
_ENTRIES = 200


@st.cache_resource(show_spinner=False)
def engine() -> sa.Engine:
    """The one engine of this process."""
    return make_engine(database_url())


@st.cache_resource(show_spinner=False)
def database() -> SqlRepository:
    """The database, whatever this session looks at: imports go there."""
    return SqlRepository(engine())


def repository() -> ConfidentialRepository:
    """The source that this session looks at, the database or an uploaded file, behind the wall round internal surveys."""
    chosen = state.active_file()
    return ConfidentialRepository(chosen[1] if chosen else database(), today())


def scope() -> Scope:
    """What this viewer may see. Until sign-in exists the program listens on loopback only and its user sees everything."""
    return Scope.everything()


def today() -> date:
    """Today in the office's time zone."""
    return datetime.now(UTC).astimezone(JAM_PANTAU).date()


def today_in_zones() -> Hari:
    """Today in each time zone of Indonesia."""
    return today_by_zone(datetime.now(UTC))


def version() -> VersiData:
    """State of the data now; never cached, it is what tells the caches that something changed."""
    return repository().version()


def source_key() -> tuple[str, int]:
    """Identity of source and state; a file is told apart by the moment it was read."""
    chosen = state.active_file()
    if chosen is None:
        return "basis data", version().versi
    return f"berkas {chosen[1].version().diubah_pada}", 1


# The leading underscore keeps a repository out of the hash: `source` stands for it, `scope` and the choice are hashed.
@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _satker_list(source: tuple[str, int], scope: Scope, _repo: SurveyRepository) -> pd.DataFrame:
    return satker_of(_repo, scope)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _instruments(source: tuple[str, int], scope: Scope, _repo: SurveyRepository) -> list[Instrumen]:
    return _repo.instruments(scope)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _answered(source: tuple[str, int], scope: Scope, _repo: SurveyRepository) -> list[int]:
    return _repo.months(scope)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _recapped(source: tuple[str, int], scope: Scope, _repo: SurveyRepository) -> list[Periode]:
    found = {periode for kode, periode in _repo.recap_periods(scope) if _is_public(_repo, kode)}
    return sorted(found, key=lambda periode: (periode.sampai, periode.dari))


def _is_public(repo: SurveyRepository, kode: str) -> bool:
    item = repo.instrument(kode)
    return item is not None and not item.internal


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _internal(
    source: tuple[str, int], scope: Scope, hari: date, _repo: ConfidentialRepository
) -> list[tuple[Instrumen, list[int]]]:
    recapped = _repo.recap_periods(scope)
    return [
        (item, sorted({bulan for kode, one in recapped if kode == item.kode for bulan in one.months}.union(answered)))
        for item in _repo.internal_instruments(scope)
        for answered in [_repo.months(scope, item.kode)]
    ]


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _integritas(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: date, _repo: ConfidentialRepository
) -> SurveiIntegritas | None:
    return integritas.build(_repo, scope, pilihan, hari)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _ringkasan(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: Hari | None, _repo: SurveyRepository
) -> RingkasanWilayah:
    return ringkasan.build(_repo, scope, pilihan, hari)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _satker(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, hari: date | None, _repo: SurveyRepository
) -> SatuanKerja | None:
    return satker.build(_repo, scope, pilihan, hari)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _explain_ringkasan(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, _view: RingkasanWilayah, _repo: SurveyRepository
) -> dict[str, Penjelasan]:
    return penjelasan_halaman.of_ringkasan(_repo, scope, _view)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _explain_satker(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, _view: SatuanKerja, _repo: SurveyRepository
) -> PenjelasanSatker:
    return penjelasan_halaman.of_satker(_repo, scope, _view)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _andai(source: tuple[str, int], scope: Scope, pilihan: Pilihan, _repo: SurveyRepository) -> AndaiSatker | None:
    return andai.build(_repo, scope, pilihan)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _kepekaan(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, _repo: SurveyRepository
) -> KepekaanSatker | None:
    return kepekaan.build(_repo, scope, pilihan)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _zona(
    source: tuple[str, int], scope: Scope, pilihan: PilihanZona, _repo: SurveyRepository
) -> ZonaIntegritas | None:
    return zona.build(_repo, scope, pilihan)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _perbandingan(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, _repo: SurveyRepository
) -> PerbandinganSatker:
    return perbandingan.build(_repo, scope, pilihan)


@st.cache_data(ttl=TTL, max_entries=_ENTRIES, show_spinner=False)
def _bulanan(source: tuple[str, int], scope: Scope, pilihan: Pilihan, _repo: SurveyRepository) -> Bulanan:
    return bulanan.build(_repo, scope, pilihan)


def satker_list() -> pd.DataFrame:
    """All satker in scope (repository.SATKER), with names that tell any two apart."""
    return _satker_list(source_key(), scope(), repository())


def satker_names() -> dict[str, str]:
    """The names of satker_list by satker code, in its order."""
    satker = satker_list()
    return {str(kode): str(nama) for kode, nama in zip(satker["satker"], satker["nama"], strict=True)}


def instruments() -> list[Instrumen]:
    """Public instruments with answers."""
    return _instruments(source_key(), scope(), repository())


def months() -> list[int]:
    """Months with answers to a public instrument, or covered by a recap of one, ascending."""
    recapped = {bulan for periode in recap_periods() for bulan in periode.months}
    return sorted(recapped.union(answered_months()))


def answered_months() -> list[int]:
    """Months with answers to a public instrument, ascending."""
    return _answered(source_key(), scope(), repository())


def recap_periods() -> list[Periode]:
    """The periods that recaps of public instruments are of."""
    return _recapped(source_key(), scope(), repository())


def internal_instruments() -> list[tuple[Instrumen, list[int]]]:
    """Internal instruments with answers, each with the months of its publication periods that are over."""
    return _internal(source_key(), scope(), today(), repository())


def load_integritas(pilihan: Pilihan) -> SurveiIntegritas | None:
    """The view of Survei Integritas; None when the choice names no internal survey."""
    return _integritas(source_key(), scope(), pilihan, today(), repository())


def load_ringkasan(pilihan: Pilihan) -> RingkasanWilayah:
    """The view of Ringkasan Wilayah (also Unsur Lemah and Mode Rapat)."""
    hari = today_in_zones()
    running = any(pilihan.periode.first_day <= day <= pilihan.periode.last_day for _, day in hari)
    return _ringkasan(source_key(), scope(), pilihan, hari if running else None, repository())


def load_satker(pilihan: Pilihan) -> SatuanKerja | None:
    """The view of Satuan Kerja; None when the satker is unknown to this viewer."""
    running = pilihan.periode.first_day <= today() <= pilihan.periode.last_day
    return _satker(source_key(), scope(), pilihan, today() if running else None, repository())


def load_andai(pilihan: Pilihan) -> AndaiSatker | None:
    """The what-if of Satuan Kerja; None without answers."""
    return _andai(source_key(), scope(), pilihan, repository())


def load_kepekaan(pilihan: Pilihan) -> KepekaanSatker | None:
    """The sensitivity strip of Satuan Kerja; None without answers."""
    return _kepekaan(source_key(), scope(), pilihan, repository())


def load_perbandingan(pilihan: Pilihan) -> PerbandinganSatker:
    """The comparison of satker; one for all pages, so it is the same whichever satker is looked at."""
    return _perbandingan(source_key(), scope(), replace(pilihan, satker=""), repository())


def load_bulanan(pilihan: Pilihan) -> Bulanan:
    """The months of one satker with their natural limits."""
    return _bulanan(source_key(), scope(), pilihan, repository())


def explain_ringkasan(view: RingkasanWilayah) -> dict[str, Penjelasan]:
    """Where the regional indices come from, by instrument code."""
    return _explain_ringkasan(source_key(), scope(), view.pilihan, view, repository())


def explain_satker(view: SatuanKerja) -> PenjelasanSatker:
    """Where the numbers of one satker come from."""
    return _explain_satker(source_key(), scope(), view.pilihan, view, repository())


def explain_responden(view: RespondenTarget) -> Callable[[], tuple[Penjelasan, ...]]:
    """Where the respondent targets come from: a question for each satker, so for an export and not for a page. What is
    returned asks them; it knows its source, because a download is made outside of the session."""
    return partial(penjelasan_halaman.of_responden, repository(), scope(), view)


def load_zona(pilihan: PilihanZona) -> ZonaIntegritas | None:
    """The view of Zona Integritas (also Mode Rapat); None when its satker is unknown to this viewer."""
    return _zona(source_key(), scope(), pilihan, repository())


def explain_zona(view: ZonaIntegritas) -> Callable[[], tuple[Penjelasan, ...]]:
    """Where the values of Zona Integritas come from, asked when it is called, as ``explain_responden``."""
    return partial(penjelasan_zona.of_zona, repository(), scope(), view)


def explain_integritas(view: SurveiIntegritas) -> Callable[[], tuple[Penjelasan, ...]]:
    """Where the index of the internal survey comes from, asked when it is called; of released cells only."""
    return partial(penjelasan_halaman.of_integritas, repository(), scope(), view)


# Drawing a figure costs more than all the numbers in it; as text it is small, immutable and safe to share.
@st.cache_data(ttl=TTL, max_entries=4 * _ENTRIES, show_spinner=False)
def _figure(
    source: tuple[str, int], scope: Scope, pilihan: Pilihan, tema: Tema, nama: str, _build: Callable[[], go.Figure]
) -> str:
    return figure_json(_build())


def figure(nama: str, pilihan: Pilihan, tema: Tema, build: Callable[[], go.Figure]) -> StoredFigure:
    """The figure that ``build`` draws for this choice, theme and state of the data; drawn once, then kept as text."""
    return StoredFigure(_figure(source_key(), scope(), pilihan, tema, nama, build))


def service_users(bulan: int) -> pd.Series:
    """Service users per satker code in one month, as the database has them now."""
    return database().service_users(scope(), Periode(bulan, bulan))


def employees(bulan: int) -> pd.Series:
    """Employees per satker code as of a month, as the database has them now."""
    return database().employees(scope(), Periode(bulan, bulan))


def imports() -> pd.DataFrame:
    """History of imports; small and wanted fresh, so not cached."""
    return ConfidentialRepository(database(), today()).imports(scope())


def local_time(moment: datetime) -> str:
    """A moment in words, in the office's time zone."""
    return format_waktu(moment.astimezone(JAM_PANTAU))
