"""Manual targets: which number of users each implies, what the rule would give, who set it and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import loaders
from dashboard.formats import TANPA_NILAI, format_bulat
from dashboard.forms.induk import sheet
from dashboard.forms.induk.cells import LEBAR_SATKER, SATKER, Bacaan, Batas, read_grid, row_names, shown
from dashboard.forms.induk.links import TARGET
from dashboard.text import induk as text_induk
from dashboard.text import inert
from dashboard.views.target import rule_targets
from data_access.files.master import statements
from data_access.files.master.cells_of_counts import TERBANYAK
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.records import Catatan, Kunci
from scoring.periods import Periode
from scoring.targets import Target

JUMLAH, PENGGUNA, ATURAN = "Target manual", "Pengguna layanan", "Menurut aturan"
OLEH, ALASAN = "Ditetapkan oleh", "Alasan"
BATAS = Batas(1, TERBANYAK, "target")


def show(periode: Periode, survey: str) -> None:
    """The targets of ``periode`` for one survey (code), or for all of them ('')."""
    sheet.show(_sheet(periode, survey))
    st.caption(
        f"Berlaku untuk {periode.label} sebagai satu keseluruhan, bukan untuk bulan-bulan di dalamnya. Mengosongkan target "
        "berarti aturan berlaku lagi; target lama tetap tercatat. Bila keduanya ada, target satu survei yang "
        "berlaku, bukan target semua survei."
    )


def _statement(number: int | None) -> Catatan:
    """A target without who and why, which are asked for below the table."""
    return {"jumlah": number, "alasan": "", "oleh": ""}


def _told(one: Target | None) -> str:
    """What the rule gives: '43', '43 sementara' while the users of the period are estimated."""
    if one is None:
        return TANPA_NILAI
    return f"{format_bulat(one.target)} sementara" if one.sementara else format_bulat(one.target)


def _sheet(periode: Periode, survey: str) -> sheet.Lembar:
    units = row_names(loaders.satker_names())
    known = loaders.database().service_users(loaders.scope(), periode)
    satker = pd.DataFrame({"satker": list(units)})
    rule = rule_targets(loaders.database(), loaders.scope(), periode, satker, loaders.today())

    def key_of(row: str, _column: str) -> Kunci:
        return (row, survey, periode.dari, periode.sampai)

    def table(records: Mapping[Kunci, Catatan]) -> pd.DataFrame:
        found = [records.get(key_of(kode, ""), {}) for kode in units]
        frame = pd.DataFrame({SATKER: list(units.values())}, index=list(units))
        frame[PENGGUNA] = [shown(known.get(kode)) or TANPA_NILAI for kode in units]
        frame[ATURAN] = [_told(rule[kode]) for kode in units]
        frame[JUMLAH] = [shown(one.get("jumlah")) for one in found]
        for title, name in ((OLEH, "oleh"), (ALASAN, "alasan")):
            # Of a target that was taken back the history tells, not an empty row.
            frame[title] = ["" if one.get("jumlah") is None else inert(str(one[name] or "")) for one in found]
        return frame

    def read(records: Mapping[Kunci, Catatan], after: pd.DataFrame) -> Bacaan:
        before = table(records).reindex(after.index)
        return read_grid(
            before, after, (JUMLAH,), records,
            key_of=key_of, statement=_statement, batas=BATAS,
        )  # fmt: skip

    def rule_words(edit: Suntingan) -> str:
        one = rule.get(str(edit.kunci[0]))
        if one is None or one.n is None:
            return "pengguna layanan belum diisi"
        return f"{_told(one)} ({format_bulat(one.n)} pengguna)"

    name = survey or "semua"
    return sheet.Lembar(
        nama=f"target-{name}-{periode.kode}",
        bagian=TARGET,
        jenis=statements.TARGET,
        alt=f"Target manual tiap satker, {text_induk.survey_name(survey)}, {periode.label}",
        tabel=table,
        baca=read,
        kolom={
            SATKER: st.column_config.TextColumn(pinned=True, width=LEBAR_SATKER),
            **{name: st.column_config.TextColumn(alignment="right", width=140) for name in (PENGGUNA, ATURAN, JUMLAH)},
            OLEH: st.column_config.TextColumn(width=130),
            ALASAN: st.column_config.TextColumn(width=270),
        },
        tetap=(SATKER, PENGGUNA, ATURAN, OLEH, ALASAN),
        contoh_alasan="misalnya kesepakatan rapat monev 3 November",
        catatan_ubah={
            "Aturan memberi": rule_words,
        },
        label_oleh=OLEH,
        lengkapi=lambda edit, oleh, alasan: replace(edit, nilai={**edit.nilai, "oleh": oleh, "alasan": alasan}),
    )
