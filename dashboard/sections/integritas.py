"""The parts of Survei Integritas: cards, the satker on one axis, their components."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import components, loaders, text
from dashboard.charts.heatmap_table import heatmap_html
from dashboard.charts.wilayah import satker_dots, satker_dots_alt
from dashboard.formats import format_bulat
from dashboard.tables import integritas as tables_integritas
from dashboard.text import integritas as kalimat
from dashboard.views.integritas import SurveiIntegritas
from scoring.states import Status


def cards(view: SurveiIntegritas) -> None:
    """The region's index, the response, and how many satker are hidden or silent."""
    total = format_bulat(len(view.tabel))
    with st.container(horizontal=True, key="kartu"):
        components.count_card(
            f"indeks-keadaan-{kalimat.wilayah_state(view).replace(' ', '-')}",
            text.plain(f"{view.instrumen.indeks} wilayah"),
            kalimat.wilayah_value(view),
            kalimat.wilayah_note(view),
            kalimat.KARTU_BANTUAN,
            asal=loaders.explain_integritas(view)()[0] if len(view.tampil) else None,
        )
        components.count_card(
            "respons", "Pegawai yang menjawab", kalimat.respons_value(view), kalimat.respons_note(view)
        )
        hidden, silent = view.count(Status.DISEMBUNYIKAN), view.tanpa_apa_pun
        components.count_card(
            "tertutup", "Satker disembunyikan", f"{format_bulat(hidden)} dari {total}", kalimat.hidden_note()
        )
        components.count_card(
            "kosong", "Satker tanpa jawaban", f"{format_bulat(silent)} dari {total}", kalimat.silent_note(view)
        )


def satker(view: SurveiIntegritas) -> None:
    """All satker on one axis with their intervals, and the same as a table."""
    pilihan, indeks = view.pilihan, view.instrumen.indeks
    nama = dict(zip(view.tabel["satker"], view.tabel["nama"], strict=True))
    rerata = view.wilayah.nilai_4 if len(view.tampil) else None
    keterangan = "Skala 4, terendah di atas. Garis: kisaran 95 %; titik tanpa garis: semua pegawai menjawab."
    components.section(f"{indeks} tiap satker", keterangan)
    # A census has no interval to draw, and the words for it on other charts speak of service users.
    drawn = view.tabel.drop(columns="dasar", errors="ignore")
    drawn[["bawah_4", "atas_4"]] = drawn[["bawah_4", "atas_4"]].mask(drawn["is_lengkap"])
    figure = partial(satker_dots, drawn, nama, tema=components.tema(), rerata=rerata)
    alt = satker_dots_alt(view.tabel, nama, ukuran_nilai=indeks, periode=pilihan.periode.label)
    components.chart(figure, alt, "integritas", pilihan)
    components.section("Semua satker", kalimat.table_note(view))
    components.table(
        tables_integritas.satker(view),
        f"Tabel {len(view.tabel)} satker: {indeks}, kisaran, pegawai yang menjawab, dan perubahannya.",
        "tabel-integritas",
    )


def recaps(view: SurveiIntegritas) -> None:
    """The recaps, apart from all that is computed from answers; nothing where there are none."""
    if not view.rekap:
        return
    judul = f"Rekap {view.instrumen.indeks} dari sumber lain"
    components.section(judul, kalimat.recap_note(view))
    components.table(tables_integritas.recaps(view), f"Tabel {judul}", "rekap-integritas")


def components_of(view: SurveiIntegritas) -> None:
    """The components: the region's means, and every satker that is shown."""
    contoh = kalimat.komponen_note(view.instrumen)
    components.section("Komponen", f"{contoh}Skala 4, rata-rata satker yang ditampilkan.")
    components.table(
        tables_integritas.komponen(view), f"{contoh}Nilai tiap komponen, rata-rata satker yang ditampilkan.", "komponen"
    )
    judul = f"{contoh}Nilai komponen tiap satker"
    components.section("Komponen tiap satker", f"{contoh}Satker dengan rata-rata terendah di atas.")
    nama = dict(zip(view.tabel["satker"], view.tabel["nama"], strict=True))
    unsur = {item.kode: item.nama_pendek for item in view.instrumen.unsur}
    st.html(heatmap_html(view.unsur, nama, unsur, tema=components.tema(), judul=judul))
