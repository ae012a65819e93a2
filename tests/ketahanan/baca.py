"""A database that may be read only: every action says so in a sentence and changes nothing, and works again later."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.ketahanan.anak import anak
from tests.ketahanan.dunia import Dunia, Hitungan, dunia
from tests.ketahanan.gangguan import catat, pembuka
from tests.ketahanan.pekerja import Perintah
from tests.ketahanan.tempat import Tempat, opened

CARA = {
    "sqlite": ("berkas 0444", "folder 0555", "PRAGMA query_only", "mode=ro"),
    "postgresql": ("default_transaction_read_only", "pengguna tanpa hak tulis"),
}
_PEMBACA = "pantau_pembaca"


def hanya_baca(tempat: Tempat, cermin: Tempat, kali: int, *, benih: int = 1, baris: int = 100) -> Hitungan:
    """``kali`` actions for each way in which a database can be read-only."""
    hitungan = Hitungan()
    with anak() as worker:
        for number, cara in enumerate(CARA[tempat.nama]):
            with dunia(tempat, cermin, worker, hitungan) as world:
                for tindakan in pembuka(world, benih * 1000 + number, kali, baris):
                    with _read_only(world, cara) as perintah:
                        akhir = worker.kerjakan(_with(perintah, str(tindakan)))
                    catat(world, tindakan, akhir, cara)
                    if akhir.cara == "selesai" and akhir.waktu.keys() >= {"B"}:
                        hitungan.salah.append(f"{cara}, {tindakan}: selesai di basis data yang hanya dapat dibaca")
    return hitungan


def _with(perintah: Perintah, tindakan: str) -> Perintah:
    return Perintah(perintah.url, tindakan, pengguna=perintah.pengguna, hanya_baca=perintah.hanya_baca)


@contextmanager
def _read_only(world: Dunia, cara: str) -> Iterator[Perintah]:
    """The command without its action, while the database cannot be written."""
    url = sa.make_url(world.url)
    if cara == "PRAGMA query_only":
        yield Perintah(world.url, "", hanya_baca=True)
    elif cara == "mode=ro":
        yield Perintah(f"sqlite:///file:{url.database}?mode=ro&uri=true", "")
    elif cara in CARA["sqlite"]:
        # Rights do not bind root.
        user = "nobody" if os.geteuid() == 0 else ""
        with _rights(Path(str(url.database)), is_folder_open=cara == "berkas 0444"):
            yield Perintah(world.url, "", pengguna=user)
    else:
        yield from _postgres(world, cara)


def _postgres(world: Dunia, cara: str) -> Iterator[Perintah]:
    url = sa.make_url(world.url)
    if cara == "default_transaction_read_only":
        _say(world, f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on')
        yield Perintah(world.url, "")
        _say(world, "SET default_transaction_read_only = off", f'ALTER DATABASE "{url.database}" RESET ALL')
        return
    _say(
        world,
        f"DO $$ BEGIN CREATE ROLE {_PEMBACA} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {_PEMBACA}",
    )
    yield Perintah(url.set(username=_PEMBACA).render_as_string(hide_password=False), "")


def _say(world: Dunia, *statements: str) -> None:
    with opened(world.url) as engine, engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@contextmanager
def _rights(file: Path, *, is_folder_open: bool) -> Iterator[None]:
    """The file, and with ``is_folder_open`` False its folder as well, without the right to write."""
    folder = file.parent
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (file, folder)}
    file.chmod(0o444)
    folder.chmod(0o777 if is_folder_open else 0o555)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
