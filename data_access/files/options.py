"""What the operator decides about a file besides its columns' roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data_access.files.columns.mapping import Pemetaan
from scoring.instruments import Instrumen


@dataclass(frozen=True)
class ImportOptions:
    """The operator's choices; everything has a default that decides nothing.

    ``instrumen``: read as this instrument, whatever else fits. ``satker_default`` and ``tanggal_default`` fill cells
    that are blank, or the whole file when it has no such column. ``satker_dikenal``: (kode, nama) of known satker, so
    that names in the file become codes and others are listed (None: nothing is known, nothing is listed).
    ``label_values``: {column letter, or '*' for every column: {label: number, or None for "no answer"}}. ``pemetaan``:
    roles as corrected by the operator. ``lembar``: name of the sheet to read. ``bulan_dulu``: dates are month/day/year.
    ``untuk_disimpan``: blank satker and dates refuse the file (a stored row needs both); False for a quick look.
    ``hari_ini``: dates after it are told.
    """

    instrumen: Instrumen | None = None
    satker_default: str | None = None
    tanggal_default: date | None = None
    satker_dikenal: tuple[tuple[str, str], ...] | None = None
    label_values: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    pemetaan: Pemetaan | None = None
    lembar: str | None = None
    bulan_dulu: bool = False
    untuk_disimpan: bool = True
    hari_ini: date | None = None
