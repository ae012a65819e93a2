"""Public holidays and cuti bersama of Indonesia, from the ``holidays`` package; what of a year is not official yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

# Cuti bersama is decided year by year since 2002: an earlier year without it lacks nothing.
CUTI_BERSAMA_SEJAK = 2002
_UMUM, _CUTI = holidays.PUBLIC, holidays.GOVERNMENT
PERKIRAAN = "(perkiraan)"  # how the package marks, in Indonesian, a date that it computed


@dataclass(frozen=True)
class TahunLibur:
    """How sure the holidays of a year are. ``ada_cuti_bersama``: the cuti bersama of the year are known; ``perkiraan``:
    the holidays whose date is computed and not announced yet."""

    tahun: int
    ada_cuti_bersama: bool
    perkiraan: Mapping[date, str]

    @property
    def is_official(self) -> bool:
        """True when nothing of the year is still open."""
        return self.ada_cuti_bersama and not self.perkiraan


def national_holidays(tahun: Iterable[int]) -> dict[date, str]:
    """Closed days of these years, ascending, with their Indonesian names: public holidays and cuti bersama.

    Several of one day are joined by '; '. Computed dates keep '(perkiraan)' in the name. Source: the SKB 3 Menteri of each
    year as the package has them (docs/adr/0018).
    """
    found: dict[date, str] = {}
    for one in sorted(set(tahun)):
        found |= _of_year(one, _UMUM, _CUTI)
    return found


@cache
def year_status(tahun: int) -> TahunLibur:
    """What of a year is not official yet. A year without any cuti bersama has no decree in the package."""
    known = bool(_of_year(tahun, _CUTI)) or tahun < CUTI_BERSAMA_SEJAK
    guessed = {day: name for day, name in _of_year(tahun, _UMUM).items() if PERKIRAAN in name}
    return TahunLibur(tahun, known, guessed)


@cache
def _of_year(tahun: int, *kategori: str) -> dict[date, str]:
    return dict(sorted(holidays.country_holidays("ID", years=tahun, categories=kategori, language="id").items()))
