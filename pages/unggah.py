"""Unggah Data: a survey file or a named source goes in, checked and whole, and the history of what went in."""

import streamlit as st

from dashboard import components, errors
from dashboard.forms import sources, templates
from dashboard.forms.upload import done, flow, history, profiles, remembered
from dashboard.forms.upload.reading import JENIS_BERKAS

components.heading(
    "Unggah hasil survei, periksa, lalu simpan",
    "Jawaban, rekap 3AS, data satker, pengguna layanan, pegawai, target, atau kalender, dalam susunan apa pun yang dapat dikenali. "
    "Berkas disimpan utuh atau tidak sama sekali.",
)
selesai = done.last()
if selesai is not None:
    done.show(selesai)
elif not done.is_picked():
    templates.show()
berkas = st.file_uploader(
    "Berkas" if selesai is None else "Berkas berikutnya",
    type=JENIS_BERKAS,
    accept_multiple_files=True,
    key=done.uploader_key(),
    help="Excel (xlsx, xls, xlsb), OpenDocument (ods), CSV, atau tabel HTML; paling banyak 100.000 baris dan 20 MB. "
    "Beberapa berkas sekaligus dibaca sebagai lembar-lembar dari satu survei.",
)
with errors.boundary():
    if berkas:
        flow.show(berkas)
    else:
        if selesai is not None and selesai.profil is not None:
            profiles.offer_saving(selesai.profil, "selesai", after=True)
        sources.show()

components.section("Riwayat unggahan")
with errors.boundary():
    history.show(f"riwayat-{done.uploader_key()}-{bool(berkas)}")
    remembered.show()
