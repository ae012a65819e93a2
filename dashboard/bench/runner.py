"""The whole measurement in one run: both databases, every page, pandas and DuckDB over all answers, an import."""

from __future__ import annotations

import functools
import gc
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dashboard.bench import data, sources
from dashboard.bench.data import Ukuran
from dashboard.bench.databases import Progress, build_database
from dashboard.bench.imports import measure_imports
from dashboard.bench.kisaran import measure_intervals
from dashboard.bench.pages import HALAMAN, Pertanyaan, choice, questions
from dashboard.bench.report import Ukur, faster, not_measured, slower
from dashboard.bench.sources import AnswerSource, DuckDbSource, PandasSource
from dashboard.bench.timing import take_turns
from dashboard.formats import format_bulat
from data_access.engine import make_engine
from data_access.errors import RefusedError
from data_access.sql_repository import SqlRepository

SASARAN_UKURAN, SASARAN_DUCKDB = 1.2, 20.0
DUCKDB = "DuckDB"


@dataclass(frozen=True)
class Rencana:
    """What to measure: the two sizes, rows of the imports (XLSX, CSV), seconds per comparison, free disk in bytes.

    ``has_sasaran``: the goals of the full size apply (on small data every engine is fast).
    """

    kecil: Ukuran
    besar: Ukuran
    baris_impor: int
    baris_csv: int
    detik: float
    ruang: int
    has_sasaran: bool = True


RENCANA = {
    "full": Rencana(Ukuran(50_000), Ukuran(5_000_000), 100_000, 1_000_000, 8.0, 4 * 10**9),
    "small": Rencana(Ukuran(5_000), Ukuran(200_000), 10_000, 100_000, 1.0, 4 * 10**8, has_sasaran=False),
}


def run_bench(rencana: Rencana, keep: Path | None, progress: Progress) -> list[Ukur]:
    """All measurements. Databases are made in ``keep`` and stay there, or in a folder that is removed at the end.

    RefusedError when the disk is too small or the compared sources do not give the same figures.
    """
    with _folder(keep) as folder, tempfile.TemporaryDirectory(dir=folder) as scratch:
        if shutil.disk_usage(folder).free < rencana.ruang:
            need = format_bulat(rencana.ruang / 10**6)
            raise RefusedError(f"Ruang disk kurang di {folder}: pengukuran ini perlu {need} MB.")
        small, large = (
            SqlRepository(make_engine(f"sqlite:///{build_database(folder, ukuran, progress).as_posix()}"))
            for ukuran in (rencana.kecil, rencana.besar)
        )
        with _frozen():
            results = _sizes(rencana, small, large, progress)
            progress("kisaran semua satker")
            asked = choice(rencana.kecil)
            results.append(
                measure_intervals(small, data.instruments(), asked, rencana.detik, has_sasaran=rencana.has_sasaran)
            )
            progress("pandas: menyiapkan semua jawaban")
            results += _against("pandas", PandasSource(rencana.besar), rencana, large, progress)
            results += _against_duckdb(Path(scratch), rencana, large, progress)
        return results + _imports(rencana, Path(scratch), progress)


def run_imports(rencana: Rencana, keep: Path | None, progress: Progress) -> list[Ukur]:
    """The imports alone."""
    with _folder(keep) as folder, tempfile.TemporaryDirectory(dir=folder) as scratch:
        return _imports(rencana, Path(scratch), progress)


def _imports(rencana: Rencana, scratch: Path, progress: Progress) -> list[Ukur]:
    progress(f"impor {format_bulat(rencana.baris_impor)} dan {format_bulat(rencana.baris_csv)} responden")
    return measure_imports(scratch, rencana.baris_impor, rencana.baris_csv, has_sasaran=rencana.has_sasaran)


@contextmanager
def _frozen() -> Iterator[None]:
    """As the server does after its start: else the collector walks all of pandas in the middle of a page."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="pantau-bench-") as name:
        yield Path(name)


def _sizes(rencana: Rencana, small: SqlRepository, large: SqlRepository, progress: Progress) -> list[Ukur]:
    """Each page's whole loader (figures and scoring) at both sizes."""
    results = []
    words = f"{format_bulat(rencana.besar.responden)} dibanding {format_bulat(rencana.kecil.responden)} responden"
    for halaman, build in HALAMAN.items():
        progress(f"halaman {halaman}")
        taken = take_turns(
            {
                "kecil": functools.partial(build, small, choice(rencana.kecil)),
                "besar": functools.partial(build, large, choice(rencana.besar)),
            },
            rencana.detik,
        )
        goal = SASARAN_UKURAN if rencana.has_sasaran else None
        results.append(slower(f"{halaman}: {words}", taken["besar"], taken["kecil"], goal))
    return results


def _against(nama: str, source: AnswerSource, rencana: Rencana, repo: SqlRepository, progress: Progress) -> list[Ukur]:
    """Reading each page's figures from the rollup, beside computing them from all answers. Scoring is left out: it is
    the same work on the same frames, wherever they come from."""
    goal = SASARAN_DUCKDB if rencana.has_sasaran and nama == DUCKDB else None
    results = []
    for halaman in HALAMAN:
        progress(f"{halaman}: {nama}")
        asked = questions(halaman, repo, choice(rencana.besar))
        check_same(asked, repo, source, nama)
        things = {
            "rekap": functools.partial(_ask_all, asked, repo),
            "jawaban": functools.partial(_ask_all, asked, source),
        }
        taken = take_turns(things, rencana.detik)
        words = f"{halaman}: membaca angka, dibanding {nama} atas semua jawaban"
        results.append(faster(words, taken["rekap"], taken["jawaban"], goal))
    return results


def _against_duckdb(scratch: Path, rencana: Rencana, repo: SqlRepository, progress: Progress) -> list[Ukur]:
    if not sources.has_duckdb():
        return [not_measured(f"{halaman}: dibanding {DUCKDB}", sources.ALPA) for halaman in HALAMAN]
    progress("DuckDB: menyiapkan semua jawaban")
    source = DuckDbSource(rencana.besar, scratch / "jawaban.duckdb")
    try:
        return _against(DUCKDB, source, rencana, repo, progress)
    finally:
        source.close()


def _ask_all(asked: Sequence[Pertanyaan], source: AnswerSource) -> list[pd.DataFrame]:
    return [question.ask(source) for question in asked]


def check_same(asked: Sequence[Pertanyaan], repo: AnswerSource, source: AnswerSource, nama: str) -> None:
    """RefusedError unless the rollup and ``source`` give the same figures: times of different answers say nothing."""
    for question in asked:
        ours, theirs = (
            frame.sort_values(list(frame.columns)).reset_index(drop=True)
            for frame in (question.ask(repo), question.ask(source))
        )
        if not ours.astype(str).equals(theirs[list(ours.columns)].astype(str)):
            raise RefusedError(
                f"Angka rekap dan {nama} berbeda ({question.metode}, {question.saringan}): pengukuran dihentikan."
            )
