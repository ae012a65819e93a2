"""A saved profile and next month's file: the same columns again, in any order, with small changes of their titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from data_access.files.columns.header import HEADER_ROWS
from data_access.files.columns.header_rows import MAX_ROWS, column_titles
from data_access.files.columns.header_words import NEGATIONS
from data_access.files.columns.mapping import (
    ABAIKAN,
    NOMOR,
    PRIBADI,
    TAK_DIKENAL,
    YAKIN_CUKUP,
    Kolom,
    Pemetaan,
    butir_role,
    role_name,
    split_butir,
)
from data_access.files.columns.matching import lexicon_of, parse_header
from data_access.files.columns.profile import KolomProfil, Profil
from data_access.files.columns.vocabulary import role_of_header
from data_access.files.reading.cells import RawSheet
from data_access.files.texts import excerpt, without_numbering, words
from scoring.instruments import Instrumen

_ALIKE = 90.0  # of 100: a title with a slip of the pen or a word more
_EXTRA = 0.02  # what every new column that may be read costs
_SHOWN = 60


@dataclass(frozen=True)
class Penerapan:
    """A profile applied to a sheet: the mapping, or None when a column with answers is missing.

    ``cocok`` is 0..1 (1 = nothing differs), ``beda`` what differs in sentences; the operator sees both.
    """

    pemetaan: Pemetaan | None
    cocok: float
    beda: tuple[str, ...] = ()


def apply_profile(profil: Profil, sheet: RawSheet, instruments: Sequence[Instrumen] = ()) -> Penerapan:
    """The profile's columns in this sheet. With ``instruments`` a new column that looks like an unsur is told."""
    best: tuple[float, int, list[str]] = (0.0, 0, [])
    for last, titles in _headers(sheet):
        share = _share(profil, titles)
        if share > best[0]:
            best = (share, last, titles)
    _, last, titles = best
    if not last:
        return Penerapan(None, 0.0, ("Tidak ada judul kolom yang sama dengan profil ini.",))
    places = _pair(profil.kolom, titles)
    missing = [kolom for place, kolom in enumerate(profil.kolom) if place not in places.values() and kolom.dibaca]
    roles = {index: profil.kolom[place] for index, place in places.items()}
    kolom = [_column(index, title, roles.get(index), roles, instruments) for index, title in enumerate(titles)]
    beda = [*_missing(missing, instruments), *_renamed(kolom, roles), *_new(kolom, roles, instruments)]
    cocok = _fit(profil, missing, kolom, roles)
    lost = any(split_butir(one.peran) for one in missing)
    return Penerapan(None if lost else Pemetaan(sheet.nama, last, tuple(kolom)), cocok, tuple(beda))


def profile_fit(profil: Profil, sheet: RawSheet) -> float:
    """How well a sheet fits a profile, 0..1; 0 when a column with answers is missing."""
    applied = apply_profile(profil, sheet)
    return applied.cocok if applied.pemetaan is not None else 0.0


def _headers(sheet: RawSheet) -> Iterator[tuple[int, list[str]]]:
    """Every row that can be the last one of a header, with the titles that it would give."""
    for last in range(1, min(HEADER_ROWS, sheet.n_baris) + 1):
        if not any(isinstance(cell, str) for cell in sheet.row(last)):
            continue
        for first in range(last, max(0, last - MAX_ROWS), -1):
            titles = column_titles(sheet, first, last)
            yield last, [one.sendiri for one in titles]
            if any(one.sendiri != one.bersama for one in titles):
                yield last, [one.bersama for one in titles]


def _key(title: str) -> str:
    return words(without_numbering(title))


def _share(profil: Profil, titles: Sequence[str]) -> float:
    """Share of the profile's read columns whose titles are there, word for word."""
    there = {_key(title) for title in titles}
    read = [kolom for kolom in profil.kolom if kolom.dibaca]
    return sum(_key(kolom.judul) in there for kolom in read) / len(read) if read else 0.0


def _pair(columns: Sequence[KolomProfil], titles: Sequence[str]) -> dict[int, int]:
    """{column of the sheet: column of the profile}: equal titles in their order, then titles that are nearly equal."""
    free: dict[str, list[int]] = defaultdict(list)
    for place, kolom in enumerate(columns):
        free[_key(kolom.judul)].append(place)
    pairs: dict[int, int] = {}
    for index, title in enumerate(titles):
        if title and free[_key(title)]:
            pairs[index] = free[_key(title)].pop(0)
    left = [place for places in free.values() for place in places]
    open_titles = [index for index, title in enumerate(titles) if title and index not in pairs]
    alike = {
        index: [place for place in left if _is_alike(columns[place].judul, titles[index])] for index in open_titles
    }
    for index, places in alike.items():
        if len(places) == 1 and sum(places[0] in others for others in alike.values()) == 1:
            pairs[index] = places[0]
    return pairs


def _is_alike(one: str, other: str) -> bool:
    """Nearly the same words, with the same numbers and the same negations: U1 is not U2, 'tidak ada' is not 'ada'."""
    first, second = _key(one), _key(other)
    return _marks(first) == _marks(second) and fuzz.ratio(first, second) >= _ALIKE


def _marks(key: str) -> list[str]:
    return sorted(word for word in key.split() if word in NEGATIONS or any(char.isdigit() for char in word))


def _column(
    index: int, title: str, known: KolomProfil | None, roles: dict[int, KolomProfil], instruments: Sequence[Instrumen]
) -> Kolom:
    if known is not None:
        return Kolom(index, title, known.peran, "profil", 1.0)
    role = role_of_header(title) if title else None
    if role is not None and role[0] in (PRIBADI, ABAIKAN, NOMOR):
        return Kolom(index, title, role[0], "judul", 1.0, "Kolom baru, belum ada di profil.")
    found = Kolom(index, title, TAK_DIKENAL if title else ABAIKAN, "", 0.0, "Kolom baru, belum ada di profil.")
    other = _looks_like(title, instruments, {one.peran for one in roles.values()})
    return found if not other else Kolom(index, title, TAK_DIKENAL, "", 0.0, found.catatan, other, YAKIN_CUKUP)


def _looks_like(title: str, instruments: Sequence[Instrumen], used: set[str]) -> str:
    """The item of a used instrument that a new column seems to be and no other column is."""
    kodes = {pair[0] for role in used if (pair := split_butir(role))}
    for instrumen in instruments:
        if title and instrumen.kode in kodes and (match := lexicon_of(instrumen).match(parse_header(title))):
            role = butir_role(instrumen.kode, match.butir)
            return "" if role in used else role
    return ""


def _missing(missing: Sequence[KolomProfil], instruments: Sequence[Instrumen]) -> Iterator[str]:
    for kolom in missing:
        name = role_name(kolom.peran, instruments)
        yield f"Kolom '{excerpt(kolom.judul, _SHOWN)}' ({name}) dari profil tidak ada di berkas ini."


def _renamed(kolom: Sequence[Kolom], roles: dict[int, KolomProfil]) -> Iterator[str]:
    for one in kolom:
        known = roles.get(one.indeks)
        if known is not None and known.dibaca and _key(known.judul) != _key(one.judul):
            before, now = excerpt(known.judul, _SHOWN), excerpt(one.judul, _SHOWN)
            yield f"Judul kolom {one.huruf} dulu '{before}', sekarang '{now}'."


def _new(kolom: Sequence[Kolom], roles: dict[int, KolomProfil], instruments: Sequence[Instrumen]) -> Iterator[str]:
    for one in kolom:
        if one.indeks not in roles and one.peran == TAK_DIKENAL:
            like = f"; tampaknya {role_name(one.alternatif, instruments)}" if one.alternatif else ""
            yield f"Kolom {one.huruf} ('{excerpt(one.judul, _SHOWN)}') belum ada di profil{like}."


def _fit(
    profil: Profil, missing: Sequence[KolomProfil], kolom: Sequence[Kolom], roles: dict[int, KolomProfil]
) -> float:
    read = sum(one.dibaca for one in profil.kolom)
    extra = sum(one.indeks not in roles and one.peran == TAK_DIKENAL for one in kolom)
    return max(0.0, round((read - len(missing)) / read - _EXTRA * extra, 3)) if read else 0.0
