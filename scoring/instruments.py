"""Instruments: the questionnaires, as data (scoring-rules 1). File format: docs/instrumen.md."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any, TypeGuard

from scoring.conversions import conversion
from scoring.errors import ScoringError
from scoring.periods import PANJANG

UNSUR_MIN, UNSUR_MAX = 3, 25
BUTIR_MAX = 10
SKALA_TERTINGGI = 10
ARAH = ("positif", "negatif")


@dataclass(frozen=True)
class Butir:
    """One question. ``label`` maps answer texts (as printed on the form) to the number the form gives them."""

    kode: str
    pernyataan: str
    arah: str = "positif"
    sinonim: tuple[str, ...] = ()
    label: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Unsur:
    """One scored component: ``butir`` (one or more) are averaged inside it first."""

    kode: str
    nama: str
    butir: tuple[Butir, ...]
    sinonim: tuple[str, ...] = ()
    nama_pendek: str = ""
    bobot: float | None = None


@dataclass(frozen=True)
class Instrumen:
    """A questionnaire with its scale, unsur and default conversion; immutable, so that it can be a cache key."""

    kode: str
    nama: str
    indeks: str
    nama_indeks: str
    skala_min: int
    skala_maks: int
    konversi: str
    unsur: tuple[Unsur, ...]
    status: str = "resmi"
    dasar: str = ""
    berlaku_mulai: date | None = None
    berlaku_sampai: date | None = None
    catatan: str = ""
    label: tuple[tuple[str, int], ...] = field(default=())
    # Answered by employees: published only per satker and period of this length (docs/adr/0007-kerahasiaan.md).
    internal: bool = False
    periode_terbit: str = ""

    @cached_property
    def pembagi(self) -> int:
        """Whole-number denominator that makes every unsur score exact: stored score = score x pembagi."""
        return math.lcm(*range(1, max(len(u.butir) for u in self.unsur) + 1))

    @property
    def is_contoh(self) -> bool:
        """True when the component list is an example and not an official one."""
        return self.status == "contoh"

    @property
    def nilai_mungkin(self) -> range:
        """The answers a respondent can give: skala_min..skala_maks."""
        return range(self.skala_min, self.skala_maks + 1)

    @property
    def bobot(self) -> tuple[float, ...]:
        """Weights of the unsur, summing to 1: exactly 1/k unless the instrument file gives its own."""
        given = [1.0 if u.bobot is None else u.bobot for u in self.unsur]
        return tuple(value / math.fsum(given) for value in given)

    def unsur_at(self, kode: str) -> Unsur:
        """The unsur with this code; ScoringError when the instrument has none."""
        for unsur in self.unsur:
            if unsur.kode == kode:
                return unsur
        raise ScoringError(f"Instrumen {self.kode} tidak mempunyai unsur dengan kode {kode}.")


# What a file may say at each level: the fields of the dataclasses.
_BUTIR = frozenset(item.name for item in fields(Butir))
_UNSUR = frozenset(item.name for item in fields(Unsur))
_INSTRUMEN = frozenset(item.name for item in fields(Instrumen))


def _pairs(raw: object, where: str) -> tuple[tuple[str, int], ...]:
    if not isinstance(raw, Mapping):
        raise ScoringError(f"{where}: 'label' harus berupa tabel teks = angka.")
    # A label for 3.7 must not become a quiet 3.
    if not all(_is_whole(value) for value in raw.values()):
        raise ScoringError(f"{where}: setiap label harus dipasangkan dengan sebuah angka bulat.")
    return tuple((str(text), value) for text, value in raw.items())


def _only(raw: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """A misspelt 'arah' that is quietly ignored would turn an index around."""
    unknown = [name for name in raw if name not in known]
    if unknown:
        raise ScoringError(f"{where}: isian {', '.join(map(repr, unknown))} tidak dikenal di sini; periksa ejaannya.")


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _tables(raw: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ScoringError(f"{where}: bagian '{key}' harus berupa daftar tabel, misalnya [[{key}]].")
    return value


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ScoringError(f"{where}: isian '{key}' wajib ada dan berupa teks.")
    return value.strip()


def _texts(raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ScoringError(f"{where}: isian '{key}' harus berupa daftar teks.")
    return tuple(value)


def _day(raw: Mapping[str, Any], key: str, where: str) -> date | None:
    """A date of TOML, or the ISO text that stands for it in JSON."""
    value = raw.get(key)
    try:
        value = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as exc:
        raise ScoringError(f"{where}: {key!r} harus berupa tanggal seperti 2026-01-31.") from exc
    if value is not None and type(value) is not date:
        raise ScoringError(f"{where}: {key!r} harus berupa tanggal seperti 2026-01-31, tanpa jam.")
    return value


def _build_butir(raw: Mapping[str, Any], where: str) -> Butir:
    _only(raw, _BUTIR, where)
    arah = raw.get("arah", "positif")
    if arah not in ARAH:
        raise ScoringError(f"{where}: 'arah' harus salah satu dari {', '.join(ARAH)}, bukan {arah!r}.")
    return Butir(
        kode=_text(raw, "kode", where),
        pernyataan=_text(raw, "pernyataan", where),
        arah=arah,
        sinonim=_texts(raw, "sinonim", where),
        label=_pairs(raw.get("label", {}), where),
    )


def _build_unsur(raw: Mapping[str, Any], where: str) -> Unsur:
    kode, nama = _text(raw, "kode", where), _text(raw, "nama", where)
    where = f"{where} {kode}"
    items = _tables(raw, "butir", where)
    _only(raw, _UNSUR if items else _UNSUR | _BUTIR, where)
    if not items:
        single = {name: raw[name] for name in ("arah", "label") if name in raw}
        items = [{**single, "kode": kode, "pernyataan": raw.get("pernyataan", nama)}]
    if len(items) > BUTIR_MAX:
        raise ScoringError(f"{where}: paling banyak {BUTIR_MAX} butir dalam satu unsur, ditemukan {len(items)}.")
    butir = tuple(_build_butir(item, f"{where}, butir ke-{number}") for number, item in enumerate(items, 1))
    bobot = raw.get("bobot")
    if bobot is not None and not (isinstance(bobot, int | float) and 0 < bobot < math.inf):
        raise ScoringError(f"{where}: 'bobot' harus angka lebih besar dari 0.")
    return Unsur(kode, nama, butir, _texts(raw, "sinonim", where), str(raw.get("nama_pendek", "")) or nama, bobot)


def _check_publication(instrumen: Instrumen, where: str) -> None:
    """An internal survey says how often it is published; a public one has nothing to say there."""
    if instrumen.internal and instrumen.periode_terbit not in PANJANG:
        raise ScoringError(
            f"{where}: survei internal perlu 'periode_terbit' ({', '.join(PANJANG)}), bukan {instrumen.periode_terbit!r}."
        )
    if instrumen.periode_terbit and not instrumen.internal:
        raise ScoringError(f"{where}: 'periode_terbit' hanya untuk survei internal; tambahkan 'internal = true'.")


def _check(instrumen: Instrumen) -> Instrumen:
    where = f"Instrumen {instrumen.kode}"
    _check_publication(instrumen, where)
    if not UNSUR_MIN <= len(instrumen.unsur) <= UNSUR_MAX:
        raise ScoringError(f"{where}: jumlah unsur harus {UNSUR_MIN} sampai {UNSUR_MAX}, ada {len(instrumen.unsur)}.")
    if not 0 < instrumen.skala_min < instrumen.skala_maks <= SKALA_TERTINGGI:
        raise ScoringError(
            f"{where}: skala harus di antara 1 dan {SKALA_TERTINGGI}, minimum lebih kecil dari maksimum."
        )
    try:
        conversion(instrumen.konversi, instrumen.skala_maks)
    except ScoringError as exc:
        raise ScoringError(f"{where}: {exc}") from exc
    kode = [u.kode for u in instrumen.unsur]
    butir = [b.kode for u in instrumen.unsur for b in u.butir]
    # Columns are recognised by the name of the unsur, so two of the same name cannot be told apart.
    nama = [u.nama.casefold() for u in instrumen.unsur]
    for name, given in (("kode unsur", kode), ("kode butir", butir), ("nama unsur", nama)):
        twice = sorted({text for text in given if given.count(text) > 1})
        if twice:
            raise ScoringError(f"{where}: {name} dipakai dua kali: {', '.join(twice)}.")
    with_bobot = sum(u.bobot is not None for u in instrumen.unsur)
    if with_bobot not in (0, len(instrumen.unsur)):
        raise ScoringError(f"{where}: 'bobot' harus diisi untuk semua unsur atau tidak sama sekali.")
    labels = [(f", butir {b.kode}", *pair) for u in instrumen.unsur for b in u.butir for pair in b.label]
    for place, text, value in [("", *pair) for pair in instrumen.label] + labels:
        if value not in instrumen.nilai_mungkin:
            raise ScoringError(f"{where}{place}: label {text!r} bernilai {value}, di luar skala.")
    return instrumen


def build_instrument(raw: Mapping[str, Any]) -> Instrumen:
    """An Instrumen from the parsed content of an instrument file; ScoringError names the first thing that is wrong."""
    kode = _text(raw, "kode", "Instrumen")
    where = f"Instrumen {kode}"
    _only(raw, _INSTRUMEN, where)
    daftar = _tables(raw, "unsur", where)
    skala_min, skala_maks = raw.get("skala_min"), raw.get("skala_maks")
    if not (_is_whole(skala_min) and _is_whole(skala_maks)):
        raise ScoringError(f"{where}: 'skala_min' dan 'skala_maks' wajib ada dan berupa angka bulat.")
    indeks = str(raw.get("indeks", kode.upper()))
    internal = raw.get("internal", False)
    # The text "false" must not make a survey internal, nor "true" leave it public.
    if not isinstance(internal, bool):
        raise ScoringError(f"{where}: 'internal' harus true atau false, tanpa tanda kutip.")
    return _check(
        Instrumen(
            kode=kode,
            nama=_text(raw, "nama", where),
            indeks=indeks,
            nama_indeks=str(raw.get("nama_indeks", indeks)),
            skala_min=skala_min,
            skala_maks=skala_maks,
            konversi=str(raw.get("konversi", "minmax")),
            unsur=tuple(_build_unsur(item, f"{where}, unsur ke-{no}") for no, item in enumerate(daftar, 1)),
            status=str(raw.get("status", "organisasi")),
            dasar=str(raw.get("dasar", "")),
            berlaku_mulai=_day(raw, "berlaku_mulai", where),
            berlaku_sampai=_day(raw, "berlaku_sampai", where),
            catatan=str(raw.get("catatan", "")),
            label=_pairs(raw.get("label", {}), where),
            internal=internal,
            periode_terbit=str(raw.get("periode_terbit", "")),
        )
    )


def parse_instrument(text: str) -> Instrumen:
    """An Instrumen from the text of a TOML instrument file; ScoringError when it is not TOML or not complete."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ScoringError(f"Berkas instrumen bukan TOML yang benar: {exc}.") from exc
    return build_instrument(raw)


@cache
def shipped_instruments() -> dict[str, Instrumen]:
    """The instruments that come with the program, by code, in the order in which they are offered."""
    folder = resources.files("scoring") / "rules" / "instrumen"
    names = ("spkp", "spak", "skm", "spkp-2021", "integritas")
    return {name: parse_instrument((folder / f"{name}.toml").read_text("utf-8")) for name in names}


def shipped_instrument(kode: str) -> Instrumen:
    """The shipped instrument ``kode``; ScoringError lists the codes that exist."""
    try:
        return shipped_instruments()[kode]
    except KeyError:
        known = ", ".join(shipped_instruments())
        raise ScoringError(f"Instrumen {kode!r} tidak dikenal. Yang tersedia: {known}.") from None
