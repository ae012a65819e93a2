"""Which item of an instrument a header means: by its statement, its name, a synonym, or its code.

Names beat codes: real forms swap U8 and U9, so "U8 Sarana" under the SKM is the unsur Sarana. A header that could be
two items is no item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from data_access.files.texts import clean_text, excerpt, without_numbering, words
from scoring.instruments import Instrumen

# How much a kind of evidence says; also shown as how sure the recognition is.
YAKIN = {"pernyataan": 1.0, "nama": 1.0, "mirip": 0.9, "sinonim": 0.8, "kode": 0.7, "kode saja": 0.4}
CODE_ALONE = ("kode", "kode saja")
_KODE = re.compile(
    r"[\[(]?\s*([A-Za-z]{1,4})[\s_.-]{0,2}(\d{1,2}(?:\.\d{1,2})*)\s*[\])]?(?=$|[\s:.)\]|–—_-])[\s:.)\]|–—_-]*(.*)$",
    re.DOTALL,
)
_KODE_AKHIR = re.compile(r"^(.*?)[\[(]\s*([A-Za-z]{1,4})[\s_.-]{0,2}(\d{1,2}(?:\.\d{1,2})*)\s*[\])]\s*$", re.DOTALL)
_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_PARENTHESES = re.compile(r"\([^()]*\)")
_NEGATIONS = frozenset({"tidak", "bukan", "tanpa", "belum", "kurang", "tak", "jangan"})
_COMMON = frozenset(
    {
        "yang", "pada", "dari", "untuk", "dengan", "dalam", "oleh", "atau", "dan", "ini", "itu", "unit", "layanan",
        "pelayanan", "bapak", "ibu", "saudara", "anda", "bagaimana", "pendapat", "tentang", "apakah", "adalah",
        "sesuai", "ditetapkan", "diberikan", "diterima", "petugas", "disediakan", "mudah",
    }
)  # fmt: skip
_MIN_WORDS, _MAX_WORDS = 5, 60
_MIN_OVERLAP, _MIN_RATIO, _MIN_LEAD = 0.6, 0.85, 0.05


@dataclass(frozen=True)
class Match:
    """A header that means item ``butir``; ``cara`` is one of YAKIN."""

    butir: str
    cara: str
    catatan: str = ""

    @property
    def yakin(self) -> float:
        """How sure, 0..1."""
        return YAKIN[self.cara]


@dataclass(frozen=True)
class HeaderText:
    """A header taken apart: the code it carries ('' = none), what stands beside the code, its names in words(), and the
    whole of it written as a code."""

    kode: str
    sisa: str
    utuh: str
    nama: tuple[str, ...]


@lru_cache(4096)
def parse_header(header: str) -> HeaderText:
    """Take a header apart: '7. U1. Persyaratan (wajib)' -> code U1, names 'persyaratan wajib' and 'persyaratan'."""
    text = without_numbering(clean_text(header))
    kode, rest = _split_code(text)
    variants = [rest if kode else text, text, _PARENTHESES.sub(" ", rest if kode else text)]
    if bracketed := _BRACKETED.search(text):
        inner_kode, inner_rest = _split_code(bracketed.group(1))
        variants.append(inner_rest if inner_kode else bracketed.group(1))
        kode = kode or inner_kode
    nama = tuple(dict.fromkeys(name for name in map(words, variants) if name))
    return HeaderText(kode, words(rest) if kode else "", canonical_code(text), nama)


def _split_code(text: str) -> tuple[str, str]:
    if found := _KODE.match(text):
        return canonical_code(found.group(1) + found.group(2)), found.group(3)
    if found := _KODE_AKHIR.match(text):
        return canonical_code(found.group(2) + found.group(3)), found.group(1)
    return "", text


def canonical_code(kode: str) -> str:
    """One spelling of a code: 'u 01' and 'U-1' -> 'U1'; 'U1.02' -> 'U1.2'."""
    plain = re.sub(r"[\s_-]", "", kode).upper()
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain)


class Lexicon:
    """Everything by which the items of one instrument are known."""

    def __init__(self, instrumen: Instrumen) -> None:
        self.instrumen = instrumen
        self._kode: dict[str, str] = {}
        self._exact: dict[str, tuple[str, str] | None] = {}  # None: two items share these words
        self._statements: list[tuple[str, tuple[str, ...]]] = []
        for unsur in instrumen.unsur:
            for butir in unsur.butir:
                self._kode[canonical_code(butir.kode)] = butir.kode
                self._add(butir.pernyataan, butir.kode, "pernyataan")
                for text in butir.sinonim:
                    self._add(text, butir.kode, "sinonim")
                self._statements.append((butir.kode, tuple(words(butir.pernyataan).split())))
            if len(unsur.butir) == 1:  # the name of an unsur with several items says which unsur, not which item
                self._add(unsur.nama, unsur.butir[0].kode, "nama")
                for text in (unsur.nama_pendek, *unsur.sinonim):
                    self._add(text, unsur.butir[0].kode, "sinonim")
        frequency = Counter(word for _, text in self._statements for word in set(text))
        self._key_words = {
            kode: {word for word in text if frequency[word] == 1 and len(word) > 3 and word not in _COMMON}
            for kode, text in self._statements
        }

    def _add(self, text: str, butir: str, cara: str) -> None:
        key = words(text)
        if not key:
            return
        known = self._exact.get(key, (butir, cara))
        if known is None or known[0] != butir:
            self._exact[key] = None
        elif key not in self._exact or YAKIN[cara] > YAKIN[known[1]]:
            self._exact[key] = (butir, cara)

    def match(self, header: HeaderText) -> Match | None:
        """The item that a header means, or None when there is none or more than one."""
        by_name = self._by_name(header)
        by_code = self._kode.get(header.utuh) or self._kode.get(header.kode)
        if by_name is not None:
            butir, cara = by_name
            if by_code is not None and by_code != butir:
                return Match(
                    butir,
                    cara,
                    f"Judulnya memakai kode {header.kode}, tetapi namanya adalah {butir}; nama yang dipakai.",
                )
            return Match(butir, cara)
        if by_code is None:
            return None
        if header.sisa:
            note = (
                f"Dikenali dari kodenya saja; teks '{excerpt(header.sisa, 40)}' bukan nama {by_code} di instrumen ini."
            )
            return Match(by_code, "kode saja", note)
        return Match(by_code, "kode")

    def _by_name(self, header: HeaderText) -> tuple[str, str] | None:
        hits = [hit for hit in (self._exact.get(name) for name in header.nama) if hit]
        if hits:
            best = max(hits, key=lambda hit: YAKIN[hit[1]])
            return best if all(hit[0] == best[0] for hit in hits) else None
        for name in header.nama:
            if close := self._close_statement(name):
                return close, "mirip"
        return None

    def _close_statement(self, name: str) -> str | None:
        """The statement that a long header repeats with small differences: its own words and every negation agree."""
        given = tuple(name.split())
        if not _MIN_WORDS <= len(given) <= _MAX_WORDS:
            return None
        ratios = [(0.0, "")]
        for kode, statement in self._statements:
            if _negations(given) == _negations(statement) and _overlap(given, statement) >= _MIN_OVERLAP:
                ratio = SequenceMatcher(None, name, " ".join(statement), autojunk=False).ratio()
                ratios.append((ratio, kode))
        ratios.sort(reverse=True)
        best, kode = ratios[0]
        if best < _MIN_RATIO or best - ratios[1][0] < _MIN_LEAD:
            return None
        own = self._key_words[kode]
        return kode if own and 3 * len(own & set(given)) >= 2 * len(own) else None


def _negations(text: tuple[str, ...]) -> Counter[str]:
    return Counter(word for word in text if word in _NEGATIONS)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)


@dataclass(frozen=True)
class Fit:
    """How well an instrument explains the columns that are still free: one match per column."""

    lexicon: Lexicon
    matches: dict[int, Match]

    @property
    def butir(self) -> frozenset[str]:
        """The items found."""
        return frozenset(match.butir for match in self.matches.values())

    @property
    def coverage(self) -> float:
        """Share of the instrument's items that were found."""
        return len(self.butir) / sum(len(unsur.butir) for unsur in self.lexicon.instrumen.unsur)

    @property
    def rank(self) -> tuple[float, float]:
        """More and better evidence first; equal evidence: the instrument of which less is missing."""
        best: dict[str, float] = {}
        for match in self.matches.values():
            best[match.butir] = max(best.get(match.butir, 0.0), match.yakin)
        return round(sum(best.values()), 6), round(self.coverage, 6)


def fit(lexicon: Lexicon, headers: dict[int, HeaderText], no_answers: Container[int] = ()) -> Fit:
    """The columns that an instrument explains: of two columns for one item the better known one.

    Equally well known columns both stay, so that the operator is told. Columns in ``no_answers`` hold free text: there
    a code alone says nothing (in one export A1 is the reason for an answer and not an unsur).
    """
    found = {
        index: match
        for index, header in headers.items()
        if (match := lexicon.match(header)) and not (match.cara in CODE_ALONE and index in no_answers)
    }
    best: dict[str, float] = {}
    for match in found.values():
        best[match.butir] = max(best.get(match.butir, 0.0), match.yakin)
    return Fit(lexicon, {index: match for index, match in found.items() if match.yakin == best[match.butir]})
