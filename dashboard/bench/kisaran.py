"""What the intervals of a region cost: every unsur and index of all satker, beside drawing 2,000 times from the same
posterior with NumPy, as scoring-rules 7 words it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.bench.pages import SCOPE
from dashboard.bench.report import Ukur, faster
from dashboard.bench.timing import take_turns
from dashboard.formats import format_bulat
from dashboard.views.common import Pilihan, rules_of
from data_access.repository import SurveyRepository
from scoring.contract import JAWABAN, SEMUA, SKALA_INDEKS
from scoring.indeks import Aturan, distribution, indeks, nilai_unsur
from scoring.instruments import Instrumen

UNDIAN = 2_000
SASARAN = 10.0


@dataclass(frozen=True)
class Bahan:
    """The frames of one survey, as a page reads them."""

    aturan: Aturan
    rekap: pd.DataFrame
    sebaran: pd.DataFrame
    pengguna: pd.Series


def measure_intervals(
    repo: SurveyRepository, instruments: tuple[Instrumen, ...], pilihan: Pilihan, detik: float, *, has_sasaran: bool
) -> Ukur:
    """Seconds for the limits of all satker x unsur and their indices, values included, beside drawing the limits alone."""
    users = repo.service_users(SCOPE, pilihan.periode)
    bahan = []
    for item in instruments:
        saringan = pilihan.saringan(item.kode, whole_region=True)
        bahan.append(Bahan(rules_of(item, pilihan), repo.rekap(SCOPE, saringan), repo.sebaran(SCOPE, saringan), users))
    taken = take_turns(
        {"hitung": lambda: [limits(one) for one in bahan], "undi": lambda: [draw(one) for one in bahan]}, detik
    )
    count = sum(len(frame) for one in bahan for frame in limits(one))
    words = f"Kisaran {format_bulat(count)} nilai (unsur dan indeks semua satker), dibanding {format_bulat(UNDIAN)} undian NumPy"
    return faster(words, taken["hitung"], taken["undi"], SASARAN if has_sasaran else None)


def limits(bahan: Bahan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(unsur, index) of all satker with their intervals."""
    spread, users = bahan.sebaran, bahan.pengguna
    return (
        nilai_unsur(bahan.rekap, bahan.aturan, sebaran=spread, populations=users, with_interval=True),
        indeks(bahan.rekap, bahan.aturan, sebaran=spread, populations=users),
    )


def draw(bahan: Bahan) -> list[npt.NDArray[np.float64]]:
    """The limits of the same values by drawing; single-item unsur only, which the measured surveys have."""
    rng = np.random.default_rng(1)
    instrumen, rekap = bahan.aturan.instrumen, bahan.rekap
    unsur = rekap[rekap["unsur"] != SEMUA]
    columns = [JAWABAN[value - 1] for value in instrumen.nilai_mungkin]
    whole = rekap[rekap["unsur"] == SEMUA]
    tall = bahan.sebaran[bahan.sebaran["unsur"] == SEMUA]
    counts, grid, prior = distribution(
        whole[["satker"]], tall, ("satker",), instrumen, len(instrumen.unsur), SKALA_INDEKS
    )
    answers, values = unsur[columns].to_numpy(np.int64), np.array(instrumen.nilai_mungkin, dtype=float)
    equal = np.full(len(columns), 1 / len(columns))
    users = (bahan.pengguna.reindex(frame["satker"]).to_numpy(float) for frame in (unsur, whole))
    return [_drawn(rng, answers, values, equal, next(users)), _drawn(rng, counts, grid, prior, next(users))]


def _drawn(
    rng: np.random.Generator,
    counts: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
    prior: npt.NDArray[np.float64],
    users: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    found = np.empty((len(counts), 2))
    for row, (count, pengguna) in enumerate(zip(counts, users, strict=True)):
        # A value that nobody gave and that the prior leaves out cannot be drawn.
        kept = count + prior > 0
        shares = rng.dirichlet((count + prior)[kept], size=UNDIAN)
        n = int(count.sum())
        if pengguna >= n:
            rest = rng.multinomial(int(pengguna) - n, shares) @ values[kept]
            means = (count @ values + rest) / pengguna
        else:
            means = shares @ values[kept]
        found[row] = np.quantile(means, [0.025, 0.975])
    return found
