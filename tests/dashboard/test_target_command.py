"""``pantau.py target``: the published sample sizes, as people and as programs read them."""

import pytest

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
    ],
)
def test_refusals(pantau: Perintah, arguments: list[str], code: int):
    answer = pantau("target", *arguments, "--json")
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.strip().endswith(".")
    assert "Traceback" not in answer.err
