"""From rows of cells to coded columns, inside the child process: the same for every kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from data_access.files.reading.codec import ColumnCoder
from data_access.files.reading.limits import Limits, number
from data_access.files.reading.refusal import RefusalError

Tick = Callable[[int, int], None]  # (rows done, rows in all; 0 = not known)
Region = tuple[int, int, int, int]  # merged cells: first row (from 1), first column (from 0), last row, last column
_BLOCK = 500  # what fits into the processor's cache
_HEADER_REGION = 60  # merged cells that begin below this row are no headers: only their values are filled in
_MAX_REGIONS = 2_000


def no_tick(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Table:
    """One sheet as the child hands it over: ``head`` for JSON, ``blocks`` one piece of codes per column."""

    head: dict[str, Any]
    blocks: list[bytes]


def encode(
    rows: Iterable[Sequence[Any]],
    limits: Limits,
    *,
    left: int = 0,
    regions: Sequence[Region] = (),
    tick: Tick = no_tick,
    total: int = 0,
) -> Table:
    """The rows as column heads and code blocks, ``left`` empty columns before them, merged cells filled downwards.

    RefusalError when there are too many rows, columns or cells.
    """
    coders: list[ColumnCoder] = []
    done = last = 0
    source = iter(rows)
    while block := list(islice(source, _BLOCK)):
        columns = list(zip_longest(*block, fillvalue=""))
        coders.extend(ColumnCoder(done) for _ in range(len(columns) - len(coders)))
        for position, coder in enumerate(coders):
            coder.extend(columns[position] if position < len(columns) else [""] * len(block))
        last = next((done + back for back in range(len(block), 0, -1) if any(map(_filled, block[back - 1]))), last)
        done += len(block)
        check_size(last, len(coders) + left, limits)
        tick(done, total)
    for top, column, bottom, _ in regions:
        if bottom > top and 0 <= column - left < len(coders):
            coders[column - left].fill_down(top - 1, min(bottom, last))
    return assemble([coder.finish(last, limits.max_cell_text) for coder in coders] if last else [], last, left, regions)


def assemble(
    columns: Sequence[tuple[dict[str, Any], bytes]], rows: int, left: int = 0, regions: Sequence[Region] = ()
) -> Table:
    """A table of finished columns."""
    empty = ({"nilai": [None], "waktu": [], "lebar": 1}, bytes(rows))
    whole = [*[empty] * (left if columns else 0), *columns]
    kept = [region for region in regions if region[0] <= _HEADER_REGION][:_MAX_REGIONS]
    head = {"baris": rows, "kolom": [one for one, _ in whole], "gabungan": kept}
    return Table(head, [codes for _, codes in whole])


def _filled(cell: object) -> bool:
    return cell is not None and cell != ""


def check_size(rows: int, columns: int, limits: Limits) -> None:
    """RefusalError for a table that is larger than the limits."""
    if rows > limits.last_row:
        raise RefusalError(
            f"Berkas ini berisi lebih dari {number(limits.max_rows)} baris, batas satu kali unggah. Pecah menjadi "
            "beberapa berkas (misalnya satu berkas tiap bulan), lalu unggah satu per satu."
        )
    if columns > limits.max_columns:
        raise RefusalError(
            f"Berkas ini mempunyai {number(columns)} kolom, lebih dari batas {number(limits.max_columns)}. Hapus "
            "kolom yang tidak perlu, lalu unggah lagi."
        )
    if rows * columns > limits.max_cells:
        raise RefusalError(
            f"Berkas ini berisi lebih dari {number(limits.max_cells)} sel. Hapus kolom yang tidak perlu atau pecah "
            "berkasnya, lalu unggah lagi."
        )
