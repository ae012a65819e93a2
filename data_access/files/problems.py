"""What is wrong with a file, for the operator: what, where, expected, what to do. Collapsed, never silently cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from data_access.files.personal import mask_personal
from data_access.files.reading.limits import number
from data_access.files.texts import excerpt

Tingkat = Literal["galat", "konfirmasi", "peringatan"]
TINGKAT: tuple[Tingkat, ...] = ("galat", "konfirmasi", "peringatan")
FIRST_ROWS = 10
PER_COLUMN = 20  # different found values that get a line of their own


@dataclass(frozen=True)
class Masalah:
    """One problem. 'galat': the file is refused; 'konfirmasi': the operator decides; 'peringatan': told, nothing stops.

    ``baris`` is the first row (1 = first of the sheet, 0 = not about one row), ``jumlah`` how many rows have the same
    problem, ``baris_awal`` the first ten of them. ``kolom`` is the letter ('' = not about one column), ``judul`` its
    header.
    """

    tingkat: Tingkat
    kode: str
    pesan: str
    lembar: str = ""
    baris: int = 0
    kolom: str = ""
    judul: str = ""
    ditemukan: str = ""
    diharapkan: str = ""
    jumlah: int = 1
    baris_awal: tuple[int, ...] = ()

    @property
    def sel(self) -> str:
        """Address of the first cell: 'G12', 'baris 12', 'kolom G' or ''."""
        if self.kolom and self.baris:
            return f"{self.kolom}{self.baris}"
        if self.baris:
            return f"baris {self.baris}"
        return f"kolom {self.kolom}" if self.kolom else ""


def found(text: str) -> str:
    """A found value as it may be quoted: short, printable, personal data masked."""
    return excerpt(mask_personal(text))


def rows_text(rows: Iterable[int], jumlah: int) -> str:
    """'baris 3, 7, 12 dan 240 baris lain' or 'baris 3'."""
    shown = list(rows)[:5]
    text = "baris " + ", ".join(str(row) for row in shown)
    return f"{text} dan {number(jumlah - len(shown))} baris lain" if jumlah > len(shown) else text


def first_rows(mask: npt.NDArray[np.bool_], baris: npt.NDArray[np.int32]) -> tuple[int, tuple[int, ...]]:
    """(how many rows ``mask`` marks, the numbers of the first ten)."""
    marked = np.flatnonzero(mask)
    return len(marked), tuple(int(row) for row in baris[marked[:FIRST_ROWS]])


def in_order(problems: Iterable[Masalah]) -> tuple[Masalah, ...]:
    """Worst first, then as they stand in the file."""
    return tuple(sorted(problems, key=lambda one: (TINGKAT.index(one.tingkat), one.kode, one.baris)))
