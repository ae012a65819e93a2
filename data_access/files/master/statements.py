"""What a file of master data says: one statement a record, and everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data_access.files.problems import Masalah

SATKER, PENGGUNA, PEGAWAI, TARGET = "satker", "pengguna", "pegawai", "target"
KALENDER = "kalender"
JENIS = (SATKER, PENGGUNA, PEGAWAI, TARGET, KALENDER)
NAMA_JENIS = {
    SATKER: "daftar satker",
    PENGGUNA: "jumlah pengguna layanan",
    PEGAWAI: "jumlah pegawai",
    TARGET: "target manual",
    KALENDER: "kalender hari kerja",
}
Isi = str | int | None


@dataclass(frozen=True)
class Pernyataan:
    """One record as the file gives it. ``kunci``: (satker code,), (satker code, month 202606), for a target (satker
    code, instrument code or '', first month, last month), for a day (satker code or '' for all, ISO date). ``nilai``: the
    fields that the file gives and no others."""

    kunci: tuple[str | int, ...]
    nilai: Mapping[str, Isi]
    baris: int = 0

    @property
    def satker(self) -> str:
        """Code of the satker that the record is about."""
        return str(self.kunci[0])


@dataclass(frozen=True)
class KolomInduk:
    """What a column was read as: letter, header, field and how sure (1 = the header is known)."""

    lembar: str
    huruf: str
    judul: str
    isian: str
    yakin: float


@dataclass(frozen=True)
class DataInduk:
    """A file of master data, read: statements in the order of the file, columns, problems; ``baris_dibaca``: rows below
    the headers that hold something."""

    jenis: str
    pernyataan: tuple[Pernyataan, ...]
    kolom: tuple[KolomInduk, ...]
    masalah: tuple[Masalah, ...]
    baris_dibaca: int

    @property
    def ditolak(self) -> bool:
        """True when something must be corrected in the file first."""
        return any(one.tingkat == "galat" for one in self.masalah)


@dataclass(frozen=True)
class PilihanInduk:
    """What the reader is told besides the file. ``satker``: (code, name) that the database knows; ``alias``: words of a
    spelling -> code, as confirmed before; ``instrumen``: (code, names) that a target may be for; ``periode``: months for
    rows that name none; ``tahun``: year for months without one; ``oleh`` and ``alasan``: for targets that name none;
    ``hari_ini``: today, for the years that are plausible."""

    satker: tuple[tuple[str, str], ...] = ()
    alias: tuple[tuple[str, str], ...] = ()
    instrumen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    periode: tuple[int, int] | None = None
    tahun: int | None = None
    oleh: str = ""
    alasan: str = ""
    hari_ini: date | None = None
