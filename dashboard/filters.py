"""The filters of all pages. Their values live in the URL, also the default ones, so that a copied link opens the same view
next quarter too. (`bind="query-params"` cannot do that: it drops defaults and writes labels; docs/adr/0004-saringan.md.)"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import loaders, state
from dashboard.text import plain
from dashboard.views.common import Pilihan, default_period, period_choices
from scoring.conversions import KONVERSI
from scoring.errors import ScoringError
from scoring.instruments import Instrumen
from scoring.periods import PANJANG, Periode, parse_period

RENTANG = {"bulan": "Bulan", "triwulan": "Triwulan", "semester": "Semester", "tahun": "Tahun"}
SEMUA = "semua"


def choose(
    name: str, label: str, options: Sequence[str], default: str, names: Callable[[str], str], memory: str = ""
) -> str:
    """A selectbox whose value is the URL parameter ``name``; ``memory``: its name in the session, where that differs.

    An unknown value in the URL gives ``default`` and stays in the URL: show() tells the viewer.
    """
    in_url = st.query_params.get(name)
    asked = in_url or state.remembered(memory or name)
    value = asked if asked is not None and asked in options else default
    key = f"pilih_{name}"
    # The URL wins over the widget: it is what a copied link and the back button change.
    if st.session_state.get(key) != value:
        st.session_state[key] = value

    def to_url() -> None:
        keep(name, st.session_state[key], memory)
        if name == "survei":
            # A conversion belongs to its survey: the SKM must not be shown in the conversion of the SPKP.
            st.query_params.pop("konversi", None)

    st.selectbox(label, options, key=key, format_func=names, on_change=to_url)
    if not in_url or in_url in options:
        keep(name, value, memory)
    return value


def keep(name: str, value: str, memory: str = "") -> None:
    """Write a choice to the URL and to the session; the URL is only touched when it changes."""
    if st.query_params.get(name) != value:
        st.query_params[name] = value
    state.remember(memory or name, value)


def show(*, with_satker: bool = False, with_jenis: bool = True) -> Pilihan | None:
    """Draw the filter row and return the choice; None (with an explanation on the page) while there are no data."""
    instruments, months = loaders.instruments(), loaders.months()
    if not instruments or not months:
        _no_data()
        return None
    with st.container(horizontal=True, key="saringan", vertical_alignment="bottom"):
        satker = _choose_satker() if with_satker else ""
        periode = _choose_period(months)
        kode = choose(
            "survei", "Survei", [item.kode for item in instruments], instruments[0].kode, _survey_names(instruments)
        )
        instrumen = next(item for item in instruments if item.kode == kode)
        jenis = _choose_jenis() if with_jenis else ()
        konversi = _choose_conversion(instrumen)
    shown = {"periode": periode.kode, "survei": kode, "konversi": konversi or instrumen.konversi}
    _tell_unknown(shown | ({"jenis": jenis[0] if jenis else SEMUA} if with_jenis else {}))
    return Pilihan(kode, periode, jenis, satker, konversi)


def _tell_unknown(shown: Mapping[str, str]) -> None:
    """Say what the URL asks for and nobody knows: other numbers must not pass for the ones that a link promised."""
    for name, value in shown.items():
        asked = st.query_params.get(name)
        if asked and asked != value:
            st.info(plain(f"Alamat ini meminta {name} {asked}, yang tidak dikenal. Yang ditampilkan: {value}."))


def _survey_names(instruments: Sequence[Instrumen]) -> Callable[[str], str]:
    names = {item.kode: f"{item.kode.upper()} ({item.indeks})" for item in instruments}
    return lambda kode: names[kode]


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except ScoringError:
        return False
    return True


def _asked_period(months: Sequence[int]) -> Periode:
    asked = st.query_params.get("periode") or state.remembered("periode") or ""
    return parse_period(asked) if _is_period(asked) else default_period(months, loaders.today())


def _choose_period(months: Sequence[int]) -> Periode:
    asked = _asked_period(months)
    if _is_period(st.query_params.get("periode", "")):
        keep("periode", asked.kode)  # 2026-01..2026-06 is written 2026-S1
    rentang = next((name for name, count in PANJANG.items() if count == len(asked.months)), "bulan")
    key = "pilih_rentang"
    if st.session_state.get(key) != rentang:
        st.session_state[key] = rentang

    def to_default() -> None:
        chosen = default_period(months, loaders.today(), st.session_state[key])
        keep("periode", chosen.kode)

    st.selectbox("Rentang", list(RENTANG), key=key, format_func=RENTANG.__getitem__, on_change=to_default)
    choices = [periode.kode for periode in period_choices(months, rentang)]
    if asked.kode not in choices:
        # A period without data, or a free range, that a link asks for is shown as asked, not replaced silently.
        choices = [asked.kode, *choices]
    return parse_period(choose("periode", "Periode", choices, asked.kode, lambda kode: parse_period(kode).label))


def _choose_satker() -> str:
    satker = loaders.satker_list()
    names = dict(zip(satker["satker"], satker["nama"], strict=True))
    asked = st.query_params.get("satker")
    if asked and asked not in names:
        # Another satker must not stand in for the one that a link asks for.
        names = {asked: f"{asked} (tidak dikenal)", **names}
    return choose("satker", "Satuan kerja", list(names), next(iter(names)), names.__getitem__)


def _choose_jenis() -> tuple[str, ...]:
    options = [SEMUA, *loaders.satker_list()["jenis"].unique()]
    jenis = choose("jenis", "Jenis satker", options, SEMUA, lambda name: "Semua jenis" if name == SEMUA else name)
    return () if jenis == SEMUA else (jenis,)


def _choose_conversion(instrumen: Instrumen) -> str:
    options = [kode for kode in KONVERSI if kode != "x25" or instrumen.skala_maks == 4]
    chosen = choose(
        "konversi",
        "Konversi",
        options,
        instrumen.konversi,
        lambda kode: KONVERSI[kode].nama,
        memory=f"konversi {instrumen.kode}",
    )
    return "" if chosen == instrumen.konversi else chosen


def _no_data() -> None:
    st.title("Belum ada data survei")
    st.markdown("Unggah berkas hasil survei, atau muat data contoh untuk melihat cara kerja dasbor ini.")
    st.page_link("../pages/unggah.py", label="Buka Unggah Data", icon=":material/upload_file:")
