"""A saved profile: what the columns of one kind of file mean, with the operator's other decisions about such files.

Kept as JSON that anybody could have edited, so it is checked whole when it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from data_access.errors import RefusedError
from data_access.files.columns.mapping import (
    ABAIKAN,
    PERAN_UMUM,
    PRIBADI,
    TAK_DIKENAL,
    Pemetaan,
    split_butir,
)
from data_access.files.texts import clean_text, has_control

VERSI: Final = 1
SEMUA: Final = "*"  # labels for every column
MAX_JSON = 1_000_000
_MAX_COLUMNS, _MAX_TITLE, _MAX_TEXT, _MAX_LABELS = 500, 400, 200, 2_000
_HIGHEST = 10  # of any scale
_NOT_READ = (PRIBADI, ABAIKAN, TAK_DIKENAL)


@dataclass(frozen=True)
class KolomProfil:
    """A column by its title, with the role that it has."""

    judul: str
    peran: str

    @property
    def dibaca(self) -> bool:
        """True when something of the column gets into the results."""
        return self.peran not in _NOT_READ


@dataclass(frozen=True)
class Profil:
    """``kolom`` in the order of the file that the profile was made from. ``instrumen``: the code that the operator chose
    ('' = recognised by the columns); ``lembar``: the sheet ('' = any); ``label``: {title of a column, or SEMUA: {label:
    number, or None for "no answer"}}. The rest are choices as in ImportOptions.
    """

    kolom: tuple[KolomProfil, ...]
    instrumen: str = ""
    lembar: str = ""
    satker_default: str = ""
    arti_lembar: str = ""
    zona_berkas: str = ""
    bulan_dulu: bool = False
    lewati_salah: bool = False
    label: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)

    def to_json(self) -> str:
        """The profile as text, the same for the same profile."""
        return json.dumps({"versi": VERSI, **asdict(self)}, ensure_ascii=False, sort_keys=True)


def columns_of(pemetaan: Pemetaan) -> tuple[KolomProfil, ...]:
    """The columns of a mapping for a profile; columns without a title are found again by nothing and left out."""
    return tuple(KolomProfil(kolom.judul, kolom.peran) for kolom in pemetaan.kolom if kolom.judul)


def profile_from_json(text: str) -> Profil:
    """A profile from to_json. RefusedError says what is wrong: not a profile, of a later version, impossible content."""
    if len(text) > MAX_JSON:
        raise RefusedError("Profil ini terlalu besar untuk sebuah profil pemetaan kolom.")
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise RefusedError("Profil ini tidak dapat dibaca: isinya bukan JSON yang benar.") from exc
    if not isinstance(raw, dict) or not isinstance(raw.get("versi"), int):
        raise RefusedError("Teks ini bukan profil pemetaan kolom: versinya tidak ada.")
    if raw["versi"] > VERSI:
        raise RefusedError("Profil ini dibuat oleh Pantau yang lebih baru. Perbarui Pantau, atau buat profil baru.")
    unknown = sorted(set(map(str, raw)) - {"versi", *Profil.__dataclass_fields__})
    if unknown:
        raise RefusedError(f"Profil ini memuat isian yang tidak dikenal: {', '.join(map(_quoted, unknown[:5]))}.")
    return Profil(
        kolom=_columns(raw.get("kolom")),
        instrumen=_text(raw, "instrumen"),
        lembar=_text(raw, "lembar"),
        satker_default=_text(raw, "satker_default"),
        arti_lembar=_text(raw, "arti_lembar", choices=("", "satker", "bulan")),
        zona_berkas=_text(raw, "zona_berkas"),
        bulan_dulu=_flag(raw, "bulan_dulu"),
        lewati_salah=_flag(raw, "lewati_salah"),
        label=_labels(raw.get("label", {})),
    )


def _columns(raw: object) -> tuple[KolomProfil, ...]:
    if not isinstance(raw, list) or not 0 < len(raw) <= _MAX_COLUMNS:
        raise RefusedError(f"Profil ini harus memuat 1 sampai {_MAX_COLUMNS} kolom.")
    return tuple(_column(one, place) for place, one in enumerate(raw, 1))


def _column(raw: object, place: int) -> KolomProfil:
    if not isinstance(raw, dict) or set(raw) != {"judul", "peran"}:
        raise RefusedError(f"Kolom ke-{place} di profil ini harus memuat judul dan peran saja.")
    judul, peran = raw["judul"], raw["peran"]
    if not _is_text(judul, _MAX_TITLE) or not judul.strip():
        raise RefusedError(f"Judul kolom ke-{place} di profil ini kosong, terlalu panjang, atau bukan teks.")
    if not _is_text(peran, _MAX_TEXT) or (peran not in PERAN_UMUM and split_butir(peran) is None):
        raise RefusedError(f"Peran kolom ke-{place} di profil ini tidak ada di Pantau.")
    return KolomProfil(judul, peran)


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and not has_control(value)


def _text(raw: Mapping[str, Any], name: str, *, choices: Sequence[str] = ()) -> str:
    value = raw.get(name, "")
    if not _is_text(value, _MAX_TEXT) or (choices and value not in choices):
        raise RefusedError(f"Isian '{name}' di profil ini tidak dapat dipakai.")
    return str(value)


def _flag(raw: Mapping[str, Any], name: str) -> bool:
    value = raw.get(name, False)
    if not isinstance(value, bool):
        raise RefusedError(f"Isian '{name}' di profil ini harus benar atau salah (true atau false).")
    return value


def _labels(raw: object) -> dict[str, dict[str, int | None]]:
    if not isinstance(raw, dict) or len(raw) > _MAX_COLUMNS:
        raise RefusedError("Isian 'label' di profil ini harus berupa tabel per kolom.")
    return {str(title): _label_table(table) for title, table in raw.items()}


def _label_table(raw: object) -> dict[str, int | None]:
    if not isinstance(raw, dict) or len(raw) > _MAX_LABELS:
        raise RefusedError("Label sebuah kolom di profil ini harus berupa tabel teks dan angka.")
    for label, number in raw.items():
        is_number = number is None or (isinstance(number, int) and not isinstance(number, bool))
        if not is_number or not _is_text(label, _MAX_TEXT) or (number is not None and not 0 <= number <= _HIGHEST):
            raise RefusedError(
                f"Label {_quoted(label)} di profil ini harus dipasangkan dengan angka bulat 0 sampai {_HIGHEST}."
            )
    return dict(raw)


def _quoted(text: str) -> str:
    return f"'{clean_text(text)[:40]}'"
