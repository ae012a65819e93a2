"""Employees of every satker, valid from a month on: the census target of the internal survey."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import loaders
from dashboard.formats import TANPA_NILAI
from dashboard.forms.induk import sheet
from dashboard.forms.induk.cells import (
    LEBAR_SATKER,
    SATKER,
    Bacaan,
    Batas,
    changed_cells,
    read_number,
    row_name,
    row_names,
    shown,
    typed,
)
from dashboard.forms.induk.links import PEGAWAI
from dashboard.forms.induk.users import SUMBER
from data_access.employees import TERBANYAK
from data_access.files.master import statements
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import month_label

JUMLAH, SEJAK = "Pegawai", "Berlaku sejak"
BATAS = Batas(1, TERBANYAK, "jumlah pegawai")


def show(month: int) -> None:
    """The numbers that hold in ``month`` (202606); what is typed holds from it on."""
    sheet.show(_sheet(month))
    st.caption(
        f"Semua pegawai satker, target sensus Survei Integritas. Angka yang diketik berlaku mulai {month_label(month)} sampai "
        "ada angka yang lebih baru; bulan sebelumnya tidak berubah."
    )


def holding(records: Mapping[Kunci, Catatan], satker: str, month: int) -> int | None:
    """The month whose number holds in ``month``: the newest not after it; None where there is none."""
    return max((int(key[1]) for key in records if key[0] == satker and int(key[1]) <= month), default=None)


def employee_table(records: Mapping[Kunci, Catatan], units: Mapping[str, str], month: int) -> pd.DataFrame:
    """One row a satker (``units``: code -> name): its number in ``month``, and since when."""
    frame = pd.DataFrame({SATKER: list(units.values())}, index=list(units))
    since = [holding(records, kode, month) for kode in units]
    pairs = list(zip(units, since, strict=True))
    frame[JUMLAH] = ["" if begin is None else shown(records[kode, begin]["jumlah"]) for kode, begin in pairs]
    frame[SEJAK] = [TANPA_NILAI if begin is None else month_label(begin) for begin in since]
    return frame


def read_employees(
    records: Mapping[Kunci, Catatan], after: pd.DataFrame, units: Mapping[str, str], month: int
) -> Bacaan:
    """The edits of employee_table: each a number from ``month`` on; clearing takes away the number of that very month."""
    before = employee_table(records, units, month).reindex(after.index)
    edits: list[Suntingan] = []
    problems: list[str] = []
    for row, column in changed_cells(before, after, (JUMLAH,)):
        where = f"{row_name(before, row)}, {column}"
        number, problem = read_number(typed(after.at[row, column]), where, BATAS)
        begin, key = holding(records, row, month), (row, month)
        if not problem and number is None and begin is not None and begin != month:
            problem = f"{where}: angka itu berlaku sejak {month_label(begin)}. Pilih bulan itu untuk mengosongkannya."
        if problem:
            problems.append(problem)
        elif number != (None if begin is None else records[row, begin]["jumlah"]):
            edits.append(Suntingan(key, records.get(key), {"jumlah": number, "sumber": SUMBER}))
    return Bacaan(tuple(edits), tuple(problems))


def _sheet(month: int) -> sheet.Lembar:
    units = row_names(loaders.satker_names())
    return sheet.Lembar(
        nama=f"pegawai-{month}",
        bagian=PEGAWAI,
        jenis=statements.PEGAWAI,
        alt=f"Pegawai tiap satker, {month_label(month)}",
        tabel=lambda records: employee_table(records, units, month),
        baca=lambda records, after: read_employees(records, after, units, month),
        kolom={
            SATKER: st.column_config.TextColumn(pinned=True, width=LEBAR_SATKER),
            JUMLAH: st.column_config.TextColumn(alignment="right", width=110),
            SEJAK: st.column_config.TextColumn(width=160),
        },
        tetap=(SATKER, SEJAK),
        lebar="content",
        contoh_alasan="misalnya daftar pegawai 1 November",
    )
