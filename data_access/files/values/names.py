"""Names of people that stand in a column of their own, found again in the texts that are kept."""

from __future__ import annotations

from collections.abc import Iterable

from data_access.files.columns.mapping import PRIBADI
from data_access.files.frame import Frame, column_of
from data_access.files.personal import SAMARAN, looks_like_names
from data_access.files.texts import words

_LONGEST = 6  # words of a name
_MAX_WORDS = 80  # words of a text that are looked at
_MAX_NAME = 100
_PUNCTUATION = str.maketrans("", "", ".,;:()[]\"'!?\u200b")


class NamesOfPeople:
    """Names of two words or more: one word alone ('Melati') may be anything."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(key for key in map(_key, names) if 0 < key.count(" ") < _LONGEST)

    def mask(self, text: str) -> str:
        """The text with every known name masked."""
        if not self._names or " " not in text:
            return text
        tokens = text.split()[:_MAX_WORDS]
        result: list[str] = []
        place = 0
        while place < len(tokens):
            length = next(
                (n for n in range(_LONGEST, 1, -1) if _key(" ".join(tokens[place : place + n])) in self._names), 0
            )
            result.append(SAMARAN if length else tokens[place])
            place += length or 1
        return " ".join(result) if SAMARAN in result else text


def names_in(frame: Frame) -> NamesOfPeople:
    """The names in the file's columns of names."""
    found: list[str] = []
    for kolom in frame.pemetaan.columns(PRIBADI):
        column = column_of(frame, kolom)
        texts = [value[:_MAX_NAME] for value in column.values if isinstance(value, str)]
        if {"nama", "name"} & set(words(kolom.judul).split()) or looks_like_names("", texts, len(texts)):
            found += texts
    return NamesOfPeople(found)


def _key(text: str) -> str:
    return " ".join(text.casefold().translate(_PUNCTUATION).split())
