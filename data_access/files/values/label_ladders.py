"""Answer texts that every form builds alike: a word with its degrees ('Tidak Sesuai' ... 'Sangat Sesuai') as a ladder.

A ladder says in which order its labels stand and on how many steps. Which end is good depends on the item: being
suitable is good, 'Selalu' is not where bribes are asked about. Ladders of different length share labels, so a ladder is
taken only when all labels of the form fit it (label_meaning.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MUTU, SETUJU, SERING = "mutu", "setuju", "sering"
# Words whose more is better, whatever is asked.
_GOOD = frozenset(
    {
        "sesuai", "mudah", "cepat", "mampu", "kompeten", "sopan dan ramah", "sopan", "ramah", "baik", "puas", "jelas",
        "disiplin", "lengkap", "nyaman", "wajar", "bersih", "tepat waktu", "tepat", "memuaskan", "aman", "transparan",
        "responsif", "tanggap", "terjangkau", "adil", "bertanggung jawab", "memadai", "profesional", "membantu",
        "dimengerti", "mengerti", "paham", "bagus",
    }
)  # fmt: skip
_AGREE = frozenset({"setuju", "sepakat"})
_PLAIN = ""
_DEGREES = (
    "sangat tidak", "agak tidak", "cukup tidak", "sangat kurang", "tidak", "kurang", "cukup", "agak", "lumayan",
    "sangat", "amat", "kadang kadang", "kadang",
)  # fmt: skip
_SAME = {"amat": "sangat", "lumayan": "cukup", "kadang kadang": "kadang", "cukup tidak": "agak tidak",
         "sangat kurang": "sangat tidak"}  # fmt: skip
_MIDDLE = frozenset({"netral", "ragu ragu", "ragu", "biasa saja", "biasa", "sedang", "cukup"})
_BAD = {"buruk": "buruk", "sangat buruk": "sangat buruk", "jelek": "buruk"}
# Abbreviations: the word by its first letter, its degree before it.
_LETTERS = {"s": "setuju", "b": "baik"}
_SHORT = {"st": "sangat tidak", "t": "tidak", "k": "kurang", "c": "cukup", "": "", "s": "sangat"}
_OFTEN = {
    "tidak pernah": 0, "tidak pernah sama sekali": 0, "hampir tidak pernah": 1, "sangat jarang": 1, "jarang": 2,
    "kadang kadang": 3, "kadang": 3, "terkadang": 3, "sering": 4, "sering kali": 4, "sangat sering": 5, "selalu": 6,
    "hampir selalu": 5,
}  # fmt: skip
_STEPS: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(step.split("|")) for step in ladder)
    for ladder in (
        ("tidak", "kurang", _PLAIN, "sangat"),
        ("tidak", "kadang", _PLAIN, "sangat"),
        ("sangat tidak", "tidak", _PLAIN, "sangat"),
        ("buruk", "tengah|cukup", _PLAIN, "sangat"),
        ("sangat tidak", "tidak", "tengah|cukup|kurang", _PLAIN, "sangat"),
        ("tidak", "kurang", "tengah|cukup", _PLAIN, "sangat"),
        ("sangat buruk", "buruk", "tengah|cukup", _PLAIN, "sangat"),
        ("sangat tidak", "tidak", "kurang|agak tidak", "agak|cukup", _PLAIN, "sangat"),
    )
)
_OFTEN_STEPS: tuple[tuple[frozenset[str], ...], ...] = tuple(
    tuple(frozenset(step.split("|")) for step in ladder)
    for ladder in (
        ("0", "3", "4", "6"),
        ("0", "2", "4", "6"),
        ("0", "2", "3", "4", "6"),
        ("0", "2", "3", "4", "5", "6"),
        ("0", "1", "2", "3", "4", "6"),
    )
)


@dataclass(frozen=True)
class Degrees:
    """The labels of one column as degrees of one word: ``jenis`` says what kind of word, ``tingkat`` label -> degree."""

    jenis: str
    tingkat: dict[str, str]


def read_degrees(labels: Iterable[str]) -> Degrees | None:
    """The degrees of a column's labels (words()), None when they are not all of one word."""
    spelled = _spelled_out(labels)
    keys = list(spelled.values())
    if keys and all(key in _OFTEN for key in keys):
        return Degrees(SERING, {key: str(_OFTEN[long]) for key, long in spelled.items()})
    split = {key: _split(long) for key, long in spelled.items()}
    words_used = {word for word, _ in split.values() if word}
    if len(words_used) != 1:
        return None
    word = words_used.pop()
    degrees = {key: degree for key, (_, degree) in split.items()}
    if word in _AGREE:
        return Degrees(SETUJU, degrees)
    return Degrees(MUTU, degrees) if word in _GOOD else None


def _spelled_out(labels: Iterable[str]) -> dict[str, str]:
    """Label -> the words it stands for: 'sts', 'ts', 's', 'ss' in one column are degrees of agreeing. Other labels stand
    for themselves; so does a letter alone, which says nothing."""
    keys = list(labels)
    for letter, word in _LETTERS.items():
        short = {degree + letter: f"{said} {word}".strip() for degree, said in _SHORT.items()}
        if len(keys) > 1 and all(key in short for key in keys):
            return {key: short[key] for key in keys}
    return {key: key for key in keys}


def _split(key: str) -> tuple[str, str]:
    """(word, degree) of a label; word '' for labels that stand in the middle or at the end of any ladder."""
    if key in _BAD:
        return "", _BAD[key]
    if key in _MIDDLE:
        return "", "tengah"
    for degree in _DEGREES:
        if key.startswith(degree + " "):
            word = key[len(degree) + 1 :].replace(f" dan {degree} ", " dan ")
            return word, _SAME.get(degree, degree)
    return key, _PLAIN


@dataclass(frozen=True)
class Steps:
    """Places of degrees on a ladder of ``panjang`` steps: ``tempat`` degree -> 0 (lowest) .. panjang - 1."""

    panjang: int
    tempat: dict[str, int]
    penuh: bool


def ladders_for(jenis: str, degrees: frozenset[str]) -> tuple[Steps, ...]:
    """Every ladder that has all these degrees; ``penuh`` when they fill all its steps."""
    found = []
    for ladder in _OFTEN_STEPS if jenis == SERING else _STEPS:
        places = {degree: place for place, step in enumerate(ladder) for degree in step if degree in degrees}
        if len(places) == len(degrees) and len(set(places.values())) == len(degrees):
            found.append(Steps(len(ladder), places, len(degrees) == len(ladder)))
    return tuple(found)


def is_label_word(word: str) -> bool:
    """True for words of ladders: they are written correctly, however near they are to a label of an item."""
    return word in _LABEL_WORDS


_LABEL_WORDS = frozenset(
    word
    for text in (*_GOOD, *_AGREE, *_DEGREES, *_MIDDLE, *_BAD, *_OFTEN, "mahal", "murah", "gratis", "lambat", "sulit",
                 "banyak", "selalu", "ada", "sama", "sekali", "belum", "ya", "rusak", "maksimal", "berfungsi")
    for word in text.split()
)  # fmt: skip
