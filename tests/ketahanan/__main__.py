"""``python -m tests.ketahanan bunuh --kali 200``: the faults in their long form, with tables for docs/ketahanan.md.

Actions are bunuh, penuh, hanya-baca, mulai-ulang, serentak and semua. Everything happens in a temporary folder, in
servers of its own on 127.0.0.1. Exit code 1 when a rule was broken.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ketahanan import baca, bunuh, gangguan, penuh, serentak, ulang
from tests.ketahanan.anak import can_fork
from tests.ketahanan.dunia import Hitungan
from tests.ketahanan.tempat import Tempat, open_folder, postgres_on, sqlite_in
from tests.support import postgres

# What is done how often when nobody says.
KALI = {"bunuh": 200, "penuh": 50, "hanya-baca": 20, "mulai-ulang": 90, "serentak": 20}
MESIN = ("sqlite", "postgresql")
Lembar = tuple[str, Hitungan | None, str, tuple[str, ...]]


@contextmanager
def _place(mesin: str, folder: Path) -> Iterator[Tempat | None]:
    if mesin == "sqlite":
        yield sqlite_in(folder)
        return
    binaries = postgres.find_binaries()
    if binaries is None:
        yield None
        return
    with postgres.cluster(binaries) as address, postgres_on(address) as tempat:
        yield tempat


def _with_place(
    run: Callable[[Tempat, Tempat, int], Hitungan], kepala: str, hasil: tuple[str, ...]
) -> Callable[[str, Path, int], Iterator[Lembar]]:
    def tables(mesin: str, folder: Path, kali: int) -> Iterator[Lembar]:
        with _place(mesin, folder) as tempat:
            yield mesin, run(tempat, sqlite_in(folder), kali) if tempat else None, kepala, hasil

    return tables


def _penuh(mesin: str, folder: Path, kali: int) -> Iterator[Lembar]:
    cermin = sqlite_in(folder)
    if mesin == "sqlite":
        yield mesin, penuh.sqlite_penuh(cermin, kali), "cakram", gangguan.HASIL
        return
    for cara in (penuh.TABLESPACE, penuh.SEMUA):
        yield mesin, penuh.postgres_penuh(cermin, kali, cara), "cakram", gangguan.HASIL


def _ulang(mesin: str, folder: Path, kali: int) -> Iterator[Lembar]:
    binaries = postgres.find_binaries()
    if mesin == "sqlite":
        return
    if binaries is None:
        yield mesin, None, "", ()
        return
    with postgres.running(binaries) as server:
        yield mesin, ulang.mulai_ulang(server, sqlite_in(folder), kali), "server berhenti", gangguan.HASIL


TINDAKAN: dict[str, Callable[[str, Path, int], Iterator[Lembar]]] = {
    "bunuh": _with_place(bunuh.bunuh, "saat", bunuh.HASIL),
    "penuh": _penuh,
    "hanya-baca": _with_place(baca.hanya_baca, "hanya-baca", gangguan.HASIL),
    "mulai-ulang": _ulang,
    "serentak": _with_place(serentak.serentak, "adegan", serentak.HASIL),
}


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(prog="python -m tests.ketahanan", description=__doc__)
    parser.add_argument("tindakan", choices=[*TINDAKAN, "semua"])
    parser.add_argument("--kali", type=int, help=f"bawaan: {KALI}")
    parser.add_argument("--mesin", choices=MESIN, action="append", help="bawaan: keduanya")
    arguments = parser.parse_args()
    if not can_fork():
        print("Proses tidak dapat digandakan (fork) di sistem operasi ini.")
        return 1
    # Ended from outside, it still takes its servers, folders and file systems away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wrong = 0
    for nama in TINDAKAN if arguments.tindakan == "semua" else [arguments.tindakan]:
        for mesin in arguments.mesin or MESIN:
            wrong += _report(nama, mesin, arguments.kali or KALI[nama])
    return min(wrong, 1)


def _report(nama: str, mesin: str, kali: int) -> int:
    """Print the tables of one kind on one engine; the number of broken rules."""
    wrong, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pantau-ketahanan-") as folder:
        for judul, hitungan, kepala, hasil in TINDAKAN[nama](mesin, open_folder(Path(folder)), kali):
            if hitungan is None:
                print(f"{nama}, {judul}: tidak dapat dicoba di komputer ini.", flush=True)
                continue
            wrong += len(hitungan.salah)
            print(
                f"{nama}, {judul} ({time.monotonic() - started:.0f} detik)\n\n{hitungan.tabel(kepala, hasil)}\n",
                flush=True,
            )
    return wrong


if __name__ == "__main__":
    sys.exit(main())
