"""Tables. One row a respondent and instrument (wide), monthly rollups beside it, kept in step by every import.

Why this shape: docs/adr/0002-penyimpanan.md. Months are integers like 202606, so that they group and compare alike on
every engine. Unsur scores are stored x instrumen.pembagi (small integers, exact), 1 when no unsur has several items.
"""

from data_access.schema.answers import (
    SKOR,
    instrumen,
    jawaban,
    kategori,
    rekap_hari,
    rekap_jadi,
    rekap_responden,
    rekap_sebaran,
    rekap_unsur,
    versi_data,
)
from data_access.schema.base import metadata
from data_access.schema.imports import (
    impor,
    impor_ditolak,
    impor_kategori,
    impor_kejadian,
    impor_perubahan,
    impor_satker,
    profil,
    riwayat_impor,
    tarikan,
)
from data_access.schema.master import (
    hari_khusus,
    laporan_survei,
    pegawai,
    pengguna_layanan,
    satker,
    satker_alias,
    target_manual,
)

__all__ = [
    "SKOR",
    "hari_khusus",
    "impor",
    "impor_ditolak",
    "impor_kategori",
    "impor_kejadian",
    "impor_perubahan",
    "impor_satker",
    "instrumen",
    "jawaban",
    "kategori",
    "laporan_survei",
    "metadata",
    "pegawai",
    "pengguna_layanan",
    "profil",
    "rekap_hari",
    "rekap_jadi",
    "rekap_responden",
    "rekap_sebaran",
    "rekap_unsur",
    "riwayat_impor",
    "satker",
    "satker_alias",
    "target_manual",
    "tarikan",
    "versi_data",
]
