"""Which satker a text means: by code, name, remembered spelling, or likeness. Only the first three are certain.

What only looks alike is proposed with how sure that is and asked; the operator's answer is remembered as an alias
(data_access.aliases). A different jenis, kelas or kekhususan is another satker, never a likeness.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from data_access.files.personal import mask_personal
from data_access.files.texts import clean_text, is_blank, words
from data_access.files.values.satker_names import NamaSatker, parse_name
from data_access.satker_names import SatkerBaru

_Key = TypeVar("_Key", bound=Hashable)
PASTI = 0.9  # anything below is asked
BATAS_USUL = 0.6  # anything below is not even proposed
PEMISAH_SATKER = " | "  # between code and name in the template's list of satker
MAX_SATKER = 200  # letters of a text that are looked at and kept
MAX_MIRIP = 300  # texts of one column that are compared by likeness; a column with more of them holds no satker
_LEAD = 0.05  # two satker closer to each other than this are not told apart
_RUNNERS = 3
_RUNNER_FROM = 0.4
_SPLIT = re.compile(r"\s+[|/:–-]\s+|\s*\|\s*|:\s+")
_ROMAN = {
    text: str(number)
    for number, text in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)
}
_MARK = re.compile(r"\d+|[a-z]")
# What is missing in a text takes this much from the certainty.
_SANGSI = {"jenis": 0.2, "khusus": 0.22, "kelas": 0.04, "tpi": 0.04}
_LAIN = 0.5  # of another kelas: shown to choose from, because a kelas may be raised, and never proposed
_PENUH = 0.88  # the same place, nothing else in doubt but what is missing


@dataclass(frozen=True)
class SatkerCocok:
    """One distinct text of the satker column and the satker it is read as.

    ``kode``: its code, or the text itself when no satker is meant by it (``cara`` ''). ``yakin`` 0..1; ``cara``:
    'kode', 'nama', 'alias', 'operator', 'mirip'. ``lain``: other candidates as (code, certainty), best first. ``n``:
    rows that hold it. Personal data in the text are masked.
    """

    teks: str
    kode: str
    yakin: float = 0.0
    cara: str = ""
    lain: tuple[tuple[str, float], ...] = ()
    n: int = 0

    @property
    def is_certain(self) -> bool:
        """True when nobody has to be asked."""
        return self.yakin >= PASTI

    @property
    def is_proposal(self) -> bool:
        """True when the operator has to confirm it."""
        return self.cara == "mirip"


class SatkerIndex:
    """The known satker by everything they may be called."""

    def __init__(
        self,
        known: Sequence[tuple[str, str]],
        alias: Mapping[str, str] | None = None,
        chosen: Mapping[str, str] | None = None,
        mask: Callable[[str], str] = mask_personal,
    ) -> None:
        self._mask = mask
        self._known = [(kode, parse_name(nama)) for kode, nama in known]
        codes = {kode for kode, _ in known}
        self._names = dict(known)
        self._chosen = {words(text): kode for text, kode in (chosen or {}).items()}
        # A remembered spelling of a satker that is not known here (any more, or not in this scope) says nothing.
        self._alias = {words(text): kode for text, kode in (alias or {}).items() if kode in codes}
        self._codes = _unique((words(kode), kode) for kode in codes)
        self._texts = _unique((words(nama), kode) for kode, nama in known)
        self._parsed = _unique((name.kunci, kode) for kode, name in self._known)
        self._numbers = _unique((kode.lstrip("0"), kode) for kode in codes if kode.isdigit())
        self._fuzzy_left = MAX_MIRIP

    def match(self, text: str) -> SatkerCocok:
        """The satker that ``text`` means; a text that means none is its own code."""
        text = clean_text(text)[:MAX_SATKER]
        shown = self._mask(text)  # the operator has seen and answered this text
        certain = self._certain(text) or (self._certain(shown) if shown != text else None)
        if certain is not None:
            return SatkerCocok(shown, certain[0], 1.0, certain[1])
        parts = [part for part in _SPLIT.split(text, maxsplit=1) if part]
        if len(parts) == 2 and (pair := self._code_and_name(shown, *parts)):
            return pair
        if self._fuzzy_left <= 0:
            return SatkerCocok(shown, _code_of(shown))
        self._fuzzy_left -= 1
        return self._alike(shown)

    def _certain(self, text: str) -> tuple[str, str] | None:
        """(code, how) by the operator's choice, code, name, or remembered spelling."""
        key = words(text)
        parsed = parse_name(text)
        found = (
            (self._chosen.get(key), "operator"),
            (text if text in self._names else None, "kode"),
            (self._codes.get(key), "kode"),
            (self._texts.get(key), "nama"),
            (self._alias.get(key), "alias"),
            (self._parsed.get(parsed.kunci) if parsed.tempat else None, "nama"),
        )
        return next(((kode, cara) for kode, cara in found if kode), None)

    def _code_and_name(self, shown: str, first: str, second: str) -> SatkerCocok | None:
        """'400123 | Lapas Kelas IIB Sampit': certain while code and name do not contradict each other."""
        for kode_text, nama in ((first, second), (second, first)):
            kode = self._codes.get(words(kode_text))
            if kode is None:
                continue
            by_name = self._certain(nama)
            if by_name is None or by_name[0] == kode:
                same = by_name is not None or words(nama) == words(self._names[kode])
                return SatkerCocok(shown, kode, 1.0 if same else 0.85, "kode" if same else "mirip")
            return SatkerCocok(shown, kode, 0.7, "mirip", ((by_name[0], 0.7),))
        return None

    def _alike(self, shown: str) -> SatkerCocok:
        if shown.isdigit() and (kode := self._numbers.get(shown.lstrip("0"))):
            return SatkerCocok(shown, kode, 0.85, "mirip")  # Excel takes leading zeros away
        given = parse_name(shown)
        scored = ((likeness(given, name), kode) for kode, name in self._known)
        ranked = sorted(
            ((score, kode) for score, kode in scored if score >= _RUNNER_FROM), key=lambda one: (-one[0], one[1])
        )
        lain = tuple((kode, round(score, 2)) for score, kode in ranked[: _RUNNERS + 1])
        if not ranked or ranked[0][0] < BATAS_USUL or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
            return SatkerCocok(shown, _code_of(shown), 0.0, "", lain[:_RUNNERS])
        return SatkerCocok(shown, lain[0][0], lain[0][1], "mirip", lain[1:])


def _code_of(text: str) -> str:
    """The code of a satker that is not known yet: the text, or what stands before the name in the template's way."""
    return text.partition(PEMISAH_SATKER)[0].strip()


def likeness(given: NamaSatker, known: NamaSatker) -> float:
    """How sure ``given`` means ``known``, 0..0.88: always less than certain. 0: another satker, or nothing alike."""
    score = _PENUH * _place(given, known) ** 2
    if not score or given.kunci == known.kunci:
        return score
    if given.jenis != known.jenis:
        if given.jenis and known.jenis:
            return 0.0
        score -= _SANGSI["jenis"]
    if given.khusus != known.khusus:
        if given.khusus:
            return 0.0
        score -= _SANGSI["khusus"]
    if given.kelas != known.kelas:
        one, other = sorted((given.kelas, known.kelas), key=len)
        if one and other.rstrip("AB") != one:
            score = min(score, _LAIN)
        score -= _SANGSI["kelas"]
    if given.tpi != known.tpi:
        if given.tpi and known.tpi:
            return 0.0
        score -= _SANGSI["tpi"]
    return max(0.0, score)


def _place(given: NamaSatker, known: NamaSatker) -> float:
    """Likeness of the places, 0..1; 0 where they differ in a number or a letter that stands alone."""
    if not given.tempat or not known.tempat:
        return 0.0
    if given.rapat == known.rapat:
        return 1.0
    if _marks(given.tempat) != _marks(known.tempat):
        return 0.0
    whole = fuzz.ratio(given.rapat, known.rapat) / 100
    # 'Sampit Kalimantan Tengah' names the place of Sampit and more.
    more, less = given.tempat.split(), known.tempat.split()
    held = 0.9 if less and len(more) > len(less) and more[: len(less)] == less else 0.0
    return max(whole, held)


def _marks(tempat: str) -> list[str]:
    """Numbers (also roman ones) and single letters: what tells 'Loket 1' from 'Loket 2' and 'Blok A' from 'Blok B'."""
    tokens = (_ROMAN.get(token, token) for token in tempat.split())
    return sorted(token.lstrip("0") for token in tokens if _MARK.fullmatch(token))


def _unique(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, str]:
    """The pairs whose key means one code only: a name of two satker names neither."""
    found: dict[_Key, str | None] = {}
    for key, kode in pairs:
        found[key] = kode if found.get(key, kode) == kode else None
    return {key: kode for key, kode in found.items() if kode is not None}


def match_column(texts: Sequence[str], counts: Sequence[int], index: SatkerIndex) -> tuple[SatkerCocok, ...]:
    """Every text of a column; blank ones have no code. ``counts``: rows that hold each."""
    first_spelling: dict[str, str] = {}
    result = []
    for text, n in zip(texts, counts, strict=True):
        if is_blank(clean_text(text)):
            result.append(SatkerCocok("", "", n=int(n)))
            continue
        one = index.match(text)
        kode = one.kode if one.cara else first_spelling.setdefault(one.kode.casefold(), one.kode)
        result.append(SatkerCocok(one.teks, kode, one.yakin, one.cara, one.lain, int(n)))
    return tuple(result)


def new_satker(found: Sequence[SatkerCocok], codes: Sequence[str]) -> list[SatkerBaru]:
    """Satker to be made for ``codes`` that mean none yet, named as the file names them ('UPT-1 | Lapas Contoh')."""
    texts = {one.kode: one.teks for one in reversed(found)}
    return [SatkerBaru(kode, nama=name_in(texts.get(kode, kode))) for kode in codes]


def name_in(text: str) -> str:
    """The name in a text that may hold a code before it, in the template's way."""
    return text.split(PEMISAH_SATKER, 1)[-1].strip()
