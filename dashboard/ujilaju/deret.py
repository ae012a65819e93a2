"""Series of respondents per day whose month ends are known: example data, Jepara, and processes made for the test."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from dashboard.demo import build_demo
from dashboard.demo_data.people import LIBUR
from dashboard.demo_data.satker import SATKER
from data_access.holidays_id import national_holidays
from scoring.errors import ScoringError
from scoring.periods import Periode, add_months, months_between
from scoring.targets import juknis
from scoring.workdays import Kalender

FloatArray = npt.NDArray[np.float64]
CONTOH, JEPARA = "data contoh", "Jepara (nyata)"
# Where no target is known: fixed numbers, so that none depends on what came.
TARGET_UMUM = (10, 20, 30, 43, 60)
AKHIR = 202610
_BULAN_PROSES = 9
# Months of Jepara in which the survey ran, and how many respondents make a counter a series.
_BULAN_JEPARA, _TERSEDIKIT = months_between(202101, 202106), 40


@dataclass(frozen=True)
class Deret:
    """One satker: respondents per day over whole months. ``wilayah``: whose region it belongs to; ``target`` by month."""

    sumber: str
    wilayah: str
    satker: str
    bulan: tuple[int, ...]
    harian: Mapping[date, int]
    kalender: Kalender
    target: Mapping[int, tuple[int, ...]]


def example_series(seed: int) -> list[Deret]:
    """The example satker of one seed, each month with its own target (juknis rule)."""
    demo = build_demo(seed, until=AKHIR)
    years = sorted({month // 100 for month in demo.bulan})
    closed = {date(year, *map(int, day.split("-"))): "Libur" for year in years for day in LIBUR}
    kalender = Kalender(5, closed, {})
    sheet = demo.lembar[0]
    days: list[date] = sheet.tanggal.astype("datetime64[D]").astype(object).tolist()
    counts = Counter(zip(sheet.satker, days, strict=True))
    found = []
    for satker in SATKER:
        own = {day: n for (kode, day), n in counts.items() if kode == satker.kode}
        target = {m: (juknis(demo.pengguna[satker.kode, m], zi=bool(satker.bidik)).target,) for m in demo.bulan}
        found.append(Deret(CONTOH, f"{CONTOH} {seed}", satker.kode, demo.bulan, own, kalender, target))
    return found


def jepara_series(folder: Path) -> list[Deret]:
    """The counters of Mal Pelayanan Publik Jepara, January to June 2021, from the folder's wide.csv.

    ScoringError when the file is not there. Answers without a counter are left out: nobody knows whose they are.
    """
    file = folder / "wide.csv"
    if not file.is_file():
        raise ScoringError(f"Berkas {file} tidak ada.")
    counts: dict[str, Counter[date]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["ID LOKET"]:
                counts.setdefault(row["ID LOKET"], Counter())[date.fromisoformat(row["Tanggal"])] += 1
    kalender, target = Kalender(5, national_holidays([2021]), {}), dict.fromkeys(_BULAN_JEPARA, TARGET_UMUM)
    return [
        Deret(JEPARA, JEPARA, loket, tuple(_BULAN_JEPARA), own, kalender, target)
        for loket, own in sorted(counts.items())
        if own.total() >= _TERSEDIKIT
    ]


def process_series(nama: str, seed: int, banyak: int = 20) -> Iterator[Deret]:
    """``banyak`` invented satker that work as the process of that name does; the same for the same seed.

    Each has a usual rate of its own (about 1.8 a working day) that differs by a quarter from month to month.
    """
    rng = np.random.default_rng([seed, *nama.encode()])
    months = months_between(add_months(AKHIR, 1 - _BULAN_PROSES), AKHIR)
    kalender = Kalender(5, national_holidays({month // 100 for month in months}), {})
    for number in range(banyak):
        usual, counts = float(np.exp(rng.normal(np.log(1.8), 0.5))), {}
        for month in months:
            period = Periode(month, month)
            days = kalender.workdays(period.first_day, period.last_day)
            rate = usual * float(np.exp(rng.normal(0.0, 0.25)))
            found = PROSES[nama](rng, rate, days, number)
            counts.update({day: int(n) for day, n in zip(days, found, strict=True) if n})
        target = dict.fromkeys(months, TARGET_UMUM)
        yield Deret(nama, f"{nama} {seed}", str(number), tuple(months), counts, kalender, target)


Proses = Callable[[np.random.Generator, float, list[date], int], npt.NDArray[np.int64]]


def _steady(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    return rng.poisson(rate, len(days))


def _bursts(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    """Four of five days nothing, on the fifth five days' worth."""
    return np.where(rng.random(len(days)) < 0.2, rng.poisson(5 * rate, len(days)), 0)


def _month_end(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    """Half the pace, and what is missing in the last five working days."""
    expected = np.full(len(days), 0.55 * rate)
    expected[-5:] = (rate * len(days) - expected[:-5].sum()) / 5
    return rng.poisson(expected)


def _weekly(rng: np.random.Generator, rate: float, days: list[date], number: int) -> npt.NDArray[np.int64]:
    """An officer comes once a week, on a day that is the satker's own."""
    return rng.poisson([5 * rate if day.weekday() == number % 5 else 0.0 for day in days])


def _slowing(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    return rng.poisson(rate * np.linspace(1.5, 0.5, len(days)))


def _breaking(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    """From some day on the pace is 0.4 or 1.8 of what it was."""
    expected = np.full(len(days), rate)
    expected[int(rng.integers(3, len(days) - 2)) :] *= rng.choice([0.4, 1.8])
    return rng.poisson(expected)


def _until_target(rng: np.random.Generator, rate: float, days: list[date], _: int) -> npt.NDArray[np.int64]:
    """Nobody is asked any more after the day on which 43 are reached."""
    found = rng.poisson(rate, len(days))
    return np.where(np.cumsum(found) - found >= 43, 0, found)


PROSES: Mapping[str, Proses] = MappingProxyType(
    {
        "tetap (Poisson)": _steady,
        "semburan": _bursts,
        "kejar akhir bulan": _month_end,
        "petugas sekali sepekan": _weekly,
        "melambat": _slowing,
        "berubah mendadak": _breaking,
        "berhenti pada target": _until_target,
    }
)
