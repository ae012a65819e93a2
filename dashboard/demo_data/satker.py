"""The 19 invented satker: the mix of a real regional office, so that no real unit is ever seen with invented scores.

None of the places is a province, regency, district, village or island of Indonesia (searched in the Kemendagri list, as
published in the npm package idn-area-data 3.1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from data_access.satker_names import SatkerBaru

INDUK = "Kanwil Contoh"
# One regional office lies in one time zone.
ZONA_WAKTU = "Asia/Makassar"
BULAN = 18

# What the four special satker show; months counted from the oldest (0) to the newest (BULAN - 1).
KODE_TANPA_DATA, BULAN_TANPA_DATA = "CTH11", BULAN - 3
KODE_DI_BAWAH_MINIMAL, N_DI_BAWAH_MINIMAL = "CTH15", 7
KODE_KECIL = "CTH08"
KODE_MENURUN, KODE_MEMBAIK = "CTH05", "CTH10"
# Its respondents all come by the link that is sent to them.
KODE_SATU_KANAL = "CTH12"
# Survey reports that were recorded: of the last three months, and one that leaves the newest month out.
KODE_BERLAPORAN, KODE_LAPORAN_TERTINGGAL = ("CTH01", "CTH02", "CTH13", "CTH16"), "CTH18"
BULAN_MULAI_TURUN, BULAN_MEMBAIK = BULAN - 9, BULAN - 6


@dataclass(frozen=True)
class SatkerContoh:
    """One invented satker. ``pengguna``: service users in a usual month; ``capaian``: respondents / target;
    ``mutu`` and ``unsur``: shifts of all or single unsur in standard deviations of the answer model; ``seragam``: share
    of respondents who give every unsur the maximum; ``tanpa_tarif``: the form has no question on tarif.
    """

    kode: str
    nama: str
    bidik: str
    pengguna: int
    capaian: float
    mutu: float
    seragam: float
    unsur: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    tanpa_tarif: bool = False

    def as_new(self) -> SatkerBaru:
        """The satker as it is stored."""
        return SatkerBaru(
            self.kode,
            self.nama,
            induk=INDUK,
            zona_waktu=ZONA_WAKTU,
            bidik_predikat=self.bidik,
            is_contoh=True,
        )

    @property
    def is_untuk_perempuan(self) -> bool:
        """True when only women are held there."""
        return "Perempuan" in self.nama

    @property
    def jenis(self) -> str:
        """Kind of satker, from its name."""
        return str(self.as_new().as_row()["jenis"])


SATKER = (
    SatkerContoh("CTH01", "Lapas Kelas IIA Candrabumi", "WBBM", 86, 1.04, 0.30, 0.30),
    SatkerContoh("CTH02", "Lapas Perempuan Kelas IIA Candrabumi", "WBBM", 56, 1.08, 0.45, 0.28),
    SatkerContoh("CTH03", "Lapas Narkotika Kelas IIA Muara Lazuardi", "WBK", 70, 0.70, -0.10, 0.24, {"U6": -0.60}),
    SatkerContoh("CTH04", "Lapas Kelas IIB Teluk Arunika", "WBK", 66, 1.01, 0.10, 0.30, {"U4": -0.35}),
    SatkerContoh("CTH05", "Lapas Kelas IIB Bukit Senandung", "WBK", 64, 0.92, 0.25, 0.22),
    SatkerContoh("CTH06", "Lapas Kelas IIB Tanjung Saujana", "WBK", 52, 0.55, -0.35, 0.20, {"U6": -0.75, "A5": -0.40}),
    SatkerContoh("CTH07", "Lapas Kelas IIB Kuala Niskala", "WBK", 48, 1.06, 0.05, 0.34, {"U8": -0.50}),
    SatkerContoh("CTH08", "Lapas Kelas III Lembah Rinjana", "WBK", 24, 0.90, 0.00, 0.22, {"U6": -0.60}),
    SatkerContoh("CTH09", "Rutan Kelas IIA Candrabumi", "WBK", 78, 0.78, -0.05, 0.24, {"U4": -0.85, "U6": -0.40}),
    SatkerContoh("CTH10", "Rutan Kelas IIB Sungai Aksara", "WBK", 54, 1.02, -0.85, 0.18, {"U7": -0.30}),
    SatkerContoh("CTH11", "Rutan Kelas IIB Pancaloka", "WBK", 44, 0.72, 0.05, 0.30, {"U4": -0.45}),
    SatkerContoh("CTH12", "Rutan Kelas IIB Telaga Samasta", "", 40, 0.60, -0.15, 0.36, {"A4": -0.55, "U5": -0.50}),
    SatkerContoh("CTH13", "Bapas Kelas I Candrabumi", "WBBM", 74, 1.03, 0.25, 0.28, {"U6": -0.45}),
    SatkerContoh("CTH14", "Bapas Kelas II Teluk Arunika", "WBK", 46, 0.85, 0.15, 0.26, {"U6": -0.30}, tanpa_tarif=True),
    SatkerContoh("CTH15", "Bapas Kelas II Tanjung Saujana", "", 36, 0.66, -0.20, 0.24, {"U4": -0.50}),
    SatkerContoh("CTH16", "Bapas Kelas II Bukit Senandung", "WBK", 38, 1.05, 0.10, 0.32, {"U8": -0.30}),
    SatkerContoh("CTH17", "LPKA Kelas II Candrabumi", "WBK", 40, 1.00, 0.35, 0.30, tanpa_tarif=True),
    SatkerContoh("CTH18", "Kantor Imigrasi Kelas I TPI Candrabumi", "WBBM", 150, 0.88, 0.15, 0.26, {"U4": -0.30}),
    SatkerContoh("CTH19", "Kantor Imigrasi Kelas II TPI Teluk Arunika", "WBK", 100, 0.62, 0.00, 0.24, {"U6": -0.45}),
)  # fmt: skip
