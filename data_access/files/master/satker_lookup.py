"""Which known satker a row means: by code, name, remembered spelling or likeness (files.values.satker_match)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data_access.files.master.statements import PilihanInduk
from data_access.files.reading.cells import Cell, cell_text
from data_access.files.texts import clean_text, is_blank
from data_access.files.values.satker_match import SatkerCocok, SatkerIndex

_FLOAT = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True)
class Cocok:
    """``kode`` '' when no satker is meant; ``ragu`` says in words why the operator has to confirm it, or which it may be."""

    kode: str
    ragu: str = ""


def read_code(cell: Cell) -> tuple[str, str]:
    """(code as text, what is doubtful about it: '', 'pecahan' for 100.1 as a number, 'nol' for '12345.0')."""
    text = clean_text(cell_text(cell))
    if isinstance(cell, float) and not cell.is_integer():
        return text, "pecahan"
    if isinstance(cell, str) and (number := _FLOAT.fullmatch(text)):
        return number.group(1), "nol"
    return text, ""


@dataclass
class PencariSatker:
    """Known satker, asked once for each distinct pair of code and name."""

    pilihan: PilihanInduk
    _index: SatkerIndex = field(init=False)
    _names: dict[str, str] = field(init=False)
    _asked: dict[tuple[str, str], Cocok] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._index = SatkerIndex(self.pilihan.satker, dict(self.pilihan.alias))
        self._names = dict(self.pilihan.satker)

    def find(self, kode: Cell, nama: Cell) -> Cocok:
        """The satker of a row. Code and name that mean two satker mean none."""
        key = (read_code(kode)[0], clean_text(cell_text(nama)))
        if key not in self._asked:
            self._asked[key] = self._find(*("" if is_blank(text) else text for text in key))
        return self._asked[key]

    def _find(self, kode: str, nama: str) -> Cocok:
        by_code = self._index.match(kode) if kode else SatkerCocok("", "")
        by_name = self._index.match(nama) if nama else SatkerCocok("", "")
        if by_code.cara and by_name.is_certain and by_name.kode != by_code.kode:
            return Cocok("", f"kode itu milik {self._called(by_code.kode)}, namanya milik {self._called(by_name.kode)}")
        if by_code.cara:
            sure = by_code.is_certain or by_name.kode == by_code.kode
            hint = "" if sure else f"kodenya mirip {self._called(by_code.kode)}; nol di depan mungkin hilang"
            return Cocok(by_code.kode, hint)
        if kode and by_name.is_certain:
            return Cocok(by_name.kode, f"kode {kode} tidak dikenal, namanya {self._called(by_name.kode)}")
        if by_name.cara and not kode:
            return Cocok(by_name.kode, "" if by_name.is_certain else f"mirip {self._called(by_name.kode)}")
        others = [*by_code.lain, *by_name.lain]
        return Cocok("", f"mungkin {self._called(others[0][0])}" if others else "")

    def _called(self, kode: str) -> str:
        return f"{self._names.get(kode, kode)} ({kode})"
