"""Instruments in the database and from files: what goes in comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from data_access.errors import InvalidFileError
from data_access.instrument_store import from_json, is_same_shape, read_instrument, to_json
from data_access.satker_names import SatkerBaru, jenis_of
from scoring.errors import ScoringError
from scoring.instruments import Instrumen, shipped_instrument, shipped_instruments
from tests.scoring.strategies import instruments
from tests.support.factories import PROPERTY, make_instrument


@pytest.mark.parametrize("kode", list(shipped_instruments()))
def test_shipped_instruments_come_back_whole(kode: str):
    """Also the order of the labels, which is the order on the screen, and dates as dates."""
    instrumen = shipped_instrument(kode)
    found = from_json(to_json(instrumen))
    assert found == instrumen
    assert [list(b.label) for u in found.unsur for b in u.butir] == [
        list(b.label) for u in instrumen.unsur for b in u.butir
    ]
    assert isinstance(found.berlaku_mulai, date)
    assert to_json(found) == to_json(instrumen)


@PROPERTY
@given(instruments())
def test_any_instrument_comes_back_whole(instrumen: Instrumen):
    dated = replace(instrumen, berlaku_mulai=date(2024, 1, 31), label=(("Zebra", 3), ("Apel", 2)), catatan="é \"'")
    assert from_json(to_json(dated)) == dated
    assert is_same_shape(from_json(to_json(dated)), instrumen)


def test_shape_is_what_adding_up_depends_on():
    one = make_instrument((1, 2, 1))
    assert is_same_shape(one, replace(one, nama="x", konversi="proporsional", label=(("a", 1),)))
    for other in (
        make_instrument((1, 2, 2)),
        make_instrument((1, 2, 1), skala=(1, 5)),
        make_instrument((1, 2, 1), bobot=(1, 1, 2)),
    ):
        assert not is_same_shape(one, other)


def test_reads_a_shipped_instrument_or_a_file(tmp_path: Path):
    assert read_instrument("skm") == shipped_instrument("skm")
    file = tmp_path / "kantor.TOML"
    text = 'kode = "kantor"\nnama = "Kantor"\nskala_min = 1\nskala_maks = 4\n' + "".join(
        f'[[unsur]]\nkode = "K{n}"\nnama = "Unsur {n}"\n' for n in range(3)
    )
    file.write_text(text, "utf-8")
    assert read_instrument(str(file)).kode == "kantor"
    file.write_text(text.replace("skala_maks = 4", "skala_maks = 44"), "utf-8")
    with pytest.raises(InvalidFileError, match=r"kantor\.TOML: Instrumen kantor: skala"):
        read_instrument(str(file))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(InvalidFileError, match=r"tidak-ada\.toml tidak ditemukan"):
        read_instrument(str(tmp_path / "tidak-ada.toml"))
    (tmp_path / "biner.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidFileError, match="UTF-8"):
        read_instrument(str(tmp_path / "biner.toml"))
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(InvalidFileError, match="tidak dapat dibaca"):
        read_instrument(str(tmp_path / "folder.toml"))
    with pytest.raises(ScoringError, match="Yang tersedia: spkp"):
        read_instrument("spqr")


@pytest.mark.parametrize(
    ("nama", "jenis", "rumpun"),
    [
        ("Lapas Perempuan Kelas IIA Anggrek", "Lapas", "Pemasyarakatan"),
        ("Lembaga Pemasyarakatan Kelas I Bakung", "Lapas", "Pemasyarakatan"),
        ("RUTAN KELAS IIB CEMPAKA", "Rutan", "Pemasyarakatan"),
        ("Balai Pemasyarakatan Kelas II Dahlia", "Bapas", "Pemasyarakatan"),
        ("Lembaga Pembinaan Khusus Anak Kelas II Eforbia", "LPKA", "Pemasyarakatan"),
        ("Rupbasan Kelas II Flamboyan", "Rupbasan", "Pemasyarakatan"),
        ("Kantor Imigrasi Kelas I TPI Gardenia", "Kantor Imigrasi", "Keimigrasian"),
        ("Rumah Detensi Imigrasi Heliotrop", "Rudenim", "Keimigrasian"),
        ("Dinas Lapangan", "Lainnya", ""),
    ],
)
def test_kind_of_a_satker_by_its_name(nama: str, jenis: str, rumpun: str):
    assert jenis_of(nama) == (jenis, rumpun)
    row = SatkerBaru("X", nama).as_row()
    assert (row["jenis"], row["rumpun"]) == (jenis, rumpun)
    assert SatkerBaru("X", nama, jenis="Unit").as_row()["jenis"] == "Unit"


def test_a_satker_without_a_name_is_called_by_its_code():
    assert SatkerBaru("LP-01").as_row()["nama"] == "LP-01"
