"""What was done to a file before it was read, in words, and what was wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from data_access.files.problems import Masalah, Tingkat, rows_text
from data_access.files.reading.limits import number
from data_access.files.shapes.tables import Mask, Table


@dataclass
class Notes:
    """``catatan`` are sentences on what was rearranged; ``masalah`` problems, with rows as they are in the file."""

    catatan: list[str] = field(default_factory=list)
    masalah: list[Masalah] = field(default_factory=list)

    def rows(self, tingkat: Tingkat, kode: str, table: Table, mask: Mask, pesan: str) -> None:
        """A problem of the marked rows, told when there are any; ``pesan`` goes on after 'N baris (baris 3, 7): '."""
        jumlah, rows = table.rows(mask)
        if jumlah:
            text = f"Lembar {table.sheet.nama}, {number(jumlah)} baris ({rows_text(rows, jumlah)}): {pesan}"
            self.masalah.append(Masalah(tingkat, kode, text, table.sheet.nama, rows[0], jumlah=jumlah, baris_awal=rows))

    def tell(self, tingkat: Tingkat, kode: str, table: Table, pesan: str, jumlah: int = 1) -> None:
        """A problem that is not about single rows."""
        self.masalah.append(Masalah(tingkat, kode, pesan, table.sheet.nama, jumlah=jumlah))
