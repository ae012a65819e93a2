"""``import --replace|--add|--skip-wrong``, ``riwayat``, ``batal``, ``pulih``: the numbers of tests/pages/test_upload_ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard.conftest import Perintah
from tests.support import kertas


def csv_of(table: list[list[object]]) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in table).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kertas.csv"
    path.write_bytes(kertas.csv_bytes())
    return path


@pytest.fixture
def without_three(tmp_path: Path) -> Path:
    """Three of the five who found U3 very bad are missing: 3.7375 becomes 3.81786."""
    table = kertas.rows()
    bad = [place for place, row in enumerate(table) if row[0] == "2024-06-11" and row[6] == 1]
    path = tmp_path / "kurang.csv"
    path.write_bytes(csv_of([row for place, row in enumerate(table) if place not in bad[:3]]))
    return path


def index_of_june(pantau: Perintah) -> tuple[int, float]:
    found = pantau(
        "score", "--satker", kertas.LAPAS, "--instrument", "spkp", "--from", "2024-06", "--to", "2024-06", "--json"
    )
    return found.data[0]["n"], round(found.data[0]["indeks"]["nilai_4"], 5)


def test_replacing_undoing_and_restoring(file: Path, without_three: Path, pantau: Perintah):
    assert pantau("import", file, "--create-satker").code == 0
    assert index_of_june(pantau) == (10, 3.7375)
    answer = pantau("import", without_three, "--replace", "--by", "operator wilayah", "--json")
    assert (answer.data[0]["tetap"], answer.data[0]["hilang"], answer.data[0]["ditarik"]) == (37, 6, 6)
    assert "[hilang] kurang.csv:" in answer.err
    assert "rata-rata mereka 3,55" in answer.err.replace("\\", "")
    assert index_of_june(pantau) == (7, 3.81786)
    number = str(answer.data[0]["impor"])
    assert pantau("batal", number, "--alasan", "salah berkas").code == 0
    assert index_of_june(pantau) == (10, 3.7375)
    again = pantau("batal", number, "--alasan", "sekali lagi")
    assert again.code == 1
    assert "sudah dibatalkan" in again.err
    assert pantau("pulih", number, "--alasan", "ternyata benar").code == 0
    assert index_of_june(pantau) == (7, 3.81786)
    newest, first = pantau("riwayat", "--json").data
    assert [event["tindakan"] for event in newest["peristiwa"]] == ["batal", "pulih"]
    assert (newest["oleh"], newest["ditarik"], first["baru"]) == ("operator wilayah", 6, 43)
    assert "6 ditarik" in pantau("riwayat").out


def test_adding_keeps_them(file: Path, without_three: Path, pantau: Perintah):
    pantau("import", file, "--create-satker")
    refused = pantau("import", without_three)
    assert refused.code == 1
    assert "37 baris dianggap orang yang sudah tersimpan hanya karena tanggal dan jawabannya sama" in refused.err
    assert pantau("import", without_three, "--add").code == 0
    assert index_of_june(pantau) == (10, 3.7375)


def test_nobody_in_common_has_to_be_decided(file: Path, tmp_path: Path, pantau: Perintah):
    pantau("import", file, "--create-satker")
    table = kertas.rows()
    others = tmp_path / "lain.csv"
    others.write_bytes(csv_of([table[0], *([str(row[0]).replace("-11", "-20"), *row[1:]] for row in table[11:21])]))
    refused = pantau("import", others)
    assert refused.code == 1
    assert "--add bila berkas ini menambah, atau --replace" in refused.err
    assert index_of_june(pantau) == (10, 3.7375)
    assert pantau("import", others, "--add").code == 0
    assert index_of_june(pantau) == (20, 3.7375)


def test_wrong_rows_are_left_out_on_request(tmp_path: Path, pantau: Perintah):
    table = kertas.rows()
    table[12][6] = 9
    file = tmp_path / "salah.csv"
    file.write_bytes(csv_of(table))
    assert pantau("import", file, "--create-satker").code == 1
    answer = pantau("import", file, "--create-satker", "--skip-wrong", "--json")
    assert answer.code == 0
    assert [row["baris"] for row in answer.data[0]["baris_dilewati"]] == [13]
    assert index_of_june(pantau)[0] == 9


def test_several_files_are_one_survey(tmp_path: Path, pantau: Perintah):
    table = kertas.rows()
    parts = []
    for name, rows in (("mei.csv", table[1:11]), ("juni.csv", table[11:])):
        (tmp_path / name).write_bytes(csv_of([table[0], *rows]))
        parts.append(tmp_path / name)
    answer = pantau("import", *parts, "--together", "--create-satker", "--json")
    assert answer.code == 0
    assert answer.data[0]["n"] == {"spkp": 23, "spak": 20}
    assert index_of_june(pantau) == (10, 3.7375)
