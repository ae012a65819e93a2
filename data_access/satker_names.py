"""What a satker's name says: its jenis and rumpun, for satker that an operator confirms during an import."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scoring.zona_waktu import ZONA_BAKU

# First word(s) of the official name -> jenis, rumpun. Order matters: "Lapas Perempuan" is a lapas.
_JENIS = (
    (r"\b(lapas|lembaga pemasyarakatan)\b", "Lapas", "Pemasyarakatan"),
    (r"\b(rutan|rumah tahanan)\b", "Rutan", "Pemasyarakatan"),
    (r"\b(bapas|balai pemasyarakatan)\b", "Bapas", "Pemasyarakatan"),
    (r"\b(lpka|lembaga pembinaan khusus anak)\b", "LPKA", "Pemasyarakatan"),
    (r"\brupbasan\b", "Rupbasan", "Pemasyarakatan"),
    (r"\b(kantor imigrasi|kanim)\b", "Kantor Imigrasi", "Keimigrasian"),
    (r"\b(rudenim|rumah detensi)\b", "Rudenim", "Keimigrasian"),
)
JENIS_LAIN = "Lainnya"


def jenis_of(nama: str) -> tuple[str, str]:
    """(jenis, rumpun) of a satker by its name; ('Lainnya', '') when the name does not say."""
    for pattern, jenis, rumpun in _JENIS:
        if re.search(pattern, nama, re.IGNORECASE):
            return jenis, rumpun
    return JENIS_LAIN, ""


@dataclass(frozen=True)
class SatkerBaru:
    """A satker to be made: what the operator confirmed. An empty jenis is taken from the name."""

    kode: str
    nama: str = ""
    jenis: str = ""
    rumpun: str = ""
    induk: str = ""
    zona_waktu: str = ZONA_BAKU
    bidik_predikat: str = "WBK"
    is_contoh: bool = False

    def as_row(self) -> dict[str, object]:
        """Values for the satker table."""
        nama = self.nama or self.kode
        jenis, rumpun = jenis_of(nama)
        return {
            "kode": self.kode,
            "nama": nama,
            "jenis": self.jenis or jenis,
            "rumpun": self.rumpun or rumpun,
            "induk": self.induk,
            "zona_waktu": self.zona_waktu,
            "bidik_predikat": self.bidik_predikat,
            "is_contoh": self.is_contoh,
        }
