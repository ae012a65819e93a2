"""Ways to forecast what is still to come: Pantau's, the same with parts taken out, and simple ones. All deterministic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from dashboard.ujilaju.deret import Deret
from scoring.pace import Pengamatan, predict
from scoring.pace_model import Ramalan, per_workday
from scoring.pace_rules import pace_rule

FloatArray = npt.NDArray[np.float64]
PANTAU = "Pantau"
GARIS, WILAYAH = "garis lurus", "laju wilayah"
_ENDLESS = 1e9


@dataclass(frozen=True)
class Soal:
    """One question of the back-test: what was known ``sisa`` working days before the end of a month, and what came.

    ``n`` respondents so far, ``datang`` came after that; ``teramati``: respondents of each working day so far;
    ``laju_wilayah``: mean respondents per satker and working day of its region so far this month.
    """

    deret: Deret
    amati: Pengamatan
    sisa: int
    n: int
    datang: int
    teramati: FloatArray
    laju_wilayah: float
    target: tuple[int, ...]


Cara = Callable[[Soal], FloatArray]


def _pantau(soal: Soal) -> FloatArray:
    return _of(predict(soal.amati))


def _of(found: Ramalan | None) -> FloatArray:
    if found is None:
        raise ValueError("the questions of the back-test begin after enough days to have a pace")
    return found.probabilities


def _without_rhythm(soal: Soal) -> FloatArray:
    return _of(predict(soal.amati, replace(pace_rule(), bobot_irama=_ENDLESS)))


def _without_before(soal: Soal) -> FloatArray:
    return _of(predict(replace(soal.amati, sebelum={}, sebelum_dari=None)))


def _without_change(soal: Soal) -> FloatArray:
    return _of(predict(soal.amati, replace(pace_rule(), ragam_perubahan=0.0)))


def _plain_poisson(soal: Soal) -> FloatArray:
    """Gamma-Poisson on this month alone: days scatter as Poisson counts do, nothing changes."""
    rule = replace(pace_rule(), sebaran_awal=1.0, ragam_perubahan=0.0)
    return _of(predict(replace(soal.amati, sebelum={}, sebelum_dari=None), rule))


def _bootstrap(soal: Soal) -> FloatArray:
    """Every coming day is one of the days seen so far or in the months before; all draws at once, by convolution."""
    first = soal.amati.periode.first_day
    days = soal.amati.kalender.workdays(soal.amati.sebelum_dari or first, first)
    before = per_workday(soal.amati.sebelum, [day for day in days if day < first])
    pool = np.concatenate([before[-120:], soal.teramati]).astype(int)
    one, found = np.bincount(pool) / len(pool), np.ones(1)
    for _ in range(soal.sisa):
        found = np.convolve(found, one)
    return np.asarray(found)


def _straight_line(soal: Soal) -> FloatArray:
    """The pace so far, without any doubt."""
    expected = int(soal.n / len(soal.teramati) * soal.sisa + 1e-9)
    return np.asarray(np.arange(expected + 1) == expected, dtype=float)


def _region(soal: Soal) -> FloatArray:
    """Poisson with the region's rate instead of the satker's own."""
    mean = max(soal.laju_wilayah * soal.sisa, 1e-9)
    k = np.arange(1, int(mean + 12 * mean**0.5 + 30))
    return np.asarray(np.exp(np.concatenate([[0.0], np.cumsum(np.log(mean / k))]) - mean))


CARA: Mapping[str, Cara] = MappingProxyType(
    {
        PANTAU: _pantau,
        "tanpa irama hari": _without_rhythm,
        "tanpa bulan sebelumnya": _without_before,
        "tanpa perubahan laju": _without_change,
        "gamma-Poisson bulan ini": _plain_poisson,
        "bootstrap hari sendiri": _bootstrap,
        WILAYAH: _region,
        GARIS: _straight_line,
    }
)
