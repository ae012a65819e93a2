"""``pantau.py run``: what it refuses and what it says."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.run import loopback_address
from tests.conftest import ServerFactory
from tests.server.conftest import ask_server
from tests.support import servers


def run_command(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "run", *arguments],
        cwd=servers.ROOT,
        env=servers.environment(folder, PANTAU_DATABASE_URL=f"sqlite:///{(folder / 'uji.db').as_posix()}"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_starts_prints_its_address_and_stops_at_a_signal(server: ServerFactory, database_url: str) -> None:
    running = server(database_url)
    assert running.address.startswith("http://127.0.0.1:")
    assert ask_server(running.port, "/healthz").body == b'{"status":"ok","database":"ok","schema":"ok"}'
    servers.stop(running.process)
    assert running.process.poll() is not None
    assert "Traceback" not in running.output.read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "pantau.example", "127.0.0.1.evil.example"])
def test_other_addresses_are_refused(tmp_path: Path, host: str) -> None:
    done = run_command(tmp_path, "--host", host)
    assert done.returncode == 2
    assert "sampai fitur masuk (login) tersedia" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("::1", "::1"), ("10.0.0.1", None)]
)
def test_loopback_addresses(host: str, address: str | None) -> None:
    assert loopback_address(host) == address


def test_taken_port_is_named_and_another_suggested(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_command(tmp_path, "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} sudah dipakai" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "8501.5"])
def test_impossible_port_is_wrong_usage(tmp_path: Path, port: str) -> None:
    done = run_command(tmp_path, f"--port={port}")
    assert done.returncode == 2
    assert "bukan nomor port" in done.stderr


def test_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "run", "--port", "0"],
        cwd=servers.ROOT,
        env=servers.environment(tmp_path, PANTAU_DATABASE_URL="postgresql://pantau@127.0.0.1:9/tidak_ada"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Basis data" in done.stderr
    assert "Traceback" not in done.stderr


def test_altered_settings_stop_the_start(tmp_path: Path) -> None:
    """A start from another folder does not find .streamlit/config.toml."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "run", "--port", "0"],
        cwd=tmp_path,
        env=servers.environment(tmp_path, PANTAU_DATABASE_URL="sqlite:///uji.db", HOME=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "browser.gatherUsageStats bernilai True, seharusnya False" in done.stderr
    assert not (tmp_path / "uji.db").exists()
