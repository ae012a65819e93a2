"""A file of master data on the upload page: what it says, before and after, problems, and only then storing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard import components, importing, loaders, master
from dashboard.formats import awal_kalimat, format_bulat
from dashboard.forms.upload import done
from dashboard.forms.upload.problems import show_problems
from dashboard.master import PeriksaInduk
from dashboard.tables import induk as tables_induk
from dashboard.text import induk as text_induk
from dashboard.text import plain
from data_access.errors import DataError
from data_access.files.master.statements import JENIS, KALENDER, NAMA_JENIS, PEGAWAI, PENGGUNA, TARGET, PilihanInduk
from data_access.files.master.template import build_master_template
from data_access.files.reading.cells import RawFile
from data_access.master_data.comparison import KEADAAN
from data_access.master_data.storing import store_master
from scoring.errors import ScoringError
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, parse_period

SHOWN = 1_000  # rows of the preview that go to the browser
HEIGHT = 420
DIISI_DI_SINI = frozenset({"BULAN_KOSONG", "TAHUN_KOSONG", "ALASAN_KOSONG"})
# Where the numbers are seen; a list of satker has no page of its own.
HALAMAN = {
    PENGGUNA: "../pages/responden.py", TARGET: "../pages/responden.py", PEGAWAI: "../pages/integritas.py",
    KALENDER: "../pages/responden.py",
}  # fmt: skip


def show(raw: RawFile, kind: str, oleh: str = "") -> None:
    """Everything about a file of this kind (files.master.statements.JENIS): choices, problems, before and after, storing.

    ``oleh``: who stores it, for the ledger.
    """
    pilihan = master.choices(loaders.engine(), loaders.scope(), loaders.today(), PilihanInduk(oleh=oleh))
    check = master.check(loaders.engine(), raw, kind, pilihan, loaders.scope())
    completed = _complete(raw, kind, check, pilihan)
    if completed != pilihan:
        check = master.check(loaders.engine(), raw, kind, completed, loaders.scope())
    st.text(text_induk.read_sentence(check.data, check.selisih))
    st.caption(text_induk.TEMPAT[kind])
    show_problems(check.selisih.masalah, "masalah-induk", filled_in=DIISI_DI_SINI)
    _preview(check, raw)
    _store(raw, check, oleh)


def templates() -> None:
    """A template for each kind, with the satker that are known."""
    with st.container(key="templat-induk"):
        for kind in JENIS:
            template(kind)


def template(kind: str) -> None:
    """The button for the template of one kind, with the satker that are known."""
    satker = importing.known_satker(loaders.database(), loaders.scope())
    st.download_button(
        f"Templat {NAMA_JENIS[kind]}",
        data=partial(build_master_template, kind, satker, loaders.today().year),
        file_name=f"templat-{kind}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
        key=f"templat-{kind}",
    )


def _complete(raw: RawFile, kind: str, check: PeriksaInduk, pilihan: PilihanInduk) -> PilihanInduk:
    """Ask for what the file leaves out, and only for that."""
    missing = {one.kode for one in check.selisih.masalah}
    with st.container(horizontal=True, key="lengkapi-induk", vertical_alignment="bottom"):
        if "BULAN_KOSONG" in missing:
            label = "Periode untuk baris tanpa bulan"
            asked = st.text_input(
                label,
                placeholder="2026-06",
                key=f"periode-{raw.sha256[:8]}",
                help="Tulis 2026-06, 2026-TW2, atau 2026.",
            )
            pilihan = _with_period(pilihan, asked.strip())
        if "TAHUN_KOSONG" in missing:
            asked = st.text_input("Tahun untuk bulan tanpa tahun", placeholder="2026", key=f"tahun-{raw.sha256[:8]}")
            pilihan = _with_year(pilihan, asked.strip())
        if kind == TARGET and "ALASAN_KOSONG" in missing:
            asked = st.text_input("Alasan untuk target tanpa alasan", max_chars=200, key=f"alasan-{raw.sha256[:8]}")
            pilihan = replace(pilihan, alasan=" ".join(asked.split()))
    return pilihan


def _with_period(pilihan: PilihanInduk, text: str) -> PilihanInduk:
    if not text:
        return pilihan
    try:
        periode = parse_period(text)
    except ScoringError as exc:
        st.error(plain(str(exc)))
        return pilihan
    return replace(pilihan, periode=(periode.dari, periode.sampai))


def _with_year(pilihan: PilihanInduk, text: str) -> PilihanInduk:
    if not text:
        return pilihan
    if not (text.isdecimal() and TAHUN_MIN <= int(text) <= TAHUN_MAKS):
        st.error("Tahun tidak dikenali; tulis empat angka, misalnya 2026.")
        return pilihan
    return replace(pilihan, tahun=int(text))


def _preview(check: PeriksaInduk, raw: RawFile) -> None:
    selisih = check.selisih
    if not selisih.beda:
        return
    st.subheader("Sebelum dan sesudah", anchor=False)
    there = [name for name in KEADAAN if selisih.count(name)]
    usual = [name for name in there if name != "tetap"] or there
    chosen = st.pills(
        "Tampilkan",
        there,
        selection_mode="multi",
        default=usual,
        format_func=lambda name: f"{awal_kalimat(name)} ({format_bulat(selisih.count(name))})",
        key=f"keadaan-induk-{raw.sha256[:8]}",
        label_visibility="collapsed",
    )
    table = tables_induk.differences(selisih, loaders.satker_names(), chosen)
    rows = min(len(table), SHOWN)
    height = min(35 * rows + 38, HEIGHT)
    components.table(table.head(SHOWN), f"{rows} isian sebelum dan sesudah disimpan", "beda-induk", height=height)
    if len(table) > SHOWN:
        st.caption(f"Ditampilkan {format_bulat(SHOWN)} dari {format_bulat(len(table))} baris; semuanya disimpan.")
    with st.expander("Arti tiap kolom"):
        read = tables_induk.columns_read(check.data)
        components.table(read, f"{len(read)} kolom yang dibaca", "kolom-induk")


def _store(raw: RawFile, check: PeriksaInduk, oleh: str) -> None:
    selisih, confirmed = check.selisih, True
    errors = {one.kode for one in selisih.masalah if one.tingkat == "galat"}
    if errors and errors <= DIISI_DI_SINI:
        st.info("Lengkapi dulu yang diminta di atas; belum ada yang disimpan.", icon=":material/edit:")
        return
    if selisih.ditolak:
        st.error(
            "Berkas ditolak seluruhnya; tidak ada yang disimpan. Perbaiki yang harus diperbaiki, lalu unggah lagi."
        )
        return
    if not selisih.count("baru") and not selisih.count("berubah"):
        st.info("Semua isian berkas ini sudah sama dengan yang tersimpan.", icon=":material/info:")
        return
    if selisih.perlu_konfirmasi:
        label = "Saya sudah memeriksa: hal yang perlu kepastian di atas memang benar."
        confirmed = st.checkbox(label, key=f"pasti-induk-{raw.sha256[:8]}")
    if not st.button("Simpan ke basis data", type="primary", disabled=not confirmed, key="simpan-induk"):
        return
    try:
        with st.spinner("Menyimpan ..."):
            stored = store_master(
                loaders.engine(),
                master.source_of(raw, check.data, oleh),
                check.data,
                loaders.scope(),
                now=datetime.now(UTC),
                confirmed=confirmed,
            )
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan")
        return
    since = loaders.local_time(stored.disimpan_pada)
    sentence = plain(text_induk.stored_sentence(raw.nama, check.data.jenis, stored, since))
    done.finish(done.Selesai(sentence, is_baru=stored.is_baru, halaman=HALAMAN.get(check.data.jenis, "")))
