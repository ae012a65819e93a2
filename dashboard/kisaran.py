"""An interval in words: what stands where it is shown depends on what it rests on (scoring.intervals.Dasar).

A census has no sampling error and a recap without a distribution has no interval: both are said, neither is drawn as
limits. No streamlit here: charts, tables, sentences and the command line all use it.
"""

from __future__ import annotations

import pandas as pd

from dashboard.formats import format_bulat, format_interval
from scoring.intervals import Dasar

TANPA_SEBARAN = "tanpa kisaran: rekap tidak memuat sebaran jawaban"
_SEL = {Dasar.SENSUS: "sensus", Dasar.TANPA_SEBARAN: "tanpa sebaran"}


def kisaran_cell(low: float, high: float, dasar: object = None) -> str:
    """For a table: '3,22–3,58', 'sensus', 'tanpa sebaran', '3,22–3,58 (periksa N)'; '–' where there is no value."""
    # From a frame it may be NaN: a satker without answers.
    known = Dasar(dasar) if isinstance(dasar, str) else None
    if known in _SEL:
        return _SEL[known]
    limits = format_interval(low, high)
    return f"{limits} (periksa N)" if known is Dasar.MELEBIHI_PENGGUNA else limits


def kisaran_column(frame: pd.DataFrame) -> list[str]:
    """The cells of a frame of values with bawah_4, atas_4 and, where an interval was asked for, dasar."""
    dasar = frame["dasar"] if "dasar" in frame.columns else [None] * len(frame)
    return [kisaran_cell(*row) for row in zip(frame["bawah_4"], frame["atas_4"], dasar, strict=True)]


def asked_of(*, internal: bool) -> str:
    """Who an instrument asks: an internal survey asks the employees."""
    return "pegawai" if internal else "pengguna layanan"


def kisaran_words(low: float, high: float, dasar: object, n: int, siapa: str = "pengguna layanan") -> str:
    """For a sentence: 'kisaran 3,22–3,58', 'sensus: semua 43 pengguna layanan mengisi', or why there is none."""
    match dasar:
        case Dasar.SENSUS:
            return f"sensus: semua {format_bulat(n)} {siapa} mengisi"
        case Dasar.TANPA_SEBARAN:
            return TANPA_SEBARAN
        case Dasar.MELEBIHI_PENGGUNA:
            return f"kisaran {format_interval(low, high)} (jumlah {siapa} perlu diperiksa)"
        case _:
            return f"kisaran {format_interval(low, high)}"


def response_words(n: int, pengguna: float | None) -> str:
    """Who did not answer: 'Tidak mengisi: 5 dari 48 pengguna layanan.'; '' where N is not known or everybody answered.

    A sentence of its own, because an interval measures chance and not what those who kept silent think.
    """
    if pengguna is None or n in (0, pengguna):
        return ""
    if n > pengguna:
        return (
            f"Responden ({format_bulat(n)}) lebih banyak dari {format_bulat(pengguna)} pengguna layanan yang tercatat: "
            "periksa jumlah pengguna layanannya."
        )
    return f"Tidak mengisi: {format_bulat(pengguna - n)} dari {format_bulat(pengguna)} pengguna layanan."
