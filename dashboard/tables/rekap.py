"""Tables of recaps: beside the answers of the same satker, and what is about to be stored."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard import text
from dashboard.charts.labels import nama_ringkas
from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, format_interval, format_perubahan, is_missing
from dashboard.tables.base import SATKER, styled
from dashboard.text.rekap import as_printed, printed_words, reason_short
from dashboard.views.rekap import RekapLampau, RekapSatker
from data_access.files.recap.model import Rekap
from scoring.instruments import Instrumen


def region(rekap: Sequence[RekapSatker]) -> Styler:
    """One row a satker with a recap: printed, ours, the answers, difference, what explains it."""
    rows = []
    for one in rekap:
        cocok = one.cocok
        rows.append(
            {
                SATKER: text.inert(nama_ringkas(one.nama)),
                "Tertulis": printed_words(one.tercatat, one.instrumen),
                "Nilai rekap": one.nilai.nilai_4,
                "Mutu": one.nilai.mutu or TANPA_NILAI,
                "Mutu tertulis": one.mutu_tercetak or TANPA_NILAI,
                "n rekap": one.tercatat.n,
                "n jawaban": None if cocok is None else cocok.n_jawaban,
                "Selisih": None if cocok is None else cocok.hasil.selisih,
                "Penjelasan": reason_short(one),
            }
        )
    frame = pd.DataFrame(rows).astype({"n rekap": "Int64", "n jawaban": "Int64", "Selisih": float})
    return styled(
        frame,
        {"Nilai rekap": format_angka, "n rekap": format_bulat, "n jawaban": format_bulat, "Selisih": format_perubahan},
    )


def unsur(one: RekapSatker) -> Styler:
    """The unsur of one recap beside the answers; an interval only where each answer was counted."""
    rows = [
        {
            "Unsur": part.unsur.nama,
            "Tertulis": as_printed(part.tercatat) or "jumlah tiap jawaban",
            "Nilai rekap": part.nilai.nilai_4,
            "Kisaran": format_interval(part.nilai.bawah_4, part.nilai.atas_4),
            "n rekap": part.tercatat.n,
            "Nilai jawaban": part.jawaban_4,
            "n jawaban": part.jawaban_n,
            "Selisih": None if is_missing(part.jawaban_4) else part.nilai.nilai_4 - part.jawaban_4,
        }
        for part in one.unsur
    ]
    frame = pd.DataFrame(rows).astype({"n rekap": "Int64", "Selisih": float, "Nilai jawaban": float})
    return styled(
        frame,
        {
            "Nilai rekap": format_angka,
            "n rekap": format_bulat,
            "Nilai jawaban": format_angka,
            "n jawaban": format_bulat,
            "Selisih": format_perubahan,
        },
    )


def earlier(rekap: Sequence[RekapLampau], instrumen: Instrumen) -> Styler:
    """The recaps of one satker and survey over the year, the newest first."""
    rows = [
        {
            "Periode": one.tercatat.periode.label,
            "Tertulis": printed_words(one.tercatat, instrumen),
            "Nilai rekap": one.nilai.nilai_4,
            "Mutu": one.nilai.mutu or TANPA_NILAI,
            "n rekap": one.tercatat.n,
        }
        for one in reversed(rekap)
    ]
    frame = pd.DataFrame(rows).astype({"n rekap": "Int64"})
    return styled(frame, {"Nilai rekap": format_angka, "n rekap": format_bulat})


def preview(rekap: Sequence[Rekap], names: dict[str, str]) -> pd.DataFrame:
    """What was read from a file: one row a recap."""
    return pd.DataFrame(
        {
            "Baris": [one.baris for one in rekap],
            "Di berkas": [text.inert(one.satker_teks) for one in rekap],
            SATKER: [text.inert(names.get(one.satker, one.satker)) for one in rekap],
            "Periode": [one.periode.label for one in rekap],
            "Survei": [one.instrumen.indeks for one in rekap],
            "Indeks tertulis": [one.indeks.nilai.replace(".", ",") if one.indeks else TANPA_NILAI for one in rekap],
            "Skala": [_scale(one) for one in rekap],
            "Responden": pd.array([one.n for one in rekap], dtype="Int64"),
            "Unsur": [sum(value.unsur_no > 0 for value in one.nilai) for one in rekap],
            "Mutu tertulis": [one.mutu or TANPA_NILAI for one in rekap],
            "Kepastian satker": ["pasti" if one.yakin >= 0.9 else "mirip" for one in rekap],
        }
    )


def _scale(one: Rekap) -> str:
    item = one.instrumen
    names = {"asli": f"{item.skala_min}-{item.skala_maks}", "4": "4", "100": "100"}
    return names.get(one.skala, "")
