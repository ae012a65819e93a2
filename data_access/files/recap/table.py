"""A sheet as a recap table: titles above, header, rows, and what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.files.columns.matching import Lexicon, parse_header
from data_access.files.reading.cells import Cell, RawSheet
from data_access.files.recap import vocabulary as kata
from data_access.files.recap.texts import parse_count, parse_number, parse_period, text_of
from data_access.files.recap.vocabulary import Judul, header_of
from data_access.files.texts import words

SEARCH_ROWS = 40
MAX_ROWS = 20_000
UNSUR_MIN = 3
_SATKER_TITLE = re.compile(
    r"^(?:nama )?(?:satker|satuan kerja|upt|unit kerja|unit pelayanan|unit layanan|instansi|loket|nama unit)\s*:?\s*(.+)$",
    re.IGNORECASE,
)
_N_TITLE = re.compile(r"^(?:jumlah |total |jml )?(?:responden|sampel)\s*:?\s*(\d[\d.]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Kolom:
    """One column: its place, its header, what it is (None: nothing of use), and the survey that a header above names."""

    indeks: int
    judul: str
    arti: Judul | None
    is_unsur: bool = False
    label: str = ""


@dataclass(frozen=True, eq=False)
class Tabel:
    """A recap table. ``baris``: (row number, cells) below the header; ``judul``: the lines of text above it."""

    lembar: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[int, tuple[Cell, ...]], ...]
    judul: tuple[str, ...]
    from_3as: bool

    def of(self, *peran: str) -> list[Kolom]:
        """Columns of these roles, best first."""
        found = [one for one in self.kolom if one.arti is not None and one.arti.peran in peran]
        return sorted(found, key=lambda one: (one.arti.peringkat if one.arti else 0, one.indeks))

    def first(self, peran: str) -> Kolom | None:
        """The best column of a role."""
        return next(iter(self.of(peran)), None)

    @property
    def unsur(self) -> list[Kolom]:
        """The columns that hold one unsur each."""
        return [one for one in self.kolom if one.is_unsur]


def read_table(sheet: RawSheet, lexicons: Sequence[Lexicon], most: int = MAX_ROWS) -> Tabel | None:
    """The table of a sheet, None where no row of its beginning reads like the header of a recap; ``most``: rows looked at."""
    rows = _rows(sheet, most)
    above = [(), *rows]
    scored = [(_header_score(cells, above[place], lexicons), -place) for place, cells in enumerate(rows[:SEARCH_ROWS])]
    best = max(scored, default=(0, 0))
    if best[0] < 2:
        return None
    place = -best[1]
    columns = tuple(_columns(rows[place], above[place], lexicons))
    body = tuple(
        (number, cells) for number, cells in enumerate(rows[place + 1 :], place + 2) if any(map(text_of, cells))
    )
    lines = tuple(line for line in (" ".join(filter(None, map(text_of, cells))) for cells in rows[:place]) if line)
    names = {words(one.judul) for one in columns}
    return Tabel(sheet.nama, columns, body, lines, len(names & kata.TIGA_AS) >= 2)


def _rows(sheet: RawSheet, most: int) -> list[tuple[Cell, ...]]:
    return [sheet.row(number) for number in range(1, min(sheet.n_baris, most) + 1)]


def _header_score(cells: Sequence[Cell], above: Sequence[Cell], lexicons: Sequence[Lexicon]) -> int:
    """How many cells of a row (with the row above it) are headers of a recap; 0 for a row that cannot be one."""
    columns = _columns(cells, above, lexicons)
    roles = [one.arti.peran for one in columns if one.arti is not None]
    named = [role for role in roles if role != kata.JAWABAN]
    counted = [one.arti.jawaban for one in columns if one.arti is not None and one.arti.peran == kata.JAWABAN]
    # The answers of a respondent are small numbers too: they are headers only beside a word, each once.
    answers = len(counted) if named and len(counted) >= 2 and len(set(counted)) == len(counted) else 0
    unsur = sum(one.is_unsur for one in columns)
    unsur = unsur if unsur >= UNSUR_MIN else 0
    tells_value = bool(answers or unsur or {kata.NILAI, kata.INDEKS, kata.HITUNG} & set(named))
    tells_what = bool(unsur or {kata.SATKER, kata.KODE, kata.LAYANAN, kata.UNSUR, kata.KODE_UNSUR} & set(named))
    return len(named) + answers + unsur if tells_value and tells_what else 0


def _columns(cells: Sequence[Cell], above: Sequence[Cell], lexicons: Sequence[Lexicon]) -> list[Kolom]:
    """What each header is; an empty one takes the one above it, and a survey named above holds to its right."""
    found, label = [], ""
    for place, cell in enumerate(cells):
        upper = text_of(above[place]) if place < len(above) else ""
        meaning = header_of(upper) if upper else None
        if upper:
            label = meaning.label if meaning is not None and meaning.peran == kata.INDEKS else ""
        title = text_of(cell)
        if not title and upper:
            title, own = upper, ""
        else:
            own = label
        arti = header_of(title)
        is_unsur = arti is None and not parse_number(cell) and any(one.match(parse_header(title)) for one in lexicons)
        found.append(Kolom(place, title, arti, is_unsur and bool(title), own))
    return _answers_checked(found)


def _answers_checked(columns: list[Kolom]) -> list[Kolom]:
    """A single number or letter among the headers is not the count of an answer."""
    counted = [one for one in columns if one.arti is not None and one.arti.peran == kata.JAWABAN]
    if len(counted) >= 2:
        return columns
    return [replace(one, arti=None) if one in counted else one for one in columns]


@dataclass(frozen=True)
class Konteks:
    """What the lines above a table, its sheet and its file say of all its rows; '' and None: nothing."""

    satker: str = ""
    periode: str = ""
    periode_dari_nama: str = ""
    label: str = ""
    n: int | None = None


def context_of(tabel: Tabel, nama_berkas: str) -> Konteks:
    """Satker, period, survey and n from the titles, the sheet's name and, for the period only, the file's name."""
    lines = list(tabel.judul)
    satker = next((found[1].strip() for line in lines if (found := _SATKER_TITLE.match(line))), "")
    periods = [line for line in (*lines, tabel.lembar) if parse_period(line) is not None]
    labels = [line for line in (*lines, tabel.lembar) if kata.candidates(line, from_3as=tabel.from_3as)]
    counts = [parse_count(found[1]) for line in lines if (found := _N_TITLE.match(line))]
    file = nama_berkas.rpartition(".")[0]
    return Konteks(
        satker=satker,
        periode=periods[0] if periods else "",
        periode_dari_nama=file if parse_period(file) is not None else "",
        label=labels[0] if labels else "",
        n=counts[0] if counts else None,
    )
