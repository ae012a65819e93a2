"""The last step: what still stands in the way, then storing or only looking; and what storing did, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard import demo, importing, loaders, notices, state
from dashboard.formats import awal_kalimat, format_bulat
from dashboard.forms.upload import done
from dashboard.forms.upload.difference import Keputusan
from dashboard.forms.upload.satker_names import PilihanSatker
from dashboard.forms.working import resume, was_stopped, working
from dashboard.text import plain
from data_access import aliases, profiles
from data_access.errors import DataError
from data_access.file_repository import FileRepository
from data_access.files.columns.profile import Profil
from data_access.files.source import Pemeriksaan
from data_access.satker_names import SatkerBaru
from data_access.store import HasilSimpan
from scoring.instruments import Instrumen

INTEGRITAS = "../pages/integritas.py"
LANGKAH = "simpan-berkas"
# What the operator can answer on this page; everything else has to be repaired in the file.
DIISI_DI_SINI = frozenset({"SATKER_KOSONG", "TANGGAL_KOSONG", "LABEL_ASING", "TANPA_UNSUR"})


@dataclass(frozen=True)
class Siap:
    """A file as it would be stored, with all that the operator has decided."""

    check: Pemeriksaan
    satker: PilihanSatker
    keputusan: Keputusan | None
    confirmed: bool
    profil: str = ""
    susunan: Profil | None = None  # the layout as a profile that is not saved yet
    dapat_dilewati: bool = False  # leaving out the wrong rows is offered on the page

    @property
    def langkah(self) -> str:
        """Name of the storing of this file, by which it is stopped."""
        return f"{LANGKAH}-{self.check.berkas.sha256[:12]}"

    @property
    def is_blocked(self) -> bool:
        """True while anything stands in the way of storing."""
        stopped = importing.blocking(self.check.hasil.masalah, confirmed=self.confirmed)
        return bool(stopped or self.satker.ragu or self.keputusan is None or self.keputusan.cara is None)


def confirm_doubts(check: Pemeriksaan) -> bool:
    """The operator's word that what is doubtful is right; True where nothing is."""
    if not check.hasil.perlu_konfirmasi:
        return True
    return st.checkbox("Saya sudah memeriksa: hal yang perlu kepastian di atas memang benar.")


def actions(siap: Siap) -> None:
    """Buttons to store and to look without storing, with the reason when they cannot be pressed."""
    hasil = siap.check.hasil
    _why_not(siap)
    if was_stopped(siap.langkah):
        st.info("Penyimpanan dibatalkan; tidak ada yang disimpan.", icon=":material/info:")
    reset = (
        not hasil.ditolak
        and notices.has_demo()
        and st.checkbox("Hapus data contoh sekaligus, supaya angkanya tidak bercampur", value=True)
    )
    with st.container(horizontal=True):
        wants_store = st.button(
            "Simpan ke basis data", type="primary", disabled=siap.is_blocked, key="simpan", on_click=resume
        )
        if st.button("Lihat tanpa menyimpan", disabled=hasil.ditolak or not siap.confirmed, key="lihat"):
            _look(siap)
    if wants_store:
        _store(siap, reset=reset)


def _why_not(siap: Siap) -> None:
    """Why the button cannot be pressed yet, one reason at a time."""
    errors = {one.kode for one in siap.check.hasil.problems("galat")}
    if errors and errors <= DIISI_DI_SINI:
        st.info("Lengkapi dulu yang diminta di atas; belum ada yang disimpan.", icon=":material/edit:")
    elif errors:
        skip = ", atau centang Lewati di atas" if siap.dapat_dilewati else ""
        st.error(
            f"Berkas ditolak seluruhnya; tidak ada yang disimpan. Perbaiki yang harus diperbaiki, lalu unggah lagi{skip}."
        )
    elif siap.satker.ragu:
        st.info(f"{format_bulat(siap.satker.ragu)} satker belum dipastikan.", icon=":material/edit:")
    elif siap.keputusan is not None and siap.keputusan.cara is None:
        st.info("Tentukan dulu apakah berkas ini menambah atau menggantikan.", icon=":material/edit:")
    elif not siap.confirmed:
        st.info("Centang dulu bahwa hal yang perlu kepastian memang benar.", icon=":material/edit:")


def _look(siap: Siap) -> None:
    names = {one.kode: one for one in siap.satker.baru}
    lembar = siap.check.hasil.lembar
    state.look_at_file(siap.check.berkas.nama, FileRepository(lembar, read_at=datetime.now(UTC), names=names))
    st.switch_page(result_page([sheet.instrumen for sheet in lembar]))


def result_page(instruments: Sequence[Instrumen]) -> str:
    """The page that shows what a file brought; internal surveys have one of their own."""
    return INTEGRITAS if all(item.internal for item in instruments) else "../pages/ringkasan.py"


def _store(siap: Siap, *, reset: bool) -> None:
    now = datetime.now(UTC)
    keputusan = siap.keputusan
    if keputusan is None or keputusan.cara is None:
        return
    try:
        with working("Menyimpan", siap.langkah) as progress:
            agreed = importing.Persetujuan(
                confirmed=siap.confirmed,
                create_satker=_wanted(siap),
                cara=keputusan.cara,
                expected=keputusan.selisih,
                profil=siap.profil,
            )
            stored = importing.save(loaders.engine(), siap.check, agreed, now=now, progress=progress)
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan")
        return
    state.return_to_database()
    page, query = result_of(siap.check, stored)
    done.finish(
        done.Selesai(
            stored_sentence(siap.check.berkas.nama, stored),
            is_baru=stored.is_baru,
            halaman=page,
            query=query,
            profil=None if siap.profil else siap.susunan,
            peringatan=_afterwards(siap, now, reset=reset),
        )
    )


def _afterwards(siap: Siap, now: datetime, *, reset: bool) -> str:
    """What goes with storing and may fail without taking it back: the spellings to remember, the example data."""
    try:
        if siap.profil:
            profiles.mark_used(loaders.engine(), siap.profil, now=now)
        if siap.satker.pilihan:
            aliases.add_aliases(loaders.engine(), siap.satker.pilihan, loaders.scope(), now=now)
        if reset:
            with st.spinner("Menghapus data contoh ..."):
                demo.reset_demo_engine(loaders.engine())
    except DataError as exc:
        return plain(f"Berkasnya sudah tersimpan, tetapi: {exc}")
    return ""


def _wanted(siap: Siap) -> list[SatkerBaru]:
    """The new satker that rows of the file really have."""
    used = set(siap.check.hasil.ringkasan.satker)
    return [one for one in siap.satker.baru if one.kode in used]


def stored_sentence(nama: str, done: HasilSimpan) -> str:
    """What a batch did, in one message; safe Markdown."""
    if not done.is_baru:
        return f"{plain(nama)} sudah pernah disimpan; tidak ada yang berubah."
    counts = ", ".join(f"{format_bulat(n)} responden {kode.upper()}" for kode, n in done.jumlah.items())
    changes = [
        (done.tetap, "sudah ada"),
        (done.berubah, "diperbarui"),
        (done.ditarik, "ditarik"),
        (done.ditolak, "baris dilewati"),
    ]
    told = ", ".join(f"{format_bulat(n)} {what}" for n, what in changes if n)
    made = f" {awal_kalimat(format_bulat(len(done.satker_baru)))} satker dibuat." if done.satker_baru else ""
    return f"{plain(nama)} disimpan: {counts}{f' ({told})' if told else ''}.{made}"


def result_of(check: Pemeriksaan, done: HasilSimpan) -> tuple[str, dict[str, str]]:
    """The page that shows what was stored, with its address: survey and last month of the file."""
    page = result_page([sheet.instrumen for sheet in check.hasil.lembar])
    last = max(check.hasil.ringkasan.bulan, default="")
    # An internal survey has no months: its page opens with the last period that is over.
    if page == INTEGRITAS or not done.jumlah:
        return page, {}
    public = [sheet.instrumen.kode for sheet in check.hasil.lembar if not sheet.instrumen.internal]
    shown = next((kode for kode in done.jumlah if kode in public), public[0])
    return page, {"survei": shown} | ({"periode": last} if last else {})
