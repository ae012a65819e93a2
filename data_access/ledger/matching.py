"""Which respondents of a file are already stored: the one comparison that the dry run and storing both use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.answers import DIMENSI, LembarJawaban
from data_access.instrument_store import from_json, is_same_shape
from data_access.ledger.cells import cell_counts
from data_access.ledger.identity import (
    Keys,
    Words,
    absorb,
    fingerprints,
    fresh_keys,
    id_keys,
    minutes_of,
    occurrences,
    place_words,
)
from data_access.ledger.versions import Versi, both, read_cells, read_keys

BARU, TETAP, BERUBAH = 0, 1, 2
_DAY = 24 * 60  # minutes
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Dikenal:
    """What the database knows by name: ids of satker and instruments by code, of categories by (dimension, name)."""

    satker: Mapping[str, int]
    instrumen: Mapping[str, int]
    kategori: Mapping[tuple[str, str], int]


@dataclass(frozen=True, eq=False)
class Padanan:
    """The n rows of one sheet beside the m stored versions of their cells.

    ``status``: BARU, TETAP or BERUBAH per row; ``lama``: position in ``versi`` of the active version that a row meets,
    -1 where it is new; ``kunci``: identity of each row; ``hilang``: positions in ``versi`` of the respondents who count
    now and are not in the sheet; ``kunci_versi``: the key of every version, also of those stored without one;
    ``hanya_isi``: rows that meet somebody by date and answers alone, without an id or a time of day: the weakest sign that
    two rows are one person.
    """

    sheet: LembarJawaban
    satker_id: Keys
    status: npt.NDArray[np.int8]
    lama: Keys
    kunci: Keys
    versi: Versi
    kunci_versi: Keys
    hilang: Rows
    id_ganda: int
    hanya_isi: int = 0

    @property
    def is_same(self) -> bool:
        """Every row is stored just so already."""
        return bool((self.status == TETAP).all())

    @cached_property
    def codes_of_satker(self) -> dict[int, str]:
        """The code of each satker of the sheet by its id; -1 stands for those that are not stored."""
        unique, first = np.unique(self.satker_id, return_index=True)
        return {int(number): str(self.sheet.satker[row]) for number, row in zip(unique, first, strict=True)}


@dataclass(frozen=True, eq=False)
class _Sisi:
    """One side of the comparison: key from an id (0: none), fingerprint, and fingerprint with categories; ``by_content``
    False: the latter two say nothing."""

    id: Keys
    dasar: Words
    isi: Words
    by_content: bool = True


def known_names(connection: sa.Connection) -> Dikenal:
    """The names in the database now."""
    kategori = schema.kategori
    found = connection.execute(sa.select(kategori.c.dimensi, kategori.c.nama, kategori.c.id))
    return Dikenal(
        _ids(connection, schema.satker),
        _ids(connection, schema.instrumen),
        {(row.dimensi, row.nama): int(row.id) for row in found},
    )


def _ids(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    return {str(kode): int(number) for kode, number in connection.execute(sa.select(table.c.kode, table.c.id))}


def by_instrument(sheets: Sequence[LembarJawaban]) -> list[LembarJawaban]:
    """One sheet an instrument, so that identical rows of two sheets are counted as two people."""
    found: dict[str, LembarJawaban] = {}
    for sheet in sheets:
        kode = sheet.instrumen.kode
        found[kode] = found[kode].join(sheet) if kode in found else sheet
    return list(found.values())


def match(connection: sa.Connection, sheet: LembarJawaban, dikenal: Dikenal, *, by_content: bool = True) -> Padanan:
    """Compare one sheet (rows with satker and date) with what is stored in its cells; writes nothing.

    Without ``by_content`` only ids say that two rows are one person: a file of other people whose answers may be alike.
    """
    codes, names = sheet.distinct_satker
    satker_id = np.array([dikenal.satker.get(str(name), -1) for name in names], dtype=np.int64)[codes]
    menit = minutes_of(sheet.tanggal)
    place = place_words(sheet.instrumen.kode, names)[codes]
    ids = np.zeros(len(sheet), dtype=np.int64)
    id_ganda = 0
    if sheet.id_sumber is not None:
        ids = id_keys(place, menit, sheet.id_sumber)
        id_ganda = int((sheet.id_sumber != "").sum() - (ids != 0).sum())
    dasar = fingerprints(place, menit, sheet.butir)
    versi = _stored(connection, sheet, satker_id, ids, dikenal)
    if not len(versi):
        none = np.full(len(sheet), -1, dtype=np.int64)
        kunci = np.where(ids != 0, ids, fresh_keys(dasar, dasar[:0], ids[:0]))
        status = np.full(len(sheet), BARU, dtype=np.int8)
        hilang = np.zeros(0, dtype=np.intp)
        return Padanan(sheet, satker_id, status, none, kunci, versi, versi.kunci, hilang, id_ganda)
    side = _Sisi(ids, dasar, _with_categories(dasar, category_ids(sheet, dikenal)), by_content)
    return _matched(sheet, satker_id, side, versi, _stored_place(sheet, versi, dikenal), id_ganda)


def _stored(connection: sa.Connection, sheet: LembarJawaban, satker_id: Keys, ids: Keys, dikenal: Dikenal) -> Versi:
    """The versions in the sheet's cells, and those elsewhere that carry an id of the sheet."""
    instrumen_id = dikenal.instrumen.get(sheet.instrumen.kode)
    if instrumen_id is None or not _is_comparable(connection, sheet, instrumen_id):
        return read_cells(connection, sheet.instrumen, [])
    known = satker_id >= 0
    cells = cell_counts(satker_id[known], sheet.months[known], instrumen_id)
    versi = read_cells(connection, sheet.instrumen, list(cells))
    # An id that does not count in these cells may count in another month.
    asleep = np.setdiff1d(versi.kunci[versi.kunci < 0], versi.kunci[versi.aktif])
    wanted = np.union1d(ids[ids != 0], asleep)
    return both(versi, read_keys(connection, sheet.instrumen, instrumen_id, wanted)) if len(wanted) else versi


def _is_comparable(connection: sa.Connection, sheet: LembarJawaban, instrumen_id: int) -> bool:
    """False when the code stands for another questionnaire there; storing refuses such a file."""
    table = schema.instrumen
    text = connection.scalar(sa.select(table.c.definisi).where(table.c.id == instrumen_id))
    return is_same_shape(from_json(str(text)), sheet.instrumen)


def category_ids(sheet: LembarJawaban, dikenal: Dikenal) -> npt.NDArray[np.int32]:
    """Ids of the categories of each row in the order of DIMENSI, shape (n, 6): 0 not known, below 0 not stored yet."""
    result = np.zeros((len(sheet), len(DIMENSI)), dtype=np.int32)
    for column, name in enumerate(DIMENSI):
        codes, texts = sheet.distinct_kategori[name]
        numbers = [0 if not text else dikenal.kategori.get((name, str(text)), -1 - at) for at, text in enumerate(texts)]
        result[:, column] = np.array(numbers, dtype=np.int32)[codes]
    return result


def _with_categories(dasar: Words, kategori: npt.NDArray[np.int32]) -> Words:
    for column in kategori.T:
        dasar = absorb(dasar, column.astype(np.int64).view(np.uint64))
    return dasar


def _stored_place(sheet: LembarJawaban, versi: Versi, dikenal: Dikenal) -> Words:
    kode = {number: name for name, number in dikenal.satker.items()}
    codes, unique = pd.factorize(versi.satker_id)
    names = np.array([kode[int(number)] for number in unique], dtype=object)
    return place_words(sheet.instrumen.kode, names)[codes]


def _matched(sheet: LembarJawaban, satker_id: Keys, side: _Sisi, versi: Versi, place: Words, id_ganda: int) -> Padanan:
    dasar = fingerprints(place, versi.menit, versi.butir)
    kunci_versi = complete_keys(versi.kunci, dasar)
    people = _one_per_key(versi, kunci_versi)
    from_id = kunci_versi[people] < 0
    other = _Sisi(
        np.where(from_id, kunci_versi[people], 0), dasar[people], _with_categories(dasar, versi.kategori)[people]
    )
    found = _pair_all(side, other, versi.aktif[people], versi.dalam[people])
    met = np.where(found >= 0, people[found], -1)
    is_active = (met >= 0) & versi.aktif[met]
    is_same = np.zeros(len(sheet), dtype=bool)
    is_same[is_active] = side.isi[is_active] == other.isi[found[is_active]]
    status = np.where(is_active, np.where(is_same, TETAP, BERUBAH), BARU).astype(np.int8)
    kunci = np.where(met >= 0, kunci_versi[met], side.id)
    unknown = kunci == 0
    nonid = people[~from_id]
    kunci[unknown] = fresh_keys(side.dasar[unknown], dasar[nonid], kunci_versi[nonid])
    left = versi.aktif & versi.dalam
    left[met[is_active]] = False
    lama = np.where(is_active, met, -1)
    has_no_time = minutes_of(sheet.tanggal) % _DAY == 0
    hanya_isi = int((is_active & (side.id == 0) & has_no_time).sum())
    return Padanan(sheet, satker_id, status, lama, kunci, versi, kunci_versi, np.flatnonzero(left), id_ganda, hanya_isi)


def complete_keys(kunci: Keys, dasar: Words) -> Keys:
    """``kunci`` with keys for the rows that have none (0): from their fingerprint, in their order."""
    missing = kunci == 0
    if not missing.any():
        return kunci
    taken = (kunci > 0) & first_of_each(kunci)
    kunci = kunci.copy()
    kunci[missing] = fresh_keys(dasar[missing], dasar[taken], kunci[taken])
    return kunci


def first_of_each(kunci: Keys) -> npt.NDArray[np.bool_]:
    """True for the first row of each key."""
    result = np.zeros(len(kunci), dtype=bool)
    result[np.unique(kunci, return_index=True)[1]] = True
    return result


def _one_per_key(versi: Versi, kunci: Keys) -> Rows:
    """The position of one version a key: the active one, else the last."""
    order = np.lexsort((versi.id, versi.aktif, kunci))
    ordered = kunci[order]
    last = np.r_[ordered[1:] != ordered[:-1], True]
    return np.sort(order[last])


def _pair_all(side: _Sisi, other: _Sisi, aktif: npt.NDArray[np.bool_], dalam: npt.NDArray[np.bool_]) -> Rows:
    """For each row of ``side`` its partner in ``other``, -1 for none; every partner is taken once.

    An id decides alone where both have one. Else fingerprints do, identical ones one by one: first those that count now
    and agree in everything, then in all but the categories, then those that do not count now.
    """
    found = np.full(len(side.dasar), -1, dtype=np.intp)
    free = np.ones(len(other.dasar), dtype=bool)

    def pair(mine: npt.NDArray[np.bool_], theirs: npt.NDArray[np.bool_], left: Words, right: Words) -> None:
        rows, others = np.flatnonzero(mine & (found < 0)), np.flatnonzero(theirs & free)
        first, second = _pairs(left[rows], right[others])
        found[rows[first]] = others[second]
        free[others[second]] = False

    has_id, is_id = side.id != 0, other.id != 0
    pair(has_id, is_id, side.id.view(np.uint64), other.id.view(np.uint64))
    if not side.by_content:
        return found
    # Two ids that differ are two people, however alike. A row that is elsewhere was found for its id only.
    ways = ((~has_id, ~is_id), (~has_id, is_id), (has_id, ~is_id))
    for mine, theirs in ways:
        pair(mine, theirs & aktif & dalam, side.isi, other.isi)
    for mine, theirs in ways:
        pair(mine, theirs & aktif & dalam, side.dasar, other.dasar)
    for left, right in ((side.isi, other.isi), (side.dasar, other.dasar)):
        for mine, theirs in ways:
            pair(mine, theirs & ~aktif & dalam, left, right)
    return found


def _pairs(left: Words, right: Words) -> tuple[Rows, Rows]:
    """Positions of equal words, the first with the first, the second with the second."""
    if not len(left) or not len(right):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    one, two = (absorb(words, occurrences(words).view(np.uint64)) for words in (left, right))
    _, first, second = np.intersect1d(one, two, assume_unique=True, return_indices=True)
    return first, second
