"""Indices against published reports: every unsur and index to its printed digits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from scoring import uji
from scoring.errors import ScoringError
from scoring.indeks import indeks, nilai_unsur
from scoring.instruments import Instrumen
from scoring.mutu import kinerja_of
from scoring.rounding import round_decimal
from tests.scoring.golden_tables import Row, cases, decimals, rows_of
from tests.support.factories import make_instrument, plain_rules, recap


def report(laporan: str) -> tuple[Instrumen, np.ndarray]:
    """The instrument (scale 1-4, x25) and the answers of a SurveiKu report, from its frequency tables."""
    items: dict[str, list[list[int]]] = {}
    for row in rows_of("surveiku_jawaban"):
        if row["laporan"] == laporan:
            counts = [int(row[f"jawaban_{value}"]) for value in range(1, 5)]
            items.setdefault(row["unsur"], []).append([v for v, n in enumerate(counts, 1) for _ in range(n)])
    instrumen = make_instrument([len(columns) for columns in items.values()], skala=(1, 4), konversi="x25")
    unsur = tuple(replace(part, kode=kode) for part, kode in zip(instrumen.unsur, items, strict=True))
    butir = np.array([column for columns in items.values() for column in columns], dtype=np.int8).T
    return replace(instrumen, unsur=unsur), butir


def printed(value: float, like: str) -> str:
    return str(round_decimal(value, decimals(like)))


@cases("surveiku_unsur")
def test_unsur_of_published_report(row: Row):
    instrumen, butir = report(row["laporan"])
    aturan = plain_rules(instrumen)
    (found,) = [
        u for u in nilai_unsur(recap(instrumen, butir)[0], aturan).to_dict("records") if u["unsur"] == row["unsur"]
    ]
    assert printed(found["nrr"], row["nilai_terbit"]) == row["nilai_terbit"]
    assert kinerja_of(found["mutu"], aturan.tabel) == row["predikat_terbit"]


@cases("surveiku_indeks")
def test_index_of_published_report(row: Row):
    instrumen, butir = report(row["laporan"])
    aturan = plain_rules(instrumen)
    found = indeks(recap(instrumen, butir)[0], aturan).iloc[0]
    assert found["n"] == int(row["responden"])
    assert printed(found["nilai_4"], row["indeks_terbit"]) == row["indeks_terbit"]
    assert printed(found["nilai_100"], row["konversi_terbit"]) == row["konversi_terbit"]
    for predikat in (row["predikat_terbit"], row["predikat_konversi_terbit"]):
        assert kinerja_of(found["mutu"], aturan.tabel) == predikat


def test_nested_report_has_one_unsur_of_three_items():
    instrumen, butir = report("DEMO_SPKP_nested")
    assert [len(unsur.butir) for unsur in instrumen.unsur] == [1, 1, 3]
    assert instrumen.pembagi == 6
    assert butir.shape == (2, 5)


@pytest.fixture(scope="module")
def results() -> list[uji.HasilUji]:
    return uji.run_cases()


def test_all_cases_of_the_methodology_page_match(results: list[uji.HasilUji]):
    assert [result.nama for result in results if not result.cocok] == []
    assert len(results) > 100
    assert all(result.sumber for result in results)
    assert len({result.nama for result in results}) == len(results)


@cases("terbitan")
def test_published_number_stands_on_the_methodology_page(row: Row, results: list[uji.HasilUji]):
    found = [r for r in results if row["nama_memuat"] in r.nama and r.nama.endswith(f": {row['ukuran']}")]
    assert [(r.diharapkan, r.hasil) for r in found] == [(row["nilai"], row["nilai"])]


CASE = """
[[kasus]]
nama = "contoh"
jenis = "rekap"
sumber = "buatan"
skala = [1, 4]
konversi = "x25"
n = 3
jumlah = [9, 10, 12]
harap = [{ ukuran = "nilai_100", nilai = "86,11" }, { ukuran = "nilai_100", nilai = "86,12" }]
"""


def test_a_case_that_does_not_match_says_so():
    first, second = uji.run_cases(CASE)
    assert (first.hasil, first.cocok) == ("86,11", True)
    assert (second.diharapkan, second.hasil, second.cocok) == ("86,12", "86,11", False)


@pytest.mark.parametrize("jenis", ["krejcie-morgan", "slovin", "juknis", "mutu", "ambang", "konversi"])
def test_every_kind_of_case_can_fail(jenis: str):
    gates = ", ".join(f'{name} = "belum"' for name in ("wbk_ipak", "wbk_ipkp", "wbbm_ipak", "wbbm_ipkp"))
    wrong = {
        "krejcie-morgan": "n = [48, 100]\ntarget = [43, 81]",
        "slovin": 'baris = [{ n = 100, e = "0.05", target = 81 }]',
        "juknis": "baris = [{ n = 29, zi = true, target = 30 }]",
        "mutu": 'tanggal = 2012-01-01\nbaris = [{ nik = "84,5", mutu = "B" }]',
        "ambang": f'baris = [{{ nilai = "3,60", {gates} }}]',
        "konversi": 'konversi = "minmax"\nskala = [1, 6]\nbaris = [{ x = 6, skala_4 = "3,99", skala_100 = "99,99" }]',
    }
    results = uji.run_cases(f'[[kasus]]\nnama = "salah"\njenis = "{jenis}"\nsumber = "buatan"\n{wrong[jenis]}\n')
    assert results
    assert not any(result.cocok for result in results)


def test_unknown_kind_of_case_is_refused():
    with pytest.raises(ScoringError, match="ramalan"):
        uji.run_cases('[[kasus]]\nnama = "x"\njenis = "ramalan"\nsumber = "x"\n')


def test_aggregated_recap_has_no_interval():
    instrumen = make_instrument(konversi="x25")
    rekap, sebaran = recap(instrumen, [[3, 4, 4], [4, 4, 2]])
    without = indeks(rekap, plain_rules(instrumen))
    assert without[["bawah_4", "atas_4"]].isna().all(axis=None)
    assert indeks(rekap, plain_rules(instrumen), sebaran=sebaran)[["bawah_4", "atas_4"]].notna().all(axis=None)
    assert pd.notna(without["nilai_4"]).all()
