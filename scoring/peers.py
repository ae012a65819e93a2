"""Below satker of the same jenis by more than chance (scoring-rules 9; docs/adr/0011-unsur-lemah.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# A mean of fewer satker says little about their kind.
MINIMAL_SEJENIS = 3
# 99 % in place of 95 %: each satker is compared on every unsur. Of unsur that do not differ, 1 in 200 is flagged by
# chance, of satker with 8 unsur 4 in 100.
_Z95, _Z99 = 1.959964, 2.575829
_SAME = 1e-9

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sejenis:
    """Each value against the other satker of its jenis, all (satker, unsur): their mean, how many they are, the 99 %
    limits of the difference (own value - mean), and whether there were enough of them to judge."""

    rerata: FloatArray
    satker: npt.NDArray[np.int64]
    bawah: FloatArray
    atas: FloatArray
    dinilai: BoolArray

    @property
    def di_bawah(self) -> BoolArray:
        """True where the whole interval of the difference lies below 0."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.dinilai & (self.atas < -_SAME))


def compare_with_peers(limits: FloatArray, jenis: npt.NDArray[np.object_], cukup: BoolArray) -> Sejenis:
    """Compare every satker with the mean of the others of its jenis.

    ``limits``: (satker, unsur, 3) value, lower and upper 95 % limit; ``jenis``: (satker,), '' where it is not known;
    ``cukup``: (satker, unsur) with respondents enough for a grade, only these are compared and compared with.
    The difference has the error of the own value and that of the mean of the others. The latter is the larger of their
    sampling errors and of what their own differences make of a mean of so few: satker of a kind are not all alike.
    """
    shape = limits.shape[:2]
    rerata, bawah, atas = (np.full(shape, np.nan) for _ in range(3))
    satker = np.zeros(shape, dtype=np.int64)
    usable = cukup & np.isfinite(limits).all(axis=2)
    for name in {str(name) for name in jenis} - {""}:
        rows = jenis == name
        rerata[rows], satker[rows], bawah[rows], atas[rows] = _others(limits[rows], usable[rows])
    dinilai = usable & (satker >= MINIMAL_SEJENIS)
    return Sejenis(rerata, satker, bawah, atas, dinilai)


def _others(limits: FloatArray, usable: BoolArray) -> tuple[FloatArray, npt.NDArray[np.int64], FloatArray, FloatArray]:
    """Mean and number of the others, and the 99 % limits of the difference from them, each (satker, unsur)."""
    nilai = np.where(usable, limits[..., 0], 0.0)
    down = np.where(usable, limits[..., 0] - limits[..., 1], 0.0)
    up = np.where(usable, limits[..., 2] - limits[..., 0], 0.0)
    count = (usable.sum(axis=0) - usable).astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Around the mean of all, so that the sum of squares keeps its digits.
        centre = nilai.sum(axis=0) / usable.sum(axis=0)
        deviation = np.where(usable, nilai - centre, 0.0)
        mean = np.where(count > 0, (deviation.sum(axis=0) - deviation) / count, np.nan)
        squares = (deviation**2).sum(axis=0) - deviation**2 - count * mean**2
        between = _Z95 * np.sqrt(np.maximum(squares, 0.0) / ((count - 1) * count))
        below = np.fmax(np.sqrt((down**2).sum(axis=0) - down**2) / count, between)
        above = np.fmax(np.sqrt((up**2).sum(axis=0) - up**2) / count, between)
        difference = limits[..., 0] - centre - mean
        wider = _Z99 / _Z95
        lower = difference - wider * np.hypot(limits[..., 0] - limits[..., 1], above)
        upper = difference + wider * np.hypot(limits[..., 2] - limits[..., 0], below)
    return centre + mean, count, lower, upper
