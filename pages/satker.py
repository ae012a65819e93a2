"""Satuan Kerja: what is my score, what changed, what is weakest, how many respondents are missing?"""

from functools import partial

import streamlit as st

from dashboard import components, exports, filters, loaders, loaders_laju, tables, text
from dashboard.charts.jawaban import jawaban_likert, jawaban_likert_alt
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.unsur import unsur_dots, unsur_dots_alt
from dashboard.sections import andai, gabungan, kepekaan, komposisi, penjelasan, perbandingan, rekap
from dashboard.views import lintas

pilihan = filters.show(with_satker=True, with_jenis=False)
if pilihan is None:
    st.stop()
view = loaders.load_satker(pilihan)
if view is None:
    st.title("Satker ini tidak ada dalam data", anchor=False)
    st.text("Pilih satker lain di atas.")
    st.stop()
asal, bulanan = loaders.explain_satker(view), loaders.load_bulanan(pilihan)
survei, tema, periode = view.utama, components.tema(), pilihan.periode.label
instrumen, tempat, gate = survei.instrumen, nama_ringkas(view.nama), survei.gate
components.heading(text.satker_finding(view), components.basis(instrumen.kode.upper(), pilihan.periode, survei.n))
with st.container(key="paragraf"):
    st.markdown("\n\n".join(text.satker_lines(view, bulanan, loaders_laju.load_one(pilihan))))
    gabungan.show_one(pilihan)
penjelasan.crossing_note(lintas.of_satker(view))

with st.container(horizontal=True, key="kartu"):
    for satu in view.survei:
        components.survey_card(satu, view, asal.indeks.get(satu.instrumen.kode))
    components.target_card(view, tema, asal.target)

if survei.sekarang is not None:
    if why := text.weak_reasons(view):
        components.section("Unsur yang dibenahi lebih dulu")
        st.markdown(why)
    kiri, kanan = st.columns(2, gap="large")
    with kiri:
        components.section("Nilai tiap unsur", text.unsur_note(survei, view.predikat))
        label = text.gate_label(view.predikat)
        draw = partial(unsur_dots, survei.unsur, tema=tema, periode=periode)
        figure = partial(draw, gate=gate, wilayah=survei.unsur_wilayah, label_ambang=label)
        alt = unsur_dots_alt(survei.unsur, indeks=instrumen.indeks, periode=periode, tempat=tempat, gate=gate)
        components.chart(figure, alt, "unsur", pilihan, tables.unsur(survei.unsur, pilihan.periode))
        penjelasan.unsur_list(asal.unsur)
        if note := text.unjudged_note(survei.tidak_dinilai):
            st.caption(text.plain(note))
    with kanan:
        components.section("Sebaran jawaban", "Jawaban rendah ke kiri, tinggi ke kanan; persen di kedua ujung.")
        figure = partial(jawaban_likert, survei.rekap, instrumen, tema=tema)
        alt = jawaban_likert_alt(survei.rekap, instrumen, periode=periode, tempat=tempat)
        components.chart(figure, alt, "jawaban", pilihan, tables.jawaban(survei.rekap, instrumen))

if survei.sekarang is None:
    # Where nobody's answers are stored a recap is what the page has to tell.
    rekap.show_satker(view)
perbandingan.show_months(view, bulanan)
andai.show(pilihan)
perbandingan.show_satker(pilihan)

if survei.n:
    components.section("Siapa yang mengisi", f"Responden {instrumen.kode.upper()}, {periode}.")
    for kolom, (dimensi, judul) in zip(st.columns([4, 3, 3, 3], gap="medium"), text.DIMENSI_JUDUL.items(), strict=True):
        with kolom:
            components.category_chart(dimensi, judul, view, tema)

komposisi.show(pilihan)
kepekaan.show(pilihan, view.nama)
if survei.sekarang is not None:
    rekap.show_satker(view)

penjelasan.export("satker", pilihan, asal.all, partial(exports.satker, view))
