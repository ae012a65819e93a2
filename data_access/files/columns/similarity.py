"""How alike a header and the texts of an instrument's items are: word by word, slips of the pen corrected.

A header that says the opposite, asks for something else (its importance, a reason, an amount) or names the subjects of
two items is not alike to any. The certainty is calibrated on real and mutated headers (tests/files/test_certainty.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data_access.files.columns.header_words import (
    CLAIMS,
    COMMON,
    CORRECT,
    NEGATIONS,
    NEUTRAL,
    OTHER_SUBJECTS,
    SHORT_FORMS,
    TOPIC_MARKS,
)

MAX_WORDS = 60
FLOOR = 0.6  # below it a header is not recognised
_SHORTEST = 5  # letters of a word that may be a slip of the pen: of shorter ones too many are one letter apart
_REMEMBERED = 20_000
_UNKNOWN = 0.6  # weight of a word that no item has
_KNOWN_PER_UNKNOWN = 4  # words of the item that one word which it does not have needs beside it
_SURE_ALIKE, _SURE_LEAD = 0.8, 0.2
_ALIKE, _LEAD = 0.62, 0.12
_OCR = str.maketrans("015", "ols")
_DIGIT_IN_WORD = re.compile(r"(?<=[^\W\d_])[015]|[015](?=[^\W\d_])")


@dataclass(frozen=True)
class Alike:
    """An item that a header is alike to, ``yakin`` how sure (0..1)."""

    butir: str
    yakin: float


@dataclass(frozen=True)
class _Text:
    """One text of an item: its words that matter, its negations, its claims."""

    content: frozenset[str]
    negations: Counter[str]
    every: frozenset[str]


class Similarity:
    """The texts of one instrument's items, ready to be compared with headers."""

    def __init__(self, texts: Iterable[tuple[str, str, bool]]) -> None:
        """``texts``: (item, text as words(), True when it is the item's statement)."""
        self._texts: dict[str, list[_Text]] = defaultdict(list)
        self._single: dict[str, set[str]] = defaultdict(set)
        self._denied: set[str] = set()
        owners: dict[str, set[str]] = defaultdict(set)
        for butir, text, is_statement in texts:
            parsed = _parse(text.split())
            self._texts[butir].append(parsed)
            for word in parsed.content:
                owners[word].add(butir)
            if len(parsed.content) == 1 and not is_statement:
                self._single[next(iter(parsed.content))].add(butir)
            if is_statement and parsed.negations:
                self._denied.add(butir)
        self._weight = {word: 1 / len(items) for word, items in owners.items()}
        self._owner = {word: next(iter(items)) for word, items in owners.items() if len(items) == 1}
        self._subjects = {word: next(iter(items)) for word, items in self._single.items() if len(items) == 1}
        self._known = frozenset(owners).union(*(text.every for all_ in self._texts.values() for text in all_))
        self._targets = sorted(word for word in self._known | OTHER_SUBJECTS if len(word) >= _SHORTEST)
        self._corrected: dict[str, str] = {}

    def corrected(self, name: str) -> tuple[str, ...]:
        """The words of a header with slips of the pen corrected: 'persyratan' -> 'persyaratan'."""
        return tuple(self._correct(word) for word in name.split())

    def knows(self, word: str) -> bool:
        """True for words of the items and for words that say nothing about which item is meant."""
        return word in self._known or word in COMMON or word in NEUTRAL or word.isdigit()

    def alike(self, given: tuple[str, ...]) -> tuple[Alike, ...]:
        """The items whose texts are like these (corrected) words, the surest first; none below FLOOR."""
        if not given or len(given) > MAX_WORDS:
            return ()
        given = _without_choice(given)
        header = _parse(given)
        scores = sorted(((self._score(header, item), item) for item in self._texts), reverse=True)
        sure = [self._certainty(header, scores, place) for place in range(min(2, len(scores)))]
        found = [Alike(item, yakin) for (_, item), yakin in zip(scores, sure, strict=False) if yakin >= FLOOR]
        if not found:
            found = list(self._by_subject(header, given))
        return tuple(sorted(found, key=lambda one: -one.yakin))

    def _correct(self, word: str) -> str:
        if word not in self._corrected:
            if len(self._corrected) >= _REMEMBERED:
                self._corrected.clear()
            self._corrected[word] = self._nearest(word)
        return self._corrected[word]

    def _nearest(self, word: str) -> str:
        word = SHORT_FORMS.get(word, word)
        if word in self._known or _is_correct(word):
            return word
        if _DIGIT_IN_WORD.search(word):
            word = word.translate(_OCR)
        for plain in (word, word.removesuffix("nya"), word.replace("rn", "m")):
            if plain in self._known:
                return plain
        if len(word) < _SHORTEST:
            return word
        allowed = 1 if len(word) < 8 else 2
        near = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=allowed, limit=2)
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return word
        return str(near[0][0])

    def _score(self, header: _Text, item: str) -> float:
        """Best weighted overlap (F1, 0..1) with one of the item's texts that does not say the opposite."""
        best = 0.0
        for text in self._texts[item]:
            if _contradicts(header, text, denied=item in self._denied):
                continue
            shared = self._sum(header.content & text.content)
            if shared:
                best = max(best, 2 * shared / (self._sum(header.content) + self._sum(text.content)))
        return best

    def _sum(self, content: Iterable[str]) -> float:
        return sum(self._weight.get(word, _UNKNOWN) for word in content)

    def _certainty(self, header: _Text, scores: list[tuple[float, str]], place: int) -> float:
        """How sure: from the likeness, the lead over the next item, own words of the item and of others."""
        score, item = scores[place]
        rival = max((other for other, name in scores if name != item), default=0.0)
        own = {word for word in header.content if self._owner.get(word) == item}
        foreign = {word for word in header.content if self._owner.get(word, item) != item}
        if not own or score < _ALIKE or score - rival < _LEAD:
            return 0.0
        if foreign and len(foreign) >= len(own):
            return 0.0
        unknown = sum(not self.knows(word) for word in header.content)
        is_explained = _KNOWN_PER_UNKNOWN * unknown <= len(header.content) - unknown
        if score >= _SURE_ALIKE and score - rival >= _SURE_LEAD and not foreign and is_explained:
            # Never above an exact name: two header rows read as one must not look better than the upper one alone.
            return round(0.9 + 0.02 * (score - _SURE_ALIKE) / (1 - _SURE_ALIKE), 3)
        return round(0.6 + 0.25 * (score - _ALIKE) / (1 - _ALIKE), 3)

    def _by_subject(self, header: _Text, given: tuple[str, ...]) -> Iterable[Alike]:
        """A question about a subject that is an item's whole name ('tentang waktu yang diperlukan ...'): never sure."""
        items = {self._subjects[word] for word in header.content if word in self._subjects}
        if header.negations or header.every & OTHER_SUBJECTS or items & self._denied:
            return
        if len(items) == 1:
            yield Alike(items.pop(), 0.65)
            return
        marks = [place for place, word in enumerate(given) if word in TOPIC_MARKS]
        topic = [word for word in given[marks[0] + 1 :] if word not in COMMON] if marks else []
        if topic and topic[0] in self._subjects and "dan" not in given:
            yield Alike(self._subjects[topic[0]], FLOOR)


def _without_choice(given: tuple[str, ...]) -> tuple[str, ...]:
    """A question without the answers it offers: '... sesuai atau tidak?' denies nothing."""
    for offered in (("atau", "tidak"), ("ya", "tidak"), ("atau", "belum")):
        if given[-2:] == offered:
            return given[:-2]
    return given


def _parse(given: Iterable[str]) -> _Text:
    all_words = list(given)
    content = frozenset(
        word for word in all_words if word not in COMMON and word not in NEGATIONS and not word.isdigit()
    )
    return _Text(content, Counter(word for word in all_words if word in NEGATIONS), frozenset(all_words))


def _is_correct(word: str) -> bool:
    return any(word in table for table in (CORRECT, COMMON, NEGATIONS, CLAIMS, OTHER_SUBJECTS)) or word.isdigit()


def _contradicts(header: _Text, text: _Text, *, denied: bool) -> bool:
    """True when the header denies what the text says, claims what the text only names, or asks for something else."""
    if header.negations != text.negations or (header.every & OTHER_SUBJECTS) - text.every:
        return True
    return denied and bool((header.every & CLAIMS) - text.every)


def asks_for_something_else(given: Iterable[str], text: Iterable[str]) -> bool:
    """True when a header has words (importance, reason, total ...) that the text it seems to be does not have."""
    return bool((set(given) & OTHER_SUBJECTS) - set(text))
