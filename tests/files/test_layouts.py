"""The messy layouts seen in the wild, each as a file made here, through everything: the answers that it says come out."""

import pytest

from data_access.files.options import ImportOptions
from scoring.instruments import shipped_instrument
from tests.files.layouts import ANSWERS, CODES, LAYOUTS, NAMES, google_indonesian
from tests.files.makers import check, csv_bytes

LOOK = ImportOptions(instrumen=shipped_instrument("skm"), untuk_disimpan=False)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_its_answers(name: str):
    layout = LAYOUTS[name]()
    inspected = check(layout.content, LOOK, layout.name)
    assert [one.pesan for one in inspected.hasil.problems("galat")] == []
    (sheet,) = inspected.hasil.lembar
    assert sheet.butir.tolist() == layout.butir
    assert sheet.baris.tolist() == layout.baris
    if layout.tanggal:
        assert [str(moment)[:10] for moment in sheet.tanggal] == layout.tanggal
    if layout.layanan:
        assert sheet.kategori["layanan"].tolist() == layout.layanan


def test_an_answer_outside_the_scale_is_refused_with_its_cell():
    """Layout 2 holds a 50 on a 1-10 item in the wild."""
    layout = google_indonesian()
    wrong = layout.content.replace(b",2,2,2,2,2,2,2,2,2", b",2,2,2,50,2,2,2,2,2")
    (problem,) = check(wrong, LOOK, layout.name).hasil.problems("galat")
    assert (problem.ditemukan, problem.jumlah) == ("50", 1)
    assert "F" in problem.kolom


def test_header_numbers_are_no_unsur_numbers():
    """Layout 3: a village's form. '6. ... perilaku' is U7; maklumat and the overall mark are no unsur of this form."""
    header = [
        "Cap waktu", "1. Nama Lengkap", "2. Umur", "3. Jenis Kelamin", "4. Jenjang Pendidikan", "5. Pekerjaan",
        "6. Bagaimana pendapat saudara tentang perilaku petugas dalam memberikan pelayanan?",
        "7. Bagaimana pendapat saudara tentang biaya/tarif pelayanan yg ditetapkan oleh petugas pelayanan?",
        "8. Bagaimana pendapat saudara tentang waktu yang diperlukan untuk mendapatkan produk layanan?",
        "9. Bagaimana pendapat saudara tentang prosedur yang harus ditempuh untuk mendapatkan pelayanan?",
        "10. Bagaimana pendapat saudara antara jenis pelayanan yang yg di mohon dengan persyaratan yg diminta oleh petugas?",
        "11. Bagaimana pendapat saudara untuk tentang kemampuan petugas dalam memberikan pelayanan ",
        "12. Bagaimana pendapat saudara tentang penanganan pengaduan masyarakat oleh petugas pelayanan?",
        "13. Bagaimana pendapat saudara tentang keberadaan maklumat / janji pelayanan?",
        "14. Berapa menurut anda nilai peringkat pelayanan yg dilakukan oleh petugas?",
    ]  # fmt: skip
    row = ["27/05/2024 7:59:02", "Budi", 30, "L", "SMA", "Petani", 4, 3, 2, 1, 4, 3, 2, 1, 9]
    roles = {kolom.indeks: kolom.peran for kolom in check(csv_bytes([header, row]), LOOK).pemetaan.kolom}
    items = [roles[place].removeprefix("butir:skm:") for place in range(6, 13)]
    assert items == ["U7", "U4", "U3", "U2", "U1", "U6", "U8"]
    assert not roles[13].startswith("butir:")
    assert not roles[14].startswith("butir:")


def test_dates_that_are_none_are_told_and_never_stored():
    """Layout 8: '0000-00-00' and a year after the file was made."""
    from datetime import date

    rows = [["2021-08-16 00:00:00", *ANSWERS[0]], ["0000-00-00", *ANSWERS[1]], ["2035-10-01", *ANSWERS[2]]]
    options = ImportOptions(instrumen=shipped_instrument("skm"), hari_ini=date(2022, 3, 29))
    inspected = check(csv_bytes([["Tanggal", *NAMES], *rows]), options)
    told = {row for one in inspected.hasil.masalah for row in one.baris_awal}
    assert {3, 4} <= told
    assert not inspected.hasil.lembar


def test_numbers_of_the_header_row_stand_for_what_is_above():
    """Names over codes: the names decide, also where a form has its own order of codes."""
    swapped = [*CODES[:7], "U9", "U8"]
    rows: list[list[object]] = [["No", *NAMES], ["", *swapped], [1, *ANSWERS[2]]]
    (sheet,) = check(csv_bytes(rows), LOOK).hasil.lembar
    assert sheet.butir.tolist() == [ANSWERS[2]]
