"""``pantau.py import``: whole or not at all, twice changes nothing, and every answer can be read by a program."""

from pathlib import Path

import pytest

from tests.dashboard.conftest import Jawaban, Perintah
from tests.files.makers import is_sentence
from tests.support import kertas


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kertas.csv"
    path.write_bytes(kertas.csv_bytes())
    return path


def is_empty(pantau: Perintah) -> bool:
    """True when the database holds no answers: score finds none."""
    answer = pantau("score", "--json")
    assert (answer.code, answer.out) in {(1, ""), (0, answer.out)}
    return answer.code == 1


def assert_indonesian(answer: Jawaban) -> None:
    """Everything on stderr is a sentence; a list of the file's own codes may stand in it."""
    lines = answer.err.splitlines()
    assert lines
    assert [line for line in lines if not is_sentence(line.split(": ", 1)[-1])] == []


def test_unknown_satker_are_named_and_nothing_is_stored(file: Path, pantau: Perintah):
    answer = pantau("import", file, "--json")
    assert answer.code == 1
    (result,) = answer.data
    assert result["disimpan"] is False
    assert result["satker_belum_dikenal"] == [kertas.LAPAS, kertas.RUTAN]
    assert "--create-satker" in answer.err
    assert_indonesian(answer)
    assert is_empty(pantau)


def test_storing_then_the_same_again(file: Path, program: Perintah):
    answer = program("import", file, "--create-satker", "--json")
    assert answer.code == 0
    (first,) = answer.data
    assert first["disimpan"] is True
    assert first["sudah_ada"] is False
    assert first["n"] == {"spkp": 23, "spak": 20}
    assert first["satker"] == {kertas.LAPAS: 20, kertas.RUTAN: 3}
    assert first["bulan"] == {"2024-05": 10, "2024-06": 13}
    assert first["satker_dibuat"] == [kertas.LAPAS, kertas.RUTAN]
    stored = program("score", "--json").out
    again = program("import", file, "--json")
    assert again.code == 0
    assert again.data[0]["sudah_ada"] is True
    assert program("score", "--json").out == stored
    told = program("import", file)
    assert told.code == 0
    assert "sudah disimpan" in told.out
    assert "tidak ada yang berubah" in told.out


def test_dry_run_says_what_would_happen_and_stores_nothing(file: Path, pantau: Perintah):
    answer = pantau("import", file, "--create-satker", "--dry-run", "--json")
    assert answer.code == 0
    assert answer.data[0]["disimpan"] is False
    assert answer.data[0]["n"] == {"spkp": 23, "spak": 20}
    assert is_empty(pantau)
    told = pantau("import", file, "--create-satker", "--dry-run")
    assert told.out.strip() == (
        "kertas.csv: dapat disimpan (spkp 23 responden, spak 20 responden). Dibanding yang tersimpan: 43 baru."
    )


def test_dry_run_also_tells_what_is_missing(file: Path, pantau: Perintah):
    answer = pantau("import", file, "--dry-run", "--json")
    assert answer.code == 1
    assert answer.data[0]["satker_belum_dikenal"] == [kertas.LAPAS, kertas.RUTAN]


def test_blank_satker_needs_the_option(tmp_path: Path, pantau: Perintah):
    file = tmp_path / "tanpa-satker.csv"
    file.write_bytes(kertas.csv_bytes(with_satker=False))
    refused = pantau("import", file, "--create-satker", "--json")
    assert refused.code == 1
    assert [one["kode"] for one in refused.data[0]["masalah"] if one["tingkat"] == "galat"] == ["SATKER_KOSONG"]
    assert is_empty(pantau)
    answer = pantau("import", file, "--satker", kertas.LAPAS, "--create-satker", "--json")
    assert answer.code == 0
    assert answer.data[0]["satker"] == {kertas.LAPAS: 20}


def test_one_refused_file_does_not_stop_the_others(file: Path, tmp_path: Path, pantau: Perintah):
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 bukan buku kerja")
    answer = pantau("import", broken, file, tmp_path / "tidak-ada.csv", "--create-satker", "--json")
    assert answer.code == 1
    assert [one["disimpan"] for one in answer.data] == [False, True, False]
    assert all(is_sentence(one["pesan"]) for one in (answer.data[0], answer.data[2]))
    assert_indonesian(answer)
    assert [one["n"] for one in pantau("score", "--json").data] == [23, 20]


def test_a_file_with_one_bad_answer_is_refused_whole(tmp_path: Path, pantau: Perintah):
    file = tmp_path / "rusak.csv"
    table = kertas.rows()
    table[3][5] = 9
    table[7][6] = "entahlah"
    file.write_text("\n".join(";".join(map(str, row)) for row in table), encoding="utf-8")
    answer = pantau("import", file, "--create-satker", "--json")
    assert answer.code == 1
    errors = {
        (one["baris"], one["kolom"], one["ditemukan"]) for one in answer.data[0]["masalah"] if one["tingkat"] == "galat"
    }
    assert {(4, "F", "9"), (8, "G", "entahlah")} <= errors
    assert is_empty(pantau)


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "a.csv", "--date", "kemarin"],
        ["import", "a.csv", "--tidak-ada"],
        ["import", "a.csv", "--satker"],
    ],
)
def test_wrong_usage(pantau: Perintah, arguments: list[str]):
    answer = pantau(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Salah pakai:" in answer.err


def test_gianyar_goes_in_with_a_satker(shared_data: Path, pantau: Perintah):
    file = shared_data / "gianyar_skck" / "wide_text_gform_like.csv"
    answer = pantau("import", file, "--satker", "GIANYAR", "--create-satker", "--json")
    assert answer.code == 0, answer.err
    assert answer.data[0]["n"] == {"skm": 201}
    (result,) = pantau("score", "--json").data
    assert result["indeks"]["nilai_100"] == pytest.approx(85.848535, abs=5e-7)
