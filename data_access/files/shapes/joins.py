"""Rows of other tables beside a respondent's answers: the respondents themselves, and the names behind their codes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import SATKER, TANGGAL
from data_access.files.columns.vocabulary import role_of_header
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.reading.limits import number
from data_access.files.shapes.notes import Notes
from data_access.files.shapes.roles import NOMOR, RESPONDEN, WAKTU, key_of, name_of
from data_access.files.shapes.sessions import time_ranks
from data_access.files.shapes.tables import NONE, Keys, Mask, Rows, Table, gathered, key_texts
from data_access.files.texts import clean_text, words
from data_access.files.values.dates import read_dates
from data_access.files.values.satker_match import PEMISAH_SATKER

_MIN_SHARED = 0.5  # share of the respondents that a table must know to be their table
_MIN_KEYS = 0.5  # distinct keys per row of a table of respondents
_MAX_NAMES_COLUMNS = 12

Columns = list[tuple[str, RawColumn]]


def key_column(table: Table, names: Sequence[str]) -> int | None:
    """The column of ``table`` that holds the respondents' numbers, None when it is no table of these respondents: it
    must say something about them, not only count."""
    wanted = set(names) - {""}
    if not wanted or not any(describes(judul) for judul in table.judul):
        return None
    for index, peran in enumerate(table.peran):
        if peran not in (RESPONDEN, NOMOR) or not table.n:
            continue
        keys = Keys(table.kolom[index])
        shared = sum(name in keys.place for name in wanted)
        if shared >= _MIN_SHARED * len(wanted) and len(keys.names) >= _MIN_KEYS * table.n:
            return index
    return None


def describes(header: str) -> bool:
    """True for a column that says who, when or where."""
    role = role_of_header(header)
    return role is not None and role[0] in (SATKER, TANGGAL, *DIMENSI)


def join_respondents(
    names: Sequence[str], table: Table, index: int, have: set[str], notes: Notes, above: int = 0
) -> Columns:
    """The columns of the respondents' table, one row for each of ``names``; ``have`` are headers that exist already,
    ``above`` the rows above the header.

    A respondent who stands there twice is read from the last row by time, and told.
    """
    keys = Keys(table.kolom[index])
    row_of = _last_rows(table, index, keys, notes)
    place = np.array([keys.place.get(name, NONE) for name in names], dtype=np.int64)
    rows = np.where(place == NONE, NONE, row_of[np.maximum(place, 0)])
    answering = set(names) - {""}
    silent = np.array([name not in answering for name in keys.names] + [False])[keys.codes] & (keys.codes != NONE)
    notes.rows(
        "peringatan", "RESPONDEN_TANPA_JAWABAN", table, silent,
        "tidak ada jawaban dari responden ini; tidak dihitung sebagai responden.",
    )  # fmt: skip
    orphans = len({name for name in answering if name not in keys.place})
    if orphans:
        notes.tell(
            "konfirmasi", "JAWABAN_YATIM", table,
            f"{number(orphans)} responden menjawab tetapi tidak ada di lembar {table.sheet.nama}; satker, tanggal, dan "
            "ciri mereka kosong bila hanya ada di sana.", orphans,
        )  # fmt: skip
    others = [i for i in range(len(table.judul)) if i != index and table.judul[i] and words(table.judul[i]) not in have]
    return [(table.judul[i], gathered(table.judul[i], table.kolom[i], rows, above)) for i in others]


def _last_rows(table: Table, index: int, keys: Keys, notes: Notes) -> Rows:
    """The row that counts for each key: the last by time, then the last in the file."""
    moments = [read_dates(table.kolom[i].values).waktu[table.kolom[i].codes] for i in _times(table)]
    ranks = time_ranks(moments)
    filled = np.flatnonzero(keys.codes != NONE)
    order = filled if ranks is None else filled[np.lexsort((filled, ranks[filled]))]
    last = np.full(len(keys.names) + 1, NONE, dtype=np.int64)
    last[keys.codes[order]] = order
    again: Mask = np.zeros(table.n, dtype=bool)
    again[filled] = last[keys.codes[filled]] != filled
    if not again.any():
        return last
    # What is compared is everything but the number and the times: that is where repeated rows differ honestly.
    skip = {index, *_times(table)}
    differs = np.zeros(table.n, dtype=bool)
    for place, column in enumerate(table.kolom):
        if place not in skip:
            texts = np.array([clean_text(cell_text(value)) for value in column.values] or [""], dtype=object)
            cells = texts[column.codes]
            differs[again] |= cells[again] != cells[last[keys.codes[again]]]
    notes.rows(
        "peringatan", "RESPONDEN_BERULANG", table, again & ~differs,
        "mengulang responden yang sama dengan isian yang sama; dibaca satu kali.",
    )  # fmt: skip
    notes.rows(
        "konfirmasi" if ranks is None else "peringatan", "RESPONDEN_BERBEDA", table, again & differs,
        "responden yang sama tercatat lagi dengan isian lain; catatan yang terakhir yang dipakai.",
    )  # fmt: skip
    return last


def _times(table: Table) -> list[int]:
    return [index for index, role in enumerate(table.peran) if role == WAKTU]


def has_date(columns: Columns) -> bool:
    """True when one of the columns holds the date of the answers by its name."""
    return any((role := role_of_header(header)) is not None and role[0] == TANGGAL for header, _ in columns)


def is_names(table: Table) -> tuple[int, int] | None:
    """(key column, name column) of a table of names: 'id_loket', 'nama_loket'; None for every other table."""
    if len(table.judul) > _MAX_NAMES_COLUMNS or not table.n:
        return None
    for key, header in enumerate(table.judul):
        subject = key_of(header)
        keys = Keys(table.kolom[key])
        is_unique = len(keys.names) == int((keys.codes != NONE).sum()) > 0
        if not is_unique or not (subject or table.peran[key] == NOMOR):
            continue
        for place, other in enumerate(table.judul):
            if place != key and name_of(other) and subject in ("", name_of(other)):
                return key, place
    return None


def put_names(columns: Columns, table: Table, at: tuple[int, int], asal: Table, notes: Notes) -> Columns:
    """The columns with names instead of the codes that the table of names knows; for a satker 'code | name'."""
    subject = name_of(table.judul[at[1]])
    keys, names = key_texts(table.kolom[at[0]]), key_texts(table.kolom[at[1]])
    pairs = zip(table.kolom[at[0]].codes.tolist(), table.kolom[at[1]].codes.tolist(), strict=True)
    known = {keys[code]: names[name] for code, name in pairs if keys[code] and names[name]}
    done = []
    for header, column in columns:
        if subject not in (words(header), key_of(header)):
            done.append((header, column))
            continue
        role = role_of_header(subject) or role_of_header(f"nama {subject}")
        is_satker = role is not None and role[0] == SATKER
        done.append((header, _named(column, known, is_satker=is_satker)))
        _tell_unknown(column, known, header, table, asal, notes)
    return done


def _named(column: RawColumn, known: dict[str, str], *, is_satker: bool) -> RawColumn:
    values = list(column.values)
    for place, key in enumerate(key_texts(column)):
        if key in known and place != int(column.codes[0]):
            values[place] = f"{key}{PEMISAH_SATKER}{known[key]}" if is_satker else known[key]
    return RawColumn(tuple(values), column.codes)


def _tell_unknown(
    column: RawColumn, known: dict[str, str], header: str, table: Table, asal: Table, notes: Notes
) -> None:
    counts = np.bincount(column.codes[1:], minlength=len(column.values)).tolist()
    missing = {
        key: times for key, times in zip(key_texts(column), counts, strict=True) if key and times and key not in known
    }
    if missing:
        total = sum(missing.values())
        notes.tell(
            "peringatan", "KODE_TAK_DIKENAL", asal,
            f"{number(total)} responden memakai {header} yang tidak ada di lembar {table.sheet.nama}: "
            f"{', '.join(sorted(missing)[:10])}. Kodenya tetap dipakai apa adanya.", total,
        )  # fmt: skip
