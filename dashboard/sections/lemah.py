"""Unsur Lemah below its finding: the most urgent, which unsur are weak most often, all of them, and what is unsure."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import components, tables, text
from dashboard.charts.lemah import lemah_alt, lemah_bars
from dashboard.text.rekap import not_judged_note
from dashboard.views import lemah as views_lemah
from dashboard.views.common import Pilihan, rows
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.states import Status
from scoring.weakness import ALASAN

DISOROT = 3


def show(view: RingkasanWilayah, alasan: str | None) -> None:
    """Everything under the heading; ``alasan``: one reason only, None for all."""
    semua = view.lemah_survei
    lemah = semua if alasan is None else semua[views_lemah.has_reason(semua, alasan)]
    enough, thin = lemah[lemah["status"] == Status.NILAI], lemah[lemah["status"] != Status.NILAI]
    dinilai = int((view.tabel["status"] == Status.NILAI).sum())
    if dinilai:
        # Who asks for one reason wants all that have it, also the unsure ones.
        telling = views_lemah.is_telling(enough) if alasan is None else enough["n"] > 0
        _overview(view, enough[telling], dinilai)
        _table(enough[telling], view.pilihan)
        _reasons(view)
        _aside(
            enough[~telling],
            view.pilihan,
            f"Dua terendah yang belum terbedakan dari unsur lain ({int((~telling).sum())})",
            "Nilainya terendah di satkernya, tetapi selisihnya dengan unsur lain masih mungkin kebetulan.",
        )
    else:
        st.info("Tidak ada satker dengan responden cukup pada periode ini, jadi tidak ada unsur yang dapat dinilai.")
    if note := not_judged_note(view.hanya_rekap):
        st.caption(text.plain(note))
    _aside(
        thin,
        view.pilihan,
        f"Belum memadai untuk dinilai ({thin['satker'].nunique()} satker)",
        "Respondennya di bawah batas minimal: urutan ini petunjuk, bukan penilaian.",
    )


def _overview(view: RingkasanWilayah, serious: pd.DataFrame, dinilai: int) -> None:
    pilihan, survei = view.pilihan, view.instrumen
    kiri, kanan = st.columns([1, 1], gap="large")
    with kiri:
        components.section("Paling mendesak", "Alasan terberat disebut lebih dulu.")
        for row in rows(serious.head(DISOROT)):
            with st.container(border=True, key=f"lemah-{row.prioritas}", gap="xsmall"):
                components.satker_link(row.satker, row.nama, pilihan.periode, pilihan.instrumen)
                st.text(text.weak_row(row, pilihan.periode))
        if serious.empty:
            st.text("Tidak ada unsur yang ditandai lemah dengan pilihan ini.")
    with kanan:
        components.section(f"Unsur {survei.indeks} yang paling sering lemah", "Banyaknya satker, semua alasan.")
        names = {unsur.kode: unsur.nama_pendek for unsur in survei.unsur}
        counts = views_lemah.per_unsur(view.lemah_survei, names, dinilai)
        alt = lemah_alt(counts, indeks=survei.indeks, periode=pilihan.periode.label)
        components.chart(partial(lemah_bars, counts, tema=components.tema()), alt, "lemah-unsur", pilihan)


def _table(serious: pd.DataFrame, pilihan: Pilihan) -> None:
    if serious.empty:
        return
    note = "Klik nama satker untuk membukanya. Geser tabel untuk alasan lengkapnya."
    components.section(f"Unsur lemah ({len(serious)})", note)
    chosen = components.clickable_table(
        tables.lemah(serious, pilihan.periode),
        f"Tabel {len(serious)} unsur lemah menurut prioritas, dengan nilai, kisaran, responden, dan alasannya.",
        "tabel-lemah",
    )
    if chosen is not None:
        components.open_satker(serious["satker"].iloc[chosen], pilihan.periode, pilihan.instrumen)


def _reasons(view: RingkasanWilayah) -> None:
    with st.expander("Enam alasan: artinya dan banyaknya"):
        summary = views_lemah.per_reason(view.lemah_survei, view.tidak_dinilai_survei, ALASAN)
        components.rule_table(tables.alasan(summary), "Enam alasan unsur lemah, artinya, dan banyaknya")


def _aside(frame: pd.DataFrame, pilihan: Pilihan, judul: str, keterangan: str) -> None:
    """A list that a reader must not take for a verdict, folded away."""
    if frame.empty:
        return
    with st.expander(judul):
        st.caption(keterangan)
        is_thin = bool((frame["status"] != Status.NILAI).all())
        alt = "Unsur terendah pada satker dengan responden terlalu sedikit" if is_thin else "Terendah, belum terbedakan"
        components.table(tables.lemah(frame, pilihan.periode), alt, "tipis" if is_thin else "belum-terbedakan")
