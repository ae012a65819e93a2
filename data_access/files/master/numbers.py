"""Whole numbers of people as they are written: '1.250', '1 250', 1250.0; decimals and doubts are told, not rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, is_blank

_PLAIN = re.compile(r"\d+(?:[.,]0+)?")
_DOTS = re.compile(r"\d{1,3}(?:[.  ]\d{3})+(?:,0+)?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.0+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_UNIT = re.compile(r"\s*(?:orang|org|pegawai|responden|jiwa|pemohon)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Bilangan:
    """``nilai`` None: not given (``masalah`` '') or not a whole number (``masalah`` says why). ``ragu``: a comma as thousands
    sign, which in Indonesian is the decimal sign; to be confirmed."""

    nilai: int | None
    masalah: str = ""
    ragu: bool = False


KOSONG = Bilangan(None)
_DESIMAL = "bilangan desimal; bila maksudnya ribuan, ketik tanpa titik dan koma"


def read_count(cell: Cell) -> Bilangan:
    """A number of people from a cell. A blank cell is not known, never 0."""
    if isinstance(cell, bool):
        return Bilangan(None, "bukan bilangan")
    if isinstance(cell, float) and not cell.is_integer():
        return Bilangan(None, _DESIMAL)
    text = _UNIT.sub("", clean_text(cell_text(cell)))
    if is_blank(text):
        return KOSONG
    if text.startswith(("-", "−")) and _number(text[1:].strip()) is not None:
        return Bilangan(None, "bilangan negatif")
    found = _number(text)
    if found is None:
        return Bilangan(None, _DESIMAL if _DECIMAL.fullmatch(text) else "bukan bilangan")
    return Bilangan(found[0], ragu=found[1])


def _number(text: str) -> tuple[int, bool] | None:
    if _DOTS.fullmatch(text):
        return int(re.sub(r"\D", "", text.partition(",")[0])), False
    if _COMMAS.fullmatch(text):
        return int(re.sub(r"\D", "", text.partition(".")[0])), text.count(",") == 1
    if _PLAIN.fullmatch(text):
        return int(re.split(r"[.,]", text)[0]), False
    return None
