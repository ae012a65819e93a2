"""The command line: Indonesian throughout, exit codes, one sentence for every error."""

import argparse
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from dashboard import incidents
from dashboard.cli import argparse_id, commands, main
from tests.support import servers

ENGLISH = re.compile(
    r"\b(usage|error|argument|arguments|expected|invalid|required|the|unrecognized|options|show|choose|allowed|one|of)\b"
)


def wrong_usages() -> list[list[str]]:
    return [
        [],
        ["--tidak-ada"],
        ["angka"],
        ["angka", "tiga"],
        ["angka", "3", "4"],
        ["angka", "3", "--rasio"],
        ["angka", "3", "--rasio", "x"],
        ["angka", "3", "--rasio=1", "--saklar=ya"],
        ["angka", "3", "--cara", "z"],
        ["angka", "3", "--satu", "--dua"],
        ["angka", "3", "--banyak"],
        ["angka", "3", "--pasangan", "1"],
        ["lain"],
    ]


def sample_parser() -> argparse.ArgumentParser:
    """A parser that can be used wrongly in every way that argparse knows."""
    parser = argparse_id.build_parser()
    angka = parser.add_subparsers(dest="command", metavar="PERINTAH", required=True).add_parser("angka")
    angka.add_argument("n", type=int)
    angka.add_argument("--rasio", type=float)
    angka.add_argument("--saklar", action="store_true")
    angka.add_argument("--cara", choices=["a", "b"])
    angka.add_argument("--banyak", nargs="+")
    angka.add_argument("--pasangan", nargs=2)
    group = angka.add_mutually_exclusive_group()
    group.add_argument("--satu", action="store_true")
    group.add_argument("--dua", action="store_true")
    return parser


@pytest.mark.parametrize("arguments", wrong_usages(), ids=lambda arguments: " ".join(arguments) or "kosong")
def test_wrong_usage_is_explained_in_indonesian(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        sample_parser().parse_args(arguments)
    assert ended.value.code == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert "Salah pakai:" in written.err
    assert ENGLISH.findall(written.err) == []


def test_help_is_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        sample_parser().parse_args(["angka", "--help"])
    assert ended.value.code == 0
    assert ENGLISH.findall(capsys.readouterr().out) == []


def test_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    overview = capsys.readouterr().err
    assert all(f"  {name} " in overview for name in commands.NAMES)
    assert main(["--help"]) == 0
    assert capsys.readouterr().out == overview


@pytest.mark.parametrize("name", sorted(commands.COMMANDS))
def test_every_command_has_its_two_functions_and_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = import_module(commands.COMMANDS[name].module)
    assert callable(module.run)
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert ENGLISH.findall(capsys.readouterr().out) == []


def test_unexpected_errors_become_an_incident(tmp_path: Path) -> None:
    program = (
        "import sys; from dashboard.cli import __main__ as entry; sys.excepthook = entry.report_bug; "
        "raise RuntimeError('rahasia\\nbaris dua')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=servers.environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "rahasia" not in done.stderr
    assert "Traceback" not in done.stderr
    entries = (tmp_path / "pantau.log").read_text(encoding="utf-8").splitlines()
    assert len(entries) == 1
    entry = json.loads(entries[0])
    assert entry["nomor"] in done.stderr
    assert entry["pesan"] == "rahasia\nbaris dua"
    assert "RuntimeError" in entry["jejak"]


def test_full_log_is_set_aside_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_LOG_FILE", str(tmp_path / "log" / "pantau.log"))
    monkeypatch.setattr(incidents, "MAX_BYTES", 100)
    numbers = [incidents.record(ValueError("x")) for _ in range(3)]
    assert len(set(numbers)) == 3
    assert sorted(path.name for path in (tmp_path / "log").iterdir()) == ["pantau.log", "pantau.log.1"]
    assert json.loads((tmp_path / "log" / "pantau.log").read_text(encoding="utf-8"))["nomor"] == numbers[2]


@pytest.mark.parametrize("name", ["score", "target"])
def test_commands_without_pages_do_not_load_streamlit(name: str) -> None:
    program = (
        "import sys; from importlib import import_module; from dashboard.cli import main, commands; "
        f"import_module(commands.COMMANDS['{name}'].module); "
        "print([m for m in ('streamlit', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=servers.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
