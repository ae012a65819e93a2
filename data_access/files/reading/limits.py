"""How large a survey file may be, and what reading one may cost. Settings: every reader takes a Limits."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from data_access.errors import RefusedError

# Title and header rows are not respondents, so that a file with exactly max_rows respondents still passes.
HEADROOM_ROWS = 100


@dataclass(frozen=True)
class Limits:
    """Bounds of one file. Sizes in bytes, time in seconds; ``memory`` is the address space of the child process.

    ``seconds`` is the most that the largest file may take; ``cpu_seconds`` is what a file of a certain size gets, so
    that a small hostile file is stopped soon.
    """

    max_bytes: int = 20 * 2**20
    max_rows: int = 100_000
    max_columns: int = 500
    max_cells: int = 4_000_000
    max_cell_text: int = 32_767  # what Excel itself allows in one cell
    max_entries: int = 2_000
    max_unpacked: int = 400 * 2**20
    max_ratio: int = 200  # real workbooks pack 9 to 30 times; a bomb 1,000 times
    max_answer: int = 128 * 2**20  # cells as the child process hands them over
    memory: int = 1_024 * 2**20  # 100,000 rows x 20 columns need less than a quarter
    seconds: float = 20.0

    @property
    def last_row(self) -> int:
        """The highest row number that a sheet may use."""
        return self.max_rows + HEADROOM_ROWS

    def cpu_seconds(self, size: int) -> int:
        """Processor time for a file of ``size`` bytes: 3 s and 1 s for each MB, never more than ``seconds``."""
        return max(1, min(round(self.seconds), 3 + size // 2**20))

    def to_json(self) -> str:
        """The limits as the child process receives them."""
        return json.dumps(asdict(self))


DEFAULT = Limits()
# For commands, which no other user waits for: a million rows. Address space is not memory used: see docs/bench.md.
COMMAND = Limits(
    max_bytes=400 * 2**20,
    max_rows=1_000_000,
    max_cells=40_000_000,
    max_unpacked=2_000 * 2**20,
    max_answer=512 * 2**20,
    memory=4_096 * 2**20,
    seconds=300.0,
)
# Setting -> (field, factor): what an operator of the program may change in its environment.
_SETTINGS: dict[str, tuple[str, int]] = {
    "PANTAU_BATAS_UKURAN_MB": ("max_bytes", 2**20),
    "PANTAU_BATAS_BARIS": ("max_rows", 1),
    "PANTAU_BATAS_KOLOM": ("max_columns", 1),
    "PANTAU_BATAS_SEL": ("max_cells", 1),
    "PANTAU_BATAS_MEMORI_MB": ("memory", 2**20),
    "PANTAU_BATAS_DETIK": ("seconds", 1),
}


def from_settings(base: Limits = DEFAULT, settings: Mapping[str, str] | None = None) -> Limits:
    """``base`` with what the settings (environment variables PANTAU_BATAS_...) change.

    RefusedError for a setting that is no whole number above zero: a limit that was meant must not be ignored.
    """
    known = os.environ if settings is None else settings
    changed: dict[str, int] = {}
    for name, (field, factor) in _SETTINGS.items():
        text = known.get(name, "").strip()
        if not text:
            continue
        if not (text.isascii() and text.isdecimal() and int(text)):
            raise RefusedError(f"Pengaturan {name} harus bilangan bulat di atas nol. Perbaiki, lalu jalankan ulang.")
        changed[field] = int(text) * factor
    return replace(base, **changed)


def number(value: float) -> str:
    """A whole number as Indonesians write it: 100000 -> '100.000'."""
    return f"{value:,.0f}".replace(",", ".")


def megabytes(value: float) -> str:
    """A size in bytes as '20 MB', never below '1 MB'."""
    return f"{number(max(1, round(value / 2**20)))} MB"
