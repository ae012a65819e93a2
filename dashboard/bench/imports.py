"""How much an import costs: a CSV through reader, checks, answers and rollup, beside the bare insert of its rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.bench import data
from dashboard.bench.data import Ukuran
from dashboard.bench.report import Ukur, slower
from dashboard.formats import format_bulat
from data_access import migrate, schema
from data_access.answers import LembarJawaban
from data_access.bulk import insert_rows
from data_access.engine import make_engine, writing
from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.source import inspect
from data_access.store import Berkas, store


def measure_import(folder: Path, responden: int) -> Ukur:
    """Seconds to import a CSV of ``responden`` rows (both surveys), beside a bare insert of as many answer rows."""
    ukuran = Ukuran(responden)
    content = _csv(ukuran)
    url = f"sqlite:///{(folder / 'impor.db').as_posix()}"
    migrate.upgrade(url)
    engine = make_engine(url)
    start = time.perf_counter()
    check = inspect(content, "ukur.csv", ImportOptions(), list(data.instruments()))
    if sum(map(len, check.hasil.lembar)) != responden * len(data.instruments()):
        raise RefusedError(f"Berkas ukur tidak terbaca seluruhnya: {check.hasil.masalah[:3]}")
    berkas = Berkas("ukur.csv", check.berkas.sha256, check.berkas.ukuran, responden)
    store(engine, berkas, check.hasil.lembar, now=data.NOW, create_satker=data.satker_list(ukuran))
    whole = time.perf_counter() - start
    engine.dispose()
    bare = _bare_insert(folder, check.hasil.lembar)
    words = (
        f"Impor CSV {format_bulat(responden)} responden (baca, periksa, simpan, rekap), dibanding hanya menulis baris"
    )
    return slower(words, whole, bare)


def _csv(ukuran: Ukuran) -> bytes:
    parts = []
    for sheets in data.sheets_by_satker(ukuran):
        first = sheets[0]
        columns: dict[str, object] = {"Satker": first.satker, "Tanggal": np.datetime_as_string(first.tanggal, unit="s")}
        for sheet in sheets:
            for unsur, column in zip(sheet.instrumen.unsur, sheet.butir.T, strict=True):
                columns[unsur.kode] = pd.Series(column, dtype="Int8").mask(column == 0)
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True).to_csv(index=False).encode()


def _bare_insert(folder: Path, sheets: Sequence[LembarJawaban]) -> float:
    """Seconds to write month, day and scores of the same answers into a table without keys and indexes."""
    engine = make_engine(f"sqlite:///{(folder / 'baris.db').as_posix()}")
    columns = ("bulan", "tanggal", *schema.SKOR)
    rows = []
    for sheet in sheets:
        days = np.datetime_as_string(sheet.tanggal.astype("datetime64[D]")).tolist()
        scores = np.zeros((len(sheet), len(schema.SKOR)), dtype=np.int8)
        scores[:, : sheet.butir.shape[1]] = sheet.butir
        rows += [(*row[:2], *row[2]) for row in zip(sheet.months.tolist(), days, scores.tolist(), strict=True)]
    with writing(engine).begin() as connection:
        names = ", ".join(columns)
        connection.exec_driver_sql(f"CREATE TABLE jawaban ({names})")
        start = time.perf_counter()
        insert_rows(connection, schema.jawaban, columns, rows)
    taken = time.perf_counter() - start
    engine.dispose()
    return taken
