"""Dated rule sets: what a regulation may change is data with an effective date and a legal reference (rules/*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from scoring.errors import ScoringError

PREDIKAT = ("WBK", "WBBM")


@dataclass(frozen=True)
class Kelas:
    """One row of a grade table: the letter from ``dari`` (NIK, 0-100) upwards."""

    mutu: str
    kinerja: str
    dari: float


@dataclass(frozen=True)
class TabelMutu:
    """A grade table, highest class first, valid from a date."""

    kode: str
    dasar: str
    berlaku_mulai: date
    kelas: tuple[Kelas, ...]


@dataclass(frozen=True)
class Ambang:
    """Gates of Zona Integritas: ``gate[predikat][indeks]`` on scale 4."""

    dasar: str
    berlaku_mulai: date
    bobot_poin: float
    minimal_responden: int
    gate: Mapping[str, Mapping[str, float]]

    def gate_of(self, predikat: str, indeks: str) -> float | None:
        """The scale-4 gate of an index for WBK or WBBM.

        None where the regulation sets none (IKM, integritas) and for '', a satker that does not go for a predikat.
        """
        if predikat not in ("", *self.gate):
            raise ScoringError(f"Predikat {predikat!r} tidak dikenal; pilihan: {', '.join(self.gate)}.")
        return self.gate.get(predikat, {}).get(indeks)


@dataclass(frozen=True)
class AturanTarget:
    """Parameters of the respondent targets; fractions are exact."""

    dasar: str
    berlaku_mulai: date
    minimal_zi: int
    batas_slovin: int
    chi_kuadrat: Fraction
    p: Fraction
    d: Fraction
    slovin_e: Fraction


@dataclass(frozen=True)
class AturanTampilan:
    """Floors for showing: grade, Zona Integritas, internal survey (respondents)."""

    dasar: str
    berlaku_mulai: date
    minimal_mutu: int
    minimal_zi: int
    minimal_tampil_integritas: int


Dated = TypeVar("Dated", TabelMutu, Ambang, AturanTarget, AturanTampilan)


@cache
def _load(name: str) -> list[dict[str, Any]]:
    text = (resources.files("scoring") / "rules" / f"{name}.toml").read_text("utf-8")
    return list(tomllib.loads(text)[name if name != "mutu" else "tabel"])


def _in_force(versions: Sequence[Dated], tanggal: date | None) -> Dated:
    """The version in force on ``tanggal``: the newest when no date is known, the oldest before all of them."""
    newest_first = sorted(versions, key=lambda version: version.berlaku_mulai, reverse=True)
    if tanggal is None:
        return newest_first[0]
    return next((v for v in newest_first if v.berlaku_mulai <= tanggal), newest_first[-1])


@cache
def mutu_tables() -> tuple[TabelMutu, ...]:
    """All grade tables, newest first."""
    tables = [
        TabelMutu(raw["kode"], raw["dasar"], raw["berlaku_mulai"], tuple(Kelas(**row) for row in raw["kelas"]))
        for raw in _load("mutu")
    ]
    return tuple(sorted(tables, key=lambda table: table.berlaku_mulai, reverse=True))


def mutu_table(tanggal: date | None = None) -> TabelMutu:
    """The grade table in force on ``tanggal`` (None: the newest)."""
    return _in_force(mutu_tables(), tanggal)


@cache
def gate_sets() -> tuple[Ambang, ...]:
    """All sets of ZI gates."""
    return tuple(
        Ambang(
            raw["dasar"],
            raw["berlaku_mulai"],
            raw["bobot_poin"],
            raw["minimal_responden"],
            {predikat: raw[predikat] for predikat in PREDIKAT},
        )
        for raw in _load("ambang")
    )


def gates(tanggal: date | None = None) -> Ambang:
    """The ZI gates in force on ``tanggal`` (None: the newest)."""
    return _in_force(gate_sets(), tanggal)


@cache
def target_rule() -> AturanTarget:
    """The target rule in force now; older periods are judged by it too, because no older rule is known."""
    raw = _load("target")[0]
    return AturanTarget(
        raw["dasar"],
        raw["berlaku_mulai"],
        raw["minimal_zi"],
        raw["batas_slovin"],
        Fraction(raw["krejcie_morgan_chi_kuadrat"]),
        Fraction(raw["krejcie_morgan_p"]),
        Fraction(raw["krejcie_morgan_d"]),
        Fraction(raw["slovin_e"]),
    )


@cache
def display_rule() -> AturanTampilan:
    """The floors for showing values."""
    return AturanTampilan(**_load("tampilan")[0])
