"""Made-up answers for measurements: any number of respondents over 60 satker and 36 months, satker by satker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from data_access.answers import LembarJawaban
from data_access.satker_names import SatkerBaru
from scoring.instruments import Instrumen, shipped_instrument
from scoring.periods import add_months, months_between

SATKER, BULAN = 60, 36
TERAKHIR = 202606
NOW = datetime(2026, 7, 1, tzinfo=UTC)
JENIS = ("Lapas", "Rutan", "Bapas", "LPKA", "Kantor Imigrasi")
# Shares of the answers 1..6: most at the maximum, as in real surveys.
PELUANG = np.cumsum([0.005, 0.01, 0.025, 0.07, 0.18, 0.71])
# Half of the people give the same answer everywhere.
SERAGAM = 0.5
KOSONG = 0.01
_SEED = 36_60
KATEGORI = {
    "layanan": ("Layanan Kunjungan", "Penitipan Barang", "Remisi dan Integrasi", "Informasi dan Pengaduan"),
    "jenis_kelamin": ("Laki-laki", "Perempuan"),
    "usia": ("18-20", "21-30", "31-40", "41-50", "51-60", ">60"),
    "pendidikan": ("SD", "SMP", "SMA", "Diploma", "S1", "S2"),
    "pekerjaan": ("PNS", "Swasta", "Wirausaha", "Petani/Nelayan", "Ibu Rumah Tangga", "Lainnya"),
    "kanal": ("QR di loket", "Tautan/WhatsApp", "Tablet/kiosk", "Kertas"),
}


@dataclass(frozen=True)
class Ukuran:
    """How many respondents, each answering SPKP and SPAK, spread evenly over satker and months."""

    responden: int
    satker: int = SATKER
    bulan: int = BULAN

    @property
    def months(self) -> list[int]:
        """The months, ascending (202606)."""
        return months_between(add_months(TERAKHIR, 1 - self.bulan), TERAKHIR)

    @property
    def codes(self) -> list[str]:
        """Codes of the satker."""
        return [f"UKUR{number:03d}" for number in range(1, self.satker + 1)]


def instruments() -> tuple[Instrumen, ...]:
    """The two surveys that everybody answers."""
    return shipped_instrument("spkp"), shipped_instrument("spak")


def satker_list(ukuran: Ukuran) -> list[SatkerBaru]:
    """The satker, jenis in turn."""
    return [
        SatkerBaru(kode, f"{JENIS[number % len(JENIS)]} Ukur {number + 1}", jenis=JENIS[number % len(JENIS)])
        for number, kode in enumerate(ukuran.codes)
    ]


def service_users(ukuran: Ukuran) -> dict[tuple[str, int], int]:
    """Service users by (satker, month): a third more than respondents."""
    each = max(ukuran.responden * 4 // (3 * ukuran.satker * ukuran.bulan), 1)
    return {(kode, bulan): each for kode in ukuran.codes for bulan in ukuran.months}


def sheets_by_satker(ukuran: Ukuran) -> Iterator[tuple[LembarJawaban, ...]]:
    """For each satker its sheets (SPKP and SPAK of the same people), in order of time. The same at every call."""
    ends = np.linspace(0, ukuran.responden, ukuran.satker + 1).astype(int)
    for number, kode in enumerate(ukuran.codes):
        rng = np.random.default_rng([_SEED, number])
        yield _sheets(rng, kode, int(ends[number + 1] - ends[number]), ukuran.months)


def imports_of(ukuran: Ukuran, rows: int = 80_000) -> Iterator[tuple[LembarJawaban, ...]]:
    """The same sheets put together into files of about ``rows`` respondents, whole satker each."""
    waiting: list[tuple[LembarJawaban, ...]] = []
    for sheets in sheets_by_satker(ukuran):
        waiting.append(sheets)
        if sum(len(one[0]) for one in waiting) >= rows:
            yield tuple(_join(parts) for parts in zip(*waiting, strict=True))
            waiting = []
    if waiting:
        yield tuple(_join(parts) for parts in zip(*waiting, strict=True))


def _join(parts: tuple[LembarJawaban, ...]) -> LembarJawaban:
    n = sum(map(len, parts))
    return LembarJawaban(
        parts[0].instrumen,
        np.arange(1, n + 1, dtype=np.int32),
        np.concatenate([part.satker for part in parts]),
        np.concatenate([part.tanggal for part in parts]),
        np.concatenate([part.butir for part in parts]),
        {name: np.concatenate([part.kategori[name] for part in parts]) for name in KATEGORI},
    )


def _sheets(rng: np.random.Generator, kode: str, n: int, months: list[int]) -> tuple[LembarJawaban, ...]:
    position = np.sort(rng.integers(len(months), size=n))
    first = np.array([f"{bulan // 100}-{bulan % 100:02d}" for bulan in months], dtype="datetime64[M]")[position]
    moments = first.astype("datetime64[s]") + (rng.integers(28 * 24 * 60, size=n) * 60).astype("timedelta64[s]")
    kategori = {name: _texts(rng, texts, n) for name, texts in KATEGORI.items()}
    baris = np.arange(1, n + 1, dtype=np.int32)
    satker = np.full(n, kode, dtype=object)
    uniform = rng.random(n) < SERAGAM
    own = _stars(rng, (n, 1))
    return tuple(
        LembarJawaban(item, baris, satker, moments, _answers(rng, len(item.unsur), uniform, own), kategori)
        for item in instruments()
    )


def _stars(rng: np.random.Generator, shape: tuple[int, int]) -> npt.NDArray[np.int8]:
    return (1 + np.searchsorted(PELUANG[:-1], rng.random(shape, dtype=np.float32))).astype(np.int8)


def _answers(
    rng: np.random.Generator, k: int, uniform: npt.NDArray[np.bool_], own: npt.NDArray[np.int8]
) -> npt.NDArray[np.int8]:
    stars = np.where(uniform[:, None], own, _stars(rng, (len(uniform), k)))
    stars[rng.random(stars.shape, dtype=np.float32) < KOSONG] = 0
    return np.asarray(stars, dtype=np.int8)


def _texts(rng: np.random.Generator, texts: tuple[str, ...], n: int) -> npt.NDArray[np.object_]:
    return np.array(texts, dtype=object)[rng.integers(len(texts), size=n)]
