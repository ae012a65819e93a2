"""Change between two periods, with its interval: an arrow only where the interval excludes 0 (scoring-rules 9)."""

from __future__ import annotations

import math
from dataclasses import dataclass

NAIK = "naik"
TURUN = "turun"
WAJAR = "masih variasi wajar"


@dataclass(frozen=True)
class Nilai:
    """A value on scale 4 with its 95 % interval (NaN where there is none) and its n."""

    nilai_4: float
    bawah_4: float
    atas_4: float
    n: int


@dataclass(frozen=True)
class Perubahan:
    """Difference on scale 4 (now - before) with its 95 % interval; ``arah`` is one of NAIK, TURUN, WAJAR."""

    selisih: float
    bawah: float
    atas: float
    arah: str


def change(now: Nilai, before: Nilai) -> Perubahan | None:
    """The change, or None where one of the two has no respondents.

    Interval: MOVER (Zou & Donner 2008, Statistics in Medicine 27:1693), which combines two intervals that need not be
    symmetric; the two periods have different respondents, so they are independent.
    Without intervals (an aggregated recap) no direction is claimed.
    """
    if now.n == 0 or before.n == 0:
        return None
    selisih = now.nilai_4 - before.nilai_4
    bawah = selisih - math.hypot(now.nilai_4 - now.bawah_4, before.atas_4 - before.nilai_4)
    atas = selisih + math.hypot(now.atas_4 - now.nilai_4, before.nilai_4 - before.bawah_4)
    arah = NAIK if bawah > 0 else TURUN if atas < 0 else WAJAR
    return Perubahan(selisih, bawah, atas, arah)
