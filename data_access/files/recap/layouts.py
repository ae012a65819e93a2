"""From a table to its values, one layout a function; nothing is decided here about instruments, scales or satker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data_access.files.reading.cells import Cell
from data_access.files.recap import vocabulary as kata
from data_access.files.recap.model import Entri
from data_access.files.recap.table import UNSUR_MIN, Kolom, Tabel
from data_access.files.recap.texts import parse_count, parse_number, text_of
from data_access.files.texts import words
from scoring.recaps import answers_mean
from scoring.recompute import SERATUS

FREKUENSI, HITUNGAN, UNSUR, LEBAR, HASIL, KAKI = (
    "frekuensi", "hitungan jawaban", "tabel unsur", "satu baris satu satker", "hasil per satker", "kaki tabel responden",
)  # fmt: skip
Row = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True, eq=False)
class Bacaan:
    """The values of a table, the layout they were in, and the lines that were left out (row, text)."""

    susunan: str
    entri: tuple[Entri, ...]
    kaki: tuple[tuple[int, str], ...] = ()
    layanan: bool = False


def layout_of(tabel: Tabel) -> str:
    """Which layout a table has; '' for none."""
    has_unsur = bool(tabel.of(kata.UNSUR, kata.KODE_UNSUR))
    has_who = bool(tabel.of(kata.SATKER, kata.KODE, kata.LAYANAN))
    if has_unsur and tabel.first(kata.HITUNG) and tabel.first(kata.NILAI):
        return FREKUENSI
    if has_unsur and tabel.of(kata.JAWABAN):
        return HITUNGAN
    if len(tabel.unsur) >= UNSUR_MIN:
        told = tabel.of(kata.N, kata.NILAI, kata.INDEKS, kata.SATKER, kata.KODE, kata.LAYANAN, kata.PERIODE)
        return LEBAR if told else KAKI
    if has_unsur and tabel.first(kata.NILAI):
        return UNSUR
    return HASIL if has_who and tabel.of(kata.NILAI, kata.INDEKS) else ""


def read_values(tabel: Tabel) -> Bacaan:
    """All values of the table."""
    susunan = layout_of(tabel)
    readers = {
        FREKUENSI: _frequencies, HITUNGAN: _by_unsur, UNSUR: _by_unsur, LEBAR: _by_satker, HASIL: _by_satker,
        KAKI: _footers,
    }  # fmt: skip
    if susunan not in readers:
        return Bacaan("", ())
    entri, kaki = readers[susunan](tabel)
    uses_layanan = not tabel.of(kata.SATKER, kata.KODE) and bool(tabel.of(kata.LAYANAN))
    return Bacaan(susunan, tuple(entri), tuple(kaki), uses_layanan)


def _cell(cells: Sequence[Cell], column: Kolom | None) -> Cell:
    return cells[column.indeks] if column is not None and column.indeks < len(cells) else None


def _who(tabel: Tabel, row: Row) -> Entri:
    """Who, when and which survey a row is about."""
    baris, cells = row
    satker = tabel.first(kata.SATKER) or tabel.first(kata.LAYANAN)
    label = tabel.first(kata.LABEL)
    return Entri(
        baris,
        satker=text_of(_cell(cells, satker)),
        kode=text_of(_cell(cells, tabel.first(kata.KODE))),
        label=text_of(_cell(cells, label)),
        periode=_when(tabel, cells),
    )


def _when(tabel: Tabel, cells: Sequence[Cell]) -> str:
    """The period as one text: 'triwulan II 2025' from a column Triwulan and a column Tahun."""
    parts = []
    for column in (tabel.first(kata.PERIODE), tabel.first(kata.BULAN), tabel.first(kata.TAHUN)):
        text = text_of(_cell(cells, column))
        if column is not None and text and len(text) <= 2 and words(column.judul) in {"triwulan", "semester"}:
            text = f"{column.judul} {text}"
        parts.append(text)
    periode, bulan, tahun = parts
    if bulan.isdecimal() and tahun:
        return f"{tahun}-{int(bulan):02d}"
    return " ".join(part for part in (periode, bulan, tahun if tahun not in periode + bulan else "") if part)


def _lead(cells: Sequence[Cell]) -> str:
    """The first words of a row: what a line below a table calls itself."""
    return next((text for cell in cells if (text := text_of(cell)) and not parse_number(cell)), "")


def _number_after(cells: Sequence[Cell]) -> str:
    """The last number of a line below a table."""
    return next((number for cell in reversed(cells) if (number := parse_number(cell))), "")


def _by_satker(tabel: Tabel) -> tuple[list[Entri], list[tuple[int, str]]]:
    """One row a satker (and period, and survey): unsur columns, index columns, n, mutu."""
    found: list[Entri] = []
    left_out: list[tuple[int, str]] = []
    for row in tabel.baris:
        who = _who(tabel, row)
        lead = _lead(row[1])
        name = who.satker or who.kode
        if (name == "" or words(name) == words(lead)) and (kata.is_sum(lead) or kata.is_mean(lead) or _weighted(lead)):
            left_out.append((row[0], lead))
            continue
        found += _row_values(tabel, row, who)
    return found, left_out


def _weighted(text: str) -> bool:
    return "tertimbang" in words(text)


def _row_values(tabel: Tabel, row: Row, who: Entri) -> Iterator[Entri]:
    cells = row[1]
    for column in (*tabel.of(kata.INDEKS), *tabel.of(kata.NILAI)):
        arti = column.arti
        if arti is None:
            continue
        label = who.label or column.label or arti.label
        nilai = parse_number(_cell(cells, column))
        n = parse_count(_cell(cells, _beside(tabel, kata.N, column)))
        mutu = text_of(_cell(cells, _beside(tabel, kata.MUTU, column)))
        skala = SERATUS if tabel.from_3as and words(column.judul) == "score" else arti.skala
        yield replace(who, label=label, nilai=nilai, n=n, mutu=mutu, skala=skala, kolom=column.judul)
    common = parse_count(_cell(cells, tabel.first(kata.N)))
    # Beside the columns of unsur one named index is theirs; of several nothing says whose they are.
    named = {one.arti.label for one in tabel.of(kata.INDEKS) if one.arti is not None}
    theirs = next(iter(named)) if len(named) == 1 else ""
    for column in tabel.unsur:
        if nilai := parse_number(_cell(cells, column)):
            label = who.label or column.label or theirs
            yield replace(who, label=label, unsur=column.judul, nilai=nilai, n=common)


def _beside(tabel: Tabel, peran: str, column: Kolom) -> Kolom | None:
    """The n or mutu of a value: under the same survey, else the next one to the right before another value, else the only
    one there is."""
    found = tabel.of(peran)
    if column.label:
        return next((one for one in found if one.label == column.label), None)
    values = sorted(one.indeks for one in tabel.of(kata.NILAI, kata.INDEKS) if one.indeks > column.indeks)
    end = values[0] if values else len(tabel.kolom)
    near = [one for one in found if column.indeks < one.indeks < end]
    if near and len(found) > 1:
        return near[0]
    return found[0] if found else None


def _by_unsur(tabel: Tabel) -> tuple[list[Entri], list[tuple[int, str]]]:
    """One row an unsur, with its mean or the count of each answer; below them index, konversi, mutu, responden."""
    found: list[Entri] = []
    left_out: list[tuple[int, str]] = []
    last = Entri(0)
    means: list[float] = []
    for row in tabel.baris:
        who = _inherit(_who(tabel, row), last)
        if _is_other(who, last):
            means = []
        last = who
        unsur = _unsur_text(tabel, row[1])
        result = _result_line(tabel, row, who, means)
        if result is not None:
            found += result
            left_out += [] if result else [(row[0], _lead(row[1]))]
            continue
        for entri in _unsur_values(tabel, row, who, unsur):
            found.append(entri)
            means.append(float(entri.nilai) if entri.nilai else answers_mean(tuple((entri.jawaban or {}).items())))
    return found, left_out


def _inherit(who: Entri, last: Entri) -> Entri:
    """Merged cells stand in their first row only."""
    is_named = bool(who.satker or who.kode)
    names = ["label", "periode", *([] if is_named else ["satker", "kode"])]
    return replace(who, **{name: getattr(who, name) or getattr(last, name) for name in names})


def _is_other(who: Entri, last: Entri) -> bool:
    return (who.satker, who.kode, who.label, who.periode) != (last.satker, last.kode, last.label, last.periode)


def _unsur_text(tabel: Tabel, cells: Sequence[Cell]) -> str:
    """Code and name of the unsur of a row, as one header: 'U1 Informasi pelayanan'."""
    code = text_of(_cell(cells, tabel.first(kata.KODE_UNSUR)))
    parts = [text_of(_cell(cells, column)) for column in tabel.of(kata.UNSUR)]
    # A column of codes and one of names are both called unsur: the code is the shorter.
    parts = sorted(dict.fromkeys(part for part in (code, *parts) if part), key=len)
    return " ".join(parts[-2:])


def _unsur_values(tabel: Tabel, row: Row, who: Entri, unsur: str) -> Iterator[Entri]:
    cells = row[1]
    if not unsur:
        return
    n = parse_count(_cell(cells, tabel.first(kata.N)))
    answers = {
        column.arti.jawaban: parse_count(_cell(cells, column)) for column in tabel.of(kata.JAWABAN) if column.arti
    }
    if any(count is not None for count in answers.values()):
        # In a row that counts answers an empty cell is an answer that nobody gave.
        counted = {answer: count or 0 for answer, count in answers.items()}
        yield replace(who, unsur=unsur, n=n, jawaban=counted, kolom=kata.JAWABAN)
        return
    for column in tabel.of(kata.NILAI):
        if nilai := parse_number(_cell(cells, column)):
            skala = column.arti.skala if column.arti else ""
            mutu = text_of(_cell(cells, tabel.first(kata.MUTU)))
            yield replace(who, unsur=unsur, nilai=nilai, n=n, mutu=mutu, skala=skala, kolom=column.judul)
            return


def _result_line(tabel: Tabel, row: Row, who: Entri, means: Sequence[float]) -> list[Entri] | None:
    """The values of a line below the unsur: index, konversi, mutu, n; [] for one that says nothing to keep, None for a
    line that is no result."""
    text, cells = _lead_of_result(tabel, row[1]), row[1]
    flat = words(text)
    number = _number_after(cells)
    if flat.startswith(("jumlah responden", "responden", "total responden")):
        return [replace(who, n=parse_count(number), kolom=kata.N)] if number else []
    if flat.startswith(("mutu", "predikat", "kinerja", "kategori")):
        texts = [text_of(cell) for cell in cells if text_of(cell) and text_of(cell) != text]
        return [replace(who, mutu=texts[-1], kolom=kata.MUTU)] if texts else []
    if not (kata.is_result(text) or kata.is_sum(text) or kata.is_mean(text) or _weighted(text)):
        return None
    if not number or _weighted(text) or not means:
        return []
    is_total = kata.is_sum(text) and abs(float(number) - sum(means)) <= 0.01 * sum(means)
    if is_total:
        return []
    skala = SERATUS if "konversi" in flat or flat.startswith("ikm unit") else ""
    return [replace(who, nilai=number, skala=skala, kolom=text)]


def _lead_of_result(tabel: Tabel, cells: Sequence[Cell]) -> str:
    """A line calls itself in its unsur column, or, where that is empty, in its first words."""
    for column in tabel.of(kata.UNSUR, kata.KODE_UNSUR):
        if text := text_of(_cell(cells, column)):
            return text
    who = {text_of(_cell(cells, column)) for column in tabel.of(kata.SATKER, kata.KODE, kata.LABEL, kata.PERIODE)}
    return next((text for cell in cells if (text := text_of(cell)) and not parse_number(cell) and text not in who), "")


def _frequencies(tabel: Tabel) -> tuple[list[Entri], list[tuple[int, str]]]:
    """One row an answer of an unsur: score and count; several items of one unsur are averaged."""
    groups: dict[tuple[str, ...], dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    first: dict[tuple[str, ...], Entri] = {}
    for row in tabel.baris:
        who, unsur = _who(tabel, row), _unsur_text(tabel, row[1])
        score, count = parse_number(_cell(row[1], tabel.first(kata.NILAI))), _cell(row[1], tabel.first(kata.HITUNG))
        if not unsur or not score or (number := parse_count(count)) is None or float(score) != int(float(score)):
            continue
        item = text_of(_cell(row[1], tabel.first(kata.BUTIR)))
        key = (who.satker, who.kode, who.label, who.periode, _unsur_key(tabel, row[1], unsur, item))
        first.setdefault(key, replace(who, unsur=unsur))
        answers = groups[key][item]
        answers[int(float(score))] = answers.get(int(float(score)), 0) + number
    found = []
    for group, items in groups.items():
        known = {item: counts for item, counts in items.items() if sum(counts.values())}
        if len(known) == 1:
            found.append(replace(first[group], jawaban=next(iter(known.values())), kolom=kata.JAWABAN))
        elif known:
            means = [sum(score * n for score, n in one.items()) / sum(one.values()) for one in known.values()]
            n = max(sum(one.values()) for one in known.values())
            found.append(replace(first[group], nilai=parse_number(sum(means) / len(means)), n=n, kolom=kata.BUTIR))
    return found, []


def _unsur_key(tabel: Tabel, cells: Sequence[Cell], unsur: str, item: str) -> str:
    """What stands for the unsur of a row: where it has items, whose names differ, its code alone."""
    codes = [text_of(_cell(cells, column)) for column in tabel.of(kata.KODE_UNSUR, kata.UNSUR)]
    return min((code for code in codes if code), key=len) if item else unsur


def _footers(tabel: Tabel) -> tuple[list[Entri], list[tuple[int, str]]]:
    """A table of respondents with its results below: the means and the index are read, the respondents only counted."""
    found: list[Entri] = []
    left_out: list[tuple[int, str]] = []
    n = 0
    for row in tabel.baris:
        baris, cells = row
        lead = _lead(cells)
        values = [(column, number) for column in tabel.unsur if (number := parse_number(_cell(cells, column)))]
        if not lead or (values and not (kata.is_sum(lead) or kata.is_mean(lead) or _weighted(lead))):
            n += bool(values)
        elif kata.is_mean(lead):
            found += [Entri(baris, unsur=column.judul, nilai=number, n=n) for column, number in values]
        elif kata.is_result(lead) and not kata.is_sum(lead) and (number := _number_after(cells)):
            found.append(Entri(baris, nilai=number, n=n, kolom=lead))
        else:
            left_out.append((baris, lead))
    return found, left_out
