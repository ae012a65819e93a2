"""A PostgreSQL cluster of our own, from the programs on this machine, thrown away after the tests."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

MINIMUM = 15
FOLDERS = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql*/bin"),
    ("/usr/local/opt", "postgresql*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
    ("C:/Program Files/PostgreSQL", "*/bin"),
)
# A test cluster may lose its data with the power, so it does not wait for the disk.
SETTINGS = ("fsync=off", "full_page_writes=off", "unix_socket_directories=", "timezone=UTC")
_numbers = count(1)


def find_binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres`` of version 15 or later, or None."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for parent, pattern in FOLDERS:
        folders += sorted(Path(parent).glob(pattern), reverse=True)
    return next((folder for folder in folders if _version(folder) >= MINIMUM), None)


def _version(folder: Path) -> int:
    program = folder / ("postgres.exe" if os.name == "nt" else "postgres")
    if not program.is_file():
        return 0
    text = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def _unprivileged() -> dict[str, Any]:
    """Arguments for subprocess that leave root behind: PostgreSQL refuses to run as root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@dataclass
class Server:
    """A server of our own that can be ended and started again; ``address`` has no database in it."""

    binaries: Path
    folder: Path
    port: int
    identity: dict[str, Any]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"postgresql://pantau@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data"), "-h", "127.0.0.1"]
        log = self.folder / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "-p", str(self.port), *settings],
                cwd=self.folder, stdout=output, stderr=output, **self.identity,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Until it answers; after a crash of one of its processes it first repairs itself."""
        if self.process is not None:
            _wait(self.process, self.port, self.folder / "log")

    def stop(self, kind: int = signal.SIGTERM) -> None:
        """End it: SIGTERM waits for connections to close, SIGINT is "fast", SIGQUIT "immediate" as a crash is."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(kind)
            _end(self.process)


@contextmanager
def running(binaries: Path, parent: Path | None = None, *, initdb: Sequence[str] = ()) -> Iterator[Server]:
    """A new server with its data in a folder of its own (below ``parent``) that is deleted at the end.

    ``initdb``: further options for making it.
    """
    identity = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="pantau-pg-", dir=parent, ignore_cleanup_errors=True) as folder:
        if identity:
            shutil.chown(folder, identity["user"])
        data = Path(folder) / "data"
        initialise = [str(binaries / "initdb"), "-D", str(data), "-U", "pantau", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*initialise, "--locale=C", "--no-sync", *initdb],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            **identity,
        )
        server = Server(binaries, Path(folder), _free_port(), identity)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start a cluster; gives the address of its server without a database: ``postgresql://pantau@127.0.0.1:PORT``."""
    with running(binaries) as server:
        yield server.address


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=10)  # "smart" shutdown waits for open connections
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(f"postgresql://pantau@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def fresh_database(server: str, *, template: str = "template0", tablespace: str = "pg_default") -> Iterator[str]:
    """Make an empty database (or a copy of ``template``, which nobody may use meanwhile), give its SQLAlchemy URL, drop
    it afterwards with whoever is still connected."""
    name = f"uji_{next(_numbers)}"
    _command(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" TABLESPACE "{tablespace}"')
    try:
        yield f"{server.replace('postgresql://', 'postgresql+psycopg://')}/{name}"
    finally:
        _command(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _command(server: str, statement: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
