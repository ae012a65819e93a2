"""The four states of a number (scoring-rules 8): never confused, never drawn as 0."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What may be said of a value; the value itself is only meaningful where the status is not TIDAK_ADA_DATA."""

    TIDAK_ADA_DATA = "tidak ada data"
    DI_BAWAH_MINIMAL = "di bawah minimal"
    DISEMBUNYIKAN = "disembunyikan"
    NILAI = "nilai"


def status_of(n: float, minimal: int) -> Status:
    """The state of a value that rests on ``n`` respondents, with the floor ``minimal`` for showing a grade."""
    if not n > 0:
        return Status.TIDAK_ADA_DATA
    return Status.NILAI if n >= minimal else Status.DI_BAWAH_MINIMAL
