"""What every row needs before it can be compared or stored: nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from data_access.answers import LembarJawaban
from data_access.errors import RefusedError

# Longer names do not fit into an index of PostgreSQL; a cell as long as this is a comment and no category.
TEXT_MAX = 500


def complete_sheets(lembar: Sequence[LembarJawaban]) -> list[LembarJawaban]:
    """The sheets without rows that answer nothing, which are no respondents.

    RefusedError for what would have to be guessed (satker, date) and for what cannot be an answer or a name.
    """
    lembar = [sheet for sheet in map(LembarJawaban.answered, lembar) if len(sheet)]
    if not lembar:
        raise RefusedError("Tidak ada jawaban yang dapat disimpan dari berkas ini.")
    for sheet in lembar:
        _check(sheet)
    return lembar


def _check(sheet: LembarJawaban) -> None:
    low, high = sheet.instrumen.skala_min, sheet.instrumen.skala_maks
    beyond = ((sheet.butir != 0) & ((sheet.butir < low) | (sheet.butir > high))).any(axis=1)
    scale = f"dengan jawaban di luar skala {low} sampai {high} ({sheet.instrumen.kode})"
    _refuse(sheet, beyond, scale, "Perbaiki di berkas.")
    for what, missing in (("satker", sheet.satker == ""), ("tanggal", np.isnat(sheet.tanggal))):
        _refuse(sheet, missing, f"tanpa {what}", f"Isi di berkas, atau tentukan {what} untuk baris yang kosong.")
    for name, (codes, unique) in (("satker", sheet.distinct_satker), *sheet.distinct_kategori.items()):
        unfit = np.array([len(text) > TEXT_MAX or "\0" in text for text in unique], dtype=bool)
        problem = f"dengan {name} yang memuat lebih dari {TEXT_MAX} huruf atau karakter NUL"
        if unfit.any():
            _refuse(sheet, unfit[codes], problem, "Ringkas di berkas.")


def _refuse(sheet: LembarJawaban, rows: npt.NDArray[np.bool_], problem: str, remedy: str) -> None:
    if rows.any():
        first = int(sheet.baris[int(np.flatnonzero(rows)[0])])
        raise RefusedError(f"{int(rows.sum())} baris {problem} (pertama: baris {first}). {remedy}")
