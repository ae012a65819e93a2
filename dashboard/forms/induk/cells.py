"""Cells of a table to edit: what is shown of a record, what was typed, and what is wrong with it. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.charts.labels import ringkas_semua
from dashboard.formats import format_bulat
from data_access.files.master.numbers import read_count
from data_access.files.texts import excerpt
from data_access.master_data.edit_checks import Suntingan
from data_access.master_data.records import Catatan, Kunci

SATKER = "Satuan kerja"
# Letters of a name that its column shows whole, LEBAR_SATKER pixels wide: narrow enough to stay in sight on a phone, where
# a column is pinned up to 60 % of the table.
_PANJANG_SATKER = 27
LEBAR_SATKER = 208
_TULIS = "Tulis bilangan bulat, misalnya 1250"


@dataclass(frozen=True)
class Bacaan:
    """What a table says: the records that are to change, and every reason why it cannot be stored, as a sentence."""

    suntingan: tuple[Suntingan, ...] = ()
    masalah: tuple[str, ...] = ()

    @property
    def is_kosong(self) -> bool:
        """Nothing was changed."""
        return not self.suntingan and not self.masalah


@dataclass(frozen=True)
class Batas:
    """The numbers that a cell takes, both included, and in words what they count."""

    sedikitnya: int
    terbanyak: int
    satuan: str


def shown(value: float | int | str | None) -> str:
    """A number as the table shows it; '' where it is not known."""
    return "" if value is None or pd.isna(value) else format_bulat(int(value))


def typed(value: object) -> str:
    """The text of a cell as it was typed; '' for an empty one."""
    return "" if not isinstance(value, str) else " ".join(value.split())


def read_number(text: str, where: str, batas: Batas) -> tuple[int | None, str]:
    """The number of a cell (None: empty), and what is wrong with it ('' when nothing is); ``where`` names row and column."""
    found = read_count(text)
    if found.masalah:
        hint = "" if ";" in found.masalah else f" {_TULIS}."
        return None, f"{where}: '{excerpt(text)}' {found.masalah}.{hint}"
    if found.ragu:
        return None, f"{where}: '{excerpt(text)}' memakai koma, yang berarti desimal. Tulis tanpa koma."
    if found.nilai is not None and not batas.sedikitnya <= found.nilai <= batas.terbanyak:
        limits = f"{format_bulat(batas.sedikitnya)} sampai {format_bulat(batas.terbanyak)}"
        return None, f"{where}: {batas.satuan} harus {limits}, bukan {format_bulat(found.nilai)}."
    return found.nilai, ""


def row_names(units: Mapping[str, str]) -> dict[str, str]:
    """How a table names its satker (``units``: code -> name): each its own, and short enough for the column."""
    return ringkas_semua(units, _PANJANG_SATKER)


def row_name(frame: pd.DataFrame, row: str) -> str:
    """How a sentence names a row of a table."""
    return str(frame.at[row, SATKER])


def changed_cells(before: pd.DataFrame, after: pd.DataFrame, columns: Iterable[str]) -> list[tuple[str, str]]:
    """(row, column) of the cells whose text is another one; both frames have the same rows, by their index."""
    return [
        (str(row), column)
        for row in before.index
        for column in columns
        if typed(after.at[row, column]) != typed(before.at[row, column])
    ]


def read_grid(  # noqa: PLR0913 - what a table of numbers is made of
    before: pd.DataFrame,
    after: pd.DataFrame,
    columns: Iterable[str],
    records: Mapping[Kunci, Catatan],
    *,
    key_of: Callable[[str, str], Kunci],
    statement: Callable[[int | None], Catatan],
    batas: Batas,
    column_name: Callable[[str], str] = str,
) -> Bacaan:
    """The edits of a table whose every cell is the number of one record. Rows are named by their column SATKER;
    ``column_name``: how a sentence names a column."""
    edits: list[Suntingan] = []
    problems: list[str] = []
    for row, column in changed_cells(before, after, columns):
        where = f"{row_name(before, row)}, {column_name(column)}"
        number, problem = read_number(typed(after.at[row, column]), where, batas)
        key = key_of(row, column)
        now = records.get(key)
        if problem:
            problems.append(problem)
        elif number != (None if now is None else now["jumlah"]):
            edits.append(Suntingan(key, now, statement(number)))
    return Bacaan(tuple(edits), tuple(problems))
