"""Unggah Data: a survey file goes in, checked and whole, and the history of what went in."""

import streamlit as st

from dashboard import components, errors
from dashboard.forms import upload as upload_form

components.heading(
    "Unggah hasil survei, periksa, lalu simpan",
    "XLSX atau CSV, satu baris satu responden, paling banyak 100.000 baris dan 20 MB. Berkas disimpan utuh atau tidak sama sekali.",
)
st.download_button(
    "Unduh templat isian",
    data=upload_form.template,
    file_name="templat-pantau.xlsx",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    icon=":material/download:",
)
berkas = st.file_uploader("Berkas survei", type=["xlsx", "csv"], key="berkas")
if berkas is not None:
    with errors.boundary():
        check = upload_form.inspect_upload(berkas.getvalue(), berkas.name)
        upload_form.show_summary(check)
        upload_form.show_problems(check.hasil.masalah)
        upload_form.actions(check)

components.section("Riwayat unggahan")
riwayat = upload_form.history()
if riwayat.empty:
    st.text("Belum ada berkas yang disimpan.")
else:
    components.table(riwayat, f"Riwayat {len(riwayat)} unggahan, terbaru di atas", "riwayat")
