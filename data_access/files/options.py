"""What the operator decides about a file besides its columns' roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from data_access.files.columns.mapping import Pemetaan
from data_access.files.columns.profile import Profil
from scoring.instruments import Instrumen

# What the names of the sheets can say (ImportOptions.arti_lembar).
SATKER: Final = "satker"
BULAN: Final = "bulan"
ArtiLembar = Literal["", "satker", "bulan"]


@dataclass(frozen=True)
class ImportOptions:
    """The operator's choices; everything has a default that decides nothing.

    ``instrumen``: read as this instrument, whatever else fits. ``satker_default`` and ``tanggal_default`` fill cells
    that are blank, or the whole file when it has no such column. ``satker_dikenal``: (kode, nama) of known satker, so
    that names in the file become codes and others are listed (None: nothing is known, nothing is listed).
    ``label_values``: {column letter, or '*' for every column: {label: number, or None for "no answer"}}. ``pemetaan``:
    roles as corrected by the operator, for every sheet with these columns. ``lembar``: name or names of the sheets to
    read (None: all that hold answers); ``arti_lembar``: what their names say, SATKER or BULAN ('' = nothing), as the
    operator confirmed; it fills what their columns leave blank. ``bulan_dulu``: dates are month/day/year.
    ``untuk_disimpan``: blank satker and dates refuse the file (a stored row needs both); False for a quick look.
    ``hari_ini``: dates after it are told. ``lewati_salah``: leave out the rows with wrong answers, each with its reason,
    instead of refusing the file.

    ``satker_alias``: {other spelling as ``texts.words`` writes it: code}, remembered from earlier confirmations;
    ``satker_pilihan``: {text in the file: code} as the operator confirmed for this file (a code that is not known is a
    new satker). ``satker_zona``: {code: time zone}, Asia/Jakarta for the others. ``zona_berkas``: time zone of the
    file's moments that name none (Google Forms writes its owner's), None: each satker's own. ``profil``: a saved profile
    that completes these choices (files/profiles.py).
    """

    instrumen: Instrumen | None = None
    satker_default: str | None = None
    tanggal_default: date | None = None
    satker_dikenal: tuple[tuple[str, str], ...] | None = None
    label_values: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    pemetaan: Pemetaan | None = None
    lembar: str | tuple[str, ...] | None = None
    arti_lembar: ArtiLembar = ""
    bulan_dulu: bool = False
    untuk_disimpan: bool = True
    hari_ini: date | None = None
    lewati_salah: bool = False
    satker_alias: Mapping[str, str] = field(default_factory=dict)
    satker_pilihan: Mapping[str, str] = field(default_factory=dict)
    satker_zona: Mapping[str, str] = field(default_factory=dict)
    zona_berkas: str | None = None
    profil: Profil | None = None
