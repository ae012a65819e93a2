"""Answers as they are written (numbers, labels, stars) to the numbers of an item's scale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import is_blank, words
from scoring.instruments import Butir, Instrumen

KOSONG = 0
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,12})?")
_PREFIX = re.compile(r"^\(?([a-j]|\d{1,2})\s*[.)=:\-–]\s*(?=\S)", re.IGNORECASE)
_STARS = re.compile(r"[★⭐*]+[☆]*")

# Why a value is no answer.
SAH, LABEL_ASING, DI_LUAR_SKALA, BUKAN_BULAT = 0, 1, 2, 3


@dataclass(frozen=True)
class AnswerColumn:
    """Answers of a column's distinct values: ``nilai`` int8 (0 = no answer), ``sebab`` int8 (SAH, or why it is none).

    ``asli`` is the number as given, before the item's direction: for looking at the scale that was used.
    """

    nilai: npt.NDArray[np.int8]
    asli: npt.NDArray[np.int8]
    sebab: npt.NDArray[np.int8]


def label_key(text: str) -> str:
    """A label for comparing: case, spaces, punctuation and the kind of star do not matter."""
    text = unicodedata.normalize("NFKC", text).strip()
    if _STARS.fullmatch(text):
        return "★" * sum(char in "★⭐*" for char in text)
    return words(text)


@lru_cache(256)
def _labels(butir: Butir, instrumen: Instrumen) -> Mapping[str, int]:
    """Labels of the item first, then those of the whole instrument. A label with two numbers is no label."""
    found: dict[str, int] = {}
    for table in (butir.label, instrumen.label):
        own: dict[str, set[int]] = {}
        for text, value in table:
            own.setdefault(label_key(text), set()).add(value)
        for key, numbers in own.items():
            if len(numbers) == 1:
                found.setdefault(key, next(iter(numbers)))
    return found


def read_answers(
    values: Sequence[Cell], butir: Butir, instrumen: Instrumen, given: Mapping[str, int | None] | None = None
) -> AnswerColumn:
    """The answers to ``butir`` among a column's distinct values.

    ``given`` are labels that the operator has put a number to (None or 0 = no answer); they win over the instrument's.
    Nothing is guessed: a text that is neither number nor known label is reported as LABEL_ASING.
    """
    own = {label_key(text): number or KOSONG for text, number in (given or {}).items()}
    labels = _labels(butir, instrumen)
    results = [_read_one(value, labels, own, instrumen) for value in values]
    asli = np.array([number for number, _ in results], dtype=np.int8)
    sebab = np.array([reason for _, reason in results], dtype=np.int8)
    nilai = asli.copy()
    if butir.arah == "negatif":
        nilai = np.where(asli == KOSONG, KOSONG, instrumen.skala_min + instrumen.skala_maks - asli).astype(np.int8)
    return AnswerColumn(nilai, asli, sebab)


def _read_one(value: Cell, labels: Mapping[str, int], own: Mapping[str, int], instrumen: Instrumen) -> tuple[int, int]:
    text = cell_text(value)
    key = label_key(text)
    if key in own:
        number = own[key]
        return (number, SAH) if number in instrumen.nilai_mungkin or number == KOSONG else (KOSONG, DI_LUAR_SKALA)
    if is_blank(text):
        return KOSONG, SAH
    if isinstance(value, bool):
        return KOSONG, LABEL_ASING
    plain = unicodedata.normalize("NFKC", text).strip()
    if _NUMBER.fullmatch(plain):
        return _check_number(float(plain.replace(",", ".")), instrumen)
    labelled = labels.get(key) or _prefixed(plain, labels)
    return (labelled, SAH) if labelled else (KOSONG, LABEL_ASING)


def _check_number(number: float, instrumen: Instrumen) -> tuple[int, int]:
    if not number.is_integer():
        return KOSONG, BUKAN_BULAT
    return (int(number), SAH) if int(number) in instrumen.nilai_mungkin else (KOSONG, DI_LUAR_SKALA)


def _prefixed(text: str, labels: Mapping[str, int]) -> int | None:
    """'d. Sangat baik', '4 - Sangat baik': the label decides; a number before it that disagrees makes it no label."""
    prefix = _PREFIX.match(text)
    if prefix is None:
        return None
    number = labels.get(label_key(text[prefix.end() :]))
    mark = prefix.group(1)
    return None if mark.isdigit() and number != int(mark) else number
