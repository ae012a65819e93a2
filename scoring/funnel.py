"""Funnel limits for a mean on a bounded scale (Spiegelhalter 2005, Statistics in Medicine 24:1185), and tiers.

The limits answer: how far from the centre would the mean of n respondents be if the satker did not stand out? Sampling
gives the shape. Real satker differ by more than that, and with thousands of respondents every one would lie outside;
so the spread between satker is added (additive over-dispersion, estimated from winsorised z-scores as Spiegelhalter
proposes and NHS England's SHMI does). Both together are a beta distribution on the scale: a normal one leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from scoring.beta import beta_quantile

# 99.8 % and 95 %, as lower and upper quantiles in the order in which the limits lie.
LEVELS = (0.001, 0.025, 0.975, 0.999)
_SAME = 1e-14
# A beta with the variance of a coin flip between the ends has no size left; just below it the limits are the ends.
_SMALLEST_SIZE = 1e-2

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Kisaran(StrEnum):
    """Where a satker lies in the funnel: outside the 99.8 % limits, between 95 and 99.8 %, or inside."""

    DI_BAWAH = "di bawah kisaran wajar"
    DEKAT_BAWAH = "dalam kisaran wajar, dekat batas bawah"
    DALAM = "dalam kisaran wajar"
    DEKAT_ATAS = "dalam kisaran wajar, dekat batas atas"
    DI_ATAS = "di atas kisaran wajar"


_TIERS = tuple(Kisaran)


def tier_of(cell: object) -> Kisaran | None:
    """The tier in a cell of a frame, which may have turned it into plain text; None where there is none."""
    return Kisaran(cell) if isinstance(cell, str) else None


@dataclass(frozen=True)
class Corong:
    """A funnel on the scale [``low``, ``high``]: its centre, the spread of one respondent, the spread between satker."""

    pusat: float
    simpangan: float
    tau: float
    low: float
    high: float

    def limits(self, n: IntArray | FloatArray) -> FloatArray:
        """Limits for ``n`` respondents, shape (len(n), 4): 99.8 % low, 95 % low, 95 % high, 99.8 % high."""
        width = self.high - self.low
        share = (self.pusat - self.low) / width
        variance = (self.simpangan**2 / np.asarray(n, dtype=float) + self.tau**2) / width**2
        room = share * (1 - share)
        limits = np.full((len(variance), len(LEVELS)), self.pusat)
        varies = (variance > _SAME) & (room > _SAME)
        if varies.any():
            size = np.maximum(room / variance[varies] - 1, _SMALLEST_SIZE)[:, None]
            level = np.broadcast_to(LEVELS, (len(size), len(LEVELS)))
            a, b = (np.broadcast_to(part * size, level.shape).ravel() for part in (share, 1 - share))
            limits[varies] = self.low + width * beta_quantile(a, b, level.ravel()).reshape(level.shape)
        return limits

    def tiers(self, values: FloatArray, n: IntArray) -> list[Kisaran]:
        """The tier of every value by the limits at its n; a value on a limit is inside."""
        limits = self.limits(n)
        # Rounded like an interval: the last binary digit decides about nobody.
        beyond = np.sign(np.round(values[:, None] - limits, 9))
        place = 2 + beyond[:, :2].clip(max=0).sum(axis=1) + beyond[:, 2:].clip(min=0).sum(axis=1)
        return [_TIERS[int(at)] for at in place]


def between_variance(values: FloatArray, variances: FloatArray, winsor: float = 0.0) -> float:
    """tau^2 by moments (DerSimonian & Laird 1986); with ``winsor`` > 0 from z-scores pulled in at both ends
    (Spiegelhalter 2005, appendix A.3), which keeps outliers from widening their own limits. Never below 0."""
    weights = 1 / variances
    z = (values - np.average(values, weights=weights)) / np.sqrt(variances)
    if winsor > 0:
        z = np.clip(z, *np.quantile(z, [winsor, 1 - winsor]))
    surplus = float((z**2).sum()) - (len(values) - 1)
    return max(0.0, surplus / float(weights.sum() - (weights**2).sum() / weights.sum()))


def build_funnel(
    values: FloatArray, n: IntArray, simpangan: float, *, scale: tuple[float, float], winsor: float
) -> Corong:
    """The funnel of satker with ``values`` of ``n`` respondents each, whose answers spread by ``simpangan`` (the
    standard deviation of one respondent within a satker, all on the scale of ``values``).

    The centre weighs a satker by 1 / (simpangan^2 / n + tau^2): by its respondents where satker do not differ, all
    alike where they do, so that no satker's size makes it its own yardstick.
    """
    tau2 = 0.0
    if simpangan > 0:
        tau2 = between_variance(values, simpangan**2 / n, winsor)
    weights = 1 / (simpangan**2 / n + tau2) if simpangan > 0 else n.astype(float)
    centre = float(np.average(values, weights=weights))
    return Corong(centre, simpangan, float(np.sqrt(tau2)), *scale)
