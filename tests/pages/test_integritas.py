"""Survei Integritas: the four states side by side, and nothing of a hidden satker anywhere on the page."""

from pathlib import Path

import pytest

from tests.pages import seen
from tests.pages.conftest import OpenPage

TABEL = "Tabel 19 satker"
TERTUTUP, KOSONG, KECIL, LENGKAP = (
    "Lapas Kelas III Lembah Rinjana",
    "Rutan Kelas IIB Telaga Samasta",
    "LPKA Kelas II Candrabumi",
    "Lapas Kelas IIA Candrabumi",
)


def test_the_four_states_in_words(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "integritas")
    seen.assert_sound(app)
    assert app.query_params["periode"] == "2024-TW2"
    assert "Indeks Integritas wilayah" in seen.title(app)
    assert "17 satker dari 19" in seen.title(app)
    rows = seen.table(app, TABEL).set_index("Satuan kerja")
    index, people = rows["Indeks Integritas"], rows["Responden dari pegawai"]
    assert index[TERTUTUP] == "× disembunyikan"
    assert people[TERTUTUP] == "× disembunyikan, pegawai 22"
    assert rows.loc[TERTUTUP, "Kisaran 95 %"] == "–"
    assert index[KOSONG] == "tidak ada data"
    assert people[KOSONG] == "0 dari 30 (0%)"
    assert index[KECIL].endswith("(n 8)")  # a value, pale: eight people get no grade
    assert index[LENGKAP][-2:] in {" A", " B", " C", " D"}
    assert rows.loc[LENGKAP, "Kisaran 95 %"] == "semua menjawab"
    assert people[LENGKAP] == "53 dari 53 (100%)"
    assert not seen.zeros(app)


def test_cards_count_the_states_and_the_components_are_marked(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "integritas")
    cards = seen.cards(app)
    assert cards["Satker disembunyikan"] == "1 dari 19"
    assert cards["Satker tanpa jawaban"] == "1 dari 19"
    assert seen.texts(app).count("Komponen contoh: bukan daftar resmi.") >= 3
    (alt,) = seen.alts(app)
    assert "19 satker" in alt
    assert "2 satker tanpa nilai" in alt


def test_public_pages_do_not_offer_it(example_file: Path, open_page: OpenPage):
    for halaman in ("ringkasan", "satker", "lemah", "responden"):
        app = open_page(example_file, halaman)
        (survei,) = [one for one in app.selectbox if one.label == "Survei"]
        assert [text[:4] for text in survei.options] == ["SPKP", "SPAK"]
        assert "Integritas wilayah" not in seen.texts(app)


@pytest.mark.parametrize(
    ("periode", "shown"), [("2024-06", "2024-TW2"), ("2024-S1", "2024-TW2"), ("besok", "2024-TW2")]
)
def test_what_is_no_publication_period_is_said(example_file: Path, open_page: OpenPage, periode: str, shown: str):
    app = open_page(example_file, "integritas", periode=periode)
    seen.assert_sound(app)
    assert any(f"meminta periode {periode}," in seen.unescaped(one.value) for one in app.info)
    (box,) = [one for one in app.selectbox if one.label == "Periode"]
    assert box.value == shown


def test_a_period_without_answers_is_shown_as_asked(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "integritas", periode="2019-TW1")
    seen.assert_sound(app)
    assert seen.title(app) == "Belum ada jawaban pada Triwulan I 2019"
    assert set(seen.table(app, TABEL)["Indeks Integritas"]) == {"tidak ada data"}


def test_a_period_that_is_not_over_shows_nothing(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "integritas", periode="2099-TW1")
    seen.assert_sound(app)
    assert seen.title(app) == "Triwulan I 2099 belum selesai: hasil terbit mulai 1 April 2099"
    assert app.metric == []
    assert seen.charts(app) == []


def test_without_any_internal_survey_the_page_says_how_it_works(paper_file: Path, open_page: OpenPage):
    app = open_page(paper_file, "integritas")
    seen.assert_sound(app)
    assert seen.title(app) == "Belum ada jawaban survei pegawai"
    assert "paling sedikit 5 pegawai" in seen.texts(app)
    assert app.metric == []


def test_the_employees_of_the_period_are_filled_in_on_data_induk(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "integritas")
    (link,) = [one for one in app.get("page_link") if one.proto.label == "Isi jumlah pegawai di Data Induk"]
    assert link.proto.query_string == "bagian=pegawai&bulan=2024-06"
    target = open_page(example_file, "induk", bagian="pegawai", bulan="2024-06")
    seen.assert_sound(target)
    (month,) = [one for one in target.selectbox if one.label == "Berlaku mulai bulan"]
    assert (month.value, target.query_params["bagian"]) == ("2024-06", "pegawai")
