"""Dated rule sets: what a regulation may change is data with an effective date and a legal reference (rules/*.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Protocol, TypeVar

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
    """Gates of Zona Integritas: ``gate[predikat][indeks]`` on scale 4, and what else the predikat asks of the surveys.

    ``minimal_responden`` holds for each survey, counted over what ``minimal_per`` says: 'jendela' (all months that the
    value rests on) or 'bulan' (every month). ``dasar_bulan``: where the last ``minimal_bulan`` months and the report come
    from. ``bobot_khusus``: points of an index where they are not ``bobot_poin``.
    """

    dasar: str
    berlaku_mulai: date
    bobot_poin: float
    minimal_responden: int
    minimal_per: str
    minimal_bulan: int
    dasar_bulan: str
    gate: Mapping[str, Mapping[str, float]]
    bobot_khusus: Mapping[str, float]

    def bobot_of(self, indeks: str) -> float:
        """The most points that an index can bring."""
        return self.bobot_khusus.get(indeks, self.bobot_poin)

    def gate_of(self, predikat: str, indeks: str) -> float | None:
        """The scale-4 gate of an index for WBK or WBBM.

        None where the regulation sets none (IKM, integritas) and for '', a satker that does not go for a predikat.
        """
        if predikat not in ("", *self.gate):
            raise ScoringError(f"Predikat {predikat!r} tidak dikenal; pilihan: {', '.join(self.gate)}.")
        return self.gate.get(predikat, {}).get(indeks)


@dataclass(frozen=True)
class AturanTarget:
    """Parameters of the respondent targets; fractions are exact. ``gabung_bulan_maks``: how many months of a small satker
    may be taken together; ``sementara_bulan``: of how many known months the mean stands for one that is not over."""

    dasar: str
    berlaku_mulai: date
    minimal_zi: int
    batas_slovin: int
    gabung_bulan_maks: int
    sementara_bulan: int
    chi_kuadrat: Fraction
    p: Fraction
    d: Fraction
    slovin_e: Fraction


@dataclass(frozen=True)
class AturanTampilan:
    """Floors for showing: grade, Zona Integritas, internal survey (respondents).

    ``hampir_*``: what may be missing, at most, for a satker to count as nearly ready for Zona Integritas: distance to a
    gate (scale 4), respondents of a survey, months with data.
    """

    dasar: str
    berlaku_mulai: date
    minimal_mutu: int
    minimal_zi: int
    minimal_tampil_integritas: int
    hampir_jarak: float
    hampir_responden: int
    hampir_bulan: int


@dataclass(frozen=True)
class AturanPembanding:
    """How satker are compared: the fewest satker, share winsorised at each end, how many count as lowest; XmR months."""

    dasar: str
    berlaku_mulai: date
    minimal_satker: int
    winsor: float
    terujung: int
    jendela_bulan: int
    minimal_bulan: int
    runtun: int


class _Dated(Protocol):
    """Every rule has its legal reference, and the day from which it is in force."""

    @property
    def dasar(self) -> str: ...

    @property
    def berlaku_mulai(self) -> date: ...


Dated = TypeVar("Dated", bound=_Dated)


@cache
def load_versions(name: str) -> list[dict[str, Any]]:
    """The versions of one kind of rule as rules/<name>.toml has them."""
    text = (resources.files("scoring") / "rules" / f"{name}.toml").read_text("utf-8")
    return list(tomllib.loads(text)[name if name != "mutu" else "tabel"])


def in_force(versions: Sequence[Dated], tanggal: date | None) -> Dated:
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
        for raw in load_versions("mutu")
    ]
    return tuple(sorted(tables, key=lambda table: table.berlaku_mulai, reverse=True))


def mutu_table(tanggal: date | None = None) -> TabelMutu:
    """The grade table in force on ``tanggal`` (None: the newest)."""
    return in_force(mutu_tables(), tanggal)


@cache
def gate_sets() -> tuple[Ambang, ...]:
    """All sets of ZI gates."""
    return tuple(
        Ambang(
            raw["dasar"],
            raw["berlaku_mulai"],
            raw["bobot_poin"],
            raw["minimal_responden"],
            raw["minimal_per"],
            raw["minimal_bulan"],
            raw["dasar_bulan"],
            {predikat: raw[predikat] for predikat in PREDIKAT},
            raw.get("bobot_khusus", {}),
        )
        for raw in load_versions("ambang")
    )


def gates(tanggal: date | None = None) -> Ambang:
    """The ZI gates in force on ``tanggal`` (None: the newest)."""
    return in_force(gate_sets(), tanggal)


@cache
def target_rules() -> tuple[AturanTarget, ...]:
    """All target rules."""
    fractions = {"chi_kuadrat": "krejcie_morgan_chi_kuadrat", "p": "krejcie_morgan_p", "d": "krejcie_morgan_d"}
    return tuple(
        AturanTarget(
            raw["dasar"],
            raw["berlaku_mulai"],
            raw["minimal_zi"],
            raw["batas_slovin"],
            raw["gabung_bulan_maks"],
            raw["sementara_bulan"],
            **{name: Fraction(raw[key]) for name, key in fractions.items()},
            slovin_e=Fraction(raw["slovin_e"]),
        )
        for raw in load_versions("target")
    )


def target_rule() -> AturanTarget:
    """The target rule in force now; older periods are judged by it too, because no older rule is known."""
    return in_force(target_rules(), None)


@cache
def display_rule() -> AturanTampilan:
    """The floors for showing values."""
    return in_force([AturanTampilan(**raw) for raw in load_versions("tampilan")], None)


@cache
def comparison_rule() -> AturanPembanding:
    """How satker and months are compared."""
    return in_force([AturanPembanding(**raw) for raw in load_versions("pembanding")], None)
