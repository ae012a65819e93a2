"""Instruments as they are kept in the database (JSON) and read from an organisation's file (TOML)."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from data_access.errors import InvalidFileError
from scoring.errors import ScoringError
from scoring.instruments import Instrumen, build_instrument, parse_instrument, shipped_instrument, shipped_instruments


def to_json(instrumen: Instrumen) -> str:
    """The whole definition as JSON text, readable by from_json."""
    raw = asdict(instrumen)
    raw["label"] = dict(instrumen.label)
    for unsur in raw["unsur"]:
        if unsur["bobot"] is None:
            del unsur["bobot"]
        for butir in unsur["butir"]:
            butir["label"] = dict(butir["label"])
    return json.dumps(raw, ensure_ascii=False, default=lambda day: day.isoformat())


def from_json(text: str) -> Instrumen:
    """The instrument stored by to_json."""
    return keep_internal(build_instrument(json.loads(text)))


def keep_internal(instrumen: Instrumen) -> Instrumen:
    """The instrument itself; internal where the shipped one of the same code is, whatever a file or an older definition
    says: the answers of employees must not become public by a line that is missing."""
    shipped = shipped_instruments().get(instrumen.kode)
    if shipped is None or not shipped.internal:
        return instrumen
    return replace(instrumen, internal=True, periode_terbit=instrumen.periode_terbit or shipped.periode_terbit)


def is_same_shape(one: Instrumen, other: Instrumen) -> bool:
    """True when answers under both may be added up: same scale, unsur, items and weights, and equally confidential.

    Another period of publication would cut the same answers anew: the difference of the two cuts could be one person.
    """

    def shape(instrumen: Instrumen) -> object:
        items = [(u.kode, u.bobot, [(b.kode, b.arah) for b in u.butir]) for u in instrumen.unsur]
        secret = (instrumen.internal, instrumen.periode_terbit)
        return (instrumen.skala_min, instrumen.skala_maks, items, secret)

    return shape(one) == shape(other)


def read_instrument(reference: str) -> Instrumen:
    """A shipped instrument by code, or one from a TOML file by path; InvalidFileError or ScoringError otherwise."""
    if reference in shipped_instruments():
        return shipped_instrument(reference)
    path = Path(reference)
    if path.suffix.lower() != ".toml":
        return shipped_instrument(reference)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as exc:
        raise InvalidFileError(f"Berkas instrumen {path.name} tidak ditemukan; periksa nama dan foldernya.") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise InvalidFileError(f"Berkas instrumen {path.name} tidak dapat dibaca sebagai teks UTF-8.") from exc
    try:
        return parse_instrument(text)
    except ScoringError as exc:
        raise InvalidFileError(f"Berkas instrumen {path.name}: {exc}") from exc
