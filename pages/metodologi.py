"""Metodologi: which formula, conversion, grade table and gate is in use, from which source, and does the program hit them?"""

import streamlit as st

from dashboard import components, loaders, methodology, tables
from scoring import uji
from scoring.instruments import shipped_instruments

hasil = uji.run_cases()
cocok = sum(item.cocok for item in hasil)
components.heading(
    f"Hitungan Pantau sama dengan terbitan pada {cocok} dari {len(hasil)} kasus uji",
    "Rumus, konversi, tabel mutu, dan ambang yang dipakai, dengan sumbernya. Kasus uji dihitung ulang setiap kali halaman dibuka.",
)

components.section("Dari jawaban ke indeks")
for number, sentence in enumerate(methodology.STEPS, 1):
    st.markdown(f"{number}. {sentence}")

components.section("Survei dan unsurnya")
for instrumen in {item.kode: item for item in [*shipped_instruments().values(), *loaders.instruments()]}.values():
    with st.expander(f"{instrumen.nama} ({instrumen.indeks})"):
        st.text(methodology.describe(instrumen))
        st.dataframe(methodology.unsur_table(instrumen), hide_index=True, alt=f"Unsur {instrumen.nama}")

components.section("Konversi", "Setiap nilai dapat dihitung ulang dengan konversi lain lewat saringan Konversi di atas halaman.")
st.dataframe(methodology.conversion_table(), hide_index=True, alt="Tabel konversi dari skala jawaban ke skala 4 dan 100")

components.section("Tabel mutu", "Dipilih menurut tanggal data; NIK = 25 x nilai skala 4, dibulatkan setengah ke atas dua desimal.")
for tabel in methodology.mutu_versions():
    st.markdown(f"**{tabel.dasar}**, berlaku mulai {methodology.since(tabel.berlaku_mulai)}")
    st.dataframe(tables.mutu(tabel), hide_index=True, alt=f"Tabel mutu {tabel.dasar}")

components.section("Ambang Zona Integritas", "Dibandingkan tanpa pembulatan.")
st.dataframe(methodology.gate_table(), hide_index=True, alt="Ambang IPAK dan IPKP untuk WBK dan WBBM")

components.section("Target responden")
for sentence in methodology.target_sentences():
    st.markdown(f"- {sentence}")

components.section("Uji perhitungan", "Angka terbitan di samping hasil program ini sendiri.")
st.dataframe(tables.uji(hasil), hide_index=True, key="tabel-uji", alt=f"{len(hasil)} kasus uji, {cocok} cocok")
