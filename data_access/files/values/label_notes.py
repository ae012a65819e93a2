"""What the operator is told about labels that were read although the instrument does not list them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from data_access.files.columns.mapping import Kolom
from data_access.files.frame import Frame
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, Tingkat, found
from data_access.files.reading.cells import cell_text
from data_access.files.values.answer_problems import Read, columns_text
from data_access.files.values.answer_values import KOSONG, label_key
from data_access.files.values.label_meaning import Meaning, same_numbers, unknown_key

_SHOWN = 8


def label_notes(
    frame: Frame, reads: Sequence[Read], meanings: Mapping[int, Meaning], options: ImportOptions
) -> Iterator[Masalah]:
    """Ladders (once for all columns with the same labels), corrected spelling, labels that mean the same number."""
    yield from _ladders(frame, reads, meanings)
    for one in reads:
        meaning = meanings.get(one.kolom.indeks)
        slips = [(label, key) for label, key in meaning.ejaan.items() if key in meaning.angka] if meaning else []
        if slips:
            shown = "; ".join(f"'{found(label)}' dibaca '{found(key)}'" for label, key in slips[:_SHOWN])
            yield _told(frame, [one.kolom], "peringatan", "LABEL_EJAAN", f"salah eja dibetulkan: {shown}.", len(slips))
        for number, labels in same_numbers(_text_labels(one, options, meaning)):
            names = " dan ".join(f"'{found(label)}'" for label in labels[:_SHOWN])
            note = (
                f"{names} sama-sama dibaca {number}. Bila keduanya pilihan yang berbeda di satu formulir, tentukan "
                "angka masing-masing."
            )
            yield _told(frame, [one.kolom], "konfirmasi", "LABEL_SAMA", note, len(labels))


def _ladders(frame: Frame, reads: Sequence[Read], meanings: Mapping[int, Meaning]) -> Iterator[Masalah]:
    tables: dict[tuple[tuple[tuple[str, int], ...], bool], list[Kolom]] = defaultdict(list)
    for one in reads:
        meaning = meanings.get(one.kolom.indeks)
        if meaning is not None and meaning.tangga:
            table = tuple(sorted(meaning.tangga.items(), key=lambda pair: pair[1]))
            tables[table, meaning.ragu].append(one.kolom)
    for (table, ragu), columns in tables.items():
        shown = ", ".join(f"{found(label)} = {number}" for label, number in table[:_SHOWN])
        tingkat: Tingkat = "konfirmasi" if ragu else "peringatan"
        note = f"pilihan jawabannya tidak tercantum di instrumen; dibaca {shown}."
        if ragu:
            note += " Pastikan urutannya benar, atau tentukan sendiri angkanya."
        yield _told(frame, columns, tingkat, "LABEL_DIARTIKAN", note, len(columns))


def _told(frame: Frame, columns: Sequence[Kolom], tingkat: Tingkat, kode: str, note: str, jumlah: int) -> Masalah:
    first = columns[0]
    return Masalah(
        tingkat,
        kode,
        f"Kolom {columns_text(columns)}: {note}",
        frame.sheet.nama,
        0,
        first.huruf,
        first.judul,
        jumlah=jumlah,
    )


def _text_labels(one: Read, options: ImportOptions, meaning: Meaning | None) -> dict[str, int]:
    """The column's label texts with their numbers, except those that the operator has decided."""
    given = {**options.label_values.get("*", {}), **options.label_values.get(one.kolom.huruf, {})}
    decided = {label_key(text) for text in given}
    labels: dict[str, int] = {}
    for value, number, times in zip(one.column.values, one.jawaban.asli, one.counts, strict=True):
        if not (times and number != KOSONG and isinstance(value, str)):
            continue
        text = cell_text(value)
        key = unknown_key(text)
        key = key.replace(" tapi ", " tetapi ")
        if label_key(text) not in decided and any(char.isalpha() for char in key):
            labels[meaning.ejaan.get(key, key) if meaning else key] = int(number)
    return labels
