"""Small made-up survey data for the tests: plain functions, no fixtures."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from data_access.answers import DIMENSI, LembarJawaban
from data_access.satker_names import SatkerBaru
from data_access.store import Berkas, HasilSimpan, store
from scoring.indeks import Aturan, rules_for
from scoring.instruments import Butir, Instrumen, Unsur
from scoring.rollup import build_rekap, build_sebaran

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
# The same examples on every run: a red run in CI is red at home too. PANTAU_UJI_CONTOH=2000 goes hunting.
PROPERTY = settings(
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("PANTAU_UJI_CONTOH", "25")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)

Answers = npt.NDArray[np.int8]


def make_instrument(
    butir: Sequence[int] = (1, 1, 1),
    *,
    kode: str = "uji",
    skala: tuple[int, int] = (1, 4),
    konversi: str = "minmax",
    bobot: Sequence[float] | None = None,
) -> Instrumen:
    """An instrument whose unsur have ``butir`` items each: (1, 3, 1) is three unsur, the middle one nested."""
    unsur = []
    for number, count in enumerate(butir, 1):
        items = tuple(Butir(f"U{number}.{item}", f"Butir {number}.{item}") for item in range(1, count + 1))
        weight = None if bobot is None else bobot[number - 1]
        unsur.append(Unsur(f"U{number}", f"Unsur {number}", items, nama_pendek=f"Unsur {number}", bobot=weight))
    low, high = skala
    return Instrumen(kode, "Survei uji", "Indeks uji", "Indeks uji", low, high, konversi, tuple(unsur))


def item_count(instrumen: Instrumen) -> int:
    """Number of items over all unsur."""
    return sum(len(unsur.butir) for unsur in instrumen.unsur)


def answers(rows: Sequence[Sequence[int]]) -> Answers:
    """An answer matrix from nested lists, 0 = no answer."""
    return np.array(rows, dtype=np.int8)


def make_sheet(
    instrumen: Instrumen,
    butir: Answers | Sequence[Sequence[int]],
    *,
    satker: str | Sequence[str] = "A",
    tanggal: str | Sequence[str] = "2026-01-05",
    **kategori: str | Sequence[str],
) -> LembarJawaban:
    """A sheet of answers; a single text stands for all rows, categories not given are not known."""
    matrix = np.asarray(butir, dtype=np.int8)
    n = len(matrix)

    def texts(value: str | Sequence[str]) -> npt.NDArray[np.object_]:
        return np.array([value] * n if isinstance(value, str) else list(value), dtype=object)

    return LembarJawaban(
        instrumen,
        np.arange(2, n + 2, dtype=np.int32),
        texts(satker),
        texts(tanggal).astype("datetime64[s]"),
        matrix,
        {name: texts(kategori.get(name, "")) for name in DIMENSI},
    )


def random_answers(rng: np.random.Generator, instrumen: Instrumen, n: int, *, missing: float = 0.1) -> Answers:
    """Answers as they come: most at the maximum, some left out."""
    values = list(instrumen.nilai_mungkin)
    shares = np.array([1.0] * (len(values) - 1) + [2.0 * len(values)])
    matrix = rng.choice(values, p=shares / shares.sum(), size=(n, item_count(instrumen)))
    return np.where(rng.random(matrix.shape) < missing, 0, matrix).astype(np.int8)


def random_sheet(
    seed: int,
    instrumen: Instrumen,
    n: int,
    *,
    satker: Sequence[str] = ("A", "B", "C"),
    months: Sequence[str] = ("2026-01", "2026-02", "2026-03"),
    missing: float = 0.1,
) -> LembarJawaban:
    """``n`` respondents spread over satker, months, hours and categories, the same for the same seed."""
    rng = np.random.default_rng(seed)
    days = [f"{month}-{day:02d}" for month in months for day in (1, 15, 28)]
    start = rng.choice(days, n).astype("datetime64[s]") + rng.choice([0, 9 * 3600 + 300], n).astype("timedelta64[s]")
    sheet = make_sheet(instrumen, random_answers(rng, instrumen, n, missing=missing))
    kategori = {name: rng.choice(["", f"{name} x", f"{name} y"], n).astype(object) for name in DIMENSI[:5]}
    codes = rng.choice(list(satker), n).astype(object)
    # Dimensions that came later draw last: the same seed stays the same people.
    kategori |= {name: rng.choice(["", f"{name} x", f"{name} y"], n).astype(object) for name in DIMENSI[5:]}
    return LembarJawaban(instrumen, sheet.baris, codes, start, sheet.butir, kategori)


def at_minute(sheet: LembarJawaban, minutes: int) -> LembarJawaban:
    """The same answers some minutes later: other people, even where everybody answers alike."""
    return replace(sheet, tanggal=sheet.tanggal + np.timedelta64(minutes, "m"))


def make_file(name: str = "survei.csv", *, kunci: str = "", rows: int = 10) -> Berkas:
    """An uploaded file; the name decides the content, so two names are two files."""
    return Berkas(name, hashlib.sha256(name.encode()).hexdigest(), 1000, rows, kunci, "penguji")


def store_sheets(
    engine: sa.Engine, *sheets: LembarJawaban, name: str = "survei.csv", satker: Sequence[SatkerBaru] = ()
) -> HasilSimpan:
    """Store sheets, making the satker that they name (with what ``satker`` says of them)."""
    known = {new.kode: new for new in satker}
    codes = sorted({str(kode) for sheet in sheets for kode in sheet.satker if kode})
    wanted = [known.get(kode, SatkerBaru(kode)) for kode in codes]
    return store(engine, make_file(name), sheets, now=NOW, create_satker=wanted)


def rekap_of(
    instrumen: Instrumen, butir: Answers | Sequence[Sequence[int]], satker: Sequence[str] | None = None
) -> pd.DataFrame:
    """The rekap frame by satker of an answer matrix."""
    matrix = np.asarray(butir, dtype=np.int8)
    codes = np.array(["A"] * len(matrix) if satker is None else list(satker), dtype=object)
    return build_rekap(matrix, instrumen, {"satker": codes})


def recap(
    instrumen: Instrumen, butir: Answers | Sequence[Sequence[int]], satker: Sequence[str] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(rekap, sebaran) by satker of an answer matrix."""
    matrix = np.asarray(butir, dtype=np.int8)
    keys = {"satker": np.array(["A"] * len(matrix) if satker is None else list(satker), dtype=object)}
    return build_rekap(matrix, instrumen, keys), build_sebaran(matrix, instrumen, keys)


def plain_rules(instrumen: Instrumen, *, konversi: str | None = None, bobot: str = "exact") -> Aturan:
    """The rules for an instrument without a floor for the grade."""
    return rules_for(instrumen, konversi=konversi, bobot=bobot, minimal=0)
