"""A recap's number by our rules: published pairs, the grade's floor, and an interval only where answers were counted."""

from __future__ import annotations

import math

import pytest

from scoring.indeks import rules_for
from scoring.instruments import shipped_instrument
from scoring.intervals import Dasar
from scoring.recaps import index_of_unsur, value_of, value_of_answers
from scoring.recompute import ASLI, EMPAT, SERATUS
from scoring.states import Status
from tests.scoring.golden_tables import rows_of
from tests.support.factories import make_instrument


def test_the_published_pair_of_3as():
    """SPAK nasional 2023: 97,94 of 100 is 3,94 of 4 (Kanwil Sumatera Barat), by min-maks."""
    found = value_of("97.94", SERATUS, 43, rules_for(shipped_instrument("spak")))
    assert round(found.nilai_4, 2) == 3.94
    assert (found.mutu, found.dasar) == ("A", Dasar.TANPA_SEBARAN)
    assert math.isnan(found.bawah_4)
    assert math.isnan(found.atas_4)


@pytest.mark.parametrize(
    ("nilai", "skala", "nilai_4"),
    [("5", ASLI, 3.4), ("3.4", EMPAT, 3.4), ("80", SERATUS, 3.4), ("0", SERATUS, 1.0), ("6", ASLI, 4.0)],
)
def test_one_value_on_three_scales(nilai: str, skala: str, nilai_4: float):
    """1-6 by min-maks: 1 + 3 (5 - 1) / 5 = 3.4 and 100 (5 - 1) / 5 = 80."""
    assert value_of(nilai, skala, 30, rules_for(shipped_instrument("spkp"))).nilai_4 == pytest.approx(nilai_4)


@pytest.mark.parametrize(
    ("n", "status", "mutu"),
    [(10, Status.NILAI, "A"), (9, Status.DI_BAWAH_MINIMAL, None), (None, Status.DI_BAWAH_MINIMAL, None)],
)
def test_no_grade_under_the_floor_or_without_n(n: int | None, status: Status, mutu: str | None):
    found = value_of("97.94", SERATUS, n, rules_for(shipped_instrument("spak")))
    assert (found.status, found.mutu) == (status, mutu)


def test_counted_answers_have_an_interval():
    """Two answers of each value 1..4: mean 2.5; the posterior (alpha 1/4 each) is symmetric, so its limits are too."""
    found = value_of_answers([(1, 2), (2, 2), (3, 2), (4, 2)], rules_for(shipped_instrument("skm")))
    assert (found.mentah, found.n, found.dasar) == (2.5, 8, Dasar.SAMPEL)
    assert found.bawah_4 + found.atas_4 == pytest.approx(5.0)
    assert 1 < found.bawah_4 < 2.5 < found.atas_4 < 4


def test_surveiku_reports_from_their_counts():
    """Published index of five reports from the counts of their answers: all recomputed equal."""
    answers: dict[str, dict[str, dict[str, dict[int, int]]]] = {}
    for row in rows_of("surveiku_jawaban"):
        parts = answers.setdefault(row["laporan"], {}).setdefault(row["unsur"], {})
        parts[row["butir"]] = {value: int(row[f"jawaban_{value}"]) for value in range(1, 5)}
    for row in rows_of("surveiku_indeks"):
        means = {}
        for kode, items in answers[row["laporan"]].items():
            values = [sum(s * n for s, n in one.items()) / sum(one.values()) for one in items.values()]
            means[kode] = sum(values) / len(values)
        aturan = rules_for(make_instrument((1,) * len(means), konversi="x25"))
        found = index_of_unsur(means, int(row["responden"]), aturan)
        digits = len(row["indeks_terbit"].partition(".")[2])
        assert round(found.mentah, digits) == float(row["indeks_terbit"]), row["kasus"]
        assert round(found.nilai_100, 2) == float(row["konversi_terbit"]), row["kasus"]
