"""A full disk in the middle of an action: refused with a sentence and nothing of it there, or done; later it works.

As root on Linux the disk is a small tmpfs of its own. Else SQLite meets RLIMIT_FSIZE (no file may grow beyond a size),
and PostgreSQL is left out, because its processes cannot be limited so without changing what they do.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.ketahanan.anak import anak
from tests.ketahanan.dunia import Dunia, Hitungan, dunia
from tests.ketahanan.gangguan import catat, pembuka
from tests.ketahanan.pekerja import Akhir, Perintah
from tests.ketahanan.tempat import Tempat, postgres_on, sqlite_in
from tests.ketahanan.tindakan import Tindakan
from tests.support import postgres

TABLESPACE, SEMUA = "data saja (tablespace)", "data dan WAL"
_MEGABYTE = 1024 * 1024
_PER_DUNIA = 10
# From nothing at all to more than any action needs, the small ones as often as the large ones.
_FREE_BITS = (8, 21)


@contextmanager
def sempit(megabytes: int) -> Iterator[Path | None]:
    """A small file system of its own, None where this user cannot have one."""
    with tempfile.TemporaryDirectory(prefix="pantau-sempit-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "pantau", folder]
        can = shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        try:
            yield Path(folder) if can else None
        finally:
            if can:
                subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def _filled(folder: Path, free: int) -> Iterator[None]:
    """Only ``free`` bytes are left on the disk of ``folder``."""
    filler, state = folder / "penuh", os.statvfs(folder)
    left = state.f_bavail * state.f_frsize - free
    with filler.open("wb") as file:
        if left > 0:
            os.posix_fallocate(file.fileno(), 0, left)
    try:
        yield
    finally:
        filler.unlink()


def sqlite_penuh(cermin: Tempat, kali: int, *, benih: int = 1, baris: int = 200) -> Hitungan:
    """``kali`` actions in a SQLite file whose disk runs full."""
    with sempit(64) as folder:
        if folder is None:
            return _run(cermin, cermin, kali, None, "RLIMIT_FSIZE", benih, baris)
        return _run(sqlite_in(folder), cermin, kali, folder, "tmpfs", benih, baris)


def postgres_penuh(cermin: Tempat, kali: int, cara: str, *, benih: int = 1, baris: int = 200) -> Hitungan | None:
    """``kali`` actions in a PostgreSQL database whose disk runs full: that of its tables (TABLESPACE), where the server
    gives up a statement, or that of the whole server (SEMUA), where it has to end. None where that cannot be had."""
    binaries = postgres.find_binaries()
    with sempit(64 if cara == TABLESPACE else 256) as folder:
        if folder is None or binaries is None:
            return None
        parent = None if cara == TABLESPACE else folder
        # WAL in files of 1 MB, not 16: so that new ones are needed often.
        with postgres.running(binaries, parent, initdb=["--wal-segsize=1"]) as server:
            name = _tablespace(server, folder) if cara == TABLESPACE else "pg_default"
            with postgres_on(server.address, tablespace=name) as tempat:
                return _run(tempat, cermin, kali, folder, cara, benih, baris, server)


def _tablespace(server: postgres.Server, folder: Path) -> str:
    place = folder / "tabel"
    place.mkdir()
    shutil.copystat(server.folder, place)
    os.chown(place, server.folder.stat().st_uid, server.folder.stat().st_gid)
    with psycopg.connect(f"{server.address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE sempit LOCATION '{place}'".encode())
    return "sempit"


def _run(
    tempat: Tempat,
    cermin: Tempat,
    kali: int,
    folder: Path | None,
    nama: str,
    benih: int,
    baris: int,
    server: postgres.Server | None = None,
) -> Hitungan:
    hitungan, choose = Hitungan(), random.Random(benih)
    with anak() as worker:
        for start in range(0, kali, _PER_DUNIA):
            many = min(_PER_DUNIA, kali - start)
            with dunia(tempat, cermin, worker, hitungan) as world:
                for tindakan in pembuka(world, benih + start, many, baris):
                    free = int(2 ** choose.uniform(*_FREE_BITS))
                    akhir = _starve(world, tindakan, folder, free)
                    if server is not None:
                        _revive(server)
                    catat(world, tindakan, akhir, nama)
    return hitungan


def _starve(world: Dunia, tindakan: Tindakan, folder: Path | None, free: int) -> Akhir:
    if folder is None:
        return world.anak.kerjakan(Perintah(world.url, str(tindakan), batas_berkas=free))
    with _filled(folder, free):
        return world.anak.kerjakan(Perintah(world.url, str(tindakan)))


def _revive(server: postgres.Server) -> None:
    """A server whose WAL cannot be written ends; with room again it repairs itself."""
    try:
        server.wait()
    except RuntimeError:
        server.start()
