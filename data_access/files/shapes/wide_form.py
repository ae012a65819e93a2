"""Wide answers with their other tables in other sheets: who answered, and what the letters of the options mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from data_access.files.columns.header import find_header
from data_access.files.columns.matching import lexicon_of, parse_header
from data_access.files.reading.cells import Cell, RawColumn, RawSheet
from data_access.files.shapes.joins import join_respondents, key_column
from data_access.files.shapes.notes import Notes
from data_access.files.shapes.questions import Options, Pilihan, is_options, is_questions, read_options, read_questions
from data_access.files.shapes.roles import RESPONDEN
from data_access.files.shapes.scores import letter_scores
from data_access.files.shapes.tables import NONE, Keys, Table, as_table, plain_table
from data_access.files.texts import words
from scoring.instruments import UNSUR_MIN, Instrumen


def join_sheets(sheets: Sequence[RawSheet], instruments: Sequence[Instrumen], notes: Notes) -> tuple[RawSheet, ...]:
    """The sheets with what another sheet says about the same respondents; that sheet is used up then.

    Both must name the respondent's number as such ('ID responden'; '_parent_index' and '_index' of a repeat group): a
    mere row number in both joins nothing.
    """
    lexicons = [lexicon_of(one) for one in instruments]
    wide: dict[str, Table] = {}
    others: list[Table] = []
    for sheet in sheets:
        header = find_header(sheet, lexicons)
        if header.akhir:
            items = max(
                len({match.butir for text in header.teks if text and (match := lexicon.match(parse_header(text)))})
                for lexicon in lexicons
            )
            if items >= UNSUR_MIN:
                wide[sheet.nama] = plain_table(sheet, header.akhir)
                continue
        others.append(as_table(sheet) or plain_table(sheet, 1))
    used: set[str] = set()
    scored = [_scored(sheet, wide.get(sheet.nama), others, instruments, (notes, used)) for sheet in sheets]
    done = [_joined(sheet, wide.get(sheet.nama), others, notes, used) for sheet in scored]
    return tuple(sheet for sheet in done if sheet.nama not in used)


def _joined(sheet: RawSheet, table: Table | None, others: Sequence[Table], notes: Notes, used: set[str]) -> RawSheet:
    own = None if table is None else table.first(RESPONDEN)
    if table is None or own is None:
        return sheet
    keys = Keys(table.kolom[own])
    names = [keys.names[code] if code != NONE else "" for code in keys.codes.tolist()]
    is_repeat = words(table.judul[own]) == "parent index"
    for other in others:
        index = key_column(other, names)
        if index is None or not (other.peran[index] == RESPONDEN or is_repeat):
            continue
        have = {words(judul) for judul in table.judul}
        joined = join_respondents(names, other, index, have, notes, above=table.baris_judul - 1)
        used.add(other.sheet.nama)
        notes.catatan.append(f"Ciri responden di lembar {sheet.nama} diambil dari lembar {other.sheet.nama}.")
        rows = np.arange(1, sheet.n_baris + 1, dtype=np.int32)
        return replace(sheet, kolom=(*sheet.kolom, *(one for _, one in joined)), asal=rows)
    return sheet


def _scored(
    sheet: RawSheet,
    table: Table | None,
    others: Sequence[Table],
    instruments: Sequence[Instrumen],
    told: tuple[Notes, set[str]],
) -> RawSheet:
    """The sheet with scores for the letters that a table of questions or options explains."""
    sources = [one for one in others if is_questions(one) or is_options(one)]
    if table is None or not sources:
        return sheet
    questions = {kode: one for found in sources if is_questions(found) for kode, one in read_questions(found).items()}
    options = read_options([one for one in sources if is_options(one)])
    letters, _ = letter_scores(questions, instruments)
    codes = {words(one.teks): kode for kode, one in questions.items()} | {words(kode): kode for kode in questions}
    columns = []
    for judul, column in zip(table.judul, sheet.kolom, strict=True):
        header = parse_header(judul)
        kode = next((codes[name] for name in (header.kode.casefold(), *header.nama) if name in codes), "")
        columns.append(_without_letters(column, partial(_score, kode, options=options, letters=letters)))
    if all(new is old for new, old in zip(columns, sheet.kolom, strict=True)):
        return sheet
    notes, used = told
    used.update(one.sheet.nama for one in sources)
    names = ", ".join(one.sheet.nama for one in sources)
    notes.catatan.append(f"Huruf pilihan di lembar {sheet.nama} dijadikan skor menurut lembar {names}.")
    return replace(sheet, kolom=tuple(columns))


def _score(kode: str, letter: str, options: Options, letters: Mapping[tuple[str, str], Pilihan]) -> float | None:
    found = options.by_letter.get((kode, letter)) or options.by_letter.get(("", letter)) or letters.get((kode, letter))
    return None if found is None else found.skor


def _without_letters(column: RawColumn, score: Callable[[str], float | None]) -> RawColumn:
    """The column with scores instead of single letters; the same column when none of them has a score."""
    values: list[Cell] = []
    for value in column.values:
        letter = value.strip().casefold() if isinstance(value, str) else ""
        found = score(letter) if len(letter) == 1 and letter.isalpha() else None
        values.append(value if found is None else int(found) if found.is_integer() else found)
    return column if values == list(column.values) else RawColumn(tuple(values), column.codes)
