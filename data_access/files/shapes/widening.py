"""One row a respondent, whatever came: long form with its tables, wide answers beside a table of respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.files.problems import Masalah
from data_access.files.reading.cells import RawFile, RawSheet
from data_access.files.reading.limits import number
from data_access.files.shapes.joins import Columns, has_date, is_names, join_respondents, key_column, put_names
from data_access.files.shapes.long_form import Wide, as_sheet, is_long, widen_table, zero_dates
from data_access.files.shapes.notes import Notes
from data_access.files.shapes.questions import is_options, is_questions, read_options, read_questions
from data_access.files.shapes.roles import WAKTU
from data_access.files.shapes.survey_tools import without_groups
from data_access.files.shapes.tables import Table, as_table, plain_table
from data_access.files.shapes.wide_form import join_sheets
from data_access.files.texts import words
from scoring.instruments import Instrumen


@dataclass(frozen=True, eq=False)
class Widened:
    """A file brought into wide form: ``catatan`` say in words what was done, ``masalah`` what was wrong."""

    raw: RawFile
    catatan: tuple[str, ...]
    masalah: tuple[Masalah, ...]


def widen(raw: RawFile, instruments: Sequence[Instrumen]) -> Widened | None:
    """The file with one row a respondent, or None when there is nothing to rearrange.

    Tables of questions, options, respondents and names that belong to the answers are used up: their sheets are gone
    from the result, every other sheet stays. Group paths of KoboToolbox are taken off the headers.
    """
    notes = Notes()
    filled = tuple(_plain_headers(sheet, notes) for sheet in raw.lembar if sheet.n_baris)
    sheets = _widen_long(filled, instruments, notes)
    if len(sheets) > 1:
        sheets = join_sheets(sheets, instruments, notes)
    if not notes.catatan:
        return None
    return Widened(replace(raw, lembar=sheets), tuple(notes.catatan), tuple(notes.masalah))


def _plain_headers(sheet: RawSheet, notes: Notes) -> RawSheet:
    plain = without_groups(sheet)
    if plain is None:
        return sheet
    notes.catatan.append(
        f"Nama kelompok KoboToolbox di judul kolom lembar {sheet.nama} dilepas (kelompok/U1 -> U1); kolom centang tiap "
        "pilihan tidak dibaca."
    )
    return plain


def _widen_long(sheets: tuple[RawSheet, ...], instruments: Sequence[Instrumen], notes: Notes) -> tuple[RawSheet, ...]:
    long = [table for sheet in sheets if (table := as_table(sheet)) and is_long(table, instruments)]
    if not long:
        return sheets
    named = {table.sheet.nama for table in long}
    others = [as_table(sheet) or plain_table(sheet, 1) for sheet in sheets if sheet.nama not in named]
    used: set[str] = set()
    wide = {table.sheet.nama: _widen(table, others, instruments, notes, used) for table in long}
    return tuple(wide.get(sheet.nama, sheet) for sheet in sheets if sheet.nama not in used)


def _widen(
    table: Table, others: Sequence[Table], instruments: Sequence[Instrumen], notes: Notes, used: set[str]
) -> RawSheet:
    asked = [one for one in others if is_questions(one)]
    options = [one for one in others if is_options(one)]
    questions = {kode: one for found in asked for kode, one in read_questions(found).items()}
    wide = widen_table(table, questions, read_options(options), instruments, notes)
    notes.catatan.append(
        f"Lembar {table.sheet.nama} berisi satu baris untuk satu jawaban ({number(table.n)} baris); disusun menjadi "
        f"satu baris untuk satu pengisian ({number(len(wide.asal))} pengisian). Huruf kolom di pesan lain menunjuk susunan "
        "ini, nomor barisnya menunjuk berkas."
    )
    for one, what in ((asked, "Bunyi pertanyaan"), (options, "Arti dan skor pilihan jawaban")):
        if one:
            notes.catatan.append(f"{what} diambil dari lembar {', '.join(found.sheet.nama for found in one)}.")
    free = [one for one in others if one not in asked and one not in options]
    wide = _with_respondents(wide, table, free, notes, used)
    wide = _with_names(wide, table, free, notes, used)
    used.update(one.sheet.nama for one in (*asked, *options))
    for index, peran in enumerate(table.peran):
        if peran == WAKTU:
            notes.rows(
                "peringatan", "TANGGAL_NOL", table, zero_dates(table.kolom[index]),
                f"kolom {table.judul[index]} berisi 0000-00-00, yang berarti tanpa tanggal.",
            )  # fmt: skip
    return as_sheet(wide, table)


def _with_respondents(wide: Wide, table: Table, free: Sequence[Table], notes: Notes, used: set[str]) -> Wide:
    """The answers with the columns of the table of respondents; its date comes before the answers' own."""
    for one in free:
        index = key_column(one, wide.responden)
        if index is None:
            continue
        columns = list(zip(wide.judul, wide.kolom, strict=True))
        have = {words(header) for header, _ in columns}
        times = {words(table.judul[i]) for i, peran in enumerate(table.peran) if peran == WAKTU}
        joined = join_respondents(wide.responden, one, index, have - times, notes)
        notes.catatan.append(f"Ciri responden diambil dari lembar {one.sheet.nama}.")
        used.add(one.sheet.nama)
        if has_date(joined):
            columns = [column for column in columns if words(column[0]) not in times]
            notes.catatan.append(f"Tanggalnya tanggal di lembar {one.sheet.nama}, bukan waktu tiap jawaban.")
        return _rebuilt(wide, [columns[0], *joined, *columns[1:]])
    return wide


def _with_names(wide: Wide, table: Table, free: Sequence[Table], notes: Notes, used: set[str]) -> Wide:
    for one in free:
        at = is_names(one)
        if at is None or one.sheet.nama in used:
            continue
        before = list(zip(wide.judul, wide.kolom, strict=True))
        after = put_names(before, one, at, table, notes)
        if any(new[1] is not old[1] for new, old in zip(after, before, strict=True)):
            notes.catatan.append(f"Kode dijadikan nama menurut lembar {one.sheet.nama}.")
            used.add(one.sheet.nama)
            wide = _rebuilt(wide, after)
    return wide


def _rebuilt(wide: Wide, columns: Columns) -> Wide:
    return Wide(tuple(header for header, _ in columns), tuple(one for _, one in columns), wide.responden, wide.asal)
