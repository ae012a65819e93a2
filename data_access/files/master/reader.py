"""A file of master data of one kind, read whole: what it says, what its columns are, everything that is wrong."""

from __future__ import annotations

from data_access.files.master.calendar_rows import read_calendar_statements
from data_access.files.master.counts import read_count_statements
from data_access.files.master.rows import columns_of, readable_sheets
from data_access.files.master.satker_lookup import PencariSatker
from data_access.files.master.satker_rows import read_satker_statements
from data_access.files.master.statements import KALENDER, SATKER, TARGET, DataInduk, PilihanInduk
from data_access.files.master.target_rows import read_target_statements
from data_access.files.problems import Masalah, in_order
from data_access.files.reading.cells import RawFile


def read_master(raw: RawFile, jenis: str, pilihan: PilihanInduk) -> DataInduk:
    """``raw`` read as ``jenis`` (statements.JENIS). Nothing is guessed: what is doubtful is a 'konfirmasi', what cannot be
    established a 'galat', each with its cell; a file with a 'galat' is not stored."""
    sheets, problems = readable_sheets(raw, jenis, pilihan)
    if not sheets:
        return DataInduk(jenis, (), (), tuple(problems), 0)
    satker = PencariSatker(pilihan)
    if jenis == SATKER:
        statements = read_satker_statements(sheets, pilihan)
    elif jenis == TARGET:
        statements = read_target_statements(sheets, satker, pilihan)
    elif jenis == KALENDER:
        statements = read_calendar_statements(sheets, satker, pilihan, raw.nama)
    else:
        statements = read_count_statements(sheets, satker, pilihan, jenis, raw.nama)
    for one in sheets:
        problems += one.masalah.masalah()
    rows = sum(sum(1 for _row in one.rows()) for one in sheets)
    if not statements and not any(one.tingkat == "galat" for one in problems):
        problems.append(
            Masalah("galat", "TIDAK_ADA_ISI", "Tidak ada isian di bawah judul kolomnya. Isi, lalu unggah lagi.")
        )
    columns = tuple(column for one in sheets for column in columns_of(one))
    return DataInduk(jenis, tuple(statements), columns, in_order(problems), rows)
