"""How much an import costs: an XLSX beside the bare read of its cells, a CSV by command beside the bare insert of its rows.

Both files hold both surveys, so that each of their rows is two respondents to store.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import python_calamine
import xlsxwriter

from dashboard.bench import data
from dashboard.bench.data import KATEGORI, Ukuran
from dashboard.bench.report import Ukur, slower
from dashboard.formats import format_bulat
from data_access import migrate, schema
from data_access.engine import make_engine, writing
from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.reading.limits import COMMAND
from data_access.files.source import inspect
from data_access.ledger.compare import compare
from data_access.store import Berkas, store

SASARAN_XLSX, SASARAN_CSV = 2.5, 3.0
_CHUNK = 50_000
_TURNS = 3  # the least of some turns: other work on the machine only adds
_ROOT = Path(__file__).resolve().parents[2]
# Linux tells the largest memory of a child in kilobytes, macOS in bytes; Windows does not tell it.
_MAXRSS = {"linux": 2**10, "darwin": 1}


def measure_imports(folder: Path, responden_xlsx: int, responden_csv: int, *, has_sasaran: bool) -> list[Ukur]:
    """Both imports, each beside its bare work in the same run."""
    goals = (SASARAN_XLSX, SASARAN_CSV) if has_sasaran else (None, None)
    return [measure_xlsx(folder, responden_xlsx, goals[0]), measure_csv(folder, responden_csv, goals[1])]


def measure_xlsx(folder: Path, responden: int, sasaran: float | None) -> Ukur:
    """Seconds from the bytes of a workbook (both surveys, 20 columns) to stored, beside calamine reading its cells."""
    content = _xlsx(_frame(Ukuran(responden)))
    bare, whole = (
        min(times) for times in zip(*(_xlsx_once(folder, content, responden) for _ in range(_TURNS)), strict=True)
    )
    words = f"Impor XLSX {format_bulat(responden)} x 20 sampai tersimpan, dibanding hanya membaca selnya (calamine)"
    return slower(words, whole, bare, sasaran)


def _xlsx_once(folder: Path, content: bytes, responden: int) -> tuple[float, float]:
    """Seconds of the bare read, and of the import into a new database."""
    start = time.perf_counter()
    rows = sum(1 for _ in python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).iter_rows())
    bare = time.perf_counter() - start
    if rows != responden + 1:
        raise RefusedError("Berkas ukur tidak terbaca seluruhnya oleh pembaca pembanding.")
    database = folder / "xlsx.db"
    database.unlink(missing_ok=True)
    migrate.upgrade(url := f"sqlite:///{database.as_posix()}")
    engine = make_engine(url)
    start = time.perf_counter()
    check = inspect(content, "ukur.xlsx", ImportOptions(), list(data.instruments()), COMMAND)
    if sum(map(len, check.hasil.lembar)) != responden * len(data.instruments()):
        raise RefusedError(f"Berkas ukur tidak terbaca seluruhnya: {check.hasil.masalah[:3]}")
    berkas = Berkas("ukur.xlsx", check.berkas.sha256, check.berkas.ukuran, responden)
    satker = data.satker_list(Ukuran(responden))
    expected = compare(engine, check.hasil.lembar)
    store(engine, berkas, check.hasil.lembar, now=data.NOW, create_satker=satker, expected=expected)
    whole = time.perf_counter() - start
    engine.dispose()
    return bare, whole


def measure_csv(folder: Path, responden: int, sasaran: float | None) -> Ukur:
    """Seconds of ``pantau.py import`` for a CSV (both surveys), beside inserting the same rows into the same table."""
    file = folder / "ukur.csv"
    file.write_bytes(_csv(_frame(Ukuran(responden))))
    database = folder / "csv.db"
    migrate.upgrade(f"sqlite:///{database.as_posix()}")
    start = time.perf_counter()
    memory = _command(file, database)
    whole = time.perf_counter() - start
    bare = _bare_insert(database, folder / "sumber.db", responden * len(data.instruments()))
    told = "" if memory is None else f" (memori puncak {format_bulat(memory / 10**6)} MB)"
    words = f"Impor CSV {format_bulat(responden)} responden dengan perintah{told}, dibanding hanya menulis barisnya"
    return slower(words, whole, bare, sasaran)


def _command(file: Path, database: Path) -> int | None:
    """Run the import; its largest memory in bytes where the system tells it. RefusedError when it fails."""
    command = [sys.executable, str(_ROOT / "pantau.py"), "import", str(file), "--create-satker", "--confirm"]
    environment = os.environ | {"PANTAU_DATABASE_URL": f"sqlite:///{database.as_posix()}"}
    with subprocess.Popen(
        command, env=environment, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        told = process.stderr.read().decode(errors="replace")
        if not hasattr(os, "wait4"):
            code, memory = process.wait(), None
        else:
            _, status, usage = os.wait4(process.pid, 0)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            scale = _MAXRSS.get(sys.platform)
            memory = None if scale is None else usage.ru_maxrss * scale
    if code:
        raise RefusedError(f"Berkas ukur tidak tersimpan: {told[-500:]}")
    return memory


def _bare_insert(database: Path, source: Path, expected: int) -> float:
    """Seconds to insert the stored rows once more into the same, emptied table with all its keys and indexes."""
    shutil.copy(database, source)
    reader = sqlite3.connect(source)
    names = _filled(reader)
    with contextlib.closing(sqlite3.connect(database)) as emptied:
        emptied.execute("DELETE FROM jawaban")
        emptied.commit()
        emptied.execute("VACUUM")
    engine = make_engine(f"sqlite:///{database.as_posix()}")
    columns = ", ".join(names)
    # The names are those of the schema.
    insert = f"INSERT INTO jawaban ({columns}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
    taken, rows = 0.0, 0
    cursor = reader.execute(f"SELECT {columns} FROM jawaban ORDER BY id")  # noqa: S608
    with writing(engine).connect() as connection, connection.begin() as transaction:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - an open connection has one
        while some := cursor.fetchmany(_CHUNK):
            start = time.perf_counter()
            driver.executemany(insert, some)
            taken, rows = taken + time.perf_counter() - start, rows + len(some)
        start = time.perf_counter()
        transaction.commit()
        taken += time.perf_counter() - start
    reader.close()
    engine.dispose()
    if rows != expected:
        raise RefusedError(f"Berkas ukur tidak tersimpan seluruhnya: {rows} dari {expected} baris.")
    return taken


def _filled(reader: sqlite3.Connection) -> list[str]:
    """The columns that hold something: who inserts the bare rows would not write the others either."""
    names = [column.name for column in schema.jawaban.columns if column.name != "id"]
    counts = reader.execute(f"SELECT {', '.join(f'COUNT({name})' for name in names)} FROM jawaban").fetchone()  # noqa: S608
    return [name for name, count in zip(names, counts, strict=True) if count]


def _frame(ukuran: Ukuran) -> pd.DataFrame:
    """Satker, time, both surveys and five categories: 20 columns."""
    parts = []
    for sheets in data.sheets_by_satker(ukuran):
        first = sheets[0]
        columns: dict[str, object] = {"Satker": first.satker, "Tanggal": np.datetime_as_string(first.tanggal, unit="s")}
        for sheet in sheets:
            for unsur, column in zip(sheet.instrumen.unsur, sheet.butir.T, strict=True):
                columns[unsur.kode] = pd.Series(column, dtype="Int8").mask(column == 0)
        columns |= {name.replace("_", " ").title(): first.kategori[name] for name in KATEGORI}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def _xlsx(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, list(frame.columns))
        rows = frame.astype(object).where(frame.notna(), None)
        for number, row in enumerate(rows.itertuples(index=False, name=None), 1):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()
