"""Kalender Kepatuhan as a page: its filters stand in the address, it has its states, its numbers and its way out."""

from __future__ import annotations

from pathlib import Path

from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.pages.test_every_page import selectbox


def test_the_months_after_the_last_answers_are_empty_and_nobody_is_missing(example_file: Path, open_page: OpenPage):
    """19 satker, the last answers of June 2024; the year is long over, so July to December are empty for all of them."""
    app = open_page(example_file, "kepatuhan", tahun="2024")
    seen.assert_sound(app)
    assert seen.title(app) == "19 satker kosong dua bulan berturut-turut atau lebih sampai Desember 2024"
    cards = {seen.unescaped(label): value for label, value in seen.cards(app).items()}
    assert cards["Kosong dua bulan atau lebih"] == "19 dari 19"
    assert cards["SPKP Desember 2024: sudah"] == "0 dari 19"
    assert "satu bulan dinilai menurut target triwulan" in seen.texts(app)
    table = seen.table(app, "Tabel")
    assert len(table) == 19 * 3  # SPKP, SPAK, and the employees' survey of the last triwulan
    assert set(table["Kosong beruntun"]) >= {"6 bulan"}


def test_filters_stand_in_the_address_and_open_the_same_view_again(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "kepatuhan")
    seen.assert_sound(app)
    # The last year with answers, not the one that the clock says.
    assert (app.query_params["tahun"], app.query_params["survei"], app.query_params["jenis"]) == (
        "2024",
        "semua",
        "semua",
    )
    for label, choice, name, value in (
        ("Tahun", "2023", "tahun", "2023"),
        ("Survei", "SPAK (IPAK)", "survei", "spak"),
        ("Jenis satker", "Rutan", "jenis", "Rutan"),
    ):
        before = seen.everything(app)
        selectbox(app, label).select(choice).run()
        seen.assert_sound(app)
        assert app.query_params[name] == value
        assert seen.everything(app) != before
    again = open_page(example_file, "kepatuhan", **app.query_params)
    assert seen.everything(again) == seen.everything(app)


def test_a_year_without_data_is_shown_as_asked_and_nonsense_is_said(example_file: Path, open_page: OpenPage):
    app = open_page(example_file, "kepatuhan", tahun="2019")
    seen.assert_sound(app)
    assert "Belum ada periode yang selesai untuk dinilai pada tahun 2019" in seen.title(app)
    for asked in ("99999", "2024-06"):
        app = open_page(example_file, "kepatuhan", tahun=asked)
        seen.assert_sound(app)
        assert [one for one in app.info if f"meminta tahun {asked}," in seen.unescaped(one.value)], asked


def test_an_empty_database_says_what_to_do(empty_file: Path, open_page: OpenPage):
    app = open_page(empty_file, "kepatuhan")
    seen.assert_sound(app)
    assert seen.title(app) == "Belum ada data survei"
