"""What the columns of a sheet are: the header row, the instruments, and a role for each column with how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from data_access.files.columns.contents import (
    has_answer,
    is_date_column,
    is_free_text,
    is_short,
    may_be_answers,
    other_column,
    sample_of,
)
from data_access.files.columns.header import find_header
from data_access.files.columns.mapping import (
    ABAIKAN,
    TAK_DIKENAL,
    TUNGGAL,
    Kolom,
    Pemetaan,
    butir_role,
)
from data_access.files.columns.matching import (
    CODE_ALONE,
    Fit,
    HeaderText,
    Lexicon,
    Match,
    fit,
    lexicon_of,
    parse_header,
)
from data_access.files.columns.vocabulary import role_of_header
from data_access.files.reading.cells import RawColumn, RawSheet, column_letter
from scoring.instruments import UNSUR_MIN, Instrumen

_SAMPLE_ROWS = 5_000
# Part of an instrument's items that must be there before it is recognised by itself.
_MIN_COVERAGE = 0.6
_SAID_AGAIN = 0.9  # "Skor Persyaratan" beside "Persyaratan": a column of that item, and of no second instrument
_MIN_SERIES = 2  # series of unknown codes; one alone is common ('H1..' for expectations beside 'U1..')


def recognise(sheet: RawSheet, instruments: Sequence[Instrumen], chosen: Instrumen | None = None) -> Pemetaan:
    """The meaning of the sheet's columns. With ``chosen`` only that instrument is looked for, whatever else would fit.

    Several instruments may be found at once (SPKP and SPAK in one file). Where several fit equally well, the first one
    offered is taken and the doubt is put into words in ``keraguan``.
    """
    lexicons = [lexicon_of(instrumen) for instrumen in ([chosen] if chosen else instruments)]
    header = find_header(sheet, lexicons)
    baris, headers = header.akhir, header.teks
    columns = [column.part(baris, baris + _SAMPLE_ROWS) for column in sheet.kolom]
    free = {
        index: parse_header(text) for index, text in enumerate(headers) if text and not is_date_column(columns[index])
    }
    texts = {index for index in free if is_free_text(columns[index])}
    strange = texts | {index for index in free if role_of_header(headers[index]) or not may_be_answers(columns[index])}
    fits, doubts = _choose(lexicons, free, (texts, strange), columns, is_chosen=chosen is not None)
    items = {index: (one, match) for one in fits for index, match in one.matches.items()}
    kolom = [
        _item_column(index, text, *items[index])
        if index in items
        else _offered(other_column(index, text, columns[index]), fits)
        for index, text in enumerate(headers)
    ]
    return Pemetaan(sheet.nama, baris, tuple(_settle(kolom, columns)), tuple(doubts))


def _choose(
    lexicons: Sequence[Lexicon],
    free: dict[int, HeaderText],
    no_answers: tuple[Container[int], Container[int]],
    columns: Sequence[RawColumn],
    *,
    is_chosen: bool,
) -> tuple[list[Fit], list[str]]:
    """The instruments that explain the columns, best first, and the doubts about that choice."""
    fits: list[Fit] = []
    doubts: list[str] = []
    left = dict(free)
    rest = list(lexicons)
    while rest:
        ranked = sorted((fit(lexicon, left, *no_answers) for lexicon in rest), key=lambda one: one.rank, reverse=True)
        best = ranked[0]
        if not best.matches or not (is_chosen or _is_enough(best)):
            break
        if fits and _is_beside(best, columns):
            doubts += _unread(best, columns)
            rest = [lexicon for lexicon in rest if lexicon is not best.lexicon]
            continue
        if not is_chosen:
            doubts += _doubts(best, ranked[1:], left)
        fits.append(best)
        rest = [lexicon for lexicon in rest if lexicon is not best.lexicon]
        again = {
            index
            for index, match in best.others.items()
            if match.butir in best.butir and (match.yakin >= _SAID_AGAIN or match.cara in CODE_ALONE)
        }
        left = {index: header for index, header in left.items() if index not in best.matches and index not in again}
    if fits and not is_chosen:
        doubts += _other_scales(fits, [header for index, header in left.items() if index not in no_answers[0]])
    return fits, doubts


def _is_beside(one: Fit, columns: Sequence[RawColumn]) -> bool:
    """True for columns that are only called like items of a second instrument: A1..A9 beside U1..U9 are the reasons for
    the answers where none of them holds anything that could be an answer to it."""
    return all(
        match.cara in CODE_ALONE and not has_answer(columns[index], one.lexicon.instrumen)
        for index, match in one.matches.items()
    )


def _unread(one: Fit, columns: Sequence[RawColumn]) -> list[str]:
    """Said where the columns beside hold short texts: these might be labels that nobody knows, and not reasons."""
    letters = [column_letter(index) for index in one.matches if is_short(columns[index])]
    if not letters:
        return []
    name = one.lexicon.instrumen.nama
    doubt = (
        f"Kolom {', '.join(letters)} berkode seperti unsur {name}, tetapi isinya bukan jawaban yang dikenal; kolom itu "
        f"tidak dibaca. Bila itu jawaban {name}, tentukan perannya."
    )
    return [doubt]


def _other_scales(fits: Sequence[Fit], left: Sequence[HeaderText]) -> list[str]:
    """Series of codes that no instrument explains (C1.., E1.., N1..) beside items known by their code alone: the columns
    of a questionnaire of another kind, of which one series happens to be called A1..A5."""
    if any(match.cara not in CODE_ALONE for one in fits for match in one.matches.values()):
        return []
    series = Counter(header.kode.rstrip("0123456789.") for header in left if header.kode)
    strange = [letter for letter, times in series.items() if times >= UNSUR_MIN]
    if len(strange) < _MIN_SERIES:
        return []
    names = ", ".join(one.lexicon.instrumen.nama for one in fits)
    shown = ", ".join(f"{letter}1, {letter}2, ..." for letter in strange)
    doubt = (
        f"Dibaca sebagai {names} menurut kode kolomnya saja, tetapi ada beberapa deret kode lain ({shown}). Ini mungkin "
        "kuesioner lain sama sekali; pilih instrumennya, atau pastikan benar."
    )
    return [doubt]


def _is_enough(one: Fit) -> bool:
    return len(one.butir) >= UNSUR_MIN and one.coverage >= _MIN_COVERAGE


def _doubts(best: Fit, others: Sequence[Fit], free: dict[int, HeaderText]) -> list[str]:
    """Why an instrument that nobody chose may be the wrong one; one reason is enough to ask."""
    instrumen = best.lexicon.instrumen
    equal = [one for one in others if one.rank == best.rank and set(one.matches) & set(best.matches)]
    if equal:
        names = ", ".join(one.lexicon.instrumen.nama for one in equal)
        doubt = (
            f"Kolom-kolomnya sama cocok dengan {instrumen.nama} dan {names}. Dibaca sebagai {instrumen.nama}; pilih "
            "instrumennya bila bukan itu."
        )
        return [doubt]
    if instrumen.berlaku_sampai is not None:
        doubt = (
            f"Kolom-kolomnya cocok dengan {instrumen.nama}, yang hanya berlaku sampai {instrumen.berlaku_sampai.year}. "
            "Pastikan tidak ada kolom unsur yang hilang, atau pilih instrumennya."
        )
        return [doubt]
    strange = _strange_codes(best, free)
    if strange:
        doubt = (
            f"Dibaca sebagai {instrumen.nama}, tetapi ada juga kolom berkode {', '.join(strange)} yang bukan unsurnya. "
            "Pastikan instrumennya benar, atau pilih instrumen lain."
        )
        return [doubt]
    if 2 * sum(match.cara == "kode saja" for match in best.matches.values()) >= len(best.matches):
        doubt = (
            f"Dibaca sebagai {instrumen.nama} menurut kode kolomnya, tetapi teks di samping kodenya bukan nama unsur "
            "instrumen itu. Pastikan instrumennya benar, atau pilih instrumen lain."
        )
        return [doubt]
    return []


def _strange_codes(best: Fit, free: dict[int, HeaderText]) -> list[str]:
    """Codes like those of the instrument that it does not have: U10..U14 beside U1..U9 speak of another form."""
    by_code = [index for index, match in best.matches.items() if match.cara in CODE_ALONE]
    letters = {free[index].kode.rstrip("0123456789.") for index in by_code if free[index].kode}
    others = [header.kode for header in free.values() if header.kode and best.lexicon.match(header) is None]
    return [kode for kode in others if kode.rstrip("0123456789.") in letters]


def _item_column(index: int, text: str, one: Fit, match: Match) -> Kolom:
    kode = one.lexicon.instrumen.kode
    found = Kolom(index, text, butir_role(kode, match.butir), match.cara, match.yakin, match.catatan)
    other = one.others.get(index)
    if other is None or other.butir == match.butir:
        return found
    return replace(found, alternatif=butir_role(kode, other.butir), alternatif_yakin=other.yakin)


def _offered(kolom: Kolom, fits: Sequence[Fit]) -> Kolom:
    """A column that is not recognised, with the item that it would be if another column were not surer."""
    for one in fits:
        other = one.others.get(kolom.indeks)
        if other is not None and kolom.peran == TAK_DIKENAL:
            note = f"Mirip {other.butir}, tetapi kolom lain lebih tepat untuk unsur itu."
            role = butir_role(one.lexicon.instrumen.kode, other.butir)
            return replace(kolom, catatan=note, alternatif=role, alternatif_yakin=other.yakin)
    return kolom


def _settle(kolom: Sequence[Kolom], columns: Sequence[RawColumn]) -> list[Kolom]:
    """One column for each role that can have only one: the one with the most specific header. Equal headers keep the
    role together, so that the operator is told; an empty column and one known by its content alone give way."""
    settled = list(kolom)
    for peran in TUNGGAL:
        rivals = [one for one in settled if one.peran == peran]
        if len(rivals) < 2:
            continue
        ranks = {one.indeks: _rank(one, columns[one.indeks]) for one in rivals}
        best = min(ranks.values())
        for one in rivals:
            if ranks[one.indeks] > best:
                note = "Tidak dibaca: kolom lain lebih tepat untuk isian ini."
                settled[one.indeks] = replace(one, peran=ABAIKAN, yakin=0.8, catatan=note)
    return settled


def _rank(one: Kolom, column: RawColumn) -> tuple[bool, int]:
    role = role_of_header(one.judul) if one.cara == "judul" else None
    return not sample_of(column), role[1] if role else 10_000 + one.indeks
