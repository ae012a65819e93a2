"""Sentences about answers that cannot be taken: which cells, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import Kolom, butir_role
from data_access.files.frame import Frame, Mask
from data_access.files.options import ImportOptions
from data_access.files.problems import PER_COLUMN, Masalah, first_rows, found, rows_text
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.values.answer_values import BUKAN_BULAT, DI_LUAR_SKALA, LABEL_ASING, SAH, AnswerColumn, label_key
from data_access.files.values.scale_doubts import scale_hint, turned_legend
from scoring.instruments import Butir, Instrumen

_SHOWN = 8
_KODE = {LABEL_ASING: "LABEL_ASING", DI_LUAR_SKALA: "DI_LUAR_SKALA", BUKAN_BULAT: "BUKAN_BULAT"}


@dataclass(frozen=True)
class LabelAsing:
    """An answer text that no label explains: the operator may give it a number (ImportOptions.label_values)."""

    kolom: str
    judul: str
    instrumen: str
    butir: str
    label: str
    jumlah: int


@dataclass(frozen=True, eq=False)
class Read:
    """One item's column as read: ``tempat`` is the item's place in the instrument, ``counts`` how many respondents have
    each of the column's distinct values."""

    tempat: int
    kolom: Kolom
    butir: Butir
    column: RawColumn
    counts: npt.NDArray[np.int64]
    jawaban: AnswerColumn


def expected(butir: Butir, instrumen: Instrumen) -> str:
    """What an answer to this item may be, for an error message."""
    text = f"angka bulat {instrumen.skala_min} sampai {instrumen.skala_maks}"
    labels = [label for label, _ in sorted(butir.label or instrumen.label, key=lambda pair: pair[1])]
    return f"{text}, atau: {', '.join(labels)}" if labels else text


def refused_answers(frame: Frame, one: Read, instrumen: Instrumen, bad: Mask) -> Iterator[Masalah]:
    """One problem per different value found, the most frequent first, and one for the rest."""
    kolom, column = one.kolom, one.column
    counts = np.bincount(column.codes[bad], minlength=len(column.values))
    order = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place]]
    shown, rest = order[:PER_COLUMN], order[PER_COLUMN:]
    hint = _owner_hint(one, instrumen)
    for place in shown:
        jumlah, rows = first_rows(bad & (column.codes == place), frame.baris)
        text = found(cell_text(column.values[place]))
        kode = _KODE[int(one.jawaban.sebab[place])]
        note = hint if kode == "LABEL_ASING" else ""
        yield Masalah(
            "galat", kode, _sentence(kode, text, kolom, rows_text(rows, jumlah), instrumen) + note, frame.sheet.nama, rows[0],
            kolom.huruf, kolom.judul, text, expected(one.butir, instrumen), jumlah, rows,
        )  # fmt: skip
    if rest:
        jumlah, rows = first_rows(bad & np.isin(column.codes, rest), frame.baris)
        yield Masalah(
            "galat", "LABEL_ASING",
            f"Kolom {kolom.alamat}: masih ada {len(rest)} isian lain yang bukan jawaban ({rows_text(rows, jumlah)}). "
            "Bila kolom ini bukan jawaban unsur, ubah perannya menjadi 'Diabaikan'.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", expected(one.butir, instrumen), jumlah, rows,
        )  # fmt: skip


def other_ladders(
    frame: Frame, reads: Sequence[Read], steps: Mapping[int, int], instrumen: Instrumen, offered: Sequence[Instrumen]
) -> Iterator[Masalah]:
    """Columns whose answers are words of a ladder with more or fewer steps than the scale, told once for all of them.

    ``steps``: column index -> steps of its ladder.
    """
    for length in sorted(set(steps.values())):
        found_in = [one for one in reads if steps.get(one.kolom.indeks) == length]
        bad = np.logical_or.reduce([(one.jawaban.sebab != SAH)[one.column.codes] for one in found_in])
        jumlah, rows = first_rows(bad & frame.respondents, frame.baris)
        first = found_in[0]
        labels = ", ".join(_labels_given(first)[:_SHOWN])
        yield Masalah(
            "galat", "LABEL_SKALA",
            f"Kolom {columns_text([one.kolom for one in found_in])}: pilihan jawabannya bertingkat {length} ({labels}), "
            f"sedangkan {instrumen.nama} berskala {instrumen.skala_min}-{instrumen.skala_maks}. Jawaban tidak pernah "
            f"diubah skalanya diam-diam. {scale_hint(f'1-{length}', offered, instrumen)}",
            frame.sheet.nama, rows[0], first.kolom.huruf, first.kolom.judul, labels, expected(first.butir, instrumen),
            jumlah, rows,
        )  # fmt: skip


def _labels_given(one: Read) -> list[str]:
    return [found(cell_text(value)) for value, times in zip(one.column.values, one.counts, strict=True) if times]


def columns_text(columns: Sequence[Kolom]) -> str:
    """'B (U1), C (U2) dan 7 kolom lain'."""
    more = f" dan {len(columns) - _SHOWN} kolom lain" if len(columns) > _SHOWN else ""
    return ", ".join(kolom.alamat for kolom in columns[:_SHOWN]) + more


def _owner_hint(one: Read, instrumen: Instrumen) -> str:
    """Unknown labels that are another item's own: the columns may have changed places (U8 and U9 do so in real forms)."""
    asing = {
        label_key(cell_text(value))
        for value, reason, times in zip(one.column.values, one.jawaban.sebab, one.counts, strict=True)
        if times and reason == LABEL_ASING
    }
    for unsur in instrumen.unsur:
        for butir in unsur.butir:
            own = {label_key(text) for text, _ in butir.label}
            if butir != one.butir and len(asing) > 1 and asing <= own:
                return f" Itu pilihan jawaban {butir.kode} {unsur.nama}: mungkin kolomnya tertukar."
    return ""


def _sentence(kode: str, text: str, kolom: Kolom, rows: str, instrumen: Instrumen) -> str:
    where = f"Kolom {kolom.alamat}, {rows}"
    scale = f"{instrumen.skala_min} sampai {instrumen.skala_maks}"
    if kode == "DI_LUAR_SKALA":
        hint = " Bila 0 berarti tidak menjawab, kosongkan selnya." if text == "0" else ""
        return f"{where}: jawaban {text} di luar skala {scale}. Perbaiki di berkas, lalu unggah lagi.{hint}"
    if kode == "BUKAN_BULAT":
        return (
            f"{where}: jawaban {text} bukan bilangan bulat {scale}. Bila baris itu rata-rata atau kolomnya bukan "
            "jawaban, hapus barisnya atau ubah peran kolomnya."
        )
    if len(text) == 1 and text.isalpha():
        return (
            f"{where}: jawabannya huruf '{text}'. Huruf tidak menyebut mana yang terbaik; tentukan angka tiap huruf "
            "menurut formulirnya."
        )
    return (
        f"{where}: '{text}' tidak dikenal sebagai jawaban. Tentukan angkanya (atau 'tidak menjawab'), atau perbaiki di "
        "berkas."
    )


def reason_of(one: Read) -> Callable[[int], str]:
    """Why the answer of a row is refused: 'kolom G (U1): jawaban 7 di luar skala'."""
    reasons = {LABEL_ASING: "tidak dikenal sebagai jawaban", DI_LUAR_SKALA: "di luar skala", BUKAN_BULAT: "bukan bulat"}

    def why(place: int) -> str:
        code = int(one.column.codes[place])
        text = found(cell_text(one.column.values[code]))
        return f"kolom {one.kolom.alamat}: '{text}' {reasons[int(one.jawaban.sebab[code])]}"

    return why


def unknown_labels(one: Read, instrumen: Instrumen, bad: Mask) -> Iterator[LabelAsing]:
    """The texts of a column that the operator may give a number, the most frequent first."""
    counts = np.bincount(one.column.codes[bad], minlength=len(one.column.values))
    places = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place]]
    for place in places[:PER_COLUMN]:
        if one.jawaban.sebab[place] == LABEL_ASING:
            text = found(cell_text(one.column.values[place]))
            yield LabelAsing(one.kolom.huruf, one.kolom.judul, instrumen.kode, one.butir.kode, text, int(counts[place]))


def turned_headers(frame: Frame, columns: Sequence[Kolom], options: ImportOptions) -> Iterator[Masalah]:
    """Headers whose own legend counts from good to bad: numbers below them mean the opposite of the instrument's."""
    decided = options.label_values
    legends = {one.indeks: turned_legend(one) for one in columns if one.huruf not in decided and "*" not in decided}
    turned = [kolom for kolom in columns if legends.get(kolom.indeks)]
    if turned:
        first, legend = turned[0], legends[turned[0].indeks]
        letters = columns_text([replace(kolom, judul="") for kolom in turned])
        yield Masalah(
            "galat", "ARAH_TERBALIK",
            f"Kolom {letters}: menurut judulnya angkanya terbalik ({legend}). Tentukan arti tiap angka di kolom itu, "
            "supaya yang terbaik mendapat angka tertinggi.",
            frame.sheet.nama, frame.pemetaan.baris_judul, first.huruf, first.judul, legend, "makin tinggi makin baik",
            len(turned),
        )  # fmt: skip


def missing_items(frame: Frame, instrumen: Instrumen) -> Iterator[Masalah]:
    """Unsur without any column: the index can be computed without them, but only knowingly."""
    missing = [
        f"{unsur.kode} {unsur.nama}"
        for unsur in instrumen.unsur
        if not any(frame.pemetaan.column(butir_role(instrumen.kode, butir.kode)) for butir in unsur.butir)
    ]
    if missing:
        yield Masalah(
            "konfirmasi", "UNSUR_HILANG",
            f"{instrumen.nama}: tidak ada kolom untuk {', '.join(missing)}. Bila memang tidak ditanyakan, indeks "
            "dihitung dari unsur yang ada; bila kolomnya ada, tentukan perannya.",
            frame.sheet.nama, frame.pemetaan.baris_judul, diharapkan=", ".join(missing),
        )  # fmt: skip
