"""Numbers, dates and lists as Indonesian text: the only place that formats. Rounding is scoring's, half up.

Missing is never 0: None and NaN become TANPA_NILAI. The text does not depend on the visitor's browser.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date

from scoring.rounding import round_decimal

LOKAL = Locale.parse("id_ID")
TANPA_NILAI = "–"
# Typographic minus: it has the width of a plus, so that signed changes stand in line.
MINUS = "\u2212"
DEKAT = 0.05

_SYMBOLS = LOKAL.number_symbols["latn"]
_TO_INDONESIAN = str.maketrans({",": _SYMBOLS["group"], ".": _SYMBOLS["decimal"], "-": MINUS})
_KATA = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam",
    "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas",
)  # fmt: skip
# Binary differences such as 3.65 - 3.6 are a hair over 0.05.
_NOISE = 1e-9

Angka = float | int | Decimal


def is_missing(value: Angka | None) -> bool:
    """True for None and NaN."""
    return value is None or math.isnan(value)


def format_angka(value: Angka | None, decimals: int = 2) -> str:
    """3.405 -> '3,41', 12345 -> '12.345,00': rounded half up; missing -> '–'."""
    if value is None or math.isnan(value):
        return TANPA_NILAI
    rounded = round_decimal(float(value), decimals)
    # Decimal keeps the sign of a rounded-away -0.001; nobody reads a negative zero.
    return f"{abs(rounded) if rounded == 0 else rounded:,.{decimals}f}".translate(_TO_INDONESIAN)


def format_bulat(value: Angka | None) -> str:
    """12345 -> '12.345'; missing -> '–'."""
    return format_angka(value, 0)


def format_persen(bagian: Angka | None, decimals: int = 0) -> str:
    """A share of 1 as a percentage: 0.884 -> '88%'; missing -> '–'."""
    if bagian is None or math.isnan(bagian):
        return TANPA_NILAI
    return f"{format_angka(float(bagian) * 100, decimals)}%"


def format_porsi(bagian: Angka | None) -> str:
    """A share of 1 in whole per cents, but '<1%' and '>99%' where rounding would claim none or all."""
    if bagian is None or math.isnan(bagian):
        return TANPA_NILAI
    text = format_persen(bagian)
    if text == "0%" and bagian > 0:
        return "<1%"
    return ">99%" if text == "100%" and bagian < 1 - _NOISE else text


def format_peluang(peluang: Angka | None) -> str:
    """A probability in whole per cents, '<1%' and '>99%' at the ends: drawn, not proven, so never none and never all."""
    if peluang is None or math.isnan(peluang):
        return TANPA_NILAI
    text = format_persen(peluang)
    return {"0%": "<1%", "100%": ">99%"}.get(text, text)


def format_interval(low: Angka | None, high: Angka | None, decimals: int = 2) -> str:
    """'3,22–3,58'; '–' when a limit is missing: an interval is never invented."""
    if is_missing(low) or is_missing(high):
        return TANPA_NILAI
    return f"{format_angka(low, decimals)}–{format_angka(high, decimals)}"


def format_perubahan(delta: Angka | None, decimals: int = 2) -> str:
    """A difference with its sign: '+0,12', '−0,08', '0,00'; missing -> '–'."""
    if delta is None or math.isnan(delta):
        return TANPA_NILAI
    text = format_angka(delta, decimals)
    return f"+{text}" if round_decimal(float(delta), decimals) > 0 else text


def format_dekat_ambang(value: Angka | None, *ambang: float | None) -> str:
    """Two decimals, but three within 0.05 of a gate, where the second decimal hides on which side a value is.

    Source: scoring-rules 5. A gate of None (the index has none) is passed over.
    """
    if value is None or math.isnan(value):
        return TANPA_NILAI
    near = any(gate is not None and abs(float(value) - gate) <= DEKAT + _NOISE for gate in ambang)
    return format_angka(value, 3 if near else 2)


def format_tanggal(tanggal: date) -> str:
    """'21 November 2026'."""
    return format_date(tanggal, "d MMMM y", locale=LOKAL)


def format_hari(tanggal: date) -> str:
    """'21 November', where the year stands beside it anyway."""
    return format_date(tanggal, "d MMMM", locale=LOKAL)


def format_waktu(waktu: datetime) -> str:
    """'21 November 2026 10.05 WIB'; ValueError without a time zone: Indonesia has three."""
    if waktu.tzinfo is None:
        raise ValueError("format_waktu needs a datetime with a time zone.")
    return f"{format_tanggal(waktu.date())} {waktu:%H.%M} {waktu.tzname()}"


def join_kata(kata: Sequence[str], sambung: str = "dan") -> str:
    """['a', 'b', 'c'] -> 'a, b, dan c'; two -> 'a dan b'; none -> ''. ``sambung``: 'atau' where one of them is enough."""
    if len(kata) <= 2:
        return f" {sambung} ".join(kata)
    return f"{', '.join(kata[:-1])}, {sambung} {kata[-1]}"


def kata_bilangan(count: int) -> str:
    """'tiga' for 3, up to 'dua belas'; digits from 13 on and for negative counts."""
    return _KATA[count] if 0 <= count < len(_KATA) else format_bulat(count)


def awal_kalimat(text: str) -> str:
    """``text`` with a capital first letter, the rest untouched (names and abbreviations keep theirs)."""
    return text[:1].upper() + text[1:]
