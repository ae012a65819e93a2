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
_SUFFIX = re.compile(r"\s*(?:[(\[]\s*(\d{1,2})\s*[)\]]|[=:\-–]\s*(\d{1,2}))$")
_PARTS = re.compile(r"\s*[/,;]\s*")
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
def item_labels(butir: Butir, instrumen: Instrumen) -> Mapping[str, int]:
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
    values: Sequence[Cell],
    butir: Butir,
    instrumen: Instrumen,
    given: Mapping[str, int | None] | None = None,
    found: Mapping[str, int] | None = None,
) -> AnswerColumn:
    """The answers to ``butir`` among a column's distinct values.

    ``given`` are labels that the operator has put a number to (None or 0 = no answer); they win over the instrument's.
    ``found`` are numbers of labels (label_key) that the column as a whole gives them. Nothing is guessed: a text that
    is neither number nor known label is reported as LABEL_ASING.
    """
    own = {label_key(text): number or KOSONG for text, number in (given or {}).items()}
    labels = {**(found or {}), **item_labels(butir, instrumen)} if found else item_labels(butir, instrumen)
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
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("'")  # spreadsheets mark texts by it
    if _NUMBER.fullmatch(plain):
        return _check_number(float(plain.replace(",", ".")), instrumen)
    bare = bare_label(plain)
    labelled = labels.get(key) if bare is None else _agreed(bare, labels)
    return (labelled, SAH) if labelled else (KOSONG, LABEL_ASING)


def _check_number(number: float, instrumen: Instrumen) -> tuple[int, int]:
    if not number.is_integer():
        return KOSONG, BUKAN_BULAT
    return (int(number), SAH) if int(number) in instrumen.nilai_mungkin else (KOSONG, DI_LUAR_SKALA)


@dataclass(frozen=True)
class BareLabel:
    """A label without what is written around it: ``angka`` is the number before or behind it, None = none."""

    bagian: tuple[str, ...]
    angka: int | None


def bare_label(text: str) -> BareLabel | None:
    """'d. Sangat baik', '4 - Sangat baik', 'Sangat baik (4)', 'Kompeten / mampu' taken apart; None for a plain label."""
    plain = unicodedata.normalize("NFKC", text).strip()
    angka: int | None = None
    if prefix := _PREFIX.match(plain):
        angka = int(prefix.group(1)) if prefix.group(1).isdigit() else None
        plain = plain[prefix.end() :]
    elif suffix := _SUFFIX.search(plain):
        angka = int(suffix.group(1) or suffix.group(2))
        plain = plain[: suffix.start()]
    parts = tuple(key for key in map(label_key, _PARTS.split(plain)) if key)
    return None if not parts or parts == (label_key(text),) else BareLabel(parts, angka)


def _agreed(bare: BareLabel, labels: Mapping[str, int]) -> int | None:
    """The number of a label in parts: its whole or every part must be known, and all say the same number.

    A number written beside it that disagrees makes it no label: there the form counts the other way round.
    """
    number = labels.get(" ".join(bare.bagian)) or labels.get(bare.bagian[0])
    if number is None or (" ".join(bare.bagian) not in labels and any(labels.get(x) != number for x in bare.bagian)):
        return None
    return number if bare.angka in (None, number) else None
