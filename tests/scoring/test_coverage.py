"""The coverage table: its short form, what it stands on, and the long form that docs/selang.md holds."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from dashboard.coverage_report import BATAS, report, verdict
from scoring.coverage import (
    BENTUK,
    CARA,
    INDEKS,
    UKURAN,
    UNSUR,
    Baris,
    Capaian,
    attainable,
    coverage_table,
    distribution_of,
    populations_of,
)
from scoring.intervals import interval_95

DOKUMEN = Path(__file__).parents[2] / "docs" / "selang.md"


@pytest.fixture(scope="module")
def short() -> list[Baris]:
    return list(coverage_table(500, (20, 43), bootstrap=60))


def test_short_table_covers_92_to_98_percent_and_stays_inside_the_scale(short: list[Baris]):
    """500 surveys each: three standard errors are 2.9 points."""
    for item in short:
        own = item.capaian["Pantau"]
        assert 0.92 - 0.029 <= own.cakupan <= 0.98 + 0.02, item
        assert own.di_luar == 0, item
    assert np.mean([item.capaian["Pantau"].cakupan for item in short]) == pytest.approx(0.95, abs=0.01)


def test_the_t_interval_fails_where_the_rules_say_it_does(short: list[Baris]):
    """Scoring-rules 7: on data at the maximum it covers 85 % or less and runs past the end most of the time."""
    ceiling = [b for b in short if (b.hal, b.bentuk, b.n) == (UNSUR, "mentok di puncak", 20) and b.pengguna is None]
    assert ceiling[0].capaian["t"].cakupan < 0.87
    assert ceiling[0].capaian["t"].di_luar > 0.5


def test_43_of_48_is_a_third_as_wide(short: list[Baris]):
    """The root of 5/48 is 0.32."""
    width = {
        item.pengguna: item.capaian["Pantau"].lebar
        for item in short
        if (item.hal, item.bentuk, item.n) == (INDEKS, "landai", 43)
    }
    assert width[48] / width[None] == pytest.approx(0.32, abs=0.03)


def test_the_same_table_at_every_call():
    assert list(coverage_table(20, (10,), bootstrap=5)) == list(coverage_table(20, (10,), bootstrap=5))


def test_every_situation_of_the_rules_is_in_the_table():
    assert set(UKURAN) >= {20, 30, 43, 100, 300}
    assert populations_of(43) == (None, 48, 86, 860)
    assert len(BENTUK) == 3
    assert all(sum(shares) == pytest.approx(1) for shares in BENTUK.values())
    assert BENTUK["mentok di puncak"][-1] == 0.85


def test_index_of_one_respondent():
    """All 8 at the maximum: three in five answer alike (0.85), the others by chance (0.85 to the eighth)."""
    shares, values = distribution_of(INDEKS, "mentok di puncak")
    assert shares.sum() == pytest.approx(1)
    assert shares[-1] == pytest.approx(0.6 * 0.85 + 0.4 * 0.85**8)
    assert shares @ values == pytest.approx(np.dot(BENTUK["mentok di puncak"], range(1, 7)))


@pytest.mark.parametrize(
    ("bentuk", "rest", "below", "above"),
    [
        # One of 1 2 3 4 5 6 with 25 5 2 3 15 50 %: without 1 at most 75 %, without 6 at most 50 %, else everything.
        ("dua puncak", 1, 0.75, 1.0),
        # 85 % at 6, 8 at 5, 3 at 4, 2 at 3, 1 at 2 and 1: 4 to 6 is 96 %, 5 to 6 is 93 %.
        ("mentok di puncak", 1, 0.93, 0.96),
        # Both at 1 has 0.25 x 0.25: without it 93.75 %.
        ("dua puncak", 2, 0.9375, 1.0),
    ],
)
def test_attainable_coverages_by_hand(bentuk: str, rest: int, below: float, above: float):
    shares, _ = distribution_of(UNSUR, bentuk)
    assert attainable(shares, rest) == pytest.approx((below, above))


def row(cakupan: float, n: int = 20, di_luar: float = 0.0) -> Baris:
    found = {cara: Capaian(cakupan, 0.5, di_luar) for cara in CARA}
    return Baris(UNSUR, "landai", n, None, found)


def test_what_is_judged():
    assert row(0.95).diterima
    assert row(0.90, n=10).diterima
    assert not row(0.915).diterima
    assert not row(0.985).diterima
    assert not row(0.95, di_luar=0.001).diterima
    assert verdict([row(0.95), row(0.90, n=10)]) == "Semua 1 keadaan yang dinilai memenuhi ukuran penerimaan."
    missed = "1 dari 2 keadaan yang dinilai TIDAK memenuhi: unsur, landai, n 20, N tidak diketahui: 91,5 %."
    assert verdict([row(0.95), row(0.915)]) == missed


def doc_rows() -> list[list[str]]:
    """The cells of every row of the six tables of the document, after hal and bentuk."""
    found, hal, bentuk = [], "", ""
    for line in DOKUMEN.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            hal = line[3:].split(" ")[0].lower()
        if line.startswith("### "):
            bentuk = line[4:].lower()
        if re.match(r"\| \d+ \| ", line):
            found.append([hal, bentuk, *(cell.strip() for cell in line.strip("|").split("|"))])
    return found


def percent(cell: str) -> float:
    return float(cell.removesuffix(" %").replace(",", "."))


def test_the_document_holds_the_whole_table_and_it_is_accepted():
    rows = doc_rows()
    assert len(rows) == 2 * len(BENTUK) * len(UKURAN) * 4
    for cells in rows:
        if int(cells[2]) >= 20:
            assert 92 <= percent(cells[4]) <= 98, cells
            assert percent(cells[6]) == 0, cells


def test_the_document_is_made_by_this_program():
    """Its words are those of the report, and two of its numbers are those of its seed with as many surveys."""
    text = DOKUMEN.read_text(encoding="utf-8")
    said = re.search(r"dibuat ([\d.]+) survei tiruan", text)
    assert said
    ulangan = int(said[1].replace(".", ""))
    assert ulangan >= 5000
    assert text.startswith(report([], ulangan).split("## Ringkasan")[0])
    assert BATAS in text
    shares, values = distribution_of(UNSUR, "mentok di puncak")
    for n in (20, 43):
        counts = np.random.default_rng([2026, 0, 1, n]).multinomial(n, shares, size=ulangan)
        low, high = interval_95(counts, values).T
        covered = np.mean((low <= shares @ values) & (shares @ values <= high))
        cells = next(c for c in doc_rows() if c[:4] == [UNSUR, "mentok di puncak", str(n), "tidak diketahui"])
        assert percent(cells[4]) == pytest.approx(100 * covered, abs=0.051)
