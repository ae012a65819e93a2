"""``pantau.py score``: numbers worked out elsewhere, clean JSON on stdout, Indonesian on stderr."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.conftest import Perintah
from tests.files.makers import is_sentence
from tests.support import kertas, servers

SKM = [f"U{number}" for number in range(1, 10)]
FIELDS = {
    "satker", "instrumen", "periode", "n", "unsur", "indeks", "konversi", "bobot", "status", "target", "lemah",
    "alasan_tidak_dinilai",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kertas.csv"
    path.write_bytes(kertas.csv_bytes())
    return path


def expected_gianyar(folder: Path) -> dict[str, float]:
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}


def nrr(result: dict[str, Any]) -> list[float]:
    assert [unsur["kode"] for unsur in result["unsur"]] == SKM
    return [unsur["nrr"] for unsur in result["unsur"]]


def by_code(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {unsur["kode"]: unsur for unsur in result["unsur"]}


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("wide_scores.csv", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        # In words the 8th question asks about Sarana (U9) and the 9th about Pengaduan (U8).
        ("wide_text_gform_like.csv", [1, 2, 3, 4, 5, 6, 7, 9, 8]),
    ],
)
def test_gianyar_in_both_forms(shared_data: Path, pantau: Perintah, name: str, order: list[int]):
    folder = shared_data / "gianyar_skck"
    published = expected_gianyar(folder)
    answer = pantau("score", folder / name, "--json")
    assert answer.code == 0
    (result,) = answer.data
    assert result["instrumen"] == "skm"
    assert result["n"] == 201
    assert result["periode"] == "2020-07/2020-08"
    assert nrr(result) == pytest.approx([published[f"NRR_U{number}"] for number in order], abs=5e-7)
    assert result["indeks"]["nilai_100"] == pytest.approx(published["IKM_weight_1/9"], abs=5e-7)
    # 85.85 lies in 76.61 - 88.30 of PermenPANRB 14/2017.
    assert result["indeks"]["mutu"] == "B"


@pytest.mark.parametrize(
    ("weight", "row"), [("exact", "IKM_weight_1/9"), ("0.111", "IKM_weight_0.111"), ("0.11", "IKM_weight_0.11")]
)
def test_rounded_weights_of_old_reports(shared_data: Path, pantau: Perintah, weight: str, row: str):
    folder = shared_data / "gianyar_skck"
    (result,) = pantau("score", folder / "wide_scores.csv", "--weight", weight, "--json").data
    assert result["bobot"] == weight
    assert result["indeks"]["nilai_100"] == pytest.approx(expected_gianyar(folder)[row], abs=5e-7)


@pytest.mark.parametrize(("per", "level", "groups"), [("satker", "loket", 14), ("periode", "month", 6)])
def test_jepara_per_group(shared_data: Path, pantau: Perintah, per: str, level: str, groups: int):
    folder = shared_data / "jepara_mpp"
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        rows = {row["key"].replace("(empty)", ""): row for row in csv.DictReader(lines) if row["level"] == level}
    answer = pantau("score", folder / "wide.csv", "--by", per, "--json")
    assert answer.code == 0
    found = {(result[per] or ""): result for result in answer.data}
    assert len(found) == groups == len(answer.data)
    assert set(found) == set(rows)
    for key, row in rows.items():
        result = found[key]
        assert result["n"] == int(row["n_sessions"])
        assert nrr(result) == pytest.approx([float(row[f"NRR_{kode}"]) for kode in SKM], abs=5e-7)
        assert result["indeks"]["nilai_100"] == pytest.approx(float(row["IKM_available_case_1/9"]), abs=5e-7)


def test_one_object_per_instrument_with_every_field(file: Path, pantau: Perintah):
    answer = pantau("score", file, "--json")
    assert answer.code == 0
    assert [result["instrumen"] for result in answer.data] == ["spkp", "spak"]
    for result in answer.data:
        assert set(result) >= FIELDS
        assert result["periode"] == "2024-05/2024-06"
        assert result["satker"] is None
        low, high = result["indeks"]["interval_95"]
        assert 1 <= low < result["indeks"]["nilai_4"] < high <= 4
    # Mean of the two satker over both months, beside the value of all 23 together.
    assert answer.data[0]["rata_rata_satker"]["nilai_4"] == pytest.approx(3.334375)


def test_paper_survey_of_june_per_satker(file: Path, pantau: Perintah):
    """Expected numbers: tests/support/kertas.py."""
    answer = pantau("score", file, "--by", "satker", "--from", "2024-06", "--to", "2024-06", "--json")
    found = {(result["instrumen"], result["satker"]): result for result in answer.data}
    assert list(found) == [("spkp", kertas.LAPAS), ("spkp", kertas.RUTAN), ("spak", kertas.LAPAS)]
    lapas, rutan = found["spkp", kertas.LAPAS], found["spkp", kertas.RUTAN]
    assert lapas["periode"] == "2024-06"
    assert lapas["indeks"]["nilai_4"] == pytest.approx(3.7375)
    assert lapas["indeks"]["nilai_100"] == pytest.approx(91.25)
    assert lapas["indeks"]["mutu"] == "A"
    assert by_code(lapas)["U3"]["nilai_4"] == pytest.approx(2.5)
    assert by_code(lapas)["U3"]["mutu"] == "D"
    # In May everything was 4.00; the six others are at 4.00 in June, so the two lowest stand apart.
    assert lapas["lemah"] == [
        {"unsur": "U3", "alasan": ["mutu", "ambang", "turun nyata", "dua terendah"], "kedudukan": "terpisah"},
        {"unsur": "U5", "alasan": ["turun nyata", "dua terendah"], "kedudukan": "terpisah"},
    ]
    assert [part["alasan"] for part in lapas["alasan_tidak_dinilai"]] == ["di bawah sejenis", "menetap"]
    assert rutan["alasan_tidak_dinilai"][0] == {"alasan": "mutu", "sebab": "responden di bawah minimal"}
    assert (rutan["n"], rutan["status"], rutan["indeks"]["mutu"]) == (3, "di bawah minimal", None)
    assert rutan["indeks"]["nilai_4"] == pytest.approx(2.8)
    assert found["spak", kertas.LAPAS]["indeks"]["nilai_4"] == pytest.approx(3.76)


def test_another_conversion(file: Path, pantau: Perintah):
    options = ["--satker", kertas.LAPAS, "--from", "2024-06", "--conversion", "proporsional", "--json"]
    answer = pantau("score", file, *options)
    spkp = answer.data[0]
    assert (spkp["satker"], spkp["konversi"]) == (kertas.LAPAS, "proporsional")
    assert spkp["indeks"]["nilai_4"] == pytest.approx(4 * 5.5625 / 6)
    assert spkp["indeks"]["nilai_100"] == pytest.approx(100 * 5.5625 / 6)


@pytest.mark.parametrize(
    ("options", "periode"),
    [
        (["--from", "2024-06"], "2024-06"),
        (["--to", "2024-05"], "2024-05"),
        (["--from", "2024-01", "--to", "2024-12"], "2024-01/2024-12"),
    ],
)
def test_an_open_end_is_where_the_data_end(file: Path, pantau: Perintah, options: list[str], periode: str):
    for result in pantau("score", file, *options, "--json").data:
        assert result["periode"] == periode
        # Not the table of 2004, which was in force at "the beginning of time".
        assert result["tabel_mutu"] == "PermenPANRB 14/2017"


def test_numbers_are_not_rounded_and_missing_is_null(tmp_path: Path, pantau: Perintah):
    file = tmp_path / "kosong.csv"
    header = ",".join(["Tanggal", "Satker", *kertas.SPKP_KODE])
    file.write_text(
        f"{header}\n2024-06-01,S,6,5,5,,4,4,4,4\n2024-06-01,S,5,5,5,,4,4,4,4\n2024-06-01,S,5,5,5,,4,4,4,4\n"
    )
    (result,) = pantau("score", file, "--json").data
    u1, u4 = by_code(result)["U1"], by_code(result)["U4"]
    assert u1["nrr"] == pytest.approx(16 / 3, abs=1e-12)
    assert (u4["n"], u4["nrr"], u4["nilai_4"], u4["nilai_100"], u4["mutu"]) == (0, None, None, None, None)


def test_report_for_people_has_decimal_commas(file: Path, pantau: Perintah):
    answer = pantau("score", file, "--satker", kertas.LAPAS, "--from", "2024-06")
    assert answer.code == 0
    first = answer.out.splitlines()[0]
    assert first.startswith("SPKP, LPS-01, 2024-06: 3,74 (skala 4), 91,25 (skala 100), mutu A, 10 responden")


def test_own_instrument_file(tmp_path: Path, pantau: Perintah):
    """The example of docs/instrumen.md: L1 has two items, L3 asks the wrong way round (1 is best)."""
    example = servers.ROOT / "docs" / "contoh-instrumen.toml"
    file = tmp_path / "sendiri.csv"
    file.write_text("L1a,L1b,L2,L3\n" + "4,3,4,1\n" * 10, encoding="utf-8")
    answer = pantau("score", file, "--instrument", example, "--json")
    assert answer.code == 0
    (result,) = answer.data
    assert (result["instrumen"], result["n"], result["periode"]) == ("contoh-skala4", 10, None)
    assert [unsur["nrr"] for unsur in result["unsur"]] == [3.5, 4.0, 4.0]
    assert result["indeks"]["nilai_100"] == pytest.approx(25 * 11.5 / 3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "tidak-ada.csv", "--json"], 1),
        (["score", "{file}", "--instrument", "tidak-ada", "--json"], 1),
        (["score", "{file}", "--satker", "XX-99", "--json"], 1),
        (["score", "{file}", "--from", "2030-01", "--json"], 1),
        (["score", "{file}", "--from", "2024-06", "--to", "2024-05"], 2),
        (["score", "{file}", "--from", "Juni"], 2),
        (["score", "{file}", "--by", "kota"], 2),
        (["score", "{file}", "--weight", "0.12"], 2),
        (["score", "{file}", "--conversion", "x25", "--json"], 1),
    ],
)
def test_refusals(file: Path, pantau: Perintah, arguments: list[str], code: int):
    answer = pantau(*(argument.format(file=file) for argument in arguments))
    assert answer.code == code
    assert answer.out == ""
    assert is_sentence(answer.err.splitlines()[-1])
    assert "Traceback" not in answer.err


def test_a_damaged_file_is_refused_with_every_problem(tmp_path: Path, pantau: Perintah):
    file = tmp_path / "rusak.csv"
    table = kertas.rows()
    table[3][5] = 9
    table[7][6] = "entahlah"
    file.write_text("\n".join(";".join(map(str, row)) for row in table), encoding="utf-8")
    answer = pantau("score", file, "--json")
    assert (answer.code, answer.out) == (1, "")
    # Row numbers as a spreadsheet shows them: the header is row 1.
    assert "F4" in answer.err
    assert "9" in answer.err
    assert "G8" in answer.err
    assert "entahlah" in answer.err
    assert not (tmp_path / "uji.db").exists()


def test_scoring_a_file_leaves_no_trace(file: Path, pantau: Perintah, tmp_path: Path):
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert pantau("score", file, "--json").code == 0
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_the_database_gives_the_same_results_as_the_file(file: Path, pantau: Perintah):
    assert pantau("import", file, "--create-satker").code == 0
    for options in ([], ["--by", "layanan"]):  # from the rollup, and from the answers
        from_file, stored = pantau("score", file, "--json", *options), pantau("score", "--json", *options)
        in_file, in_database = json.loads(from_file.out), json.loads(stored.out)
        # Only the database knows imports, and when its data changed.
        for result in [*in_file, *in_database]:
            impor = result["penjelasan"].pop("impor")
            assert [one["berkas"] for one in impor] in ([], ["kertas.csv"])
            assert result["penjelasan"].pop("data_per")
        assert in_database == in_file, options
