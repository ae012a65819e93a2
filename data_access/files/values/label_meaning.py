"""What the answer texts of a whole column mean where the instrument does not list them: slips of the pen and ladders.

A column is read as a whole: 'Tidak Sesuai' alone can be the first of four steps or the second of five. What is likely
and not certain is taken only with the operator's confirmation; what is not even likely stays an unknown label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data_access.files.columns.mapping import Kolom
from data_access.files.values.answer_values import bare_label, item_labels, label_key
from data_access.files.values.label_ladders import (
    MUTU,
    SERING,
    SETUJU,
    Degrees,
    Steps,
    is_label_word,
    ladders_for,
    read_degrees,
)
from scoring.instruments import Butir, Instrumen

_SHORTEST = 5
_SHORT = {"tdk": "tidak", "tdak": "tidak", "tidk": "tidak", "sgt": "sangat", "sngt": "sangat", "sngat": "sangat",
          "krg": "kurang", "krng": "kurang", "ckp": "cukup", "bgs": "bagus", "tp": "tapi", "dgn": "dengan"}  # fmt: skip
_STATED = ("pernyataan", "mirip", "ejaan")  # the header is the statement or question itself


@dataclass
class Meaning:
    """Numbers that a column gives to its unknown labels, and how that is to be told.

    ``angka``: label_key -> number. ``ejaan``: label as written -> the label it is taken for. ``tangga``: the labels with
    their numbers where a ladder was used; ``ragu`` when the operator must confirm it. ``lain``: steps of the ladder that
    the labels belong to, when that is not the scale of the instrument (0 = it is).
    """

    angka: dict[str, int] = field(default_factory=dict)
    ejaan: dict[str, str] = field(default_factory=dict)
    tangga: dict[str, int] = field(default_factory=dict)
    ragu: bool = False
    lain: int = 0


@dataclass(frozen=True)
class LabelColumn:
    """A column with answer texts that the instrument does not know: ``labels`` are the keys of all its texts, ``asing``
    of the unknown ones, ``teks`` the unknown ones as written."""

    kolom: Kolom
    butir: Butir
    labels: tuple[str, ...]
    asing: tuple[str, ...]
    teks: tuple[str, ...]


def read_meanings(columns: Sequence[LabelColumn], instrumen: Instrumen) -> dict[int, Meaning]:
    """The meaning of each column's labels, by column index."""
    found = {column.kolom.indeks: _slips(column, instrumen) for column in columns}
    degrees: dict[int, Degrees] = {}
    for column in columns:
        read = read_degrees(_corrected(label, found[column.kolom.indeks]) for label in column.labels)
        if read is not None:
            degrees[column.kolom.indeks] = read
    for column in columns:
        one = degrees.get(column.kolom.indeks)
        meaning = found[column.kolom.indeks]
        left = [label for label in column.asing if _corrected(label, meaning) not in meaning.angka]
        if one is not None and left:
            seen = frozenset(
                degree for other in degrees.values() if other.jenis == one.jenis for degree in other.tingkat.values()
            )
            ladders = ladders_for(one.jenis, seen)
            if not ladders:  # another item has labels of its own kind: then a whole ladder speaks for itself
                own = ladders_for(one.jenis, frozenset(one.tingkat.values()))
                ladders = tuple(ladder for ladder in own if ladder.penuh)
            _climb(meaning, column, one, ladders, instrumen)
    return found


def _slips(column: LabelColumn, instrumen: Instrumen) -> Meaning:
    """Labels of the item with a slip of the pen in one of their words: 'Sangt Sesuai'."""
    meaning = Meaning()
    labels = item_labels(column.butir, instrumen)
    for text in column.teks:
        bare = bare_label(text)
        if bare is not None and bare.angka is None and bare.bagian[0] in labels:
            said = {labels[part] for part in bare.bagian if part in labels}
            if len(said) == 1:
                meaning.angka[unknown_key(text)] = meaning.tangga[unknown_key(text)] = said.pop()
                meaning.ragu = True
    vocabulary = sorted({word for label in labels for word in label.split() if len(word) >= _SHORTEST})
    for label in column.asing:
        key = " ".join(_nearest(word, vocabulary) for word in label.split())
        if key != label:
            meaning.ejaan[label] = key
            if key in labels:
                meaning.angka[label] = meaning.angka[key] = labels[key]
    return meaning


def _nearest(word: str, vocabulary: Sequence[str]) -> str:
    word = _SHORT.get(word, word)
    if len(word) < _SHORTEST or word in vocabulary or is_label_word(word):
        return word
    words_ = [*vocabulary, *(known for known in ("sangat", "tidak", "kurang", "cukup", "setuju", "sesuai", "puas")
                             if known not in vocabulary)]  # fmt: skip
    near = process.extract(word, words_, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2, limit=2)
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return word
    return str(near[0][0])


def _corrected(label: str, meaning: Meaning) -> str:
    return meaning.ejaan.get(label, label)


def _climb(
    meaning: Meaning, column: LabelColumn, degrees: Degrees, ladders: Sequence[Steps], instrumen: Instrumen
) -> None:
    """Give the labels their numbers on the one ladder that they fit; a ladder of another length only says so."""
    length = len(instrumen.nilai_mungkin)
    fitting = [ladder for ladder in ladders if ladder.panjang == length]
    whole = [ladder.panjang for ladder in ladders if ladder.penuh]
    if not fitting or (whole and length not in whole):  # part of six steps, but all of four: a form of four steps
        meaning.lain = whole[0] if whole else ladders[0].panjang if ladders else 0
        return
    tables = {tuple(ladder.tempat[degree] for degree in degrees.tingkat.values()) for ladder in fitting}
    rising = _is_rising(column, degrees.jenis)
    if len(tables) > 1 or rising is None:
        return
    known = item_labels(column.butir, instrumen)
    steps = next(iter(tables))
    table: dict[str, int] = {}
    for label, step in zip(degrees.tingkat, steps, strict=True):
        number = instrumen.skala_min + (step if rising else length - 1 - step)
        if known.get(label, number) != number:  # the form counts in another way than the instrument's own labels
            return
        table[label] = number
    meaning.tangga.update(table)
    meaning.angka.update(table)
    meaning.angka.update({label: table[key] for label in column.asing if (key := _corrected(label, meaning)) in table})
    meaning.ragu = meaning.ragu or degrees.jenis in (SETUJU, SERING) or not any(ladder.penuh for ladder in fitting)


def _is_rising(column: LabelColumn, jenis: str) -> bool | None:
    """True when the upper end of the ladder is the good one, None when that is not established.

    An item whose statement denies something ('Tidak ada pungutan liar') and whose header is only the name of it is
    asked about that thing: 'Selalu' is the bad end. With the statement as header, agreeing is the good end, and how
    often it is true cannot be known.
    """
    denied = label_key(column.butir.pernyataan).startswith("tidak ")
    if column.butir.arah == "negatif":  # its numbers are turned afterwards: more of what it says is the upper end
        return True if jenis != MUTU and not denied else None
    if not denied:
        return True
    is_stated = column.kolom.cara in _STATED and "tidak" in label_key(column.kolom.judul).split()
    if jenis == SETUJU and is_stated:
        return True
    return False if jenis == SERING and not is_stated else None


def unknown_key(text: str) -> str:
    """The key under which a label is looked up as a whole: 'b. Kurang sopan' and 'Kurang sopan' are one."""
    bare = bare_label(text)
    return label_key(text) if bare is None else " ".join(bare.bagian)


def same_numbers(labels: Mapping[str, int]) -> list[tuple[int, list[str]]]:
    """Numbers that more than one of a column's labels have, with those labels."""
    by_number: dict[int, list[str]] = {}
    for label, number in labels.items():
        by_number.setdefault(number, []).append(label)
    return [(number, names) for number, names in sorted(by_number.items()) if len(names) > 1]
