"""The answers of a file, instrument by instrument, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import Kolom, butir_role
from data_access.files.frame import Frame, Mask, column_of
from data_access.files.options import ImportOptions
from data_access.files.problems import PER_COLUMN, Masalah, first_rows, found, rows_text
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.values.answer_values import (
    BUKAN_BULAT,
    DI_LUAR_SKALA,
    KOSONG,
    LABEL_ASING,
    SAH,
    AnswerColumn,
    read_answers,
)
from scoring.instruments import Butir, Instrumen

_MIN_SCALE_ROWS = 10
_FOUR = 4
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
class InstrumentAnswers:
    """Answers to one instrument: ``butir`` int8 (rows, items), 0 = none; ``salah`` marks rows with a refused answer."""

    instrumen: Instrumen
    butir: npt.NDArray[np.int8]
    salah: Mask
    masalah: tuple[Masalah, ...]
    label_asing: tuple[LabelAsing, ...]

    @property
    def dijawab(self) -> Mask:
        """Rows with at least one answer."""
        result: Mask = (self.butir != KOSONG).any(axis=1)
        return result


def convert_answers(frame: Frame, instrumen: Instrumen, options: ImportOptions) -> InstrumentAnswers:
    """The answers that the mapped columns hold for ``instrumen``, oriented so that more is better."""
    items = [butir for unsur in instrumen.unsur for butir in unsur.butir]
    answers = np.zeros((len(frame.baris), len(items)), dtype=np.int8)
    wrong = np.zeros(len(frame.baris), dtype=bool)
    problems: list[Masalah] = []
    unknown: list[LabelAsing] = []
    highest, has_labels = 0, False
    for place, butir in enumerate(items):
        kolom = frame.pemetaan.column(butir_role(instrumen.kode, butir.kode))
        if kolom is None:
            continue
        column = column_of(frame, kolom)
        read = read_answers(column.values, butir, instrumen, _given(options, kolom))
        answers[:, place] = np.where(frame.respondents, read.nilai[column.codes], KOSONG)
        bad = frame.respondents & (read.sebab != SAH)[column.codes]
        wrong |= bad
        if bad.any():
            problems += _refused(frame, kolom, butir, instrumen, (column, read, bad))
            unknown += _unknown_labels(kolom, butir, instrumen, column, read, bad)
        given = read.asli[column.codes][frame.respondents]
        highest = max(highest, int(given.max(initial=0)))
        has_labels = has_labels or _has_labels(column, read)
    problems += _missing(frame, instrumen)
    answered = int((answers != KOSONG).any(axis=1).sum())
    if not has_labels and answered >= _MIN_SCALE_ROWS:
        problems += _scale_doubt(frame, instrumen, options, highest, answered)
    return InstrumentAnswers(instrumen, answers, wrong, tuple(problems), tuple(unknown))


def _given(options: ImportOptions, kolom: Kolom) -> dict[str, int | None]:
    return {**options.label_values.get("*", {}), **options.label_values.get(kolom.huruf, {})}


def _has_labels(column: RawColumn, read: AnswerColumn) -> bool:
    """True when an answer was given in words or stars: then the labels, not the numbers, say which scale it is."""
    return any(
        isinstance(value, str) and number != KOSONG and not value.strip()[:1].isdigit()
        for value, number in zip(column.values, read.asli, strict=True)
    )


def expected(butir: Butir, instrumen: Instrumen) -> str:
    """What an answer to this item may be, for an error message."""
    text = f"angka bulat {instrumen.skala_min} sampai {instrumen.skala_maks}"
    labels = [label for label, _ in sorted(butir.label or instrumen.label, key=lambda pair: pair[1])]
    return f"{text}, atau: {', '.join(labels)}" if labels else text


def _refused(
    frame: Frame, kolom: Kolom, butir: Butir, instrumen: Instrumen, what: tuple[RawColumn, AnswerColumn, Mask]
) -> Iterator[Masalah]:
    """One problem per different value found, the most frequent first, and one for the rest."""
    column, read, bad = what
    counts = np.bincount(column.codes[bad], minlength=len(column.values))
    order = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place]]
    shown, rest = order[:PER_COLUMN], order[PER_COLUMN:]
    for place in shown:
        jumlah, rows = first_rows(bad & (column.codes == place), frame.baris)
        text = found(cell_text(column.values[place]))
        kode = _KODE[int(read.sebab[place])]
        yield Masalah(
            "galat", kode, _sentence(kode, text, kolom, rows_text(rows, jumlah), instrumen), frame.sheet.nama, rows[0],
            kolom.huruf, kolom.judul, text, expected(butir, instrumen), jumlah, rows,
        )  # fmt: skip
    if rest:
        jumlah, rows = first_rows(bad & np.isin(column.codes, rest), frame.baris)
        yield Masalah(
            "galat", "LABEL_ASING",
            f"Kolom {kolom.alamat}: masih ada {len(rest)} isian lain yang bukan jawaban ({rows_text(rows, jumlah)}). "
            "Bila kolom ini bukan jawaban unsur, ubah perannya menjadi 'Diabaikan'.",
            frame.sheet.nama, rows[0], kolom.huruf, kolom.judul, "", expected(butir, instrumen), jumlah, rows,
        )  # fmt: skip


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
    return (
        f"{where}: '{text}' tidak dikenal sebagai jawaban. Tentukan angkanya (atau 'tidak menjawab'), atau perbaiki di "
        "berkas."
    )


def _unknown_labels(
    kolom: Kolom, butir: Butir, instrumen: Instrumen, column: RawColumn, read: AnswerColumn, bad: Mask
) -> Iterator[LabelAsing]:
    counts = np.bincount(column.codes[bad], minlength=len(column.values))
    places = [int(place) for place in np.argsort(-counts, kind="stable") if counts[place]]
    for place in places[:PER_COLUMN]:
        if read.sebab[place] == LABEL_ASING:
            text = found(cell_text(column.values[place]))
            yield LabelAsing(kolom.huruf, kolom.judul, instrumen.kode, butir.kode, text, int(counts[place]))


def _missing(frame: Frame, instrumen: Instrumen) -> Iterator[Masalah]:
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


def _scale_doubt(
    frame: Frame, instrumen: Instrumen, options: ImportOptions, highest: int, answered: int
) -> Sequence[Masalah]:
    if instrumen.skala_maks <= _FOUR or not 0 < highest <= _FOUR:
        return []
    return [
        Masalah(
            "peringatan" if options.instrumen is not None else "konfirmasi",
            "SKALA_RAGU",
            f"{instrumen.nama} berskala {instrumen.skala_min}-{instrumen.skala_maks}, tetapi jawaban tertinggi dari "
            f"{answered} responden hanya {highest}. Pastikan formulirnya memang berskala {instrumen.skala_min}-"
            f"{instrumen.skala_maks}; bila skalanya lain, pilih instrumen dengan skala itu.",
            frame.sheet.nama, ditemukan=f"tertinggi {highest}",
            diharapkan=f"skala {instrumen.skala_min}-{instrumen.skala_maks}",
        )
    ]  # fmt: skip
