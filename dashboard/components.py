"""Pieces that several pages draw: the finding, cards, charts with a text alternative and their numbers, links."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, formats, loaders, text, theme
from dashboard.formats import format_waktu
from dashboard.navigation import HALAMAN
from dashboard.text import plain
from dashboard.views.ringkasan import Kartu
from dashboard.views.satker import HasilSurvei, SatuanKerja
from scoring.periods import Periode


def tema() -> theme.Tema:
    """The visitor's theme; light until the browser has said which."""
    return "gelap" if st.context.theme.type == "dark" else "terang"


def heading(finding: str, basis: str) -> None:
    """The finding as the page's one heading, and under it what it rests on."""
    with st.container(key="temuan", gap="xsmall"):
        st.title(finding, anchor=False)
        st.caption(basis)


def basis(survei: str, periode: Periode, n: int) -> str:
    """What a page rests on, with the time of the data."""
    changed = loaders.version().diubah_pada
    data_per = format_waktu(changed.astimezone(loaders.ZONA)) if changed else "belum ada"
    running = loaders.today() <= periode.last_day
    return text.basis(survei, periode.label, n, data_per, sementara=running)


def index_card(kartu: Kartu, periode: Periode) -> None:
    """One regional index: value and mutu, interval, what it is the mean of, change in words."""
    with st.container(border=True, key=f"kartu-{kartu.instrumen.kode}", height="stretch"):
        gabungan = "–" if kartu.gabungan_4 is None else formats.format_angka(kartu.gabungan_4)
        st.metric(
            f"{kartu.instrumen.indeks} wilayah",
            text.card_value(kartu),
            help=f"{kartu.instrumen.nama_indeks}, skala 4. Rata-rata satker; semua responden digabung: {gabungan}.",
        )
        st.caption(formats.awal_kalimat(text.card_note(kartu, periode.previous.label)))


def count_card(key: str, label: str, value: str, note: str, bantuan: str | None = None) -> None:
    """A card with a count."""
    with st.container(border=True, key=f"kartu-{key}", height="stretch"):
        st.metric(label, value, help=bantuan)
        st.caption(note)


def survey_card(survei: HasilSurvei, view: SatuanKerja) -> None:
    """One index of a satker."""
    with st.container(border=True, key=f"kartu-{survei.instrumen.kode}", height="stretch"):
        st.metric(
            survei.instrumen.indeks,
            text.survey_card_value(survei),
            help=f"{survei.instrumen.nama_indeks}, skala 4. Rumus dan sumbernya ada di Metodologi.",
        )
        st.caption(text.survey_card_note(survei, view.pilihan.periode.previous.label))


def target_card(view: SatuanKerja, warna: theme.Tema) -> None:
    """Respondents against target of the chosen survey, with the rule that set the target."""
    with st.container(border=True, key="kartu-target", height="stretch"):
        st.metric("Responden", formats.format_bulat(view.utama.n), help=view.target.alasan if view.target else None)
        if view.target is not None:
            n, target = view.utama.n, view.target.target
            chart(
                charts.target_bullet(n, target, tema=warna),
                charts.target_bullet_alt(n, target, nama=view.nama),
                "bullet",
            )
        st.caption(text.plain(text.respondents_sentence(view, view.utama.n)))


def category_chart(dimensi: str, judul: str, view: SatuanKerja, warna: theme.Tema) -> None:
    """Respondents by one dimension; nothing known is said, not drawn."""
    counts = view.kategori[dimensi]
    st.markdown(f"**{judul}**")
    if counts.empty or set(counts["kategori"]) == {"Tidak diisi"}:
        st.caption("Tidak ada keterangan dalam data.")
        return
    alt = charts.kategori_bars_alt(counts, judul=judul, nama=view.nama)
    chart(charts.kategori_bars(counts, tema=warna), alt, f"kategori-{dimensi}")


def chart(figure: go.Figure, alt: str, key: str, angka: pd.DataFrame | None = None) -> None:
    """A chart with its text alternative; ``angka``: the same numbers as a table, one click away."""
    st.plotly_chart(figure, key=key, alt=alt, theme=None, config=theme.PLOTLY_CONFIG)
    if angka is not None:
        with st.expander("Angka dalam tabel"):
            st.dataframe(angka, hide_index=True, key=f"{key}-angka", alt=f"Tabel: {alt}")


def section(judul: str, keterangan: str = "") -> None:
    """A heading inside a page, with one quiet line."""
    st.subheader(judul, anchor=False)
    if keterangan:
        st.caption(keterangan)


def satker_query(satker: str, periode: Periode, instrumen: str) -> dict[str, str]:
    """The URL parameters that open one satker in the same period and survey."""
    return {"satker": satker, "periode": periode.kode, "survei": instrumen}


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

    back = {"on_click": go, "args": (number - 1,), "disabled": number == 1}
    forward = {"on_click": go, "args": (number + 1,), "disabled": number == count}
    st.button("Sebelumnya", icon=":material/arrow_back:", shortcut="Left", key="mundur", **back)
    st.button("Berikutnya", icon=":material/arrow_forward:", shortcut="Right", key="maju", **forward)
    with st.container(key="tombol-penunjuk"):
        st.button("Sebelumnya (PageUp)", shortcut="PageUp", key="mundur-penunjuk", **back)
        st.button("Berikutnya (PageDown)", shortcut="PageDown", key="maju-penunjuk", **forward)
    if st.button("Keluar", icon=":material/close:", shortcut="Esc", key="keluar"):
        st.switch_page(HALAMAN[0].path)
