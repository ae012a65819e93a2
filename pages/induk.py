"""Data Induk: what Pantau knows of the satker beside their surveys, in tables to edit, with who and why, and undo."""

import streamlit as st

from dashboard import components, errors, loaders, state
from dashboard.forms import master_data
from dashboard.forms.induk import drafts, finding, links, parts, stored
from dashboard.forms.upload import history
from dashboard.text import plain

ISI = (
    "Data induk: pengguna layanan, pegawai, target, dan kalender. Dari sinilah target responden dan hari kerja dihitung. Setiap "
    "perubahan tercatat dengan siapa dan mengapa, dan dapat dibatalkan."
)
if state.active_file() is not None:
    components.heading("Data induk tidak dapat diubah dari sini", ISI)
    st.info("Anda sedang melihat berkas yang belum disimpan. Kembali ke basis data dulu untuk mengubah data induk.")
    st.stop()
if loaders.satker_list().empty:
    components.heading("Belum ada satker yang datanya dapat diisi", ISI)
    st.info("Unggah daftar satker atau hasil survei dulu; setelah itu datanya dapat diisi di sini.")
    st.page_link("../pages/unggah.py", label="Buka Unggah Data", icon=":material/upload_file:")
    st.stop()

drafts.begin()
kepala = st.container()
bagian = parts.choose_part()
with kepala:
    components.heading(finding.finding(bagian), ISI)
stored.show(bagian)
with errors.boundary():
    parts.show(bagian)
if waiting := drafts.unsaved_elsewhere():
    st.caption(plain(f"Belum disimpan di tabel lain: {'; '.join(waiting)}. Ketikannya masih ada di sana."))

with st.container(horizontal=True, vertical_alignment="center", key="dari-berkas"):
    st.markdown("Lebih mudah dari berkas?")
    for jenis in parts.JENIS[bagian]:
        master_data.template(jenis)
    st.page_link("../pages/unggah.py", label="Unggah berkasnya di Unggah Data", icon=":material/upload_file:")
components.section(f"Perubahan terakhir: {links.BAGIAN[bagian].lower()}")
with errors.boundary():
    history.show(f"riwayat-{bagian}", parts.JENIS[bagian], 15)
