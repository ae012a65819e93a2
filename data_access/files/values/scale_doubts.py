"""Whether the answers are on the scale of the instrument at all: told by the numbers, never rescaled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from data_access.files.columns.mapping import Kolom
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, Tingkat
from data_access.files.values.answer_values import label_key
from data_access.files.values.label_ladders import ladders_for, read_degrees
from scoring.instruments import Instrumen

MIN_ROWS = 10  # respondents from which on the highest answer says something about the scale
_MIN_ROWS_NEAR = 30  # the same where the highest answer is above the four steps of most forms
_FOUR = 4
_SCALES = (4, 5, 6, 10)
_OUTSIDE = 0.2  # share of the answers outside the scale from which on it is another scale and no slip of the pen
_LEGEND = re.compile(r"(?<!\d)(\d{1,2})\s*=\s*([^\W\d_][^=,;()\d\n|]{2,40}?)\s*(?=$|[,;()|\n]|[-–]?\s*\d{1,2}\s*=)")


def scale_problem(
    instrumen: Instrumen,
    numbers: Mapping[int, int],
    answered: int,
    offered: Sequence[Instrumen],
    lembar: str,
    options: ImportOptions,
) -> list[Masalah]:
    """What the numbers given say about the scale. ``numbers``: answer -> how often, over all items."""
    given = sum(numbers.values())
    outside = sum(times for number, times in numbers.items() if number not in instrumen.nilai_mungkin)
    if given and outside >= _OUTSIDE * given:
        return [_other_scale(instrumen, numbers, outside, offered, lembar)]
    highest = max((number for number, times in numbers.items() if times), default=0)
    near = answered >= _MIN_ROWS_NEAR and highest in _SCALES and highest < instrumen.skala_maks
    low = answered >= MIN_ROWS and instrumen.skala_maks > _FOUR and 0 < highest <= _FOUR
    return [_low(instrumen, highest, answered, offered, lembar, options)] if near or low else []


def scale_hint(length: str, offered: Sequence[Instrumen], besides: Instrumen) -> str:
    """Which instruments have the scale 'a-b': to be chosen by the operator."""
    names = [one.nama for one in offered if f"{one.skala_min}-{one.skala_maks}" == length and one.kode != besides.kode]
    if names:
        return f"Bila formulirnya memang berskala {length}, pilih instrumen dengan skala itu: {', '.join(names[:5])}."
    return f"Bila formulirnya memang berskala {length}, tambahkan instrumen dengan skala itu lebih dulu."


def _text(instrumen: Instrumen) -> str:
    return f"{instrumen.skala_min}-{instrumen.skala_maks}"


def _other_scale(
    instrumen: Instrumen, numbers: Mapping[int, int], outside: int, offered: Sequence[Instrumen], lembar: str
) -> Masalah:
    lowest, highest = min(numbers), max(numbers)
    if lowest == 0 and highest == instrumen.skala_maks - 1:
        hint = (
            f"Mungkin jawabannya diberi kode 0-{highest} alih-alih {_text(instrumen)}, atau 0 berarti tidak menjawab. "
            "Tentukan arti tiap angka, atau ubah di sumbernya."
        )
    elif highest > max(_SCALES):
        hint = "Angka setinggi itu adalah nilai olahan (misalnya skala 100), bukan jawaban responden."
    else:
        steps = next(scale for scale in _SCALES if highest <= scale)
        hint = scale_hint(f"1-{steps}", offered, instrumen)
    return Masalah(
        "galat", "SKALA_LAIN",
        f"{instrumen.nama} berskala {_text(instrumen)}, tetapi jawaban di berkas ini {lowest} sampai {highest}. "
        f"Jawaban tidak pernah diubah skalanya diam-diam. {hint}",
        lembar, ditemukan=f"{lowest} sampai {highest}", diharapkan=f"skala {_text(instrumen)}", jumlah=outside,
    )  # fmt: skip


def _low(
    instrumen: Instrumen, highest: int, answered: int, offered: Sequence[Instrumen], lembar: str, options: ImportOptions
) -> Masalah:
    tingkat: Tingkat = "peringatan" if options.instrumen is not None else "konfirmasi"
    return Masalah(
        tingkat, "SKALA_RAGU",
        f"{instrumen.nama} berskala {_text(instrumen)}, tetapi jawaban tertinggi dari {answered} responden hanya "
        f"{highest}. Pastikan formulirnya memang berskala {_text(instrumen)}. "
        f"{scale_hint(f'1-{max(_FOUR, highest)}', offered, instrumen)}",
        lembar, ditemukan=f"tertinggi {highest}", diharapkan=f"skala {_text(instrumen)}",
    )  # fmt: skip


def whole_numbers(values: Sequence[object], counts: Sequence[int]) -> Counter[int]:
    """How often each whole number is given; cells that are no whole number are left out."""
    found: Counter[int] = Counter()
    for value, times in zip(values, counts, strict=True):
        text = str(value).strip().replace(",", ".").removesuffix(".0") if value is not None else ""
        if times and not isinstance(value, bool) and text.isdecimal() and len(text) < 7:
            found[int(text)] += times
    return found


def turned_legend(kolom: Kolom) -> str:
    """The legend in a header that counts from good to bad ('1 = Sangat Setuju'), as written there; '' for none."""
    return turned(kolom.judul)


def turned(note: str) -> str:
    """The legend in any text that counts from good to bad; '' for none."""
    legend = {label_key(text): int(number) for number, text in _LEGEND.findall(note)}
    degrees = read_degrees(legend)
    if degrees is None or len(legend) < 2:
        return ""
    for ladder in ladders_for(degrees.jenis, frozenset(degrees.tingkat.values())):
        order = [ladder.tempat[degrees.tingkat[label]] for label in sorted(legend, key=lambda one: legend[one])]
        if order == sorted(order, reverse=True):
            return ", ".join(f"{number} = {label}" for label, number in sorted(legend.items(), key=lambda one: one[1]))
    return ""
