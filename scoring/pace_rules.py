"""The rule data of the pace: rules/laju.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


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
    """The rule in force now; older periods are judged by it too, because the forecast decides no one's value."""
    text = (resources.files("scoring") / "rules" / "laju.toml").read_text("utf-8")
    versions = [AturanLaju(**raw) for raw in tomllib.loads(text)["laju"]]
    return max(versions, key=lambda version: version.berlaku_mulai)
