"""Who a respondent is: 64-bit keys, computed column by column. The function is part of the stored format.

A key never depends on the Python, NumPy or pandas version, the platform or the order of a file (docs/adr/0012). Change
nothing here without a migration that computes all stored keys anew; golden values stand in the tests.

Two kinds. A key from an **id** of the source is negative (the index on ``jawaban.kunci`` holds only these); a key from a
**fingerprint** (day, minute, answers) is not, and counts the identical ones: the first, second, third such respondent.
"""

from __future__ import annotations

import hashlib
import re

import numpy as np
import numpy.typing as npt
import pandas as pd

Words = npt.NDArray[np.uint64]
Keys = npt.NDArray[np.int64]
# An id of fewer characters, or of digits only, is a running number: other forms have the same one.
PANJANG_ID = 15
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SIGN = np.uint64(1 << 63)
_SEPARATORS = re.compile(r"[\s:{}\-_.]+")


def absorb(state: Words, word: Words) -> Words:
    """``state`` with ``word`` mixed into it (SplitMix64, Steele et al. 2014): each bit moves about half of the bits."""
    mixed = (state + _STEP) ^ word
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return mixed ^ (mixed >> np.uint64(31))


def text_words(texts: npt.NDArray[np.object_]) -> Words:
    """One word per text: BLAKE2b of its UTF-8, first 8 bytes, little-endian."""
    codes, unique = pd.factorize(texts)
    digests = b"".join(hashlib.blake2b(str(text).encode(), digest_size=8).digest() for text in unique)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)[codes]


def minutes_of(tanggal: npt.NDArray[np.datetime64]) -> Keys:
    """Minutes since 1970 (local time); midnight exactly is how a source writes a date without a time."""
    return tanggal.astype("datetime64[m]").astype(np.int64)


def place_words(instrumen: str, satker: npt.NDArray[np.object_]) -> Words:
    """The instrument and the satker of each row (codes): every key starts with them."""
    start = text_words(np.array([instrumen], dtype=object))
    return absorb(np.repeat(start, len(satker)), text_words(satker))


def fingerprints(place: Words, menit: Keys, butir: npt.NDArray[np.int8]) -> Words:
    """Place, minute and answers of each row; ``butir`` is (n, items) int8, 0 = no answer."""
    rows, items = butir.shape
    padded = np.zeros((rows, -(-items // 8) * 8), dtype=np.int8)
    padded[:, :items] = butir
    state = absorb(place, menit.view(np.uint64))
    for word in padded.view("<u8").astype(np.uint64).T:
        state = absorb(state, word)
    return state


def id_keys(place: Words, menit: Keys, ids: npt.NDArray[np.object_]) -> Keys:
    """The key of each row that has an id, 0 for those without ("").

    A running number counts together with its minute: '17' is in every form, '17' at 10.15 is not. An id that occurs
    twice among the rows identifies nobody: 0 for all of them.
    """
    has_id = ids != ""
    words = text_words(ids)
    numbers = np.zeros(len(ids), dtype=bool)
    numbers[has_id] = [is_running_number(str(text)) for text in ids[has_id]]
    with_time = absorb(words, menit.view(np.uint64))
    state = absorb(place, np.where(numbers, with_time, words))
    keys = (state | _SIGN).view(np.int64).copy()
    keys[~has_id] = 0
    return np.where(np.isin(keys, repeated(keys)), 0, keys)


def is_running_number(text: str) -> bool:
    """True for an id that another form may have too: digits only, or too short to be drawn at random."""
    plain = _SEPARATORS.sub("", text)
    return plain.isdigit() or len(plain) < PANJANG_ID


def repeated(keys: Keys) -> Keys:
    """The keys (other than 0) that occur more than once."""
    found, counts = np.unique(keys[keys != 0], return_counts=True)
    return found[counts > 1]


def occurrences(words: Words) -> Keys:
    """For each row how many rows before it have the same word."""
    order = np.argsort(words, kind="stable")
    ordered = words[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(ordered)])
    result = np.empty(len(words), dtype=np.int64)
    result[order] = np.arange(len(words)) - np.repeat(starts, lengths)
    return result


def numbered(words: Words, numbers: Keys) -> Keys:
    """The key of the ``numbers``-th respondent (from 0) with the fingerprint ``words``."""
    return (absorb(words, numbers.view(np.uint64)) >> np.uint64(1)).view(np.int64)


def fresh_keys(words: Words, taken_words: Words, taken: Keys) -> Keys:
    """Keys for respondents with the fingerprints ``words`` that differ from each other and from all in ``taken``.

    ``taken_words``: the fingerprints of those in ``taken``. Identical rows are different people: they get the next
    numbers in their order.
    """
    if not len(taken):
        return numbered(words, occurrences(words))
    known, counts = np.unique(taken_words, return_counts=True)
    unique, inverse = np.unique(words, return_inverse=True)
    place = np.searchsorted(known, unique)
    place[place == len(known)] = 0
    first = np.where(known[place] == unique, counts[place], 0) if len(known) else np.zeros(len(unique), dtype=np.int64)
    position = occurrences(words)
    while True:
        keys = numbered(words, position + first[inverse])
        # Numbers in use may have gaps (example data were removed): then the next free ones.
        clash = np.isin(keys, taken)
        if not clash.any():
            return keys
        first[np.unique(inverse[clash])] += 1
