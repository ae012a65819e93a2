"""One table to edit: what it holds, what would change, who and why, storing, and what somebody else did in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard import components, loaders, state
from dashboard.formats import TANPA_NILAI, format_bulat, join_kata
from dashboard.forms.induk import drafts
from dashboard.forms.induk.cells import Bacaan
from dashboard.forms.induk.stored import finish
from dashboard.tables import induk as tables_induk
from dashboard.text import induk as text_induk
from dashboard.text import inert, plain
from data_access.errors import DataError
from data_access.files.master.statements import Pernyataan
from data_access.files.master.target_rows import TEKS_MAKS
from data_access.master_data.comparison import KEADAAN, Beda, Selisih
from data_access.master_data.edit_checks import Suntingan, unfit_text
from data_access.master_data.editing import ConflictError, read_records, save_edits
from data_access.master_data.records import Catatan, Kunci

TERLIHAT = 12  # problems told at once
TINGGI = 560
ALASAN = "Alasan atau sumber"


@dataclass(frozen=True)
class Lembar:
    """A table of one kind of master data. ``nama``: its name in the session; ``bagian``: the part of the page; ``tabel``: the
    table of the records, rows by their index; ``baca``: what an edited table says, given the records before; ``kolom``:
    Streamlit's column settings; ``lebar``: 'content' for a few columns, whose numbers would stand far from their names;
    ``tetap``: columns that are not edited; ``catatan_ubah``: more columns of the summary, title
    and words of an edit; ``lengkapi``: puts who and why into an edit, where the record itself keeps them."""

    nama: str
    bagian: str
    jenis: str
    alt: str
    tabel: Callable[[Mapping[Kunci, Catatan]], pd.DataFrame]
    baca: Callable[[Mapping[Kunci, Catatan], pd.DataFrame], Bacaan]
    kolom: Mapping[str, Any]
    tetap: Sequence[str]
    contoh_alasan: str
    baris: Literal["fixed", "dynamic"] = "fixed"
    lebar: Literal["stretch", "content"] = "stretch"
    catatan_ubah: Mapping[str, Callable[[Suntingan], str]] = field(default_factory=dict)
    label_oleh: str = "Diisi oleh"
    petunjuk: str = "Klik dua kali sebuah sel untuk mengubahnya."
    lengkapi: Callable[[Suntingan, str, str], Suntingan] = field(default=lambda edit, oleh, alasan: edit)  # noqa: ARG005


def show(sheet: Lembar) -> None:
    """The table with everything below it."""
    versi = loaders.version().versi
    one = drafts.draft(sheet.nama, versi, lambda: _read(sheet.jenis), sheet.tabel)
    one.ketikan = st.data_editor(
        one.isi,
        hide_index=True,
        key=drafts.key(sheet.nama, one),
        alt=sheet.alt,
        num_rows=sheet.baris,
        width=sheet.lebar,
        placeholder=TANPA_NILAI,
        height="content" if len(one.isi) <= 15 else TINGGI,
        disabled=list(sheet.tetap),
        column_config=dict(sheet.kolom),
    )
    read = sheet.baca(one.catatan, one.ketikan)
    one.ada, one.judul = not read.is_kosong, sheet.alt
    if read.is_kosong:
        st.caption(f"{sheet.petunjuk} Belum ada yang berubah.")
        return
    _summary(sheet, read)
    _problems(read)
    _conflict(sheet, one, versi)
    _save(sheet, one, read)


def _read(jenis: str) -> dict[Kunci, Catatan]:
    return read_records(loaders.engine(), jenis, loaders.scope())


def _summary(sheet: Lembar, read: Bacaan) -> None:
    """Before and after of what would be stored."""
    if not read.suntingan:
        return
    components.section("Sebelum dan sesudah", text_induk.change_count(len(read.suntingan)))
    frame = tables_induk.differences(_as_comparison(sheet.jenis, read), loaders.satker_names(), KEADAAN)
    frame = frame.drop(columns=["Keadaan", "Baris"])
    for title, words in sheet.catatan_ubah.items():
        cells = [words(one) for one in read.suntingan]
        if any(cells):
            frame[title] = cells
    height: int | Literal["content"] = "content" if len(frame) <= TERLIHAT else 420
    components.table(frame, f"{len(frame)} isian sebelum dan sesudah disimpan", f"beda-{sheet.nama}", height=height)


def _as_comparison(jenis: str, read: Bacaan) -> Selisih:
    beda = [
        Beda(
            Pernyataan(one.kunci, one.nilai),
            one.sebelum,
            {**(one.sebelum or {}), **one.nilai},
            "baru" if one.sebelum is None else "berubah",
        )
        for one in read.suntingan
    ]
    return Selisih(jenis, tuple(beda), ())


def _problems(read: Bacaan) -> None:
    if not read.masalah:
        return
    rest = len(read.masalah) - TERLIHAT
    told = [f"- {plain(one)}" for one in read.masalah[:TERLIHAT]]
    told += [f"- dan {format_bulat(rest)} lain"] if rest > 0 else []
    # No error yet: a row may be half typed.
    st.warning(
        "\n".join(told), title="Lengkapi atau perbaiki dulu; yang Anda ketik tetap di tabel", icon=":material/edit:"
    )


def _conflict(sheet: Lembar, one: drafts.Draf, versi: int) -> None:
    """What somebody else changed since the table was opened, and the way to go on without losing what was typed."""
    if not one.bentrok:
        return
    st.warning(
        "Isian berikut diubah orang lain sejak tabel ini dibuka. Belum ada yang disimpan, dan yang Anda ketik tetap di tabel.",
        icon=":material/sync_problem:",
    )
    frame = tables_induk.differences(_clashes(sheet.jenis, one), loaders.satker_names(), KEADAAN).drop(
        columns=["Keadaan", "Baris"]
    )
    frame = frame.rename(columns={"Sebelum": "Saat tabel dibuka", "Sesudah": "Sekarang"})
    frame["Diubah oleh"] = [inert(clash.oleh) or TANPA_NILAI for clash in one.bentrok]
    frame["Pada"] = [loaders.local_time(clash.pada) if clash.pada else TANPA_NILAI for clash in one.bentrok]
    components.table(frame, f"{len(frame)} isian yang diubah orang lain", f"bentrok-{sheet.nama}")
    if st.button(
        "Pakai angka terbaru sebagai dasar, ketikan saya tetap",
        icon=":material/sync:",
        key=f"pakai-terbaru-{sheet.nama}",
    ):
        drafts.rebase(one, _read(sheet.jenis), versi, sheet.tabel)
        st.rerun()


def _clashes(jenis: str, one: drafts.Draf) -> Selisih:
    beda = []
    for clash in one.bentrok:
        shown = one.catatan.get(clash.kunci)
        gone = dict.fromkeys(shown or {})
        now = gone if clash.sekarang is None else clash.sekarang
        beda.append(Beda(Pernyataan(clash.kunci, now), shown, now, "berubah"))
    return Selisih(jenis, tuple(beda), ())


def _save(sheet: Lembar, one: drafts.Draf, read: Bacaan) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"baris-simpan-{sheet.nama}"):
        oleh = st.text_input(
            sheet.label_oleh, state.operator(), max_chars=TEKS_MAKS, key=f"oleh-{sheet.nama}",
            help="Jabatan atau unit, bukan nama orang; diingat selama Anda memakai dasbor ini dan tersimpan dalam riwayat.",
        )  # fmt: skip
        alasan = st.text_input(
            ALASAN, max_chars=TEKS_MAKS, key=f"alasan-{sheet.nama}", placeholder=sheet.contoh_alasan,
            help="Tersimpan dalam riwayat. Jangan menulis nama atau nomor pribadi.",
        )  # fmt: skip
        wants = st.button("Simpan perubahan", type="primary", icon=":material/save:", key=f"simpan-{sheet.nama}")
        if st.button("Buang perubahan", icon=":material/delete:", key=f"buang-{sheet.nama}"):
            drafts.forget(sheet.nama)
            st.rerun()
    # Undoing takes the name from the session: one that may not be kept must not wait there.
    if not unfit_text(oleh):
        state.remember_operator(oleh.strip())
    if wants:
        _store(sheet, one, read, " ".join(oleh.split()), " ".join(alasan.split()))


def _store(sheet: Lembar, one: drafts.Draf, read: Bacaan, oleh: str, alasan: str) -> None:
    if read.masalah:
        st.error(f"Belum disimpan: {format_bulat(len(read.masalah))} isian di atas harus diperbaiki dulu.")
        return
    if missing := [label for label, text in ((sheet.label_oleh, oleh), (ALASAN, alasan)) if not text]:
        st.error(f"Belum disimpan: isi dulu {join_kata(missing)} di atas, supaya riwayatnya dapat ditelusuri.")
        return
    edits = [sheet.lengkapi(edit, oleh, alasan) for edit in read.suntingan]
    try:
        with st.spinner("Menyimpan ..."):
            stored = save_edits(
                loaders.engine(), sheet.jenis, edits, loaders.scope(), now=datetime.now(UTC), oleh=oleh, alasan=alasan
            )
    except ConflictError as exc:
        one.bentrok = exc.bentrok
        st.rerun()
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan; yang Anda ketik tetap di tabel")
        return
    drafts.forget(sheet.nama)
    finish(sheet.bagian, stored)
