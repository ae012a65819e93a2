"""Names on charts: short, still different from each other, and never markup."""

import pytest

from dashboard.charts import labels


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Lapas Kelas IIB Sampit", "Lapas IIB Sampit"),
        ("Lembaga Pemasyarakatan Klas II A Palangka Raya", "Lapas IIA Palangka Raya"),
        ("Lapas Perempuan Kelas IIA Palangka Raya", "LPP IIA Palangka Raya"),
        ("Lapas Narkotika Kelas IIA Kasongan", "Lapas Narkotika IIA Kasongan"),
        ("Bapas Kelas I Palangka Raya", "Bapas I Palangka Raya"),
        ("Rutan Kelas II Bandung", "Rutan II Bandung"),
        ("Kantor Imigrasi Kelas II Non TPI Sampit", "Kanim II Non TPI Sampit"),
        ("Lembaga Pembinaan Khusus Anak Kelas II Pangkalpinang", "LPKA II Pangkalpinang"),
    ],
)
def test_short_names(full: str, short: str):
    assert labels.nama_ringkas(full) == short


def test_long_names_keep_what_and_where():
    text = labels.nama_ringkas("Unit Pelaksana Teknis Pelayanan Terpadu Kabupaten Kotawaringin Timur")
    assert len(text) <= 30
    assert text == "Unit Pelaks…Kotawaringin Timur"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Kantor Imigrasi Kelas II TPI Tamiang Layang Raya", "Kanim II TPI…Layang Raya"),
        ("Lapas Narkotika Kelas IIA Muara Lazuardi", "Lapas Narkotika…Lazuardi"),
        ("Lapas Kelas IIB Tanjung Saujana", "Lapas IIB Tanjun…Saujana"),
        ("Rutan Kelas Bangunjaya-Sukamakmur-Raya", "Rutan Kelas…amakmur-Raya"),
    ],
)
def test_the_end_of_a_cut_name_begins_with_a_whole_word(full: str, short: str):
    assert labels.nama_ringkas(full, 24) == short


def test_names_that_would_look_alike_stay_full():
    names = {"a": "Lapas Kelas IIB Sampit", "b": "Lapas Klas II B Sampit", "c": "Rutan Kelas I Solo"}
    assert labels.ringkas_semua(names) == {
        "a": "Lapas Kelas IIB Sampit", "b": "Lapas Klas II B Sampit", "c": "Rutan I Solo",
    }  # fmt: skip


def test_markup_from_a_file_is_text():
    assert labels.aman('<a href="javascript:x">R&D</a>') == '&lt;a href="javascript:x"&gt;R&amp;D&lt;/a&gt;'
    assert "<b>" not in labels.dua_baris("<b>tebal</b> sekali dan panjang")


def test_two_lines_at_most():
    assert labels.dua_baris("Sarana prasarana") == "Sarana prasarana"
    assert labels.dua_baris("Konsultasi dan pengaduan") == "Konsultasi dan<br>pengaduan"
    long = labels.dua_baris("Penanganan pengaduan, saran dan masukan dari seluruh masyarakat di luas wilayah kerja")
    assert long.count("<br>") == 1
    assert labels.dua_baris("") == ""


def test_alt_keeps_whole_parts_within_250_characters():
    assert labels.gabung_alt("Kepala", "", "ekor") == "Kepala; ekor."
    text = labels.gabung_alt("x" * 200, "y" * 60, "z" * 20)
    assert text == "x" * 200 + "; " + "z" * 20 + "."
    assert len(labels.gabung_alt("kata " * 90)) <= 250
