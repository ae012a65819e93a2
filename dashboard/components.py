"""Pieces that several pages draw: the finding, cards, charts with a text alternative and their numbers, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard import bantuan, formats, loaders, loaders_laju, state, tables, text, theme
from dashboard.charts.kategori import kategori_alt, kategori_bars
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.laju import state_colours, state_html
from dashboard.charts.sparkline import shared_range, sparkline_svg, svg_uri
from dashboard.charts.target import target_alt, target_bullet
from dashboard.keadaan import KATA
from dashboard.navigation import HALAMAN
from dashboard.palette import Tema
from dashboard.sections import penjelasan
from dashboard.text import plain
from dashboard.text.laju import need_sentence
from dashboard.views.common import Pilihan
from dashboard.views.laju import LajuSatker
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.responden import TANPA_DATA
from dashboard.views.ringkasan import Kartu
from dashboard.views.satker import HasilSurvei, SatuanKerja
from data_access.answers import URUTAN
from scoring.pace import Keadaan
from scoring.periods import Periode
from scoring.states import Status


def tema() -> Tema:
    """The visitor's theme; light until the browser has said which."""
    return theme.tema_dari(st.context.theme.type)


def heading(finding: str, basis: str) -> None:
    """The finding (safe Markdown, as text.py makes it) as the page's one heading, and under it what it rests on."""
    with st.container(key="temuan", gap="xsmall"):
        st.title(finding, anchor=False)
        st.caption(plain(basis))


def basis(survei: str, periode: Periode, n: int) -> str:
    """What a page rests on, with the time of the data."""
    changed = loaders.version().diubah_pada
    data_per = loaders.local_time(changed) if changed else "belum ada"
    running = loaders.today() <= periode.last_day
    return text.basis(survei, periode.label, n, data_per, sementara=running)


def index_card(kartu: Kartu, periode: Periode, asal: Penjelasan | None = None) -> None:
    """One regional index: value and mutu, interval, what it is the mean of, change in words."""
    value = text.card_value(kartu)
    with st.container(border=True, key=f"kartu-{kartu.instrumen.kode}{_empty_mark(value)}", height="stretch"):
        gabungan = "–" if kartu.gabungan_4 is None else formats.format_angka(kartu.gabungan_4)
        st.metric(
            plain(f"{kartu.instrumen.indeks} wilayah"),
            value,
            help=plain(
                f"{kartu.instrumen.nama_indeks}, skala 4. Rata-rata satker; semua responden digabung: {gabungan}."
            ),
        )
        st.caption(formats.awal_kalimat(text.card_note(kartu, periode.previous.label)))
        penjelasan.popover(asal, kartu.instrumen.kode)


def _empty_mark(value: str) -> str:
    """The end of a card's key where it has words instead of a figure: as large as a figure they would pass for one."""
    return f"-keadaan-{value.replace(' ', '-')}" if value == KATA[Status.TIDAK_ADA_DATA] else ""


def count_card(
    key: str, label: str, value: str, note: str, bantuan: str | None = None, asal: Penjelasan | None = None
) -> None:
    """A card with a count."""
    with st.container(border=True, key=f"kartu-{key}{_empty_mark(value)}", height="stretch"):
        st.metric(label, value, help=bantuan)
        st.caption(note)
        penjelasan.popover(asal, key)


def survey_card(survei: HasilSurvei, view: SatuanKerja, asal: Penjelasan | None = None) -> None:
    """One index of a satker."""
    state = Status.TIDAK_ADA_DATA if survei.sekarang is None else Status(survei.sekarang["status"])
    kode = survei.instrumen.kode
    if survei.sekarang is None and survei.rekap_saja is not None:
        state = Status(survei.rekap_saja.nilai.status)
    # A state is drawn as its own kind of thing (static/pantau.css): words as large as a figure would pass for one.
    with st.container(border=True, key=f"kartu-{kode}-keadaan-{state.replace(' ', '-')}", height="stretch"):
        value = text.survey_card_value(survei)
        is_recap = survei.sekarang is None and survei.rekap_saja is not None
        label = f"{survei.instrumen.indeks} (rekap)" if is_recap else survei.instrumen.indeks
        st.metric(plain(label), value, help=plain(text.survey_card_help(survei)))
        st.caption(text.survey_card_note(survei, view.pilihan.periode.previous.label))
        # How a recap came about stands in its own part of the page; its answers are not here to be explained.
        penjelasan.popover(None if is_recap else asal, kode)


def target_card(view: SatuanKerja, warna: Tema, asal: Penjelasan | None = None) -> None:
    """Respondents against target of the chosen survey, with the rule that set the target."""
    n, target = view.utama.n, view.target
    recap = view.utama.rekap_saja if view.utama.sekarang is None else None
    is_empty = n == 0 and recap is None
    mark = _empty_mark(KATA[Status.TIDAK_ADA_DATA]) if is_empty else ""
    with st.container(border=True, key=f"kartu-target{mark}", height="stretch"):
        if recap is not None:
            # A bar at 0 would say that nobody answered; how many did is the recap's word and no count of ours.
            count = "–" if recap.tercatat.n is None else formats.format_bulat(recap.tercatat.n)
            st.metric("Responden (rekap)", count, help=plain(target.alasan) if target else None)
            st.caption(text.plain(text.respondents_sentence(view, n)))
        elif target is None:
            st.metric("Responden", TANPA_DATA if is_empty else formats.format_bulat(n))
            st.caption(text.plain(text.respondents_sentence(view, n)))
        elif n == 0:
            # Nothing was stored, which is not that nobody answered: no bar at 0.
            st.metric(f"Responden, target {formats.format_bulat(target.target)}", TANPA_DATA, help=target.alasan)
            _need_line(loaders_laju.load_one(view.pilihan))
        else:
            st.metric("Responden", formats.format_bulat(n), help=target.alasan)
            alt = target_alt(n, target.target, periode=view.pilihan.periode.label, tempat=nama_ringkas(view.nama))
            one = loaders_laju.load_one(view.pilihan)
            expected = None if one is None else one.seharusnya
            isi = None if one is None else state_colours(warna)[one.keadaan]
            draw = partial(target_bullet, n, target.target, tema=warna, seharusnya=expected, isi=isi)
            # What is expected and its colour move with the satker's own day, and a drawn figure is kept.
            chart(draw, alt, "bullet" if one is None else f"bullet-{one.hari_ini}", view.pilihan)
            _need_line(one)
        penjelasan.popover(asal, "target")


def _need_line(one: LajuSatker | None) -> None:
    """The state with its sign, which the bar tells by its colour alone, and what to do each day; the paragraph of the page
    has the rest."""
    if one is None or one.laju is None:
        return
    with st.container(gap="xsmall"):
        if one.keadaan not in {Keadaan.TERCAPAI, TANPA_DATA}:
            st.html(state_html(one, tema()))
        if one.laju.perlu_per_hari:
            st.markdown(f"**Perlu {need_sentence(one.laju)}**")


def category_chart(dimensi: str, judul: str, view: SatuanKerja, warna: Tema) -> None:
    """Respondents by one dimension; nothing known is said, not drawn."""
    counts = view.kategori[dimensi]
    st.markdown(f"**{judul}**")
    if not counts["kategori"].notna().any():
        st.caption("Tidak ada keterangan dalam data.")
        return
    periode, tempat = view.pilihan.periode.label, nama_ringkas(view.nama)
    alt = kategori_alt(counts, menurut=judul.lower(), periode=periode, tempat=tempat)
    # Age and education have an order of their own; the rest is sorted by size.
    figure = partial(kategori_bars, counts, tema=warna, urut=dimensi not in URUTAN)
    chart(figure, alt, f"kategori-{dimensi}", view.pilihan)


def sparklines(rows: Sequence[Sequence[float]]) -> list[str]:
    """Trends of a table as pictures on one common axis; a missing month is a gap."""
    span = shared_range(rows)
    return [svg_uri(sparkline_svg(values, tema=tema(), rentang=span)) for values in rows]


def chart(
    build: Callable[[], go.Figure], alt: str, key: str, pilihan: Pilihan, angka: pd.DataFrame | Styler | None = None
) -> None:
    """A chart with its text alternative; ``angka``: the same numbers as a table, one click away.

    ``build`` draws the figure; it runs once for each choice, theme and state of the data.
    """
    figure = loaders.figure(key, pilihan, tema(), build)
    st.plotly_chart(figure, key=key, alt=alt, theme=None, config=dict(theme.PLOTLY_CONFIG))
    if angka is not None:
        with st.expander("Angka dalam tabel"):
            table(angka, f"Tabel: {alt}", f"{key}-angka")


def section(judul: str, keterangan: str = "") -> None:
    """A heading inside a page, with one quiet line; plain text, which may name an organisation's own instrument."""
    st.subheader(plain(judul), anchor=False)
    if keterangan:
        st.caption(plain(keterangan))


def satker_query(satker: str, periode: Periode, instrumen: str) -> dict[str, str]:
    """The URL parameters that open one satker in the same period, survey and conversion: all that its page would add."""
    # Also from a page that offers no conversion: what the next page adds by itself is one more press of the back button.
    usual = next((item.konversi for item in loaders.instruments() if item.kode == instrumen), "")
    konversi = state.remembered(f"konversi {instrumen}") or usual
    query = {"satker": satker, "periode": periode.kode, "survei": instrumen}
    return query | ({"konversi": konversi} if konversi else {})


def satker_link(satker: str, nama: str, periode: Periode, instrumen: str) -> None:
    """A link to the page of one satker."""
    path = next(halaman.path for halaman in HALAMAN if halaman.berkas == "satker")
    st.page_link(path, label=plain(nama), query_params=satker_query(satker, periode, instrumen))


def open_satker(satker: str, periode: Periode, instrumen: str) -> None:
    """Leave the page for the page of one satker."""
    path = next(halaman.path for halaman in HALAMAN if halaman.berkas == "satker")
    st.switch_page(path, query_params=satker_query(satker, periode, instrumen))


def slide_number(count: int) -> int:
    """The slide that the URL asks for, 1..count; anything else is the first."""
    asked = st.query_params.get("salindia", "1")
    number = int(asked) if asked.isdecimal() else 1
    return number if 1 <= number <= count else 1


def slide_buttons(number: int, count: int) -> None:
    """Back and forward, also by arrow keys and by the Page keys that presenters send; and the way out."""

    def go(target: int) -> None:
        st.query_params["salindia"] = str(min(max(target, 1), count))

    back: dict[str, Any] = {"on_click": go, "args": (number - 1,), "disabled": number == 1}
    forward: dict[str, Any] = {"on_click": go, "args": (number + 1,), "disabled": number == count}
    st.button("Sebelumnya", icon=":material/arrow_back:", shortcut="Left", key="mundur", **back)
    st.button("Berikutnya", icon=":material/arrow_forward:", shortcut="Right", key="maju", **forward)
    with st.container(key="tombol-penunjuk"):
        st.button("Sebelumnya (PageUp)", shortcut="PageUp", key="mundur-penunjuk", **back)
        st.button("Berikutnya (PageDown)", shortcut="PageDown", key="maju-penunjuk", **forward)
    if st.button("Keluar", icon=":material/close:", shortcut="Esc", key="keluar"):
        st.switch_page(HALAMAN[0].path)


def table(data: pd.DataFrame | Styler, alt: str, key: str, height: int | Literal["content"] = "content") -> None:
    """A table at its full height: the page scrolls, not a window inside it. Missing values are a dash."""
    about = _column_help(data)
    st.dataframe(
        data, hide_index=True, key=key, alt=alt, height=height, placeholder=formats.TANPA_NILAI, column_config=about
    )


def _column_help(data: pd.DataFrame | Styler) -> dict[str, Any]:
    """What each column means, at its head."""
    indices = {item.indeks: item.nama_indeks for item in loaders.instruments()}
    found = bantuan.column_help(data.columns, indices)
    return {name: st.column_config.Column(help=plain(words)) for name, words in found.items()}


def rule_table(data: pd.DataFrame, alt: str) -> None:
    """A small table of rules whose sentences must wrap. Its cells are Markdown: for the program's own rule data only."""
    st.table(data, hide_index=True, alt=alt)


def clickable_table(
    data: pd.DataFrame | Styler, alt: str, key: str, trend: str | None = None, widths: Mapping[str, int] | None = None
) -> int | None:
    """The same; returns the row whose satker was clicked. ``trend``: the column that holds sparklines; ``widths``: in
    pixels, of columns of long texts.

    The names are buttons for the mouse. Buttons in a grid do not hear the keyboard: there Shift+Space selects the row.
    Opening on the selection of a cell would be worse, a Tab into the table would already leave the page.
    """
    button = f"{key}-nama"
    names = st.column_config.ButtonColumn(type="tertiary", alignment="left", key=button)
    pictures = {trend: st.column_config.ImageColumn(help=bantuan.BANTUAN.get(trend))} if trend else {}
    wide = {name: st.column_config.Column(width=pixels) for name, pixels in (widths or {}).items()}
    chosen = st.dataframe(
        data,
        hide_index=True,
        key=key,
        alt=alt,
        height="content",
        placeholder=formats.TANPA_NILAI,
        on_select="rerun",
        selection_mode="single-row",
        column_config={**_column_help(data), tables.SATKER: names, **pictures, **wide},
    )
    if clicked := st.session_state.get(button):
        return int(clicked["row"])
    rows = chosen.selection.rows
    return int(rows[0]) if rows else None
