"""Simulated coverage of the 95 % interval (scoring-rules 7), with the usual intervals beside it.

Many surveys are drawn from answers whose true shares are known; coverage is the share of the surveys whose interval holds
the true mean. For a known N the N - n others are drawn too, and the true mean is that of all N.
The command is `pantau.py cakupan`, the table docs/selang.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.intervals import interval_95
from scoring.usual_intervals import bootstrap_interval, t_interval

FloatArray = npt.NDArray[np.float64]

# Shares of the answers 1 to 6. Real surveys look like the second.
BENTUK: dict[str, tuple[float, ...]] = {
    "landai": (0.02, 0.05, 0.13, 0.30, 0.30, 0.20),
    "mentok di puncak": (0.01, 0.01, 0.02, 0.03, 0.08, 0.85),
    "dua puncak": (0.25, 0.05, 0.02, 0.03, 0.15, 0.50),
}
UKURAN = (10, 20, 30, 43, 100, 300)
UNSUR, INDEKS = "unsur", "indeks"
HAL = (UNSUR, INDEKS)
# The index has 8 unsur; three in five respondents give the same answer to all of them (halo).
UNSUR_INDEKS, SERAGAM = 8, 0.6
CARA = ("Pantau", "t", "bootstrap")
TERENDAH, TERTINGGI, MULAI_N = 0.92, 0.98, 20
_SEED = 2026
_NOISE = 1e-8


@dataclass(frozen=True)
class Capaian:
    """What one kind of interval did: shares of the surveys (``cakupan``, ``di_luar`` the scale), mean width on scale 4."""

    cakupan: float
    lebar: float
    di_luar: float


@dataclass(frozen=True)
class Baris:
    """One situation; ``pengguna`` is N, None when it is not known. ``capaian`` by CARA."""

    hal: str
    bentuk: str
    n: int
    pengguna: int | None
    capaian: dict[str, Capaian]

    @property
    def diterima(self) -> bool:
        """Whether ours covers 92 to 98 % and stays inside the scale; n below 20 is shown and not judged."""
        own = self.capaian[CARA[0]]
        return self.n < MULAI_N or (TERENDAH <= own.cakupan <= TERTINGGI and own.di_luar == 0)


def populations_of(n: int) -> tuple[int | None, ...]:
    """The N that go with n: not known; nine of ten answered (43 of 48); half; one of twenty."""
    return (None, round(n / 0.9), 2 * n, 20 * n)


def distribution_of(hal: str, bentuk: str) -> tuple[FloatArray, FloatArray]:
    """(shares, values on the answer scale 1 to 6) of one respondent's answer, or index of UNSUR_INDEKS answers."""
    shares = np.array(BENTUK[bentuk])
    if hal == UNSUR:
        return shares, np.arange(1.0, 7.0)
    whole = np.ones(1)
    for _ in range(UNSUR_INDEKS):
        whole = np.convolve(whole, shares)
    whole *= 1 - SERAGAM
    whole[::UNSUR_INDEKS] += SERAGAM * shares
    return whole, np.arange(UNSUR_INDEKS, 6 * UNSUR_INDEKS + 1) / UNSUR_INDEKS


def coverage_table(ulangan: int, ukuran: Sequence[int] = UKURAN, *, bootstrap: int = 500) -> Iterator[Baris]:
    """One Baris per hal, bentuk, n and N, from ``ulangan`` simulated surveys each; the same at every call."""
    for (i, hal), (j, bentuk), n in itertools.product(enumerate(HAL), enumerate(BENTUK), ukuran):
        yield from _situations(np.random.default_rng([_SEED, i, j, n]), hal, bentuk, n, ulangan, bootstrap)


def _situations(
    rng: np.random.Generator, hal: str, bentuk: str, n: int, ulangan: int, bootstrap: int
) -> Iterator[Baris]:
    shares, values = distribution_of(hal, bentuk)
    counts = rng.multinomial(n, shares, size=ulangan)
    mean = (counts @ values / n)[:, None]
    resampled = bootstrap_interval(rng, counts, values, draws=bootstrap)
    for pengguna in populations_of(n):
        if pengguna is None:
            truth, users, shrink = np.full(ulangan, shares @ values), None, 1.0
        else:
            others = rng.multinomial(pengguna - n, shares, size=ulangan)
            truth, users = (counts + others) @ values / pengguna, np.full(ulangan, float(pengguna))
            shrink = float(np.sqrt(1 - n / pengguna))
        limits = (
            interval_95(counts, values, users),
            t_interval(counts, values, users),
            # The resamples do not depend on N, only how far they are shrunk does.
            mean + shrink * (resampled - mean),
        )
        found = {cara: _achieved(part, truth, values) for cara, part in zip(CARA, limits, strict=True)}
        yield Baris(hal, bentuk, n, pengguna, found)


def _achieved(limits: FloatArray, truth: FloatArray, values: FloatArray) -> Capaian:
    low, high = limits.T
    covered = (low <= truth + _NOISE) & (truth <= high + _NOISE)
    outside = (low < values[0] - _NOISE) | (high > values[-1] + _NOISE)
    width = float(np.mean(high - low)) * 3 / (values[-1] - values[0])
    return Capaian(float(covered.mean()), width, float(outside.mean()))


def attainable(shares: FloatArray, rest: int) -> tuple[float, float]:
    """The coverages next to 95 %, below and from it on, that any interval can have when ``rest`` answers are missing and
    even the true ``shares`` are known: the sum moves in whole steps, so only some probabilities exist.

    (0, 1) at the widest: the interval of everything has coverage 1.
    """
    whole = np.ones(1)
    for _ in range(rest):
        whole = np.convolve(whole, shares)
    up_to = np.concatenate([[0.0], np.cumsum(whole)])
    held = (up_to[None, :] - up_to[:, None])[np.triu_indices(len(up_to), 1)]
    below = held[held < 0.95 - _NOISE]
    return float(below.max(initial=0.0)), float(held[held >= 0.95 - _NOISE].min())
