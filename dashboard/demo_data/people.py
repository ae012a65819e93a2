"""Who answers, what for, and when: layanan per jenis, demography per kind of visitor, opening hours on working days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.demo_data.satker import KODE_SATU_KANAL, SatkerContoh

TextArray = npt.NDArray[np.object_]

# Share of respondents who skip a question about themselves.
TIDAK_DIISI = 0.015
# Holidays with a fixed date; the movable ones would need a calendar of every year to come.
LIBUR = ("01-01", "05-01", "06-01", "08-17", "12-25")
BUKA, ISTIRAHAT, KEMBALI, TUTUP = 8 * 60, 12 * 60, 13 * 60, 15 * 60 + 30
KEMBALI_JUMAT = 13 * 60 + 30
SEBELUM_ISTIRAHAT = 0.68


@dataclass(frozen=True)
class Layanan:
    """A service: its share of the respondents, who comes for it, whether it costs nothing, and how it is liked."""

    nama: str
    bagian: float
    pengunjung: str
    gratis: bool = True
    mutu: float = 0.0


_KUNJUNGAN = Layanan("Layanan Kunjungan", 0.46, "keluarga", mutu=-0.10)
_TITIP = Layanan("Penitipan Barang dan Makanan", 0.22, "keluarga", mutu=0.05)
_INTEGRASI = Layanan("Remisi dan Integrasi", 0.20, "warga binaan")
_PENGADUAN = Layanan("Informasi dan Pengaduan", 0.12, "umum", mutu=0.10)

LAYANAN: Mapping[str, tuple[Layanan, ...]] = {
    "Lapas": (_KUNJUNGAN, _TITIP, _INTEGRASI, _PENGADUAN),
    "Rutan": (
        Layanan("Layanan Kunjungan", 0.52, "keluarga", mutu=-0.10),
        Layanan("Penitipan Barang dan Makanan", 0.26, "keluarga", mutu=0.05),
        Layanan("Bantuan Hukum", 0.10, "warga binaan"),
        Layanan("Informasi dan Pengaduan", 0.12, "umum", mutu=0.10),
    ),
    "LPKA": (
        Layanan("Layanan Kunjungan", 0.60, "keluarga"),
        Layanan("Penitipan Barang dan Makanan", 0.22, "keluarga"),
        Layanan("Informasi dan Pengaduan", 0.18, "umum"),
    ),
    "Bapas": (
        Layanan("Bimbingan Klien", 0.55, "klien"),
        Layanan("Penelitian Kemasyarakatan (Litmas)", 0.30, "keluarga", mutu=-0.15),
        Layanan("Pendampingan Anak", 0.15, "keluarga", mutu=0.10),
    ),
    "Kantor Imigrasi": (
        Layanan("Paspor Baru", 0.44, "pemohon paspor", gratis=False),
        Layanan("Penggantian Paspor", 0.34, "pemohon paspor", gratis=False, mutu=0.10),
        Layanan("Izin Tinggal", 0.16, "penjamin", gratis=False, mutu=-0.20),
        Layanan("Informasi dan Pengaduan", 0.06, "umum"),
    ),
}

JENIS_KELAMIN = ("Laki-laki", "Perempuan")
USIA = ("18-20", "21-30", "31-40", "41-50", "51-60", "di atas 60")
PENDIDIKAN = ("SD", "SMP", "SMA", "Diploma", "S1", "S2", "S3")
PEKERJAAN = ("PNS", "TNI", "Polri", "Swasta", "Wirausaha", "Petani/Nelayan", "Ibu rumah tangga", "Pelajar/Mahasiswa",
             "Pensiunan", "Lainnya")  # fmt: skip

KANAL = ("QR di loket", "Tautan/WhatsApp", "Tablet/kiosk", "Kertas", "Petugas/wawancara", "Situs web")
KANAL_TUNGGAL = "Tautan/WhatsApp"
# Shares by kind of visitor, in the order of KANAL; who is held inside has no telephone.
_BAGIAN_KANAL: Mapping[str, tuple[float, ...]] = {
    "keluarga": (56, 15, 14, 9, 5, 1),
    "warga binaan": (0, 0, 34, 46, 20, 0),
    "klien": (42, 34, 8, 8, 7, 1),
    "umum": (48, 20, 12, 6, 4, 10),
    "pemohon paspor": (52, 22, 18, 1, 2, 5),
    "penjamin": (34, 44, 10, 0, 2, 10),
}


@dataclass(frozen=True)
class Pengunjung:
    """Shares of a kind of visitor, in the order of the lists above (scaled to sum to 1)."""

    perempuan: float
    usia: tuple[float, ...]
    pendidikan: tuple[float, ...]
    pekerjaan: tuple[float, ...]


PENGUNJUNG: Mapping[str, Pengunjung] = {
    "keluarga": Pengunjung(0.64, (6, 27, 29, 22, 12, 4), (12, 18, 48, 7, 14, 1, 0), (4, 1, 1, 22, 19, 16, 28, 4, 2, 3)),
    "warga binaan": Pengunjung(
        0.08, (5, 33, 33, 19, 8, 2), (18, 24, 46, 4, 7, 1, 0), (1, 0, 0, 24, 24, 26, 2, 4, 1, 18)
    ),
    "klien": Pengunjung(0.12, (9, 36, 30, 17, 7, 1), (17, 25, 47, 4, 7, 0, 0), (1, 0, 0, 27, 25, 24, 3, 8, 1, 11)),
    "umum": Pengunjung(0.42, (5, 27, 31, 22, 12, 3), (5, 9, 43, 12, 27, 4, 0), (16, 3, 4, 27, 21, 8, 10, 6, 3, 2)),
    "pemohon paspor": Pengunjung(
        0.52, (6, 28, 27, 20, 13, 6), (6, 9, 39, 12, 28, 5, 1), (13, 2, 2, 29, 21, 4, 14, 9, 4, 2)
    ),
    "penjamin": Pengunjung(0.38, (2, 26, 36, 23, 10, 3), (1, 3, 22, 14, 48, 11, 1), (4, 0, 0, 62, 24, 0, 5, 2, 1, 2)),
}


def choose_layanan(rng: np.random.Generator, jenis: str, n: int) -> npt.NDArray[np.intp]:
    """Position in LAYANAN[jenis] for each of n respondents."""
    return _choose(rng, tuple(layanan.bagian for layanan in LAYANAN[jenis]), n)


def describe(rng: np.random.Generator, satker: SatkerContoh, layanan: npt.NDArray[np.intp]) -> dict[str, TextArray]:
    """The dimensions of data_access.answers but the channel, for respondents who came for these ``layanan``; '' = not
    filled in."""
    n = len(layanan)
    offered = LAYANAN[satker.jenis]
    answers = {
        "layanan": np.array([item.nama for item in offered], dtype=object)[layanan],
        "jenis_kelamin": np.full(n, "", dtype=object),
        "usia": np.full(n, "", dtype=object),
        "pendidikan": np.full(n, "", dtype=object),
        "pekerjaan": np.full(n, "", dtype=object),
    }
    for position, item in enumerate(offered):
        rows = np.flatnonzero(layanan == position)
        who = PENGUNJUNG[item.pengunjung]
        all_women = item.pengunjung == "warga binaan" and satker.is_untuk_perempuan
        women = (rng.random(len(rows)) < who.perempuan) | all_women
        answers["jenis_kelamin"][rows] = np.array(JENIS_KELAMIN, dtype=object)[women.astype(int)]
        answers["usia"][rows] = _texts(rng, USIA, who.usia, len(rows))
        answers["pendidikan"][rows] = _texts(rng, PENDIDIKAN, who.pendidikan, len(rows))
        work = _texts(rng, PEKERJAAN, who.pekerjaan, len(rows))
        work[(work == "Ibu rumah tangga") & ~women] = "Wirausaha"
        answers["pekerjaan"][rows] = work
    for name in ("usia", "pendidikan", "pekerjaan"):
        answers[name][rng.random(n) < TIDAK_DIISI] = ""
    return answers


def users_by_layanan(rng: np.random.Generator, jenis: str, users: int, layanan: npt.NDArray[np.intp]) -> dict[str, int]:
    """The service users of a month by layanan: those who answered (``layanan``) and the others, who came for the same."""
    offered = LAYANAN[jenis]
    answered = np.bincount(layanan, minlength=len(offered))
    others = rng.multinomial(users - len(layanan), [one.bagian for one in offered])
    return {one.nama: int(n) for one, n in zip(offered, answered + others, strict=True)}


def choose_kanal(rng: np.random.Generator, satker: SatkerContoh, layanan: npt.NDArray[np.intp]) -> TextArray:
    """How each of these respondents reached the form; '' = not known. One satker only sends a link."""
    kanal = np.full(len(layanan), KANAL_TUNGGAL, dtype=object)
    if satker.kode == KODE_SATU_KANAL:
        return kanal
    for position, item in enumerate(LAYANAN[satker.jenis]):
        rows = np.flatnonzero(layanan == position)
        kanal[rows] = _texts(rng, KANAL, _BAGIAN_KANAL[item.pengunjung], len(rows))
    kanal[rng.random(len(layanan)) < TIDAK_DIISI] = ""
    return kanal


def opening_times(rng: np.random.Generator, bulan: int, n: int) -> npt.NDArray[np.datetime64]:
    """n moments in opening hours on working days of the month (202606), local time, datetime64[s], unsorted."""
    first = np.datetime64(f"{bulan // 100}-{bulan % 100:02d}", "M")
    days = np.arange(first.astype("datetime64[D]"), (first + 1).astype("datetime64[D]"))
    holidays = [np.datetime64(f"{bulan // 100}-{day}") for day in LIBUR]
    days = days[np.is_busday(days, holidays=holidays)]
    chosen = days[rng.integers(len(days), size=n)]
    # 1970-01-01 was a Thursday.
    is_friday = chosen.astype(np.int64) % 7 == 1
    before_noon = rng.random(n) < SEBELUM_ISTIRAHAT
    # People come soon after opening: the smaller of two draws.
    share = np.minimum(rng.random(n), rng.random(n))
    start = np.where(before_noon, BUKA, np.where(is_friday, KEMBALI_JUMAT, KEMBALI))
    end = np.where(before_noon, np.where(is_friday, ISTIRAHAT - 30, ISTIRAHAT), TUTUP)
    minutes = np.floor(start + share * (end - start)).astype(np.int64)
    seconds = minutes * 60 + rng.integers(60, size=n)
    return np.asarray(chosen.astype("datetime64[s]") + seconds.astype("timedelta64[s]"))


def _choose(rng: np.random.Generator, shares: tuple[float, ...], n: int) -> npt.NDArray[np.intp]:
    limits = np.cumsum(np.array(shares, dtype=float))
    return np.asarray(np.searchsorted(limits, rng.random(n) * limits[-1], side="right"))


def _texts(rng: np.random.Generator, names: tuple[str, ...], shares: tuple[float, ...], n: int) -> TextArray:
    return np.array(names, dtype=object)[_choose(rng, shares, n)]
