"""The same answers under the other choices that reports make: conversion, weight, months, complete cases, rounding.

For "why does another report print another number": each choice on its own, and which combination gives a printed number.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.contract import SEMUA, check_rekap
from scoring.conversions import KONVERSI, Konversi
from scoring.indeks import BOBOT, Aturan, weighted_index
from scoring.mutu import grade_one
from scoring.rounding import round_decimal, round_half_up
from scoring.states import Status, status_of

GABUNGAN, RATA_BULAN = "gabungan", "rata-rata bulan"
SKALA_4, SKALA_100, SKALA_JAWABAN = "skala 4", "skala 100", "skala jawaban"
_SAME = 1e-12
# Rounded weights that sum to more than this (8 x 0,13 = 1,04) give more than the scale has: no report is known to use them.
_JUMLAH_BOBOT = 1.01

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Cara:
    """One combination of choices: conversion, weight (scoring.indeks.BOBOT), months pooled or averaged, only respondents
    who answered every unsur, unsur rounded to 2 decimals before they are weighted."""

    konversi: str
    bobot: str
    bulan: str = GABUNGAN
    lengkap: bool = False
    dibulatkan: bool = False

    def changes(self, other: Cara) -> tuple[str, ...]:
        """Names of the choices that differ."""
        names = (field.name for field in fields(self))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True)
class HasilCara:
    """The index under one combination; ``n`` respondents, ``mutu`` None under the floor."""

    cara: Cara
    n: int
    mentah: float
    nilai_4: float
    nilai_100: float
    mutu: str | None
    status: Status


@dataclass(frozen=True)
class Kepekaan:
    """All combinations of one survey of one satker: the one shown first, then those with the fewest changes."""

    semua: tuple[HasilCara, ...]

    @property
    def tampil(self) -> HasilCara:
        """The combination that the pages show."""
        return self.semua[0]

    @property
    def satu_pilihan(self) -> tuple[HasilCara, ...]:
        """The combinations that change exactly one choice."""
        return tuple(one for one in self.semua if len(one.cara.changes(self.tampil.cara)) == 1)


@dataclass(frozen=True)
class Cocok:
    """A combination that gives a printed number, and on which scale."""

    hasil: HasilCara
    skala: str


def sensitivity(rekap: pd.DataFrame, lengkap: pd.DataFrame | None, aturan: Aturan) -> Kepekaan:
    """The index of one group under every combination of choices.

    ``rekap``: scoring.contract with the key bulan; ``lengkap``: the same of complete cases only, None or empty where that
    choice is not offered. A choice that cannot make a difference (one month, a weight of 1/k that has few decimals) is
    left out, and so is a combination whose value runs past the scale.
    """
    check_rekap(rekap, ("bulan",))
    base = Cara(aturan.konversi.kode, aturan.bobot)
    sources = {False: _nrr(rekap, aturan)} | ({} if lengkap is None or lengkap.empty else {True: _nrr(lengkap, aturan)})
    found = []
    weights, several = _weights(sources[False], aturan), rekap["bulan"].nunique() > 1
    for cara in _combinations(aturan, weights, several_months=several, complete=True in sources):
        hasil = _result(cara, sources[cara.lengkap], aturan)
        if hasil is not None:
            found.append(hasil)
    # Fewest changes first, and among them in the order in which Cara names the choices.
    order = [field.name for field in fields(Cara)]
    found.sort(key=lambda one: (len(one.cara.changes(base)), [order.index(name) for name in one.cara.changes(base)]))
    return Kepekaan(tuple(found))


def reproducing(kepekaan: Kepekaan, nilai: float, desimal: int) -> tuple[Cocok, ...]:
    """The combinations with the fewest changes that print ``nilai`` at ``desimal`` decimals (half up); () when none does.

    The number may be on scale 4, scale 100 or the answer scale; a combination counts once, on the first that fits.
    """
    printed = round_decimal(nilai, desimal)
    found: list[Cocok] = []
    for hasil in kepekaan.semua:
        changes = len(hasil.cara.changes(kepekaan.tampil.cara))
        if found and changes > len(found[0].hasil.cara.changes(kepekaan.tampil.cara)):
            break
        scales = ((SKALA_4, hasil.nilai_4), (SKALA_100, hasil.nilai_100), (SKALA_JAWABAN, hasil.mentah))
        scale = next((name for name, value in scales if round_decimal(value, desimal) == printed), None)
        if scale is not None:
            found.append(Cocok(hasil, scale))
    return tuple(found)


def is_everyone_complete(rekap: pd.DataFrame) -> bool:
    """True when every respondent answered every unsur that anybody answered: then complete cases are all respondents."""
    n = rekap.groupby("unsur")["n"].sum()
    return bool((n[n > 0] == n.get(SEMUA, 0)).all())


@dataclass(frozen=True)
class _Nrr:
    """NRR of one group: ``gabungan`` (1, k) of all months pooled, ``bulanan`` (months, k); NaN without answers."""

    n: int
    gabungan: FloatArray
    bulanan: FloatArray


def _nrr(rekap: pd.DataFrame, aturan: Aturan) -> _Nrr:
    codes = [unsur.kode for unsur in aturan.instrumen.unsur]
    answered = rekap[rekap["unsur"].isin(codes)]
    total, n = (
        answered.pivot(index="bulan", columns="unsur", values=name).reindex(columns=codes).fillna(0)
        for name in ("jumlah", "n")
    )
    pooled = _ratio(total.sum().to_numpy(float)[None, :], n.sum().to_numpy(float)[None, :], aturan)
    monthly = _ratio(total.to_numpy(float), n.to_numpy(float), aturan)
    return _Nrr(int(rekap.loc[rekap["unsur"] == SEMUA, "n"].sum()), pooled, monthly)


def _ratio(total: FloatArray, n: FloatArray, aturan: Aturan) -> FloatArray:
    # No answers is NaN, not zero.
    result: FloatArray = np.divide(total, n * aturan.instrumen.pembagi, out=np.full(n.shape, np.nan), where=n > 0)
    return result


def _combinations(aturan: Aturan, weights: Sequence[str], *, several_months: bool, complete: bool) -> list[Cara]:
    """The shown combination and all others that are offered."""
    months = [GABUNGAN, RATA_BULAN] if several_months else [GABUNGAN]
    found = itertools.product(
        conversions_of(aturan), weights, months, (False, True) if complete else (False,), (False, True)
    )
    return [Cara(*choices) for choices in found]


def conversions_of(aturan: Aturan) -> list[str]:
    """The conversions that the instrument's scale allows, those that come to the same on it once."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    offered: dict[tuple[float, ...], str] = {}
    for kode in (aturan.konversi.kode, *KONVERSI):
        if kode != "x25" or high == 4:
            rule = KONVERSI[kode]
            ends = tuple(float(to(x, low, high)) for to in (rule.to_4, rule.to_100) for x in (low, high))
            offered.setdefault(ends, kode)
    return list(offered.values())


def _weights(nrr: _Nrr, aturan: Aturan) -> list[str]:
    """The weight in use, and the others that are offered."""
    return [aturan.bobot, *weights_offered(~np.isnan(nrr.gabungan[0]), aturan)]


def weights_offered(answered: npt.NDArray[np.bool_], aturan: Aturan) -> list[str]:
    """The weights besides the one in use that differ from 1/k for the unsur with answers (k booleans)."""
    given = np.where(answered, np.array(aturan.instrumen.bobot), 0.0)
    exact = given / given.sum()
    offered = []
    for name, digits in BOBOT.items():
        rounded = exact if digits is None else round_half_up(exact, digits)
        is_other = digits is None or np.abs(rounded - exact).max() > _SAME
        if name != aturan.bobot and is_other and rounded.sum() <= _JUMLAH_BOBOT:
            offered.append(name)
    return offered


def _result(cara: Cara, nrr: _Nrr, aturan: Aturan) -> HasilCara | None:
    values = nrr.gabungan if cara.bulan == GABUNGAN else nrr.bulanan
    if cara.dibulatkan:
        values = round_half_up(values, 2)
    mentah = float(weighted_index(values, replace(aturan, bobot=cara.bobot)).mean())
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    if mentah > high + _SAME:
        return None
    konversi: Konversi = KONVERSI[cara.konversi]
    nilai_4 = float(konversi.to_4(mentah, low, high))
    status = status_of(nrr.n, aturan.minimal)
    mutu = grade_one(nilai_4, aturan.tabel) if status is Status.NILAI else None
    return HasilCara(cara, nrr.n, mentah, nilai_4, float(konversi.to_100(mentah, low, high)), mutu, status)
