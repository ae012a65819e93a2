"""``pantau.py`` on a machine where nothing is installed: a small project of its own, real environments, real pip."""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import pantau
from tests.support.servers import ROOT

COPIED = ("pantau.py", "dashboard/__init__.py", "dashboard/cli/commands.py")
COMMAND = """
import json, os, sys
import pustaka_uji
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "input": sys.stdin.read(),
                  "library": pustaka_uji.VERSION, "url": os.environ.get("PANTAU_DATABASE_URL")}))
sys.exit(7)
"""


def write_wheel(folder: Path, version: str) -> None:
    """A package of one module, as pip would download it."""
    info = f"pustaka_uji-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"pustaka_uji-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pustaka_uji.py", f'VERSION = "{version}"\n')
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: pustaka-uji\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def make_project(folder: Path, *, with_wheels: bool) -> Path:
    """The launcher with a command line that only reports how it was called."""
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "dashboard" / "cli" / "__init__.py").touch()
    (folder / "dashboard" / "cli" / "__main__.py").write_text(COMMAND, encoding="utf-8")
    (folder / "requirements.txt").write_text("-c constraints.txt\npustaka-uji==1.0\n", encoding="utf-8")
    (folder / "requirements-dev.txt").write_text("-c constraints.txt\n", encoding="utf-8")
    (folder / "constraints.txt").write_text("", encoding="utf-8")
    if with_wheels:
        write_wheel(folder / "wheels", "1.0")
    return folder


def start(project: Path, *arguments: str, cwd: Path | None = None, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Run the project's launcher as a user would, with pip's own settings of this machine out of the way."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PANTAU_", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, str(project / "pantau.py"), *arguments],
        cwd=cwd or project,
        env={**inherited, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PYTHONUTF8": "1", **extra},
        input="masukan",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose environment is complete."""
    project = make_project(tmp_path_factory.mktemp("proyek dengan spasi"), with_wheels=True)
    done = start(project, "target", "1")
    assert done.returncode == 7, done.stderr
    return project


def test_first_start_installs_and_says_so_on_stderr(tmp_path: Path) -> None:
    done = start(make_project(tmp_path, with_wheels=True), "target", "1")
    assert done.returncode == 7
    assert "Memasang pustaka" in done.stderr
    assert done.stdout.startswith("{")


def test_second_start_takes_seconds_and_is_silent(installed: Path) -> None:
    begun = time.monotonic()
    done = start(installed, "target", "1")
    assert time.monotonic() - begun < 5
    assert (done.returncode, done.stderr) == (7, "")


def test_arguments_input_folder_and_exit_code_pass_through(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "dashboard").mkdir()  # a folder of the user's must not take the program's place
    done = start(installed, "import", "berkas dengan spasi.xlsx", "--json", cwd=tmp_path)
    assert done.returncode == 7
    assert '"arguments": ["import", "berkas dengan spasi.xlsx", "--json"]' in done.stdout
    assert f'"folder": "{tmp_path.as_posix()}"' in done.stdout
    assert '"input": "masukan"' in done.stdout


def test_run_works_in_the_project_folder(installed: Path, tmp_path: Path) -> None:
    done = start(installed, "run", cwd=tmp_path, PANTAU_DATABASE_URL="sqlite:///milik saya.db")
    assert f'"folder": "{installed.as_posix()}"' in done.stdout
    assert f'"url": "sqlite:///{tmp_path.as_posix()}/milik saya.db"' in done.stdout


def test_changed_requirements_are_installed(installed: Path) -> None:
    write_wheel(installed / "wheels", "2.0")
    (installed / "requirements.txt").write_text("pustaka-uji==2.0\n", encoding="utf-8")
    done = start(installed, "target", "1")
    assert '"library": "2.0"' in done.stdout
    assert "Membuat lingkungan" not in done.stderr


def test_interrupted_installation_is_made_again(installed: Path) -> None:
    """What an interruption leaves: the environment without its stamp, a package half written."""
    (installed / ".venv" / pantau.STAMPS["run"]).unlink()
    module = next((installed / ".venv").rglob("pustaka_uji.py"))
    module.unlink()
    done = start(installed, "target", "1")
    assert done.returncode == 7
    assert "Membuat lingkungan" in done.stderr


def test_environment_without_its_python_is_made_again(installed: Path) -> None:
    pantau.venv_python(installed / ".venv").unlink()
    done = start(installed, "target", "1")
    assert done.returncode == 7, done.stderr


def test_two_first_starts_at_once_install_one_after_the_other(tmp_path: Path) -> None:
    project = make_project(tmp_path, with_wheels=True)
    command = [sys.executable, str(project / "pantau.py"), "target", "1"]
    both = [
        subprocess.Popen(command, cwd=project, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    written = [process.communicate(timeout=120)[1].decode() for process in both]
    assert [process.returncode for process in both] == [7, 7]
    assert sorted("Memasang pustaka" in text for text in written) == [False, True]


def test_named_environment_is_used_and_a_foreign_folder_never_removed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "proyek", with_wheels=True)
    foreign = tmp_path / "milik orang"
    foreign.mkdir()
    (foreign / "skripsi.txt").write_text("penting", encoding="utf-8")
    done = start(project, "target", "1", PANTAU_VENV=str(foreign))
    assert done.returncode == 1
    assert "bukan lingkungan Python" in done.stderr
    assert (foreign / "skripsi.txt").read_text(encoding="utf-8") == "penting"
    assert start(project, "target", "1", PANTAU_VENV=str(tmp_path / "lain")).returncode == 7
    assert (tmp_path / "lain" / "pyvenv.cfg").is_file()
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("retries", ["0", "1"])
def test_no_network_is_explained(tmp_path: Path, retries: str) -> None:
    """pip words it differently when it retries."""
    project = make_project(tmp_path, with_wheels=False)
    done = start(project, "run", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES=retries)
    assert done.returncode == 1
    assert "Registri paket Python tidak dapat dihubungi" in done.stderr
    assert "pip download -d wheels" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / ".venv" / pantau.STAMPS["run"]).exists()


def test_incomplete_wheels_folder_is_explained(tmp_path: Path) -> None:
    project = make_project(tmp_path, with_wheels=False)
    (project / "wheels").mkdir()
    done = start(project, "run")
    assert done.returncode == 1
    assert "Folder wheels/ tidak memuat semua pustaka" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["tidak-ada"], ["--version"]])
def test_wrong_usage_shows_the_overview_without_installing(tmp_path: Path, arguments: list[str]) -> None:
    project = make_project(tmp_path, with_wheels=True)
    done = start(project, *arguments)
    assert done.returncode == 2
    assert "Cara pakai: pantau.py PERINTAH" in done.stderr
    assert not (project / ".venv").exists()
    assert start(project, "--help").returncode == 0


def test_old_python_gets_a_sentence() -> None:
    assert "memerlukan Python 3.11" in pantau.too_old((3, 10, 13))
    assert "ini Python 3.6.15" in pantau.too_old((3, 6, 15))
    assert pantau.too_old((3, 11, 0)) == pantau.too_old((4, 0, 0)) == ""


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////tmp/a.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:a.db?mode=ro&uri=true",
        "postgresql://pantau@db.example/pantau",
    ],
)
def test_addresses_that_do_not_depend_on_the_folder_stay(url: str) -> None:
    assert pantau.absolute_url(url) == url
