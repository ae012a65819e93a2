"""The rows below a header with their columns, and which of them are respondents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import ID, Kolom, Pemetaan, split_butir
from data_access.files.reading.cells import Cell, RawColumn, RawSheet
from data_access.files.texts import words

Mask = npt.NDArray[np.bool_]
CONTOH = "contoh"
# The first text of rows that forms and web pages put below the respondents: TOTAL, NRR / Unsur, Nilai Konversi ...
_KAKI = re.compile(
    r"(?:σ )?(?:(?:grand )?total|jumlah|rata rata|rerata|average|mean|nrr|nilai|indeks|index|ikm|ipk|ipkp|ipak|skm"
    r"|konversi|mutu|predikat|kinerja|bobot|skor|keterangan)"
    r"(?: (?:per|nilai|unsur|unit|pelayanan|layanan|tertimbang|bobot|indeks|index|responden|ikm|nrr|konversi|rata"
    r"|jumlah|skor|total|keseluruhan|survei|kepuasan|masyarakat|kinerja|mutu|akhir))*(?: \d+)?"
)
# Rules out most cells before they are compared word by word.
_KAKI_START = re.compile(r"[\WΣ]{0,3}(?:grand|total|jumlah|r[ae]|av|me|n|i|s|k|mu|p|b)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, eq=False)
class Frame:
    """Rows below the header: ``baris`` (int32) are their numbers in the sheet, ``columns`` their cells by column."""

    sheet: RawSheet
    pemetaan: Pemetaan
    baris: npt.NDArray[np.int32]
    columns: tuple[RawColumn, ...]

    @cached_property
    def filled(self) -> Mask:
        """Rows with at least one cell that is not blank."""
        mask = np.zeros(len(self.baris), dtype=bool)
        for column in self.columns:
            mask |= lookup([_is_filled(value) for value in column.values], column)
        return mask

    @cached_property
    def contoh(self) -> Mask:
        """Rows marked as an example, as in the template: 'contoh' in the first column or in that of the number."""
        mask = np.zeros(len(self.baris), dtype=bool)
        for kolom in self.pemetaan.kolom:
            if kolom.indeks == 0 or kolom.peran == ID:
                column = self.columns[kolom.indeks]
                mask |= lookup([_is_contoh(value) for value in column.values], column)
        return mask

    @cached_property
    def kaki(self) -> Mask:
        """Rows whose first text is that of a total or an index: no respondents."""
        mask = np.zeros(len(self.baris), dtype=bool)
        unseen = np.ones(len(self.baris), dtype=bool)
        for kolom in self.pemetaan.kolom:
            column = self.columns[kolom.indeks]
            is_text = lookup([_is_text(value) for value in column.values], column)
            if split_butir(kolom.peran) is None:
                mask |= unseen & lookup([_is_kaki(value) for value in column.values], column)
            unseen &= ~is_text
        return mask

    @cached_property
    def respondents(self) -> Mask:
        """Rows that can be respondents."""
        return self.filled & ~self.contoh & ~self.kaki


def build_frame(sheet: RawSheet, pemetaan: Pemetaan, rows: int | None = None) -> Frame:
    """The rows of ``sheet`` below the mapping's header, or the first ``rows`` of them."""
    start = pemetaan.baris_judul
    stop = sheet.n_baris if rows is None else min(sheet.n_baris, start + rows)
    baris = np.arange(start + 1, stop + 1, dtype=np.int32)
    return Frame(sheet, pemetaan, baris, tuple(column.part(start, stop) for column in sheet.kolom))


def lookup(flags: list[bool], column: RawColumn) -> Mask:
    """Flags of a column's distinct values, as one flag per row."""
    if not any(flags):
        return np.zeros(len(column.codes), dtype=bool)
    result: Mask = np.array(flags, dtype=bool)[column.codes]
    return result


def _is_filled(value: Cell) -> bool:
    return value is not None and (not isinstance(value, str) or not value.isspace())


def _is_contoh(value: Cell) -> bool:
    return isinstance(value, str) and value.lstrip()[: len(CONTOH)].lower() == CONTOH


def _is_text(value: Cell) -> bool:
    return isinstance(value, str) and _LETTER.search(value) is not None


def _is_kaki(value: Cell) -> bool:
    return isinstance(value, str) and _KAKI_START.match(value) is not None and _KAKI.fullmatch(words(value)) is not None


def column_of(frame: Frame, kolom: Kolom) -> RawColumn:
    """The cells of a column below the header."""
    return frame.columns[kolom.indeks]
