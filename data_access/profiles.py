"""Column profiles that operators saved under a name: next month's file of the same form needs one click.

A profile holds titles of columns, roles and labels, nothing of any respondent, so every operator may use every profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Engine

from data_access import rollup_store
from data_access.engine import as_utc, unavailable_as, writing
from data_access.errors import RefusedError
from data_access.files.columns.profile import KolomProfil, Profil, profile_from_json
from data_access.files.columns.profile_match import profile_fit
from data_access.files.personal import mask_personal
from data_access.files.reading.cells import RawFile
from data_access.files.texts import clean_text
from data_access.schema import profil as table

MAX_NAMA = 80
COCOK_TERENDAH = 0.6  # a profile that fits less is not offered
_TAK_TERBACA = "Profil tidak dapat dibaca: basis data tidak dapat dibuka. Periksa lalu ulangi."
_TAK_TERSIMPAN = "Profil tidak disimpan: basis data tidak dapat ditulis. Tidak ada yang berubah; perbaiki lalu ulangi."


@dataclass(frozen=True)
class ProfilTersimpan:
    """A saved profile; ``profil`` is None when its content cannot be read any more. Times are UTC."""

    nama: str
    profil: Profil | None
    oleh: str
    dibuat_pada: datetime
    dipakai_pada: datetime | None


@dataclass(frozen=True)
class ProfilCocok:
    """The profile that fits a file best: ``cocok`` 0..1 with the sheet ``lembar``."""

    nama: str
    profil: Profil
    lembar: str
    cocok: float


def list_profiles(engine: Engine) -> tuple[ProfilTersimpan, ...]:
    """All saved profiles by name."""
    with unavailable_as(_TAK_TERBACA), engine.connect() as connection:
        rows = connection.execute(sa.select(table)).all()
    found = (
        ProfilTersimpan(
            row.nama,
            _readable(row.isi),
            row.oleh,
            as_utc(row.dibuat_pada),
            None if row.dipakai_pada is None else as_utc(row.dipakai_pada),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.nama.casefold()))


def _readable(isi: str) -> Profil | None:
    try:
        return profile_from_json(isi)
    except RefusedError:
        return None


def read_profile(engine: Engine, nama: str) -> Profil:
    """The profile of that name; RefusedError when there is none, or its content cannot be read."""
    with unavailable_as(_TAK_TERBACA), engine.connect() as connection:
        isi = connection.scalar(sa.select(table.c.isi).where(table.c.nama == nama))
    if isi is None:
        raise _missing(nama)
    return profile_from_json(isi)


def save_profile(
    engine: Engine, nama: str, profil: Profil, *, now: datetime, oleh: str = "", overwrite: bool = False
) -> str:
    """Save a profile and return the name that it has. ``now``: UTC.

    Personal data in titles and labels are left out. RefusedError for a name that is empty, too long, holds personal
    data, or is taken (without ``overwrite``; names differ by more than capitals).
    """
    nama = _checked(nama)
    isi = _without_personal(profil).to_json()
    profile_from_json(isi)
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        taken = _same_name(connection, nama)
        if taken is None:
            connection.execute(sa.insert(table).values(nama=nama, isi=isi, oleh=oleh, dibuat_pada=now))
        elif overwrite:
            values = {"nama": nama, "isi": isi, "oleh": oleh, "dibuat_pada": now}
            connection.execute(sa.update(table).where(table.c.nama == taken).values(values))
        else:
            raise RefusedError(f"Profil '{taken}' sudah ada. Pilih nama lain, atau ganti profil itu.")
    return nama


def rename_profile(engine: Engine, nama: str, baru: str) -> str:
    """Give a profile another name and return it; RefusedError as in save_profile, or when there is no such profile."""
    baru = _checked(baru)
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        rollup_store.lock_writers(connection)
        taken = _same_name(connection, baru)
        if taken not in (None, nama):
            raise RefusedError(f"Profil '{taken}' sudah ada. Pilih nama lain.")
        if not connection.execute(sa.update(table).where(table.c.nama == nama).values(nama=baru)).rowcount:
            raise _missing(nama)
    return baru


def delete_profile(engine: Engine, nama: str) -> None:
    """Delete a profile; RefusedError when there is none. Imports that used it keep its name."""
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        if not connection.execute(sa.delete(table).where(table.c.nama == nama)).rowcount:
            raise _missing(nama)


def mark_used(engine: Engine, nama: str, *, now: datetime) -> None:
    """Note that a file was stored with this profile; one that was deleted meanwhile is left alone. ``now``: UTC."""
    with unavailable_as(_TAK_TERSIMPAN), writing(engine).begin() as connection:
        connection.execute(sa.update(table).where(table.c.nama == nama).values(dipakai_pada=now))


def best_for(saved: Iterable[ProfilTersimpan], raw: RawFile) -> ProfilCocok | None:
    """The profile that fits one of the file's sheets best, None when none fits well enough.

    Of equally good ones the one that was used last, then the first by name.
    """
    found = [
        (cocok, one, sheet.nama, one.profil)
        for one in saved
        if one.profil is not None
        for sheet in raw.lembar
        if sheet.n_baris and (cocok := profile_fit(one.profil, sheet)) >= COCOK_TERENDAH
    ]
    if not found:
        return None
    cocok, one, lembar, profil = max(found, key=lambda item: (round(item[0], 6), _last_used(item[1])))
    return ProfilCocok(one.nama, profil, lembar, cocok)


def _last_used(one: ProfilTersimpan) -> float:
    return one.dipakai_pada.timestamp() if one.dipakai_pada else 0.0


def _checked(nama: str) -> str:
    nama = clean_text(nama)
    if not nama or len(nama) > MAX_NAMA:
        raise RefusedError(f"Beri profil ini nama, paling panjang {MAX_NAMA} huruf.")
    if mask_personal(nama) != nama:
        raise RefusedError("Nama profil tidak boleh berisi data pribadi seperti nomor telepon atau surel.")
    return nama


def _same_name(connection: sa.Connection, nama: str) -> str | None:
    names = connection.scalars(sa.select(table.c.nama))
    return next((one for one in names if one.casefold() == nama.casefold()), None)


def _without_personal(profil: Profil) -> Profil:
    return replace(
        profil,
        kolom=tuple(KolomProfil(mask_personal(kolom.judul), kolom.peran) for kolom in profil.kolom),
        lembar=profil.lembar if mask_personal(profil.lembar) == profil.lembar else "",
        label={
            mask_personal(judul): {text: number for text, number in labels.items() if mask_personal(text) == text}
            for judul, labels in profil.label.items()
        },
    )


def _missing(nama: str) -> RefusedError:
    return RefusedError(f"Profil '{clean_text(mask_personal(nama))[:MAX_NAMA]}' tidak ada.")
