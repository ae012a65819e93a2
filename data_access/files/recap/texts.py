"""Numbers and periods as recap files write them."""

from __future__ import annotations

import re
from datetime import datetime

from data_access.files.months import BULAN
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, is_blank, words
from scoring.periods import TAHUN_MAKS, TAHUN_MIN, Periode, period_containing

_ANGKA = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d+(?:[.,]\d+)?")
_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "satu": 1, "dua": 2, "tiga": 3,
           "empat": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "ganjil": 1, "genap": 2}  # fmt: skip
_BAGIAN = {"semester": 6, "smt": 6, "sem": 6, "s": 6, "triwulan": 3, "tw": 3, "kuartal": 3, "quarter": 3, "q": 3,
           "caturwulan": 4}  # fmt: skip
_TAHUN = re.compile(r"\b(20\d{2})\b")
_ISO = re.compile(r"^(20\d{2})[-/.](\d{1,2})(?:[-/.]\d{1,2}.*)?$|^(\d{1,2})[-/.](20\d{2})$")
_LEKAT = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
_DESIMAL = 9
# No result and no count is longer or larger.
_TERPANJANG, _TERBESAR = 20, 1e12


def parse_number(cell: Cell) -> str:
    """A number as written, with a decimal point ('87,56' -> '87.56'); '' for what is none. A float of a workbook without
    its binary noise: 3.5799999999999996 was typed as 3.58."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, datetime):
        return ""
    if isinstance(cell, int | float):
        return _of_number(cell)
    text = clean_text(cell).removesuffix("%").lstrip(":= ").strip()
    if len(text) > _TERPANJANG or not _ANGKA.fullmatch(text):
        return ""
    return text.replace(".", "").replace(",", ".") if "," in text else text


def _of_number(cell: float) -> str:
    if not abs(cell) < _TERBESAR:  # also NaN
        return ""
    return str(cell) if isinstance(cell, int) else f"{round(cell, _DESIMAL):.{_DESIMAL}f}".rstrip("0").rstrip(".")


def parse_count(cell: Cell) -> int | None:
    """A whole number that is a count: '1.028' and '1028' are both 1028; None for anything else."""
    text = parse_number(cell)
    if isinstance(cell, str) and re.fullmatch(r"\s*\d{1,3}(\.\d{3})+\s*", cell):
        text = text.replace(".", "")
    if not text or float(text) != int(float(text)) or float(text) < 0:
        return None
    return int(float(text))


def text_of(cell: Cell) -> str:
    """A cell as a label: one line, '' for what people write where there is nothing."""
    text = clean_text(cell_text(cell))
    return "" if is_blank(text) else text


def parse_period(text: str) -> Periode | None:
    """The period that a title or a cell names: 'Semester I 2019', 'Januari - Juni 2020', 'Triwulan III 2025', '2020S1',
    'Mei 2024', '2024-05', 'Tahun 2023'; None when it names none or more than one."""
    plain = clean_text(text)
    if iso := _ISO.match(plain):
        year, month = int(iso[1] or iso[4]), int(iso[2] or iso[3])
        return period_containing(year * 100 + month, "bulan") if 1 <= month <= 12 and _is_year(year) else None
    flat = _LEKAT.sub(" ", words(plain))
    years = [int(year) for year in _TAHUN.findall(flat) if _is_year(int(year))]
    if not years:
        return None
    months = [(place, BULAN[word]) for place, word in enumerate(flat.split()) if word in BULAN]
    if months:
        return _span(months, flat.split(), years)
    if len(set(years)) > 1:
        return None
    part = _part(flat)
    if part is not None:
        length, number = part
        return _nth(years[0], length, number)
    return Periode(years[0] * 100 + 1, years[0] * 100 + 12)


def _is_year(year: int) -> bool:
    return TAHUN_MIN <= year <= TAHUN_MAKS


def _span(months: list[tuple[int, int]], flat: list[str], years: list[int]) -> Periode | None:
    """First to last month; a month without a year of its own has the next one that is written."""
    if len(months) > 2:
        return None
    placed = [(place, int(word)) for place, word in enumerate(flat) if _TAHUN.fullmatch(word)]
    found = []
    for place, month in (months[0], months[-1]):
        after = [year for spot, year in placed if spot > place]
        found.append((after[0] if after else years[-1]) * 100 + month)
    return Periode(found[0], found[1]) if found[0] <= found[1] else None


def _part(flat: str) -> tuple[int, int] | None:
    """(months, number) of 'semester i', 'tw 3', 's 1'."""
    listed = flat.split()
    for word, after in zip(listed, [*listed[1:], ""], strict=True):
        if word in _BAGIAN and after in _ROMAWI:
            return _BAGIAN[word], _ROMAWI[after]
    return None


def _nth(year: int, length: int, number: int) -> Periode | None:
    start = (number - 1) * length + 1
    return Periode(year * 100 + start, year * 100 + start + length - 1) if start + length - 1 <= 12 else None
