"""The upload page's steps: file, recognised mapping to correct, choices, problems, preview, and only then storing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from dashboard import components, demo, importing, loaders, notices, state
from dashboard.formats import TANPA_NILAI, awal_kalimat, format_bulat
from dashboard.text import plain
from data_access.errors import DataError
from data_access.file_repository import FileRepository
from data_access.files.columns.mapping import ABAIKAN, Pemetaan, possible_roles, role_name
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah
from data_access.files.reading.cells import RawFile
from data_access.files.reading.reader import read_file
from data_access.files.source import Pemeriksaan, inspect_raw
from data_access.files.template import build_template
from data_access.satker_names import SatkerBaru, jenis_of
from data_access.store import HasilSimpan
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import month_label, parse_month

OTOMATIS = "otomatis"
TIDAK_ADA = ""
SATKER_BARU = "\x00baru"
DISEBUT = 6
INTEGRITAS = "../pages/integritas.py"
PEMISAH_NAMA = {",": "koma", ";": "titik koma", "\t": "tab", "|": "garis tegak"}
TINGKAT_IKON = {"galat": "error", "konfirmasi": "help", "peringatan": "info"}
TINGKAT_NAMA = {"galat": "Harus diperbaiki", "konfirmasi": "Perlu kepastian", "peringatan": "Untuk diketahui"}
CARA_NAMA = {
    "kode": "dari kode", "nama": "dari nama unsur", "sinonim": "dari sinonim", "pernyataan": "dari bunyi pertanyaan",
    "judul": "dari judul kolom", "isi": "dari isi kolom", "operator": "pilihan Anda",
}  # fmt: skip


@st.cache_data(scope="session", max_entries=3, show_spinner="Membaca berkas ...")
def _read(content: bytes, nama: str) -> RawFile:
    return read_file(content, nama)


def choose_options(raw: RawFile, instruments: Sequence[Instrumen]) -> ImportOptions:
    """The operator's choices beside the mapping: instrument, satker and month for rows that name none, sheet."""
    known = {item.kode: item for item in [*instruments, *shipped_instruments().values()]}
    satker = loaders.satker_list()
    names = dict(zip(satker["satker"], satker["nama"], strict=True))
    with st.container(horizontal=True, key="pilihan-berkas", vertical_alignment="bottom"):
        kode = st.selectbox(
            "Instrumen",
            [OTOMATIS, *known],
            format_func=lambda one: "Kenali otomatis" if one == OTOMATIS else f"{one.upper()} ({known[one].indeks})",
        )
        default = st.selectbox(
            "Satker untuk baris tanpa satker",
            [TIDAK_ADA, *names, SATKER_BARU],
            format_func=lambda one: names.get(one, "Satker baru ..." if one == SATKER_BARU else "Tidak ditentukan"),
        )
        if default == SATKER_BARU:
            default = st.text_input("Kode satker baru", placeholder="misalnya UPT-01").strip()
        bulan = st.text_input("Bulan untuk baris tanpa tanggal", placeholder="2026-06", help="Tulis tahun dan bulan.")
        sheets = [sheet.nama for sheet in raw.lembar if sheet.n_baris]
        lembar = st.selectbox("Lembar", sheets) if len(sheets) > 1 else None
    return ImportOptions(
        instrumen=None if kode == OTOMATIS else known[kode],
        satker_default=default or None,
        tanggal_default=_first_day(bulan),
        lembar=lembar,
    )


def _first_day(bulan: str) -> date | None:
    if not bulan.strip():
        return None
    month = parse_month(bulan)
    return date(month // 100, month % 100, 1)


def inspect_upload(content: bytes, nama: str) -> Pemeriksaan:
    """Read, let the operator choose and correct, and return the file as it would be stored now."""
    raw = _read(content, nama)
    repo, scope = loaders.database(), loaders.scope()
    instruments = importing.offered_instruments(repo, scope)
    options = importing.with_known(choose_options(raw, instruments), repo, scope, loaders.today())
    offered = list(
        {item.kode: item for item in [*instruments, *([options.instrumen] if options.instrumen else [])]}.values()
    )
    first = inspect_raw(raw, options, offered)
    corrected = edit_mapping(first.pemetaan, offered, f"{raw.sha256}-{options.lembar}-{options.instrumen is not None}")
    labels = edit_labels(first, raw.sha256)
    if corrected == first.pemetaan and not labels:
        return first
    return inspect_raw(raw, replace(options, pemetaan=corrected, label_values=labels), offered)


def edit_mapping(pemetaan: Pemetaan, instruments: Sequence[Instrumen], key: str) -> Pemetaan:
    """Show what each column was recognised as, and return the mapping with the operator's corrections."""
    roles = {role: role_name(role, instruments) for role in possible_roles(instruments)}
    table = pd.DataFrame(
        {
            "Kolom": [kolom.huruf for kolom in pemetaan.kolom],
            "Judul di berkas": [kolom.judul for kolom in pemetaan.kolom],
            "Dibaca sebagai": [roles.get(kolom.peran, kolom.peran) for kolom in pemetaan.kolom],
            "Dikenali": [CARA_NAMA.get(kolom.cara, "tidak dikenali") for kolom in pemetaan.kolom],
        }
    )
    st.subheader("Arti tiap kolom", anchor=False)
    st.caption(
        "Ubah kolom Dibaca sebagai bila ada yang keliru. Data pribadi (nama, NIK, telepon, surel) tidak pernah dibaca."
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        key=f"pemetaan-{key}",
        alt="Arti tiap kolom",
        disabled=["Kolom", "Judul di berkas", "Dikenali"],
        column_config={"Dibaca sebagai": st.column_config.SelectboxColumn(options=list(roles.values()), required=True)},
    )
    by_name = {name: role for role, name in roles.items()}
    for kolom, name in zip(pemetaan.kolom, edited["Dibaca sebagai"], strict=True):
        role = by_name.get(str(name), ABAIKAN)
        if role != kolom.peran:
            pemetaan = pemetaan.with_role(kolom.indeks, role)
    return pemetaan


def edit_labels(check: Pemeriksaan, key: str) -> dict[str, dict[str, int | None]]:
    """Ask for the number of every answer text that no instrument explains; nothing is guessed."""
    foreign = check.hasil.label_asing
    if not foreign:
        return {}
    st.subheader("Teks jawaban yang belum punya angka", anchor=False)
    table = pd.DataFrame(
        {
            "Kolom": [one.kolom for one in foreign],
            "Pertanyaan": [one.judul for one in foreign],
            "Jawaban": [one.label for one in foreign],
            "Banyaknya": [one.jumlah for one in foreign],
            "Angka": pd.array([None] * len(foreign), dtype="Int64"),
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        key=f"label-{key}",
        alt="Teks jawaban yang belum punya angka",
        disabled=["Kolom", "Pertanyaan", "Jawaban", "Banyaknya"],
        placeholder=TANPA_NILAI,
    )
    found: dict[str, dict[str, int | None]] = {}
    for one, value in zip(foreign, edited["Angka"], strict=True):
        if not pd.isna(value):
            found.setdefault(one.kolom, {})[one.label] = int(value)
    return found


def show_summary(check: Pemeriksaan) -> None:
    """What was read, in one line, and the first respondents."""
    ringkasan, berkas = check.hasil.ringkasan, check.berkas
    separator = PEMISAH_NAMA.get(berkas.pemisah, berkas.pemisah)
    read_as = f" sebagai {berkas.penyandian} dengan pemisah {separator}" if berkas.penyandian else ""
    counts = (
        ", ".join(f"{format_bulat(n)} responden {kode.upper()}" for kode, n in ringkasan.n.items())
        or "tidak ada jawaban"
    )
    st.text(f"{format_bulat(ringkasan.baris_dibaca)} baris dibaca{read_as}: {counts}.")
    if ringkasan.kolom_pribadi:
        st.text(f"Data pribadi tidak dibaca: {', '.join(ringkasan.kolom_pribadi)}.")
    if ringkasan.bulan:
        months = ", ".join(
            f"{month_label(parse_month(name))} ({n})" for name, n in sorted(ringkasan.bulan.items()) if name
        )
        st.text(f"Bulan: {months}.")
    with st.expander("Pratinjau baris pertama"):
        st.dataframe(pd.DataFrame(check.pratinjau.baris, columns=list(check.pratinjau.kolom)), hide_index=True)


def show_problems(masalah: Sequence[Masalah]) -> None:
    """Every problem at once: the worst in whole sentences, all of them as a table with cell, found and expected."""
    if not masalah:
        st.success("Tidak ditemukan masalah.", icon=":material/check_circle:")
        return
    st.subheader("Hasil pemeriksaan", anchor=False)
    for one in masalah[:DISEBUT]:
        where = f"{one.sel}. " if one.sel else ""
        icon = f":material/{TINGKAT_IKON[one.tingkat]}:"
        st.markdown(f"{icon} **{TINGKAT_NAMA[one.tingkat]}.** {plain(where + one.pesan)}")
    table = pd.DataFrame(
        {
            "Tingkat": [TINGKAT_NAMA[one.tingkat] for one in masalah],
            "Lembar": [one.lembar for one in masalah],
            "Baris": [one.baris or None for one in masalah],
            "Kolom": [f"{one.kolom} ({one.judul})" if one.judul else one.kolom for one in masalah],
            "Ditemukan": [one.ditemukan for one in masalah],
            "Diharapkan": [one.diharapkan for one in masalah],
            "Banyaknya": [one.jumlah for one in masalah],
            "Masalah": [one.pesan for one in masalah],
        }
    ).astype({"Baris": "Int64"})
    with st.expander(f"Rincian {format_bulat(len(masalah))} masalah", expanded=len(masalah) > DISEBUT):
        components.table(
            table, f"{len(masalah)} masalah dalam berkas", "masalah", height=min(38 * len(masalah) + 40, 420)
        )


def choose_new_satker(codes: Sequence[str]) -> list[SatkerBaru]:
    """List the satker that the database does not know; the ones that the operator confirms are returned."""
    if not codes:
        return []
    st.subheader("Satker yang belum dikenal", anchor=False)
    st.caption("Lengkapi namanya, lalu centang yang memang perlu dibuat. Tanpa itu berkas tidak disimpan.")
    table = pd.DataFrame(
        {
            "Kode": list(codes),
            "Nama": list(codes),
            "Jenis": [jenis_of(kode)[0] for kode in codes],
            "Buat": [st.checkbox(f"Buat semua ({format_bulat(len(codes))} satker)", key="buat-semua")] * len(codes),
        }
    )
    edited = st.data_editor(
        table, hide_index=True, key="satker-baru", alt="Satker yang belum dikenal", disabled=["Kode"]
    )
    return [
        SatkerBaru(str(row.Kode), nama=str(row.Nama).strip(), jenis=str(row.Jenis).strip())
        for row in edited.itertuples()
        if row.Buat
    ]


def actions(check: Pemeriksaan) -> None:
    """The last step: confirm doubts, make satker, then store or only look."""
    hasil = check.hasil
    confirmed = True
    if hasil.perlu_konfirmasi:
        confirmed = st.checkbox("Saya sudah memeriksa: hal yang perlu kepastian di atas memang benar.")
    unknown = hasil.ringkasan.satker_tidak_dikenal
    new = choose_new_satker(unknown)
    stopped = importing.blocking(hasil.masalah, confirmed=confirmed)
    undecided = len(unknown) - len(new)
    if hasil.ditolak:
        st.error(
            "Berkas ditolak seluruhnya; tidak ada yang disimpan. Perbaiki yang harus diperbaiki, lalu unggah lagi."
        )
    elif undecided:
        st.info(f"{format_bulat(undecided)} satker belum dikonfirmasi.")
    reset = notices.has_demo() and st.checkbox(
        "Hapus data contoh sekaligus, supaya angkanya tidak bercampur", value=True
    )
    with st.container(horizontal=True):
        wants_store = st.button(
            "Simpan ke basis data", type="primary", disabled=bool(stopped or undecided), key="simpan"
        )
        if st.button("Lihat tanpa menyimpan", disabled=hasil.ditolak or not confirmed, key="lihat"):
            names = {one.kode: one for one in new}
            state.look_at_file(check.berkas.nama, FileRepository(hasil.lembar, read_at=datetime.now(UTC), names=names))
            st.switch_page(_result_page([sheet.instrumen for sheet in check.hasil.lembar]))
        st.download_button(
            "Unduh pemetaan kolom",
            data=check.pemetaan.to_json(),
            file_name="pemetaan.json",
            mime="application/json",
            help="Untuk berkas bulan depan dengan judul kolom yang sama: pantau.py import BERKAS --profile pemetaan.json",
        )
    if wants_store:
        _store(check, new, confirmed=confirmed, reset=reset)


def _result_page(instruments: Sequence[Instrumen]) -> str:
    """The page that shows what a file brought; internal surveys have one of their own."""
    return INTEGRITAS if all(item.internal for item in instruments) else "../pages/ringkasan.py"


def _store(check: Pemeriksaan, new: Sequence[SatkerBaru], *, confirmed: bool, reset: bool) -> None:
    try:
        with st.spinner("Menyimpan ..."):
            done = importing.save(
                loaders.engine(), check, now=datetime.now(UTC), confirmed=confirmed, create_satker=new
            )
            if reset:
                demo.reset_demo_engine(loaders.engine())
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan")
        return
    state.return_to_database()
    _tell_stored(check, done)


def _tell_stored(check: Pemeriksaan, done: HasilSimpan) -> None:
    nama = plain(check.berkas.nama)
    if not done.is_baru:
        st.info(f"{nama} sudah pernah disimpan; tidak ada yang berubah.", icon=":material/info:")
        return
    counts = ", ".join(f"{format_bulat(n)} responden {kode.upper()}" for kode, n in done.jumlah.items())
    made = f" {awal_kalimat(format_bulat(len(done.satker_baru)))} satker dibuat." if done.satker_baru else ""
    st.success(f"{nama} disimpan: {counts}.{made}", icon=":material/check_circle:")
    last = max(check.hasil.ringkasan.bulan, default="")
    query = {"survei": next(iter(done.jumlah))} | ({"periode": last} if last else {})
    page = _result_page([sheet.instrumen for sheet in check.hasil.lembar])
    # An internal survey has no months: its page opens with the last period that is over.
    query = {} if page == INTEGRITAS else query
    st.page_link(page, label="Lihat hasilnya", icon=":material/arrow_forward:", query_params=query)


def history() -> pd.DataFrame:
    """Imports in words, newest first."""
    frame = loaders.imports()
    parts = [json.loads(text) for text in frame["ringkasan"]]
    return pd.DataFrame(
        {
            "Waktu": [loaders.local_time(moment) for moment in frame["diimpor_pada"]],
            "Berkas": frame["nama_berkas"],
            "Isi": ["; ".join(map(_brought, part)) for part in parts],
            "Baris dibaca": frame["baris_dibaca"],
            "Data contoh": ["ya" if flag else "" for flag in frame["is_contoh"]],
            "Sidik berkas": [sha256[:12] for sha256 in frame["sha256"]],
        }
    )


def _brought(part: dict[str, object]) -> str:
    """'SPKP 812'; of a confidential survey the name alone."""
    kode, n = str(part["instrumen"]).upper(), part["n"]
    return f"{kode} {format_bulat(n)}" if isinstance(n, int) else f"{kode} (banyaknya dirahasiakan)"


def template() -> bytes:
    """The workbook to fill in, for SPKP and SPAK, with the satker that the database knows."""
    shipped = shipped_instruments()
    return build_template(
        [shipped["spkp"], shipped["spak"]], importing.known_satker(loaders.database(), loaders.scope())
    )
