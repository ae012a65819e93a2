"""What each answer row says: the score that the file's own tables give it, else its text. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from data_access.files.columns.matching import lexicon_of, parse_header
from data_access.files.reading.cells import Cell
from data_access.files.shapes.questions import Options, Pilihan, Question, number_of
from data_access.files.shapes.roles import JAWABAN, PILIHAN, SKOR, TANDA
from data_access.files.shapes.tables import NONE, Keys, Rows, Table
from data_access.files.values.answer_values import KOSONG, read_answers
from scoring.instruments import Instrumen

_CODE = re.compile(r"[A-Za-z]{1,4}[ ._-]?\d{1,2}(?:\.\d{1,2})*")
_MIN_KNOWN = 2  # labels of known direction that say which end of the list is the good one


@dataclass(frozen=True, eq=False)
class Cells:
    """``kode`` (per row) says which of ``isi`` an answer row holds. ``nol`` marks rows whose score is 0: no answer.

    ``berlawanan`` are headers of questions whose scores go against the meaning of their texts; ``searah`` headers whose
    letters were put in order after the other questions' example.
    """

    isi: tuple[Cell, ...]
    kode: Rows
    nol: npt.NDArray[np.bool_]
    memakai_huruf: bool = False
    berlawanan: tuple[str, ...] = ()
    searah: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    """The parts of an answer row that decide what it says."""

    soal: str
    teks: str
    skor: str
    opsi: str
    tanda: str


def question_header(kode: str, questions: Mapping[str, Question]) -> str:
    """What stands above a question's column: its text, with the code where the code names an item ('U1 ...')."""
    question = questions.get(kode)
    if question is None:
        return kode
    return f"{kode} {question.teks}" if _CODE.fullmatch(kode) else question.teks


def read_cells(
    table: Table, soal: Keys, questions: Mapping[str, Question], options: Options, instruments: Sequence[Instrumen]
) -> Cells:
    """The cell of every answer row. A question without any score above 0 (age, gender) keeps its texts."""
    rows, inverse = _distinct(table, soal)
    letters, in_order = letter_scores(questions, instruments)
    found = [_find(row, options, letters) for row in rows]
    scored = _scored(rows, found, questions)
    isi: list[Cell] = []
    nol = np.zeros(len(rows), dtype=bool)
    for place, (row, pilihan) in enumerate(zip(rows, found, strict=True)):
        cell, nol[place] = _cell(row, pilihan, is_scored=row.soal in scored)
        isi.append(cell)
    used = {row.soal for row, pilihan in zip(rows, found, strict=True) if (row.soal, row.teks.casefold()) in letters}
    searah = [question_header(kode, questions) for kode in in_order if kode in used]
    kode, values = _unique(isi)
    return Cells(
        values, kode[inverse], nol[inverse], bool(used), _against(rows, found, scored, questions, instruments),
        tuple(searah),
    )  # fmt: skip


def _distinct(table: Table, soal: Keys) -> tuple[list[_Row], Rows]:
    """The different answer rows, and which of them each row is: few, however long the table."""
    keys: list[Keys | None] = [soal]
    for role in (JAWABAN, SKOR, PILIHAN, TANDA):
        index = table.first(role)
        keys.append(None if index is None else Keys(table.kolom[index]))
    codes = [np.full(table.n, NONE) if one is None else one.codes for one in keys]
    label = np.zeros(table.n, dtype=np.int64)
    for column in codes:
        _, label = np.unique(label * (int(column.max(initial=0)) + 2) + column + 1, return_inverse=True)
    _, first = np.unique(label, return_index=True)
    texts = [[_name(one, int(column[row])) for row in first.tolist()] for one, column in zip(keys, codes, strict=True)]
    return [_Row(*parts) for parts in zip(*texts, strict=True)], label.astype(np.int64)


def _name(keys: Keys | None, code: int) -> str:
    return "" if keys is None or code == NONE else keys.names[code]


def _unique(isi: Sequence[Cell]) -> tuple[Rows, tuple[Cell, ...]]:
    place: dict[tuple[bool, Cell], int] = {}
    codes = [place.setdefault((isinstance(cell, bool), cell), len(place)) for cell in isi]
    return np.array(codes or [NONE], dtype=np.int64), tuple(cell for _, cell in place)


def _find(row: _Row, options: Options, letters: Mapping[tuple[str, str], Pilihan]) -> Pilihan:
    """Text and score of an answer row: what stands in it comes before what the tables say."""
    found = options.find(row.soal, row.opsi, row.teks) or letters.get((row.soal, row.teks.casefold()))
    skor = number_of(row.skor)
    if found is None:
        return Pilihan(row.teks or row.skor, skor)
    is_text = row.teks and len(row.teks) > 1
    return Pilihan(row.teks if is_text else found.label or row.teks, found.skor if skor is None else skor)


def _scored(rows: Sequence[_Row], found: Sequence[Pilihan], questions: Mapping[str, Question]) -> set[str]:
    """The questions whose answers count: with a score above 0 and not marked as uncounted."""
    scored = set()
    for row, pilihan in zip(rows, found, strict=True):
        question = questions.get(row.soal)
        is_marked_out = (question is not None and question.dihitung is False) or number_of(row.tanda or "1") == 0
        if pilihan.skor and pilihan.skor > 0 and not is_marked_out:
            scored.add(row.soal)
    return scored


def _cell(row: _Row, pilihan: Pilihan, *, is_scored: bool) -> tuple[Cell, bool]:
    """(what an answer row puts into its cell, whether it is a score of 0)."""
    if not is_scored or pilihan.skor is None:
        return pilihan.label or None, False
    if number_of(row.tanda or "1") == 0 or pilihan.skor == 0:
        return None, True
    return int(pilihan.skor) if pilihan.skor.is_integer() else pilihan.skor, False


def letter_scores(
    questions: Mapping[str, Question], instruments: Sequence[Instrumen]
) -> tuple[dict[tuple[str, str], Pilihan], list[str]]:
    """(options by question and letter, questions whose direction was taken from the others).

    The table says which text a letter has; which end is the good one is known where an instrument knows the texts. Where
    it does not, the direction of all the others is taken, if they agree, and told; else the text stands for itself.
    """
    directions = {kode: _direction(one, question_header(kode, questions), instruments)
                  for kode, one in questions.items() if one.huruf}  # fmt: skip
    known = {direction for direction in directions.values() if direction}
    common = known.pop() if len(known) == 1 and 2 * sum(map(bool, directions.values())) > len(directions) else 0
    letters: dict[tuple[str, str], Pilihan] = {}
    borrowed = []
    for kode, direction in directions.items():
        labels = sorted(questions[kode].huruf.items())
        if not direction and common:
            borrowed.append(kode)
        for place, (letter, label) in enumerate(labels):
            skor = {1: place + 1.0, -1: float(len(labels) - place)}.get(direction or common)
            letters[kode, letter] = Pilihan(label, skor)
    return letters, borrowed


def _direction(question: Question, header: str, instruments: Sequence[Instrumen]) -> int:
    """1: a is the worst, -1: a is the best, 0: not known, by the texts that an instrument knows for this question."""
    labels = [label for _, label in sorted(question.huruf.items())]
    for places, numbers in _known_labels(labels, header, instruments):
        if np.array_equal(numbers, places + 1):
            return 1
        if np.array_equal(numbers, len(labels) - places):
            return -1
    return 0


def _known_labels(
    labels: Sequence[str], header: str, instruments: Sequence[Instrumen]
) -> list[tuple[Rows, npt.NDArray[np.int8]]]:
    """For each instrument that has this question: (places of the labels it knows, their numbers)."""
    found = []
    for instrumen in instruments:
        match = lexicon_of(instrumen).match(parse_header(header))
        if match is None:
            continue
        butir = next(b for unsur in instrumen.unsur for b in unsur.butir if b.kode == match.butir)
        numbers = read_answers(labels, replace(butir, arah="positif"), instrumen).asli
        places = np.flatnonzero(numbers != KOSONG).astype(np.int64)
        if len(places) >= _MIN_KNOWN:
            found.append((places, numbers[places]))
    return found


def _against(
    rows: Sequence[_Row],
    found: Sequence[Pilihan],
    scored: set[str],
    questions: Mapping[str, Question],
    instruments: Sequence[Instrumen],
) -> tuple[str, ...]:
    """Questions whose scores fall where the meaning of their texts rises: a file that counts the other way round."""
    pairs: dict[str, dict[str, float]] = {}
    for row, pilihan in zip(rows, found, strict=True):
        if row.soal in scored and pilihan.skor and len(pilihan.label) > 1 and number_of(pilihan.label) is None:
            pairs.setdefault(row.soal, {})[pilihan.label] = pilihan.skor
    against = []
    for kode, table in pairs.items():
        header, labels = question_header(kode, questions), list(table)
        given = np.array([table[label] for label in labels])
        for places, numbers in _known_labels(labels, header, instruments):
            order = np.argsort(numbers, kind="stable")
            if (np.diff(given[places][order]) < 0).all():
                against.append(header)
                break
    return tuple(against)
