"""A MariaDB server of our own, from the programs on this machine, thrown away after the tests."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pymysql

FOLDERS = ("/usr/sbin", "/usr/bin", "/usr/libexec", "/usr/local/bin", "/opt/homebrew/opt/mariadb/bin")
INSTALLERS = ("mariadb-install-db", "mysql_install_db")
# A test server may lose its data with the power, so it does not wait for the disk.
SETTINGS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=16M",
    "--performance-schema=OFF",
)
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server; root has no password, it is reached through 127.0.0.1 only."""

    port: int
    process: "subprocess.Popen[bytes]"

    def url(self, database: str, user: str = "root", password: str = "") -> str:
        """SQLAlchemy URL of a database."""
        login = f"{user}:{password}" if password else user
        return f"mysql+pymysql://{login}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str | None = None) -> "pymysql.connections.Connection[pymysql.cursors.Cursor]":
        """A connection as root."""
        return pymysql.connect(host="127.0.0.1", port=self.port, user="root", database=database, autocommit=True)


def find_binaries() -> tuple[Path, Path] | None:
    """(the program that makes a data folder, the server), or None."""
    installer = next((found for name in INSTALLERS if (found := _find(name))), None)
    server = _find("mariadbd")
    return (installer, server) if installer and server else None


def _find(name: str) -> Path | None:
    places = [shutil.which(name), *(str(Path(folder) / name) for folder in FOLDERS)]
    return next((Path(place) for place in places if place and os.access(place, os.X_OK)), None)


@contextmanager
def running(binaries: tuple[Path, Path]) -> Iterator[Server]:
    """Start a server in a folder of its own."""
    installer, program = binaries
    user = ["--user=root"] if sys.platform != "win32" and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="pantau-my-", ignore_cleanup_errors=True) as folder:
        data, log = Path(folder) / "data", Path(folder) / "log"
        subprocess.run(
            [str(installer), "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
             "--skip-test-db", "--innodb-log-file-size=16M", *user],
            cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with log.open("wb") as output:
            server = start(program, data, output.fileno(), user)
            try:
                _wait(server, log)
                yield server
            finally:
                server.process.terminate()
                _end(server.process)


def start(program: Path, data: Path, output: int, user: list[str]) -> Server:
    """Start the server on a free port."""
    port = _free_port()
    command = [str(program), "--no-defaults", f"--datadir={data}", f"--socket={data.parent / 's'}", f"--port={port}",
               f"--pid-file={data.parent / 'pid'}", *SETTINGS, *user]  # fmt: skip
    return Server(port, subprocess.Popen(command, cwd=data.parent, stdout=output, stderr=output))


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: Server, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            server.connect().close()
        except pymysql.err.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"MariaDB did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def fresh_database(server: Server) -> Iterator[str]:
    """Make an empty database, give its name, drop it afterwards."""
    name = f"uji_{next(_numbers)}"
    execute(server, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    try:
        yield name
    finally:
        execute(server, f"DROP DATABASE {name}")


def execute(server: Server, *statements: str, database: str | None = None) -> None:
    """Run statements as root."""
    connection = server.connect(database)
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def load_dump(server: Server, database: str, dump: Path) -> None:
    """Run a dump as its owner would, with the client program."""
    client = _find("mariadb") or _find("mysql")
    assert client is not None, "the client comes with the server"
    with dump.open("rb") as source:
        subprocess.run(
            [str(client), "--no-defaults", "-h127.0.0.1", f"-P{server.port}", "-uroot", "--default-character-set=utf8mb4",
             database],
            stdin=source, check=True, capture_output=True,
        )  # fmt: skip
