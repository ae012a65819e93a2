"""Tables as pandas Styler: the common ones here by name, those of one page in a file of their own."""

from dashboard.tables.base import (
    SATKER,
    alasan,
    jawaban,
    lemah,
    mutu,
    responden,
    ringkasan,
    styled,
    tren,
    uji,
    unsur,
    wide_columns,
)

__all__ = [
    "SATKER",
    "alasan",
    "jawaban",
    "lemah",
    "mutu",
    "responden",
    "ringkasan",
    "styled",
    "tren",
    "uji",
    "unsur",
    "wide_columns",
]
