"""Satuan Kerja: what is my score, what changed, what is weakest, how many respondents are missing?"""

import streamlit as st

from dashboard import charts, components, filters, loaders, tables, text

pilihan = filters.show(with_satker=True, with_jenis=False)
if pilihan is None:
    st.stop()
view = loaders.load_satker(pilihan)
if view is None:
    st.info("Satker ini tidak ada dalam data. Pilih satker lain di atas.")
    st.stop()
survei, tema = view.utama, components.tema()
components.heading(
    text.satker_finding(view), components.basis(survei.instrumen.kode.upper(), pilihan.periode, survei.n)
)
with st.container(key="paragraf"):
    st.markdown(text.satker_paragraph(view))

with st.container(horizontal=True, key="kartu"):
    for satu in view.survei:
        components.survey_card(satu, view)
    components.target_card(view, tema)

if survei.sekarang is None:
    st.info(f"Tidak ada jawaban {survei.instrumen.kode.upper()} pada {pilihan.periode.label}; nilai tidak ditampilkan.")
else:
    kiri, kanan = st.columns(2, gap="large")
    with kiri:
        components.section("Nilai tiap unsur", text.unsur_note(survei, view.predikat))
        figure = charts.unsur_dots(survei.unsur, gate=survei.gate, wilayah=survei.unsur_wilayah, tema=tema)
        alt = charts.unsur_dots_alt(survei.unsur, gate=survei.gate, nama=view.nama, periode=pilihan.periode.label)
        components.chart(figure, alt, "unsur", tables.unsur(survei.unsur))
    with kanan:
        components.section("Sebaran jawaban", "Bagian yang menjawab rendah di kiri, tinggi di kanan.")
        figure = charts.jawaban_likert(survei.rekap, survei.instrumen, tema=tema)
        alt = charts.jawaban_likert_alt(survei.rekap, survei.instrumen, nama=view.nama, periode=pilihan.periode.label)
        components.chart(figure, alt, "jawaban", tables.jawaban(survei.rekap, survei.instrumen))

components.section(f"{survei.instrumen.indeks} 12 bulan terakhir", "Bulan tanpa data dibiarkan kosong.")
figure = charts.tren(view.tren, view.bulan_tren, gate=survei.gate, tema=tema)
alt = charts.tren_alt(view.tren, view.bulan_tren, nama=view.nama, indeks=survei.instrumen.indeks)
components.chart(figure, alt, "tren", tables.tren(view.tren))

components.section("Siapa yang mengisi", f"Responden {survei.instrumen.kode.upper()}, {pilihan.periode.label}.")
for kolom, (dimensi, judul) in zip(st.columns(4, gap="medium"), text.DIMENSI_JUDUL.items(), strict=True):
    with kolom:
        components.category_chart(dimensi, judul, view, tema)
