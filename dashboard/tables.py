"""Tables as pages show them: Indonesian column names, numbers kept as numbers so that sorting works, decimal comma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard import text
from dashboard.charts.labels import nama_ringkas
from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, format_interval, format_persen
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.contract import JAWABAN
from scoring.instruments import Instrumen
from scoring.periods import month_label
from scoring.rules import TabelMutu
from scoring.states import Status
from scoring.uji import HasilUji

# The column whose names open a satker, where a table is clickable.
SATKER = "Satuan kerja"


def styled(frame: pd.DataFrame, formats: Mapping[str, object]) -> Styler:
    """The frame with Indonesian number formats; a missing number is a dash."""
    return frame.style.format(formats, na_rep=TANPA_NILAI)  # type: ignore[arg-type]


def ringkasan(view: RingkasanWilayah, tren: Sequence[str]) -> Styler:
    """One row a satker of Ringkasan Wilayah; ``tren``: the picture of each satker's 12 months."""
    tabel = view.tabel
    columns: dict[str, object] = {SATKER: [text.inert(nama_ringkas(nama)) for nama in tabel["nama"]]}
    for kartu in view.kartu:
        kode = kartu.instrumen.kode
        parts = zip(tabel[f"nilai_4:{kode}"], tabel[f"mutu:{kode}"], tabel[f"n:{kode}"], strict=True)
        columns[kartu.instrumen.indeks] = [_value_and_grade(*part) for part in parts]
    columns[f"Kisaran {view.instrumen.indeks}"] = [
        format_interval(*pair) for pair in zip(tabel["bawah_4"], tabel["atas_4"], strict=True)
    ]
    columns["Responden"] = tabel["n"]
    columns["Target"] = tabel["target"]
    columns["Capaian"] = tabel["n"] / tabel["target"]
    columns["Tren 12 bulan"] = list(tren)
    columns["Unsur terlemah"] = [
        f"{nama} {format_angka(nilai)}" if isinstance(nama, str) else TANPA_NILAI
        for nama, nilai in zip(tabel["terlemah"], tabel["terlemah_4"], strict=True)
    ]
    formats = {"Responden": format_bulat, "Target": format_bulat, "Capaian": format_persen}
    return styled(pd.DataFrame(columns), formats)


def _value_and_grade(nilai: float, mutu: object, n: float) -> str:
    """'3,77 A', '3,94 (n 7)' under the floor, or the words: one text, which also sorts by value."""
    if not n > 0:
        return "tidak ada data"
    return f"{format_angka(nilai)} {mutu}" if isinstance(mutu, str) else f"{format_angka(nilai)} (n {format_bulat(n)})"


def _grades(mutu: pd.Series, status: pd.Series) -> list[str]:
    """The letter, or the state in words: never an empty cell that could be read as bad or good."""
    short = {Status.DI_BAWAH_MINIMAL: "n kurang", Status.DISEMBUNYIKAN: "tersembunyi"}
    return [
        letter if isinstance(letter, str) else short.get(state, "tidak ada data")
        for letter, state in zip(mutu, status, strict=True)
    ]


def lemah(frame: pd.DataFrame) -> Styler:
    """Weak unsur, most urgent first."""
    table = pd.DataFrame(
        {
            "Prioritas": frame["prioritas"],
            SATKER: [text.inert(nama) for nama in frame["nama"]],
            "Survei": frame["indeks"],
            "Unsur": frame["nama_unsur"],
            "Nilai": frame["nilai_4"],
            "Mutu": _grades(frame["mutu"], frame["status"]),
            "Ambang": frame["ambang"],
            "Jarak": frame["jarak"].where(frame["jarak"] > 0),
            "Responden": frame["n"],
            "Alasan": [text.reasons(alasan) for alasan in frame["alasan"]],
        }
    )
    return styled(
        table, {"Nilai": format_angka, "Ambang": format_angka, "Jarak": format_angka, "Responden": format_bulat}
    )


def responden(view: RespondenTarget) -> Styler:
    """Respondents against target with the rule that set it."""
    tabel = view.tabel
    table = pd.DataFrame(
        {
            SATKER: tabel["nama"],
            "Keadaan": tabel["keadaan"],
            "Responden": tabel["n"],
            "Target": tabel["target"],
            "Kurang": tabel["kurang"],
            "Pengguna layanan": tabel["pengguna"],
            "Aturan target": tabel["alasan"],
        }
    )
    whole = dict.fromkeys(("Responden", "Target", "Kurang", "Pengguna layanan"), format_bulat)
    return styled(table, whole)


def unsur(nilai: pd.DataFrame) -> Styler:
    """Values of the unsur of one satker with n and interval."""
    table = pd.DataFrame(
        {
            "Unsur": nilai["nama"],
            "Nilai (skala 4)": nilai["nilai_4"],
            "Nilai (skala 100)": nilai["nilai_100"],
            "Mutu": _grades(nilai["mutu"], nilai["status"]),
            "Kisaran 95 %": [format_interval(*pair) for pair in zip(nilai["bawah_4"], nilai["atas_4"], strict=True)],
            "NRR": nilai["nrr"],
            "Responden": nilai["n"],
        }
    )
    formats = {"Nilai (skala 4)": format_angka, "Nilai (skala 100)": format_angka, "NRR": format_angka}
    return styled(table, {**formats, "Responden": format_bulat})


def jawaban(rekap: pd.DataFrame, instrumen: Instrumen) -> pd.DataFrame:
    """How often each answer was given, per unsur."""
    names = {u.kode: u.nama for u in instrumen.unsur}
    table = pd.DataFrame({"Unsur": rekap["unsur"].map(names)})
    for value in instrumen.nilai_mungkin:
        table[f"Jawaban {value}"] = rekap[JAWABAN[value - 1]]
    return table


def tren(series: pd.DataFrame) -> Styler:
    """Monthly index with n and interval."""
    table = pd.DataFrame(
        {
            "Bulan": [month_label(int(bulan)) for bulan in series["bulan"]],
            "Indeks (skala 4)": series["nilai_4"],
            "Kisaran 95 %": [format_interval(*pair) for pair in zip(series["bawah_4"], series["atas_4"], strict=True)],
            "Responden": series["n"],
        }
    )
    return styled(table, {"Indeks (skala 4)": format_angka, "Responden": format_bulat})


def mutu(tabel: TabelMutu) -> pd.DataFrame:
    """One grade table: letter, words, lower bounds on NIK and on scale 4."""
    rows = tabel.kelas
    return pd.DataFrame(
        {
            "Mutu": [row.mutu for row in rows],
            "Kinerja": [row.kinerja for row in rows],
            "Mulai NIK": [format_angka(row.dari) for row in rows],
            "Mulai nilai skala 4": [format_angka(row.dari / 25, 4) for row in rows],
        }
    )


def uji(hasil: list[HasilUji]) -> pd.DataFrame:
    """Golden cases: the published number beside the program's own."""
    return pd.DataFrame(
        {
            "Kasus": [item.nama for item in hasil],
            "Terbitan": [item.diharapkan for item in hasil],
            "Hasil Pantau": [item.hasil for item in hasil],
            "Cocok": ["ya" if item.cocok else "TIDAK" for item in hasil],
            "Sumber": [item.sumber for item in hasil],
        }
    )
