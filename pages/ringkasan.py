"""Ringkasan Wilayah: where does the region stand, and which satker need me this week?"""

import streamlit as st

from dashboard import charts, components, filters, formats, loaders, tables, text
from dashboard.formats import format_bulat, format_persen

SEKALIGUS = 5

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_ringkasan(pilihan)
survei = view.instrumen
components.heading(
    text.ringkasan_finding(view), components.basis(survei.kode.upper(), pilihan.periode, view.responden)
)

with st.container(horizontal=True, key="kartu"):
    for kartu in view.kartu:
        components.index_card(kartu, pilihan.periode)
    capaian = f"{format_bulat(view.satker_tercapai)} dari {format_bulat(view.satker_bertarget)}"
    total = f"{format_bulat(view.responden)} responden {survei.kode.upper()}"
    if view.target:
        total += f", {format_persen(view.responden / view.target)} dari jumlah target {format_bulat(view.target)}"
    components.count_card("target", "Satker mencapai target", capaian, total)
    lemah = view.lemah[view.lemah["jarak"] > 0]["satker"].nunique()
    components.count_card(
        "lemah", "Satker dengan unsur lemah", f"{lemah} dari {len(view.satker)}", "Ada unsur di bawah ambang predikatnya"
    )

kiri, kanan = st.columns([4, 7], gap="large")
with kiri:
    components.section("Perlu perhatian", "Paling mendesak di atas; urutan dan bobot alasan ada di Metodologi.")
    needed = [item for item in view.perhatian if item.is_needed]
    for item in needed[:SEKALIGUS]:
        with st.container(border=True, gap="xsmall"):
            components.satker_link(item.satker, item.nama, pilihan.periode, pilihan.instrumen)
            st.text(formats.awal_kalimat("; ".join(item.alasan[:3])) + ".")
    if len(needed) > SEKALIGUS:
        st.caption(f"dan {text.count_satker(len(needed) - SEKALIGUS)} lain; lihat tabel di bawah.")
    if not needed:
        st.text("Tidak ada satker yang perlu tindakan pada periode ini.")
with kanan:
    components.section(f"Nilai unsur {survei.indeks} tiap satker", "Skala 4, dengan huruf mutu.")
    figure = charts.heatmap_unsur(view.unsur, view.satker, survei, tema=components.tema())
    alt = charts.heatmap_unsur_alt(view.unsur, view.satker, survei, periode=pilihan.periode.label)
    components.chart(figure, alt, "heatmap")

components.section("Semua satker", "Klik satu baris untuk membuka satkernya.")
chosen = st.dataframe(
    tables.ringkasan(view),
    hide_index=True,
    key="tabel-satker",
    on_select="rerun",
    selection_mode="single-row",
    column_config=components.trend_column(),
    alt=f"Tabel {len(view.tabel)} satker: indeks, mutu, responden terhadap target, tren, unsur terlemah.",
)
if chosen.selection.rows:
    components.open_satker(view.tabel["satker"].iloc[chosen.selection.rows[0]], pilihan.periode, pilihan.instrumen)
