"""Which answer rows belong to one filled-in form: the same question twice under one number is a correction, a repetition
of the export, or a second form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from data_access.files.shapes.tables import NONE, Mask, Rows

# A second form repeats most of the questions; a correction only some of them.
_FORM_SHARE = 0.6
_MIN_FORM = 2


@dataclass(frozen=True, eq=False)
class Sessions:
    """``nomor`` (per row) numbers the forms, NONE = the row does not count. The masks mark the rows that were replaced
    by a later answer (``diganti``), that only repeat one (``berulang``), and that contradict each other without a time
    that decides (``bertentangan``); ``ganda`` the rows of numbers with several forms."""

    nomor: Rows
    diganti: Mask
    berulang: Mask
    bertentangan: Mask
    ganda: Mask


def find_sessions(ids: Rows, soal: Rows, cells: Rows, ranks: Rows | None) -> Sessions:
    """The forms among answer rows. All arrays have one entry per row; rows with ``ids`` or ``soal`` NONE do not count.

    ``ranks`` order the rows by time (equal = same time), None: no times. Two full forms under one number are two forms
    when they were filled in at different times. Of two answers to one question the last by time counts; equal ones
    count once. The order of the rows decides nothing, because exports are sorted in any way.
    """
    n = len(ids)
    masks = [np.zeros(n, dtype=bool) for _ in range(4)]
    diganti, berulang, bertentangan, ganda = masks
    valid = (ids != NONE) & (soal != NONE)
    form = np.zeros(n, dtype=np.int64)
    for rows in _repeated(ids, soal, valid):
        blocks = None if ranks is None else _split(rows, soal, ranks)
        if blocks is not None:
            for number, block in enumerate(blocks):
                form[block] = number
            ganda[rows] = True
            continue
        for same in _by_question(rows, soal):
            winner = _settle(same, cells, ranks)
            if winner == NONE:
                bertentangan[same] = True
                continue
            others = same[same != winner]
            berulang[others] = cells[others] == cells[winner]
            diganti[others] = cells[others] != cells[winner]
    counted = valid & ~diganti & ~berulang
    return Sessions(_numbered(ids, form, counted), diganti, berulang, bertentangan, ganda)


def _repeated(ids: Rows, soal: Rows, valid: Mask) -> Iterator[Rows]:
    """The rows of each number that answers some question more than once."""
    places = np.flatnonzero(valid)
    if not len(places):
        return
    pairs = ids[places] * (int(soal.max()) + 1) + soal[places]
    order = np.argsort(pairs, kind="stable")
    again = np.flatnonzero(np.diff(pairs[order]) == 0)
    if not len(again):
        return
    wanted = np.unique(ids[places[order[again]]])
    mine = places[np.isin(ids[places], wanted)]
    mine = mine[np.argsort(ids[mine], kind="stable")]
    yield from np.split(mine, np.flatnonzero(np.diff(ids[mine])) + 1)


def _split(rows: Rows, soal: Rows, ranks: Rows) -> Sequence[Rows] | None:
    """The forms of one number in the order of time, or None when they are no whole forms or not apart in time."""
    rows = rows[np.argsort(ranks[rows], kind="stable")]
    blocks: list[list[int]] = [[]]
    seen: set[int] = set()
    for row in rows.tolist():
        if int(soal[row]) in seen:
            if ranks[blocks[-1][-1]] == ranks[row]:
                return None
            blocks.append([])
            seen = set()
        blocks[-1].append(row)
        seen.add(int(soal[row]))
    needed = max(_MIN_FORM, _FORM_SHARE * len(np.unique(soal[rows])))
    if min(map(len, blocks)) < needed or not _apart(blocks, ranks):
        return None
    return [np.array(block, dtype=np.int64) for block in blocks]


def _apart(blocks: Sequence[Sequence[int]], ranks: Rows) -> bool:
    return all(ranks[one[-1]] < ranks[other[0]] for one, other in pairwise(blocks))


def _by_question(rows: Rows, soal: Rows) -> Iterator[Rows]:
    """The rows of one number, question by question, where there are several."""
    rows = rows[np.argsort(soal[rows], kind="stable")]
    for same in np.split(rows, np.flatnonzero(np.diff(soal[rows])) + 1):
        if len(same) > 1:
            yield same


def _settle(same: Rows, cells: Rows, ranks: Rows | None) -> int:
    """The row that counts among answers to one question: the last by time. NONE when that is not decided."""
    last = same if ranks is None else same[ranks[same] == ranks[same].max()]
    return int(last[0]) if len(np.unique(cells[last])) == 1 else NONE


def _numbered(ids: Rows, form: Rows, counted: Mask) -> Rows:
    """Forms numbered in the order in which they first appear."""
    nomor = np.full(len(ids), NONE, dtype=np.int64)
    places = np.flatnonzero(counted)
    if len(places):
        keys = ids[places] * (int(form.max()) + 1) + form[places]
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        rank = np.empty(len(first), dtype=np.int64)
        rank[np.argsort(first, kind="stable")] = np.arange(len(first))
        nomor[places] = rank[inverse]
    return nomor


def time_ranks(moments: Sequence[npt.NDArray[np.datetime64]]) -> Rows | None:
    """Ranks of rows by time from several columns of moments, the first one decides; None without columns."""
    ranks: Rows | None = None
    for column in moments:
        _, own = np.unique(column.astype("datetime64[s]").astype(np.int64), return_inverse=True)
        own = own.astype(np.int64)
        if ranks is None:
            ranks = own
        else:  # numbered anew each time, so that several columns never outgrow 64 bits
            _, both = np.unique(ranks * (int(own.max(initial=0)) + 1) + own, return_inverse=True)
            ranks = both.astype(np.int64)
    return ranks
