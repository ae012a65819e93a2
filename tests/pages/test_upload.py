"""Unggah Data without a browser: what is read, what is refused, what is stored (tests/e2e does the same by hand)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support import databases, kertas

CSV = "text/csv"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty database that the test may fill."""
    return databases.make_empty(tmp_path / "uji.db")


def button(app: AppTest, label: str):
    (found,) = [one for one in app.button if one.label == label]
    return found


def hand_over(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].set_value([(name, content, CSV)])
    return app.run()


def confirm_satker(app: AppTest) -> AppTest:
    (box,) = [one for one in app.checkbox if one.label.startswith("Setujui semua")]
    return box.check().run()


def test_what_was_read_is_said(database: Path, open_page: OpenPage):
    app = hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes())
    seen.assert_sound(app)
    words = seen.texts(app)
    assert "23 baris dibaca sebagai UTF-8 dengan pemisah titik koma: 23 responden SPKP, 20 responden SPAK." in words
    assert "Bulan: Mei 2024 (10), Juni 2024 (13)." in words
    assert "2 satker belum dipastikan." in words
    assert button(app, "Simpan ke basis data").disabled
    mapping = seen.table(app, "Arti tiap kolom")
    assert mapping["Dibaca sebagai"].tolist()[:3] == ["Tanggal", "Satuan kerja", "Layanan"]


def test_stored_once(database: Path, open_page: OpenPage):
    app = confirm_satker(hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes()))
    button(app, "Simpan ke basis data").click().run()
    seen.assert_sound(app)
    assert "kertas.csv disimpan: 23 responden SPKP, 20 responden SPAK. 2 satker dibuat." in seen.texts(app)
    history = seen.table(app, "Riwayat 1 unggahan")
    assert history[["Isi", "Keadaan", "Baru", "Tetap"]].to_numpy().tolist() == [
        ["Jawaban SPAK, SPKP", "Dihitung", "43", "0"]
    ]
    assert [one.label for one in app.button if one.label == "Simpan ke basis data"] == []  # the file has left the page
    hand_over(app, "kertas.csv", kertas.csv_bytes())
    assert "kertas.csv disimpan" not in seen.texts(app)
    assert "Berkas ini tidak mengubah apa pun; tidak perlu disimpan lagi." in seen.texts(app)
    button(app, "Simpan ke basis data").click().run()
    assert "kertas.csv sudah pernah disimpan; tidak ada yang berubah." in seen.texts(app)
    assert len(seen.table(app, "Riwayat 1 unggahan")) == 1
    ringkasan = open_page(database, periode="2024-06")
    assert seen.cards(ringkasan)["IPKP wilayah"] == "3,27 · B"


def test_the_first_real_file_takes_the_place_of_the_example_data(
    example_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage
):
    file = copy_of(example_file)
    app = confirm_satker(hand_over(open_page(file, "unggah"), "kertas.csv", kertas.csv_bytes()))
    (box,) = [one for one in app.checkbox if one.label.startswith("Hapus data contoh")]
    assert box.value
    button(app, "Simpan ke basis data").click().run()
    seen.assert_sound(app)
    ringkasan = open_page(file, periode="2024-06")
    assert "DATA CONTOH" not in seen.texts(ringkasan)
    assert seen.cards(ringkasan)["IPKP wilayah"] == "3,27 · B"


def test_blank_satker_are_asked_for(paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage):
    app = open_page(copy_of(paper_file), "unggah")
    hand_over(app, "tanpa.csv", kertas.csv_bytes(with_satker=False))
    assert "Berkas ini tidak menyebut satker." in seen.texts(app)
    assert button(app, "Simpan ke basis data").disabled
    (choice,) = [one for one in app.selectbox if one.label == "Satker untuk baris tanpa satker"]
    choice.select(kertas.RUTAN).run()
    # The Rutan has respondents of these months already, none of them in this file: is it more of them, or the same again?
    assert "Tentukan dulu apakah berkas ini menambah atau menggantikan." in seen.texts(app)
    assert button(app, "Simpan ke basis data").disabled
    (meaning,) = app.radio
    meaning.set_value("tambah").run()
    assert not button(app, "Simpan ke basis data").disabled
    button(app, "Simpan ke basis data").click().run()
    assert "tanpa.csv disimpan: 20 responden SPKP, 20 responden SPAK." in seen.texts(app)


def test_a_bad_answer_refuses_the_whole_file(database: Path, open_page: OpenPage):
    table = kertas.rows()
    table[3][5] = 9
    content = "\n".join(";".join(map(str, row)) for row in table).encode()
    app = confirm_satker(hand_over(open_page(database, "unggah"), "rusak.csv", content))
    assert [one.message for one in app.exception] == []
    assert "Berkas ditolak seluruhnya; tidak ada yang disimpan." in seen.texts(app)
    assert "F4" in seen.texts(app)
    assert button(app, "Simpan ke basis data").disabled
    assert "Belum ada berkas yang disimpan." in seen.texts(app)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bukan.xlsx", b"PK\x03\x04 bukan buku kerja"),
        ("kosong.csv", b""),
        ("gambar.csv", bytes(range(256)) * 20),
        ("kepala.csv", b"U1;U2;U3\n"),
    ],
)
def test_what_is_no_survey_is_refused_in_a_sentence(database: Path, open_page: OpenPage, name: str, content: bytes):
    app = hand_over(open_page(database, "unggah"), name, content)
    assert [one.message for one in app.exception] == []
    stores = [one for one in app.button if one.label == "Simpan ke basis data"]
    assert app.error or "Tentukan dulu isi berkas ini" in seen.texts(app) or all(one.disabled for one in stores)
    assert "Belum ada berkas yang disimpan." in seen.texts(app)


@pytest.mark.parametrize("month", ["Juni", "2024-13", "202406"])
def test_a_month_that_is_none_is_explained(database: Path, open_page: OpenPage, month: str):
    app = hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes())
    (box,) = [one for one in app.text_input if one.label == "Bulan untuk baris tanpa tanggal"]
    box.input(month).run()
    assert [one.message for one in app.exception] == []
    assert [seen.unescaped(one.value) for one in app.error] == [
        f"Bulan '{month}' tidak dikenali; tulis seperti 2026-06."
    ]


def test_looking_without_storing(database: Path, open_page: OpenPage):
    app = confirm_satker(hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes()))
    button(app, "Lihat tanpa menyimpan").click().run()
    assert [one.message for one in app.exception] == []
    assert "**Melihat berkas kertas.csv** · belum disimpan" in seen.texts(app)
    assert seen.cards(app)["IPKP wilayah"] == "3,27 · B"
    button(app, "Kembali ke basis data").click().run()
    assert [one.message for one in app.exception] == []
    assert "Melihat berkas" not in seen.texts(app)


def test_what_is_needed_is_asked_and_the_rest_is_folded_away(database: Path, open_page: OpenPage):
    """The choices stand in 'Pilihan lain' unless the file lacks them."""
    app = hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes())
    assert labels_in(app, "Pilihan lain") >= {"Instrumen", "Satker untuk baris tanpa satker"}
    app = hand_over(open_page(database, "unggah"), "tanpa.csv", kertas.csv_bytes(with_satker=False))
    assert "Satker untuk baris tanpa satker" not in labels_in(app, "Pilihan lain")
    assert "Perlu dilengkapi." in seen.texts(app)


def labels_in(app: AppTest, title: str) -> set[str]:
    (box,) = [one for one in app.expander if one.label.startswith(title)]
    return {one.label for one in box.selectbox}


def test_several_files_are_one_survey(database: Path, open_page: OpenPage):
    app = open_page(database, "unggah")
    table = kertas.rows()
    halves = [[table[0], *table[1:12]], [table[0], *table[12:]]]
    app.file_uploader[0].set_value(
        [
            (f"{n}.csv", "\n".join(";".join(map(str, row)) for row in half).encode(), CSV)
            for n, half in enumerate(halves)
        ]
    )
    app.run()
    seen.assert_sound(app)
    assert "23 baris dibaca" in seen.texts(app)


def test_a_file_that_is_no_recap_is_refused_when_called_one(database: Path, open_page: OpenPage):
    app = hand_over(open_page(database, "unggah"), "kertas.csv", kertas.csv_bytes())
    for value in ("rekap", "pegawai", "pengguna", "target", "satker"):
        (kind,) = [one for one in app.selectbox if one.label == "Isi berkas"]
        kind.set_value(value).run()
        assert [one.message for one in app.exception] == []
        stores = [one for one in app.button if one.label == "Simpan ke basis data"]
        assert all(one.disabled for one in stores)
        assert app.error


def test_the_template_is_a_workbook(database: Path, open_page: OpenPage):
    app = open_page(database, "unggah")
    assert next(one.label for one in app.download_button) == "Unduh templat isian"
