"""Weak unsur for the pages: what is read of one survey for the chosen period and the two before it, and judged once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.views.common import known_kinds
from scoring import lowest, weakness
from scoring.indeks import Aturan, nilai_unsur
from scoring.periods import Periode
from scoring.rollup import combine
from scoring.rules import Ambang
from scoring.states import Status
from scoring.weakness import Pembanding, Penilaian

SATKER = ("satker",)
KE = "_ke"


@dataclass(frozen=True)
class Bacaan:
    """One survey by satker: ``rekap`` and ``sebaran`` of the period, ``rekap`` of the two before it, ``sebaran`` of the
    one before it (scoring.contract)."""

    rekap: pd.DataFrame
    sebaran: pd.DataFrame
    rekap_sebelum: pd.DataFrame
    sebaran_sebelum: pd.DataFrame
    rekap_dua_sebelum: pd.DataFrame


def three_periods(periode: Periode) -> Periode:
    """The months of the period and of the two before it, as one range."""
    return Periode(periode.previous.previous.dari, periode.sampai)


def split(bulanan: pd.DataFrame, sebaran: pd.DataFrame, sebaran_sebelum: pd.DataFrame, periode: Periode) -> Bacaan:
    """A Bacaan from one ``rekap`` by satker and month over (at least) three_periods."""
    parts = [pool(bulanan, part) for part in (periode, periode.previous, periode.previous.previous)]
    return Bacaan(parts[0], sebaran, parts[1], sebaran_sebelum, parts[2])


def pool(bulanan: pd.DataFrame, periode: Periode) -> pd.DataFrame:
    """``rekap`` by satker of one period, from the months."""
    part = bulanan[bulanan["bulan"].between(periode.dari, periode.sampai)]
    if periode.dari == periode.sampai:
        return part.drop(columns="bulan").reset_index(drop=True)
    return combine(part, SATKER)


def judge(
    baca: Bacaan,
    aturan: Aturan,
    ambang: Ambang,
    *,
    predikat: str | pd.Series,
    jenis: pd.Series | None,
    users: pd.Series | None = None,
) -> Penilaian:
    """All six reasons. ``users``: service users by satker, for the intervals that are shown; what is compared goes without
    (scoring.weakness.Pembanding)."""
    nilai = nilai_unsur(baca.rekap, aturan, sebaran=baca.sebaran, populations=users, with_interval=True)
    now, before, two_before = _compared(baca, aturan)
    banding = Pembanding(
        sebelum=before,
        dua_sebelum=two_before,
        kisaran=now,
        jenis=None if jenis is None else known_kinds(jenis),
        korelasi=lowest.mean_correlation(baca.rekap, baca.sebaran, aturan.instrumen),
    )
    return weakness.judge_unsur(nilai, aturan, ambang, predikat=predikat, banding=banding)


def _compared(baca: Bacaan, aturan: Aturan) -> list[pd.DataFrame]:
    """nilai_unsur of the three periods, with intervals as they are compared. In one go: most of its cost does not depend
    on how many rows there are."""
    rekap = stack((baca.rekap, baca.rekap_sebelum, baca.rekap_dua_sebelum))
    sebaran = stack((baca.sebaran, baca.sebaran_sebelum))
    nilai = nilai_unsur(rekap, aturan, ("satker", KE), sebaran=sebaran, with_interval=True)
    return unstack(nilai, 3)


def stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames of several periods as one, told apart by the key KE (0, 1, 2, ...)."""
    return pd.concat([frame.assign(**{KE: number}) for number, frame in enumerate(frames)], ignore_index=True)


def unstack(frame: pd.DataFrame, count: int) -> list[pd.DataFrame]:
    """The ``count`` periods of a stacked frame, each by itself."""
    parts = [frame[frame[KE] == number] for number in range(count)]
    return [part.drop(columns=KE).reset_index(drop=True) for part in parts]


def is_telling(lemah: pd.DataFrame) -> pd.Series:
    """True for weak unsur with more to say than being lowest by a hair: those a reader must see first."""
    alone = lemah["alasan"].map(lambda alasan: tuple(alasan) == (weakness.DUA_TERENDAH,))
    unsure = lemah["terendah"].isin([lowest.SERI, lowest.BELUM_TERBEDAKAN])
    return ~(alone & unsure)


def has_reason(lemah: pd.DataFrame, alasan: str) -> pd.Series:
    """True for the rows that have this reason."""
    return lemah["alasan"].map(lambda found: alasan in found).astype(bool)


def serious(lemah: pd.DataFrame) -> pd.DataFrame:
    """Below the gate or of grade C or D, from respondents enough: what the finding counts."""
    is_bad = (lemah["jarak"] > 0) | lemah["mutu"].isin(["C", "D"])
    return lemah[is_bad & (lemah["status"] == Status.NILAI)]


def per_unsur(lemah: pd.DataFrame, unsur: Mapping[str, str], satker: int) -> pd.DataFrame:
    """How often each unsur is weak in the region: unsur, nama, lemah (satker where it is), ambang (of these, below the
    gate), satker (all with enough respondents); most often first. ``unsur``: all names by code."""
    rows = lemah[(lemah["status"] == Status.NILAI) & is_telling(lemah)]
    counts = rows.groupby("unsur").agg(lemah=("satker", "nunique"), ambang=("jarak", lambda gap: int((gap > 0).sum())))
    table = pd.DataFrame({"unsur": list(unsur), "nama": list(unsur.values())}).join(counts, on="unsur")
    table = table.fillna({"lemah": 0, "ambang": 0}).astype({"lemah": int, "ambang": int}).assign(satker=satker)
    return table.sort_values(["lemah", "ambang"], ascending=False, kind="stable").reset_index(drop=True)


def per_reason(lemah: pd.DataFrame, tidak_dinilai: pd.DataFrame, reasons: Sequence[str]) -> pd.DataFrame:
    """For each reason: alasan, unsur (rows that have it), satker (where), tidak_dinilai (satker that it could not be
    judged for)."""
    enough = lemah[lemah["status"] == Status.NILAI]
    rows = []
    for name in reasons:
        found = enough[has_reason(enough, name)]
        unjudged = tidak_dinilai.loc[tidak_dinilai["alasan"] == name, "satker"].nunique()
        rows.append((name, len(found), found["satker"].nunique(), int(unjudged)))
    return pd.DataFrame(rows, columns=["alasan", "unsur", "satker", "tidak_dinilai"]).astype({"satker": np.int64})
