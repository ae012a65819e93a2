"""Several sheets of one file read together: which of them hold answers, what their names say, their results as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.answers import LembarJawaban
from data_access.files.columns.mapping import SATKER, TANGGAL, Pemetaan, split_butir
from data_access.files.conversion import Hasil, Ringkasan
from data_access.files.frame import build_frame, column_of
from data_access.files.options import BULAN, ImportOptions
from data_access.files.options import SATKER as NAMA_SATKER
from data_access.files.problems import Masalah, in_order
from data_access.files.reading.cells import RawSheet, cell_text
from data_access.files.reading.limits import number
from data_access.files.shapes.questions import number_of
from data_access.files.values.category_columns import KategoriAsli
from data_access.files.values.dates import read_dates
from data_access.files.values.satker_match import SatkerCocok, SatkerIndex
from scoring.instruments import SKALA_TERTINGGI, Instrumen

_SAMPLE_ROWS = 2_000
_MIN_ANSWERS = 0.5  # share of the filled item cells that must be answers and not means or totals
_MIN_SHARED = 0.5  # share of a sheet's respondents in another one from which it may be a copy
_MIN_TWINS = 10  # respondents that a sheet must have to be taken for one
_MIN_KINDS = 3  # and that do not all look the same


@dataclass(frozen=True, eq=False)
class SheetResult:
    """One sheet that was read: its mapping, what its name means for it (options), its result."""

    sheet: RawSheet
    pemetaan: Pemetaan
    hasil: Hasil


def n_items(pemetaan: Pemetaan) -> int:
    """How many columns of a sheet hold answers."""
    return sum(split_butir(kolom.peran) is not None for kolom in pemetaan.kolom)


def is_whole(pemetaan: Pemetaan, instruments: Sequence[Instrumen]) -> bool:
    """True when a sheet has at least half of the items of each instrument it names: a list of services that has a column
    'Waktu' is no second sheet of answers."""
    sizes = {one.kode: sum(len(unsur.butir) for unsur in one.unsur) for one in instruments}
    found = Counter(pair[0] for kolom in pemetaan.kolom if (pair := split_butir(kolom.peran)))
    return all(2 * times >= sizes.get(kode, 0) for kode, times in found.items())


def holds_means(sheet: RawSheet, pemetaan: Pemetaan) -> bool:
    """True for a recap: most numbers under the unsur are no answers (3.62; 1,240) of any scale."""
    frame = build_frame(sheet, pemetaan, _SAMPLE_ROWS)
    whole, filled = 0, 0
    for kolom in pemetaan.kolom:
        if split_butir(kolom.peran) is None:
            continue
        column = column_of(frame, kolom)
        for value, times in zip(column.values, column.counts.tolist(), strict=True):
            found = number_of(cell_text(value).strip())
            if found is not None:
                filled += times
                whole += times * (found.is_integer() and found <= SKALA_TERTINGGI)
    return filled > 0 and whole < _MIN_ANSWERS * filled


def options_of(sheet: RawSheet, options: ImportOptions) -> tuple[ImportOptions, Masalah | None]:
    """The options for one sheet: its name as satker or month, when the operator said that it is one."""
    if options.arti_lembar == NAMA_SATKER:
        return _with_satker(sheet, options)
    if options.arti_lembar == BULAN:
        month = month_of(sheet.nama, options.tanggal_default)
        if month is None:
            pesan = (
                f"Nama lembar '{sheet.nama}' bukan bulan dengan tahunnya. Beri nama seperti 'Mei 2024', atau tentukan "
                "tanggalnya sendiri."
            )
            return options, Masalah("galat", "LEMBAR_BUKAN_BULAN", pesan, sheet.nama)
        return replace(options, tanggal_default=month), None
    return options, None


def _with_satker(sheet: RawSheet, options: ImportOptions) -> tuple[ImportOptions, Masalah | None]:
    """The satker that a sheet is named after; one that is only alike is asked, one that is not known is its own code."""
    index = SatkerIndex(options.satker_dikenal or (), options.satker_alias, options.satker_pilihan)
    found = index.match(sheet.nama)
    named = replace(options, satker_default=found.kode)
    if not found.is_proposal:
        return named, None
    pesan = f"Nama lembar '{sheet.nama}' dibaca sebagai satker {found.kode}. Pastikan benar."
    return named, Masalah("konfirmasi", "LEMBAR_SATKER_MIRIP", pesan, sheet.nama)


def month_of(nama: str, year: date | None = None) -> date | None:
    """The first day of the month that a sheet is named after ('Mei 2024'; 'Mei' with ``year``), else None."""
    texts = [nama] if year is None else [nama, f"{nama} {year.year}"]
    for moment in read_dates(texts).waktu.tolist():
        if moment is not None:
            return date(moment.year, moment.month, 1)
    return None


def sheet_names_mean(results: Sequence[SheetResult]) -> str:
    """What the names of the sheets seem to say and their columns do not: BULAN, SATKER or ''."""
    if len(results) < 2:
        return ""
    if all(month_of(one.sheet.nama) for one in results):
        return "" if all(one.pemetaan.column(TANGGAL) for one in results) else BULAN
    return "" if all(one.pemetaan.column(SATKER) for one in results) else NAMA_SATKER


def copies(results: Sequence[SheetResult]) -> Iterator[tuple[str, str, float]]:
    """(sheet, another sheet, share of its respondents that are in the other one too): they would count twice."""
    if len(results) < 2:
        return
    tallies = [(one.sheet.nama, _tally(one.hasil.lembar)) for one in results]
    for place, (nama, own) in enumerate(tallies):
        if own.n < _MIN_TWINS or len(own.ragam) < _MIN_KINDS:
            continue
        for other_place, (other, theirs) in enumerate(tallies):
            smaller = own.n < theirs.n or (own.n == theirs.n and place > other_place)
            share = own.shared(theirs) / own.n if smaller else 0.0
            if share >= _MIN_SHARED:
                yield nama, other, share
                break


@dataclass(frozen=True, eq=False)
class _Tally:
    """The different respondents of a sheet as fingerprints of all that is read of them, and how many there are of each."""

    ragam: npt.NDArray[np.uint64]
    jumlah: npt.NDArray[np.int64]

    @property
    def n(self) -> int:
        return int(self.jumlah.sum())

    def shared(self, other: _Tally) -> int:
        """How many of the respondents the other sheet has too."""
        _, mine, theirs = np.intersect1d(self.ragam, other.ragam, assume_unique=True, return_indices=True)
        return int(np.minimum(self.jumlah[mine], other.jumlah[theirs]).sum())


def _tally(lembar: Sequence[LembarJawaban]) -> _Tally:
    prints: list[npt.NDArray[np.uint64]] = [np.empty(0, dtype=np.uint64)]
    for one in lembar:
        columns = {f"butir{place}": one.butir[:, place] for place in range(one.butir.shape[1])}
        table = pd.DataFrame({"satker": one.satker, "tanggal": one.tanggal, **columns, **one.kategori})
        table["instrumen"] = one.instrumen.kode
        prints.append(np.asarray(pd.util.hash_pandas_object(table, index=False), dtype=np.uint64))
    return _Tally(*np.unique(np.concatenate(prints), return_counts=True))


def join_results(results: Sequence[SheetResult], more: Sequence[Masalah]) -> Hasil:
    """The results of several sheets as one; with one refused sheet the whole file is refused.

    Rows are numbered on from sheet to sheet where they are stored, because the number of a row is one person there.
    Messages keep the number inside their sheet.
    """
    if len(results) == 1 and not more:
        return results[0].hasil
    all_of = [one.hasil for one in results]
    problems = in_order({one: None for hasil in all_of for one in hasil.masalah} | dict.fromkeys(more))
    refused = any(one.tingkat == "galat" for one in problems)
    starts = _starts(results)
    return Hasil(
        lembar=() if refused else _joined_sheets(all_of, starts),
        masalah=problems,
        ringkasan=_joined_summary([one.ringkasan for one in all_of]),
        label_asing=tuple(dict.fromkeys(label for one in all_of for label in one.label_asing)),
        kategori_asli=_joined_categories(all_of),
        satker_dibaca=_joined_satker(all_of),
        ditolak_baris=_joined_refusals(results, starts),
    )


def _starts(results: Sequence[SheetResult]) -> list[int]:
    """For each sheet what is added to its row numbers so that no two sheets share one."""
    starts = [0]
    for one in results[:-1]:
        last = int(one.sheet.numbers(0, one.sheet.n_baris).max(initial=0))
        starts.append(starts[-1] + last)
    return starts


def _joined_sheets(all_of: Sequence[Hasil], starts: Sequence[int]) -> tuple[LembarJawaban, ...]:
    joined: dict[str, LembarJawaban] = {}
    for hasil, start in zip(all_of, starts, strict=True):
        for lembar in hasil.lembar:
            moved = replace(lembar, baris=(lembar.baris + start).astype(np.int32))
            known = joined.get(lembar.instrumen.kode)
            joined[lembar.instrumen.kode] = moved if known is None else known.join(moved)
    return tuple(joined.values())


def _joined_categories(all_of: Sequence[Hasil]) -> tuple[KategoriAsli, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for hasil in all_of:
        for dimensi, asli, nama, n in hasil.kategori_asli:
            counts[dimensi, asli, nama] += n
    return tuple((*names, n) for names, n in counts.items())


def _joined_satker(all_of: Sequence[Hasil]) -> tuple[SatkerCocok, ...]:
    """The readings of satker texts, each once, with the rows of all sheets."""
    counts: Counter[SatkerCocok] = Counter()
    for hasil in all_of:
        for one in hasil.satker_dibaca:
            counts[replace(one, n=0)] += one.n
    return tuple(replace(one, n=n) for one, n in counts.items())


def _joined_refusals(results: Sequence[SheetResult], starts: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """Rows left out, numbered on; the reason names the sheet and the row in it."""
    return tuple(
        (baris + start, f"Lembar {one.sheet.nama}, baris {baris}: {alasan}" if len(results) > 1 else alasan)
        for one, start in zip(results, starts, strict=True)
        for baris, alasan in one.hasil.ditolak_baris
    )


def _joined_summary(all_of: Sequence[Ringkasan]) -> Ringkasan:
    return Ringkasan(**{item.name: _merged([getattr(one, item.name) for one in all_of]) for item in fields(Ringkasan)})


def _merged(values: Sequence[Any]) -> Any:  # noqa: ANN401 - the fields of a summary are of three kinds
    """Counts added, counts by name added name by name, lists put one after the other without repetition."""
    if isinstance(values[0], int):
        return sum(values)
    if isinstance(values[0], Mapping):
        total: Counter[str] = Counter()
        for one in values:
            total.update(one)
        return dict(total)
    return tuple(dict.fromkeys(item for one in values for item in one))


def together(results: Sequence[SheetResult], left_out: Sequence[str], recaps: Sequence[str]) -> Iterator[str]:
    """In words: which sheets were read together and which were not."""
    if len(results) > 1:
        read = ", ".join(f"{one.sheet.nama} ({number(one.hasil.ringkasan.baris_dipakai)} baris)" for one in results)
        yield f"{len(results)} lembar dibaca bersama: {read}."
    if recaps:
        yield f"Lembar {', '.join(recaps)} berisi rata-rata atau jumlah, bukan jawaban responden; tidak dibaca."
    if left_out:
        yield f"Lembar {', '.join(left_out)} tidak berisi jawaban survei; tidak dibaca."
