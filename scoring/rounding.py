"""Rounding in one place: half up, for display and for grading only (scoring-rules 2.5)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import overload

import numpy as np
import numpy.typing as npt

# Binary floats put 88.305 at 88.30499999999999; nine decimals restore what the arithmetic meant and move nothing else,
# because survey values are ratios of small integers.
_NOISE_DECIMALS = 9


@overload
def round_half_up(value: float, decimals: int = 2) -> float: ...
@overload
def round_half_up(value: npt.NDArray[np.float64], decimals: int = 2) -> npt.NDArray[np.float64]: ...
def round_half_up(value: float | npt.NDArray[np.float64], decimals: int = 2) -> float | npt.NDArray[np.float64]:
    """``value`` rounded half up (away from zero at the tie) to ``decimals``; NaN stays NaN."""
    factor = 10.0**decimals
    scaled = np.round(np.abs(value) * factor, _NOISE_DECIMALS - decimals)
    rounded = np.sign(value) * np.floor(scaled + 0.5) / factor + 0.0  # a difference of -0.001 is 0, not -0
    return rounded if isinstance(value, np.ndarray) else float(rounded)


def round_decimal(value: float, decimals: int = 2) -> Decimal:
    """``value`` as an exactly rounded Decimal with ``decimals`` places, half up: the form that is printed."""
    quantum = Decimal(1).scaleb(-decimals)
    rounded = round(Decimal(repr(float(value))), _NOISE_DECIMALS).quantize(quantum, rounding=ROUND_HALF_UP)
    return rounded or rounded.copy_abs()
