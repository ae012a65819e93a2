"""The numbers behind the days of the respondents."""

from __future__ import annotations

import pandas as pd

from dashboard.formats import format_tanggal
from scoring.composition import Isian
from scoring.workdays import HARI


def hari(isian: Isian) -> pd.DataFrame:
    """One row a day with respondents, ascending, and why it is no working day where it is none."""
    counts = isian.jam.harian
    return pd.DataFrame(
        {
            "Hari": [HARI[day.weekday()] for day in counts],
            "Tanggal": [format_tanggal(day) for day in counts],
            "Responden": list(counts.values()),
            "Hari tutup": [isian.kalender.reason(day) for day in counts],
        }
    )
