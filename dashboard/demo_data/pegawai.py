"""The example's internal survey: employees of every satker, asked in the last month of each quarter that is over.

In the newest quarter the states can be seen side by side: everybody answered, a part, three (hidden), nobody, and a
satker so small that all its answers are below the floor for a grade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.demo_data import model, people
from dashboard.demo_data.satker import SATKER, SatkerContoh
from data_access.answers import DIMENSI, LembarJawaban
from scoring.instruments import shipped_instrument
from scoring.periods import period_containing

INSTRUMEN = "integritas"
# Mean judgement of each component in standard deviations above the cut between five and six.
DASAR = np.array([0.30, -0.10, 0.05, 0.25])
LENGKAP = ("CTH01", "CTH02", "CTH13")
KODE_TERTUTUP, N_TERTUTUP = "CTH08", 3
KODE_TANPA_JAWABAN = "CTH12"
KODE_KECIL, PEGAWAI_KECIL = "CTH17", 8
KODE_TURUN, BESAR_TURUN = "CTH05", -0.9
SEHARUSNYA, PALING_SEDIKIT = 0.78, 6


def quarters(bulan: Sequence[int]) -> list[int]:
    """The last months of the quarters that lie whole inside ``bulan``, newest first."""
    whole = {period_containing(month, "triwulan") for month in bulan}
    inside = [periode for periode in whole if set(periode.months) <= set(bulan)]
    return [periode.sampai for periode in sorted(inside, reverse=True)]


def count_employees(satker: SatkerContoh) -> int:
    """Employees of a satker: about half as many as it serves in a month."""
    return PEGAWAI_KECIL if satker.kode == KODE_KECIL else 10 + satker.pengguna // 2


def employees(bulan: Sequence[int]) -> Mapping[tuple[str, int], int]:
    """Employees by (satker code, the first month that the number holds for)."""
    return {(satker.kode, bulan[0]): count_employees(satker) for satker in SATKER}


def build_sheet(seed: int, bulan: Sequence[int], first_row: int) -> LembarJawaban:
    """The answers of the employees in all quarters, in order of time, ``baris`` from ``first_row`` on.

    Nothing is known of an employee but the satker: no demography, no service.
    """
    instrumen = shipped_instrument(INSTRUMEN)
    codes, times, answers = [], [], []
    for number, satker in enumerate(SATKER):
        for back, month in enumerate(quarters(bulan)):
            # Counted back from the newest quarter, so that every year tells the same story; 1000 parts it from visitors.
            rng = np.random.default_rng([seed, 1000 + number, back])
            n = count_answers(rng, satker, back)
            codes.append(np.full(n, satker.kode, dtype=object))
            times.append(people.opening_times(rng, month, n))
            shift = DASAR + satker.mutu / 2 + (BESAR_TURUN if satker.kode == KODE_TURUN and back == 0 else 0.0)
            person = model.HALO * rng.standard_normal((n, 1))
            noise = np.sqrt(1 - model.HALO**2) * rng.standard_normal((n, len(instrumen.unsur)))
            answers.append((1 + np.searchsorted(model.BATAS, shift + person + noise, side="right")).astype(np.int8))
    moments = np.concatenate(times)
    order = np.argsort(moments, kind="stable")
    baris = np.arange(first_row, first_row + len(order), dtype=np.int32)
    kategori = {name: np.full(len(order), "", dtype=object) for name in DIMENSI}
    return LembarJawaban(
        instrumen, baris, np.concatenate(codes)[order], moments[order], np.concatenate(answers)[order], kategori
    )


def count_answers(rng: np.random.Generator, satker: SatkerContoh, back: int) -> int:
    """How many employees answered ``back`` quarters before the newest."""
    total = count_employees(satker)
    if satker.kode in (*LENGKAP, KODE_KECIL):
        return total
    if back == 0 and satker.kode == KODE_TANPA_JAWABAN:
        return 0
    if back == 0 and satker.kode == KODE_TERTUTUP:
        return N_TERTUTUP
    share = SEHARUSNYA * rng.normal(1.0, 0.12)
    return int(np.clip(round(total * share), PALING_SEDIKIT, total - 1))
