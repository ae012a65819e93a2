"""Change between two periods, with its interval: an arrow only where the interval excludes 0 (scoring-rules 9)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.rules import display_rule

NAIK = "naik"
TURUN = "turun"
WAJAR = "masih variasi wajar"
TANPA_KISARAN = "tanpa kisaran, tidak dinilai"
RESPONDEN_SEDIKIT = "tidak dinilai, responden sedikit"
# Two censuses of the same answers differ by the last digit of a float, which is no change.
_SAME = 1e-9

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Nilai:
    """A value on scale 4 with its 95 % interval (NaN where there is none) and its n."""

    nilai_4: float
    bawah_4: float
    atas_4: float
    n: int


@dataclass(frozen=True)
class Perubahan:
    """Difference on scale 4 (now - before) with its 95 % interval; ``arah``: NAIK, TURUN, WAJAR, TANPA_KISARAN or
    RESPONDEN_SEDIKIT."""

    selisih: float
    bawah: float
    atas: float
    arah: str


def change(now: Nilai, before: Nilai) -> Perubahan | None:
    """The change, or None where one of the two has no respondents.

    Where one of the two has no interval (an aggregated recap) nothing is claimed: not a direction, and not that the
    difference is within chance either; nor where one of them has too few respondents for a grade (scoring-rules 8).
    """
    if now.n == 0 or before.n == 0:
        return None
    one, other = (np.array([[v.nilai_4, v.bawah_4, v.atas_4]]) for v in (now, before))
    bawah, atas = difference_limits(one, other)
    is_thin = min(now.n, before.n) < display_rule().minimal_mutu
    arah = RESPONDEN_SEDIKIT if is_thin else str(directions(bawah, atas)[0])
    return Perubahan(now.nilai_4 - before.nilai_4, float(bawah[0]), float(atas[0]), arah)


def difference_limits(
    one: FloatArray, other: FloatArray, correlation: FloatArray | float = 0.0
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper limit of ``one`` - ``other``, each shape (..., 3): value, lower and upper limit; NaN without limits.

    MOVER (Zou & Donner 2008, Statistics in Medicine 27:1693; with a correlation: Zou 2007, Psychological Methods 12:399)
    combines two intervals that need not be symmetric. Two periods have different respondents: correlation 0.
    """
    difference = one[..., 0] - other[..., 0]
    down_one, up_one = one[..., 0] - one[..., 1], one[..., 2] - one[..., 0]
    down_other, up_other = other[..., 0] - other[..., 1], other[..., 2] - other[..., 0]
    below = down_one**2 + up_other**2 - 2 * correlation * down_one * up_other
    above = up_one**2 + down_other**2 - 2 * correlation * up_one * down_other
    return difference - np.sqrt(np.maximum(below, 0.0)), difference + np.sqrt(np.maximum(above, 0.0))


def directions(bawah: FloatArray, atas: FloatArray) -> npt.NDArray[np.object_]:
    """NAIK, TURUN, WAJAR or TANPA_KISARAN for the limits of differences, elementwise."""
    found = np.full(np.shape(bawah), WAJAR, dtype=object)
    found[bawah > _SAME] = NAIK
    found[atas < -_SAME] = TURUN
    found[np.isnan(bawah) | np.isnan(atas)] = TANPA_KISARAN
    return found
