"""Keys are part of the stored format: golden values, an implementation in plain integers, and what makes them differ."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.ledger.identity import (
    absorb,
    fingerprints,
    fresh_keys,
    id_keys,
    is_running_number,
    minutes_of,
    occurrences,
    place_words,
)
from tests.support.factories import PROPERTY

MASK = (1 << 64) - 1
SATKER = np.array(["UPT-01", "UPT-01", "Ü 2", "UPT-01"], dtype=object)
WAKTU = np.array(["2026-01-05T00:00", "2026-01-05T00:00", "1969-12-31T23:59", "2026-01-05T10:15"], dtype="M8[s]")
JAWABAN = np.array([[6, 5, 4, 3, 2, 1, 0, 6, 1], [6, 5, 4, 3, 2, 1, 0, 6, 1], [1] * 9, [6, 5, 4, 3, 2, 1, 0, 6, 1]])
# Computed once with this program. A change here makes every stored respondent a stranger.
EMAS = [3528764123948959314, 7529054113963878974, 5822438311181703158, 8174219322603375244]
EMAS_ID = [0, 0, -6061805282627615934, 0]
NONE = np.zeros(0, dtype=np.int64)


def mix(state: int, word: int) -> int:
    """SplitMix64 in plain integers, as published by Steele, Lea and Flood (2014)."""
    z = ((state + 0x9E3779B97F4A7C15) & MASK) ^ word
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def word(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def test_the_mixing_is_splitmix64():
    """The first number of the published generator with seed 0."""
    zero = np.zeros(1, dtype=np.uint64)
    assert int(absorb(zero, zero)[0]) == 0xE220A8397B1DCDAF == mix(0, 0)


def test_golden_keys():
    butir = JAWABAN.astype(np.int8)
    place, menit = place_words("spkp", SATKER), minutes_of(WAKTU)
    words = fingerprints(place, menit, butir)
    assert fresh_keys(words, words[:0], NONE).tolist() == EMAS
    ids = np.array(["17", "17", "uuid:3f2b8c1e-9a4d-4e7f-8b21-0c5d6e7f8a9b", ""], dtype=object)
    assert id_keys(place, menit, ids).tolist() == EMAS_ID


def test_golden_keys_in_plain_integers():
    """Row by row without NumPy: place, minute, answers in words of eight, number among the identical ones."""
    found = []
    for row, number in enumerate([0, 1, 0, 0]):
        minutes = [29_459_520, 29_459_520, -1, 29_459_520 + 615][row]
        state = mix(mix(word("spkp"), word(str(SATKER[row]))), minutes & MASK)
        answers = bytes(JAWABAN[row].tolist()) + bytes(7)
        for start in (0, 8):
            state = mix(state, int.from_bytes(answers[start : start + 8], "little"))
        found.append(mix(state, number) >> 1)
    assert found == EMAS


def test_everything_that_makes_a_respondent_makes_the_key():
    one = np.array(["A"], dtype=object)
    base = (("spkp", one), WAKTU[:1], JAWABAN[:1])
    others = [
        (("spak", one), WAKTU[:1], JAWABAN[:1]),
        (("spkp", np.array(["B"], dtype=object)), WAKTU[:1], JAWABAN[:1]),
        (("spkp", one), WAKTU[3:], JAWABAN[:1]),
        (("spkp", one), WAKTU[:1], JAWABAN[:1, ::-1]),
    ]
    keys = {int(fingerprints(place_words(*p), minutes_of(t), b.astype(np.int8))[0]) for p, t, b in [base, *others]}
    assert len(keys) == 5


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("17", True), ("R-000123", True), ("1234567890123456", True), ("2024-05-27 0001", True),
        ("3f2b8c1e-9a4d-4e7f-8b21-0c5d6e7f8a9b", False), ("uuid:3f2b8c1e9a4d4e7f8b210c5d6e7f8a9b", False),
        ("aB3dE5gH7jK9mN1", False), ("aB3dE5gH7jK9mN", True),
    ],
)  # fmt: skip
def test_what_counts_as_a_running_number(text: str, running: bool):
    assert is_running_number(text) == running


def test_a_running_number_counts_with_its_minute_and_a_long_id_without():
    place = place_words("spkp", np.array(["A", "A"], dtype=object))
    minutes = np.array([600, 601])

    def keys(text: str) -> list[int]:
        return [int(id_keys(place[:1], minutes[at : at + 1], np.array([text], dtype=object))[0]) for at in (0, 1)]

    assert len(set(keys("17"))) == 2
    assert len(set(keys("3f2b8c1e-9a4d-4e7f-8b21"))) == 1
    assert all(key < 0 for key in [*keys("17"), *keys("3f2b8c1e-9a4d-4e7f-8b21")])


@PROPERTY
@given(st.lists(st.integers(0, 3), max_size=30), st.lists(st.integers(0, 3), max_size=30))
def test_identical_rows_get_different_keys(new: list[int], old: list[int]):
    zero = np.zeros(1, dtype=np.uint64)
    words, taken_words = (absorb(zero, np.array(some, dtype=np.uint64)) for some in (new, old))
    taken = fresh_keys(taken_words, taken_words[:0], NONE)
    # Some of them were removed with example data: gaps in the numbers.
    kept = np.arange(len(old)) % 3 != 0
    keys = fresh_keys(words, taken_words[kept], taken[kept])
    assert len(set(keys.tolist())) == len(new)
    assert not set(keys.tolist()) & set(taken[kept].tolist())
    assert occurrences(words).tolist() == [new[:at].count(value) for at, value in enumerate(new)]
