"""Comparing satker (scoring-rules 10): funnel and tiers, shrunken values, probability of a rank, peers of the same jenis.

A comparison asks about the level of a satker, not about exactly the users of one period; so no finite population
correction is made here, and a full census still has the chance of who came that month (docs/adr/0009).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring import hierarchy, indeks
from scoring.changes import Nilai, Perubahan, change
from scoring.contract import SEMUA, SKALA_INDEKS
from scoring.funnel import Corong, FloatArray, Kisaran, build_funnel
from scoring.indeks import Aturan, Rerata
from scoring.peers import MINIMAL_SEJENIS
from scoring.rules import comparison_rule
from scoring.states import Status

_Z95 = 1.959964


@dataclass(frozen=True)
class Perbandingan:
    """One index of satker side by side. ``corong`` is None where too few satker can be compared.

    ``tabel``: satker, n, nilai_4, mutu, status, bawah_4, atas_4, and for satker with enough respondents ``kisaran`` (Kisaran;
    None otherwise), ``susut_4`` (shrunken value), ``peluang_terendah``, ``peluang_tertinggi`` (NaN otherwise).
    """

    corong: Corong | None
    tabel: pd.DataFrame

    @property
    def dibandingkan(self) -> pd.DataFrame:
        """The satker that have a tier."""
        return self.tabel[self.tabel["kisaran"].notna()]

    def of(self, *kisaran: Kisaran) -> pd.DataFrame:
        """The satker in these tiers, farthest from the centre first."""
        found = self.tabel[self.tabel["kisaran"].isin(kisaran)]
        if self.corong is None:
            return found
        far = (found["nilai_4"] - self.corong.pusat).abs()
        return found.loc[far.sort_values(ascending=False, kind="stable").index]


def compare(per_satker: pd.DataFrame, sebaran: pd.DataFrame, aturan: Aturan) -> Perbandingan:
    """The comparison of ``per_satker`` (scoring.indeks.indeks by satker) with the distribution of the index.

    Satker below the floor or without a distribution are in the table and in no tier, and do not move the centre.
    """
    rule, columns = comparison_rule(), ["satker", "n", "nilai_4", "mutu", "status", "bawah_4", "atas_4"]
    tabel = per_satker[columns].reset_index(drop=True)
    tabel["kisaran"] = pd.Series(None, index=tabel.index, dtype=object)
    tabel[["susut_4", "peluang_terendah", "peluang_tertinggi"]] = np.nan
    counted = sebaran.loc[sebaran["unsur"] == SEMUA, "satker"]
    # An aggregated recap has no distribution, so nothing says how much its value swings.
    able = ((tabel["status"] == Status.NILAI) & tabel["satker"].isin(counted)).to_numpy()
    if able.sum() < rule.minimal_satker:
        return Perbandingan(None, tabel)
    chosen = tabel[able]
    within, variances = _spread(chosen, sebaran, aturan)
    values, n = chosen["nilai_4"].to_numpy(float), chosen["n"].to_numpy(np.int64)
    low, high = scale_4(aturan)
    corong = build_funnel(values, n, within, scale=(low, high), winsor=rule.winsor)
    tiers = iter(corong.tiers(values, n))
    tabel["kisaran"] = pd.Series([next(tiers) if is_able else None for is_able in able], tabel.index, dtype=object)
    model = hierarchy.fit(values, variances)
    tabel.loc[able, "susut_4"] = hierarchy.shrunken(model)
    lowest, highest = hierarchy.rank_probabilities(model, rule.terujung)
    tabel.loc[able, "peluang_terendah"], tabel.loc[able, "peluang_tertinggi"] = lowest, highest
    return Perbandingan(corong, tabel)


def scale_4(aturan: Aturan) -> tuple[float, float]:
    """Both ends of scale 4 under the conversion (proporsional starts above 0, not at 1)."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    return float(aturan.konversi.to_4(low, low, high)), float(aturan.konversi.to_4(high, low, high))


def _spread(chosen: pd.DataFrame, sebaran: pd.DataFrame, aturan: Aturan) -> tuple[float, FloatArray]:
    """On scale 4: standard deviation of one respondent within a satker, pooled over satker; and the sampling variance
    of each satker's index, the exact variance of the Dirichlet posterior of its mean (alpha = 1/K, docs/adr/0006)."""
    instrumen = aturan.instrumen
    low, high = scale_4(aturan)
    slope = (high - low) / (instrumen.skala_maks - instrumen.skala_min)
    tall = sebaran[sebaran["unsur"] == SEMUA]
    value, count = tall["nilai"].to_numpy(float) / SKALA_INDEKS, tall["jumlah"].to_numpy(float)
    sums = pd.DataFrame({"satker": tall["satker"], "n": count, "x": count * value, "xx": count * value**2})
    sums = sums.groupby("satker").sum().reindex(chosen["satker"])
    n, x, xx = (sums[name].to_numpy(float) for name in ("n", "x", "xx"))
    within = np.maximum(xx - x**2 / n, 0.0).sum() / max(n.sum() - len(n), 1.0)
    # What the prior adds: one respondent spread evenly over the means that k answers can have.
    parts = len(instrumen.unsur)
    possible = np.arange(parts * instrumen.skala_min, parts * instrumen.skala_maks + 1) / parts
    centre = (x + possible.mean()) / (n + 1)
    variance = ((xx + (possible**2).mean()) / (n + 1) - centre**2) / (n + 2)
    return float(np.sqrt(within)) * slope, np.asarray(variance * slope**2)


@dataclass(frozen=True)
class BedaSejenis:
    """A satker beside its peers: the mean of the other satker of its jenis, and the difference with its 95 % interval.

    ``selisih`` is None where the satker has too few respondents or too few peers can be judged.
    """

    satker: str
    jenis: str
    rerata: Rerata
    selisih: Perubahan | None


def beside_peers(per_satker: pd.DataFrame, jenis: pd.Series, satker: str, aturan: Aturan) -> BedaSejenis:
    """``satker`` against the mean of the other satker of the same jenis; it and they with enough respondents.

    ``per_satker``: scoring.indeks.indeks by satker with intervals without the finite population correction (docs/adr/0009:
    a full census differs from another one by chance too); ``jenis``: by satker. The satker itself is not among
    its peers: a mean that contains it would hide part of the difference. As in scoring.peers the mean of few satker is as
    uncertain as their own differences make it, if that is more than their sampling errors.
    """
    own_jenis = str(jenis[satker])
    is_peer = per_satker["satker"].map(jenis).eq(own_jenis) & per_satker["satker"].ne(satker)
    # Satker of unknown jenis are not of one kind.
    is_peer &= own_jenis != ""
    peers = per_satker[is_peer & per_satker["status"].eq(Status.NILAI)]
    rerata = indeks.mean_of_satker(peers, aturan)
    own = per_satker[per_satker["satker"] == satker]
    if own.empty or own["status"].iloc[0] != Status.NILAI or len(peers) < MINIMAL_SEJENIS:
        return BedaSejenis(satker, own_jenis, rerata, None)
    row = own.iloc[0]
    now = Nilai(float(row["nilai_4"]), float(row["bawah_4"]), float(row["atas_4"]), int(row["n"]))
    between = _Z95 * float(peers["nilai_4"].astype(float).std(ddof=1)) / math.sqrt(len(peers))
    bawah, atas = rerata.nilai_4 - rerata.bawah_4, rerata.atas_4 - rerata.nilai_4
    # An error that is not known stays NaN: no interval is invented.
    bawah, atas = (max(error, between) for error in (bawah, atas))
    mean = Nilai(rerata.nilai_4, rerata.nilai_4 - bawah, rerata.nilai_4 + atas, rerata.n)
    return BedaSejenis(satker, own_jenis, rerata, change(now, mean))
