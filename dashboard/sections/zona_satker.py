"""One satker on Zona Integritas: the checklist of WBK and WBBM, its months, its reports."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import components, loaders
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.tren import tren_alt
from dashboard.charts.zona import zona_tren
from dashboard.charts.zona_table import BarisSyarat, Putusan, checklist_html
from dashboard.palette import Tema
from dashboard.sections import penjelasan
from dashboard.tables import zona as tables_zona
from dashboard.text import zona as words
from dashboard.text import zona_syarat as syarat
from dashboard.views.zona import BULAN_GRAFIK, ZonaIntegritas, ZonaSatker
from scoring.periods import Periode, add_months
from scoring.rules import PREDIKAT
from scoring.zona import JenisSyarat, Syarat


def checklist(one: ZonaSatker, view: ZonaIntegritas, tema: Tema) -> None:
    """Every condition a line: state for WBK and WBBM beside each other, evidence, legal basis."""
    components.section("Syarat satu per satu", f"Dihitung dari {words.window_words(view.pilihan)}.")
    judul = f"Syarat survei Zona Integritas {one.nama}: WBK dan WBBM"
    st.html(checklist_html(checklist_rows(one, view), PREDIKAT, tema=tema, judul=judul))
    with st.container(horizontal=True, key="zona-asal"):
        for name, asal in zip(view.survei, loaders.explain_zona(view)(), strict=True):
            penjelasan.popover(asal, f"zona-{name.lower()}", f"Dari mana nilai {name}?")


def checklist_rows(one: ZonaSatker, view: ZonaIntegritas) -> list[BarisSyarat]:
    """The lines of the checklist."""
    return [_line(item, one, view) for item in one.hasil[PREDIKAT[0]].syarat]


def _line(item: Syarat, one: ZonaSatker, view: ZonaIntegritas) -> BarisSyarat:
    decisions = []
    for predikat in PREDIKAT:
        found = one.hasil[predikat].of(item.jenis, item.indeks)
        notes = syarat.verdict(found, view.ambang)
        decisions.append(Putusan(found.keadaan, words.TANDA[found.keadaan], notes))
    name, evidence = _evidence(item, one, view)
    is_of_months = item.jenis in {JenisSyarat.BULAN, JenisSyarat.LAPORAN}
    basis = view.ambang.dasar_bulan if is_of_months else view.ambang.dasar
    return BarisSyarat(name, evidence, decisions, basis)


def _evidence(item: Syarat, one: ZonaSatker, view: ZonaIntegritas) -> tuple[str, list[str]]:
    nilai, survei = one.nilai.get(item.indeks), words.survey_name(view, item.indeks)
    match item.jenis:
        case JenisSyarat.NILAI:
            return f"Nilai {item.indeks}", syarat.value_evidence(nilai, view.ambang, view.pilihan)
        case JenisSyarat.RESPONDEN:
            return f"Responden {survei}", syarat.respondent_evidence(nilai, view.ambang)
        case JenisSyarat.BULAN:
            return f"Bulan berturut-turut {survei}", syarat.month_evidence(item)
        case JenisSyarat.LAPORAN:
            return "Laporan survei", syarat.report_evidence(one)


def months(one: ZonaSatker, view: ZonaIntegritas, tema: Tema) -> None:
    """Both indices by month, with the gates; months without data are visible."""
    components.section(
        f"{BULAN_GRAFIK} bulan terakhir terhadap ambang",
        "Titik dengan kisaran 95 %. Bulan tanpa data tidak digambar sebagai nol.",
    )
    span = Periode(add_months(view.pilihan.sampai, 1 - BULAN_GRAFIK), view.pilihan.sampai).months
    choice, indices = view.pilihan, list(view.ambang.gate[PREDIKAT[0]])
    for column, name in zip(st.columns(len(indices), gap="large"), indices, strict=True):
        with column:
            st.markdown(f"**{name}**")
            series = view.bulanan[view.bulanan["indeks"] == name]
            gates = {predikat: values[name] for predikat, values in view.ambang.gate.items()}
            figure = partial(zona_tren, series, span, tema=tema, gates=gates, jendela=choice.periode.months)
            alt = tren_alt(series, span, indeks=name, tempat=nama_ringkas(one.nama), gate=min(gates.values()))
            key = f"zona-tren-{name.lower()}-{choice.jendela}"
            components.chart(figure, alt, key, choice.pilihan, tables_zona.month_table(view, name))


def links(one: ZonaSatker, view: ZonaIntegritas) -> None:
    """The way back to all satker, and on to the page of this one."""
    with st.container(horizontal=True, vertical_alignment="center", key="zona-jalan"):
        if st.button("Semua satker", icon=":material/arrow_back:", key="zona-semua"):
            st.query_params["satker"] = "semua"
            st.rerun()
        components.satker_link(
            one.satker, "Buka halaman Satuan Kerja", view.pilihan.pilihan.periode, loaders.instruments()[0].kode
        )
