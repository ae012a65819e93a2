"""The pace of all satker on a page and on a slide: bullets by state, what to copy into a chat, and other moments to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import components, filters, loaders, loaders_laju, notices, salin, state
from dashboard.charts.laju import pace_board_html, pace_grid_html
from dashboard.forms.induk import links
from dashboard.navigation import address
from dashboard.text import laju as words
from dashboard.text import pesan, plain
from dashboard.views.common import Pilihan, period_choices
from dashboard.views.laju import SEPULUH, LajuSatker, LajuWilayah
from scoring.periods import PANJANG, month_of_day, parse_period

# Satker on one slide: more cannot be read from six metres. And the columns in which up to so many stand.
PAPAN = 60
KOLOM = ((3, 1), (8, 2), (24, 3), (44, 4), (PAPAN, 5))


def heading(view: LajuWilayah, semua: str) -> None:
    """The finding, what it rests on, and when it is seen; ``semua``: the message for all satker, to copy."""
    dasar = view.dasar
    n = int(dasar.tabel["n"].sum())
    components.heading(words.laju_finding(view), components.basis(view.instrumen.kode.upper(), view.pilihan.periode, n))
    with st.container(horizontal=True, vertical_alignment="center", key="laju-saat"):
        st.markdown(plain(words.seen_sentence(view)))
        _other_moments(view)
        st.html(salin.button_html(semua, "Salin pesan untuk semua satker"))


def _other_moments(view: LajuWilayah) -> None:
    """Ways to the month that is running, and to a moment of this one at which something could still be done."""
    if view.per is not None:
        _jump("Keadaan terkini", "update", _see, filters.KINI)
        return
    if view.is_running:
        return
    if view.sepuluh_hari is not None and any(one.n for one in view.daftar):
        _jump(f"Lihat {SEPULUH} hari kerja sebelum akhir", "history", _see, view.sepuluh_hari.isoformat())
    if (running := _running_month(loaders.today())) is not None:
        _jump(f"Lihat {running[1]}", "today", _see_month, running[0])


def _jump(label: str, icon: str, go: Callable[[str], None], where: str) -> None:
    st.button(label, on_click=go, args=(where,), key=f"lihat-{icon}", type="tertiary", icon=f":material/{icon}:")


def _running_month(today: date) -> tuple[str, str] | None:
    """The month of today as (code, words), where anybody has answered in it."""
    bulan = month_of_day(today)
    if bulan not in loaders.answered_months():
        return None
    periode = period_choices([bulan], "bulan")[0]
    return periode.kode, periode.label


def _see(moment: str) -> None:
    state.pick("per", moment)


def _see_month(kode: str) -> None:
    state.pick("periode", kode)
    state.pick("per", "")


def grid(view: LajuWilayah) -> None:
    """Every satker by state, most urgent first, each with its message to copy."""
    tema, contoh = components.tema(), notices.shows_demo()

    def link(satker: str) -> str:
        return address("satker", components.satker_query(satker, view.pilihan.periode, view.instrumen.kode))

    def button(one: LajuSatker) -> str:
        return salin.button_html(pesan.satker_message(one, view, is_contoh=contoh), "Salin", f"pesan untuk {one.nama}")

    # A page opened from an address has lost the file that this session only looks at.
    leads = None if state.active_file() is not None else link
    st.html(pace_grid_html(words.groups(view), tema, link=leads, button=button))


def message_of_all(view: LajuWilayah) -> str:
    """The message for all satker."""
    return pesan.region_message(view, is_contoh=notices.shows_demo())


def message(semua: str) -> None:
    """What the button for all satker copies, to be read before it is sent."""
    with st.expander("Baca pesan untuk semua satker"):
        st.text(semua)


def master_links(pilihan: Pilihan) -> None:
    """Where the numbers behind the targets are filled in, opened at this period."""
    periode = pilihan.periode
    rentang = next((name for name, count in PANJANG.items() if count == len(periode.months)), "bulan")
    with st.container(horizontal=True, key="isi-induk"):
        links.link(links.PENGGUNA, tahun=str(periode.sampai // 100))
        links.link(links.TARGET, rentang=rentang, periode=periode.kode, survei=pilihan.instrumen)
        links.link(links.KALENDER, bulan=f"{periode.last_day:%Y-%m}")


def running_strip(pilihan: Pilihan) -> None:
    """Where the month that is running stands, whichever period the page shows: that is where something can be done."""
    running = _running_month(loaders.today())
    if running is None:
        return
    asked = replace(pilihan, periode=parse_period(running[0]))
    view = loaders_laju.load_laju(asked)
    with st.container(horizontal=True, vertical_alignment="center", key="laju-berjalan"):
        st.markdown(f"**{plain(words.laju_finding(view))}.** {plain(words.needs_line(view))}")
        query = {"periode": running[0], "survei": asked.instrumen}
        st.page_link("../pages/responden.py", label="Buka Responden & Target", query_params=query)


def slides_count(view: LajuWilayah) -> int:
    """How many slides the board takes."""
    return max(1, -(-len(view.daftar) // PAPAN))


def slide(view: LajuWilayah, page: int) -> None:
    """The board of a projector: up to sixty satker at once."""
    tema = components.tema()
    part = view.daftar[page * PAPAN : (page + 1) * PAPAN]
    st.title(words.laju_finding(view), anchor=False)
    columns = next(columns for most, columns in KOLOM if len(part) <= most)
    st.html(pace_board_html(words.groups(view), part, tema, kolom=columns))
