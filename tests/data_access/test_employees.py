"""Employees of a satker: the newest number that holds, inside the scope, and nothing that cannot be a number of people."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from data_access.employees import TERBANYAK, put_employees
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.data_access.survey import FILES, NAMES
from tests.support.factories import store_sheets

ALL = Scope.everything()


@pytest.fixture
def repo(engine: sa.Engine) -> SqlRepository:
    store_sheets(engine, *FILES["dua.csv"], satker=NAMES)
    store_sheets(engine, *FILES["satu.xlsx"], name="satu.xlsx", satker=NAMES)
    return SqlRepository(engine)


def put(engine: sa.Engine, numbers: dict[tuple[str, int], int], scope: Scope = ALL) -> int:
    with writing(engine).begin() as connection:
        return put_employees(connection, numbers, scope, "uji")


def found(repo: SqlRepository, periode: str, scope: Scope = ALL) -> dict[str, int]:
    return {str(kode): int(n) for kode, n in repo.employees(scope, parse_period(periode)).items()}


def test_the_newest_number_not_after_the_last_month_counts(engine: sa.Engine, repo: SqlRepository):
    numbers = {("A", 202601): 20, ("A", 202605): 25, ("B", 202604): 9}
    assert put(engine, numbers) == 3
    assert found(repo, "2025") == {}
    assert found(repo, "2026-TW1") == {"A": 20}
    assert found(repo, "2026-04") == {"A": 20, "B": 9}
    assert found(repo, "2026-TW2") == {"A": 25, "B": 9}
    assert found(repo, "2027") == {"A": 25, "B": 9}
    assert found(repo, "2027", Scope.only("B", "C")) == {"B": 9}


def test_the_same_month_again_replaces(engine: sa.Engine, repo: SqlRepository):
    put(engine, {("A", 202601): 20})
    put(engine, {("A", 202601): 21})
    assert found(repo, "2026-TW1") == {"A": 21}


@pytest.mark.parametrize(
    ("kode", "bulan", "jumlah", "scope", "problem"),
    [
        ("Z", 202601, 10, ALL, "tidak dikenal"),
        ("A", 202601, 10, Scope.only("B"), "tidak dikenal"),
        ("A", 202613, 10, ALL, "Bulan"),
        ("A", 199912, 10, ALL, "Bulan"),
        ("A", 202601, 0, ALL, "1 sampai 100.000"),
        ("A", 202601, TERBANYAK + 1, ALL, "1 sampai 100.000"),
    ],
)
def test_nothing_is_kept_of_a_refused_form(
    engine: sa.Engine, repo: SqlRepository, kode: str, bulan: int, jumlah: int, scope: Scope, problem: str
):
    with pytest.raises(RefusedError, match=problem):
        put(engine, {("B", 202601): 5, (kode, bulan): jumlah}, scope)
    assert found(repo, "2026-TW1") == {}


def test_none_is_nothing(engine: sa.Engine, repo: SqlRepository):
    assert put(engine, {}) == 0
    assert put(engine, {("C", 202602): 7}) == 1
    assert found(repo, "2026-TW1") == {"C": 7}
