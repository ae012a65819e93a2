"""Long form (one row an answer) to wide form (one row a respondent), before anyone asks what the columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.files.columns.mapping import SATKER, TANGGAL
from data_access.files.columns.matching import lexicon_of, parse_header
from data_access.files.columns.vocabulary import role_of_header
from data_access.files.reading.cells import RawColumn, RawSheet, cell_text
from data_access.files.reading.limits import number
from data_access.files.shapes.notes import Notes
from data_access.files.shapes.questions import Options, Question, number_of
from data_access.files.shapes.roles import (
    HURUF,
    JAWABAN,
    LAIN,
    NOMOR,
    PILIHAN,
    RESPONDEN,
    SKOR,
    SOAL,
    TANDA,
    TEKS_SOAL,
    WAKTU,
)
from data_access.files.shapes.scores import Cells, question_header, read_cells
from data_access.files.shapes.sessions import Sessions, find_sessions, time_ranks
from data_access.files.shapes.tables import NONE, Keys, Mask, Rows, Table, coded, gathered, key_texts
from data_access.files.texts import words
from data_access.files.values.dates import read_dates
from scoring.instruments import Instrumen

ID_RESPONDEN = "ID responden"
_MAX_SOAL = 200
_MIN_SOAL = 2
_MIN_ANSWERS = 2  # rows for each respondent, on average
_MIN_SINGLE = 0.5  # share of answers that do not repeat a question of the same respondent
_MOSTLY_SINGLE = 0.95
_ENTRY = ("entered", "updated", "edit", "modified", "ubah")


@dataclass(frozen=True, eq=False)
class Wide:
    """A widened sheet: ``responden`` and ``nomor`` say which respondent each of its rows is (for joining), ``kolom``
    are headers and columns, ``asal`` the answer row where each begins."""

    judul: tuple[str, ...]
    kolom: tuple[RawColumn, ...]
    responden: tuple[str, ...]
    asal: Rows


def is_long(table: Table, instruments: Sequence[Instrumen]) -> bool:
    """True for one row an answer: a respondent's number that repeats, a question, and an answer; no unsur as columns."""
    index, soal = respondent_index(table), table.first(SOAL, TEKS_SOAL)
    if index is None or soal is None or table.first(JAWABAN, SKOR, PILIHAN) is None or not table.n:
        return False
    headers = [parse_header(judul) for judul in table.judul if table_items(judul)]
    if any(len({m.butir for h in headers if (m := lexicon_of(one).match(h))}) > _MIN_SOAL for one in instruments):
        return False
    soals = Keys(table.kolom[soal])
    people = _people(table, index, soals)
    valid = (people != NONE) & (soals.codes != NONE)
    if not valid.any() or not _MIN_SOAL <= len(soals.names) <= _MAX_SOAL:
        return False
    many = valid.sum() >= _MIN_ANSWERS * len(np.unique(people[valid]))
    return bool(many and _single(people, soals) >= _MIN_SINGLE)


def _people(table: Table, index: int, soal: Keys) -> Rows:
    """Whose row each is (NONE = not said): the respondent's number, or satker and number where the numbers begin anew in
    each satker, so that alone they would give one respondent many answers to one question."""
    ids = Keys(table.kolom[index]).codes
    known = (role_of_header(judul) for judul in table.judul)
    satker = next((place for place, role in enumerate(known) if role and role[0] == SATKER and place != index), None)
    if satker is None or _single(ids, soal) >= _MOSTLY_SINGLE:
        return ids
    units = Keys(table.kolom[satker])
    _, both = np.unique(ids * (len(units.names) + 1) + units.codes + 1, return_inverse=True)
    both = np.where(ids == NONE, NONE, both).astype(np.int64)
    return both if _single(both, soal) >= _MOSTLY_SINGLE else ids


def _single(people: Rows, soal: Keys) -> float:
    """Share of the answers that are the only one to their question by that respondent, or the first."""
    valid = (people != NONE) & (soal.codes != NONE)
    pairs = np.unique(people[valid] * len(soal.names) + soal.codes[valid])
    return float(len(pairs) / max(1, valid.sum()))


def table_items(judul: str) -> bool:
    """True for a header that may name an item and is no column of an answer table."""
    return bool(judul) and words(judul) not in ("unsur", "waktu", "jawaban", "nilai", "biaya")


def respondent_index(table: Table) -> int | None:
    """The column of the respondent's number: by its name, else a plain 'id' whose values repeat."""
    named = table.first(RESPONDEN)
    if named is not None:
        return named
    for index, peran in enumerate(table.peran):
        if peran == NOMOR and table.n and len(Keys(table.kolom[index]).names) * _MIN_ANSWERS <= table.n:
            return index
    return None


def widen_table(
    table: Table, questions: Mapping[str, Question], options: Options, instruments: Sequence[Instrumen], notes: Notes
) -> Wide:
    """The answers as one row a respondent; what does not fit is told in ``notes``."""
    index, place = respondent_index(table), table.first(SOAL, TEKS_SOAL)
    if index is None or place is None:
        raise ValueError("no long form")
    ids, soal = Keys(table.kolom[index]), Keys(table.kolom[place])
    questions = questions or _own_texts(table, place)
    cells = read_cells(_scores_or_texts(table), soal, questions, options, instruments)
    times = _time_columns(table)
    ranks = time_ranks([_moments(table.kolom[one]) for one in _most_distinct(table, times)])
    sessions = find_sessions(_people(table, index, soal), soal.codes, cells.kode, ranks)
    _tell(table, ids, soal, sessions, cells, notes)
    first, begun = _ends(sessions, ranks)
    columns = [(ID_RESPONDEN, gathered(ID_RESPONDEN, table.kolom[index], first))]
    for one, rows in (
        *((one, begun) for one in ([_time_of_form(table, times)] if times else [])),
        *((one, first) for one in _constant(table, index, sessions, first)),
    ):
        columns.append((table.judul[one], gathered(table.judul[one], table.kolom[one], rows)))
    headers = _headers(table, place, soal, questions, notes)
    columns += [
        (headers[code], _answers(headers[code], soal.codes == code, sessions, cells, len(first)))
        for code in _in_order(soal, questions)
    ]
    names = tuple(ids.names[int(code)] for code in ids.codes[first])
    judul, kolom = zip(*columns, strict=True)
    return Wide(judul, kolom, names, table.numbers()[first].astype(np.int64))


def _answers(header: str, mine: Mask, sessions: Sessions, cells: Cells, forms: int) -> RawColumn:
    """The answers to one question, one row a form."""
    counted = mine & (sessions.nomor != NONE)
    codes = np.full(forms, NONE, dtype=np.int64)
    codes[sessions.nomor[counted]] = cells.kode[counted]
    return coded(header, cells.isi, codes)


def as_sheet(wide: Wide, table: Table) -> RawSheet:
    """The widened table as a sheet of the same name; its rows know where they begin in the file."""
    asal = np.concatenate([[table.baris_judul], wide.asal]).astype(np.int32)
    return RawSheet(table.sheet.nama, len(asal), wide.kolom, table.sheet.tersembunyi, asal=asal)


def _scores_or_texts(table: Table) -> Table:
    """A column named score or value that holds letters or words is the answer itself."""
    place = table.first(SKOR)
    if place is None or table.first(JAWABAN) is not None:
        return table
    if all(number_of(text) is not None for text in key_texts(table.kolom[place]) if text):
        return table
    return replace(table, peran=tuple(JAWABAN if role == SKOR else role for role in table.peran))


def _own_texts(table: Table, place: int) -> dict[str, Question]:
    """Question texts that stand beside the code in the answer table itself."""
    texts = table.first(TEKS_SOAL)
    if texts is None or texts == place:
        return {}
    codes, names = key_texts(table.kolom[place]), key_texts(table.kolom[texts])
    pairs = np.unique(np.stack([table.kolom[place].codes, table.kolom[texts].codes]), axis=1).T.tolist()
    found: dict[str, set[str]] = {}
    for code, text in pairs:
        if codes[code] and names[text]:
            found.setdefault(codes[code], set()).add(names[text])
    return {kode: Question(next(iter(one))) for kode, one in found.items() if len(one) == 1}


def _time_columns(table: Table) -> list[int]:
    return [index for index, role in enumerate(table.peran) if role == WAKTU]


def _most_distinct(table: Table, times: Sequence[int]) -> list[int]:
    return sorted(times, key=lambda index: (-len(table.kolom[index].values), index))


def _moments(column: RawColumn) -> np.typing.NDArray[np.datetime64]:
    moments: np.typing.NDArray[np.datetime64] = read_dates(column.values).waktu[column.codes]
    return moments


def _time_of_form(table: Table, times: Sequence[int]) -> int:
    """When the respondent answered: a known name, not when the row was typed in, and the finest of these."""

    def rank(index: int) -> tuple[bool, bool, int]:
        known = role_of_header(table.judul[index])
        is_entry = any(word in words(table.judul[index]) for word in _ENTRY)
        return is_entry, known is None or known[0] != TANGGAL, -len(table.kolom[index].values)

    return min(times, key=rank)


def _ends(sessions: Sessions, ranks: Rows | None) -> tuple[Rows, Rows]:
    """(first row in the file, first row by time) of every form."""
    rows = np.flatnonzero(sessions.nomor != NONE)
    _, first = np.unique(sessions.nomor[rows], return_index=True)
    if ranks is None:
        return rows[first], rows[first]
    order = rows[np.lexsort((rows, ranks[rows], sessions.nomor[rows]))]
    _, begun = np.unique(sessions.nomor[order], return_index=True)
    return rows[first], order[begun]


def _constant(table: Table, index: int, sessions: Sessions, first: Rows) -> list[int]:
    """Other columns that say the same in all rows of a respondent: satker, service, age."""
    rows = np.flatnonzero(sessions.nomor != NONE)
    home = first[sessions.nomor[rows]]
    taken = (SOAL, TEKS_SOAL, JAWABAN, SKOR, PILIHAN, HURUF, TANDA, WAKTU)
    return [
        place
        for place, column in enumerate(table.kolom)
        if place != index
        and table.peran[place] not in taken
        and table.judul[place]
        and (table.peran[place] == LAIN or len(first) < table.n)
        and bool((column.codes[rows] == column.codes[home]).all())
    ]


def _in_order(soal: Keys, questions: Mapping[str, Question]) -> list[int]:
    """The questions in the order of their table, then by number, then by name."""
    order = {kode: place for place, kode in enumerate(questions)}

    def rank(code: int) -> tuple[int, float, str]:
        name = soal.names[code]
        value = number_of("".join(char for char in name if char.isdigit() or char == "."))
        return order.get(name, len(order)), value if value is not None else 0.0, name

    return sorted(range(len(soal.names)), key=rank)


def _headers(table: Table, place: int, soal: Keys, questions: Mapping[str, Question], notes: Notes) -> list[str]:
    """The header of every question. A bare number under 'unsur' is told as the unsur of that number, to be confirmed."""
    headers = []
    bare = 0
    for name in soal.names:
        header = question_header(name, questions)
        if header == name and name.isdigit():
            is_unsur = "unsur" in words(table.judul[place])
            header = f"U{name}" if is_unsur else f"Pertanyaan {name}"
            bare += is_unsur
        headers.append(header)
    if bare:
        notes.tell(
            "konfirmasi", "NOMOR_UNSUR", table,
            f"Lembar {table.sheet.nama}: kolom {table.judul[place]} hanya berisi nomor. Nomor itu dibaca sebagai kode "
            "unsur (1 = U1). Pastikan urutan unsurnya sama dengan instrumennya.", bare,
        )  # fmt: skip
    strange = [name for name in soal.names if questions and name not in questions]
    if strange:
        notes.tell(
            "konfirmasi", "SOAL_TAK_DIKENAL", table,
            f"Lembar {table.sheet.nama}: {number(len(strange))} pertanyaan tidak ada di tabel pertanyaan "
            f"({', '.join(strange[:5])}). Kolomnya dinamai dengan kodenya.", len(strange),
        )  # fmt: skip
    return headers


def _tell(table: Table, ids: Keys, soal: Keys, sessions: Sessions, cells: Cells, notes: Notes) -> None:
    """Everything about the answer rows that the operator has to know."""
    notes.rows(
        "konfirmasi", "JAWABAN_TANPA_RESPONDEN", table, ids.codes == NONE,
        "tidak menyebut respondennya; jawaban di baris itu tidak dapat dipakai.",
    )  # fmt: skip
    notes.rows(
        "konfirmasi", "JAWABAN_TANPA_SOAL", table, (ids.codes != NONE) & (soal.codes == NONE),
        "tidak menyebut pertanyaannya; jawaban di baris itu tidak dapat dipakai.",
    )  # fmt: skip
    notes.rows(
        "galat", "JAWABAN_BERTENTANGAN", table, sessions.bertentangan,
        "satu responden memberi dua jawaban yang berbeda untuk pertanyaan yang sama, dan tidak ada waktu yang "
        "menunjukkan mana yang terakhir. Hapus jawaban yang tidak berlaku, lalu unggah lagi.",
    )  # fmt: skip
    notes.rows(
        "peringatan", "JAWABAN_DIGANTI", table, sessions.diganti,
        "jawaban diganti oleh jawaban yang lebih baru dari responden yang sama; yang terakhir yang dihitung.",
    )  # fmt: skip
    notes.rows(
        "peringatan", "JAWABAN_BERULANG", table, sessions.berulang,
        "mengulang jawaban yang sama dari responden yang sama; dihitung satu kali.",
    )  # fmt: skip
    notes.rows(
        "peringatan", "FORMULIR_GANDA", table, sessions.ganda,
        "nomor respondennya sama dengan formulir lain yang diisi penuh pada waktu lain; setiap formulir dihitung "
        "sebagai satu pengisian.",
    )  # fmt: skip
    notes.rows(
        "peringatan", "SKOR_NOL", table, cells.nol & (sessions.nomor != NONE),
        "skornya 0 atau ditandai tidak dihitung; dibaca sebagai tidak menjawab, tidak masuk rata-rata.",
    )  # fmt: skip
    for header in cells.berlawanan:
        notes.tell(
            "konfirmasi", "SKOR_BERLAWANAN", table,
            f"Skor untuk '{header[:80]}' berlawanan dengan bunyi pilihannya: pilihan yang lebih baik diberi skor lebih "
            "rendah. Pastikan arah skornya benar.",
        )  # fmt: skip
    for header in cells.searah:
        notes.tell(
            "konfirmasi", "ARAH_HURUF", table,
            f"Arah huruf pilihan untuk '{header[:80]}' mengikuti pertanyaan lain di tabel yang sama. Pastikan benar.",
        )  # fmt: skip


def zero_dates(column: RawColumn) -> np.typing.NDArray[np.bool_]:
    """Rows with the date that old databases write for none: 0000-00-00."""
    flags = [cell_text(value).startswith("0000-00-00") for value in column.values]
    return np.array(flags or [False], dtype=bool)[column.codes]
