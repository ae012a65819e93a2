"""The recaps of the collection: read as what they are, with the numbers that their makers published."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.files.reading.reader import read_file
from data_access.files.recap.model import RecapHasil, RecapOptions, Rekap
from data_access.files.recap.reader import read_recap
from scoring.instruments import Instrumen, parse_instrument
from scoring.periods import Periode
from tests.files.makers import INSTRUMEN
from tests.files.raw import raw_file

REPORTS = ("DEMO_SPKP_8U", "DEMO_SPAK_5U_n3", "DEMO_SPKP_nested", "DEMO_SPAK_5U_n2", "DEMO_9U_n1")
# The operator's word: each report is a satker of its own, answers go from 1 to 4.
REPORTS_OPTIONS = RecapOptions(
    periode=Periode(202405, 202405),
    dipilih={name: name for name in REPORTS},
    skala={f"{name}#unsur": "4" for name in REPORTS},
)


def read(path: Path, options: RecapOptions, *more: Instrumen) -> RecapHasil:
    return read_recap(read_file(path.read_bytes(), path.name), options, [*INSTRUMEN, *more])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def accepted(result: RecapHasil) -> tuple[Rekap, ...]:
    assert [one.pesan for one in result.masalah if one.tingkat == "galat"] == []
    return result.rekap


def unsur_means(rekap: Rekap) -> list[float]:
    """Means of the unsur: as given, or from the counts of each answer."""
    means = []
    for one in rekap.nilai:
        if one.unsur_no and one.nilai:
            means.append(float(one.nilai))
        elif one.unsur_no:
            counts = dict(one.jawaban)
            means.append(sum(value * n for value, n in counts.items()) / sum(counts.values()))
    return means


def published_means(folder: Path) -> dict[str, list[float]]:
    """The printed means in the order of the instrument: one report asks for Kecurangan before Diskriminasi."""
    means: dict[str, list[float]] = {}
    for row in rows(folder / "published_unsur.csv"):
        means.setdefault(row["report_id"], []).append(float(row["published_nilai"]))
    first, second, *others = means["DEMO_SPAK_5U_n3"]
    return {**means, "DEMO_SPAK_5U_n3": [second, first, *others]}


def test_surveiku_frequencies(shared_data: Path):
    """How many gave each answer: the means are those that the reports print, rounded to two decimals."""
    folder = shared_data / "surveiku_reports"
    found = {one.satker: one for one in accepted(read(folder / "frequency_tables.csv", REPORTS_OPTIONS))}
    published = published_means(folder)
    assert set(found) == set(published) == set(REPORTS)
    for name, means in published.items():
        assert unsur_means(found[name]) == pytest.approx(means, abs=5.1e-3)
    expected_n = {row["report_id"]: int(row["n"]) for row in rows(folder / "published_index.csv")}
    assert {name: one.n for name, one in found.items()} == expected_n


def test_surveiku_unsur(shared_data: Path):
    """Means without n: taken, told, and never weighed."""
    folder = shared_data / "surveiku_reports"
    result = read(folder / "published_unsur.csv", REPORTS_OPTIONS)
    found = {one.satker: unsur_means(one) for one in accepted(result)}
    assert found == published_means(folder)
    assert {one.n for one in result.rekap} == {None}
    assert "tanpa_n" in {one.kode for one in result.masalah}


def test_surveiku_index(shared_data: Path):
    """Index and conversion side by side. The scale of the index is asked; the organisation has two reports of one survey
    and month, which is refused; by report each has its value."""
    path = shared_data / "surveiku_reports" / "published_index.csv"
    asked = read(path, RecapOptions())
    assert asked.rekap == ()
    assert {label for label, _ in asked.tanya.skala} == {"SPKP", "SPAK"}
    named = {text: "X" for text, _ in asked.tanya.satker}
    scales = {"SPKP": "4", "SPAK": "4"}
    twice = read(path, RecapOptions(dipilih=named, skala=scales))
    assert any("lebih dari satu nilai" in one.pesan for one in twice.masalah if one.tingkat == "galat")
    table = [[cell for column, cell in row.items() if column != "organisation"] for row in rows(path)]
    header = [column for column in rows(path)[0] if column != "organisation"]
    by_report = RecapOptions(dipilih={name: name for name in REPORTS}, skala=scales)
    found = accepted(read_recap(raw_file({"Laporan": [header, *table]}), by_report, INSTRUMEN))
    index = {one.satker: (one.indeks.nilai, one.indeks.skala, one.n) for one in found if one.indeks}
    assert index == {row["report_id"]: (row["published_konversi"], "100", int(row["n"])) for row in rows(path)}
    months = {one.satker: one.periode for one in found}
    assert months["DEMO_9U_n1"] == Periode(202307, 202307)
    assert months["DEMO_SPKP_8U"] == Periode(202405, 202405)


IPK = ["Manipulasi Peraturan", "Penyalahgunaan Jabatan", "Menjual Pengaruh", "Transaksi Biaya", "Biaya Tambahan", "Hadiah",
       "Transparansi Biaya", "Percaloan", "Perbuatan Curang", "Transaksi Rahasia"]  # fmt: skip


def ipk() -> Instrumen:
    text = 'kode = "ipk-10"\nnama = "Persepsi korupsi, sepuluh unsur"\nskala_min = 1\nskala_maks = 4\n'
    text += 'konversi = "proporsional"\n'
    return parse_instrument(
        text + "".join(f'[[unsur]]\nkode = "K{n}"\nnama = "{name}"\n' for n, name in enumerate(IPK, 1))
    )


def test_payakumbuh(shared_data: Path):
    """Two surveys in one list, decimal commas; the corruption one needs its instrument, and is not converted to 100."""
    path = shared_data / "published_small" / "pn_payakumbuh_2020S1.csv"
    asked = read(path, RecapOptions(satker="PN"))
    assert "unsur_tidak_dikenal" in {one.kode for one in asked.masalah if one.tingkat == "galat"}
    found = accepted(read(path, RecapOptions(satker="PN", instrumen={"IPK": "ipk-10"}), ipk()))
    by_code = {one.instrumen.kode: one for one in found}
    ikm, korupsi = by_code["skm"], by_code["ipk-10"]
    assert ikm.indeks is not None
    assert korupsi.indeks is not None
    # Its eighth line is Sarana (U9), its ninth Pengaduan (U8).
    assert unsur_means(ikm) == [3.58, 3.54, 3.29, 3.24, 3.57, 3.42, 3.78, 3.72, 3.38]
    assert (ikm.indeks.nilai, ikm.indeks.skala) == ("87.56", "100")
    # By the collection's README: exactly the mean of the nine times 25.
    assert sum(unsur_means(ikm)) / 9 * 25 == pytest.approx(87.56, abs=5e-3)
    assert korupsi.indeks.nilai == "3.87"
    assert sum(unsur_means(korupsi)) / 10 == pytest.approx(3.87, abs=5e-3)
    assert ikm.periode == Periode(202001, 202006)


def test_tubaba_as_a_recap(shared_data: Path):
    """The rows below the one respondent are its recap: index 100, nine means of 4."""
    (one,) = accepted(
        read(shared_data / "published_small" / "tubaba_disdukcapil_2023S1.csv", RecapOptions(satker="DUKCAPIL"))
    )
    assert one.indeks is not None
    assert (one.indeks.nilai, one.indeks.skala, one.n) == ("100", "100", 1)
    assert unsur_means(one) == [4.0] * 9


def cahps(table: list[dict[str, str]]) -> Instrumen:
    titles = dict.fromkeys(f"{row['measure_cd']} {row['measure_title']}" for row in table)
    text = 'kode = "cahps"\nnama = "CAHPS"\nskala_min = 1\nskala_maks = 10\nkonversi = "proporsional"\n'
    text += "".join(f'[[unsur]]\nkode = "G{n}"\nnama = "{title}"\n' for n, title in enumerate(titles, 1))
    return parse_instrument(text)


def test_cahps(shared_data: Path):
    """95 organisations with six components each in long form, 75 of the values missing: refused without an instrument
    and the organisations, then every value that is there and no other."""
    path = shared_data / "cms_cahps" / "cms_patient_experience.csv"
    table = rows(path)
    refused = read(path, RecapOptions())
    assert refused.rekap == ()
    told = {one.kode for one in refused.masalah if one.tingkat == "galat"}
    assert {"satker_tidak_dikenal", "unsur_tidak_dikenal"} <= told
    options = RecapOptions(
        periode=Periode(202101, 202112),
        instrumen={"": "cahps"},
        skala={"#unsur": "100", "": "100"},
        satker_dikenal=tuple({row["org_pac_id"]: row["org_nm"] for row in table}.items()),
    )
    found = accepted(read(path, options, cahps(table)))
    given = [float(row["prf_rate"]) for row in table if row["prf_rate"] not in ("", "NA")]
    assert len(table) - len(given) == 75
    assert sorted(value for one in found for value in unsur_means(one)) == sorted(given)
    assert len(found) <= len({row["org_pac_id"] for row in table}) == 95


def test_counts_of_letters_in_formula_cells(shared_data: Path):
    """Letters a-d in the header, scores 1-4 below, counts by item; its own formula cell says 0.75 of the maximum of 4."""
    path = shared_data / "formats" / "ikmkoding_simulasi_formula_cells.xlsx"
    options = replace(REPORTS_OPTIONS, satker="UJI", instrumen={"": "spkp"}, skala={"#unsur": "4", "": "4"})
    result = read(path, options)
    (one,) = accepted(result)
    means = unsur_means(one)
    assert (one.n, len(means)) == (3, 8)
    assert sum(means) / len(means) / 4 == pytest.approx(0.75)
    assert "unsur_urutan" in {problem.kode for problem in result.masalah if problem.tingkat == "konfirmasi"}
