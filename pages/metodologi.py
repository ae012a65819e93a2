"""Metodologi: which formula, conversion, grade table and gate is in use, from which source, and does the program hit them?"""

import streamlit as st

from dashboard import components, loaders, methodology, tables, text
from scoring import uji
from scoring.instruments import shipped_instruments

hasil = uji.run_cases()
cocok = sum(item.cocok for item in hasil)
components.heading(
    f"Hitungan Pantau sama dengan terbitan pada {cocok} dari {len(hasil)} kasus uji",
    "Rumus, konversi, tabel mutu, dan ambang yang dipakai, dengan sumbernya. Kasus uji dihitung saat halaman dibuka.",
)

components.section("Dari jawaban ke indeks")
st.markdown("\n".join(f"{number}. {sentence}" for number, sentence in enumerate(methodology.STEPS, 1)))

components.section("Survei dan unsurnya")
for instrumen in {item.kode: item for item in [*shipped_instruments().values(), *loaders.instruments()]}.values():
    with st.expander(text.plain(f"{instrumen.nama} ({instrumen.indeks})")):
        st.text(methodology.describe(instrumen))
        components.table(methodology.unsur_table(instrumen), f"Unsur {instrumen.nama}", f"unsur-{instrumen.kode}")

components.section("Konversi", "Saringan Konversi di atas halaman menghitung ulang semua nilai dengan konversi lain.")
components.rule_table(methodology.conversion_table(), "Tabel konversi dari skala jawaban ke skala 4 dan 100")

components.section(
    "Tabel mutu",
    "Menurut hari terakhir periode; yang melintasi perubahan menyebut keduanya. NIK = 25 x nilai skala 4, dua desimal.",
)
for kolom, tabel in zip(st.columns(2, gap="large"), methodology.mutu_versions(), strict=False):
    with kolom:
        st.markdown(f"**{tabel.dasar}**, berlaku mulai {methodology.since(tabel.berlaku_mulai)}")
        components.rule_table(tables.mutu(tabel), f"Tabel mutu {tabel.dasar}")

components.section("Ambang Zona Integritas", "Dibandingkan tanpa pembulatan.")
components.table(methodology.gate_table(), "Ambang IPAK dan IPKP untuk WBK dan WBBM", "tabel-ambang")
st.markdown("\n".join(f"- {sentence}" for sentence in methodology.zona_sentences()))

components.section("Target responden")
st.markdown("\n".join(f"- {sentence}" for sentence in methodology.target_sentences()))

components.section("Uji perhitungan", "Angka terbitan di samping hasil program ini sendiri.")
components.table(tables.uji(hasil), f"{len(hasil)} kasus uji, {cocok} cocok", "tabel-uji", height=560)
