"""The numbers of the public pages as sheets: one function a page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import text
from dashboard.exports import rekap
from dashboard.exports.book import Catatan, Lembar, workbook
from dashboard.exports.columns import NILAI, named, values
from dashboard.views import lintas
from dashboard.views.common import Pilihan
from dashboard.views.penjelasan import Penjelasan
from dashboard.views.ringkasan import RingkasanWilayah
from dashboard.views.satker import SatuanKerja
from scoring.contract import JAWABAN
from scoring.instruments import Instrumen
from scoring.periods import month_label
from scoring.states import Status


def ringkasan(view: RingkasanWilayah, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Ringkasan Wilayah: one row a satker with every survey, and the unsur of the chosen one."""
    tabel = view.tabel
    columns: dict[str, object] = {"Kode": tabel["satker"], "Satuan kerja": tabel["nama"], "Jenis": tabel["jenis"]}
    for kartu in view.kartu:
        kode = kartu.instrumen.kode
        beside = {name: tabel[f"{name}:{kode}"] for name in NILAI if f"{name}:{kode}" in tabel}
        beside["status"] = beside["status"].where(beside["status"].notna(), Status.TIDAK_ADA_DATA)
        beside["n"] = beside["n"].fillna(0)
        columns |= values(pd.DataFrame(beside), f"{kode.upper()} ")
    columns |= lintas.other_grades(tabel.assign(status=tabel[f"status:{view.instrumen.kode}"]), view.pilihan.periode)
    columns |= {
        "Target responden": tabel["target"].astype("Int64"),
        "Unsur terlemah": tabel["terlemah"],
        "Nilai unsur terlemah": tabel["terlemah_4"],
    }
    unsur = _unsur(view.unsur, view.pilihan, view.unsur["nama_satker"])
    sheets = [Lembar("Satker", pd.DataFrame(columns)), Lembar(f"Unsur {view.instrumen.kode}", unsur)]
    sheets += rekap.sheets(view.rekap)
    notes = [*_crossing(lintas.of_ringkasan(view)), *([rekap.CATATAN] if view.rekap else [])]
    return workbook(sheets, penjelasan, view.pilihan, notes)


def satker(view: SatuanKerja, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Satuan Kerja: the surveys, the unsur and answers of the chosen one, its months."""
    utama = view.utama
    rows = [{"survei": one.instrumen.kode, "indeks": one.instrumen.indeks, **_row(one.sekarang)} for one in view.survei]
    surveys = pd.DataFrame(rows)
    months = [month_label(int(bulan)) for bulan in view.tren["bulan"]]
    sheets = [
        Lembar("Indeks", named(surveys, {"Survei": surveys["survei"], "Indeks": surveys["indeks"]})),
        Lembar("Unsur", _unsur(utama.unsur, view.pilihan)),
        Lembar("Jawaban", _answers(utama.rekap, utama.instrumen)),
        Lembar("12 bulan", named(view.tren, {"Bulan": pd.Series(months, index=view.tren.index, dtype=object)})),
    ]
    sheets += rekap.sheets(view.rekap)
    notes = [*_crossing(lintas.of_satker(view)), *([rekap.CATATAN] if view.rekap else [])]
    return workbook(sheets, penjelasan, view.pilihan, notes)


def lemah(view: RingkasanWilayah, penjelasan: Sequence[Penjelasan]) -> bytes:
    """Unsur Lemah: the weak unsur of the chosen survey, most urgent first, with their reasons."""
    frame = view.lemah_survei
    first = {
        "Prioritas": frame["prioritas"],
        "Kode": frame["satker"],
        "Satuan kerja": frame["nama"],
        "Unsur": frame["nama_unsur"],
        "Ambang": frame["ambang"],
        "Jarak ke ambang": frame["jarak"],
        "Alasan": pd.Series([text.reasons(alasan) for alasan in frame["alasan"]], index=frame.index, dtype=object),
    }
    table = named(frame, first).assign(**lintas.other_grades(frame, view.pilihan.periode))
    return workbook([Lembar("Unsur lemah", table)], penjelasan, view.pilihan, _crossing(lintas.of_lemah(view)))


def _unsur(frame: pd.DataFrame, pilihan: Pilihan, satker: pd.Series | None = None) -> pd.DataFrame:
    first = {} if satker is None else {"Satuan kerja": satker}
    table = named(frame, {**first, "Kode unsur": frame["unsur"], "Unsur": frame["nama"]})
    return table.assign(**lintas.other_grades(frame, pilihan.periode))


def _row(row: pd.Series | None) -> dict[str, object]:
    """The values of an index row; a survey without answers is there with n 0 and its state."""
    if row is None:
        return {**dict.fromkeys(NILAI), "status": Status.TIDAK_ADA_DATA, "n": 0}
    return {name: row[name] for name in NILAI}


def _answers(rekap: pd.DataFrame, instrumen: Instrumen) -> pd.DataFrame:
    names = {unsur.kode: unsur.nama for unsur in instrumen.unsur}
    counts = {f"Jawaban {value}": rekap[JAWABAN[value - 1]] for value in instrumen.nilai_mungkin}
    return pd.DataFrame({"Unsur": rekap["unsur"].map(names), "Responden": rekap["n"], **counts})


def _crossing(sentences: Sequence[str]) -> list[Catatan]:
    return [("Melintasi perubahan aturan", sentence) for sentence in sentences]
