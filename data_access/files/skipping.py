"""Leaving out the rows that are wrong, when the operator asks for it: each with its reason, and never most of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.files.frame import Frame, Mask
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, first_rows, rows_text
from data_access.files.reading.limits import number
from data_access.files.values.answer_columns import InstrumentAnswers
from data_access.files.values.context_columns import ContextColumns

# Wrong in one row; everything else that is wrong concerns a column or the file and is never left out.
_ROW_KODE = frozenset({"LABEL_ASING", "DI_LUAR_SKALA", "BUKAN_BULAT"})
_CONTEXT_KODE = frozenset({"SATKER_KOSONG", "TANGGAL_KOSONG", "TANGGAL_TAK_TERBACA"})
MOST = 0.5  # share of wrong rows from which on it is the columns' meaning that is wrong


@dataclass(frozen=True, eq=False)
class Skipped:
    """Rows left out (mask) with (row, reason) each, and the problems as they are then told."""

    baris: Mask
    alasan: tuple[tuple[int, str], ...]
    masalah: tuple[Masalah, ...]


def skip_wrong(
    frame: Frame,
    found: Sequence[InstrumentAnswers],
    context: ContextColumns,
    problems: Sequence[Masalah],
    options: ImportOptions,
) -> Skipped:
    """The rows with a wrong answer, without satker or without a readable date, left out."""
    wrong = np.zeros(len(frame.baris), dtype=bool)
    reasons: dict[int, list[str]] = {}
    answered = np.zeros(len(frame.baris), dtype=bool)
    for answers in found:
        answered |= answers.dijawab | answers.salah
        for bad, why in answers.alasan:
            wrong |= bad
            for place in np.flatnonzero(bad).tolist():
                reasons.setdefault(place, []).append(why(place))
    for bad, text in _without_context(context, problems, answered, options):
        wrong |= bad
        for place in np.flatnonzero(bad).tolist():
            reasons.setdefault(place, []).append(text)
    if not wrong.any():
        return Skipped(wrong, (), tuple(problems))
    if wrong.sum() > MOST * answered.sum():
        return Skipped(np.zeros_like(wrong), (), (*problems, _too_many(frame, wrong, answered)))
    told = [_lowered(one) for one in problems]
    listed = tuple((int(frame.baris[place]), "; ".join(reasons[place])) for place in sorted(reasons))
    return Skipped(wrong, listed, (*told, _told(frame, wrong, answered)))


def _without_context(
    context: ContextColumns, problems: Sequence[Masalah], answered: Mask, options: ImportOptions
) -> Iterator[tuple[Mask, str]]:
    """Rows that lack what a stored row needs, where the file has the column and most rows have it."""
    refused = {one.kode for one in problems if one.tingkat == "galat" and one.kolom}
    if not options.untuk_disimpan:
        return
    if "SATKER_KOSONG" in refused:
        yield answered & (context.satker == ""), "satker kosong"
    if refused & {"TANGGAL_KOSONG", "TANGGAL_TAK_TERBACA"}:
        yield answered & np.isnat(context.tanggal), "tanggal kosong atau tidak terbaca"


def _lowered(problem: Masalah) -> Masalah:
    if problem.kode in _ROW_KODE or (problem.kode in _CONTEXT_KODE and problem.kolom):
        return replace(problem, tingkat="peringatan")
    return problem


def _told(frame: Frame, wrong: Mask, answered: Mask) -> Masalah:
    jumlah, rows = first_rows(wrong, frame.baris)
    return Masalah(
        "peringatan", "BARIS_DILEWATI",
        f"{number(jumlah)} dari {number(int(answered.sum()))} baris tidak dibaca karena salah "
        f"({rows_text(rows, jumlah)}); daftarnya disimpan bersama alasannya. Berapa indeksnya bila baris itu benar "
        "tidak dapat diketahui.",
        frame.sheet.nama, rows[0], jumlah=jumlah, baris_awal=rows,
    )  # fmt: skip


def _too_many(frame: Frame, wrong: Mask, answered: Mask) -> Masalah:
    jumlah, rows = first_rows(wrong, frame.baris)
    return Masalah(
        "galat", "TERLALU_BANYAK_SALAH",
        f"{number(jumlah)} dari {number(int(answered.sum()))} baris salah. Bila lebih dari separuh salah, kemungkinan "
        "arti kolomnya yang keliru; baris tidak dilewati. Periksa peran kolom dan instrumennya.",
        frame.sheet.nama, rows[0], jumlah=jumlah, baris_awal=rows,
    )  # fmt: skip
