"""Does actions in child processes, which it may kill: ``python -m tests.ketahanan.pekerja``, one JSON a line.

A fork starts at once; a fresh process would load its libraries for a second each time. The child tells where it is:
S it has its engine, B a writing transaction begins, C its COMMIT is about to be sent, D the action is done.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import traceback
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from data_access.engine import make_engine
from data_access.errors import DataError
from tests.ketahanan.tindakan import Jalan, Tindakan, sesudah_dilihat

MULAI, SIAP, TRANSAKSI, COMMIT, SELESAI = "M", "S", "B", "C", "D"
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Perintah:
    """What to do and what to do to it.

    ``saat`` and ``detik``: kill that long after this mark ('' = let it live). ``pada``: do not begin before this time
    (time.monotonic). ``dilihat``: compare before that, as the page does. ``pengguna``: as this user of the system;
    ``hanya_baca``: connections of SQLite refuse to write; ``batas_berkas``: bytes that a file may grow to (0 = any);
    ``hangat``: read once before, so that the pool holds a connection.
    """

    url: str
    tindakan: str
    saat: str = ""
    detik: float = 0.0
    pada: float = 0.0
    dilihat: bool = False
    pengguna: str = ""
    hanya_baca: bool = False
    batas_berkas: int = 0
    hangat: bool = False


@dataclass(frozen=True)
class Akhir:
    """How it ended. ``cara``: 'selesai', 'ditolak' (with the sentence), 'galat' (anything else), 'mati'; ``tanda``: the
    marks it passed; ``waktu``: when, in seconds after the beginning."""

    cara: str
    tanda: str
    waktu: dict[str, float]
    pesan: str = ""


def _child(perintah: Perintah, run: Jalan | None, pipe: int) -> None:
    """Everything in the child; never returns."""
    status = 1
    try:
        engine = make_engine(perintah.url)
        _limit(perintah)
        _mark(engine, pipe, is_read_only=perintah.hanya_baca)
        tindakan = Tindakan.dari(perintah.tindakan)
        if run is None:
            run = sesudah_dilihat(tindakan, engine)
        if perintah.hangat:
            with engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        os.write(pipe, SIAP.encode())
        time.sleep(max(0.0, perintah.pada - time.monotonic()))
        try:
            run(engine)
            os.write(pipe, SELESAI.encode())
        except DataError as exc:
            os.write(pipe, b"E" + str(exc).encode())
        status = 0
    except BaseException:  # noqa: BLE001 - told to the parent, who counts it as a violation
        os.write(pipe, b"X" + traceback.format_exc()[-1500:].encode())
    finally:
        os._exit(status)


def _limit(perintah: Perintah) -> None:
    import pwd
    import resource

    if perintah.batas_berkas:
        resource.setrlimit(resource.RLIMIT_FSIZE, (perintah.batas_berkas, resource.RLIM_INFINITY))
    if perintah.pengguna:
        user = pwd.getpwnam(perintah.pengguna)
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)


def _mark(engine: sa.Engine, pipe: int, *, is_read_only: bool) -> None:
    def begin(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("pantau_write") or options.get("isolation_level") == "READ COMMITTED":
            os.write(pipe, TRANSAKSI.encode())

    sa.event.listen(engine, "begin", begin)
    sa.event.listen(engine, "commit", lambda _connection: os.write(pipe, COMMIT.encode()))
    if is_read_only:
        sa.event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA query_only=ON"))


def _watch(perintah: Perintah, child: int, pipe: int) -> Akhir:
    """Listen to the child until it ends, and kill it when its moment has come."""
    started, said, marks = time.monotonic(), b"", {}
    marks[MULAI] = 0.0
    kill_at = perintah.detik if perintah.saat == MULAI else PATIENCE_S
    while True:
        left = kill_at - (time.monotonic() - started)
        if left <= 0:
            os.kill(child, signal.SIGKILL)
            break
        ready, _, _ = select.select([pipe], [], [], left)
        if ready:
            piece = os.read(pipe, 4096)
            if not piece:
                break
            now = time.monotonic() - started
            for mark in (SIAP, TRANSAKSI, COMMIT, SELESAI) if said[:1] not in (b"E", b"X") else ():
                if mark.encode() in piece and mark not in marks:
                    marks[mark] = now
                    if mark == perintah.saat:
                        kill_at = now + perintah.detik
                    _say({"tanda": mark})
            said += piece
    while piece := os.read(pipe, 4096):
        said += piece
    _, status = os.waitpid(child, 0)
    return _ending(said, status, marks, time.monotonic() - started)


def _ending(said: bytes, status: int, marks: dict[str, float], took: float) -> Akhir:
    head = said.lstrip(b"SBCD")
    tanda = said[: len(said) - len(head)].decode()
    kind = {b"E": "ditolak", b"X": "galat"}.get(head[:1], "selesai")
    if kind == "selesai" and os.WIFSIGNALED(status):
        kind = "mati"
    return Akhir(kind, tanda, marks | {"akhir": took}, head[1:].decode("utf-8", "replace"))


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    """See the module."""
    for line in sys.stdin:
        perintah = Perintah(**json.loads(line))
        run = None if perintah.dilihat else Tindakan.dari(perintah.tindakan).siapkan()
        read_end, write_end = os.pipe()
        child = os.fork()
        if not child:
            os.close(read_end)
            _child(perintah, run, write_end)
        os.close(write_end)
        _say({"akhir": asdict(_watch(perintah, child, read_end))})
        os.close(read_end)


if __name__ == "__main__":
    main()
