"""Who answered, as a salted fingerprint: from NIK, else telephone number, else e-mail address; never from a name.

Two people may bear one name, so a name says nothing about repeats. A number that was evidently made up (080000000000)
is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import PRIBADI
from data_access.files.frame import Frame, Mask, column_of
from data_access.files.reading.cells import Cell, RawColumn, cell_text
from data_access.files.texts import words
from data_access.salt import fingerprints

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NIK = re.compile(r"[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")
_NOT_DIGIT = re.compile(r"[^0-9]")
_HINT = re.compile(r"[0-9@]")
_PREFIX = re.compile(r"^(?:620?|0)(?=8)")
_PHONE_HEADER = frozenset(
    ("hp", "telepon", "telp", "telpon", "tlp", "phone", "handphone", "ponsel", "wa", "whatsapp", "kontak")
)
_MOBILE = re.compile(r"8\d{8,11}")
_FEW = 1  # different digits behind the first three in a number that nobody has
_MAX_LOOK = 100
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number: a NIK that is a number has lost its last one


def read_people(frame: Frame) -> npt.NDArray[np.int64] | None:
    """One fingerprint per row (0 = not known), None when no column tells who answered."""
    columns = [_Texts(kolom.judul, column_of(frame, kolom)) for kolom in frame.pemetaan.columns(PRIBADI)]
    people = np.zeros(len(frame.baris), dtype=np.int64)
    for read in (_nik, _phone, _email):
        for column in columns:
            open_rows = people == 0
            if open_rows.any():
                people[open_rows] = column.fingerprints(read, open_rows)
    return people if people.any() else None


class _Texts:
    """A column of personal data as short texts."""

    def __init__(self, judul: str, column: RawColumn) -> None:
        self._codes = column.codes
        self._is_phone = bool(_PHONE_HEADER & set(words(judul).split()))
        self._texts = [_text(value) for value in column.values]
        self._may_tell = any(_HINT.search(text) for text in self._texts)

    def fingerprints(self, read: Callable[[str, bool], str], rows: Mask) -> npt.NDArray[np.int64]:
        """The fingerprints of ``rows``, 0 where the text is none of this kind."""
        codes = self._codes[rows]
        found = np.zeros(len(self._texts), dtype=np.int64)
        if self._may_tell:
            places = np.unique(codes).tolist()
            keys = [read(self._texts[place], self._is_phone) for place in places]
            found[places] = fingerprints(keys) if any(keys) else 0
        result: npt.NDArray[np.int64] = found[codes]
        return result


def _text(value: Cell) -> str:
    if isinstance(value, str):
        return value[:_MAX_LOOK]
    if value is None or (isinstance(value, int | float) and abs(value) >= _EXACT):
        return ""
    return cell_text(value)


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() else _NOT_DIGIT.sub("", text)


def _nik(text: str, _is_phone: bool) -> str:
    digits = _digits(text)
    return f"nik:{digits}" if _NIK.fullmatch(digits) and not digits.endswith("0000") else ""


def _phone(text: str, is_phone: bool) -> str:
    """A mobile number in its one form, '' for none: 0812-3456-7890, +62 812 3456 7890 and 81234567890 are the same.

    Without 0 or 62 before it (a spreadsheet takes the 0 away) only a column of telephone numbers is believed.
    """
    digits = _digits(text)
    plain = _PREFIX.sub("", digits)
    if "@" in text or (plain == digits and not is_phone):
        return ""
    if not _MOBILE.fullmatch(plain) or len(set(plain[3:])) <= _FEW:
        return ""
    return f"hp:62{plain}"


def _email(text: str, _is_phone: bool) -> str:
    found = _EMAIL.search(text) if "@" in text else None
    return f"surel:{found.group().casefold()}" if found else ""


def count_repeats(people: npt.NDArray[np.int64], satker: npt.NDArray[np.object_], used: Mask) -> tuple[int, Mask]:
    """(how many people have more than one of the ``used`` rows of one satker, those rows)."""
    rows = np.flatnonzero(used & (people != 0))
    marked = np.zeros(len(people), dtype=bool)
    if not len(rows):
        return 0, marked
    _, units = np.unique(satker[rows].astype(str), return_inverse=True)
    _, persons = np.unique(people[rows], return_inverse=True)
    _, places, counts = np.unique(persons * (units.max() + 1) + units, return_inverse=True, return_counts=True)
    marked[rows] = counts[places] > 1
    return int((counts > 1).sum()), marked
