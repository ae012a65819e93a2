"""The rule data of the pace: rules/laju.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from scoring.rules import in_force, load_versions


@dataclass(frozen=True)
class AturanLaju:
    """Limits of the states (probabilities), content of the interval and weights of the model; units: rules/laju.toml."""

    dasar: str
    berlaku_mulai: date
    aman: float
    dijaga: float
    isi_kisaran: float
    minimal_hari: int
    jendela_hari: int
    bobot_sebelum: float
    sebaran_awal: float
    bobot_sebaran: float
    hari_akhir_bulan: int
    bobot_irama: float
    ragam_perubahan: float
    sisa_hari_berjalan: float


@cache
def pace_rule() -> AturanLaju:
    """The newest rule; older periods are judged by it too, because the forecast decides no one's value."""
    return in_force([AturanLaju(**raw) for raw in load_versions("laju")], None)
