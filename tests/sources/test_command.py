"""``pantau.py pull`` as a schedule runs it: exit codes, sentences, JSON, and nothing of the address on any stream."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import cli
from data_access import profiles, schema
from data_access.engine import make_engine
from data_access.files.columns.profile import KolomProfil, Profil
from data_access.sources.settings import load_sources
from tests.sources.conftest import write_secrets
from tests.sources.makers import NOW, counting
from tests.sources.test_incremental import make_table, moment
from tests.support.databases import url_of
from tests.support.servers import ROOT

RAHASIA = "sandi-yang-tak-boleh-tampak"


@pytest.fixture
def engine(tmp_path: Path, empty_database: bytes, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "pantau.db"
    file.write_bytes(empty_database)
    monkeypatch.setenv("PANTAU_DATABASE_URL", url_of(file))
    opened = make_engine(url_of(file))
    yield opened
    opened.dispose()


@pytest.fixture
def survey(tmp_path: Path, secrets: Path) -> Path:
    file = tmp_path / "survei.db"
    make_table(file, [(kode, moment(kode), "2026-03-09 08:00:00", *[3] * 9) for kode in range(1, 6)])
    write_secrets(secrets, f"sqlite:///{file}", penanda="diubah", satker="LOKET", instrumen="skm")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["pull", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_pull_from_first_to_last(engine: sa.Engine, survey: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "--daftar") == (0, "uji: SQLite, jawaban; terakhir ditarik belum pernah.\n", "")
    code, out, err = run(capsys, "uji")
    assert (code, out) == (1, "")
    assert "satker belum dikenal: LOKET. Tambahkan --create-satker" in err
    code, out, _ = run(capsys, "uji", "--create-satker", "--dry-run")
    assert (code, out) == (0, "uji: 5 baru; tidak disimpan (--dry-run).\n")
    assert counting(engine) == []
    code, out, _ = run(capsys, "uji", "--create-satker", "--by", "Kanwil")
    assert (code, out) == (0, "uji: 5 baru; disimpan sebagai unggahan 1.\n")
    assert run(capsys, "uji")[:2] == (0, "uji: 5 tetap; tidak ada yang berubah.\n")
    make_table(survey, [(kode, moment(kode), "2026-03-09 08:00:00", *[3] * 9) for kode in range(2, 7)])
    code, out, err = run(capsys, "uji", "--semua", "--json")
    (answer,) = json.loads(out)
    assert (code, answer["baru"], answer["tetap"], answer["disimpan"]) == (0, 1, 4, True)
    assert answer["hilang"] == [{"satker": "LOKET", "instrumen": "skm", "bulan": 202603, "n": 1}]
    assert "1 responden dari Tarikan uji tidak ada lagi" in err
    assert "Mereka tetap dihitung." in err
    with engine.connect() as connection:
        assert connection.scalar(sa.select(schema.impor.c.oleh).where(schema.impor.c.id == 1)) == "Kanwil"
    code, out, _ = run(capsys, "--daftar", "--json")
    (listed,) = json.loads(out)
    assert (code, listed["jenis"], listed["penanda"]) == (0, "SQLite", "diubah")
    assert str(survey) not in out


def test_survey_that_came_as_a_file_before(engine: sa.Engine, survey: Path, capsys: pytest.CaptureFixture[str]):
    """Two sources of the same counter and month that share nobody: the operator says what that means."""
    assert run(capsys, "uji", "--create-satker")[0] == 0
    secrets = Path(os.environ["PANTAU_SECRETS_FILE"])
    other = {"penanda": "diubah", "satker": "LOKET", "instrumen": "skm"}
    write_secrets(secrets, f"sqlite:///{survey}", nama="kedua", **other)
    make_table(survey, [(kode, moment(kode), "2026-03-09 08:00:00", *[4] * 9) for kode in range(1, 6)])
    code, _, err = run(capsys, "kedua")
    assert code == 1
    assert "5 responden sudah tersimpan" in err
    assert len(counting(engine)) == 5
    assert run(capsys, "kedua", "--semua", "--replace")[0] == 0
    assert len(counting(engine)) == 5
    assert run(capsys, "kedua", "--add")[:2] == (0, "kedua: 5 tetap; tidak ada yang berubah.\n")


def test_profile_names_columns_that_no_header_explains(
    engine: sa.Engine, tmp_path: Path, secrets: Path, capsys: pytest.CaptureFixture[str]
):
    with sqlite3.connect(tmp_path / "lain.db") as source:
        names = ", ".join(f"q{number} INTEGER" for number in range(1, 10))
        source.execute(f"CREATE TABLE jawaban (id INTEGER PRIMARY KEY, saat TEXT, {names})")
        source.execute("INSERT INTO jawaban VALUES (1, '2026-03-09 08:00:00', 4,3,4,3,4,3,4,3,2)")
    source.close()
    columns = [KolomProfil("id", "id"), KolomProfil("saat", "tanggal")]
    columns += [KolomProfil(f"q{number}", f"butir:skm:U{number}") for number in range(1, 10)]
    profiles.save_profile(engine, "Aplikasi lain", Profil(tuple(columns), instrumen="skm"), now=NOW)
    write_secrets(secrets, f"sqlite:///{tmp_path / 'lain.db'}", satker="LOKET", profil="Aplikasi lain")
    code, out, _ = run(capsys, "uji", "--create-satker")
    assert (code, out) == (0, "uji: 1 baru; disimpan sebagai unggahan 1.\n")
    assert counting(engine)[0][6:15] == (4, 3, 4, 3, 4, 3, 4, 3, 2)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(schema.impor.c.profil)) == "Aplikasi lain"


@pytest.mark.parametrize("arguments", [[], ["uji", "--daftar"], ["uji", "--add", "--replace"]])
def test_wrong_usage(arguments: list[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(["pull", *arguments])
    assert caught.value.code == 2


def test_no_password_on_any_stream(engine: sa.Engine, secrets: Path, tmp_path: Path):
    """As a process of its own: what a scheduler would mail, and what the log of incidents keeps."""
    write_secrets(secrets, f"postgresql://baca:{RAHASIA}@127.0.0.1:9/skm?password={RAHASIA}")
    environment = dict(os.environ, PANTAU_LOG_FILE=str(tmp_path / "log"), PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "pull", "uji"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "server tidak dapat dihubungi" in done.stderr
    assert RAHASIA not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "log").exists()
    assert counting(engine) == []


def test_secrets_file_that_others_may_read(
    engine: sa.Engine, survey: Path, secrets: Path, capsys: pytest.CaptureFixture[str]
):
    secrets.chmod(0o644)
    _, _, err = run(capsys, "--daftar")
    assert err == ("" if os.name != "posix" else "secrets.toml dapat dibaca pengguna lain di komputer ini; "
                   "batasi dengan: chmod 600 secrets.toml\n")  # fmt: skip
    assert survey.exists()
    assert counting(engine) == []


def test_example_of_the_secrets_file_is_right():
    """What docs tell the administrator to copy is accepted as it stands."""
    found = load_sources(ROOT / ".streamlit" / "secrets.toml.example")
    assert {one.url.get_backend_name() for one in found.values()} == {"mysql", "postgresql", "sqlite"}
    assert all(one.url.password in (None, "GANTI-SANDI-INI") for one in found.values())
