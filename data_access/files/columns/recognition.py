"""What the columns of a sheet are: the header row, the instruments, and a role for each column with how sure it is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from data_access.files.columns.mapping import (
    ABAIKAN,
    PRIBADI,
    TAK_DIKENAL,
    TANGGAL,
    TUNGGAL,
    Kolom,
    Pemetaan,
    butir_role,
    header_text,
)
from data_access.files.columns.matching import CODE_ALONE, Fit, HeaderText, Lexicon, Match, fit, parse_header
from data_access.files.columns.vocabulary import CATATAN_PRIBADI, CATATAN_TEKS, role_of_header
from data_access.files.personal import has_personal
from data_access.files.reading.cells import RawColumn, RawSheet, cell_text
from data_access.files.texts import is_blank
from data_access.files.values.dates import looks_like_dates
from scoring.instruments import UNSUR_MIN, Instrumen

HEADER_ROWS = 20
_MAX_LABELS = 20
_SAMPLE = 200  # distinct values looked at
_SAMPLE_ROWS = 5_000
_MIN_HEADER_HITS = 3  # an instrument has at least three unsur
# Part of an instrument's items that must be there before it is recognised by itself.
_MIN_COVERAGE = 0.6


def recognise(sheet: RawSheet, instruments: Sequence[Instrumen], chosen: Instrumen | None = None) -> Pemetaan:
    """The meaning of the sheet's columns. With ``chosen`` only that instrument is looked for, whatever else would fit.

    Several instruments may be found at once (SPKP and SPAK in one file). Where several fit equally well, the first one
    offered is taken and the doubt is put into words in ``keraguan``.
    """
    lexicons = [Lexicon(instrumen) for instrumen in ([chosen] if chosen else instruments)]
    baris = find_header(sheet, lexicons)
    headers = [header_text(cell) for cell in sheet.row(baris)] if baris else []
    columns = [column.part(baris, baris + _SAMPLE_ROWS) for column in sheet.kolom]
    free = {index: parse_header(text) for index, text in enumerate(headers) if text and not _is_dates(columns[index])}
    texts = {index for index in free if _is_free_text(columns[index])}
    fits, doubts = _choose(lexicons, free, texts, is_chosen=chosen is not None)
    items = {index: (one.lexicon.instrumen, match) for one in fits for index, match in one.matches.items()}
    kolom = [
        _item_column(index, text, *items[index]) if index in items else _other_column(index, text, columns[index])
        for index, text in enumerate(headers)
    ]
    return Pemetaan(sheet.nama, baris, tuple(_settle(kolom, columns)), tuple(doubts))


def find_header(sheet: RawSheet, lexicons: Sequence[Lexicon]) -> int:
    """Row number of the header: of the first rows the one with the most cells that mean something, else the first row
    that is not empty; 0 for an empty sheet."""
    best, best_hits, first = 0, _MIN_HEADER_HITS - 1, 0
    for baris in range(1, min(HEADER_ROWS, sheet.n_baris) + 1):
        texts = [header_text(cell) for cell in sheet.row(baris) if isinstance(cell, str)]
        first = first or (baris if any(texts) else 0)
        hits = sum(1 for text in texts if text and _means_something(text, lexicons))
        if hits > best_hits:
            best, best_hits = baris, hits
    return best or first or min(1, sheet.n_baris)


def _means_something(text: str, lexicons: Sequence[Lexicon]) -> bool:
    header = parse_header(text)
    return role_of_header(text) is not None or any(lexicon.match(header) for lexicon in lexicons)


def _choose(
    lexicons: Sequence[Lexicon], free: dict[int, HeaderText], texts: Container[int], *, is_chosen: bool
) -> tuple[list[Fit], list[str]]:
    """The instruments that explain the columns, best first, and the doubts about that choice."""
    fits: list[Fit] = []
    doubts: list[str] = []
    left = dict(free)
    rest = list(lexicons)
    while rest:
        ranked = sorted((fit(lexicon, left, texts) for lexicon in rest), key=lambda one: one.rank, reverse=True)
        best = ranked[0]
        if not best.matches or not (is_chosen or _is_enough(best)):
            break
        if not is_chosen:
            doubts += _doubts(best, ranked[1:], left)
        fits.append(best)
        rest = [lexicon for lexicon in rest if lexicon is not best.lexicon]
        left = {index: header for index, header in left.items() if index not in best.matches}
    return fits, doubts


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


def _item_column(index: int, text: str, instrumen: Instrumen, match: Match) -> Kolom:
    cara = {"mirip": "pernyataan", "kode saja": "kode"}.get(match.cara, match.cara)
    note = match.catatan or ("Bunyinya mirip, tidak persis sama." if match.cara == "mirip" else "")
    return Kolom(index, text, butir_role(instrumen.kode, match.butir), cara, match.yakin, note)


def _other_column(index: int, text: str, column: RawColumn) -> Kolom:
    role = role_of_header(text) if text else None
    if role is not None:
        note = {PRIBADI: CATATAN_PRIBADI, ABAIKAN: CATATAN_TEKS}.get(role[0], "")
        return Kolom(index, text, role[0], "judul", 1.0, note)
    sample = _sample(column)
    if not sample:
        return Kolom(index, text, ABAIKAN, "isi", 1.0, "Kolom kosong.")
    if 2 * sum(map(has_personal, sample)) > len(sample):
        return Kolom(index, text, PRIBADI, "isi", 0.9, CATATAN_PRIBADI)
    if _is_dates(column):
        return Kolom(index, text, TANGGAL, "isi", 0.6, "Dikenali dari isinya: tanggal.")
    note = "" if text else "Kolom ini berisi data tetapi tidak berjudul."
    return Kolom(index, text, TAK_DIKENAL, "", 0.0, note)


def _sample(column: RawColumn) -> list[str]:
    return [text for text in map(cell_text, column.values[:_SAMPLE]) if not is_blank(text)]


def _is_free_text(column: RawColumn) -> bool:
    """True when a column holds more different texts than any scale has labels."""
    return sum(1 for text in _sample(column) if not text[:1].isdigit()) > _MAX_LABELS


def _is_dates(column: RawColumn) -> bool:
    return looks_like_dates(column.values[:_SAMPLE])


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
    return not _sample(column), role[1] if role else 10_000 + one.indeks
