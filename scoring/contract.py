"""The one contract between data and scoring: aggregated frames. The database and an uploaded file both produce them.

``rekap``: one row per key and unsur. Columns: the keys, ``unsur`` (code; SEMUA = the respondent as a whole),
``n`` (respondents who answered it), ``jumlah`` (int: sum of the unsur scores x instrumen.pembagi; for SEMUA the sum of
the per-respondent index x SKALA_INDEKS), ``n1`` .. ``n10`` (how often each answer was given, over the unsur's items).

``sebaran``: one row per key, unsur and value: ``nilai`` (int, same units as ``jumlah``) and ``jumlah`` (respondents).
It holds SEMUA (the per-respondent index) and the unsur with several items; a single-item unsur has it in n1..n10.

Keys are any of KUNCI. A key without answers has no row: which keys ought to exist is the caller's knowledge.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from scoring.errors import ScoringError

SEMUA = "*"
SKALA_INDEKS = 1_000_000
JAWABAN = tuple(f"n{value}" for value in range(1, 11))
# Respondents of each hour of a day, 0 to 23.
JAM = tuple(f"jam_{hour:02d}" for hour in range(24))
KUNCI = ("satker", "bulan", "layanan")
REKAP = ("unsur", "n", "jumlah", *JAWABAN)
SEBARAN = ("unsur", "nilai", "jumlah")


def check_rekap(rekap: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """``rekap`` itself when it has its columns and one row per key and unsur; ScoringError otherwise."""
    missing = [name for name in (*keys, *REKAP) if name not in rekap.columns]
    if missing:
        raise ScoringError(f"Rekap tidak lengkap: kolom {', '.join(missing)} tidak ada.")
    if rekap.duplicated([*keys, "unsur"]).any():
        raise ScoringError("Rekap memuat baris ganda untuk unsur yang sama.")
    return rekap
