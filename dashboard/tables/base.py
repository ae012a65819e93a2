"""Tables as pages show them: Indonesian column names, numbers kept as numbers so that sorting works, decimal comma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from dashboard import text
from dashboard.charts.labels import nama_ringkas
from dashboard.charts.tren import month_rows
from dashboard.formats import (
    TANPA_NILAI,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_peluang,
    format_persen,
)
from dashboard.keadaan import has_value, mutu_teks, nilai_teks
from dashboard.kisaran import kisaran_column
from dashboard.text.perbandingan import tier_cell
from dashboard.text.rekap import recap_cell
from dashboard.views import lintas
from dashboard.views.common import rows as views_rows
from dashboard.views.perbandingan import PerbandinganSatker
from dashboard.views.responden import HANYA_REKAP, RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.contract import JAWABAN
from scoring.instruments import Instrumen
from scoring.periods import Periode, month_label
from scoring.rules import PREDIKAT, TabelMutu, gates
from scoring.states import Status
from scoring.uji import HasilUji

# The column whose names open a satker, where a table is clickable.
SATKER = "Satuan kerja"


def styled(frame: pd.DataFrame, formats: Mapping[str, object]) -> Styler:
    """The frame with Indonesian number formats; a missing number is a dash."""
    return frame.style.format(formats, na_rep=TANPA_NILAI)  # type: ignore[arg-type]


def ringkasan(view: RingkasanWilayah, tren: Sequence[str], banding: PerbandinganSatker) -> Styler:
    """One row a satker of Ringkasan Wilayah; ``tren``: the picture of each satker's 12 months; ``banding``: its place
    beside the others."""
    tabel = view.tabel
    columns: dict[str, object] = {SATKER: [text.inert(nama_ringkas(nama)) for nama in tabel["nama"]]}
    ambang = gates(view.pilihan.periode.rules_day)
    for kartu in view.kartu:
        kode, indeks = kartu.instrumen.kode, kartu.instrumen.indeks
        aims = [ambang.gate_of(aim or PREDIKAT[0], indeks) for aim in tabel["bidik_predikat"]]
        parts = zip(*(tabel[f"{name}:{kode}"] for name in ("status", "nilai_4", "n", "mutu")), aims, strict=True)
        recaps = [view.recap_of(satker, kode) for satker in tabel["satker"]]
        columns[indeks] = [
            nilai_teks(*part) if one is None else recap_cell(one, aim)
            for part, one, aim in zip(parts, recaps, aims, strict=True)
        ]
    columns[f"Kisaran {view.instrumen.indeks}"] = kisaran_column(tabel)
    place = banding.tabel.set_index("satker").reindex(tabel["satker"])
    alone = [view.recap_of(satker, view.instrumen.kode) is not None for satker in tabel["satker"]]
    tiers = zip(place.iterrows(), alone, strict=True)
    columns["Dibanding lain"] = ["hanya rekap" if is_alone else tier_cell(row) for (_, row), is_alone in tiers]
    columns |= lintas.other_grades(tabel, view.pilihan.periode)
    # 0 would say that nobody answered there; how many did stands with the recap.
    answered = tabel["n"].astype("Int64").mask(np.array(alone, dtype=bool))
    columns["Responden"] = answered
    columns["Target"] = tabel["target"]
    columns["Capaian"] = answered.astype(float) / tabel["target"]
    columns["Tren 12 bulan"] = list(tren)
    columns["Unsur terlemah"] = [
        f"{nama} {format_angka(nilai)}" if isinstance(nama, str) else TANPA_NILAI
        for nama, nilai in zip(tabel["terlemah"], tabel["terlemah_4"], strict=True)
    ]
    columns["Peluang tiga terendah"] = place["peluang_terendah"].to_numpy(float)
    formats = {"Responden": format_bulat, "Target": format_bulat, "Capaian": format_persen}
    formats["Peluang tiga terendah"] = format_peluang
    return styled(pd.DataFrame(columns), formats)


# The grid's own guess is narrower than these words; a state that is cut off is a state that is not told.
_LEBAR_HURUF, _TEPI, _LEBAR_BIASA = 7.5, 24, 11


def wide_columns(frame: pd.DataFrame) -> dict[str, int]:
    """Widths in pixels of the columns of words whose longest cell would be cut off."""
    longest = {
        name: int(frame[name].str.len().max())
        for name in map(str, frame.columns)
        if name not in {SATKER, "Tren 12 bulan"} and pd.api.types.is_string_dtype(frame[name]) and len(frame)
    }
    return {name: round(n * _LEBAR_HURUF + _TEPI) for name, n in longest.items() if n > _LEBAR_BIASA}


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` without the numbers that a row's state forbids to tell."""
    numbers = [name for name in ("nrr", "nilai_4", "nilai_100", "bawah_4", "atas_4") if name in frame]
    states = [Status(status) for status in frame["status"]]
    told = np.array([has_value(status) for status in states], dtype=bool)
    hidden = np.array([status is Status.DISEMBUNYIKAN for status in states], dtype=bool)
    return frame.assign(**{name: frame[name].where(told) for name in numbers}, n=frame["n"].mask(hidden))


def _grades(mutu: pd.Series, status: pd.Series) -> list[str]:
    """The letter, or the state in words: never an empty cell that could be read as bad or good."""
    return [mutu_teks(Status(state), letter) for letter, state in zip(mutu, status, strict=True)]


def lemah(frame: pd.DataFrame, periode: Periode) -> Styler:
    """Weak unsur, most urgent first: a column for each kind of reason, and why the row stands where it stands."""
    rows = list(views_rows(frame))
    table = pd.DataFrame(
        {
            "Prioritas": frame["prioritas"],
            SATKER: [text.inert(nama_ringkas(nama)) for nama in frame["nama"]],
            "Unsur": frame["nama_unsur"],
            "Nilai": frame["nilai_4"],
            "Mutu": _grades(frame["mutu"], frame["status"]),
            "Ambang": [
                f"kurang {format_dekat_ambang(row.jarak, 0.0)}" if row.jarak > 0 else TANPA_NILAI for row in rows
            ],
            "Sejenis": [text.peer_cell(row.alasan, row.nilai_4, row.sejenis_4, row.sejenis_satker) for row in rows],
            "Perubahan": [text.change_cell(row.arah, row.selisih) for row in rows],
            "Dua terendah": [text.lowest_cell(row.alasan, row.terendah) for row in rows],
            "Kisaran": kisaran_column(frame),
            "Responden": frame["n"],
            "Mengapa di urutan ini": [text.inert(text.weak_why(row, periode)) for row in rows],
        }
    )
    return styled(table, {"Nilai": format_angka, "Responden": format_bulat})


def alasan(per_reason: pd.DataFrame) -> pd.DataFrame:
    """The six reasons: what they mean, how many unsur and satker have them, and where they could not be judged."""
    return pd.DataFrame(
        {
            "Alasan": [text.reason_name(name) for name in per_reason["alasan"]],
            "Artinya": [text.ARTI_ALASAN[name] for name in per_reason["alasan"]],
            "Unsur": [format_bulat(count) for count in per_reason["unsur"]],
            "Satker": [format_bulat(count) for count in per_reason["satker"]],
            "Tidak dinilai": [
                f"{format_bulat(count)} satker" if count else TANPA_NILAI for count in per_reason["tidak_dinilai"]
            ],
        }
    )


def responden(view: RespondenTarget) -> Styler:
    """Respondents against target with the rule that set it."""
    tabel = view.tabel
    table = pd.DataFrame(
        {
            SATKER: tabel["nama"],
            "Keadaan": tabel["keadaan"],
            "Responden": tabel["n"].astype("Int64").mask(tabel["keadaan"] == HANYA_REKAP),
            **({"Menurut rekap": tabel["n_rekap"]} if tabel["n_rekap"].notna().any() else {}),
            "Target": tabel["target"],
            "Kurang": tabel["kurang"],
            "Pengguna layanan": tabel["pengguna"],
            "Aturan target": tabel["alasan"],
        }
    )
    counts = ("Responden", "Menurut rekap", "Target", "Kurang", "Pengguna layanan")
    whole = {name: format_bulat for name in counts if name in table}
    return styled(table, whole)


def unsur(nilai: pd.DataFrame, periode: Periode) -> Styler:
    """Values of the unsur of one satker with n and interval; the letters of other grade tables that the period saw."""
    nilai = _told(nilai)
    table = pd.DataFrame(
        {
            "Unsur": nilai["nama"],
            "Nilai (skala 4)": nilai["nilai_4"],
            "Nilai (skala 100)": nilai["nilai_100"],
            "Mutu": _grades(nilai["mutu"], nilai["status"]),
            "Kisaran 95 %": kisaran_column(nilai),
            "Dari periode sebelumnya": [
                text.change_cell(*pair) for pair in zip(nilai["arah"], nilai["selisih"], strict=True)
            ],
            "NRR": nilai["nrr"],
            "Responden": nilai["n"],
            **lintas.other_grades(nilai, periode),
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


def tren(series: pd.DataFrame, bulan: Sequence[int]) -> Styler:
    """Monthly index with n and interval; a month without answers is a row in that state."""
    series = _told(month_rows(series, bulan))
    table = pd.DataFrame(
        {
            "Bulan": [month_label(int(bulan)) for bulan in series["bulan"]],
            "Indeks (skala 4)": series["nilai_4"],
            "Mutu": _grades(series["mutu"], series["status"]),
            "Kisaran 95 %": kisaran_column(series),
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
