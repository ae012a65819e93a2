"""Databases that the administrator has named: pull from one, look, and store, as with a file."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard import components, demo, importing, loaders, notices, pulling, state
from dashboard.formats import format_bulat
from dashboard.forms.upload import columns, difference, labels, problems, profiles, satker_names, storing, summary
from dashboard.forms.working import resume, was_stopped, working
from dashboard.text import plain
from data_access import aliases
from data_access.errors import DataError
from data_access.files.options import ImportOptions
from data_access.files.profiles import make_profile
from data_access.ledger.compare import compare
from data_access.ledger.writing import TAMBAH
from data_access.sources.inspection import inspect_pull
from data_access.sources.marks import last_pulls
from data_access.sources.reading import Tarikan
from data_access.sources.settings import Sumber, load_sources

_KEPT = 2
_CHOSEN = "sumber-ditarik"


@dataclass(frozen=True)
class _Hasil:
    """A pull of this session with the moment it was made."""

    tarikan: Tarikan
    ditarik: datetime


@st.cache_resource(scope="session", show_spinner=False)
def _kept() -> OrderedDict[str, _Hasil]:
    """The last pulls of this session by name of the source; not in its state, which is pickled at every run."""
    return OrderedDict()


def show() -> None:
    """The configured sources, a button for each pull, and the steps of the one that was pulled; nothing without any."""
    sources = load_sources()
    if not sources:
        return
    components.section("Tarik dari basis data lain")
    components.table(_listed(sources), f"{len(sources)} basis data yang diatur administrator", "sumber")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        nama = st.selectbox("Sumber", list(sources), format_func=lambda one: sources[one].judul or one, key="sumber")
        semua = st.checkbox(
            "Baca ulang seluruh tabel",
            key="sumber-semua",
            help="Juga menyebut responden yang sudah tersimpan tetapi tidak ada lagi di sumbernya. Lebih lama.",
        )
        wants = st.button("Tarik", icon=":material/download:", key="tarik")
    if wants:
        resume()
        st.session_state[_CHOSEN] = nama
        _kept().pop(nama, None)
    if st.session_state.get(_CHOSEN) != nama:
        return
    kept = _kept().get(nama) or _fetch(sources[nama], semua=semua)
    if kept is not None:
        _steps(kept)


def _listed(sources: dict[str, Sumber]) -> pd.DataFrame:
    """Name, kind, table and last pull; never the address."""
    pulled = last_pulls(loaders.engine())
    return pd.DataFrame(
        {
            "Sumber": [one.judul or one.nama for one in sources.values()],
            "Jenis": [one.jenis for one in sources.values()],
            "Tabel": [one.tabel for one in sources.values()],
            "Cara menarik": ["hanya yang baru" if one.penanda else "seluruh tabel" for one in sources.values()],
            "Terakhir ditarik": [
                loaders.local_time(pulled[one.nama]) if one.nama in pulled else "belum pernah"
                for one in sources.values()
            ],
        }
    )


def _tujuan() -> pulling.Tujuan:
    return pulling.Tujuan(loaders.engine(), loaders.database(), loaders.scope())


def _fetch(sumber: Sumber, *, semua: bool) -> _Hasil | None:
    """The next piece of the source; None when the operator stopped it or the source did not give it."""
    key = f"tarik-{sumber.nama}"
    if was_stopped(key):
        st.info("Tarikan dibatalkan; tidak ada yang disimpan.", icon=":material/info:")
        return None
    now = datetime.now(UTC)
    try:
        with working(f"Menarik {plain(sumber.judul or sumber.nama)}", key) as progress:
            tarikan = next(pulling.fetch(_tujuan(), sumber, semua=semua, now=now, progress=progress))
    except DataError as exc:
        st.session_state.pop(_CHOSEN, None)
        st.error(plain(str(exc)), title="Tidak dapat ditarik")
        return None
    kept = _kept()
    kept[sumber.nama] = _Hasil(tarikan, now)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return kept[sumber.nama]


def _steps(kept: _Hasil) -> None:
    """What was pulled, with corrections, problems and difference; then storing."""
    tarikan, tujuan = kept.tarikan, _tujuan()
    first = pulling.read(tujuan, tarikan, kept.ditarik)
    if first.check is None or first.is_kosong:
        pulling.save(tujuan.engine, first, importing.Persetujuan(confirmed=False), now=datetime.now(UTC))
        st.info("Belum ada jawaban baru di sumber ini.", icon=":material/info:")
        return
    options = pulling.options_for(tujuan, tarikan.sumber, kept.ditarik)
    offered = pulling.instruments_for(tujuan, options)
    key = tarikan.berkas.sha256[:12]
    corrected = columns.edit_mapping(first.check.pemetaan, offered, key)
    if corrected != first.check.pemetaan:
        options = replace(options, pemetaan=corrected)
    options = replace(options, label_values={**options.label_values, **labels.edit_labels(first.check, offered, key)})
    before = inspect_pull(tarikan, options, offered)
    asked = satker_names.decide(before.hasil.satker_dibaca, before.hasil.ringkasan.satker_tidak_dikenal, key)
    options = replace(options, satker_pilihan=asked.pilihan)
    piece = pulling.Potongan(tarikan, inspect_pull(tarikan, options, offered))
    _finish(piece, asked, options, key)


def _finish(piece: pulling.Potongan, asked: satker_names.PilihanSatker, options: ImportOptions, key: str) -> None:
    check = piece.check
    if check is None:
        return
    summary.show_lines(check)
    summary.show_preview(check)
    problems.show_problems(check.hasil.masalah, "masalah-tarikan", filled_in=storing.DIISI_DI_SINI)
    decided = _decide(piece, key) if check.hasil.lembar else None
    siap = storing.Siap(check, asked, decided, storing.confirm_doubts(check))
    _why_not(siap)
    reset = notices.has_demo() and st.checkbox(
        "Hapus data contoh sekaligus, supaya angkanya tidak bercampur", value=True, key="hapus-contoh-tarikan"
    )
    if st.button("Simpan ke basis data", type="primary", disabled=siap.is_blocked, key="simpan-tarikan"):
        _store(piece, siap, reset=reset)
    profiles.offer_saving(make_profile(check.pemetaan, options), key)
    st.caption(
        'Supaya tarikan berikutnya memakai profil itu, administrator menulis profil = "nama profil" pada sumber ini.'
    )


def _why_not(siap: storing.Siap) -> None:
    """Why the button cannot be pressed yet."""
    if siap.check.hasil.ditolak:
        st.error("Tarikan ditolak seluruhnya; tidak ada yang disimpan. Perbaiki di sumbernya atau lewat view.")
    elif siap.satker.ragu:
        st.info(f"{format_bulat(siap.satker.ragu)} satker belum dipastikan.")
    elif siap.keputusan is not None and siap.keputusan.cara is None:
        st.info("Tentukan dulu apakah sumber ini menambah atau menggantikan.")


def _decide(piece: pulling.Potongan, key: str) -> difference.Keputusan:
    """What it would change. A pull of new rows says nothing about those who are not in it, so nothing is asked."""
    lembar = piece.check.hasil.lembar if piece.check else ()
    if piece.tarikan.is_penuh:
        return difference.decide(lembar, key, st.container())
    selisih = compare(loaders.engine(), lembar)
    told = [
        f"{n} {what}"
        for n, what in ((selisih.baru, "baru"), (selisih.tetap, "tetap"), (selisih.berubah, "berubah"))
        if n
    ]
    told += [f"{kode.upper()} (banyaknya dirahasiakan)" for kode in selisih.rahasia]
    st.text(f"Dibanding yang tersimpan: {', '.join(told) or 'tidak ada yang berbeda'}.")
    return difference.Keputusan(selisih, TAMBAH)


def _store(piece: pulling.Potongan, siap: storing.Siap, *, reset: bool) -> None:
    now, keputusan = datetime.now(UTC), siap.keputusan
    if keputusan is None or keputusan.cara is None:
        return
    used = set(siap.check.hasil.ringkasan.satker)
    agreed = importing.Persetujuan(
        confirmed=siap.confirmed,
        create_satker=[one for one in siap.satker.baru if one.kode in used],
        cara=keputusan.cara,
    )
    try:
        with working("Menyimpan", storing.LANGKAH) as progress:
            done = pulling.save(loaders.engine(), piece, agreed, now=now, progress=progress)
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan")
        return
    state.return_to_database()
    st.session_state.pop(_CHOSEN, None)
    _kept().pop(piece.tarikan.sumber.nama, None)
    if done is None or not done.is_baru:
        st.info("Semua yang ditarik sudah tersimpan; tidak ada yang berubah.", icon=":material/info:")
    else:
        st.success(storing.stored_sentence(piece.tarikan.berkas.nama, done), icon=":material/check_circle:")
    _afterwards(siap, now, reset=reset)
    if piece.tarikan.ada_lagi:
        st.info("Masih ada baris berikutnya di sumber ini; tekan Tarik lagi.", icon=":material/info:")
    page = storing.result_page([sheet.instrumen for sheet in siap.check.hasil.lembar])
    st.page_link(page, label="Lihat hasilnya", icon=":material/arrow_forward:")


def _afterwards(siap: storing.Siap, now: datetime, *, reset: bool) -> None:
    """What goes with storing and may fail without taking it back: the spellings to remember, the example data."""
    try:
        if siap.satker.pilihan:
            aliases.add_aliases(loaders.engine(), siap.satker.pilihan, loaders.scope(), now=now)
        if reset:
            demo.reset_demo_engine(loaders.engine())
    except DataError as exc:
        st.warning(plain(f"Tarikannya sudah tersimpan, tetapi: {exc}"))
