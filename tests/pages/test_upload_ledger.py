"""Unggah Data and what is stored already: sent again, sent with people missing, read by a saved profile, undone.

Worked out on tests/support/kertas.py: of the ten of June, LPS-01, five answer 6,6,6,6,5,6,6,6 (mean 5.875, on scale 4
1 + 3 * 4.875/5 = 3.925) and five the same with 1 at U3 (5.25, 3.55). Three of the latter are left out of the new file:
before (5*5.875 + 5*5.25)/10 = 5.5625 -> 3.7375; without them (5*5.875 + 2*5.25)/7 = 5.69643 -> 3.81786; a rise of 0.08.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.pages.test_upload import button, confirm_satker, hand_over
from tests.support import databases, kertas

Copy = Callable[[Path], Path]


def csv_of(table: list[list[object]]) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in table).encode()


@pytest.fixture
def without_three() -> bytes:
    """The file sent again, without three of those who found U3 very bad."""
    table = kertas.rows()
    bad = [place for place, row in enumerate(table) if row[0] == "2024-06-11" and row[6] == 1]
    assert len(bad) == 5
    return csv_of([row for place, row in enumerate(table) if place not in bad[:3]])


def test_the_same_answers_again_change_nothing(paper_file: Path, copy_of: Copy, open_page: OpenPage):
    app = hand_over(open_page(copy_of(paper_file), "unggah"), "lagi.csv", kertas.csv_bytes())
    seen.assert_sound(app)
    assert "Dibanding yang tersimpan: 43 tetap." in seen.texts(app)


def test_vanished_respondents_are_told_with_what_they_mean(
    paper_file: Path, copy_of: Copy, open_page: OpenPage, without_three: bytes
):
    app = hand_over(open_page(copy_of(paper_file), "unggah"), "kurang.csv", without_three)
    seen.assert_sound(app)
    words = seen.texts(app)
    assert "Dibanding yang tersimpan: 37 tetap, 6 tidak ada lagi di berkas ini." in words
    assert (
        "Lapas Kelas IIB Kertas, SPKP Juni 2024: 3 responden dari kertas.csv tidak ada lagi di berkas ini; rata-rata "
        "mereka 3,55; indeks naik 0,08 bila ditarik (3,74 menjadi 3,82)." in words
    )
    assert "rata-rata mereka 3,76; indeks tidak berubah bila ditarik (3,76 menjadi 3,76)." in words


def test_vanished_respondents_stay_unless_the_file_replaces(
    paper_file: Path, copy_of: Copy, open_page: OpenPage, without_three: bytes
):
    file = copy_of(paper_file)
    app = hand_over(open_page(file, "unggah"), "kurang.csv", without_three)
    assert "37 baris dianggap orang yang sudah tersimpan hanya karena tanggal dan jawabannya sama" in seen.texts(app)
    assert button(app, "Simpan ke basis data").disabled
    (meaning,) = app.radio
    meaning.set_value("tambah").run()
    button(app, "Simpan ke basis data").click().run()
    assert seen.cards(open_page(file, "satker", satker=kertas.LAPAS, periode="2024-06"))["Responden"] == "10"
    app = hand_over(open_page(file, "unggah"), "kurang.csv", without_three)
    (meaning,) = app.radio
    meaning.set_value("ganti").run()
    button(app, "Simpan ke basis data").click().run()
    seen.assert_sound(app)
    assert "6 ditarik" in seen.texts(app)
    cards = seen.cards(open_page(file, "satker", satker=kertas.LAPAS, periode="2024-06"))
    assert cards["Responden"] == "7"


def test_another_counter_on_the_same_days_is_other_people(paper_file: Path, copy_of: Copy, open_page: OpenPage):
    """Seven of June answered alike at the other counter; with the ten that are stored that is 17 respondents, not 10."""
    file = copy_of(paper_file)
    table = kertas.rows()
    june = [row for row in table if row[0] == "2024-06-11"]
    app = hand_over(open_page(file, "unggah"), "loket 2.csv", csv_of([table[0], *june[:7]]))
    (meaning,) = app.radio
    meaning.set_value("terpisah").run()
    button(app, "Simpan ke basis data").click().run()
    seen.assert_sound(app)
    assert seen.cards(open_page(file, "satker", satker=kertas.LAPAS, periode="2024-06"))["Responden"] == "17"
    app = hand_over(open_page(file, "unggah"), "loket 2.csv", csv_of([table[0], *june[:7]]))
    (meaning,) = app.radio
    meaning.set_value("terpisah").run()
    button(app, "Simpan ke basis data").click().run()
    assert "sudah pernah disimpan" in seen.texts(app)
    assert seen.cards(open_page(file, "satker", satker=kertas.LAPAS, periode="2024-06"))["Responden"] == "17"


def test_a_saved_profile_reads_the_next_month_at_once(tmp_path: Path, open_page: OpenPage):
    file = databases.make_empty(tmp_path / "uji.db")
    table = kertas.rows()
    table[0][4] = "Pertanyaan pertama"  # a header that nothing explains
    app = hand_over(open_page(file, "unggah"), "mei.csv", csv_of(table))
    (instrument,) = [one for one in app.selectbox if one.label == "Instrumen"]
    mapping = seen.table(app, "Arti tiap kolom")
    assert mapping.loc[4, "Dibaca sebagai"] == "Tidak dikenali (tidak dibaca)"
    assert instrument.value == "otomatis"
    save_profile(app, "Formulir kertas")
    assert "Profil Formulir kertas disimpan." in seen.texts(app)
    table = [table[0], *([row[0].replace("2024-06", "2024-07"), *row[1:]] for row in table[1:])]  # type: ignore[attr-defined]
    app = hand_over(open_page(file, "unggah"), "juni.csv", csv_of(table))
    (choice,) = [one for one in app.selectbox if one.label == "Profil kolom"]
    assert choice.value == "Formulir kertas"
    assert set(seen.table(app, "Arti tiap kolom")["Dikenali"]) == {"dari profil"}


def save_profile(app: AppTest, nama: str) -> None:
    (box,) = [one for one in app.text_input if one.label == "Nama profil"]
    box.input(nama)
    button(app, "Simpan profil").click().run()


def test_the_profile_can_be_saved_after_storing_renamed_and_forgotten(tmp_path: Path, open_page: OpenPage):
    file = databases.make_empty(tmp_path / "uji.db")
    app = confirm_satker(hand_over(open_page(file, "unggah"), "mei.csv", kertas.csv_bytes()))
    button(app, "Simpan ke basis data").click().run()
    save_profile(app, "Formulir kertas")
    app = open_page(file, "unggah")
    assert seen.table(app, "Profil kolom tersimpan")["Profil"].tolist() == ["Formulir kertas"]
    (box,) = [one for one in app.text_input if one.label == "Nama baru"]
    box.input("Formulir Lapas")
    button(app, "Ganti nama").click().run()
    assert seen.table(app, "Profil kolom tersimpan")["Profil"].tolist() == ["Formulir Lapas"]
    button(app, "Hapus profil").click().run()
    assert [one for one in app.dataframe if one.proto.alt == "Profil kolom tersimpan"] == []


def test_a_name_that_is_only_alike_is_asked_and_remembered(paper_file: Path, copy_of: Copy, open_page: OpenPage):
    file = copy_of(paper_file)
    table = kertas.rows()
    for row in table[1:]:
        row[0] = str(row[0]).replace("2024", "2025")
        row[1] = "Lapas Klas II B Kertass" if row[1] == kertas.LAPAS else "RUTAN KLAS I PENSIL"
    app = hand_over(open_page(file, "unggah"), "nama.csv", csv_of(table))
    seen.assert_sound(app)
    asked = seen.table(app, "Satker yang perlu dipastikan")
    assert asked["Di berkas"].tolist() == ["Lapas Klas II B Kertass"]
    assert asked["Dibaca sebagai"].tolist() == ["Lapas Kelas IIB Kertas"]
    assert button(app, "Simpan ke basis data").disabled
    confirm_satker(app)
    button(app, "Simpan ke basis data").click().run()
    assert "nama.csv disimpan: 23 responden SPKP, 20 responden SPAK." in seen.texts(app)
    app = hand_over(open_page(file, "unggah"), "lagi.csv", csv_of(table))
    assert "Satker yang perlu dipastikan" not in seen.texts(app)
    read = seen.table(app, "Satker yang dikenali")
    assert ["Lapas Klas II B Kertass", "Lapas Kelas IIB Kertas", "ejaan yang diingat"] in (
        read[["Di berkas", "Dibaca sebagai", "Dikenali"]].to_numpy().tolist()
    )
    assert seen.table(app, "Ejaan satker yang diingat")["Dibaca sebagai"].tolist() == ["Lapas Kelas IIB Kertas"]


def test_wrong_rows_can_be_left_out_and_are_noted(paper_file: Path, copy_of: Copy, open_page: OpenPage):
    table = [[str(value).replace("2024", "2025") for value in row] for row in kertas.rows()]
    table[3][5] = "9"
    app = hand_over(open_page(copy_of(paper_file), "unggah"), "salah.csv", csv_of(table))  # type: ignore[arg-type]
    assert button(app, "Simpan ke basis data").disabled
    (skip,) = [one for one in app.checkbox if one.label.startswith("Lewati 1 baris yang salah")]
    assert "atau centang Lewati di atas" in seen.texts(app)
    skip.check().run()
    assert "Harus diperbaiki" not in seen.texts(app)
    button(app, "Simpan ke basis data").click().run()
    seen.assert_sound(app)
    assert "1 baris dilewati" in seen.texts(app)
    assert seen.table(app, "Riwayat 2 unggahan")["Dilewati"].tolist() == ["1", "0"]
