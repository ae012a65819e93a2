"""Published recaps, in the form in which they were found (not part of the project)."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from data_access.files.reading.reader import read_file
from data_access.files.recap.model import RecapHasil
from data_access.files.recap.reader import looks_like_recap
from scoring.indeks import rules_for
from scoring.instruments import Butir, Instrumen, Unsur
from scoring.periods import parse_period
from scoring.recaps import answers_mean, index_of_unsur, own_unsur
from tests.files.recap_support import INSTRUMEN, read


def file_of(path: Path, **options: object) -> RecapHasil:
    return read(read_file(path.read_bytes(), path.name), **options)  # type: ignore[arg-type]


def four(kode: str, unsur: list[str], index: str) -> Instrumen:
    """An instrument of an organisation's own, scale 1-4, known by the names of its unsur."""
    parts = [Unsur(f"{kode}{n}", name, (Butir(f"{kode}{n}", name),)) for n, name in enumerate(unsur, 1)]
    return Instrumen(kode, kode, index, index, 1, 4, "minmax", tuple(parts))


def test_pn_payakumbuh(shared_data: Path):
    """IKM: 9 unsur and 87,56 of 100. IPK: 10 unsur of another instrument and 3,87 on scale 1-4, so it is asked."""
    path = shared_data / "published_small" / "pn_payakumbuh_2020S1.csv"
    hasil = file_of(path, satker="SPT")
    assert [one.kode for one in hasil.masalah if one.tingkat == "galat"] == ["unsur_tidak_dikenal"]
    (ikm,) = hasil.rekap
    assert ikm.indeks is not None
    assert (ikm.instrumen.kode, ikm.periode.kode, ikm.indeks.nilai, ikm.indeks.skala) == (
        "skm",
        "2020-S1",
        "87.56",
        "100",
    )
    assert [value.nilai for value in ikm.nilai[1:4]] == ["3.580", "3.540", "3.290"]
    # Not told: the index is the mean of its unsur.
    assert "indeks_bukan_rata_rata" not in [one.kode for one in hasil.masalah]
    with path.open(encoding="utf-8") as lines:
        names = [row["unsur"] for row in csv.DictReader(lines) if row["survey"] == "IPK" and row["no"]]
    known = four("K", names, "IPK")
    both = file_of(path, satker="SPT", offered=[*INSTRUMEN, known], instrumen={"IPK": "K"})
    ipk = next(one for one in both.rekap if one.instrumen.kode == "K")
    assert ipk.indeks is not None
    assert (ipk.indeks.nilai, ipk.indeks.skala, len(ipk.nilai)) == ("3.87", "asli", 11)


def test_tubaba(shared_data: Path):
    """One respondent with the results below: mean 4 and 100, from the lines that say so, and n = 1."""
    path = shared_data / "published_small" / "tubaba_disdukcapil_2023S1.csv"
    (one,) = file_of(path, satker="SPT").rekap
    assert one.indeks is not None
    assert (one.n, one.indeks.nilai, one.indeks.skala) == (1, "100", "100")
    assert {value.nilai for value in one.nilai if value.unsur_no} == {"4"}
    # It is a list of respondents all the same, and must not be taken for a recap.
    assert looks_like_recap(read_file(path.read_bytes(), path.name).lembar[0], INSTRUMEN) < 0.5


REPORTS = ["DEMO_SPKP_8U", "DEMO_SPAK_5U_n3", "DEMO_SPKP_nested", "DEMO_SPAK_5U_n2", "DEMO_9U_n1"]


@pytest.mark.parametrize("report", REPORTS)
def test_surveiku_answer_counts(shared_data: Path, report: str):
    """The published index of each report, recomputed from the counts of its answers; one has items inside an unsur."""
    folder = shared_data / "surveiku_reports"
    with (folder / "frequency_tables.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["report_id"] == report]
    with (folder / "published_index.csv").open(encoding="utf-8") as lines:
        (published,) = [row for row in csv.DictReader(lines) if row["report_id"] == report]
    # The name of an unsur with items is the name of its first item.
    names = list({row["unsur"]: row["name"] for row in reversed(rows)}.values())[::-1]
    item = four("U", names, "Indeks")
    table = [list(rows[0]), *([*row.values()] for row in rows)]
    hasil = read(table, satker="SPT", offered=[item], periode=parse_period("2024-05"), dipilih={report: "SPT"})
    (one,) = hasil.rekap
    assert len(one.nilai) == int(published["n_unsur"])
    values = {v.unsur_no: answers_mean(v.jawaban) if v.jawaban else float(v.nilai) for v in one.nilai}
    found = index_of_unsur(own_unsur(values, item), one.n, rules_for(item))
    text = published["published_index"]
    assert f"{found.mentah:.{len(text.partition('.')[2])}f}" == text
    assert one.n == int(published["n"])


def test_the_formula_workbook(shared_data: Path):
    """Counts of letters a to d with formulas beside: 3 respondents, 8 numbered questions, mean 3 of 4 (its own 0.75)."""
    path = shared_data / "formats" / "ikmkoding_simulasi_formula_cells.xlsx"
    item = four("U", [f"Soal {n}" for n in range(1, 9)], "IKM")
    hasil = file_of(path, satker="SPT", periode=parse_period("2022-03"), offered=[item], instrumen={"*": "U"})
    (one,) = hasil.rekap
    assert one.n == 3
    assert [answers_mean(value.jawaban) / 4 for value in one.nilai] == [0.75] * 8
    # Numbers of questions are no numbers of unsur until somebody says so.
    assert "unsur_urutan" in [one.kode for one in hasil.masalah if one.tingkat == "konfirmasi"]


def test_cms_with_missing_components(shared_data: Path):
    """95 organisations by 6 components in long form; what is missing stays missing."""
    path = shared_data / "cms_cahps" / "cms_patient_experience.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = list(dict.fromkeys(row["measure_title"] for row in rows))
    item = four("CAHPS", names, "CAHPS")
    orgs = {row["org_pac_id"]: row["org_nm"] for row in rows}
    hasil = file_of(
        path, satker_dikenal=tuple(orgs.items()), periode=parse_period("2023"), offered=[item], instrumen={"*": "CAHPS"}
    )
    assert not [one for one in hasil.masalah if one.tingkat == "galat"]
    given = Counter(row["org_pac_id"] for row in rows if row["prf_rate"] not in {"", "NA"})
    assert {one.satker: len(one.nilai) for one in hasil.rekap} == dict(given)
    assert {value.skala for one in hasil.rekap for value in one.nilai} == {"100"}


@pytest.mark.parametrize("name", ["gianyar_skck/wide_scores.csv", "jepara_mpp/wide.csv", "sekadau_2019s1/first49.csv"])
def test_lists_of_respondents_are_no_recaps(shared_data: Path, name: str):
    path = shared_data / name
    assert max(looks_like_recap(sheet, INSTRUMEN) for sheet in read_file(path.read_bytes(), path.name).lembar) < 0.2
