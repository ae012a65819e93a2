"""Files of master data made from rows, without the reader's child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data_access.files.master.reader import read_master
from data_access.files.master.statements import DataInduk, PilihanInduk
from data_access.files.reading.cells import Cell, RawColumn, RawFile, RawSheet

SATKER = (
    ("0101", "Lapas Kelas IIA Bandar Contoh"),
    ("0102", "Rutan Kelas IIB Muara Uji"),
    ("0103", "Bapas Kelas I Tanah Coba"),
)
KNOWN = PilihanInduk(
    satker=SATKER, instrumen=(("spkp", ("Survei Persepsi Kualitas Pelayanan", "IPKP")), ("spak", ("IPAK",)))
)
Rows = Sequence[Sequence[Cell]]


def sheet_of(rows: Rows, nama: str = "Data") -> RawSheet:
    """A sheet with these cells."""
    width = max(map(len, rows))
    full = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = []
    for cells in zip(*full, strict=True):
        values = tuple(dict.fromkeys((type(cell), cell) for cell in cells))
        places = {value: place for place, value in enumerate(values)}
        codes = np.array([places[type(cell), cell] for cell in cells], dtype=np.int32)
        columns.append(RawColumn(tuple(cell for _type, cell in values), codes))
    return RawSheet(nama, len(rows), tuple(columns))


def file_of(rows: Rows | Mapping[str, Rows], nama: str = "berkas.xlsx") -> RawFile:
    """A file with one sheet, or with named ones."""
    sheets = rows if isinstance(rows, Mapping) else {"Data": rows}
    return RawFile(nama, "0" * 64, 1, "xlsx", tuple(sheet_of(cells, name) for name, cells in sheets.items()))


def read(rows: Rows | Mapping[str, Rows], jenis: str, pilihan: PilihanInduk = KNOWN) -> DataInduk:
    """The rows read as this kind of master data."""
    return read_master(file_of(rows), jenis, pilihan)


def numbers(data: DataInduk) -> dict[tuple[str | int, ...], object]:
    """Key -> number of every statement."""
    return {one.kunci: one.nilai["jumlah"] for one in data.pernyataan}


def told(data: DataInduk, *levels: str) -> list[tuple[str, str]]:
    """(code of the problem, cell) of all problems, or of these levels."""
    return [(one.kode, one.sel) for one in data.masalah if not levels or one.tingkat in levels]
