"""Thresholds of the composition of respondents (rules/komposisi.toml): decisions of this program, not of a regulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from scoring.rules import in_force, load_versions


@dataclass(frozen=True)
class AturanKomposisi:
    """Fields as in the rule file, which says what each means; shares of 1, whole hours, days, months, respondents."""

    dasar: str
    berlaku_mulai: date
    minimal_n: int
    minimal_hari: int
    alfa: float
    bagian_hari: float
    bagian_jendela: float
    jam_jendela: int
    mewakili: float
    bulan_sebelum: int
    minimal_sebelum: int
    hari_akhir: int
    bagian_akhir: float
    jam_buka: int
    jam_tutup: int
    luar_wajar: float
    bagian_luar: float
    jam_diketahui: float
    selisih_layanan: float
    layanan_cocok: float
    bagian_kanal: float
    minimal_kanal: int


@cache
def composition_rule() -> AturanKomposisi:
    """The newest thresholds; older months are judged by them too."""
    return in_force([AturanKomposisi(**raw) for raw in load_versions("komposisi")], None)
