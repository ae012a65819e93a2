"""One call from a file's bytes to its answers: what the upload page, ``import`` and ``score`` use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data_access.answers import DIMENSI
from data_access.errors import InvalidFileError, RefusedError
from data_access.files.columns.mapping import ID, NOMOR, SATKER, TANGGAL, Pemetaan, split_butir
from data_access.files.columns.recognition import recognise
from data_access.files.conversion import Hasil, convert
from data_access.files.frame import build_frame
from data_access.files.options import ImportOptions
from data_access.files.personal import mask_personal
from data_access.files.problems import Masalah
from data_access.files.profiles import profile_problems, with_profile
from data_access.files.reading.cells import RawFile, RawSheet, cell_text
from data_access.files.reading.limits import Limits
from data_access.files.reading.reader import read_file
from data_access.files.several import (
    SheetResult,
    copies,
    holds_means,
    is_whole,
    join_results,
    n_items,
    options_of,
    sheet_names_mean,
    together,
)
from data_access.files.shapes import Widened, widen
from data_access.files.texts import clean_text, excerpt
from data_access.files.values.context_columns import names_columns
from data_access.files.values.names import names_in
from data_access.files.values.satker_column import satker_key
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
    """A file with everything the operator has to see before storing it.

    ``berkas`` is the file with one row a respondent; ``catatan`` say what was done to get there and which sheets were
    read. ``pemetaan`` is that of the first sheet that was read (the page shows and corrects it), ``pemetaan_lain`` those
    of the further sheets. ``saran_lembar``: what the sheets' names seem to say (ImportOptions.arti_lembar), to be asked.
    """

    berkas: RawFile
    pemetaan: Pemetaan
    hasil: Hasil
    pratinjau: Pratinjau
    kunci: str
    catatan: tuple[str, ...] = ()
    pemetaan_lain: tuple[Pemetaan, ...] = ()
    saran_lembar: str = ""

    @property
    def daftar_lembar(self) -> tuple[str, ...]:
        """Names of the sheets that hold something, to choose from."""
        return tuple(sheet.nama for sheet in self.berkas.lembar if sheet.n_baris)

    @property
    def lembar_dibaca(self) -> tuple[str, ...]:
        """Names of the sheets that were read."""
        return self.pemetaan.lembar, *(one.lembar for one in self.pemetaan_lain)


def inspect(
    content: bytes, name: str, options: ImportOptions, instruments: Sequence[Instrumen], limits: Limits | None = None
) -> Pemeriksaan:
    """Read, recognise and convert a file; everything that is wrong with its content is in ``hasil.masalah``.

    Only DataError leaves: InvalidFileError when it cannot be read at all, RefusedError when an option names a sheet
    that it does not have.
    """
    return inspect_raw(read_file(content, name, limits), options, instruments)


def inspect_raw(raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemeriksaan:
    """The same for a file that is already read: after each correction of the operator only this is repeated.

    Long form becomes wide form first (``shapes.widen``); then every sheet with answers is read, each with the
    operator's mapping where it has those columns, else with its own.
    """
    offered = _with_chosen(instruments, options.instrumen)
    widened = widen(raw, offered) or Widened(raw, (), ())
    raw = widened.raw
    applied = None
    if options.profil is not None:
        options, applied = with_profile(options.profil, raw, options, offered)
    chosen = _choose_sheets(raw, options, offered)
    results, problems = _convert_sheets(raw, chosen.pemetaan, options, offered)
    if options.lembar is None:
        problems += _copies(results)
    hasil = join_results(results, (*widened.masalah, *problems, *profile_problems(applied)))
    first = results[0]
    fits = first.pemetaan.fits(first.sheet)
    return Pemeriksaan(
        raw,
        first.pemetaan,
        hasil,
        _preview(first.sheet, first.pemetaan, names_columns(first.hasil.masalah)) if fits else Pratinjau((), ()),
        _kunci([one.pemetaan for one in results], options, satker_key(hasil.satker_dibaca)),
        (*widened.catatan, *together(results, chosen.kosong, chosen.rekap)),
        tuple(one.pemetaan for one in results[1:]),
        "" if options.arti_lembar else sheet_names_mean(results),
    )


def _with_chosen(instruments: Sequence[Instrumen], chosen: Instrumen | None) -> list[Instrumen]:
    """The instruments on offer; a chosen one replaces the one of the same code."""
    if chosen is None:
        return list(instruments)
    return [chosen, *(instrumen for instrumen in instruments if instrumen.kode != chosen.kode)]


@dataclass(frozen=True)
class _Chosen:
    """The sheets to read with their mappings; names of the others: without answers, and with means only."""

    pemetaan: tuple[Pemetaan, ...]
    kosong: tuple[str, ...] = ()
    rekap: tuple[str, ...] = ()


def _choose_sheets(raw: RawFile, options: ImportOptions, instruments: Sequence[Instrumen]) -> _Chosen:
    """The sheets that the operator named, else every visible sheet with answers, in their order.

    A sheet of means beside the answers is no answers. Without any answers the first sheet is taken, so that the page
    has columns to show and to correct.
    """
    if options.pemetaan is not None and not any(options.pemetaan.fits(sheet) for sheet in raw.lembar):
        return _Chosen((options.pemetaan,))  # made for another file: conversion refuses it in words
    if options.lembar is not None:
        names = (options.lembar,) if isinstance(options.lembar, str) else options.lembar
        sheets = [_named(raw, name) for name in dict.fromkeys(names)]
        return _Chosen(tuple(_mapping(sheet, options, instruments) for sheet in sheets))
    filled = [sheet for sheet in raw.lembar if sheet.n_baris]
    visible = [sheet for sheet in filled if not sheet.tersembunyi] or filled
    if not visible:
        raise InvalidFileError(f"Berkas {raw.nama} tidak berisi data.")
    found = [(sheet, _mapping(sheet, options, instruments)) for sheet in visible]
    asked = [(sheet, one) for sheet, one in found if n_items(one)]
    best = max((one for _, one in found), key=n_items)  # the first of equals
    asked = [(sheet, one) for sheet, one in asked if one is best or is_whole(one, instruments)]
    answers = [one for sheet, one in asked if not holds_means(sheet, one)]
    if not answers:
        return _Chosen((best,), tuple(sheet.nama for sheet, one in found if one is not best))
    return _Chosen(
        tuple(answers),
        tuple(sheet.nama for sheet, one in found if all(one is not other for _, other in asked)),
        tuple(sheet.nama for sheet, one in asked if one not in answers),
    )


def _named(raw: RawFile, name: str) -> RawSheet:
    sheet = raw.sheet(name)
    if sheet is None or not sheet.n_baris:
        names = ", ".join(one.nama for one in raw.lembar if one.n_baris)
        raise RefusedError(f"Lembar '{name}' tidak ada atau kosong. Lembar yang berisi: {names}.")
    return sheet


def _mapping(sheet: RawSheet, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemetaan:
    """The operator's mapping where the sheet has its columns, else what is recognised."""
    if options.pemetaan is not None and options.pemetaan.fits(sheet):
        return replace(options.pemetaan, lembar=sheet.nama)
    return recognise(sheet, instruments, options.instrumen)


def _convert_sheets(
    raw: RawFile, pemetaan: Sequence[Pemetaan], options: ImportOptions, instruments: Sequence[Instrumen]
) -> tuple[list[SheetResult], list[Masalah]]:
    results: list[SheetResult] = []
    problems: list[Masalah] = []
    for one in pemetaan:
        sheet = raw.sheet(one.lembar) or raw.lembar[0]
        own, problem = options_of(sheet, options)
        # Cells without a value are told once for the whole file, not for every sheet.
        part = replace(raw, cacat={}) if results else raw
        results.append(SheetResult(sheet, one, convert(part, one, own, instruments)))
        problems += [problem] if problem else []
    return results, problems


def _copies(results: Sequence[SheetResult]) -> Iterator[Masalah]:
    """Sheets whose respondents are in another sheet too: read together they would count twice."""
    for nama, other, share in copies(results):
        if share == 1:
            pesan = (
                f"Semua responden di lembar {nama} juga ada di lembar {other}; bila dibaca bersama, mereka terhitung "
                "dua kali. Pilih lembar yang dibaca."
            )
            yield Masalah("galat", "LEMBAR_SALINAN", pesan, nama)
        else:
            pesan = (
                f"Sebagian besar isian di lembar {nama} sama dengan isian di lembar {other}. Pastikan keduanya memang "
                "responden yang berbeda, atau pilih lembar yang dibaca."
            )
            yield Masalah("konfirmasi", "LEMBAR_MIRIP", pesan, nama)


def _preview(sheet: RawSheet, pemetaan: Pemetaan, left_out: Container[str]) -> Pratinjau:
    shown = [
        kolom
        for kolom in pemetaan.kolom
        if (split_butir(kolom.peran) or kolom.peran in (SATKER, TANGGAL, ID, NOMOR, *DIMENSI))
        and kolom.huruf not in left_out
    ]
    frame = build_frame(sheet, pemetaan, _PREVIEW_SEARCH)
    people = names_in(frame)
    places = np.flatnonzero(frame.respondents)[:PREVIEW_ROWS].tolist()
    return Pratinjau(
        ("Baris", *(kolom.judul or kolom.huruf for kolom in shown)),
        tuple(
            (
                str(int(frame.baris[place])),
                *(excerpt(people.mask(mask_personal(clean_text(cell_text(cells[kolom.indeks]))))) for kolom in shown),
            )
            for place in places
            for cells in (sheet.row(pemetaan.baris_judul + place + 1),)
        ),
    )


def _kunci(pemetaan: Sequence[Pemetaan], options: ImportOptions, satker: Sequence[tuple[str, str]]) -> str:
    """Digest of all that gives the file's cells their meaning: the same file read differently is another import."""
    labels = {column: dict(sorted(table.items())) for column, table in sorted(options.label_values.items())}
    choices = [
        [one.kunci for one in pemetaan],
        options.satker_default or "",
        options.tanggal_default.isoformat() if options.tanggal_default else "",
        options.bulan_dulu,
        options.arti_lembar,
        options.zona_berkas or "",
        satker,
        labels,
    ]
    return hashlib.sha256(json.dumps(choices, ensure_ascii=False).encode()).hexdigest()
