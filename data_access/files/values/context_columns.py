"""Who, when and where of each row: satker, moment, respondents' features, repeats, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from data_access.files.columns.mapping import SATKER
from data_access.files.frame import Frame, Mask
from data_access.files.options import ImportOptions
from data_access.files.problems import Masalah, first_rows, rows_text
from data_access.files.reading.limits import number
from data_access.files.values.category_columns import ISIAN_NAMA, KategoriAsli, read_categories
from data_access.files.values.date_column import read_moments
from data_access.files.values.names import NamesOfPeople, names_in
from data_access.files.values.people import count_repeats, read_people
from data_access.files.values.satker_column import masked_cells, read_satker
from data_access.files.values.satker_match import SatkerCocok


@dataclass
class ContextColumns:
    """Arrays with one entry per row of the frame, and the problems found on the way.

    ``satker_dibaca``: how each text of the satker column was read. ``kategori_asli``: (dimension, text as it stood,
    category, rows). ``orang``: salted fingerprints of who answered (int64, 0 = not known), None when nothing tells, and
    ``orang_berulang`` how many people are in several rows of one satker. ``samaran``: column -> rows in which personal
    data were masked.
    """

    satker: npt.NDArray[np.object_]
    tanggal: npt.NDArray[np.datetime64]
    kategori: dict[str, npt.NDArray[np.object_]]
    masalah: list[Masalah] = field(default_factory=list)
    satker_dibaca: tuple[SatkerCocok, ...] = ()
    kategori_asli: tuple[KategoriAsli, ...] = ()
    orang: npt.NDArray[np.int64] | None = None
    orang_berulang: int = 0
    samaran: dict[str, int] = field(default_factory=dict)
    nama: NamesOfPeople = field(default_factory=lambda: NamesOfPeople(()))


def convert_context(frame: Frame, used: Mask, options: ImportOptions, *, is_internal: bool = False) -> ContextColumns:
    """Everything that is not an answer. Problems and counts are those of the rows in ``used``.

    ``is_internal``: a confidential instrument is among those read; then nobody is told apart by anything.
    """
    people = names_in(frame)
    satker, matches, problems = read_satker(frame, used, options, people)
    moments, date_problems = read_moments(frame, used, satker, options)
    found = read_categories(frame, used, people)
    context = ContextColumns(
        satker,
        moments,
        found.kategori,
        [*problems, *date_problems, *found.masalah],
        matches if options.satker_dikenal is not None or options.satker_pilihan else (),
        () if is_internal else tuple(found.asli),
        samaran=found.samaran,
        nama=people,
    )
    kolom = frame.pemetaan.column(SATKER)
    if kolom is not None and (masked := masked_cells(matches)):
        context.samaran = {kolom.alamat: masked, **context.samaran}
    if not is_internal:
        _add_people(context, frame, used)
    return context


def _add_people(context: ContextColumns, frame: Frame, used: Mask) -> None:
    context.orang = read_people(frame)
    if context.orang is None:
        return
    context.orang_berulang, marked = count_repeats(context.orang, context.satker, used)
    if context.orang_berulang:
        jumlah, rows = first_rows(marked, frame.baris)
        context.masalah.append(
            Masalah(
                "peringatan", "ORANG_BERULANG",
                f"{number(context.orang_berulang)} orang mengisi lebih dari sekali ({rows_text(rows, jumlah)}), menurut "
                "NIK, nomor telepon, atau surel yang tidak ikut disimpan. Semua isiannya tetap dihitung.",
                frame.sheet.nama, rows[0], jumlah=jumlah, baris_awal=rows,
            )
        )  # fmt: skip


def scrubbed(problems: Iterable[Masalah], people: NamesOfPeople) -> list[Masalah]:
    """The problems without the names of people that stand in a column of their own."""
    return [
        replace(one, pesan=people.mask(one.pesan), ditemukan=people.mask(one.ditemukan), judul=people.mask(one.judul))
        for one in problems
    ]


def names_columns(problems: Iterable[Masalah]) -> frozenset[str]:
    """Letters of the columns that turned out to hold names of people under another header."""
    return frozenset(one.kolom for one in problems if one.kode == ISIAN_NAMA)
