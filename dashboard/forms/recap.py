"""A recap file: what was read of it, what it does not say itself, and storing it as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard import components, importing, loaders
from dashboard.formats import format_bulat, join_kata
from dashboard.forms.upload import done
from dashboard.forms.upload.problems import show_problems
from dashboard.tables import rekap as tables_rekap
from dashboard.text import plain
from dashboard.text.rekap import KETERANGAN
from data_access import aliases
from data_access.errors import DataError
from data_access.files.reading.cells import RawFile
from data_access.files.recap.model import UNSUR_SKALA, RecapHasil, RecapOptions
from data_access.files.recap.reader import read_recap
from data_access.files.recap.texts import parse_period
from data_access.recaps import HasilRekap, store_recap
from scoring.instruments import Instrumen, shipped_instruments
from scoring.periods import Periode

RINGKASAN = "../pages/ringkasan.py"
INTEGRITAS = "../pages/integritas.py"
BELUM = ""
SKALA_DITANYA = {"asli": "Skala jawaban (1-6 atau 1-4)", "4": "Skala 4", "100": "Skala 100"}
MAX_TANYA = 12
# What is asked on this page.
DIISI_DI_SINI = frozenset(
    {"skala_tidak_pasti", "instrumen_tidak_pasti", "periode_tidak_ada", "satker_tidak_dikenal", "satker_tidak_disebut"}
)


def show(raw: RawFile) -> None:
    """The whole part of the page for one recap file."""
    st.caption(KETERANGAN)
    instruments = _offered()
    options = _first_options(raw)
    options = _ask(raw, options, instruments)
    hasil = read_recap(raw, options, instruments)
    _preview(hasil)
    show_problems(hasil.masalah, "masalah-rekap", filled_in=DIISI_DI_SINI)
    _actions(raw, hasil, options)


def _offered() -> list[Instrumen]:
    """Every instrument that ships, and those of the database."""
    stored = importing.offered_instruments(loaders.database(), loaders.scope())
    return list({item.kode: item for item in (*shipped_instruments().values(), *stored)}.values())


def _first_options(raw: RawFile) -> RecapOptions:
    """Sheet, period and what to do with rows that cannot be read: asked of every file."""
    sheets = [sheet.nama for sheet in raw.lembar if sheet.n_baris]
    with st.container(horizontal=True, key="pilihan-rekap", vertical_alignment="bottom"):
        lembar = st.selectbox("Lembar", [BELUM, *sheets], format_func=_sheet_name) if len(sheets) > 1 else BELUM
        text = st.text_input(
            "Periode",
            placeholder="dari berkas",
            help="Isi bila berkas tidak menyebutnya, misalnya Juni 2026, Triwulan II 2026, Semester I 2026, atau 2026.",
            key=f"periode-rekap-{raw.sha256[:12]}",
        )
        lewati = st.checkbox("Lewati yang tidak terbaca", help="Selebihnya disimpan; yang dilewati dicatat alasannya.")
    return RecapOptions(
        periode=_period(text),
        satker_dikenal=tuple(loaders.satker_names().items()),
        alias=aliases.read_aliases(loaders.engine(), loaders.scope()),
        lembar=lembar or None,
        lewati=lewati,
        hari_ini=loaders.today(),
    )


def _sheet_name(nama: str) -> str:
    return nama or "Pilih otomatis"


def _period(text: str) -> Periode | None:
    if not text.strip():
        return None
    periode = parse_period(text)
    if periode is None:
        st.warning("Periode itu tidak dikenali. Tulis misalnya Juni 2026, Triwulan II 2026, atau Semester I 2026.")
    return periode


def _ask(raw: RawFile, options: RecapOptions, instruments: list[Instrumen]) -> RecapOptions:
    """Ask what the file does not say, one kind after the other: an instrument decides which scales are possible."""
    key = f"{raw.sha256[:12]}-{options.lembar}"
    asked = read_recap(raw, options, instruments).tanya
    names = {item.kode: f"{item.kode.upper()} ({item.indeks})" for item in instruments}
    instrumen: dict[str, str] = {}
    with st.container(horizontal=True, key="tanya-rekap", vertical_alignment="bottom"):
        for label, codes in asked.instrumen[:MAX_TANYA]:
            offered = [BELUM, *(codes or names)]
            title = f"Survei '{label}'" if label else "Survei rekap ini"
            chosen = st.selectbox(
                title, offered, format_func=lambda one: names.get(one, "Pilih ..."), key=f"i-{key}-{label}"
            )
            instrumen |= {label: chosen} if chosen else {}
        options = replace(options, instrumen=instrumen)
        asked = read_recap(raw, options, instruments).tanya
        options = replace(options, skala=_ask_scales(asked.skala, key))
    return _ask_satker(asked.satker, options, key)


def _ask_scales(asked: tuple[tuple[str, tuple[str, ...]], ...], key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, scales in asked[:MAX_TANYA]:
        name = label.removesuffix(UNSUR_SKALA)
        what = "nilai unsur" if label.endswith(UNSUR_SKALA) else "indeks"
        chosen = st.selectbox(
            f"Skala {what} {name.upper() if name.isalpha() else name}".strip(),
            [BELUM, *scales],
            format_func=lambda one: SKALA_DITANYA.get(one, "Pilih ..."),
            key=f"s-{key}-{label}",
        )
        found |= {label: chosen} if chosen else {}
    return found


def _ask_satker(asked: tuple[tuple[str, tuple[str, ...]], ...], options: RecapOptions, key: str) -> RecapOptions:
    """One satker for rows that name none, and a table for the texts that are not certain."""
    names = loaders.satker_names()
    if any(not text for text, _ in asked):
        kode = st.selectbox(
            "Satker rekap ini", [BELUM, *names], format_func=lambda one: names.get(one, "Pilih ..."), key=f"k-{key}"
        )
        options = replace(options, satker=kode)
    texts = [(text, codes) for text, codes in asked if text]
    if not texts:
        return options
    st.subheader("Satker yang belum pasti", anchor=False)
    st.caption(
        "Pilih satkernya. Ejaan yang dipilih diingat untuk berkas berikutnya. Satkernya tidak ada di daftar? Unggah dulu "
        "daftar satkernya (Templat lain)."
    )
    by_name = {f"{nama} ({kode})": kode for kode, nama in names.items()}
    labels = {kode: name for name, kode in by_name.items()}
    table = pd.DataFrame(
        {
            "Di berkas": [text for text, _ in texts],
            "Satuan kerja": [labels.get(codes[0]) if codes else None for _, codes in texts],
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        key=f"satker-rekap-{key}",
        alt="Satker yang belum pasti",
        disabled=["Di berkas"],
        placeholder="belum dipilih",
        column_config={"Satuan kerja": st.column_config.SelectboxColumn(options=list(by_name), width="large")},
    )
    confirmed = st.checkbox("Satker di tabel ini sudah benar", key=f"satker-benar-{key}")
    if not confirmed:
        return options
    pairs = zip(table["Di berkas"], edited["Satuan kerja"], strict=True)
    chosen = {str(text): by_name[str(name)] for text, name in pairs if isinstance(name, str) and name in by_name}
    return replace(options, dipilih=chosen)


def _preview(hasil: RecapHasil) -> None:
    if not hasil.rekap:
        return
    kinds = {one.instrumen.indeks for one in hasil.rekap}
    satker = len({one.satker for one in hasil.rekap})
    periods = {one.periode.label for one in hasil.rekap}
    when = f", {next(iter(periods))}" if len(periods) == 1 else f", {format_bulat(len(periods))} periode"
    st.text(
        f"{format_bulat(len(hasil.rekap))} rekap terbaca: {join_kata(sorted(kinds))} dari {format_bulat(satker)} satker{when}."
    )
    table = tables_rekap.preview(hasil.rekap, loaders.satker_names())
    components.table(table, "Rekap yang terbaca", "rekap-terbaca", height="content" if len(table) <= 12 else 420)


def _actions(raw: RawFile, hasil: RecapHasil, options: RecapOptions) -> None:
    confirmed = True
    if hasil.perlu_konfirmasi and not hasil.ditolak:
        confirmed = st.checkbox("Saya sudah memeriksa: hal yang perlu kepastian di atas memang benar.")
    if hasil.ditolak:
        errors = {one.kode for one in hasil.masalah if one.tingkat == "galat"}
        if errors <= DIISI_DI_SINI:
            st.info("Lengkapi dulu yang diminta di atas; belum ada yang disimpan.", icon=":material/edit:")
        else:
            st.error("Belum ada yang disimpan. Lengkapi pilihan di atas, atau perbaiki berkasnya lalu unggah lagi.")
    wants = st.button(
        "Simpan ke basis data", type="primary", disabled=hasil.ditolak or not confirmed, key="simpan-rekap"
    )
    if wants:
        _store(raw, hasil, options)


def _store(raw: RawFile, hasil: RecapHasil, options: RecapOptions) -> None:
    now = datetime.now(UTC)
    try:
        with st.spinner("Menyimpan ..."):
            stored = store_recap(loaders.engine(), raw, hasil, now)
            if options.dipilih:
                aliases.add_aliases(loaders.engine(), options.dipilih, loaders.scope(), now=now)
    except DataError as exc:
        st.error(plain(str(exc)), title="Tidak disimpan")
        return
    _tell(raw.nama, hasil, stored)


def _tell(nama: str, hasil: RecapHasil, stored: HasilRekap) -> None:
    """Take the file off the page and say what became of it."""
    if not stored.is_baru:
        done.finish(done.Selesai(f"{plain(nama)} sudah pernah disimpan; tidak ada yang berubah.", is_baru=False))
        return
    counts = {
        "baru": stored.baru,
        "sama dengan yang tersimpan": stored.tetap,
        "merevisi rekap sebelumnya": stored.direvisi,
    }
    told = join_kata([f"{format_bulat(n)} {words}" for words, n in counts.items() if n])
    first = next((one for one in hasil.rekap if not one.instrumen.internal), hasil.rekap[0])
    page = INTEGRITAS if first.instrumen.internal else RINGKASAN
    query = {"periode": first.periode.kode} | ({} if first.instrumen.internal else {"survei": first.instrumen.kode})
    done.finish(done.Selesai(f"{plain(nama)} disimpan: rekap {told}.", halaman=page, query=query))
