"""Employees of a satker: the newest number that holds, inside the scope, and nothing that cannot be a number of people."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from data_access.employees import TERBANYAK, put_employees, save_employees
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.repository import Scope
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.data_access.survey import FILES, NAMES
from tests.support.factories import NOW, store_sheets

ALL = Scope.everything()


@pytest.fixture
def repo(engine: sa.Engine) -> SqlRepository:
    store_sheets(engine, *FILES["dua.csv"], satker=NAMES)
    store_sheets(engine, *FILES["satu.xlsx"], name="satu.xlsx", satker=NAMES)
    return SqlRepository(engine)


def found(repo: SqlRepository, periode: str, scope: Scope = ALL) -> dict[str, int]:
    return {str(kode): int(n) for kode, n in repo.employees(scope, parse_period(periode)).items()}


def test_the_newest_number_not_after_the_last_month_counts(engine: sa.Engine, repo: SqlRepository):
    numbers = {("A", 202601): 20, ("A", 202605): 25, ("B", 202604): 9}
    assert save_employees(engine, numbers, ALL, "uji", now=NOW) == 3
    assert found(repo, "2025") == {}
    assert found(repo, "2026-TW1") == {"A": 20}
    assert found(repo, "2026-04") == {"A": 20, "B": 9}
    assert found(repo, "2026-TW2") == {"A": 25, "B": 9}
    assert found(repo, "2027") == {"A": 25, "B": 9}
    assert found(repo, "2027", Scope.only("B", "C")) == {"B": 9}


def test_the_same_month_again_replaces_and_tells_the_caches(engine: sa.Engine, repo: SqlRepository):
    before = repo.version().versi
    save_employees(engine, {("A", 202601): 20}, ALL, "uji", now=NOW)
    save_employees(engine, {("A", 202601): 21}, ALL, "uji", now=NOW)
    assert found(repo, "2026-TW1") == {"A": 21}
    assert repo.version().versi == before + 2


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
    before = repo.version().versi
    with pytest.raises(RefusedError, match=problem):
        save_employees(engine, {("B", 202601): 5, (kode, bulan): jumlah}, scope, "uji", now=NOW)
    assert found(repo, "2026-TW1") == {}
    assert repo.version().versi == before


def test_inside_a_transaction_of_the_caller(engine: sa.Engine, repo: SqlRepository):
    with writing(engine).begin() as connection:
        assert put_employees(connection, {}, ALL, "uji") == 0
        assert put_employees(connection, {("C", 202602): 7}, ALL, "uji") == 1
    assert found(repo, "2026-TW1") == {"C": 7}
