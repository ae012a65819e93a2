"""What went in: every batch with what it changed, its details, and undo and restore with a reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard import components, loaders, state
from dashboard.formats import TANPA_NILAI, format_bulat
from dashboard.forms.induk import stored
from dashboard.forms.upload import done
from dashboard.tables.induk import differences
from dashboard.text import plain
from dashboard.text.impor import event_line
from data_access.errors import DataError
from data_access.ledger.history import Impor, RincianImpor, detail, history
from data_access.ledger.undo import restore, undo
from data_access.master_data.batch import read_batch
from data_access.master_data.comparison import KEADAAN
from data_access.master_data.storing import ISIAN_HALAMAN
from scoring.periods import month_label

JENIS_NAMA = {
    "jawaban": "Jawaban", "rekap": "Rekap", "satker": "Data satker", "pengguna": "Pengguna layanan",
    "pegawai": "Pegawai", "target": "Target", "kalender": "Kalender",
}  # fmt: skip
ALASAN_MAKS = 300
TERTAMPIL = 1_000  # records of one batch that go to the browser
# Pixels; together they fit beside the menu on a screen of 1366.
LEBAR = {
    "Nomor": 62, "Keadaan": 92, "Waktu": 204, "Berkas": 180, "Isi": 160, "Baru": 66, "Tetap": 66, "Berubah": 76,
    "Ditarik": 66, "Dilewati": 76,
}  # fmt: skip
SELALU = ("baru", "tetap")  # the other numbers only where a batch has one
DIMENSI_NAMA = {
    "layanan": "Layanan", "jenis_kelamin": "Jenis kelamin", "usia": "Usia", "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan", "kanal": "Kanal pengisian",
}  # fmt: skip


def show(key: str = "riwayat", jenis: Collection[str] = (), terbanyak: int | None = None) -> None:
    """The table, newest first; a selected batch opens below it. Another ``key`` begins without a selection.

    ``jenis``: only batches of these kinds; ``terbanyak``: at most so many.
    """
    batches = [one for one in history(loaders.engine(), loaders.scope()) if not jenis or one.jenis in jenis]
    batches = batches[:terbanyak]
    if not batches:
        st.text("Belum ada yang disimpan." if jenis else "Belum ada berkas yang disimpan.")
        return
    st.caption("Pilih satu baris untuk melihat rinciannya, membatalkannya, atau memulihkannya.")
    chosen = st.dataframe(
        table(batches),
        hide_index=True,
        key=key,
        alt=f"Riwayat {len(batches)} unggahan, terbaru di atas",
        height="content" if len(batches) <= 15 else 560,
        placeholder=TANPA_NILAI,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: st.column_config.Column(width=width) for name, width in LEBAR.items()},
    )
    rows = chosen.selection.rows
    if rows and rows[0] < len(batches):
        found = detail(loaders.engine(), batches[rows[0]].id, loaders.scope())
        if found is not None:
            _show_detail(found)


def table(batches: Sequence[Impor]) -> pd.DataFrame:
    """One row a batch; a number that must not be told is missing."""
    frame = pd.DataFrame(
        {
            "Nomor": [one.id for one in batches],
            "Berkas": [one.nama_berkas for one in batches],
            "Keadaan": [_state(one) for one in batches],
            "Waktu": [loaders.local_time(one.diimpor_pada) for one in batches],
            "Isi": [_content(one) for one in batches],
        }
    )
    for name in ("baru", "tetap", "berubah", "ditarik", "ditolak"):
        title = "Dilewati" if name == "ditolak" else name.capitalize()
        numbers = [getattr(one, name) for one in batches]
        if name in SELALU or any(numbers):
            frame[title] = pd.array(numbers, dtype="Int64")
    return frame


def _content(one: Impor) -> str:
    """'Jawaban SPKP, SPAK'; of a confidential survey that its numbers are not told."""
    names = ", ".join(kode.upper() + (" (dirahasiakan)" if kode in one.rahasia else "") for kode in one.instrumen)
    kind = JENIS_NAMA.get(one.jenis, one.jenis)
    return f"{kind} {names}".strip() + (", contoh" if one.is_contoh else "")


def _state(one: Impor) -> str:
    if one.dibatalkan_pada is not None:
        return "Dibatalkan"
    return "Dihitung" if one.dihitung is None or one.dihitung or one.jenis != "jawaban" else "Digantikan"


def _show_detail(rincian: RincianImpor) -> None:
    impor = rincian.impor
    with st.container(border=True, key="rincian-impor"):
        st.markdown(f"**{plain(impor.nama_berkas)}** · unggahan nomor {impor.id}")
        st.caption(plain(_facts(impor)))
        for one in impor.peristiwa:
            st.text(event_line(one, loaders.local_time(one.pada)))
        _tables(rincian)
        _act(impor)


def _facts(impor: Impor) -> str:
    is_typed = impor.nama_berkas == ISIAN_HALAMAN
    told = ["Diketik di halaman" if is_typed else f"Sidik berkas {impor.sha256[:12]}"]
    if impor.ukuran is not None and not is_typed:
        told.append(f"{format_bulat(impor.ukuran)} bita")
    if impor.baris_dibaca is not None:
        told.append(f"{format_bulat(impor.baris_dibaca)} {'isian' if is_typed else 'baris dibaca'}")
    if impor.dihitung is not None and impor.jenis == "jawaban":
        told.append(f"{format_bulat(impor.dihitung)} respondennya dihitung sekarang")
    for name, value in (("profil", impor.profil), ("sumber", impor.sumber), ("oleh", impor.oleh)):
        if value:
            told.append(f"{name} {value}")
    return "; ".join(told) + "."


def _tables(rincian: RincianImpor) -> None:
    _master_data(rincian.impor)
    if rincian.sel:
        names = loaders.satker_names()
        cells = pd.DataFrame(
            {
                "Satuan kerja": [names.get(one.satker, one.satker) for one in rincian.sel],
                "Survei": [one.instrumen.upper() for one in rincian.sel],
                "Bulan": [month_label(one.bulan) for one in rincian.sel],
                "Dihitung": [one.dihitung for one in rincian.sel],
                "Ditarik": [one.ditarik for one in rincian.sel],
            }
        )
        with st.expander("Satker dan bulan"):
            components.table(
                cells, "Satker dan bulan dalam unggahan ini", "rincian-sel", height=min(38 * len(cells) + 40, 420)
            )
    if rincian.ditolak:
        refused = pd.DataFrame(rincian.ditolak, columns=["Baris", "Alasan"])
        with st.expander(f"{format_bulat(len(refused))} baris dilewati"):
            components.table(refused, "Baris yang dilewati", "rincian-ditolak", height=min(38 * len(refused) + 40, 420))
    if rincian.kategori:
        texts = pd.DataFrame(rincian.kategori, columns=["Keterangan", "Tertulis di berkas", "Dibaca sebagai", "Baris"])
        texts["Keterangan"] = texts["Keterangan"].map(DIMENSI_NAMA)
        with st.expander("Keterangan responden: teks asli dan kategorinya"):
            components.table(
                texts, "Teks asli dan kategorinya", "rincian-kategori", height=min(38 * len(texts) + 40, 420)
            )


def _master_data(impor: Impor) -> None:
    """What a batch of master data changed, record by record."""
    selisih = read_batch(loaders.engine(), impor.id, loaders.scope())
    if selisih is None:
        return
    names = loaders.satker_names()
    frame = differences(selisih, names, KEADAAN).drop(columns="Baris").head(TERTAMPIL)
    with st.expander(f"Isian sebelum dan sesudah ({format_bulat(len(selisih.beda))})"):
        components.table(
            frame, "Isian sebelum dan sesudah unggahan ini", "rincian-induk", height=min(38 * len(frame) + 40, 420)
        )


def _act(impor: Impor) -> None:
    is_undone = impor.dibatalkan_pada is not None
    verb = "Pulihkan" if is_undone else "Batalkan"
    with st.form(f"tindakan-{impor.id}-{is_undone}", border=False):
        alasan = st.text_input(
            f"Alasan {'memulihkan' if is_undone else 'membatalkan'}",
            max_chars=ALASAN_MAKS,
            help="Tersimpan dalam riwayat. Jangan menulis nama atau nomor pribadi.",
        )
        if st.form_submit_button(f"{verb} unggahan ini", icon=":material/history:" if is_undone else ":material/undo:"):
            _do(impor, alasan.strip(), is_undone=is_undone)
    st.caption("Data yang dibatalkan tidak dihitung tetapi tetap tersimpan, dan dapat dipulihkan kapan saja.")


def _do(impor: Impor, alasan: str, *, is_undone: bool) -> None:
    if not alasan:
        st.error("Tulis alasannya dulu; alasan itu tersimpan dalam riwayat.")
        return
    act = restore if is_undone else undo
    try:
        with st.spinner("Menghitung ulang ..."):
            act(loaders.engine(), impor.id, now=datetime.now(UTC), oleh=state.operator(), alasan=alasan)
    except DataError as exc:
        st.error(plain(str(exc)))
        return
    done.forget()
    stored.forget()
    st.toast("Unggahan dipulihkan." if is_undone else "Unggahan dibatalkan.")
    st.rerun()
