"""Calendars: a month as it is, the days that differ from the calendar of the country, and 5 or 6 working days a week."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import components, loaders
from dashboard.forms.induk import sheet
from dashboard.forms.induk.cells import LEBAR_SATKER, SATKER, Bacaan, row_name, row_names, typed
from dashboard.forms.induk.days import (
    DARI,
    KATA,
    KEADAAN,
    KETERANGAN,
    SAMPAI,
    day_table,
    labels_of,
    read_days,
)
from dashboard.forms.induk.links import KALENDER
from dashboard.forms.induk.users import SUMBER
from dashboard.tables.kalender import month_html
from dashboard.text import plain
from dashboard.text.kalender import TULIS_YANG_DITETAPKAN, unofficial_sentence
from dashboard.views.kalender import calendars, unofficial_years
from data_access.files.master import statements
from data_access.files.master.target_rows import TEKS_MAKS
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import Periode, month_label

PEKAN = {5: "5 hari (Senin sampai Jumat)", 6: "6 hari (Senin sampai Sabtu)"}
HARI_KERJA = "Hari kerja seminggu"
LEBAR_PILIHAN = 290  # whole names, as its list has them


def show(satker: str, month: int) -> None:
    """The month (202610) of one satker, and the tables that make it."""
    units = loaders.satker_names()
    _month(satker, units[satker], month)
    components.section(
        f"Hari tutup dan hari libur yang tetap buka, {month // 100}",
        "Hari libur nasional dan cuti bersama sudah diketahui; tulis hanya yang berbeda. Satu baris boleh satu hari atau satu "
        "rentang. Bila keduanya ada, baris satker itu yang berlaku, bukan baris semua satker.",
    )
    sheet.show(_days(month // 100, units))
    components.section(
        "Hari kerja seminggu", "Yang berlaku pada akhir sebuah periode dipakai untuk seluruh periode itu."
    )
    sheet.show(_week(units))


def _month(satker: str, nama: str, month: int) -> None:
    periode = Periode(month, month)
    one = pd.DataFrame({"satker": [satker]})
    kalender = calendars(loaders.database(), loaders.scope(), periode, one)[satker]
    count = kalender.count(periode.first_day, periode.last_day)
    judul = f"{nama}, {month_label(month)}: {count} hari kerja ({kalender.hari_kerja} hari seminggu)"
    components.section(f"Kalender {month_label(month)}")
    st.html(month_html(kalender, month, judul))
    st.caption("Berarsir: bukan hari kerja. Bertanda tutup atau tetap buka: lain dari hari kerja biasa satker itu.")
    if sentence := unofficial_sentence(unofficial_years(periode)):
        st.info(plain(f"{sentence} {TULIS_YANG_DITETAPKAN}"), icon=":material/event_upcoming:")


def _days(year: int, units: Mapping[str, str]) -> sheet.Lembar:
    labels = labels_of(units, with_all=loaders.scope().satker is None)
    return sheet.Lembar(
        nama=f"hari-{year}",
        bagian=KALENDER,
        jenis=statements.KALENDER,
        alt=f"Hari tutup dan hari yang tetap buka, {year}",
        tabel=lambda records: day_table(records, year, labels),
        baca=lambda records, after: read_days(records, after, year=year, labels=labels, sumber=SUMBER),
        kolom={
            SATKER: st.column_config.SelectboxColumn(options=list(labels.values()), width=LEBAR_PILIHAN),
            DARI: st.column_config.TextColumn(width=120, help=f"Misalnya 24-12-{year} atau 24 Desember {year}."),
            SAMPAI: st.column_config.TextColumn(width=120, help="Kosong: satu hari saja."),
            KEADAAN: st.column_config.SelectboxColumn(options=list(KATA.values()), width=120),
            KETERANGAN: st.column_config.TextColumn(width=300, max_chars=TEKS_MAKS),
        },
        tetap=(),
        contoh_alasan="misalnya surat edaran kepala kantor wilayah",
        baris="dynamic",
        petunjuk="Tambah baris di bawah tabel; centang baris di kiri lalu tekan Delete untuk menghapusnya.",
    )


def _week(units: Mapping[str, str]) -> sheet.Lembar:
    named = row_names(units)

    def table(records: Mapping[Kunci, Catatan]) -> pd.DataFrame:
        known = [records.get((kode,), {}).get("hari_kerja") for kode in units]
        words = [PEKAN.get(int(one), "") if one is not None else "" for one in known]
        return pd.DataFrame({SATKER: list(named.values()), HARI_KERJA: words}, index=list(units))

    return sheet.Lembar(
        nama="hari-kerja",
        bagian=KALENDER,
        jenis=statements.SATKER,
        alt="Hari kerja seminggu tiap satker",
        tabel=table,
        baca=_read_week,
        kolom={
            SATKER: st.column_config.TextColumn(pinned=True, width=LEBAR_SATKER),
            HARI_KERJA: st.column_config.SelectboxColumn(options=list(PEKAN.values()), width=230, required=True),
        },
        tetap=(SATKER,),
        lebar="content",
        petunjuk="Berlaku sejak disimpan; bulan yang sudah selesai tidak berubah.",
        contoh_alasan="misalnya surat tugas layanan Sabtu",
    )


def _read_week(records: Mapping[Kunci, Catatan], after: pd.DataFrame) -> Bacaan:
    edits: list[Suntingan] = []
    problems: list[str] = []
    for row in after.index:
        days = next((days for days, words in PEKAN.items() if words == typed(after.at[row, HARI_KERJA])), None)
        now = records.get((str(row),))
        if days is None:
            problems.append(f"{row_name(after, str(row))}, {HARI_KERJA}: pilih 5 atau 6 hari.")
        elif now is not None and now["hari_kerja"] != days:
            edits.append(Suntingan((str(row),), now, {"hari_kerja": days}))
    return Bacaan(tuple(edits), tuple(problems))
