"""Respondent targets against published and separately computed numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from scoring import targets
from scoring.errors import ScoringError
from tests.scoring.golden_tables import Row, cases, rows_of


def test_krejcie_morgan_table_is_complete():
    assert len(rows_of("krejcie_morgan")) == 90


@cases("krejcie_morgan")
def test_krejcie_morgan(row: Row):
    assert targets.krejcie_morgan(int(row["pengguna_layanan"])) == int(row["target"])


def test_krejcie_morgan_agrees_with_the_published_array(shared_data: Path):
    table = pd.read_csv(shared_data / "krejcie_morgan" / "table.csv")
    assert [targets.krejcie_morgan(int(n)) for n in table["N"]] == table["S_table"].tolist()


@cases("slovin")
def test_slovin(row: Row):
    assert targets.slovin(int(row["pengguna_layanan"]), Fraction(row["e"])) == int(row["target"])


@cases("juknis")
def test_juknis(row: Row):
    n, zi = int(row["pengguna_layanan"]), row["menuju_zi"] == "ya"
    found = targets.juknis(n, zi=zi)
    assert (found.n, found.target, found.metode) == (n, int(row["target"]), "juknis")
    assert ("tidak dapat dicapai" in found.alasan) == (row["sebut_30_tidak_tercapai"] == "ya")
    assert targets.target_for(n, zi=zi) == found


def test_reason_names_the_rule_and_its_numbers():
    assert targets.juknis(48).alasan == "48 pengguna layanan: Krejcie-Morgan memberi 43 responden."
    # N = 30 belongs to Slovin: the juknis says "more than 30" for the table. Both give 28 there, so only the words tell.
    assert "30 pengguna layanan: Slovin memberi 28" in targets.juknis(30).alasan
    assert "31 pengguna layanan: Krejcie-Morgan memberi 29" in targets.juknis(31).alasan
    assert "dinaikkan menjadi 30" in targets.juknis(31, zi=True).alasan
    assert "digabung" in targets.juknis(12, zi=True).alasan


def test_census_asks_everybody():
    assert targets.target_for(137, "sensus").target == 137


@pytest.mark.parametrize(("metode", "expected"), [("krejcie-morgan", 80), ("slovin", 80)])
def test_methods_by_name(metode: str, expected: int):
    assert targets.target_for(100, metode).target == expected


@pytest.mark.parametrize("metode", ["krejcie-morgan", "slovin"])
def test_zi_raises_every_method_to_thirty_but_never_above_n(metode: str):
    assert targets.target_for(31, metode, zi=True).target == 30
    assert targets.target_for(20, metode, zi=True).target == 20
    assert targets.target_for(500, metode, zi=True).target == targets.target_for(500, metode).target


@pytest.mark.parametrize("n", [0, -1])
@pytest.mark.parametrize("metode", targets.METODE)
def test_nobody_served_has_no_target(n: int, metode: str):
    with pytest.raises(ScoringError, match="paling sedikit 1"):
        targets.target_for(n, metode)


@pytest.mark.parametrize("e", [Fraction(0), Fraction(1), Fraction(-1, 20), Fraction(5)])
def test_an_error_margin_outside_zero_and_one_is_refused(e: Fraction):
    with pytest.raises(ScoringError, match="e harus"):
        targets.slovin(100, e)


def test_unknown_method_lists_the_known_ones():
    with pytest.raises(ScoringError, match="juknis, krejcie-morgan, slovin, sensus"):
        targets.target_for(100, "kira-kira")


@pytest.mark.parametrize(
    ("target", "expected"),
    [(43, [48]), (1, [1]), (10, [10]), (28, [30]), (0, []), (385, []), (-3, [])],
    ids=["43 hanya dari 48 pengguna", "1", "10", "28", "0 tidak dari mana pun", "385 tidak mungkin", "negatif"],
)
def test_population_that_a_target_implies(target: int, expected: list[int]):
    assert list(targets.implied_population(target)) == expected


def test_implied_population_is_exactly_where_the_formula_gives_the_target():
    by_target: dict[int, list[int]] = {}
    for n in range(1, 3000):
        by_target.setdefault(targets.krejcie_morgan(n), []).append(n)
    for target, users in by_target.items():
        if users[-1] < 2999:
            assert list(targets.implied_population(target)) == users
