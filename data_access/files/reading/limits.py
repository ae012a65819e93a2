"""How large a survey file may be, and what reading one may cost. Settings: every reader takes a Limits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

# Title and header rows are not respondents, so that a file with exactly max_rows respondents still passes.
HEADROOM_ROWS = 100


@dataclass(frozen=True)
class Limits:
    """Bounds of one file. Sizes in bytes, time in seconds; ``memory`` is the address space of the child process."""

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

    def to_json(self) -> str:
        """The limits as the child process receives them."""
        return json.dumps(asdict(self))


DEFAULT = Limits()


def number(value: float) -> str:
    """A whole number as Indonesians write it: 100000 -> '100.000'."""
    return f"{value:,.0f}".replace(",", ".")


def megabytes(value: float) -> str:
    """A size in bytes as '20 MB', never below '1 MB'."""
    return f"{number(max(1, round(value / 2**20)))} MB"
