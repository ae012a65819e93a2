"""One index from the same material in the ways in which reports compute it: what scoring.reconcile searches through.

The choices of scoring.sensitivity.Cara, and those that only a printed number of somebody else brings: how its parts were
rounded, an unsur or months that are not in it, the scale it was printed on. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.contract import SEMUA, check_rekap
from scoring.conversions import KONVERSI
from scoring.indeks import Aturan, unsur_weights
from scoring.rounding import round_half_up
from scoring.sensitivity import RATA_BULAN, Cara

ASLI, EMPAT, SERATUS = "asli", "4", "100"
SKALA = (ASLI, EMPAT, SERATUS)
# What is rounded before the end, and how: NRR or weighted NRR, half up, half to even, or cut off.
NRR, TERTIMBANG, HASIL = "nrr", "tertimbang", "hasil"
ATAS, GENAP, POTONG = "ke atas", "ke genap", "dipotong"
_NOISE = 9

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pembulatan:
    """``apa`` (NRR, TERTIMBANG, HASIL) is rounded to ``desimal`` decimals, ``cara`` ATAS, GENAP or POTONG."""

    apa: str
    desimal: int
    cara: str = ATAS


@dataclass(frozen=True)
class Langkah:
    """One way to an index: ``cara`` (scoring.sensitivity), ``pembulatan`` beside it, the code of an unsur left out (''),
    months left out (202606), and the scale that the result is told on."""

    cara: Cara
    skala: str
    pembulatan: Pembulatan | None = None
    tanpa_unsur: str = ""
    tanpa_bulan: tuple[int, ...] = ()

    def changes(self, other: Langkah) -> tuple[str, ...]:
        """Names of the choices that differ, those of Cara first."""
        own = (field.name for field in fields(self) if field.name != "cara")
        differing = tuple(name for name in own if getattr(self, name) != getattr(other, name))
        return (*self.cara.changes(other.cara), *differing)


@dataclass(frozen=True, eq=False)
class Bahan:
    """What an index is computed from: sums and counts of shape (months, k unsur), on the answer scale, and the respondents
    of each month. A count of 0 is no answer. ``n_dikenal`` False: counts are weights only (means without n)."""

    bulan: tuple[int, ...]
    jumlah: FloatArray
    n: FloatArray
    responden: npt.NDArray[np.int64]
    n_dikenal: bool = True


def material_of(rekap: pd.DataFrame, aturan: Aturan) -> Bahan:
    """From a ``rekap`` frame of scoring.contract with the key bulan (one satker)."""
    check_rekap(rekap, ("bulan",))
    codes = [unsur.kode for unsur in aturan.instrumen.unsur]
    answered = rekap[rekap["unsur"].isin(codes)]
    total, n = (
        answered.pivot(index="bulan", columns="unsur", values=name).reindex(columns=codes).fillna(0).sort_index()
        for name in ("jumlah", "n")
    )
    whole = rekap[rekap["unsur"] == SEMUA].set_index("bulan")["n"].reindex(total.index).fillna(0)
    return Bahan(
        tuple(int(bulan) for bulan in total.index),
        total.to_numpy(float) / aturan.instrumen.pembagi,
        n.to_numpy(float),
        whole.to_numpy(np.int64),
    )


def material_of_means(nilai: Mapping[str, float], aturan: Aturan) -> Bahan:
    """From the unsur means that a report prints itself (answer scale, by code): is its index the mean of its unsur?"""
    values = [nilai.get(unsur.kode, np.nan) for unsur in aturan.instrumen.unsur]
    means = np.array([values], dtype=float)
    known = ~np.isnan(means)
    return Bahan((0,), np.where(known, means, 0.0), known.astype(float), np.zeros(1, dtype=np.int64), n_dikenal=False)


def compute(bahan: Bahan, langkah: Langkah, aturan: Aturan) -> tuple[float, int]:
    """(index on the scale of ``langkah``, unrounded unless it says so; respondents). NaN where nothing is left."""
    kept = np.array([bulan not in langkah.tanpa_bulan for bulan in bahan.bulan], dtype=bool)
    total, n = bahan.jumlah[kept], bahan.n[kept]
    if langkah.cara.bulan != RATA_BULAN:
        total, n = total.sum(axis=0, keepdims=True), n.sum(axis=0, keepdims=True)
    nrr = np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)
    if langkah.tanpa_unsur:
        left_out = [unsur.kode == langkah.tanpa_unsur for unsur in aturan.instrumen.unsur]
        nrr = np.where(np.array(left_out), np.nan, nrr)
    if langkah.cara.dibulatkan:
        nrr = round_half_up(nrr, 2)
    nrr = _rounded(nrr, langkah.pembulatan, NRR)
    weights = unsur_weights(nrr, replace(aturan, bobot=langkah.cara.bobot))
    parts = _rounded(np.where(weights > 0, weights * nrr, 0.0), langkah.pembulatan, TERTIMBANG)
    index = np.where(np.isnan(weights).all(axis=1), np.nan, parts.sum(axis=1))
    raw = float(index.mean()) if len(index) else float("nan")
    value = to_scale(raw, langkah.skala, langkah.cara.konversi, aturan)
    value = float(_rounded(np.array([value]), langkah.pembulatan, HASIL)[0])
    return value, int(bahan.responden[kept].sum())


def _rounded(values: FloatArray, rule: Pembulatan | None, what: str) -> FloatArray:
    if rule is None or rule.apa != what:
        return values
    if rule.cara == ATAS:
        return round_half_up(values, rule.desimal)
    factor = 10.0**rule.desimal
    # As in scoring.rounding: binary noise goes first, or 3.58 would be cut off to 3.57.
    scaled = np.round(values * factor, _NOISE - rule.desimal)
    return np.asarray((np.rint(scaled) if rule.cara == GENAP else np.floor(scaled)) / factor)


def to_scale(mentah: float, skala: str, konversi: str, aturan: Aturan) -> float:
    """A value of the answer scale on 'asli', '4' or '100'."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    if skala == ASLI:
        return mentah
    rule = KONVERSI[konversi]
    return float((rule.to_4 if skala == EMPAT else rule.to_100)(mentah, low, high))


def from_scale(nilai: float, skala: str, konversi: str, aturan: Aturan) -> float:
    """The inverse of to_scale: every conversion is a straight line."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    start, end = (to_scale(float(x), skala, konversi, aturan) for x in (low, high))
    return low + (nilai - start) / (end - start) * (high - low)
