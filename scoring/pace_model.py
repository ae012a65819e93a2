"""The predictive distribution of the respondents that are still to come, from the satker's own days alone.

The rate per working day has a gamma distribution: what this period has seen, plus the months before at a limited weight.
Days weigh as the months before show: weekdays, and the last working days of a month (``Irama``). Given the rate, the days
scatter ``phi`` times as much as Poisson counts, and the rate may still change. The number to come is negative binomial with
the first two moments of all that (exactly so for phi = 1 and a rate that stays).

Dispersion and weights come from the months before only. Therefore one more respondent of this period moves the whole
distribution upwards: the probability of reaching a target can never fall because somebody answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scoring.pace_rules import AturanLaju

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
_NOISE = 1e-12
# Jeffreys' prior of a Poisson rate: half a respondent in no days.
_HALF = 0.5


@dataclass(frozen=True)
class HariKerja:
    """Working days of whole months (the first may be cut): weekday 0-6, month, and whether the month is about to end."""

    pekan: IntArray
    bulan: IntArray
    akhir: BoolArray

    @classmethod
    def of(cls, days: Sequence[date], last: int) -> HariKerja:
        """``days`` ascending; ``last``: how many working days are the end of a month."""
        months = np.array([day.year * 12 + day.month for day in days], dtype=np.int64)
        weekdays = np.array([day.weekday() for day in days], dtype=np.int64)
        after = np.searchsorted(months, months, side="right") - np.arange(len(days))
        return cls(weekdays, months, after <= last)

    def __len__(self) -> int:
        return len(self.pekan)

    def __getitem__(self, part: slice) -> HariKerja:
        return HariKerja(self.pekan[part], self.bulan[part], self.akhir[part])


@dataclass(frozen=True)
class Irama:
    """What the months before say about days: dispersion ``phi`` (at least 1), weight by weekday and of the month's end."""

    phi: float
    pekan: FloatArray
    akhir: float

    def weights(self, days: HariKerja) -> FloatArray:
        """Relative rate of each day; 1 is the usual one."""
        return np.asarray(self.pekan[days.pekan] * np.where(days.akhir, self.akhir, 1.0))


@dataclass(frozen=True)
class Ramalan:
    """Negative binomial number of respondents to come: ``size`` r, ``odds`` variance / mean - 1.

    ``laju``: respondents per working day of the period, averaged over its days.
    """

    laju: float
    size: float
    odds: float

    @property
    def mean(self) -> float:
        """The expected number."""
        return self.size * self.odds

    @cached_property
    def probabilities(self) -> FloatArray:
        """P(0), P(1), ... until about 1e-12 is left out."""
        if self.mean == 0:
            return np.ones(1)
        spread = (self.mean * (1 + self.odds)) ** 0.5
        k = np.arange(1, int(self.mean + 12 * spread + 30 * (1 + self.odds)))
        steps = np.log((self.size + k - 1) / k * (self.odds / (1 + self.odds)))
        start = -self.size * np.log1p(self.odds)
        return np.asarray(np.exp(start + np.concatenate([[0.0], np.cumsum(steps)])))

    def at_least(self, needed: int) -> float:
        """P(number >= needed)."""
        return float(np.clip(1 - self.probabilities[: max(needed, 0)].sum(), 0.0, 1.0))

    def interval(self, content: float) -> tuple[int, int]:
        """The central interval with this probability or more; it always holds the mean."""
        up_to, tail = np.cumsum(self.probabilities), (1 - content) / 2
        low = int(np.argmax(up_to > tail + _NOISE))
        high = int(np.argmax(up_to >= 1 - tail - _NOISE))
        return min(low, int(self.mean)), max(high, int(np.ceil(self.mean)))


def per_workday(counts: Mapping[date, int], days: Sequence[date]) -> FloatArray:
    """Respondents of each of the working ``days`` (ascending); those of a closed day count with the working day before it.

    Days before the first working day count with that one. The caller leaves out what does not belong.
    """
    found = np.zeros(len(days))
    if days and counts:
        stamps = np.array([day.toordinal() for day in days])
        asked = np.array([day.toordinal() for day in counts])
        places = np.maximum(np.searchsorted(stamps, asked, side="right") - 1, 0)
        np.add.at(found, places, np.array(list(counts.values()), dtype=float))
    return found


def rhythm(days: HariKerja, counts: FloatArray, rule: AturanLaju) -> Irama:
    """Dispersion and day weights of the months before; the usual ones where these are too few or empty.

    A weight is (own + k) / (expected + k), both in respondents that count once the dispersion is taken out: the fewer there
    were, the nearer to 1. Twice, because a strong rhythm looks like dispersion as long as it is not known.
    """
    pekan, akhir = np.ones(7), 1.0
    phi = _dispersion(days, counts, np.ones(len(days)), rule)
    if not counts.any():
        return Irama(phi, pekan, akhir)
    own, there = np.bincount(days.pekan, counts, minlength=7), np.bincount(days.pekan, minlength=7)
    for _ in range(2):
        prior = rule.bobot_irama * phi
        pekan = (own + prior) / (there * counts.mean() + prior)
        weights = pekan[days.pekan]
        akhir = _end_weight(days, counts, weights, prior)
        phi = _dispersion(days, counts, weights * np.where(days.akhir, akhir, 1.0), rule)
    return Irama(phi, pekan, akhir)


def _end_weight(days: HariKerja, counts: FloatArray, weights: FloatArray, prior: float) -> float:
    """Weight of the last days of the months against the others; 1 where there are no others."""
    others = weights[~days.akhir].sum()
    if not others:
        return 1.0
    expected = weights[days.akhir].sum() * counts[~days.akhir].sum() / others
    return float((counts[days.akhir].sum() + prior) / (expected + prior))


def _dispersion(days: HariKerja, counts: FloatArray, weights: FloatArray, rule: AturanLaju) -> float:
    """Pearson's chi square / degrees of freedom of the days around the mean of their month, at least 1.

    Drawn towards the usual one, as if that had been seen for ``bobot_sebaran`` days. A month without respondents says
    nothing about how they scatter.
    """
    found, degrees = rule.sebaran_awal * rule.bobot_sebaran, float(rule.bobot_sebaran)
    for month in np.unique(days.bulan):
        chosen = days.bulan == month
        y, w = counts[chosen], weights[chosen]
        if y.sum() > 0:
            usual = w * (y.sum() / w.sum())
            found += float(((y - usual) ** 2 / usual).sum())
            degrees += len(y) - 1
    return max(1.0, found / degrees)


def forecast(
    before: HariKerja, counts: FloatArray, period: HariKerja, seen: FloatArray, n: int, rule: AturanLaju
) -> Ramalan | None:
    """What is still to come in a period; None when too few working days were seen to have a pace.

    ``before``, ``counts``: working days of the months before and their respondents; ``period``: working days of the period
    of which the parts ``seen`` (0 to 1) have been observed with ``n`` respondents.
    """
    if seen.sum() + len(before) < rule.minimal_hari:
        return None
    irama = rhythm(before, counts, rule)
    weights = irama.weights(period)
    share = min(1.0, rule.bobot_sebelum / len(before)) if len(before) else 0.0
    exposure = float(weights @ seen) + share * float(irama.weights(before).sum())
    respondents = _HALF + n + share * float(counts.sum())
    rate, to_come = respondents / exposure, float(weights @ (1 - seen))
    mean = rate * to_come
    usual = rate * float(weights.mean()) if len(period) else rate
    if to_come <= 0:
        return Ramalan(usual, 0.0, 0.0)
    odds = irama.phi * (1 + to_come / exposure) - 1 + rule.ragam_perubahan * mean
    return Ramalan(usual, mean / odds, odds)
