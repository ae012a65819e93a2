"""Words and numbers in the rows below a table: labels of totals and means, repeated titles, numbers as written."""

from __future__ import annotations

import re

import numpy as np

from data_access.files.reading.cells import Cell
from data_access.files.texts import words

LABEL = re.compile(
    r"(?:[σ∑] ?)?(?:(?:grand |sub )?total|jumlah|jml|rata rata|rata|rerata|average|mean|nrr|nilai|indeks|index|ikm|ipk|ipkp"
    r"|ipak|skm|konversi|mutu|predikat|kinerja|bobot|skor|keterangan|min|minimum|minimal|maks|max|maksimum|maksimal"
    r"|maximum|modus|median|std dev|stdev|standar deviasi|simpangan baku|varians|varian|r hitung|r tabel|persentase"
    r"|frekuensi|σ|∑)"
    r"(?: (?:per|nilai|unsur|unit|pelayanan|layanan|tertimbang|tertbg|bobot|indeks|index|responden|ikm|nrr|konversi|rata"
    r"|jumlah|skor|total|keseluruhan|survei|survey|kepuasan|masyarakat|kinerja|mutu|akhir|setelah|dikonversi|dan"
    r"|kuesioner|kuisioner|yang|terisi|seluruh|semua|x|nrr|ipkp|ipak|skm|persepsi|korupsi|anti|kualitas|jawaban"
    r"|menjawab|pilihan|\d+))*"
)
# In the column of an answer only these: 'Nilai' or 'Mutu' might be a label of a scale.
LABEL_AMONG_ANSWERS = re.compile(r"(?:(?:grand |sub )?total|jumlah|jml|rata rata|rerata|nrr|σ|∑)\b.*")
# Rules out most cells before they are compared word by word.
_START = re.compile(
    r"[\WΣ∑]{0,3}(?:grand|sub|total|jumlah|jml|rata|rerata|average|mean|nrr|nilai|indeks|index|ikm|ip[ak]|skm|konversi|mutu"
    r"|predikat|kinerja|bobot|skor|keterangan|min|ma[kx]|mod|med|std|standar|simpangan|varian|r hit|r tab|persen|frek|[σ∑]"
    r"|$)",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]|[Σ∑]")
_PLAIN_NUMBER = re.compile(r"\(?([-+]?\d+)(?:[.,](\d+))?\)?")
_MORE = 8  # characters that a repeated title may be longer: spaces, a line break


def repeats(value: Cell, title: str) -> bool:
    """True when a cell says a title (in words) again. Most cells are ruled out by their length and first letter."""
    if not isinstance(value, str) or not len(title) <= len(value) <= len(title) + _MORE:
        return False
    return value.lstrip(" (")[:1].casefold() == title[0] and words(value) == title


def half(decimals: int) -> float:
    """How far a rounded number may lie from the exact one."""
    return float(0.5 * 10.0**-decimals + 1e-9)


def says_something(value: Cell) -> bool:
    """True for a cell that is neither blank nor a footer's label."""
    if value is None or (isinstance(value, str) and not value.strip(" -–—")):
        return False
    return not is_label(value, LABEL)


def is_label(value: Cell, pattern: re.Pattern[str]) -> bool:
    """True for a text that is a footer's label: LABEL, or LABEL_AMONG_ANSWERS in the column of an answer."""
    if not isinstance(value, str) or _START.match(value) is None or LETTER.search(value) is None:
        return False
    return pattern.fullmatch(words(value) or value.strip().casefold()) is not None


def number_of(value: Cell) -> float | None:
    """The number that a cell holds, None for anything else."""
    return number_and_decimals(value)[0]


def number_and_decimals(value: Cell) -> tuple[float | None, int]:
    """(the number of a cell, decimals that it is written with); None for what is no number."""
    if isinstance(value, bool) or value is None:
        return None, 0
    if isinstance(value, int | float):
        if not np.isfinite(value):
            return None, 0
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        return float(value), min(len(text.partition(".")[2]), 6)
    if isinstance(value, str) and (match := _PLAIN_NUMBER.fullmatch(value.strip())):
        whole, decimals = match.group(1), match.group(2) or ""
        return float(f"{whole}.{decimals or 0}"), len(decimals)
    return None, 0
