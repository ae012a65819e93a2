"""The four states of a number (scoring-rules 8): never confused, never drawn as 0."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd


class Status(StrEnum):
    """What may be said of a value; the value itself is only meaningful where the status is NILAI or DI_BAWAH_MINIMAL."""

    TIDAK_ADA_DATA = "tidak ada data"
    DI_BAWAH_MINIMAL = "di bawah minimal"
    DISEMBUNYIKAN = "disembunyikan"
    NILAI = "nilai"


def status_of(n: float, minimal: int) -> Status:
    """The state of a value that rests on ``n`` respondents, with the floor ``minimal`` for showing a grade."""
    if not n > 0:
        return Status.TIDAK_ADA_DATA
    return Status.NILAI if n >= minimal else Status.DI_BAWAH_MINIMAL


def with_states(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` (column ``status``) in which a satker, unsur or month that the data do not mention has a state too."""
    return rows.assign(status=rows["status"].where(rows["status"].notna(), Status.TIDAK_ADA_DATA))
