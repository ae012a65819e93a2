"""What people answer: a latent judgement cut into stars, so that answers look like real ones.

Most answers are the maximum; the unsur of one respondent go together (halo); some give six stars everywhere; satker
differ; sarana and jangka waktu are judged lower than the rest, and persistently so in some satker.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dashboard.demo_data import people
from dashboard.demo_data.satker import (
    BULAN,
    BULAN_MEMBAIK,
    BULAN_MULAI_TURUN,
    BULAN_TANPA_DATA,
    KODE_DI_BAWAH_MINIMAL,
    KODE_MEMBAIK,
    KODE_MENURUN,
    KODE_TANPA_DATA,
    N_DI_BAWAH_MINIMAL,
    SatkerContoh,
)
from scoring.instruments import Instrumen
from scoring.targets import juknis

# Mean judgement of every unsur in standard deviations above the cut between five and six stars.
DASAR = {
    "U1": 0.40, "U2": 0.45, "U3": 0.38, "U4": 0.05, "U5": 0.60, "U6": -0.08, "U7": 0.42, "U8": 0.22,
    "A1": 0.70, "A2": 0.72, "A3": 0.85, "A4": 0.88, "A5": 0.74,
}  # fmt: skip
# Judgements below these give 1, 2, 3, 4 or 5 stars.
BATAS = np.array([-2.35, -1.85, -1.30, -0.70, 0.0])
HALO = 0.72
GEJOLAK_BULAN = 0.07
LEWATI = 0.008
# Of those who got a free service, how many leave the question on tarif open.
TARIF_KOSONG = 0.55
BESAR_TURUN, BESAR_MEMBAIK = -1.30, 1.05


def count_users(rng: np.random.Generator, satker: SatkerContoh) -> int:
    """Service users of one month, within a fifth of the usual number."""
    return round(satker.pengguna * float(np.clip(rng.normal(1.0, 0.07), 0.8, 1.2)))


def count_respondents(rng: np.random.Generator, satker: SatkerContoh, users: int, position: int) -> int:
    """Respondents of the month at ``position`` (0 = oldest): a share of the target, never more than service users."""
    target = juknis(users, zi=bool(satker.bidik)).target
    share = satker.capaian * rng.normal(1.0, 0.05)
    if satker.kode == KODE_TANPA_DATA and position == BULAN_TANPA_DATA:
        return 0
    if satker.kode == KODE_DI_BAWAH_MINIMAL and position == BULAN - 1:
        return N_DI_BAWAH_MINIMAL
    return int(np.clip(round(target * share), 10, users))


def trend(satker: SatkerContoh, position: int) -> float:
    """Shift of all unsur in the month at ``position``: one satker falls steadily, one improves at once."""
    if satker.kode == KODE_MENURUN and position >= BULAN_MULAI_TURUN:
        return BESAR_TURUN * (position - BULAN_MULAI_TURUN + 1) / (BULAN - BULAN_MULAI_TURUN)
    if satker.kode == KODE_MEMBAIK and position >= BULAN_MEMBAIK:
        return BESAR_MEMBAIK
    return 0.0


def answers(
    rng: np.random.Generator,
    satker: SatkerContoh,
    instruments: tuple[Instrumen, ...],
    layanan: npt.NDArray[np.intp],
    position: int,
) -> list[npt.NDArray[np.int8]]:
    """Answers (n, items) per instrument, 1-6, 0 = left open, for respondents of one satker and month."""
    n = len(layanan)
    offered = people.LAYANAN[satker.jenis]
    level = satker.mutu + trend(satker, position) + rng.normal(0.0, GEJOLAK_BULAN)
    person = level + np.array([item.mutu for item in offered])[layanan] + HALO * rng.standard_normal(n)
    is_uniform = rng.random(n) < satker.seragam
    is_free = np.array([item.gratis for item in offered])[layanan]
    skips_tarif = (is_free & (rng.random(n) < TARIF_KOSONG)) | satker.tanpa_tarif
    sheets = []
    for instrumen in instruments:
        codes = [unsur.kode for unsur in instrumen.unsur]
        shift = np.array([DASAR[kode] + satker.unsur.get(kode, 0.0) for kode in codes])
        noise = np.sqrt(1 - HALO**2) * rng.standard_normal((n, len(codes)))
        stars = 1 + np.searchsorted(BATAS, person[:, None] + shift + noise, side="right")
        stars[is_uniform] = instrumen.skala_maks
        stars[rng.random(stars.shape) < LEWATI] = 0
        if "U5" in codes:
            stars[skips_tarif, codes.index("U5")] = 0
        sheets.append(stars.astype(np.int8))
    return sheets
