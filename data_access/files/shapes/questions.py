"""The tables of a survey's database beside its answers: questions with their texts, options with their scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from data_access.files.reading.cells import cell_text
from data_access.files.shapes.roles import (
    HURUF,
    JAWABAN,
    PILIHAN,
    RESPONDEN,
    SKOR,
    SOAL,
    TANDA,
    TEKS_SOAL,
    option_letter,
)
from data_access.files.shapes.tables import Table, key_texts
from data_access.files.texts import words

_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{1,6})?")
_MIN_LETTERS = 2
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Pilihan:
    """One option: its text and the score that the file's own table gives it (None: the table gives none)."""

    label: str
    skor: float | None = None


@dataclass(frozen=True)
class Question:
    """A question of the table: its text, whether it is scored (None: not said), and its options by letter."""

    teks: str
    dihitung: bool | None = None
    huruf: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Options:
    """Options by their id, and by question and letter or text ('' = every question)."""

    by_id: dict[str, Pilihan] = field(default_factory=dict)
    by_letter: dict[tuple[str, str], Pilihan] = field(default_factory=dict)
    by_label: dict[tuple[str, str], Pilihan] = field(default_factory=dict)

    def find(self, soal: str, opsi: str, teks: str) -> Pilihan | None:
        """The option that an answer row means: by its id, else by letter, else by its text."""
        if opsi in self.by_id:
            return self.by_id[opsi]
        for table, key in ((self.by_letter, teks.casefold()), (self.by_label, words(teks))):
            if found := table.get((soal, key)) or table.get(("", key)):
                return found
        return None


def number_of(text: str) -> float | None:
    """The number that a cell holds, None when it holds none."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def is_questions(table: Table) -> bool:
    """True for a table of questions: a code, a text, one row for each, nobody's answers."""
    code, text = table.first(SOAL), table.first(TEKS_SOAL)
    if code is None or text is None or table.first(RESPONDEN) is not None:
        return False
    return _is_key(table, code)


def is_options(table: Table) -> bool:
    """True for a table of options: texts (or letters) with scores or ids, nobody's answers, and not the questions."""
    if table.first(RESPONDEN) is not None or is_questions(table) or table.first(JAWABAN) is None:
        return False
    code = table.first(PILIHAN)
    if code is not None and _is_key(table, code):
        return True
    return table.first(HURUF) is not None or (table.first(SKOR) is not None and _one_score_each(table))


def _is_key(table: Table, index: int) -> bool:
    column = table.kolom[index]
    keys = key_texts(column)
    filled: int = sum(times for key, times in zip(keys, column.counts.tolist(), strict=True) if key)
    return filled > 0 and filled == len({key for key in keys if key})


def _one_score_each(table: Table) -> bool:
    """Each text of a question stands in one row only: answers repeat their texts, a list of options does not."""
    rows = [row for row in _records(table, SOAL, JAWABAN) if any(row)]
    return len(rows) == len(set(rows))


def _records(table: Table, *roles: str) -> list[tuple[str, ...]]:
    """The rows as texts of these roles, '' where a cell is blank or there is no such column."""
    columns = []
    for role in roles:
        index = table.first(role)
        if index is None:
            columns.append([""] * table.n)
        else:
            texts = key_texts(table.kolom[index])
            columns.append([texts[code] for code in table.kolom[index].codes.tolist()])
    return list(zip(*columns, strict=True))


def read_questions(table: Table) -> dict[str, Question]:
    """The questions by their code."""
    letters = {index: letter for index, judul in enumerate(table.judul) if (letter := option_letter(judul))}
    if len(letters) < _MIN_LETTERS:
        letters = {}
    found: dict[str, Question] = {}
    for row, (kode, teks, tanda) in enumerate(_records(table, SOAL, TEKS_SOAL, TANDA)):
        if kode and teks:
            labels = {letter: " ".join(_cell(table, index, row).split()) for index, letter in letters.items()}
            labels = {letter: label for letter, label in labels.items() if label}
            found[kode] = Question(teks, None if not tanda else number_of(tanda) != 0, labels)
    return found


def _cell(table: Table, index: int, row: int) -> str:
    column = table.kolom[index]
    return cell_text(column.values[int(column.codes[row])])


def read_options(tables: Sequence[Table]) -> Options:
    """The options of all tables. An option with flag 0 or without a score has the score None."""
    options = Options()
    for table in tables:
        for soal, opsi, huruf, label, skor, tanda in _records(table, SOAL, PILIHAN, HURUF, JAWABAN, SKOR, TANDA):
            is_scored = not tanda or number_of(tanda) != 0
            pilihan = Pilihan(label, number_of(skor) if is_scored else None)
            if opsi:
                _put(options.by_id, opsi, pilihan)
            if huruf:
                _put(options.by_letter, (soal, huruf.casefold()), pilihan)
            if label:
                _put(options.by_label, (soal, words(label)), pilihan)
    return options


def _put(table: dict[_Key, Pilihan], key: _Key, pilihan: Pilihan) -> None:
    """Enter an option; one that the file gives two scores has none."""
    known = table.get(key, pilihan)
    table[key] = pilihan if known.skor == pilihan.skor else Pilihan(pilihan.label)
