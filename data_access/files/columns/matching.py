"""Which item of an instrument a header means: by its statement, its name, a synonym, its words, or its code.

Names beat codes: real forms swap U8 and U9, so "U8 Sarana" under the SKM is the unsur Sarana. A header that could be
two items is no item.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache

from data_access.files.columns.header_words import INSTRUMENTS, NEUTRAL
from data_access.files.columns.similarity import Alike, Similarity, asks_for_something_else
from data_access.files.texts import clean_text, excerpt, without_numbering, words
from scoring.instruments import Instrumen

# How much a kind of evidence says. 'mirip' has its own certainty for each header.
YAKIN = {"pernyataan": 1.0, "nama": 1.0, "sinonim": 0.95, "ejaan": 0.93, "kode": 0.7, "kode saja": 0.4}
CODE_ALONE = ("kode", "kode saja")
_BESIDE = 0.01  # how much less a code says when words stand around it
_UNEXPLAINED = 0.85  # certainty of a name with unknown words in parentheses
_DENIAL = "tidak ada "
_REMEMBERED = 5_000
SECOND_CHOICE = 0.6  # certainty of an item that a column gets because its first one has a better column
_NUMBER = r"[\s_.-]{0,2}(\d{1,2}(?:\.\d{1,2})*)"
_KODE = re.compile(
    rf"[\[(]?\s*([A-Za-z]{{1,4}}){_NUMBER}\s*[\])]?(?=$|[\s:.)\]|–—_-])[\s:.)\]|–—_-]*(.*)$",
    re.DOTALL,
)
_KODE_AKHIR = re.compile(rf"^(.*?)(?:[\[(]\s*|[\s:|–—_/-]+)([A-Za-z]{{1,4}}){_NUMBER}\s*[\])]?\s*$", re.DOTALL)
_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_PARENTHESES = re.compile(r"\([^()]*\)")
_LEGEND = re.compile(r"[\s(\[:–-]*(?<!\w)\d{1,2}\s*=\s*.*$")  # "(1 = Tidak baik, 4 = Sangat baik)" after a question
_PATH = re.compile(r"^[\w-]+(?:/[\w-]+)+$")  # group/question, as KoboToolbox writes it


@dataclass(frozen=True)
class Match:
    """A header that means item ``butir``; ``cara`` is one of YAKIN or 'mirip', ``yakin`` how sure (0..1)."""

    butir: str
    cara: str
    catatan: str = ""
    yakin: float = 0.0


@dataclass(frozen=True)
class HeaderText:
    """A header taken apart: the code it carries ('' = none), what stands beside the code, the whole of it written as a
    code, its names in words(), and the words inside parentheses."""

    kode: str
    sisa: str
    utuh: str
    nama: tuple[str, ...]
    kurung: tuple[str, ...] = ()

    @property
    def survei(self) -> frozenset[str]:
        """The surveys that the header names beside a number: 'spak_1', 'SPAK U1' and 'SPAK 1' are the first of SPAK."""
        said = {self.kode.rstrip("0123456789.").lower(), *(word for name in self.nama for word in name.split())}
        return frozenset(INSTRUMENTS[word] for word in said if word in INSTRUMENTS)


@lru_cache(4096)
def parse_header(header: str) -> HeaderText:
    """Take a header apart: '7. U1. Persyaratan (wajib)' -> code U1, names 'persyaratan wajib' and 'persyaratan'."""
    text = without_numbering(clean_text(header))
    text = _LEGEND.sub("", text) or text
    if _PATH.match(text):
        text = text.rsplit("/", 1)[1] if _KODE.match(text.rsplit("/", 1)[1]) else text
    kode, rest = _split_code(text)
    variants = [rest if kode else text, text, _PARENTHESES.sub(" ", rest if kode else text)]
    if bracketed := _BRACKETED.search(text):
        inner_kode, inner_rest = _split_code(bracketed.group(1))
        variants.append(inner_rest if inner_kode else bracketed.group(1))
        kode = kode or inner_kode
    nama = tuple(dict.fromkeys(name for name in map(words, variants) if name))
    return HeaderText(kode, _beside(rest) if kode else "", canonical_code(text), nama, _in_parentheses(text))


def _in_parentheses(text: str) -> tuple[str, ...]:
    return tuple(word for part in _PARENTHESES.findall(text) for word in words(part).split())


def _split_code(text: str) -> tuple[str, str]:
    if found := _KODE.match(text):
        return canonical_code(found.group(1) + found.group(2)), found.group(3)
    if found := _KODE_AKHIR.match(text):
        return canonical_code(found.group(2) + found.group(3)), found.group(1)
    return "", text


def _beside(rest: str) -> str:
    """What a header says beside its code, '' when that says nothing: 'Nilai [U1]'."""
    text = words(rest)
    return "" if all(word in NEUTRAL for word in text.split()) else text


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
        self._found: dict[HeaderText, tuple[Match, ...]] = {}
        texts: list[tuple[str, str, bool]] = []
        for unsur in instrumen.unsur:
            for butir in unsur.butir:
                self._kode[canonical_code(butir.kode)] = butir.kode
                own = [(butir.pernyataan, "pernyataan"), *((text, "sinonim") for text in butir.sinonim)]
                if len(unsur.butir) == 1:  # the name of an unsur with several items says which unsur, not which item
                    own += [(unsur.nama, "nama"), (unsur.nama_pendek, "sinonim")]
                    own += [(text, "sinonim") for text in unsur.sinonim]
                if words(butir.pernyataan).startswith(_DENIAL):  # the name of what there is none of, denied
                    own += [(_DENIAL + text, "sinonim") for text, _ in own[1:] if not words(text).startswith(_DENIAL)]
                for text, cara in own:
                    self._add(text, butir.kode, cara)
                    texts.append((butir.kode, words(text), cara == "pernyataan"))
        self._similarity = Similarity(texts)
        self._survei = instrumen.kode.partition("-")[0]
        single = all(len(unsur.butir) == 1 for unsur in instrumen.unsur)
        self._nth = {str(place): unsur.butir[0].kode for place, unsur in enumerate(instrumen.unsur, 1) if single}

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
        found = self.candidates(header)
        return found[0] if found else None

    def candidates(self, header: HeaderText) -> tuple[Match, ...]:
        """The item that a header means and, when it is close, the next one; () for none."""
        if header not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[header] = self._candidates(header)
        return self._found[header]

    def _candidates(self, header: HeaderText) -> tuple[Match, ...]:
        by_name = self._by_name(header)
        by_code = self._coded(header)
        if by_name and by_code is not None and by_code != by_name[0].butir:
            if by_name[0].yakin < YAKIN["kode"]:  # words that are hardly alike do not beat a code
                return (_by_code(by_code, header), *by_name[:1])
            note = f"Judulnya memakai kode {header.kode}, tetapi namanya adalah {by_name[0].butir}; nama yang dipakai."
            return (replace(by_name[0], catatan=note), *by_name[1:])
        if by_name and by_code is not None:
            return (replace(by_name[0], yakin=max(by_name[0].yakin, YAKIN["ejaan"])), *by_name[1:])
        if by_name or by_code is None:
            return by_name
        if asks_for_something_else(header.sisa.split(), ()):
            return ()
        return (_by_code(by_code, header),)

    def _coded(self, header: HeaderText) -> str | None:
        """The item of the header's code. Beside the name of a survey a number counts the items of that survey only."""
        if not header.survei:
            return self._kode.get(header.utuh) or self._kode.get(header.kode)
        if not header.kode or header.survei != {self._survei}:
            return None
        number = header.kode.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return self._kode.get(header.utuh) or self._kode.get(header.kode) or self._nth.get(number)

    def _by_name(self, header: HeaderText) -> tuple[Match, ...]:
        whole = frozenset(word for name in header.nama for word in self._similarity.corrected(name))
        hits = [
            Match(*hit, yakin=YAKIN[hit[1]])
            for name in header.nama
            if (hit := self._exact.get(name)) and not asks_for_something_else(whole, name.split())
        ]
        if hits:
            best = max(hits, key=lambda hit: hit.yakin)
            if not all(self._similarity.knows(word) for word in header.kurung):
                note = "Teks di dalam tanda kurung tidak dikenal."
                best = replace(best, yakin=min(best.yakin, _UNEXPLAINED), catatan=note)
            return (best,) if all(hit.butir == best.butir for hit in hits) else ()
        for name in header.nama:
            if close := self._close(name, whole):
                return close
        return ()

    def _close(self, name: str, whole: frozenset[str]) -> tuple[Match, ...]:
        corrected = self._similarity.corrected(name)
        if asks_for_something_else(whole, corrected):
            return ()
        hit = self._exact.get(" ".join(corrected))
        if hit:
            return (Match(hit[0], "ejaan", "Dikenali setelah salah ejanya dibetulkan.", YAKIN["ejaan"]),)
        return tuple(_alike(one) for one in self._similarity.alike(corrected))


@lru_cache(64)
def lexicon_of(instrumen: Instrumen) -> Lexicon:
    """The lexicon of an instrument; made once, because comparing remembers what it found."""
    return Lexicon(instrumen)


def _alike(one: Alike) -> Match:
    return Match(one.butir, "mirip", "Bunyinya mirip, tidak persis sama.", one.yakin)


def _by_code(butir: str, header: HeaderText) -> Match:
    if not header.sisa:  # 'Nilai U1' may stand beside 'U1': what is computed from it
        return Match(butir, "kode", yakin=YAKIN["kode"] - (0.0 if header.utuh == header.kode else _BESIDE))
    note = f"Dikenali dari kodenya saja; teks '{excerpt(header.sisa, 40)}' bukan nama {butir} di instrumen ini."
    return Match(butir, "kode saja", note, YAKIN["kode saja"])


@dataclass(frozen=True)
class Fit:
    """How well an instrument explains the columns that are still free: one match per column, and the next best."""

    lexicon: Lexicon
    matches: dict[int, Match]
    others: dict[int, Match]

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


def fit(
    lexicon: Lexicon,
    headers: dict[int, HeaderText],
    no_answers: Container[int] = (),
    strange: Container[int] = (),
) -> Fit:
    """The columns that an instrument explains, over all columns at once: the surest pair of column and item first.

    Equally sure columns of one item both stay, so that the operator is told. A column whose item has a surer column
    gets its next one, but never surely. In ``no_answers`` (free text) a code alone says nothing: in one export A1 is
    the reason for an answer and not an unsur. In ``strange`` (amounts, free text) words that are only alike say nothing.
    """
    pairs = [
        (match.yakin, index, place, match)
        for index, header in headers.items()
        for place, match in enumerate(lexicon.candidates(header))
        if not (match.cara in CODE_ALONE and index in no_answers) and not (match.cara == "mirip" and index in strange)
    ]
    matches: dict[int, Match] = {}
    others: dict[int, Match] = {}
    given: dict[str, float] = {}  # how sure the surest column of an item is
    for yakin, index, place, match in sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1])):
        taken = given.get(match.butir)
        if index in matches or (taken is not None and (yakin < taken or place)):
            others.setdefault(index, match)
            continue
        lowered = place and yakin > SECOND_CHOICE
        matches[index] = replace(match, yakin=SECOND_CHOICE) if lowered else match
        given.setdefault(match.butir, yakin)
    return Fit(lexicon, matches, others)
