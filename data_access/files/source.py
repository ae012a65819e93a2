"""One call from a file's bytes to its answers: what the upload page, ``import`` and ``score`` use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.answers import DIMENSI
from data_access.errors import InvalidFileError, RefusedError
from data_access.files.columns.mapping import ID, SATKER, TANGGAL, Pemetaan, split_butir
from data_access.files.columns.recognition import recognise
from data_access.files.conversion import Hasil, convert
from data_access.files.frame import build_frame
from data_access.files.options import ImportOptions
from data_access.files.personal import mask_personal
from data_access.files.reading.cells import RawFile, RawSheet, cell_text
from data_access.files.reading.limits import DEFAULT, Limits
from data_access.files.reading.reader import read_file
from data_access.files.texts import clean_text, excerpt
from scoring.instruments import Instrumen

PREVIEW_ROWS = 10
_PREVIEW_SEARCH = 500  # rows among which the first respondents are looked for


@dataclass(frozen=True)
class Pratinjau:
    """The first respondents as they stand in the file: only columns that are read, personal data masked."""

    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Pemeriksaan:
    """A file with everything the operator has to see before storing it."""

    berkas: RawFile
    pemetaan: Pemetaan
    hasil: Hasil
    pratinjau: Pratinjau
    kunci: str

    @property
    def daftar_lembar(self) -> tuple[str, ...]:
        """Names of the sheets that hold something, to choose from."""
        return tuple(sheet.nama for sheet in self.berkas.lembar if sheet.n_baris)


def inspect(
    content: bytes, name: str, options: ImportOptions, instruments: Sequence[Instrumen], limits: Limits = DEFAULT
) -> Pemeriksaan:
    """Read, recognise and convert a file; everything that is wrong with its content is in ``hasil.masalah``.

    Only DataError leaves: InvalidFileError when it cannot be read at all, RefusedError when an option names a sheet
    that it does not have.
    """
    return inspect_raw(read_file(content, name, limits), options, instruments)


def inspect_raw(raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemeriksaan:
    """The same for a file that is already read: after each correction of the operator only this is repeated."""
    offered = _with_chosen(instruments, options.instrumen)
    pemetaan = options.pemetaan or _recognise_file(raw, options, offered)
    hasil = convert(raw, pemetaan, options, offered)
    sheet = raw.sheet(pemetaan.lembar)
    pratinjau = _preview(sheet, pemetaan) if sheet is not None and pemetaan.fits(sheet) else Pratinjau((), ())
    return Pemeriksaan(raw, pemetaan, hasil, pratinjau, _kunci(pemetaan, options))


def _with_chosen(instruments: Sequence[Instrumen], chosen: Instrumen | None) -> list[Instrumen]:
    """The instruments on offer; a chosen one replaces the one of the same code."""
    if chosen is None:
        return list(instruments)
    return [chosen, *(instrumen for instrumen in instruments if instrumen.kode != chosen.kode)]


def _recognise_file(raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemetaan:
    """The mapping of the chosen sheet, else of the visible sheet with the most items; several such sheets are told."""
    if options.lembar is not None:
        sheet = raw.sheet(options.lembar)
        if sheet is None or not sheet.n_baris:
            names = ", ".join(one.nama for one in raw.lembar if one.n_baris)
            raise RefusedError(f"Lembar '{options.lembar}' tidak ada atau kosong. Lembar yang berisi: {names}.")
        return recognise(sheet, instruments, options.instrumen)
    filled = [sheet for sheet in raw.lembar if sheet.n_baris]
    visible = [sheet for sheet in filled if not sheet.tersembunyi] or filled
    if not visible:
        raise InvalidFileError(f"Berkas {raw.nama} tidak berisi data.")
    found = [recognise(sheet, instruments, options.instrumen) for sheet in visible]
    best = max(found, key=_items)  # the first of equals
    rivals = [one.lembar for one in found if _items(one) and one is not best]
    if rivals:
        doubt = (
            f"Yang dibaca hanya lembar '{best.lembar}'. Lembar lain juga berisi kolom unsur: {', '.join(rivals)}. "
            "Unggah lembar itu tersendiri bila perlu."
        )
        best = replace(best, keraguan=(*best.keraguan, doubt))
    return best


def _items(pemetaan: Pemetaan) -> int:
    return sum(split_butir(kolom.peran) is not None for kolom in pemetaan.kolom)


def _preview(sheet: RawSheet, pemetaan: Pemetaan) -> Pratinjau:
    shown = [
        kolom for kolom in pemetaan.kolom if split_butir(kolom.peran) or kolom.peran in (SATKER, TANGGAL, ID, *DIMENSI)
    ]
    frame = build_frame(sheet, pemetaan, _PREVIEW_SEARCH)
    rows = [int(frame.baris[place]) for place in np.flatnonzero(frame.respondents)[:PREVIEW_ROWS]]
    cells = [sheet.row(baris) for baris in rows]
    return Pratinjau(
        ("Baris", *(kolom.judul or kolom.huruf for kolom in shown)),
        tuple(
            (str(baris), *(excerpt(mask_personal(clean_text(cell_text(row[kolom.indeks])))) for kolom in shown))
            for baris, row in zip(rows, cells, strict=True)
        ),
    )


def _kunci(pemetaan: Pemetaan, options: ImportOptions) -> str:
    """Digest of all that gives the file's cells their meaning: the same file read differently is another import."""
    labels = {column: dict(sorted(table.items())) for column, table in sorted(options.label_values.items())}
    choices = [
        pemetaan.kunci,
        options.satker_default or "",
        options.tanggal_default.isoformat() if options.tanggal_default else "",
        options.bulan_dulu,
        labels,
    ]
    return hashlib.sha256(json.dumps(choices, ensure_ascii=False).encode()).hexdigest()
