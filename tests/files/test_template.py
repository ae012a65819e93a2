"""The template: what is filled in comes back without a single problem."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from data_access.errors import RefusedError
from data_access.files.options import ImportOptions
from data_access.files.template import CONTOH, DAFTAR, ISIAN, PETUNJUK, build_template
from scoring.instruments import Instrumen, parse_instrument, shipped_instrument
from tests.files.makers import INSTRUMEN, check

SATKER = (("S01", "Lapas Kelas IIB Contoh"), ("S02", '=HYPERLINK("http://x")'))
BOTH = [shipped_instrument("spkp"), shipped_instrument("spak")]


def fill(template: bytes, *people: list[object]) -> bytes:
    """The template as somebody fills it in: rows below the example."""
    book = openpyxl.load_workbook(BytesIO(template))
    for number, person in enumerate(people, 3):
        for column, value in enumerate(person, 1):
            book[ISIAN].cell(number, column, value)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_filled_template_comes_back_whole():
    content = fill(
        build_template(BOTH, SATKER, ["Kunjungan", "Penitipan barang"]),
        [
            1,
            "27/05/2024",
            "S01 | Lapas Kelas IIB Contoh",
            "Kunjungan",
            "Perempuan",
            35,
            "SMA",
            "Swasta",
            "Kertas",
            *[6] * 8,
            *[5] * 5,
        ],
        [
            2,
            "2024-06-03",
            "S01 | Lapas Kelas IIB Contoh",
            "Kunjungan",
            "Laki-laki",
            61,
            "S1",
            "PNS",
            "Wawancara",
            *["4"] * 8,
            *[None] * 5,
        ],
    )
    inspected = check(content, ImportOptions(satker_dikenal=SATKER))
    assert inspected.hasil.masalah == ()
    spkp, spak = inspected.hasil.lembar
    assert spkp.butir.tolist() == [[6] * 8, [4] * 8]
    assert spak.butir.tolist() == [[5] * 5]
    assert spkp.satker.tolist() == ["S01", "S01"]
    assert [str(day)[:10] for day in spkp.tanggal] == ["2024-05-27", "2024-06-03"]
    assert spkp.kategori["usia"].tolist() == ["31-40", "di atas 60"]
    assert spkp.kategori["kanal"].tolist() == ["Kertas", "Petugas/wawancara"]
    assert inspected.hasil.ringkasan.baris_contoh == (2,)
    assert inspected.pemetaan.keraguan == ()


@pytest.mark.parametrize("instrumen", INSTRUMEN, ids=lambda one: one.kode)
def test_every_instrument_is_recognised_in_its_own_template(instrumen: Instrumen):
    person = [
        1,
        "27/05/2024",
        "S9",
        "Layanan X",
        "Perempuan",
        35,
        "SMA",
        "Swasta",
        "Kertas",
        *[3] * len(instrumen.unsur),
    ]
    inspected = check(fill(build_template([instrumen]), person), ImportOptions(instrumen=instrumen))
    assert inspected.hasil.masalah == ()
    assert inspected.hasil.lembar[0].butir.tolist() == [[3] * len(instrumen.unsur)]
    assert inspected.hasil.lembar[0].satker.tolist() == ["S9"]


def test_nested_items_have_columns_of_their_own():
    units = "".join(
        f'[[unsur]]\nkode = "U{u}"\nnama = "Unsur {u}"\n'
        + "".join(f'[[unsur.butir]]\nkode = "U{u}.{b}"\npernyataan = "Pernyataan {u} ke {b}"\n' for b in (1, 2))
        for u in (1, 2, 3)
    )
    nested = parse_instrument(f'kode = "panjang"\nnama = "Panjang"\nskala_min = 1\nskala_maks = 10\n{units}')
    person = [1, "27/05/2024", "S9", "X", "Perempuan", 35, "SMA", "Swasta", "Kertas", 1, 2, 3, 4, 5, 10]
    inspected = check(fill(build_template([nested]), person), ImportOptions(instrumen=nested))
    assert inspected.hasil.masalah == ()
    assert inspected.hasil.lembar[0].butir.tolist() == [[1, 2, 3, 4, 5, 10]]


def test_the_empty_template_is_refused_with_a_reason():
    inspected = check(build_template(BOTH))
    assert [one.kode for one in inspected.hasil.problems("galat")] == ["TANPA_BARIS"]


def test_lists_help_and_no_formulas():
    book = openpyxl.load_workbook(BytesIO(build_template(BOTH, SATKER)))
    assert book.sheetnames == [ISIAN, PETUNJUK, DAFTAR]
    assert book[DAFTAR].sheet_state == "hidden"
    form = book[ISIAN]
    assert form["A2"].value == CONTOH
    assert [cell.value for cell in form[1]][9:11] == ["U1 Informasi pelayanan", "U2 Persyaratan"]
    lists = {str(rule.sqref): rule for rule in form.data_validations.dataValidation}
    assert lists["J2:J5001"].formula1 == '"1,2,3,4,5,6"'
    assert lists["C2:C5001"].formula1 == "Daftar!$C$2:$C$3"
    assert lists["E2:E5001"].formula1 == "Daftar!$E$2:$E$3"
    assert book[DAFTAR]["C3"].value == 'S02 | =HYPERLINK("http://x")'
    helped = [str(row[0].value) for row in book[PETUNJUK].iter_rows()]
    assert "A4 Pungutan liar" in helped
    with ZipFile(BytesIO(build_template(BOTH, SATKER))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_instruments_with_the_same_codes_cannot_share_a_template():
    with pytest.raises(RefusedError, match="satu templat"):
        build_template([shipped_instrument("spkp"), shipped_instrument("skm")])
