"""Weak unsur (scoring-rules 9): six reasons, what could not be judged, and the order of priority.

Decisions and what was rejected: docs/adr/0011-unsur-lemah.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.changes import RESPONDEN_SEDIKIT, TURUN, difference_limits, directions
from scoring.contract import SEMUA
from scoring.indeks import Aturan
from scoring.lowest import BELUM_TERBEDAKAN, SERI, lowest, two_lowest
from scoring.peers import MINIMAL_SEJENIS, Sejenis, compare_with_peers
from scoring.rules import Ambang
from scoring.states import Status

MUTU = "mutu"
AMBANG = "ambang"
DUA_TERENDAH = "dua terendah"
TURUN_NYATA = "turun nyata"
DI_BAWAH_SEJENIS = "di bawah sejenis"
MENETAP = "menetap"
ALASAN = (MUTU, AMBANG, DI_BAWAH_SEJENIS, TURUN_NYATA, MENETAP, DUA_TERENDAH)
# Severity of a reason, for the order of the list only: what the regulation calls bad weighs most, being lowest least.
KEPARAHAN = {MUTU: 4.0, AMBANG: 3.0, DI_BAWAH_SEJENIS: 2.0, TURUN_NYATA: 2.0, MENETAP: 1.0, DUA_TERENDAH: 1.0}
TAMBAHAN_D = 2.0
# An unsur that is lowest only as far as one can tell counts half.
TIDAK_PASTI = 0.5
LIMITS = ("nilai_4", "bawah_4", "atas_4")
_SAME = 1e-9

# Why a reason could not be judged.
RESPONDEN_KURANG = "responden di bawah minimal"
TANPA_AMBANG = "indeks ini tanpa ambang"
TANPA_SEBELUM = "tidak ada data periode sebelumnya"
SEBELUM_KURANG = "responden periode sebelumnya di bawah minimal"
TANPA_KISARAN = "tanpa kisaran"
TANPA_JENIS = "gabungan, tidak dibandingkan dengan satker sejenis"
SEJENIS_KURANG = f"kurang dari {MINIMAL_SEJENIS} satker sejenis lain dengan responden cukup"
TANPA_DUA_SEBELUM = "tidak ada nilai pada dua periode sebelumnya"

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Pembanding:
    """What a period is compared with; what is None is not known, and its reason is then not judged.

    ``sebelum`` and ``dua_sebelum``: scoring.indeks.nilai_unsur of the two periods before it (the first with intervals).
    ``kisaran``: nilai_unsur of the period itself with the intervals to compare with, that is without the finite population
    correction, as in ``sebelum``: two periods never serve the same people, so the question is whether the service changed,
    not whether the means of those served are equal (Cochran 1977, Sampling Techniques, section 2.14). Default: its own.
    ``jenis``: jenis of the satker by code. ``korelasi``: scoring.lowest.mean_correlation; 0 where not given, which makes
    differences inside a satker look less certain than they are.
    """

    sebelum: pd.DataFrame | None = None
    dua_sebelum: pd.DataFrame | None = None
    kisaran: pd.DataFrame | None = None
    jenis: pd.Series | None = None
    korelasi: pd.Series | None = None


@dataclass(frozen=True)
class Penilaian:
    """``unsur``: every row with what it was judged by; ``lemah``: those that are weak, in order (see weak_unsur).
    ``tidak_dinilai``: keys, alasan and sebab of each group's reasons that could not be judged."""

    unsur: pd.DataFrame
    lemah: pd.DataFrame
    tidak_dinilai: pd.DataFrame


def weak_unsur(
    nilai: pd.DataFrame,
    aturan: Aturan,
    ambang: Ambang,
    *,
    predikat: str | pd.Series = "WBK",
    keys: Sequence[str] = ("satker",),
    banding: Pembanding | None = None,
) -> pd.DataFrame:
    """The rows of ``nilai`` (scoring.indeks.nilai_unsur, with intervals where ties are to be told) that are weak, most
    urgent first. ``predikat``: WBK or WBBM, one for all or a Series by satker.

    Adds ``alasan`` (tuple of reasons, in the order of ALASAN), ``predikat``, ``ambang`` (gate on scale 4, NaN where none),
    ``jarak`` (gate - value, 0 when reached), ``terendah`` (state of scoring.lowest, None where not lowest), ``selisih``,
    ``selisih_bawah``, ``selisih_atas`` and ``arah`` (change), ``sejenis_4`` and ``sejenis_satker`` (mean and number of its
    peers), ``bobot`` (sum of severities) and ``prioritas`` (1 = first).
    Order: satker with enough respondents first, then ``bobot``, then jarak x n, then the value.
    """
    return judge_unsur(nilai, aturan, ambang, predikat=predikat, keys=keys, banding=banding).lemah


def judge_unsur(
    nilai: pd.DataFrame,
    aturan: Aturan,
    ambang: Ambang,
    *,
    predikat: str | pd.Series = "WBK",
    keys: Sequence[str] = ("satker",),
    banding: Pembanding | None = None,
) -> Penilaian:
    """weak_unsur together with what could not be judged."""
    banding = banding or Pembanding()
    frame = nilai[(nilai["unsur"] != SEMUA) & (nilai["n"] > 0)].reset_index(drop=True)
    if not keys:
        frame, banding = frame.assign(_semua=""), _of_one_group(banding)
    by = list(keys) or ["_semua"]
    papan = _Papan(frame, by, banding)
    sejenis = papan.against_peers(banding.jenis)
    frame = frame.assign(
        **_gates(frame, aturan, ambang, predikat),
        **papan.changes(),
        terendah=papan.words(papan.lowest(banding.korelasi)),
        sejenis_4=papan.cells(sejenis.rerata),
        sejenis_satker=papan.cells(sejenis.satker),
    )
    flags = _flags(frame, papan, sejenis)
    table = np.column_stack([flags[name].to_numpy(bool) for name in ALASAN])
    frame["alasan"] = [tuple(name for name, is_set in zip(ALASAN, row, strict=True) if is_set) for row in table]
    unjudged = _unjudged(frame, papan, sejenis, banding)
    if not keys:
        frame, unjudged = frame.drop(columns="_semua"), unjudged.drop(columns="_semua")
    return Penilaian(frame, rank_again(frame.loc[frame["alasan"].map(len) > 0]), unjudged)


def _of_one_group(banding: Pembanding) -> Pembanding:
    """Without keys everything is one group; a constant stands in."""

    def marked(frame: pd.DataFrame | None) -> pd.DataFrame | None:
        return None if frame is None else frame.assign(_semua="")

    return Pembanding(
        marked(banding.sebelum), marked(banding.dua_sebelum), marked(banding.kisaran), korelasi=banding.korelasi
    )


@dataclass(frozen=True)
class _Lapis:
    """One period: (groups, unsur, 3) value and limits, and (groups, unsur) whether respondents are enough for a grade."""

    limits: FloatArray
    cukup: BoolArray

    @property
    def low(self) -> BoolArray:
        """Unsur among the two lowest, from respondents enough."""
        return two_lowest(self.limits[..., 0]) & self.cukup


class _Papan:
    """The values as arrays (groups, unsur): what is compared inside a group and across groups stands side by side."""

    def __init__(self, frame: pd.DataFrame, by: Sequence[str], banding: Pembanding) -> None:
        self.by, self.unsur = list(by), {kode: number for number, kode in enumerate(frame["unsur"].unique())}
        self.groups = frame[self.by].drop_duplicates(ignore_index=True)
        self.index = self._keys_of(self.groups)
        self.group, self.column = self._place(frame)
        shown = self._layer(frame)
        self.cukup = shown.cukup
        self.limits = shown.limits if banding.kisaran is None else self._layer(banding.kisaran).limits
        self.sebelum, self.dua_sebelum = self._layer(banding.sebelum), self._layer(banding.dua_sebelum)

    def _keys_of(self, frame: pd.DataFrame) -> pd.Index:
        return pd.Index(frame[self.by[0]]) if len(self.by) == 1 else pd.MultiIndex.from_frame(frame[self.by])

    def _place(self, frame: pd.DataFrame) -> tuple[IntArray, IntArray]:
        column = np.asarray(frame["unsur"].map(self.unsur).fillna(-1), dtype=np.int_)
        return np.asarray(self.index.get_indexer(self._keys_of(frame)), dtype=np.int_), column

    def _layer(self, frame: pd.DataFrame | None) -> _Lapis:
        shape = len(self.groups), len(self.unsur)
        lapis = _Lapis(np.full((*shape, len(LIMITS)), np.nan), np.zeros(shape, dtype=bool))
        if frame is not None and len(frame):
            group, column = self._place(frame)
            known = (group >= 0) & (column >= 0)
            place = group[known], column[known]
            lapis.limits[place] = frame.reindex(columns=list(LIMITS)).to_numpy(float)[known]
            lapis.cukup[place] = (frame["status"] == Status.NILAI).to_numpy(bool)[known]
        return lapis

    def cells(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The entry of each row of the frame."""
        return np.asarray(array[self.group, self.column])

    def words(self, array: npt.NDArray[np.object_]) -> pd.Series:
        """The same for words, None where there is none (an array of its own would make it NaN)."""
        return pd.Series(self.cells(array), dtype=object)

    def lowest(self, correlation: pd.Series | None) -> npt.NDArray[np.object_]:
        """scoring.lowest.lowest of all groups."""
        rho = np.zeros(len(self.groups))
        if correlation is not None and len(self.by) == 1:
            rho = correlation.reindex(self.groups[self.by[0]]).fillna(0.0).to_numpy(float)
        return lowest(self.limits, rho)

    def against_peers(self, jenis: pd.Series | None) -> Sejenis:
        """Every group against its peers; without ``jenis`` nobody has any."""
        names = np.full(len(self.groups), "", dtype=object)
        if jenis is not None and "satker" in self.groups:
            names = self.groups["satker"].map(jenis).fillna("").to_numpy(object)
        return compare_with_peers(self.limits, names, self.cukup)

    def changes(self) -> dict[str, npt.NDArray[Any] | pd.Series]:
        """Columns selisih, selisih_bawah, selisih_atas and arah of the rows; NaN and None without a previous period.
        Of too few respondents for a grade, now or then, nothing is said."""
        earlier = self.sebelum.limits
        bawah, atas = difference_limits(self.limits, earlier)
        selisih = self.limits[..., 0] - earlier[..., 0]
        arah = directions(bawah, atas)
        arah[~(self.cukup & self.sebelum.cukup)] = RESPONDEN_SEDIKIT
        arah[np.isnan(selisih)] = None
        return {
            "selisih": self.cells(selisih),
            "selisih_bawah": self.cells(bawah),
            "selisih_atas": self.cells(atas),
            "arah": self.words(arah),
        }


def _flags(frame: pd.DataFrame, papan: _Papan, sejenis: Sejenis) -> dict[str, pd.Series]:
    always = two_lowest(papan.limits[..., 0]) & papan.cukup & papan.sebelum.low & papan.dua_sebelum.low
    flags = {
        MUTU: frame["mutu"].isin(["C", "D"]),
        # A binary float just below a gate it equals is not below it.
        AMBANG: frame["ambang"] - frame["nilai_4"] > _SAME,
        DI_BAWAH_SEJENIS: papan.cells(sejenis.di_bawah),
        TURUN_NYATA: papan.cells(papan.cukup & papan.sebelum.cukup) & (frame["arah"] == TURUN),
        MENETAP: papan.cells(always),
        DUA_TERENDAH: frame["terendah"].notna(),
    }
    return {name: pd.Series(flag, index=frame.index).astype(bool) for name, flag in flags.items()}


def _unjudged(frame: pd.DataFrame, papan: _Papan, sejenis: Sejenis, banding: Pembanding) -> pd.DataFrame:
    """Per group the reasons that no unsur could have, with the first thing that stood in the way."""
    thin = (_none(papan.cukup), RESPONDEN_KURANG)
    no_limits = (_none(_known(papan.limits)), TANPA_KISARAN)
    gates = np.zeros(len(papan.groups), dtype=bool)
    gates[papan.group[frame["ambang"].notna().to_numpy()]] = True
    before = papan.sebelum.limits
    compared = np.isfinite(papan.limits[..., 0] + before[..., 0])
    lacking = [_none(part.cukup) for part in (papan.sebelum, papan.dua_sebelum)]
    both = _known(papan.limits + before)
    causes: dict[str, list[tuple[BoolArray, str]]] = {
        MUTU: [thin],
        AMBANG: [(~gates, TANPA_AMBANG)],
        DI_BAWAH_SEJENIS: [
            (np.full(len(papan.groups), banding.jenis is None), TANPA_JENIS),
            thin,
            no_limits,
            (_none(sejenis.dinilai), SEJENIS_KURANG),
        ],
        TURUN_NYATA: [
            thin,
            (_none(compared), TANPA_SEBELUM),
            (lacking[0], SEBELUM_KURANG),
            (_none(both), TANPA_KISARAN),
        ],
        MENETAP: [thin, (lacking[0] | lacking[1], TANPA_DUA_SEBELUM)],
    }
    parts = []
    for alasan, found in causes.items():
        sebab = np.select([rows for rows, _ in found], [words for _, words in found], default="")
        parts.append(papan.groups.assign(alasan=alasan, sebab=sebab)[sebab != ""])
    unjudged: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return unjudged


def _known(limits: FloatArray) -> BoolArray:
    """Where value and limits are there, (groups, unsur)."""
    return np.asarray(np.isfinite(limits).all(axis=2), dtype=bool)


def _none(flags: BoolArray) -> BoolArray:
    """Groups where no unsur has the flag."""
    return np.asarray(np.logical_not(np.any(flags, axis=1)), dtype=bool)


def _gates(frame: pd.DataFrame, aturan: Aturan, ambang: Ambang, predikat: str | pd.Series) -> dict[str, pd.Series]:
    """Columns predikat, ambang and jarak."""
    indeks = aturan.instrumen.indeks
    one = pd.Series(predikat if isinstance(predikat, str) else "", index=frame.index, dtype=object)
    aims = frame["satker"].map(predikat) if isinstance(predikat, pd.Series) else one
    by_aim = {aim: ambang.gate_of(aim, indeks) for aim in aims.dropna().unique()}
    gates = aims.map(by_aim).astype(float)
    return {"predikat": aims, "ambang": gates, "jarak": (gates - frame["nilai_4"]).clip(lower=0).fillna(0.0)}


def severity(alasan: Sequence[str], mutu: object, terendah: object) -> float:
    """Sum of the severities of one unsur's reasons."""
    total = sum(KEPARAHAN[name] for name in alasan) + (TAMBAHAN_D if mutu == "D" and MUTU in alasan else 0.0)
    return total - (TIDAK_PASTI if terendah in {SERI, BELUM_TERBEDAKAN} else 0.0)


def rank_again(frame: pd.DataFrame) -> pd.DataFrame:
    """Weak unsur of one or several instruments in one order of priority (``bobot``, and ``prioritas``, 1 = first)."""
    parts = zip(frame["alasan"], frame["mutu"], frame["terendah"], strict=True)
    frame = frame.assign(bobot=pd.Series([severity(*part) for part in parts], index=frame.index, dtype=float))
    order = pd.DataFrame(
        {
            "thin": frame["status"] != Status.NILAI,
            "severity": -frame["bobot"],
            "weight": -(frame["jarak"] * frame["n"]),
            "nilai_4": frame["nilai_4"],
        },
        index=frame.index,
    )
    ranked = frame.loc[order.sort_values(list(order.columns), kind="stable").index].reset_index(drop=True)
    return ranked.assign(prioritas=np.arange(1, len(ranked) + 1))
