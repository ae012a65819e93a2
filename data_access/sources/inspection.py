"""What a pull says: the same recognition, profile, conversion and problems as for a file; its key names respondents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from data_access.answers import LembarJawaban
from data_access.errors import RefusedError
from data_access.files.columns.header_rows import header_text
from data_access.files.columns.mapping import ABAIKAN, ID, Pemetaan, split_butir
from data_access.files.options import ImportOptions
from data_access.files.source import Pemeriksaan, inspect_raw
from data_access.sources.reading import Tarikan
from data_access.sources.settings import Sumber
from scoring.instruments import Instrumen

# Long enough that ledger.identity never takes such an id for a running number, which would tie it to its minute.
AWALAN = "pantau-tarikan"


def source_options(sumber: Sumber, options: ImportOptions, instrumen: Instrumen | None) -> ImportOptions:
    """The options as the source's settings complete them; what the operator chose stays."""
    return replace(
        options,
        instrumen=options.instrumen or instrumen,
        satker_default=options.satker_default or sumber.satker or None,
        zona_berkas=options.zona_berkas or sumber.zona or None,
    )


def inspect_pull(tarikan: Tarikan, options: ImportOptions, instruments: Sequence[Instrumen]) -> Pemeriksaan:
    """Recognise and convert what was pulled, with the source's key as the respondents' id.

    The id carries the source's name: the 7 of one database is another person than the 7 of a file or a second database.
    """
    check = inspect_raw(tarikan.berkas, options, instruments)
    if check.berkas is not tarikan.berkas and tarikan.sumber.penanda and _names_rows(tarikan):
        # A respondent of whom only the new rows were read would lose the answers of the others.
        raise RefusedError(
            f"Sumber {tarikan.sumber.nama}: tabelnya berisi satu baris untuk satu jawaban, sedangkan kolom "
            f"{tarikan.kolom_id} menunjuk baris, bukan responden. Isi id dengan kolom yang menunjuk responden."
        )
    keyed = with_key(check.pemetaan, tarikan.kolom_id)
    if keyed != check.pemetaan:
        check = inspect_raw(tarikan.berkas, replace(options, pemetaan=keyed), instruments)
    sheets = tuple(_named(sheet, tarikan.sumber.nama) for sheet in check.hasil.lembar)
    return replace(check, hasil=replace(check.hasil, lembar=sheets))


def with_key(pemetaan: Pemetaan, kolom_id: str) -> Pemetaan:
    """The mapping in which the source's key is the respondent's id, and nothing else is. A key that holds answers (an
    administrator's mistake) is left as it is, and so is a mapping that has no such column."""
    wanted = header_text(kolom_id)
    key = next((kolom for kolom in pemetaan.kolom if kolom.judul == wanted and wanted), None)
    if key is None or split_butir(key.peran):
        return pemetaan
    for kolom in pemetaan.columns(ID):
        if kolom is not key:
            pemetaan = pemetaan.with_role(kolom.indeks, ABAIKAN)
    return pemetaan if key.peran == ID else pemetaan.with_role(key.indeks, ID)


def _names_rows(tarikan: Tarikan) -> bool:
    """True when no two rows have the same key."""
    (sheet,) = tarikan.berkas.lembar
    keys = sheet.kolom[sheet.row(1).index(tarikan.kolom_id)]
    return bool(keys.counts.max() == 1)


def _named(sheet: LembarJawaban, nama: str) -> LembarJawaban:
    if sheet.id_sumber is None:
        return sheet
    ids = np.array([f"{AWALAN}:{nama}:{one}" if one else "" for one in sheet.id_sumber], dtype=object)
    return replace(sheet, id_sumber=ids)
