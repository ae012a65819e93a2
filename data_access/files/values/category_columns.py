"""Respondents' features of every row, the texts they were read from, and what is told about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from data_access.answers import DIMENSI
from data_access.files.columns.mapping import PERAN_NAMA, Kolom
from data_access.files.frame import Frame, Mask, column_of, lookup
from data_access.files.personal import is_crowd_of_names, mask_personal
from data_access.files.problems import Masalah, Tingkat, first_rows, found, rows_text
from data_access.files.reading.cells import RawColumn, cell_text
from data_access.files.texts import is_blank
from data_access.files.values.categories import KategoriColumn, read_category
from data_access.files.values.names import NamesOfPeople

MAX_ASLI = 500  # different texts of one dimension that are kept; a column with more of them is free text
_MAY_BE_NAMES = ("layanan", "pekerjaan", "kanal")  # the others have few categories, a name is none of them
ISIAN_NAMA = "ISIAN_NAMA"  # problem code of a column whose content is names of people, whatever its header
KategoriAsli = tuple[str, str, str, int]


@dataclass
class Categories:
    """``kategori``: per dimension a text per row ('' = not known). ``asli``: (dimension, text as it stood, category,
    rows), the most frequent first. ``samaran``: column -> rows in which personal data were masked."""

    kategori: dict[str, npt.NDArray[np.object_]] = field(default_factory=dict)
    asli: list[KategoriAsli] = field(default_factory=list)
    samaran: dict[str, int] = field(default_factory=dict)
    masalah: list[Masalah] = field(default_factory=list)


def read_categories(frame: Frame, used: Mask, people: NamesOfPeople) -> Categories:
    """The categories of every row; counts and problems are those of the ``used`` rows."""
    result = Categories()
    blank = np.full(len(frame.baris), "", dtype=object)
    for dimensi in DIMENSI:
        kolom = frame.pemetaan.column(dimensi)
        if kolom is None:
            result.kategori[dimensi] = blank
            continue
        column = column_of(frame, kolom)
        counts = np.bincount(column.codes[used], minlength=len(column.values)).tolist()
        if dimensi in _MAY_BE_NAMES and _is_crowd(column, counts):
            result.kategori[dimensi] = blank
            result.samaran[kolom.alamat] = sum(counts)
            result.masalah.append(_crowd(frame, kolom))
            continue
        read = read_category(dimensi, column.values, counts, _mask(people))
        result.kategori[dimensi] = np.array(read.teks, dtype=object)[column.codes]
        result.asli += _kept(dimensi, read, counts)
        if masked := sum(n for n, mark in zip(counts, read.disamarkan, strict=True) if mark):
            result.samaran[kolom.alamat] = masked
        result.masalah += _told(frame, kolom, column, read, used)
    return result


def _mask(people: NamesOfPeople) -> Callable[[str], str]:
    return lambda text: people.mask(mask_personal(text))


def _is_crowd(column: RawColumn, counts: list[int]) -> bool:
    texts = [(cell_text(value), n) for value, n in zip(column.values, counts, strict=True) if n]
    filled = [(text, n) for text, n in texts if not is_blank(text)]
    return is_crowd_of_names([text for text, _ in filled], sum(n for _, n in filled))


def _kept(dimensi: str, read: KategoriColumn, counts: list[int]) -> list[KategoriAsli]:
    """The texts with the category that they became, equal ones together, the most frequent ones only."""
    found: dict[str, tuple[str, int]] = {}
    for asli, nama, n in zip(read.asli, read.teks, counts, strict=True):
        if asli and n:
            found[asli] = (nama, found.get(asli, (nama, 0))[1] + int(n))
    ranked = sorted(found.items(), key=lambda one: (-one[1][1], one[0]))
    return [(dimensi, asli, nama, n) for asli, (nama, n) in ranked[:MAX_ASLI]]


def _crowd(frame: Frame, kolom: Kolom) -> Masalah:
    return Masalah(
        "peringatan", ISIAN_NAMA,
        f"Kolom {kolom.alamat} tampaknya berisi nama orang; tidak dibaca dan tidak disimpan.",
        frame.sheet.nama, 0, kolom.huruf, kolom.judul, "", PERAN_NAMA[kolom.peran].lower(),
    )  # fmt: skip


def _told(frame: Frame, kolom: Kolom, column: RawColumn, read: KategoriColumn, used: Mask) -> list[Masalah]:
    nama = PERAN_NAMA[kolom.peran].lower()
    notes: tuple[tuple[str, tuple[bool, ...], str], ...] = (
        ("KATEGORI_TIDAK_SAH", read.tidak_sah, f"bukan {nama} yang dikenal; dibaca sebagai tidak diketahui."),
        (
            "KATEGORI_MELINTAS",
            read.melintas,
            "kelompok usia ini melintasi kelompok usia baku; dibiarkan sebagai kelompok tersendiri dan tidak dipaksakan.",
        ),
        (
            "KATEGORI_MIRIP",
            read.mirip,
            f"ejaannya mirip {nama} yang baku dan dibaca sebagai itu; tulisan asli dicatat.",
        ),
        (
            "DISAMARKAN",
            read.disamarkan,
            "berisi data pribadi (nama, NIK, telepon, surel, atau alamat IP); bagian itu disamarkan.",
        ),
        ("KARAKTER_KENDALI", read.dibersihkan, "berisi karakter yang tidak tampak; karakter itu dibuang."),
    )
    tingkat: Tingkat = "peringatan"
    problems = []
    for kode, marks, note in notes:
        jumlah, rows = first_rows(used & lookup(list(marks), column), frame.baris)
        if jumlah:
            used_marks = zip(read.asli, marks, np.bincount(column.codes[used], minlength=len(marks)), strict=True)
            text = found(", ".join(asli for asli, mark, times in used_marks if mark and times))
            problems.append(
                Masalah(
                    tingkat, kode, f"Kolom {kolom.alamat}, {rows_text(rows, jumlah)}: {note}", frame.sheet.nama,
                    rows[0], kolom.huruf, kolom.judul, text, nama, jumlah, rows,
                )
            )  # fmt: skip
    return problems
