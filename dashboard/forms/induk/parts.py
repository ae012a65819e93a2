"""The parts of Data Induk: which one is open, what is chosen in it, and the table that is edited."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import filters, loaders, state
from dashboard.filters import SEMUA, choose
from dashboard.forms.induk import calendar, employees, targets, users
from dashboard.forms.induk.links import BAGIAN, KALENDER, PEGAWAI, PENGGUNA, TARGET
from data_access.files.master import statements
from scoring.errors import ScoringError
from scoring.instruments import shipped_instruments
from scoring.periods import (
    PANJANG,
    TAHUN_MAKS,
    TAHUN_MIN,
    add_months,
    month_label,
    month_of_day,
    months_between,
    parse_month,
    parse_period,
    period_containing,
)

# Batches that the table of a part makes.
JENIS = {
    PENGGUNA: (statements.PENGGUNA,),
    PEGAWAI: (statements.PEGAWAI,),
    TARGET: (statements.TARGET,),
    KALENDER: (statements.KALENDER, statements.SATKER),
}
_TAB = "bagian-induk"
SEBELUM, SESUDAH = -24, 12  # months round today that a target or a calendar may be of


def choose_part() -> str:
    """The tabs; the open one is the URL parameter ``bagian``."""
    asked = st.query_params.get("bagian", "") or state.remembered("bagian") or PENGGUNA
    part = asked if asked in BAGIAN else PENGGUNA
    if st.session_state.get(_TAB) != BAGIAN[part]:
        st.session_state[_TAB] = BAGIAN[part]
    st.tabs(list(BAGIAN.values()), key=_TAB, on_change=_take)
    state.remember("bagian", part)
    if st.query_params.get("bagian") != part:
        st.query_params["bagian"] = part
    return part


def _take() -> None:
    # What was chosen belongs to the part that is left: each remembers its own, and 'semua' is no satker of a calendar.
    st.query_params.from_dict(
        {"bagian": next(part for part, label in BAGIAN.items() if label == st.session_state[_TAB])}
    )


def show(part: str) -> None:
    """The filter row and the table of one part."""
    {PENGGUNA: _users, PEGAWAI: _employees, TARGET: _targets, KALENDER: _calendar}[part]()


def _month_now() -> int:
    return month_of_day(loaders.today())


def _months() -> dict[str, str]:
    """ISO month -> label, newest first: those round today, and those with data."""
    now = _month_now()
    offered = {*months_between(add_months(now, SEBELUM), add_months(now, SESUDAH)), *loaders.months(), *_asked_month()}
    return {f"{month // 100}-{month % 100:02d}": month_label(month) for month in sorted(offered, reverse=True)}


def _asked_month() -> set[int]:
    """The month that a link asks for, where it is one."""
    try:
        return {parse_month(st.query_params.get("bulan", ""))}
    except ScoringError:
        return set()


def _asked_year() -> set[int]:
    """The year that a link asks for, where it is one."""
    asked = st.query_params.get("tahun", "")
    is_year = asked.isdecimal() and TAHUN_MIN <= int(asked) <= TAHUN_MAKS
    return {int(asked)} if is_year else set()


def _iso_now() -> str:
    return f"{loaders.today():%Y-%m}"


def _users() -> None:
    year = loaders.today().year
    known = {year + 1, year, year - 1, *(month // 100 for month in loaders.months()), *_asked_year()}
    years = sorted(known, reverse=True)
    chosen: dict[str, str] = {}

    def draw() -> Mapping[str, str]:
        units = {SEMUA: "Semua satker", **loaders.satker_names()}
        chosen["tahun"] = choose("tahun", "Tahun", [str(one) for one in years], str(year), str, "tahun induk")
        chosen["satker"] = choose("satker", "Satuan kerja", list(units), SEMUA, units.__getitem__, "satker induk")
        return chosen

    filters.show_row(draw)
    users.show(int(chosen["tahun"]), chosen["satker"])


def _employees() -> None:
    months = _months()
    chosen: dict[str, str] = {}

    def draw() -> Mapping[str, str]:
        label = "Berlaku mulai bulan"
        chosen["bulan"] = choose("bulan", label, list(months), _iso_now(), months.__getitem__, "bulan induk")
        return chosen

    filters.show_row(draw)
    employees.show(parse_month(chosen["bulan"]))


def _targets() -> None:
    public = [item for item in (*shipped_instruments().values(), *loaders.instruments()) if not item.internal]
    surveys = {SEMUA: "Semua survei", **{item.kode: f"{item.kode.upper()} ({item.indeks})" for item in public}}
    months = [parse_month(iso) for iso in _months()]
    chosen: dict[str, str] = {}

    def draw() -> Mapping[str, str]:
        lengths = filters.RENTANG
        length = choose("rentang", "Rentang", list(PANJANG), "bulan", lengths.__getitem__, "rentang induk")
        periods = sorted({period_containing(month, length) for month in months}, reverse=True)
        names = {one.kode: one.label for one in periods}
        default = period_containing(_month_now(), length).kode
        chosen["rentang"] = length
        chosen["periode"] = choose("periode", "Periode", list(names), default, names.__getitem__, "periode induk")
        chosen["survei"] = choose("survei", "Survei", list(surveys), SEMUA, surveys.__getitem__, "survei induk")
        return chosen

    filters.show_row(draw)
    targets.show(parse_period(chosen["periode"]), "" if chosen["survei"] == SEMUA else chosen["survei"])


def _calendar() -> None:
    months, units = _months(), loaders.satker_names()
    chosen: dict[str, str] = {}

    def draw() -> Mapping[str, str]:
        first = next(iter(units))
        chosen["satker"] = choose("satker", "Satuan kerja", list(units), first, units.__getitem__, "satker kalender")
        chosen["bulan"] = choose("bulan", "Bulan", list(months), _iso_now(), months.__getitem__, "bulan kalender")
        return chosen

    filters.show_row(draw)
    calendar.show(chosen["satker"], parse_month(chosen["bulan"]))
