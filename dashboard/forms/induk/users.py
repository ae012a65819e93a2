"""Service users: every satker and month of a year in one table, or the layanan of one satker; both of the same records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import filters, loaders
from dashboard.forms.induk import drafts, sheet
from dashboard.forms.induk.by_service import LAYANAN, SEMUA_LAYANAN, names_of, read_services, service_table
from dashboard.forms.induk.cells import LEBAR_SATKER, SATKER, Bacaan, Batas, read_grid, row_names, shown
from dashboard.forms.induk.links import PENGGUNA
from dashboard.text import plain
from data_access.breakdown import LAYANAN_MAKS
from data_access.files.master import statements
from data_access.files.master.cells_of_counts import TERBANYAK
from data_access.files.texts import clean_text
from data_access.master_data.edit_checks import Suntingan, unfit_text
from data_access.master_data.records import Catatan, Kunci
from data_access.repository import Saringan
from scoring.periods import BULAN, month_label

SUMBER = "diisi di halaman Data Induk"
BATAS = Batas(0, TERBANYAK, "pengguna layanan")
SEMUA = filters.SEMUA
CONTOH = "misalnya rekap buku tamu Oktober"
_TAMBAHAN = "induk-layanan-tambahan"
_ADA = "sudah ada di tabel; isi angkanya di baris itu"


def show(year: int, satker: str) -> None:
    """The table of ``year``; ``satker``: a code, or SEMUA."""
    if satker == SEMUA:
        sheet.show(_whole(year))
        st.caption(
            "Orang yang dilayani dalam bulan itu, bukan responden. Kosong berarti belum diketahui, dan itu bukan nol. "
            "Rincian menurut layanan diisi dengan memilih satu satker di atas."
        )
        return
    extra = _extra(satker)
    sheet.show(_of_satker(year, satker, extra))
    _ask_service(year, satker, extra)
    st.caption(
        f"Baris {SEMUA_LAYANAN} harus sama dengan jumlah layanannya. Bila baris itu kosong, atau bulan itu sudah punya "
        "rincian, ia dihitung dari layanannya."
    )


def months_of(year: int) -> dict[str, int]:
    """Column title -> month (202606)."""
    return {name[:3]: year * 100 + number for number, name in enumerate(BULAN, 1)}


def _columns(year: int) -> dict[str, object]:
    return {
        title: st.column_config.TextColumn(help=f"{BULAN[month % 100 - 1]} {year}", alignment="right", width=62)
        for title, month in months_of(year).items()
    }


def _whole(year: int) -> sheet.Lembar:
    units = row_names(loaders.satker_names())
    months = months_of(year)

    def table(records: Mapping[Kunci, Catatan]) -> pd.DataFrame:
        frame = pd.DataFrame({SATKER: list(units.values())}, index=list(units))
        for title, month in months.items():
            frame[title] = [shown(records.get((kode, month), {}).get("jumlah")) for kode in frame.index]
        return frame

    def read(records: Mapping[Kunci, Catatan], after: pd.DataFrame) -> Bacaan:
        before = table(records).reindex(after.index)
        return read_grid(
            before, after, months, records,
            key_of=lambda row, title: (row, months[title]), statement=_statement, batas=BATAS,
            column_name=lambda title: month_label(months[title]),
        )  # fmt: skip

    return sheet.Lembar(
        nama=f"pengguna-{year}",
        bagian=PENGGUNA,
        jenis=statements.PENGGUNA,
        alt=f"Pengguna layanan tiap satker dan bulan, {year}",
        tabel=table,
        baca=read,
        kolom={SATKER: st.column_config.TextColumn(pinned=True, width=LEBAR_SATKER), **_columns(year)},
        tetap=(SATKER,),
        contoh_alasan=CONTOH,
        catatan_ubah={"Catatan": _note},
    )


def _statement(number: int | None) -> Catatan:
    return {"jumlah": number, "sumber": SUMBER, "rincian": ""}


def _note(edit: Suntingan) -> str:
    """What a number does beside being another one."""
    told = [
        "rincian layanan dihapus" if (edit.sebelum or {}).get("rincian") and not edit.nilai["rincian"] else "",
        "tidak ada yang dilayani, jadi tanpa target" if edit.nilai["jumlah"] == 0 else "",
    ]
    return "; ".join(filter(None, told))


def _of_satker(year: int, satker: str, extra: tuple[str, ...]) -> sheet.Lembar:
    nama = loaders.satker_names().get(satker, satker)
    months = months_of(year)
    known = _known_services(satker)

    def table(records: Mapping[Kunci, Catatan]) -> pd.DataFrame:
        return service_table(records, satker, months, names_of(records, satker, (*known, *extra)))

    return sheet.Lembar(
        nama=f"pengguna-{year}-{satker}",
        bagian=PENGGUNA,
        jenis=statements.PENGGUNA,
        alt=f"Pengguna tiap layanan dan bulan, {nama}, {year}",
        tabel=table,
        baca=partial(read_services, satker=satker, nama=nama, months=months, sumber=SUMBER, batas=BATAS),
        kolom={LAYANAN: st.column_config.TextColumn(pinned=True, width=LEBAR_SATKER), **_columns(year)},
        tetap=(LAYANAN,),
        contoh_alasan=CONTOH,
        catatan_ubah={"Catatan": _note},
    )


def _known_services(satker: str) -> tuple[str, ...]:
    """Layanan that respondents of public surveys have named, the most frequent first."""
    scope = loaders.scope()
    found: dict[str, int] = {}
    for item in loaders.instruments():
        people = loaders.repository().responden(scope, Saringan(item.kode, satker=(satker,)), keys=())
        here = people[(people["dimensi"] == "layanan") & (people["kategori"] != "")]
        for name, count in zip(here["kategori"], here["n"], strict=True):
            found[str(name)] = found.get(str(name), 0) + int(count)
    return tuple(sorted(found, key=lambda name: (-found[name], name)))


def _extra(satker: str) -> tuple[str, ...]:
    return tuple(st.session_state.get(_TAMBAHAN, {}).get(satker, ()))


def _ask_service(year: int, satker: str, extra: tuple[str, ...]) -> None:
    row = st.form(f"layanan-baru-{satker}", clear_on_submit=True, border=False)
    with row, st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Layanan lain", max_chars=LAYANAN_MAKS, placeholder="nama layanan yang belum ada")
        wants = st.form_submit_button("Tambah baris", icon=":material/add:")
    name = clean_text(name)
    if not wants or not name:
        return
    kept = drafts.open_draft(f"pengguna-{year}-{satker}")
    there = [] if kept is None else [str(one).casefold() for one in kept.ketikan[LAYANAN]]
    if problem := unfit_text(name, LAYANAN_MAKS) or (_ADA if name.casefold() in there else ""):
        st.error(plain(f"Tidak ditambahkan: layanan '{name}' {problem}."))
        return
    all_extra = st.session_state.setdefault(_TAMBAHAN, {})
    all_extra[satker] = (*extra, name)
    if kept is not None:
        more = dict.fromkeys(kept.ketikan.columns, "") | {LAYANAN: name}
        kept.give(pd.concat([kept.ketikan, pd.DataFrame([more], index=[name])]))
    st.rerun()
