"""Months combined for a small satker, and a target by layanan: golden tables, invariants, and an independent count."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import targets
from scoring.errors import ScoringError
from scoring.periods import add_months, parse_month, parse_period
from tests.scoring.golden_tables import Row, cases
from tests.support.factories import PROPERTY

MINIMAL = 30
LAYANAN = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 400), min_size=1, max_size=8)
TERAKHIR = 202602  # so that twelve months cross a new year and a February


def pairs(text: str) -> dict[str, int]:
    """{'A': 3} from 'A=3; B=4'."""
    return {name: int(number) for name, _, number in (one.strip().partition("=") for one in text.split(";"))}


@cases("gabung_bulan")
def test_combined_months(row: Row):
    users = {parse_month(bulan): n for bulan, n in pairs(row["pengguna_tiap_bulan"]).items()}
    found = targets.combine_months(users, parse_month(row["bulan_terakhir"]), zi=row["menuju_zi"] == "ya")
    if not row["bulan_digabung"]:
        assert found is None
        return
    assert found is not None
    assert found.periode == parse_period(row["bulan_digabung"])
    assert (found.n, found.target.n, found.target.target) == (
        *[int(row["pengguna_gabungan"])] * 2,
        int(row["target"]),
    )


def test_the_reason_of_combined_months_has_every_number():
    found = targets.combine_months({202609: 24, 202610: 22}, 202610, zi=True)
    assert found is not None
    assert found.target.alasan == (
        "September–Oktober 2026 digabung, 24 + 22 = 46 pengguna layanan: Krejcie-Morgan memberi 41 responden."
    )


@PROPERTY
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=1, max_size=15))
def test_combining_takes_the_fewest_known_months_that_reach_thirty(newest_first: list[int | None]):
    users = {add_months(TERAKHIR, -back): n for back, n in enumerate(newest_first) if n is not None}
    found = targets.combine_months(users, TERAKHIR, zi=True)
    assert targets.combine_months(users, TERAKHIR, zi=False) is None
    known = newest_first[:12] if None not in newest_first[:12] else newest_first[: newest_first.index(None)]
    counts = [n for n in known if n is not None]
    enough = [length for length in range(1, len(counts) + 1) if sum(counts[:length]) >= MINIMAL]
    if not enough or enough[0] == 1:
        assert found is None
        return
    assert found is not None
    assert (len(found.periode.months), found.periode.sampai) == (enough[0], TERAKHIR)
    assert found.n == sum(counts[: enough[0]])
    assert MINIMAL <= found.target.target <= found.n
    assert found.target.target == targets.juknis(found.n, zi=True).target


@cases("target_layanan")
def test_target_by_layanan(row: Row):
    users = pairs(row["pengguna_tiap_layanan"])
    found = targets.allocate(int(row["target"]), users)
    assert found == pairs(row["target_tiap_layanan"])
    assert list(found) == list(users)


@PROPERTY
@given(LAYANAN, st.data())
def test_a_divided_target_adds_up_and_asks_nobody_twice(users: dict[str, int], data: st.DataObject):
    total = sum(users.values())
    target = data.draw(st.integers(0, total))
    found = targets.allocate(target, users)
    assert sum(found.values()) == target
    assert list(found) == list(users)
    assert all(0 <= found[nama] <= n for nama, n in users.items())
    served = [nama for nama, n in users.items() if n]
    if target >= len(served):
        assert all(found[nama] >= 1 for nama in served)
    # More users never get less.
    assert all(found[a] >= found[b] for a in users for b in users if users[a] > users[b])
    quotas = {nama: Fraction(target * n, total) if total else Fraction(0) for nama, n in users.items()}
    if all(quota >= 1 for nama, quota in quotas.items() if users[nama]):
        # Where the minimum of one changes nothing: each stays within one of its exact share.
        assert all(abs(found[nama] - quota) < 1 for nama, quota in quotas.items())
    assert targets.allocate(target, dict(reversed(list(users.items())))) == found


@pytest.mark.parametrize("target", range(3, 13))
def test_the_division_is_the_nearest_to_the_exact_shares(target: int):
    """Largest remainder has the smallest sum of distances to the exact shares of all divisions; here by trying all."""
    users = {"Kunjungan": 5, "Titipan": 4, "Informasi": 4}
    exact = [Fraction(target * n, 13) for n in users.values()]
    tried = [parts for parts in product(*(range(1, n + 1) for n in users.values())) if sum(parts) == target]
    best = min(sum(abs(part - share) for part, share in zip(parts, exact, strict=True)) for parts in tried)
    found = targets.allocate(target, users).values()
    assert sum(abs(part - share) for part, share in zip(found, exact, strict=True)) == best


@pytest.mark.parametrize(
    ("target", "users", "words"),
    [
        (5, {"Kunjungan": 4}, "Target 5 tidak dapat dibagi atas 4 pengguna layanan"),
        (-1, {"Kunjungan": 4}, "Target -1 tidak dapat dibagi"),
        (1, {}, "atas 0 pengguna layanan"),
        (1, {"Kunjungan": 4, "Titipan": -1}, "tidak boleh negatif"),
    ],
)
def test_what_cannot_be_divided_is_refused(target: int, users: dict[str, int], words: str):
    with pytest.raises(ScoringError, match=words):
        targets.allocate(target, users)


def test_nothing_over_nobody_is_nothing():
    assert targets.allocate(0, {}) == {}


def test_the_reason_of_a_division_has_every_number():
    assert targets.allocation_reason(43, {"Kunjungan": 30, "Titipan": 17, "Informasi": 1}) == (
        "Target 43 dibagi sebanding dengan 48 pengguna layanan (sisa terbesar, paling sedikit 1 untuk layanan yang ada "
        "penggunanya): Kunjungan 27 dari 30 pengguna; Titipan 15 dari 17 pengguna; Informasi 1 dari 1 pengguna."
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (43, "setara dengan 48 pengguna layanan"),
        (200, "setara dengan 415 sampai 418 pengguna layanan"),
        (384, "setara dengan pengguna layanan yang sangat banyak"),
        (385, "tidak setara dengan pengguna layanan sebanyak apa pun"),
        (0, "tidak setara dengan pengguna layanan sebanyak apa pun"),
    ],
)
def test_implied_users_in_words(target: int, words: str):
    assert targets.implied_words(target) == words


def test_users_of_a_running_month_are_the_mean_of_the_last_three_known():
    """(50 + 47 + 47) / 3 = 48; an older month does not count, nor one more than a year back."""
    known = {202602: 900, 202603: 50, 202604: 47, 202605: 47}
    found = targets.provisional_users(known, [202606])
    assert found == targets.PenggunaSementara(48, (202606,), (202603, 202604, 202605))
    assert targets.provisional_users(known, [202705]) == targets.PenggunaSementara(47, (202705,), (202605,))
    assert targets.provisional_users(known, [202706]) is None


def test_a_running_triwulan_keeps_what_is_known_of_it():
    """April 40 known; May and June unknown: 40 + 2 x (40 + 31 + 30) / 3 = 107.33, so 107."""
    found = targets.provisional_users({202602: 30, 202603: 31, 202604: 40}, [202604, 202605, 202606])
    assert found == targets.PenggunaSementara(107, (202605, 202606), (202602, 202603, 202604))


def test_nothing_is_estimated_where_everything_is_known_or_nothing():
    assert targets.provisional_users({202606: 5}, [202606]) is None
    assert targets.provisional_users({}, [202606]) is None
    assert targets.provisional_users({202607: 5}, [202606]) is None


def test_a_provisional_target_says_so():
    estimate = targets.PenggunaSementara(48, (202701,), (202610, 202611, 202612))
    marked = targets.provisional(targets.juknis(48), estimate)
    assert marked.sementara
    assert marked.target == 43
    assert marked.alasan == (
        "Sementara, karena pengguna layanan Januari 2027 belum diisi: dipakai rata-rata Oktober, November, dan Desember 2026. "
        "48 pengguna layanan: Krejcie-Morgan memberi 43 responden."
    )
