"""The two databases that are compared: made by the import itself (data_access.store), so nothing is bypassed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.bench import data
from dashboard.bench.data import Ukuran
from dashboard.formats import format_bulat
from data_access import migrate
from data_access.engine import make_engine, writing
from data_access.service_users import put_service_users
from data_access.store import Berkas, store

Progress = Callable[[str], None]


def database_file(folder: Path, ukuran: Ukuran) -> Path:
    """Where the database of a size lives; the name holds all that decides its content."""
    return folder / f"pantau-bench-{ukuran.responden}-{ukuran.satker}-{ukuran.bulan}.db"


def build_database(folder: Path, ukuran: Ukuran, progress: Progress) -> Path:
    """The database of a size, made unless a complete one is there: imports of 80,000 respondents.

    It gets its name only when it is complete, so an interrupted run leaves nothing that looks finished.
    """
    target = database_file(folder, ukuran)
    if target.is_file():
        progress(f"memakai {target.name} yang sudah ada")
        return target
    unfinished = target.with_suffix(".belum")
    _remove(unfinished)
    url = f"sqlite:///{unfinished.as_posix()}"
    migrate.upgrade(url)
    engine = make_engine(url)
    done, words = 0, format_bulat(ukuran.responden)
    for number, sheets in enumerate(data.imports_of(ukuran), 1):
        n = len(sheets[0])
        berkas = Berkas(f"ukur-{number}.csv", sha256=f"ukur-{ukuran.responden}-{number}", ukuran=0, baris_dibaca=n)
        store(engine, berkas, sheets, now=data.NOW, create_satker=data.satker_list(ukuran))
        done += n
        progress(f"basis data {words} responden: {format_bulat(done)}")
    with writing(engine).begin() as connection:
        put_service_users(connection, data.service_users(ukuran), "ukur")
    with engine.connect() as connection:
        # The log goes into the file, so that the file alone is the database.
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    unfinished.rename(target)
    return target


def _remove(file: Path) -> None:
    for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        name.unlink(missing_ok=True)
