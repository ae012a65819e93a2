"""Unsur Lemah: which unsur are weak, where, and why?"""

import streamlit as st

from dashboard import components, filters, loaders, tables, text
from dashboard.views.common import rows
from scoring.states import Status

DISOROT = 3

pilihan = filters.show()
if pilihan is None:
    st.stop()
view = loaders.load_ringkasan(pilihan)
lemah, periode = view.lemah_survei, pilihan.periode
components.heading(
    text.lemah_finding(view),
    components.basis(view.instrumen.kode.upper(), periode, view.responden),
)

serious = lemah[lemah["status"] == Status.NILAI]
thin = lemah[lemah["status"] != Status.NILAI]
for row in rows(serious.head(DISOROT)):
    with st.container(border=True, key=f"lemah-{row.prioritas}", gap="xsmall"):
        components.satker_link(row.satker, row.nama, periode, pilihan.instrumen)
        st.text(text.weak_row(row))

components.section("Semua unsur lemah", "Klik nama satker untuk membukanya.")
if serious.empty:
    st.text("Tidak ada unsur yang ditandai lemah pada periode ini.")
else:
    chosen = components.clickable_table(
        tables.lemah(serious),
        f"Tabel {len(serious)} unsur lemah menurut prioritas, dengan nilai, ambang, responden, dan alasannya.",
        "tabel-lemah",
    )
    if chosen is not None:
        components.open_satker(serious["satker"].iloc[chosen], periode, pilihan.instrumen)
if not thin.empty:
    with st.expander(f"Belum memadai untuk dinilai ({thin['satker'].nunique()} satker)"):
        st.caption("Respondennya di bawah batas minimal: urutan ini petunjuk, bukan penilaian.")
        components.table(tables.lemah(thin), "Unsur terendah pada satker dengan responden terlalu sedikit", "tipis")
