"""Item answers as text, one character each (0-9, A for 10): how instruments with nested items keep their answers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

DIGITS = "0123456789A"


def pack(butir: npt.NDArray[np.int8]) -> list[str]:
    """One text per row of ``butir``, shape (n, items), 0 = no answer."""
    letters = np.array(list(DIGITS))[butir]
    return ["".join(row) for row in letters]


def unpack(texts: Iterable[str], items: int) -> npt.NDArray[np.int8]:
    """The (n, items) answers that pack() wrote."""
    codes = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8).reshape(-1, items)
    return np.where(codes == ord("A"), 10, codes - ord("0")).astype(np.int8)
