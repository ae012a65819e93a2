"""``pantau.py target``: the published sample sizes, as people and as programs read them."""

import argparse
import io
import json
from contextlib import redirect_stdout
from typing import Any

import pytest

from dashboard.cli import target
from scoring.errors import ScoringError
from tests.dashboard.conftest import Perintah


@pytest.mark.parametrize(
    ("arguments", "n", "target", "metode"),
    [
        # Krejcie & Morgan (1970), table 1; 48 -> 43 also stands in a letter of Kanwil NTT, 27 May 2024.
        (["48"], 48, 43, "juknis"),
        (["100", "--method", "krejcie-morgan"], 100, 80, "krejcie-morgan"),
        (["1000000", "--method", "krejcie-morgan"], 1000000, 384, "krejcie-morgan"),
        # Slovin: 100 / (1 + 100 * 0.05^2) = 80 exactly; 117 / (1 + 117 * 0.1^2) = 53.9, rounded up.
        (["100", "--method", "slovin"], 100, 80, "slovin"),
        (["117", "--method", "slovin", "--e", "0,1"], 117, 54, "slovin"),
        (["117", "--method", "slovin", "--e", "0.10"], 117, 54, "slovin"),
        # Zona Integritas: at least 30, but nobody can ask more people than came.
        (["31", "--zi"], 31, 30, "juknis"),
        (["12", "--zi"], 12, 12, "juknis"),
        (["70", "--method", "sensus"], 70, 70, "sensus"),
    ],
)
def test_json(pantau: Perintah, arguments: list[str], n: int, target: int, metode: str):
    answer = pantau("target", *arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert set(answer.data) == {"n", "target", "metode", "alasan"}
    assert (answer.data["n"], answer.data["target"], answer.data["metode"]) == (n, target, metode)
    assert answer.data["alasan"].endswith(".")


def test_for_people(pantau: Perintah):
    answer = pantau("target", "48")
    assert answer.code == 0
    assert answer.out.startswith("Target: 43 responden dari 48 pengguna layanan")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["0"], 1),
        (["-5"], 1),
        (["100", "--method", "slovin", "--e", "1"], 1),
        (["seratus"], 2),
        (["100", "--method", "undian"], 2),
        (["100", "--e", "x"], 2),
        ([], 2),
        (["48", "--layanan", "Kunjungan=48"], 2),
        (["--gabung", "2026-13=24"], 1),
    ],
)
def test_refusals(pantau: Perintah, arguments: list[str], code: int):
    answer = pantau("target", *arguments, "--json")
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.strip().endswith(".")
    assert "Traceback" not in answer.err


def ask(*arguments: str) -> Any:  # noqa: ANN401 - JSON
    """The answer of the command in this process: starting Python for each would cost a second."""
    parser = argparse.ArgumentParser()
    target.add_parser(parser.add_subparsers())
    with redirect_stdout(io.StringIO()) as out:
        assert target.run(parser.parse_args(["target", *arguments, "--json"])) == 0
    return json.loads(out.getvalue())


def test_by_layanan(pantau: Perintah):
    """43 x 30/48 = 26,875; 43 x 17/48 = 15,229; 43 x 1/48 = 0,896: two are left, for the largest remainders."""
    given = ("--layanan", "Kunjungan=30", "Titipan=17", "Informasi layanan=1")
    found = ask(*given)
    assert (found["n"], found["target"]) == (48, 43)
    assert found["layanan"] == {"Kunjungan": 27, "Titipan": 15, "Informasi layanan": 1}
    assert "Titipan 15 dari 17 pengguna" in found["alasan_layanan"]
    assert "Titipan: 15 responden dari 17 pengguna" in pantau("target", *given).out.splitlines()


def test_combined_months(pantau: Perintah):
    """24 + 22 = 46: Krejcie-Morgan 44,17 / 1,07275 = 41,18."""
    found = ask("--gabung", "2026-10=22", "2026-09=24", "2026-08=30")
    assert (found["periode"], found["n"], found["target"]) == ("2026-09/2026-10", 46, 41)
    assert found["satu_bulan"]["target"] == 22
    assert "Target bulan digabung: 41 responden." in pantau("target", "--gabung", "2026-10=22", "2026-09=24").out


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (["2026-10=30"], "Satu bulan cukup"),
        (["2026-10=22"], "belum cukup"),
        (["2026-10=22", "2026-08=30"], "belum cukup"),
        (["2026-10=0"], "belum cukup"),
    ],
)
def test_months_that_are_not_combined(months: list[str], words: str):
    found = ask("--gabung", *months)
    assert found["periode"] is None
    assert words in found["alasan"]


@pytest.mark.parametrize(
    ("goal", "users", "words"),
    [("43", [48, 48], "setara dengan 48"), ("200", [415, 418], "415 sampai 418"), ("500", None, "sebanyak apa pun")],
)
def test_implied_users(goal: str, users: list[int] | None, words: str):
    found = ask("--tersirat", goal)
    assert (found["target"], found["n"]) == (int(goal), users)
    assert words in found["alasan"]


@pytest.mark.parametrize(
    "arguments",
    [["Kunjungan=-4", "Titipan=9"], ["Kunjungan=0"], ["Kunjungan=4", "Kunjungan=5"]],
    ids=["negatif", "tanpa pengguna", "dua kali"],
)
def test_layanan_that_make_no_sense(arguments: list[str]):
    with pytest.raises(ScoringError, match=r"paling sedikit 1|negatif|dua kali"):
        ask("--layanan", *arguments)


@pytest.mark.parametrize("text", ["Kunjungan", "=4", "Kunjungan=--4", "Kunjungan=4,5", "Kunjungan="])
def test_a_pair_that_cannot_be_read(text: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        ask("--layanan", text)
    assert "tidak berbentuk NAMA=N" in capsys.readouterr().err


def test_a_target_below_one_implies_nothing():
    with pytest.raises(ScoringError, match="paling sedikit 1"):
        ask("--tersirat", "0")
