"""Saved column profiles: kept under a name, offered for the file that they fit, without anybody's data."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.engine import writing
from data_access.errors import RefusedError
from data_access.files.columns.profile import KolomProfil, Profil, columns_of
from data_access.files.reading.cells import RawFile
from data_access.profiles import (
    best_for,
    delete_profile,
    list_profiles,
    mark_used,
    read_profile,
    rename_profile,
    save_profile,
)
from tests.files.makers import SKM, SPKP_SPAK, check, csv_bytes
from tests.support.factories import NOW


def file_with(header: list[str]) -> RawFile:
    return check(csv_bytes([header, *[["27/05/2024", "Lapas", *[4] * (len(header) - 2)]] * 3])).berkas


def profile_of(header: list[str]) -> Profil:
    inspected = check(csv_bytes([header, *[["27/05/2024", "Lapas", *[4] * (len(header) - 2)]] * 3]))
    return Profil(columns_of(inspected.pemetaan))


FORMULIR = profile_of(["Cap waktu", "Unit", *SKM])
APLIKASI = profile_of(["Tanggal", "Satker", *SPKP_SPAK])


def test_a_profile_is_kept_as_it_is(engine: sa.Engine):
    whole = replace(
        FORMULIR,
        instrumen="skm",
        zona_berkas="Asia/Jakarta",
        bulan_dulu=True,
        label={"*": {"Bagus": 4, "Tidak tahu": None}},
    )
    assert save_profile(engine, "  Formulir\u200b  Google ", whole, now=NOW, oleh="operator") == "Formulir Google"
    assert read_profile(engine, "Formulir Google") == whole
    (saved,) = list_profiles(engine)
    assert (saved.nama, saved.profil, saved.oleh, saved.dibuat_pada, saved.dipakai_pada) == (
        "Formulir Google", whole, "operator", NOW, None,
    )  # fmt: skip


def test_names_are_unique_without_regard_to_capitals(engine: sa.Engine):
    save_profile(engine, "Formulir", FORMULIR, now=NOW)
    with pytest.raises(RefusedError, match="Profil 'Formulir' sudah ada"):
        save_profile(engine, "FORMULIR", APLIKASI, now=NOW)
    assert read_profile(engine, "Formulir") == FORMULIR
    assert save_profile(engine, "FORMULIR", APLIKASI, now=NOW, overwrite=True) == "FORMULIR"
    assert [(one.nama, one.profil) for one in list_profiles(engine)] == [("FORMULIR", APLIKASI)]


def test_renaming_and_deleting(engine: sa.Engine):
    save_profile(engine, "Satu", FORMULIR, now=NOW)
    save_profile(engine, "Dua", APLIKASI, now=NOW)
    with pytest.raises(RefusedError, match="sudah ada"):
        rename_profile(engine, "Satu", "dua")
    assert rename_profile(engine, "Satu", "SATU") == "SATU"
    for change in (lambda: rename_profile(engine, "Tiga", "Empat"), lambda: delete_profile(engine, "Tiga")):
        with pytest.raises(RefusedError, match="Profil 'Tiga' tidak ada"):
            change()
    delete_profile(engine, "Dua")
    assert [one.nama for one in list_profiles(engine)] == ["SATU"]
    with pytest.raises(RefusedError):
        read_profile(engine, "Dua")


@pytest.mark.parametrize("nama", ["", "   ", "x" * 81, "Formulir 0812-3456-7890"])
def test_names_that_are_none(engine: sa.Engine, nama: str):
    with pytest.raises(RefusedError) as refused:
        save_profile(engine, nama, FORMULIR, now=NOW)
    assert "0812" not in str(refused.value)
    assert list_profiles(engine) == ()


def test_the_profile_that_fits_best_is_offered(engine: sa.Engine):
    save_profile(engine, "Formulir", FORMULIR, now=NOW)
    save_profile(engine, "Aplikasi", APLIKASI, now=NOW)
    saved = list_profiles(engine)
    found = best_for(saved, file_with(["Cap waktu", "Unit", *SKM]))
    assert found is not None
    assert (found.nama, found.profil, found.cocok) == ("Formulir", FORMULIR, 1.0)
    # Next month's file has its columns in another order and one more.
    moved = best_for(saved, file_with(["Tanggal", "Satker", *reversed(SPKP_SPAK), "Saran"]))
    assert moved is not None
    assert moved.nama == "Aplikasi"
    assert 0.6 <= moved.cocok <= 1
    assert best_for(saved, file_with(["Kolom A", "Kolom B", *(f"Kolom {n}" for n in range(9))])) is None
    assert best_for((), file_with(["Cap waktu", "Unit", *SKM])) is None


def test_of_equal_profiles_the_one_used_last_is_offered(engine: sa.Engine):
    for nama in ("A", "B", "C"):
        save_profile(engine, nama, FORMULIR, now=NOW)
    raw = file_with(["Cap waktu", "Unit", *SKM])
    first = best_for(list_profiles(engine), raw)
    mark_used(engine, "C", now=NOW)
    mark_used(engine, "B", now=NOW + timedelta(days=1))
    mark_used(engine, "tidak ada", now=NOW)
    second = best_for(list_profiles(engine), raw)
    assert first is not None
    assert second is not None
    assert (first.nama, second.nama) == ("A", "B")
    assert [one.dipakai_pada for one in list_profiles(engine)] == [None, NOW + timedelta(days=1), NOW]


def test_a_damaged_profile_stops_nobody(engine: sa.Engine):
    save_profile(engine, "Baik", FORMULIR, now=NOW)
    with writing(engine).begin() as connection:
        connection.execute(
            sa.insert(schema.profil).values(nama="Rusak", isi='{"versi": 1, "kolom": 3}', oleh="", dibuat_pada=NOW)
        )
    saved = list_profiles(engine)
    assert [(one.nama, one.profil is None) for one in saved] == [("Baik", False), ("Rusak", True)]
    found = best_for(saved, file_with(["Cap waktu", "Unit", *SKM]))
    assert found is not None
    with pytest.raises(RefusedError):
        read_profile(engine, "Rusak")
    delete_profile(engine, "Rusak")


def test_nothing_personal_is_kept_in_a_profile(engine: sa.Engine):
    secrets = ("0812-3456-7890", "budi@contoh.id", "3201011505900001")
    dirty = Profil(
        (KolomProfil(f"Layanan (tanya {secrets[0]})", "layanan"), *FORMULIR.kolom),
        lembar=f"Isian {secrets[1]}",
        label={"*": {secrets[2]: 4, "Baik": 3}},
    )
    save_profile(engine, "Bersih", dirty, now=NOW)
    with engine.connect() as connection:
        isi = connection.scalar(sa.select(schema.profil.c.isi))
    assert isi is not None
    assert [secret for secret in secrets if secret in isi] == []
    kept = read_profile(engine, "Bersih")
    assert (kept.lembar, kept.label, len(kept.kolom)) == ("", {"*": {"Baik": 3}}, len(dirty.kolom))
