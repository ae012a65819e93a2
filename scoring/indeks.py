"""From aggregated frames to NRR, indices and mutu (scoring-rules 2 to 4). Nothing is rounded here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring import intervals
from scoring.contract import JAWABAN, SEMUA, SKALA_INDEKS, check_rekap
from scoring.conversions import Konversi, conversion
from scoring.errors import ScoringError
from scoring.instruments import Instrumen
from scoring.means import Awal, Bagian, mean_limits
from scoring.mutu import grade
from scoring.rounding import round_half_up
from scoring.rules import TabelMutu, display_rule, mutu_table
from scoring.states import Status, status_of

BOBOT = {"exact": None, "0.111": 3, "0.11": 2}
NILAI = ("n", "nrr", "nilai_4", "nilai_100", "mutu", "status", "bawah_4", "atas_4")

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Aturan:
    """Everything that turns answers into a number: one value, shown with every figure it produced.

    ``bobot``: 'exact' (1/k), or a weight rounded as old reports print it: '0.111' to 3 decimals, '0.11' to 2.
    """

    instrumen: Instrumen
    konversi: Konversi
    tabel: TabelMutu
    bobot: str = "exact"
    minimal: int = 10


def rules_for(
    instrumen: Instrumen,
    *,
    tanggal: date | None = None,
    konversi: str | None = None,
    bobot: str = "exact",
    minimal: int | None = None,
) -> Aturan:
    """The rules for an instrument on a date; ScoringError for an unknown conversion or weight."""
    if bobot not in BOBOT:
        raise ScoringError(f"Bobot {bobot!r} tidak dikenal; pilihan: {', '.join(BOBOT)}.")
    floor = display_rule().minimal_mutu if minimal is None else minimal
    chosen = conversion(konversi or instrumen.konversi, instrumen.skala_maks)
    return Aturan(instrumen, chosen, mutu_table(tanggal), bobot, floor)


def nilai_unsur(
    rekap: pd.DataFrame,
    aturan: Aturan,
    keys: Sequence[str] = ("satker",),
    *,
    sebaran: pd.DataFrame | None = None,
    populations: pd.Series | None = None,
    with_interval: bool = False,
) -> pd.DataFrame:
    """One row per key and unsur with answers: keys, unsur, nama, n, nrr (answer scale), nilai_4, nilai_100, mutu,
    status, bawah_4 and atas_4 (95 % interval on scale 4), dasar (intervals.Dasar: what the interval rests on). Without
    ``with_interval`` the limits are NaN and dasar is None.

    ``rekap`` and ``sebaran``: scoring.contract; ``populations``: service users by key (index = the keys), for the
    finite population correction.
    """
    check_rekap(rekap, keys)
    instrumen = aturan.instrumen
    order = {u.kode: number for number, u in enumerate(instrumen.unsur)}
    frame = rekap[rekap["unsur"].isin(list(order)) & (rekap["n"] > 0)].copy()
    frame["_urut"] = frame["unsur"].map(order)
    frame = frame.sort_values([*keys, "_urut"], kind="stable").reset_index(drop=True)
    nrr = frame["jumlah"].to_numpy(float) / (frame["n"].to_numpy(float) * instrumen.pembagi)
    result = frame[[*keys, "unsur"]].assign(nama=frame["unsur"].map({u.kode: u.nama for u in instrumen.unsur}))
    result = _add_values(result, frame["n"].to_numpy(), nrr, aturan)
    if with_interval and len(result):
        limits, dasar = _unsur_limits(frame, aturan, keys, sebaran, populations)
        result[["bawah_4", "atas_4"]] = limits
        result["dasar"] = dasar
    return result


def indeks(
    rekap: pd.DataFrame,
    aturan: Aturan,
    keys: Sequence[str] = ("satker",),
    *,
    sebaran: pd.DataFrame | None = None,
    populations: pd.Series | None = None,
) -> pd.DataFrame:
    """One row per key with answers: keys, n (respondents), k (unsur with answers), nrr, nilai_4, nilai_100, mutu,
    status, bawah_4 and atas_4 (95 % interval), dasar (intervals.Dasar), ragam_4 (variance of one respondent) and teramati
    (share of the service users that answered, 0: not known). Without ``sebaran`` no interval is asked for: NaN, dasar
    None. Where ``sebaran`` does not hold all respondents of a key (an aggregated recap) there is none
    either: NaN, dasar TANPA_SEBARAN.

    Raw index = sum of weight x NRR over the unsur that have answers, weights renormalised (2.4).
    """
    if not keys:
        # One group: a constant stands in for the key and goes again.
        spread = None if sebaran is None else sebaran.assign(_semua=0)
        one = indeks(rekap.assign(_semua=0), aturan, ("_semua",), sebaran=spread)
        return one.drop(columns="_semua")
    check_rekap(rekap, keys)
    instrumen = aturan.instrumen
    wide_sum = _wide(rekap, keys, "jumlah", instrumen)
    wide_n = _wide(rekap, keys, "n", instrumen)
    nrr_unsur = wide_sum.to_numpy(float) / (wide_n.to_numpy(float) * instrumen.pembagi)
    raw = weighted_index(nrr_unsur, aturan)
    whole = rekap[rekap["unsur"] == SEMUA].set_index(list(keys))["n"].reindex(wide_n.index).fillna(0).astype(int)
    result = wide_n.index.to_frame(index=False)
    result = _add_values(result, whole.to_numpy().astype(np.int64), raw, aturan)
    result.insert(len(keys) + 1, "k", (wide_n.to_numpy() > 0).sum(axis=1))
    result = result.assign(ragam_4=np.nan, teramati=0.0)
    if sebaran is not None and len(result):
        limits, dasar, ragam = _index_limits(result, aturan, keys, sebaran, populations)
        result[["bawah_4", "atas_4"]] = limits
        result["dasar"], result["ragam_4"] = dasar, ragam
        users = _populations(result, keys, populations)
        if users is not None:
            share = result["n"] / users
            # More respondents than service users: that number is not used.
            result["teramati"] = share.where(share <= 1, 0.0)
    return result


def weighted_index(nrr: FloatArray, aturan: Aturan) -> FloatArray:
    """Raw index, shape (groups,), of NRR of shape (groups, k unsur) with NaN where an unsur has no answers."""
    weights = unsur_weights(nrr, aturan)
    index = np.where(weights > 0, weights * nrr, 0.0).sum(axis=1)
    return np.where(np.isnan(weights).all(axis=1), np.nan, index)


def unsur_weights(nrr: FloatArray, aturan: Aturan) -> FloatArray:
    """Weights, shape (groups, k unsur): renormalised over the unsur with answers and rounded as ``aturan.bobot`` says;
    NaN where a group has no answers at all."""
    weights = np.where(np.isnan(nrr), 0.0, np.array(aturan.instrumen.bobot))
    total = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, total, out=np.full(weights.shape, np.nan), where=total > 0)
    decimals = BOBOT[aturan.bobot]
    return np.asarray(weights) if decimals is None else round_half_up(weights, decimals)


@dataclass(frozen=True)
class Rerata:
    """`rata-rata satker` of one index: ``n`` respondents of ``satker`` units; NaN where there is no value or no interval."""

    n: int
    satker: int
    nrr: float
    nilai_4: float
    nilai_100: float
    mutu: str | None
    status: Status
    bawah_4: float
    atas_4: float


def mean_of_satker(per_satker: pd.DataFrame, aturan: Aturan) -> Rerata:
    """The mean of the satker indices (2.6) with mutu, over all satker that have respondents; its interval: scoring.means."""
    have = per_satker[per_satker["n"] > 0]
    n, count = int(have["n"].sum()), len(have)
    status = status_of(n, aturan.minimal)
    # The mean of no rows is NaN, which is what "no value" is here.
    nrr, nilai_4, nilai_100 = (float(have[name].astype(float).mean()) for name in ("nrr", "nilai_4", "nilai_100"))
    letter = grade(np.array([nilai_4]), aturan.tabel)[0] if status is Status.NILAI else None
    names = ("nilai_4", "bawah_4", "atas_4", "ragam_4", "n", "teramati")
    parts = Bagian(*(have[name].to_numpy(float)[None, :] for name in names))
    lower, upper = mean_limits(parts, prior_4(aturan))[0]
    return Rerata(n, count, nrr, nilai_4, nilai_100, letter, status, float(lower), float(upper))


def prior_4(aturan: Aturan) -> Awal:
    """The prior of an index on scale 4: spread over what the mean of one answer to each unsur can be."""
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    start, end = (float(aturan.konversi.to_4(float(x), low, high)) for x in (low, high))
    return Awal(start, end, len(aturan.instrumen.unsur) * (high - low) + 1)


def _add_values(result: pd.DataFrame, n: npt.NDArray[np.int64], raw: FloatArray, aturan: Aturan) -> pd.DataFrame:
    low, high = aturan.instrumen.skala_min, aturan.instrumen.skala_maks
    nilai_4 = aturan.konversi.to_4(raw, low, high)
    letters = grade(nilai_4, aturan.tabel)
    letters[n < aturan.minimal] = None
    return result.assign(
        n=n,
        nrr=raw,
        nilai_4=nilai_4,
        nilai_100=aturan.konversi.to_100(raw, low, high),
        mutu=pd.Series(letters, dtype=object, index=result.index),
        status=pd.Series([status_of(int(count), aturan.minimal) for count in n], dtype=object, index=result.index),
        bawah_4=np.nan,
        atas_4=np.nan,
        dasar=pd.Series([None] * len(result), dtype=object, index=result.index),
    )


def _wide(rekap: pd.DataFrame, keys: Sequence[str], column: str, instrumen: Instrumen) -> pd.DataFrame:
    """Keys x unsur (instrument order), NaN where there are no answers."""
    frame = rekap[rekap["unsur"] != SEMUA]
    wide = frame.pivot(index=list(keys), columns="unsur", values=column)
    wide = wide.reindex(columns=[u.kode for u in instrumen.unsur])
    # n = 0 must not divide: no answers is NaN, not zero.
    return wide.where(wide > 0)


def _unsur_limits(
    frame: pd.DataFrame,
    aturan: Aturan,
    keys: Sequence[str],
    sebaran: pd.DataFrame | None,
    populations: pd.Series | None,
) -> tuple[FloatArray, intervals.ObjectArray]:
    """(rows, 2) limits on scale 4 and the Dasar of each row: single-item unsur from the answer counts, nested ones from
    their distribution."""
    instrumen = aturan.instrumen
    n = frame["n"].to_numpy(np.int64)
    limits, has_spread = np.full((len(frame), 2), np.nan), np.zeros(len(frame), dtype=bool)
    nested = {u.kode for u in instrumen.unsur if len(u.butir) > 1}
    single = ~frame["unsur"].isin(nested).to_numpy()
    users = _populations(frame, keys, populations)
    if single.any():
        columns = [JAWABAN[value - 1] for value in instrumen.nilai_mungkin]
        counts = frame.loc[single, columns].to_numpy(np.int64)
        values = np.array(instrumen.nilai_mungkin, dtype=float)
        limits[single] = intervals.interval_95(counts, values, None if users is None else users[single])
        has_spread[single] = counts.sum(axis=1) == n[single]
    for unsur in instrumen.unsur:
        chosen = (frame["unsur"] == unsur.kode).to_numpy()
        if unsur.kode in nested and sebaran is not None and chosen.any():
            tall = sebaran[sebaran["unsur"] == unsur.kode]
            counts, grid, prior = distribution(
                frame.loc[chosen, list(keys)], tall, keys, instrumen, len(unsur.butir), instrumen.pembagi
            )
            limits[chosen] = intervals.interval_95(counts, grid, None if users is None else users[chosen], prior)
            has_spread[chosen] = counts.sum(axis=1) == n[chosen]
    # The answers of a part say nothing of the spread of the rest, which came as an aggregated recap.
    limits[~has_spread] = np.nan
    return _convert(limits, aturan), intervals.bases(n, users, has_spread)


def _index_limits(
    result: pd.DataFrame, aturan: Aturan, keys: Sequence[str], sebaran: pd.DataFrame, populations: pd.Series | None
) -> tuple[FloatArray, intervals.ObjectArray, FloatArray]:
    """(rows, 2) limits, the Dasar and the variance of one respondent of each row, limits and variance on scale 4."""
    tall = sebaran[sebaran["unsur"] == SEMUA]
    instrumen = aturan.instrumen
    n, users = result["n"].to_numpy(np.int64), _populations(result, keys, populations)
    counts, grid, prior = distribution(result[list(keys)], tall, keys, instrumen, len(instrumen.unsur), SKALA_INDEKS)
    limits = intervals.interval_95(counts, grid, users, prior)
    # The index comes from the NRR (available case). Where answers are missing the mean of the per-respondent indices is
    # a little off it, and the interval goes with the index, inside the scale.
    total = counts.sum(axis=1)
    has_spread = total == n
    limits[~has_spread] = np.nan
    mean = np.divide(counts @ grid, total, out=np.full(len(counts), np.nan), where=total > 0)
    shift = result["nrr"].to_numpy(float) - mean
    limits = np.clip(limits + shift[:, None], instrumen.skala_min, instrumen.skala_maks)
    squares = np.divide(counts @ grid**2, total, out=np.full(len(counts), np.nan), where=has_spread & (total > 0))
    slope = np.diff(_convert(np.array([instrumen.skala_min, instrumen.skala_maks], dtype=float), aturan))[0]
    slope /= instrumen.skala_maks - instrumen.skala_min
    ragam = np.maximum(squares - mean**2, 0.0) * slope**2
    return _convert(limits, aturan), intervals.bases(n, users, has_spread), ragam


def distribution(
    rows: pd.DataFrame, tall: pd.DataFrame, keys: Sequence[str], instrumen: Instrumen, parts: int, denominator: int
) -> tuple[npt.NDArray[np.int64], FloatArray, FloatArray]:
    """Counts (rows, K), the K values on the answer scale, and the prior alpha of each value.

    The prior is spread over what a mean of ``parts`` answers can be, so that it is the same for every satker and the
    interval can reach both ends of the scale. A value off that grid (an item left out, unequal weights) has no prior.
    """
    means = np.arange(parts * instrumen.skala_min, parts * instrumen.skala_maks + 1) / parts
    possible = np.rint(means * denominator).astype(np.int64)
    grid = np.union1d(possible, tall["nilai"].to_numpy(np.int64))
    column = np.searchsorted(grid, tall["nilai"].to_numpy(np.int64))
    counts = np.zeros((len(rows), len(grid)), dtype=np.int64)
    row = _positions(tall, rows, keys)
    known = row >= 0
    np.add.at(counts, (row[known], column[known]), tall["jumlah"].to_numpy(np.int64)[known])
    prior = np.where(np.isin(grid, possible), 1.0 / len(possible), 0.0)
    return counts, grid / denominator, prior


def _positions(tall: pd.DataFrame, rows: pd.DataFrame, keys: Sequence[str]) -> npt.NDArray[np.intp]:
    """For each row of ``tall`` the position of its key in ``rows`` (one row per key), -1 where it is not there."""
    if not keys:
        return np.zeros(len(tall), dtype=np.intp)
    return np.asarray(_key_index(rows, keys).get_indexer(_key_index(tall, keys)))


def _key_index(frame: pd.DataFrame, keys: Sequence[str]) -> pd.Index:
    return pd.MultiIndex.from_frame(frame[list(keys)]) if len(keys) > 1 else pd.Index(frame[keys[0]])


def _populations(frame: pd.DataFrame, keys: Sequence[str], populations: pd.Series | None) -> FloatArray | None:
    if populations is None:
        return None
    return populations.reindex(_key_index(frame, keys)).to_numpy(float)


def _convert(limits: FloatArray, aturan: Aturan) -> FloatArray:
    return np.asarray(aturan.konversi.to_4(limits, aturan.instrumen.skala_min, aturan.instrumen.skala_maks), float)
