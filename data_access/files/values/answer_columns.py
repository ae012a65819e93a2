"""The answers of a file, instrument by instrument, and everything that is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import Kolom, butir_role
from data_access.files.frame import Frame, Mask, column_of
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.texts import is_blank
from data_access.files.values.answer_problems import (
    LabelAsing,
    Read,
    missing_items,
    other_ladders,
    reason_of,
    refused_answers,
    turned_headers,
    unknown_labels,
)
from data_access.files.values.answer_values import KOSONG, LABEL_ASING, SAH, label_key, read_answers
from data_access.files.values.label_meaning import LabelColumn, Meaning, read_meanings, unknown_key
from data_access.files.values.label_notes import label_notes
from data_access.files.values.scale_doubts import scale_problem, whole_numbers
from scoring.instruments import Butir, Instrumen

__all__ = ["InstrumentAnswers", "LabelAsing", "convert_answers"]


@dataclass(frozen=True, eq=False)
class InstrumentAnswers:
    """Answers to one instrument: ``butir`` int8 (rows, items), 0 = none; ``salah`` marks rows with a refused answer.

    ``alasan`` are (rows, why): ``why(place)`` says what is wrong in the row at that place of the frame.
    """

    instrumen: Instrumen
    butir: npt.NDArray[np.int8]
    salah: Mask
    masalah: tuple[Masalah, ...]
    label_asing: tuple[LabelAsing, ...]
    alasan: tuple[tuple[Mask, Callable[[int], str]], ...] = field(default=())

    @property
    def dijawab(self) -> Mask:
        """Rows with at least one answer."""
        result: Mask = (self.butir != KOSONG).any(axis=1)
        return result

    def without(self, rows: Mask) -> InstrumentAnswers:
        """The same without any answer in ``rows``: they are left out."""
        butir = np.where(rows[:, None], KOSONG, self.butir).astype(np.int8)
        return replace(self, butir=butir, salah=self.salah & ~rows)


def convert_answers(
    frame: Frame, instrumen: Instrumen, options: ImportOptions, offered: Sequence[Instrumen] = ()
) -> InstrumentAnswers:
    """The answers that the mapped columns hold for ``instrumen``, oriented so that more is better.

    ``offered`` are the instruments that can be named when the answers are on another scale.
    """
    items = [butir for unsur in instrumen.unsur for butir in unsur.butir]
    answers = np.zeros((len(frame.baris), len(items)), dtype=np.int8)
    wrong = np.zeros(len(frame.baris), dtype=bool)
    reads = list(_read_columns(frame, instrumen, items, options))
    meanings = read_meanings([column for one in reads if (column := _labels_of(one, options))], instrumen)
    problems = [*turned_headers(frame, [one.kolom for one in reads], options)]
    unknown: list[LabelAsing] = []
    reasons: list[tuple[Mask, Callable[[int], str]]] = []
    for place, first in enumerate(reads):
        meaning = meanings.get(first.kolom.indeks)
        one = _read_again(first, instrumen, options, meaning) if meaning and meaning.angka else first
        reads[place] = one
        answers[:, one.tempat] = np.where(frame.respondents, one.jawaban.nilai[one.column.codes], KOSONG)
        bad = frame.respondents & (one.jawaban.sebab != SAH)[one.column.codes]
        if bad.any():
            wrong |= bad
            reasons.append((bad, reason_of(one)))
            if not (meaning and meaning.lain):
                problems += refused_answers(frame, one, instrumen, bad)
            unknown += unknown_labels(one, instrumen, bad)
    steps = {index: meaning.lain for index, meaning in meanings.items() if meaning.lain}
    problems += other_ladders(frame, reads, steps, instrumen, offered)
    problems += label_notes(frame, reads, meanings, options)
    problems += missing_items(frame, instrumen)
    scale = _scale(frame, instrumen, reads, answers, options, offered)
    if any(one.kode == "SKALA_LAIN" for one in scale):  # said once, not for every cell
        problems = [one for one in problems if one.kode != "DI_LUAR_SKALA"]
    problems += scale
    return InstrumentAnswers(instrumen, answers, wrong, tuple(problems), tuple(unknown), tuple(reasons))


def _read_columns(frame: Frame, instrumen: Instrumen, items: Sequence[Butir], options: ImportOptions) -> Iterator[Read]:
    for place, butir in enumerate(items):
        kolom = frame.pemetaan.column(butir_role(instrumen.kode, butir.kode))
        if kolom is not None:
            column = column_of(frame, kolom)
            counts = np.bincount(column.codes[frame.respondents], minlength=len(column.values))
            read = read_answers(column.values, butir, instrumen, _given(options, kolom))
            yield Read(place, kolom, butir, column, counts, read)


def _given(options: ImportOptions, kolom: Kolom) -> dict[str, int | None]:
    return {**options.label_values.get("*", {}), **options.label_values.get(kolom.huruf, {})}


def _read_again(one: Read, instrumen: Instrumen, options: ImportOptions, meaning: Meaning) -> Read:
    read = read_answers(one.column.values, one.butir, instrumen, _given(options, one.kolom), meaning.angka)
    return Read(one.tempat, one.kolom, one.butir, one.column, one.counts, read)


def _labels_of(one: Read, options: ImportOptions) -> LabelColumn | None:
    """The column's answer texts when one of them is unknown; what the operator has decided is not looked at."""
    if not (one.jawaban.sebab == LABEL_ASING).any():
        return None
    decided = {label_key(text) for text in _given(options, one.kolom)}
    texts = [
        (text, int(reason))
        for value, reason, times in zip(one.column.values, one.jawaban.sebab, one.counts, strict=True)
        if times and isinstance(value, str) and _is_label(text := cell_text(value)) and label_key(text) not in decided
    ]
    asing = [text for text, reason in texts if reason == LABEL_ASING]
    labels = dict.fromkeys(unknown_key(text) for text, _ in texts)
    return LabelColumn(one.kolom, one.butir, tuple(labels), tuple(dict.fromkeys(map(unknown_key, asing))), tuple(asing))


def _is_label(text: str) -> bool:
    return not is_blank(text) and any(char.isalpha() for char in text)


def _scale(
    frame: Frame,
    instrumen: Instrumen,
    reads: Sequence[Read],
    answers: npt.NDArray[np.int8],
    options: ImportOptions,
    offered: Sequence[Instrumen],
) -> list[Masalah]:
    """Doubts about the scale from the numbers given; where labels or stars are used, they say which scale it is."""
    if any(_has_labels(one.column, one) for one in reads):
        return []
    numbers: Counter[int] = Counter()
    for one in reads:
        decided = {label_key(text) for text in _given(options, one.kolom)}
        given = whole_numbers(one.column.values, one.counts.tolist())
        numbers.update({number: times for number, times in given.items() if str(number) not in decided})
    answered = int((answers != KOSONG).any(axis=1).sum())
    return scale_problem(instrumen, numbers, answered, offered, frame.sheet.nama, options)


def _has_labels(column: RawColumn, one: Read) -> bool:
    return any(
        isinstance(value, str) and number != KOSONG and not value.strip()[:1].isdigit()
        for value, number in zip(column.values, one.jawaban.asli, strict=True)
    )
