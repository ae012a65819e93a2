"""Sentences about calendars."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formats import format_tanggal, join_kata
from data_access.holidays_id import TahunLibur

_TERBANYAK = 4  # days that are named; more are counted


def unofficial_sentence(years: Sequence[TahunLibur]) -> str:
    """What of a period is not official yet (views.kalender.unofficial_years); '' when everything is."""
    return " ".join(part for one in years for part in (_undecided(one), _computed(one)) if part)


def _undecided(one: TahunLibur) -> str:
    return (
        ""
        if one.ada_cuti_bersama
        else f"Cuti bersama {one.tahun} belum ditetapkan, jadi hari kerjanya dapat berkurang."
    )


def _computed(one: TahunLibur) -> str:
    days = sorted(one.perkiraan)
    if not days:
        return ""
    many = len(days) > _TERBANYAK
    named = (
        f"{len(days)} hari libur {one.tahun}" if many else f"Libur {join_kata([format_tanggal(day) for day in days])}"
    )
    return f"{named} masih perkiraan, karena tanggalnya belum diumumkan."
