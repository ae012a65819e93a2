"""Published survey data, in every form it comes in, against results worked out outside this program."""

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from data_access.answers import LembarJawaban
from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan, inspect
from scoring.instruments import shipped_instruments
from tests.files.makers import csv_bytes, xlsx

SKM = [f"U{number}" for number in range(1, 10)]
LOOK = ImportOptions(untuk_disimpan=False)


def read(path: Path, options: ImportOptions = LOOK) -> Pemeriksaan:
    return inspect(path.read_bytes(), path.name, options, list(shipped_instruments().values()))


def nrr(butir: npt.NDArray[np.int8]) -> list[float]:
    """Mean of the answers given, per unsur."""
    return [float(column[column > 0].mean()) for column in butir.T]


def expected_nrr(path: Path) -> list[float]:
    with path.open(encoding="utf-8") as lines:
        table = {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}
    return [table[f"NRR_{kode}"] for kode in SKM]


def the_sheet(inspected: Pemeriksaan) -> LembarJawaban:
    (sheet,) = inspected.hasil.lembar
    assert sheet.instrumen.kode == "skm"
    return sheet


@pytest.mark.parametrize("form", ["csv", "xlsx", "semicolon", "utf-16"])
@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("wide_scores.csv", [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        # In text the questions say what they ask: the 8th is Sarana (U9), the 9th Pengaduan (U8).
        ("wide_text_gform_like.csv", [0, 1, 2, 3, 4, 5, 6, 8, 7]),
    ],
)
def test_gianyar_in_scores_and_in_text(shared_data: Path, name: str, order: list[int], form: str):
    folder = shared_data / "gianyar_skck"
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    content = {
        "csv": lambda: csv_bytes(rows),
        "xlsx": lambda: xlsx(rows, strings_to_numbers=True),
        "semicolon": lambda: csv_bytes(rows, separator=";", encoding="cp1252"),
        "utf-16": lambda: csv_bytes(rows, separator="\t", encoding="utf-16"),
    }[form]()
    inspected = inspect(content, name, LOOK, list(shipped_instruments().values()))
    sheet = the_sheet(inspected)
    assert len(sheet) == 201
    published = expected_nrr(folder / "expected_computed.csv")
    assert nrr(sheet.butir) == pytest.approx([published[place] for place in order], abs=5e-7)
    assert inspected.hasil.ringkasan.bulan == {"2020-07": 163, "2020-08": 38}
    assert set(sheet.kategori["jenis_kelamin"]) == {"Laki-laki", "Perempuan"}


def test_jepara_all_units_and_months(shared_data: Path):
    folder = shared_data / "jepara_mpp"
    inspected = read(folder / "wide.csv")
    sheet = the_sheet(inspected)
    months = sheet.tanggal.astype("datetime64[M]").astype(str)
    checked = 0
    with (folder / "expected_computed.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            mask = {
                "ALL": np.ones(len(sheet), dtype=bool),
                "loket": sheet.satker == row["key"],
                "month": months == row["key"],
            }[row["level"]]
            assert int(mask.sum()) == int(row["n_sessions"])
            assert nrr(sheet.butir[mask]) == pytest.approx([float(row[f"NRR_{kode}"]) for kode in SKM], abs=5e-7)
            checked += 1
    assert checked == 21
    (age,) = [one for one in inspected.hasil.masalah if one.kode == "KATEGORI_TIDAK_SAH"]
    assert age.ditemukan == "-41"
    assert "Wiraswasta" not in set(sheet.kategori["pekerjaan"])
