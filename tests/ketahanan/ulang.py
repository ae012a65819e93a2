"""The PostgreSQL server is restarted, or ends as in a crash, right before an action and in the middle of it."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

import sqlalchemy as sa

from tests.ketahanan.anak import anak
from tests.ketahanan.dunia import Dunia, Hitungan, dunia
from tests.ketahanan.gangguan import catat, pembuka
from tests.ketahanan.pekerja import COMMIT, SIAP, TRANSAKSI, Akhir, Perintah
from tests.ketahanan.tempat import Tempat, opened, postgres_on
from tests.ketahanan.tindakan import Tindakan
from tests.support import postgres

CARA = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT, "proses server dibunuh (kill -9)": signal.SIGKILL}
SAAT = {"tepat sebelum": "", "di dalam transaksi": TRANSAKSI, "saat COMMIT": COMMIT}
_PER_DUNIA = 9
_REST_S = 4.0


def mulai_ulang(server: postgres.Server, cermin: Tempat, kali: int, *, benih: int = 1, baris: int = 200) -> Hitungan:
    """``kali`` actions, each with one restart: in turn fast, immediate and with one server process killed."""
    hitungan, choose = Hitungan(), random.Random(benih)
    kinds = [(cara, saat) for saat in SAAT for cara in CARA]
    with postgres_on(server.address) as tempat, anak() as worker:
        for start in range(0, kali, _PER_DUNIA):
            some = range(start, min(start + _PER_DUNIA, kali))
            with dunia(tempat, cermin, worker, hitungan) as world:
                for number, tindakan in zip(some, pembuka(world, benih + start, len(some), baris), strict=True):
                    cara, saat = kinds[number % len(kinds)]
                    akhir = _disturb(world, server, tindakan, (cara, saat), choose)
                    catat(world, tindakan, akhir, f"{saat}: {cara}")
    return hitungan


def _disturb(
    world: Dunia, server: postgres.Server, tindakan: Tindakan, how: tuple[str, str], choose: random.Random
) -> Akhir:
    cara, saat = how
    worker = world.anak
    if not SAAT[saat]:
        # The connection in the pool is from before the restart.
        worker.mulai(Perintah(world.url, str(tindakan), hangat=True, pada=time.monotonic() + _REST_S))
        worker.dengar(SIAP)
    else:
        worker.mulai(Perintah(world.url, str(tindakan)))
        if worker.dengar(SAAT[saat]):
            time.sleep(choose.uniform(0, 0.1 if saat == "di dalam transaksi" else 0.002))
    _restart(world, server, cara)
    return worker.akhir()


def _restart(world: Dunia, server: postgres.Server, cara: str) -> None:
    if CARA[cara] == signal.SIGKILL:
        _kill_clients(world)
    else:
        server.stop(CARA[cara])
        server.start()
    server.wait()


def _kill_clients(world: Dunia) -> None:
    """Kill the server processes of the database's connections, but not of this one, and wait until the server knows: it
    then ends all others too. Asked a moment earlier it would still answer, and repair itself afterwards."""
    with opened(world.url) as engine, engine.connect() as connection:
        select = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        clients = [int(row[0]) for row in connection.exec_driver_sql(select)]
        for process in clients:
            os.kill(process, signal.SIGKILL)
        if clients:
            with suppress(sa.exc.DBAPIError):
                connection.exec_driver_sql("SELECT pg_sleep(20)")
