"""Zona Integritas: which conditions of WBK and WBBM the surveys of a satker meet, and how far the others are (scoring-rules 5).

The value of an index over a window of months is the mean of its monthly indices (it decides); the value of all respondents
pooled stands beside it. Months without respondents are not in the mean: the value rests on the months that have data, and
the condition on consecutive months says that one is missing (docs/adr/0008).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from scoring.means import Awal, Bagian, mean_limits
from scoring.periods import Periode
from scoring.rules import Ambang, AturanTampilan, display_rule, gates
from scoring.states import Status, status_of

# Binary noise: 3.6 from (3.5 + 3.6 + 3.7) / 3 is a hair off; nine decimals restore it, as in scoring.rounding.
_NOISE_DECIMALS = 9
# From here on the mean of months and the pooled value are two different statements.
BEDA_CARA = 0.01


class Keadaan(StrEnum):
    """State of one condition. BELUM_MEMADAI: there is a value, on fewer respondents than a value may be judged by."""

    TERPENUHI = "terpenuhi"
    BELUM = "belum"
    BELUM_MEMADAI = "belum memadai"
    TIDAK_ADA_DATA = "tidak ada data"


class Kepastian(StrEnum):
    """How sure the comparison with a gate is: PASTI where the 95 % interval lies wholly on one side of it."""

    PASTI = "pasti"
    BELUM_PASTI = "belum dapat dipastikan"
    TANPA_KISARAN = "tanpa kisaran"


class Kesiapan(StrEnum):
    """Where a satker stands with all conditions together, best first."""

    SIAP = "siap"
    HAMPIR = "hampir siap"
    BELUM = "belum siap"
    TANPA_DATA = "tidak ada data"


class JenisSyarat(StrEnum):
    """What a condition is about."""

    NILAI = "nilai"
    RESPONDEN = "responden"
    BULAN = "bulan"
    LAPORAN = "laporan"


@dataclass(frozen=True)
class NilaiZona:
    """One index of one satker over a window. Values on scale 4 with 95 % limits, NaN where there are none.

    ``bulan``: months with respondents, ``kosong``: months without; ``n`` respondents in all, ``n_terendah`` in the month
    that has fewest of those with any.
    """

    indeks: str
    bulan: tuple[int, ...]
    kosong: tuple[int, ...]
    n: int
    n_terendah: int
    nilai_4: float
    bawah_4: float
    atas_4: float
    gabungan_4: float
    gabungan_bawah_4: float
    gabungan_atas_4: float
    status: Status

    @property
    def is_two_values(self) -> bool:
        """True where mean of months and pooled value differ by 0.01 or more, so that both must be shown."""
        return abs(round(self.nilai_4 - self.gabungan_4, _NOISE_DECIMALS)) >= BEDA_CARA


@dataclass(frozen=True)
class Syarat:
    """One condition: what there is (``ada``) against what is asked (``perlu``), both on scale 4, respondents or months.

    ``indeks`` is '' for the report, which covers all surveys; ``kurang``: months without data, or outside the report.
    """

    jenis: JenisSyarat
    indeks: str
    keadaan: Keadaan
    ada: float
    perlu: float
    kepastian: Kepastian | None = None
    kurang: tuple[int, ...] = ()

    @property
    def jarak(self) -> float:
        """What there is minus what is asked: negative is missing; NaN without data."""
        return round(self.ada - self.perlu, _NOISE_DECIMALS)


@dataclass(frozen=True)
class Hasil:
    """All conditions of one predikat for one satker."""

    predikat: str
    syarat: tuple[Syarat, ...]
    kesiapan: Kesiapan

    @property
    def kurang(self) -> tuple[Syarat, ...]:
        """The conditions that are not met."""
        return tuple(item for item in self.syarat if item.keadaan is not Keadaan.TERPENUHI)

    def of(self, jenis: JenisSyarat, indeks: str = "") -> Syarat:
        """The condition of a kind (and index)."""
        return next(item for item in self.syarat if (item.jenis, item.indeks) == (jenis, indeks))


def window_values(
    bulanan: pd.DataFrame, gabungan: pd.DataFrame, satker: Sequence[str], months: Sequence[int], indeks: str, awal: Awal
) -> dict[str, NilaiZona]:
    """The value of one index over the window ``months`` (202606, ascending) for every satker, by code.

    ``bulanan``: scoring.indeks.indeks by satker and bulan; ``gabungan``: the same by satker, over the whole window;
    ``awal``: scoring.indeks.prior_4. The interval of the mean: scoring.means, as of a mean of satker.
    """
    inside = bulanan[bulanan["bulan"].isin(list(months)) & (bulanan["n"] > 0)]
    wide = {
        name: inside.pivot(index="satker", columns="bulan", values=name)
        .reindex(index=list(satker), columns=list(months))
        .to_numpy(float)
        for name in ("nilai_4", "bawah_4", "atas_4", "ragam_4", "n", "teramati")
    }
    known = np.isfinite(wide["n"])
    count = known.sum(axis=1)
    divisor = np.where(count > 0, count, np.nan)
    mean = np.nansum(wide["nilai_4"], axis=1) / divisor
    # A month with a value but no interval (an aggregated recap) leaves the mean without one.
    limits = mean_limits(Bagian(*wide.values()), awal)
    pooled = gabungan.set_index("satker").reindex(list(satker))
    minimal = display_rule().minimal_mutu
    found = {}
    for row, kode in enumerate(satker):
        n = int(np.nansum(wide["n"][row]))
        found[kode] = NilaiZona(
            indeks=indeks,
            bulan=tuple(month for month, is_known in zip(months, known[row], strict=True) if is_known),
            kosong=tuple(month for month, is_known in zip(months, known[row], strict=True) if not is_known),
            n=n,
            n_terendah=int(np.nanmin(wide["n"][row])) if count[row] else 0,
            nilai_4=float(mean[row]),
            bawah_4=float(limits[row, 0]),
            atas_4=float(limits[row, 1]),
            gabungan_4=float(pooled["nilai_4"].iloc[row]),
            gabungan_bawah_4=float(pooled["bawah_4"].iloc[row]),
            gabungan_atas_4=float(pooled["atas_4"].iloc[row]),
            status=status_of(n, minimal),
        )
    return found


def at_least(value: float, gate: float) -> bool:
    """True when the unrounded ``value`` reaches ``gate``; 3.5999 does not reach 3.60. NaN reaches nothing."""
    return bool(round(value - gate, _NOISE_DECIMALS) >= 0)


def certainty(low: float, high: float, gate: float) -> Kepastian:
    """Whether the interval [low, high] leaves a doubt on which side of the gate the true value is."""
    if np.isnan(low) or np.isnan(high):
        return Kepastian.TANPA_KISARAN
    is_doubtful = not at_least(low, gate) and at_least(high, gate)
    return Kepastian.BELUM_PASTI if is_doubtful else Kepastian.PASTI


def points(nilai_4: float, ambang: Ambang, indeks: str) -> float:
    """LKE points of a value on scale 4: value / 4 x the weight of the index (17.5 since PermenPANRB 90/2021)."""
    return nilai_4 / 4 * ambang.bobot_of(indeks)


def rule_sets(months: Sequence[int]) -> tuple[Ambang, ...]:
    """The gates in force over the months, oldest first; the last ones decide. More than one: the rules changed within."""
    found = [gates(Periode(month, month).rules_day) for month in months]
    return tuple(rule for at, rule in enumerate(found) if rule not in found[:at])


def check(
    nilai: Mapping[str, NilaiZona], laporan: Collection[int], months: Sequence[int], ambang: Ambang, predikat: str
) -> Hasil:
    """All conditions of ``predikat`` for one satker.

    ``nilai``: by index; an index of the gates that is not in it has no data. ``laporan``: months that recorded reports
    cover. ``months``: the window, ascending.
    """
    required = list(months)[-ambang.minimal_bulan :]
    indices = list(ambang.gate[predikat])
    syarat = [_value(nilai.get(name), name, ambang.gate[predikat][name]) for name in indices]
    syarat += [_respondents(nilai.get(name), name, ambang) for name in indices]
    syarat += [_months(nilai.get(name), name, required, ambang.minimal_bulan) for name in indices]
    syarat.append(_report(laporan, required))
    return Hasil(predikat, tuple(syarat), _readiness(syarat, display_rule()))


def _value(nilai: NilaiZona | None, indeks: str, gate: float) -> Syarat:
    if nilai is None or nilai.n == 0:
        return Syarat(JenisSyarat.NILAI, indeks, Keadaan.TIDAK_ADA_DATA, float("nan"), gate)
    keadaan = Keadaan.TERPENUHI if at_least(nilai.nilai_4, gate) else Keadaan.BELUM
    if nilai.status is not Status.NILAI:
        keadaan = Keadaan.BELUM_MEMADAI
    return Syarat(JenisSyarat.NILAI, indeks, keadaan, nilai.nilai_4, gate, certainty(nilai.bawah_4, nilai.atas_4, gate))


def _respondents(nilai: NilaiZona | None, indeks: str, ambang: Ambang) -> Syarat:
    perlu = ambang.minimal_responden
    if nilai is None or nilai.n == 0:
        return Syarat(JenisSyarat.RESPONDEN, indeks, Keadaan.TIDAK_ADA_DATA, float("nan"), perlu)
    ada = nilai.n_terendah if ambang.minimal_per == "bulan" else nilai.n
    return Syarat(JenisSyarat.RESPONDEN, indeks, Keadaan.TERPENUHI if ada >= perlu else Keadaan.BELUM, ada, perlu)


def _months(nilai: NilaiZona | None, indeks: str, required: Sequence[int], perlu: int) -> Syarat:
    """Each of the last months has respondents: one empty month breaks 'berturut-turut'."""
    if nilai is None or not nilai.bulan:
        return Syarat(JenisSyarat.BULAN, indeks, Keadaan.TIDAK_ADA_DATA, float("nan"), perlu, kurang=tuple(required))
    kurang = tuple(month for month in required if month not in nilai.bulan)
    ada = len(required) - len(kurang)
    keadaan = Keadaan.TERPENUHI if ada >= perlu else Keadaan.BELUM
    return Syarat(JenisSyarat.BULAN, indeks, keadaan, ada, perlu, kurang=kurang)


def _report(laporan: Collection[int], required: Sequence[int]) -> Syarat:
    """Not recorded is no evidence that there is none: 'tidak ada data'. A report that leaves a month out is 'belum'."""
    kurang = tuple(month for month in required if month not in laporan)
    ada, perlu = len(required) - len(kurang), len(required)
    keadaan = Keadaan.TERPENUHI if not kurang else Keadaan.BELUM if ada else Keadaan.TIDAK_ADA_DATA
    return Syarat(JenisSyarat.LAPORAN, "", keadaan, ada or float("nan"), perlu, kurang=kurang)


def _readiness(syarat: Sequence[Syarat], rule: AturanTampilan) -> Kesiapan:
    values = [item for item in syarat if item.jenis is JenisSyarat.NILAI]
    if all(item.keadaan is Keadaan.TIDAK_ADA_DATA for item in values):
        return Kesiapan.TANPA_DATA
    missing = [item for item in syarat if item.keadaan is not Keadaan.TERPENUHI]
    if not missing:
        return Kesiapan.SIAP
    return Kesiapan.HAMPIR if all(_is_small(item, rule) for item in missing) else Kesiapan.BELUM


def _is_small(item: Syarat, rule: AturanTampilan) -> bool:
    """What is missing is little: it can be made good in a month (rules/tampilan.toml)."""
    if item.jenis is JenisSyarat.LAPORAN:
        return True
    limits = {
        JenisSyarat.NILAI: rule.hampir_jarak,
        JenisSyarat.RESPONDEN: rule.hampir_responden,
        JenisSyarat.BULAN: rule.hampir_bulan,
    }
    return item.keadaan is Keadaan.BELUM and at_least(item.jarak, -limits[item.jenis])


def sort_key(hasil: Hasil) -> tuple[Any, ...]:
    """Ready first, then nearest: state, number of conditions missing, distance to the gates that are missed."""
    gaps = [item.jarak for item in hasil.kurang if item.jenis is JenisSyarat.NILAI and not np.isnan(item.jarak)]
    return list(Kesiapan).index(hasil.kesiapan), len(hasil.kurang), -sum(gap for gap in gaps if gap < 0)
