"""Unsur Lemah: which unsur are weak, where, and why?"""

import streamlit as st

from dashboard import components, filters, loaders, tables, text
from scoring.states import Status

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_ringkasan(pilihan)
lemah = view.lemah[view.lemah["instrumen"] == view.instrumen.kode]
n = int(view.tabel["n"].sum())
components.heading(
    text.lemah_finding(lemah, len(view.satker)), components.basis(view.instrumen.kode.upper(), pilihan.periode, n)
)

serious = lemah[lemah["status"] == Status.NILAI]
thin = lemah[lemah["status"] != Status.NILAI]
for row in serious.head(3).itertuples():
    with st.container(border=True, key=f"lemah-{row.prioritas}", gap="xsmall"):
        components.satker_link(row.satker, row.nama, pilihan.periode, pilihan.instrumen)
        st.text(text.weak_row(row))

components.section("Semua unsur lemah", "Klik satu baris untuk membuka satkernya.")
if serious.empty:
    st.text("Tidak ada unsur yang ditandai lemah pada periode ini.")
else:
    chosen = st.dataframe(
        tables.lemah(serious),
        hide_index=True,
        key="tabel-lemah",
        on_select="rerun",
        selection_mode="single-row",
        alt=f"Tabel {len(serious)} unsur lemah menurut prioritas, dengan nilai, ambang, responden, dan alasannya.",
    )
    if chosen.selection.rows:
        components.open_satker(serious["satker"].iloc[chosen.selection.rows[0]], pilihan.periode, pilihan.instrumen)
if not thin.empty:
    with st.expander(f"Belum memadai untuk dinilai ({thin['satker'].nunique()} satker)"):
        st.caption("Respondennya di bawah batas minimal: urutan ini petunjuk, bukan penilaian.")
        st.dataframe(tables.lemah(thin), hide_index=True, alt="Unsur terendah pada satker dengan responden terlalu sedikit.")
