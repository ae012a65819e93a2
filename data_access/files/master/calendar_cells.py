"""One day and one state of a calendar file as they are written."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from data_access.files.months import BULAN
from data_access.files.reading.cells import Cell
from data_access.files.texts import words
from data_access.files.values.dates import TANPA_ZONA, read_dates
from scoring.periods import TAHUN_MAKS, TAHUN_MIN

TUTUP, BUKA, HAPUS = "tutup", "buka", ""
_KATA = {
    TUTUP: ("tutup", "ditutup", "libur", "diliburkan", "hari libur", "cuti bersama", "tidak buka", "tidak melayani",
            "tidak ada layanan", "layanan tutup", "close", "closed", "off", "t"),
    BUKA: ("buka", "dibuka", "tetap buka", "masuk", "masuk kerja", "hari kerja", "kerja", "bekerja", "melayani",
           "layanan buka", "open", "b"),
    HAPUS: ("hapus", "dihapus", "batal", "normal", "biasa", "seperti biasa", "sesuai kalender", "menurut kalender",
            "kalender umum"),
}  # fmt: skip
_STATES = {text: state for state, texts in _KATA.items() for text in texts}
_COMPACT = 8  # digits of a day written 20260616
_BUKAN = "tidak dikenali"


def read_state(text: str) -> str | None:
    """TUTUP, BUKA or HAPUS (no special day any more); None for anything else."""
    return _STATES.get(" ".join(words(text).split()))


def read_day(cell: Cell, *, is_1904: bool = False) -> tuple[date | None, str]:
    """(the day of a cell, ''), or (None, what is wrong with it). Day before month; a month alone is no day, and a time of
    day is refused because it may be of another day in another zone. ``is_1904``: how the workbook counts bare numbers."""
    if isinstance(cell, str) and not _names_a_day(cell):
        return None, _BUKAN
    column = read_dates([cell], is_1904=is_1904)
    moment = column.waktu[0]
    if column.bulan_dulu[0]:
        return None, "menyebut bulan sebelum hari"
    if np.isnat(moment):
        return None, _BUKAN
    day: date = moment.astype("datetime64[D]").item()
    if not TAHUN_MIN <= day.year <= TAHUN_MAKS:
        return None, f"di luar tahun {TAHUN_MIN} sampai {TAHUN_MAKS}"
    if moment != moment.astype("datetime64[D]") or column.zona[0] != TANPA_ZONA:
        return None, "memuat jam"
    return day, ""


def _names_a_day(text: str) -> bool:
    """False for a month alone ('Juni 2026', '2026-06') and for bare numbers typed as text."""
    numbers = re.findall(r"\d+", text)
    named = any(word in BULAN for word in re.findall(r"[a-z]+", text.casefold()))
    return any(len(one) == _COMPACT for one in numbers) or len(numbers) >= (2 if named else 3)
