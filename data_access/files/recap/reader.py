"""One call from a raw file to its recaps, with everything that is wrong or must be asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from data_access.files.columns.matching import Lexicon
from data_access.files.problems import Masalah, in_order
from data_access.files.reading.cells import RawFile, RawSheet
from data_access.files.recap import checks, layouts
from data_access.files.recap import vocabulary as kata
from data_access.files.recap.layouts import Bacaan, read_values
from data_access.files.recap.model import Entri, Pertanyaan, RecapHasil, RecapOptions
from data_access.files.recap.resolve import Penyelesaian, resolve
from data_access.files.recap.table import MAX_ROWS, Konteks, Tabel, context_of, read_table
from scoring.instruments import Instrumen

# A sheet shows what it is in its first rows; a file of 100,000 respondents is asked this too.
LOOK_ROWS = 200
# How sure a layout alone makes that a sheet is a recap and no list of respondents.
_YAKIN = {
    layouts.FREKUENSI: 0.95, layouts.HITUNGAN: 0.9, layouts.UNSUR: 0.9, layouts.LEBAR: 0.5, layouts.HASIL: 0.9,
    layouts.KAKI: 0.3,
}  # fmt: skip


def looks_like_recap(sheet: RawSheet, instruments: Sequence[Instrumen]) -> float:
    """How much a sheet reads like a recap, 0..1; a list of respondents has whole answers and many rows a satker."""
    tabel = read_table(sheet, [Lexicon(item) for item in instruments], LOOK_ROWS)
    bacaan = Bacaan("", ()) if tabel is None else read_values(tabel)
    if tabel is None or not bacaan.entri or sheet.n_baris > MAX_ROWS:
        return 0.0
    if bacaan.susunan == layouts.HASIL:
        return _results_like(tabel, bacaan)
    if bacaan.susunan != layouts.LEBAR:
        return _YAKIN[bacaan.susunan]
    values = [one.nilai for one in bacaan.entri if one.unsur]
    if not values:
        return 0.0
    fractions = sum("." in nilai for nilai in values) / len(values)
    has_result = bool(tabel.of(kata.N)) + bool(tabel.of(kata.NILAI, kata.INDEKS))
    return min(1.0, fractions + 0.3 * has_result) if fractions else 0.1 * has_result


def _results_like(tabel: Tabel, bacaan: Bacaan) -> float:
    """Satker and one number: a recap where an index is named, or n or a grade stands beside the number."""
    named = bool(tabel.of(kata.INDEKS)) or tabel.from_3as or bool(tabel.first(kata.LABEL))
    beside = bool(tabel.first(kata.N)) + bool(tabel.first(kata.MUTU))
    values = [float(one.nilai) for one in bacaan.entri if one.nilai]
    if not values:
        return 0.0
    return min(0.95, 0.35 + 0.3 * named + 0.25 * beside)


def read_recap(raw: RawFile, options: RecapOptions, instruments: Sequence[Instrumen]) -> RecapHasil:
    """The recaps of a file; problems are in ``masalah`` and what must be chosen in ``tanya``."""
    kunci = _kunci(options)
    sheet = _sheet(raw, options, instruments)
    if sheet is None:
        return _refused("", kunci, "lembar_kosong", f"Berkas {raw.nama} tidak berisi tabel rekap.")
    if sheet.n_baris > MAX_ROWS:
        text = f"Rekap paling banyak {MAX_ROWS} baris; lembar ini {sheet.n_baris} baris. Ini bukan rekap per satker."
        return _refused(sheet.nama, kunci, "terlalu_panjang", text)
    lexicons = [Lexicon(item) for item in instruments]
    tabel = read_table(sheet, lexicons)
    bacaan = read_values(tabel) if tabel is not None else Bacaan("", ())
    if tabel is None or not bacaan.entri:
        text = "Tidak ditemukan tabel rekap: perlu kolom satker atau unsur, dan kolom nilai, indeks, atau jumlah tiap jawaban."
        return _refused(sheet.nama, kunci, "bukan_rekap", text)
    konteks = context_of(tabel, raw.nama)
    bacaan = replace(bacaan, entri=tuple(_in_context(one, konteks) for one in bacaan.entri))
    found = resolve(bacaan, konteks, options, instruments, from_3as=tabel.from_3as)
    return _result(sheet, kunci, tabel, bacaan, found, options)


def _result(
    sheet: RawSheet, kunci: str, tabel: Tabel, bacaan: Bacaan, found: Penyelesaian, options: RecapOptions
) -> RecapHasil:
    rekap, problems = checks.check(found.rekap, options)
    left_out = [
        Masalah("peringatan", "baris_ringkasan", f"Baris '{text}' adalah ringkasan, bukan satker atau unsur; tidak dibaca.",
                baris=baris)
        for baris, text in bacaan.kaki
    ]  # fmt: skip
    whole = [*checks.whole_answers(bacaan), *checks.lettered(tabel)]
    masalah = [replace(one, lembar=sheet.nama) for one in (*found.masalah, *problems, *left_out, *whole)]
    return RecapHasil(sheet.nama, len(tabel.baris), tuple(rekap), in_order(masalah), found.tanya, kunci)


def _sheet(raw: RawFile, options: RecapOptions, instruments: Sequence[Instrumen]) -> RawSheet | None:
    """The chosen sheet, else the visible one that reads most like a recap."""
    if options.lembar is not None:
        return raw.sheet(options.lembar)
    filled = [sheet for sheet in raw.lembar if sheet.n_baris and not sheet.tersembunyi] or [
        sheet for sheet in raw.lembar if sheet.n_baris
    ]
    if len(filled) < 2:
        return filled[0] if filled else None
    return max(filled, key=lambda sheet: looks_like_recap(sheet, instruments))


def _in_context(entri: Entri, konteks: Konteks) -> Entri:
    """What the lines above the table say holds for rows that say nothing themselves; a year alone completes a part."""
    periode = entri.periode or konteks.periode
    return replace(
        entri,
        satker=entri.satker or ("" if entri.kode else konteks.satker),
        label=entri.label or konteks.label,
        periode=periode,
        n=entri.n if entri.n is not None or entri.unsur else konteks.n,
    )


def _refused(lembar: str, kunci: str, kode: str, pesan: str) -> RecapHasil:
    return RecapHasil(lembar, 0, (), (Masalah("galat", kode, pesan, lembar=lembar),), Pertanyaan(), kunci)


def _kunci(options: RecapOptions) -> str:
    """Digest of the choices: the same file read differently is another import."""
    choices = [
        sorted(options.instrumen.items()),
        sorted(options.skala.items()),
        [options.periode.dari, options.periode.sampai] if options.periode else [],
        options.satker,
        sorted(options.dipilih.items()),
        options.lembar or "",
        options.lewati,
    ]
    return hashlib.sha256(json.dumps(choices, ensure_ascii=False).encode()).hexdigest()
