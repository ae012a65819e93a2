"""``pantau.py pesan`` on the survey on paper: June 2024, 10 of 43 respondents until the 11th.

After Thursday 20 June 2024 six working days remain (21, 24 to 28); 33 are missing, 33 / 6 = 5.5, so 6 a day. The 17th and
18th (Idul Adha, cuti bersama) are behind that day.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.cli import main
from data_access import migrate
from tests.dashboard.conftest import Jawaban
from tests.support import kertas, servers

LAPAS = "Lapas Kelas IIB Kertas: 10 dari 43 responden, kurang 33, sisa 6 hari kerja: 6 per hari"
Pesan = Callable[..., Jawaban]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The survey on paper in a database; the command only reads."""
    return kertas.make_database(tmp_path_factory.mktemp("kertas") / "uji.db")


@pytest.fixture
def pesan(paper: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Pesan:
    """``pesan("--per", "2024-06-20")``: run the command in this process."""
    monkeypatch.setenv("PANTAU_DATABASE_URL", paper)

    def run(*arguments: str) -> Jawaban:
        try:
            code = main(["pesan", *arguments])
        except SystemExit as ended:
            code = int(str(ended.code))
        said = capsys.readouterr()
        return Jawaban(code, said.out, said.err)

    return run


def test_one_message_for_all(pesan: Pesan):
    answer = pesan("--per", "2024-06-20")
    assert (answer.code, answer.err) == (0, "")
    assert f"- {LAPAS}" in answer.out.splitlines()
    assert answer.out.splitlines()[-1] == "Target belum diketahui (1): Rutan I Pensil."


def test_one_message_for_each_satker(pesan: Pesan):
    chosen = ("--per", "2024-06-20", "--survei", "SPKP", "--satker")
    both = pesan(*chosen, kertas.RUTAN, kertas.LAPAS).out
    lapas, rutan = both.split("\n\n")
    assert lapas.splitlines()[0] == LAPAS
    assert "Survei SPKP (IPKP), Juni 2024. Keadaan pada akhir 20 Juni 2024." in lapas
    assert rutan.splitlines()[0] == "Rutan Kelas I Pensil: 3 responden, target belum diketahui"
    assert pesan(*chosen, kertas.RUTAN, kertas.LAPAS, "--mendesak").out == f"{lapas}\n"
    quiet = pesan(*chosen, kertas.RUTAN, "--mendesak")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_json(pesan: Pesan):
    answer = pesan("--periode", "2024-06", "--per", "2024-06-20", "--json")
    data = json.loads(answer.out)
    assert (answer.code, data["survei"], data["periode"], data["per"]) == (0, "spkp", "2024-06", "2024-06-20")
    lapas, rutan = data["satker"]
    assert lapas["baris"] == LAPAS
    assert lapas["pesan"].startswith(LAPAS)
    asked = (
        "n",
        "target",
        "target_sementara",
        "kurang",
        "sisa_hari_kerja",
        "perlu_per_hari",
        "data_sampai",
        "mendesak",
    )
    assert [lapas[name] for name in asked] == [10, 43, False, 33, 6, 6, "2024-06-20", True]
    assert [rutan[name] for name in ("n", "target", "kurang", "perlu_per_hari")] == [3, None, None, None]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--satker", "ENTAH"], 1, "Satker ENTAH tidak dikenal."),
        (["--survei", "skm"], 1, "yang ada: spkp, spak."),
        (["--periode", "2024-06", "--per", "2024-07-01"], 2, "pilih hari dalam Juni 2024"),
        (["--per", "2999-01-01"], 2, "pilih hari dalam Januari 2999"),
        (["--per", "2099-01-01"], 2, "yang sudah lewat"),
        (["--per", "9999-12-31"], 2, "yang sudah lewat"),
        (["--per", "0001-01-01"], 2, "tidak dapat dipakai"),
        (["--per", "kemarin"], 2, "bukan tanggal"),
        (["--periode", "2024-13"], 2, "tidak dikenali"),
    ],
)
def test_refusals(pesan: Pesan, arguments: list[str], code: int, words: str):
    answer = pesan(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err


def test_a_database_without_answers(pesan: Pesan, monkeypatch: pytest.MonkeyPatch, sqlite_url: str):
    monkeypatch.setenv("PANTAU_DATABASE_URL", sqlite_url)
    migrate.upgrade(sqlite_url)
    answer = pesan()
    assert (answer.code, answer.err) == (1, "Belum ada jawaban di basis data.\n")


def test_a_program_that_stops_reading_is_no_accident(paper: str, tmp_path: Path):
    """``pantau.py pesan | head -1``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", "pesan", "--periode", "2024-06"],
        cwd=tmp_path,
        env=servers.environment(tmp_path, PANTAU_DATABASE_URL=paper),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, b"")
