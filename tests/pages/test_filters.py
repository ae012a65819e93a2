"""Filters that depend on one another: a conversion belongs to its survey, and the address wins over the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.engine import make_engine
from scoring.instruments import shipped_instrument
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.pages.test_every_page import selectbox
from tests.support import databases, kertas
from tests.support.factories import make_sheet, store_sheets


@pytest.fixture(scope="module")
def two_scales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The survey on paper (answers 1 to 6) and an SKM (1 to 4): twelve people, half of them 3 and half 4, all nine unsur.

    SKM: NRR 3.5; in its own conversion 3.50 (NIK 87.50: B), min-maks 1 + 3 (3.5 - 1)/3 = 3.50 too, proportional 3.50.
    """
    file = tmp_path_factory.mktemp("dua") / "dua.db"
    kertas.make_database(file)
    engine = make_engine(databases.url_of(file))
    answers = [[3] * 9] * 6 + [[4] * 9] * 6
    sheet = make_sheet(shipped_instrument("skm"), answers, satker=kertas.LAPAS, tanggal="2024-06-20")
    store_sheets(engine, sheet, name="skm.csv")
    engine.dispose()
    return file


def test_each_survey_starts_in_its_own_conversion(two_scales: Path, open_page: OpenPage):
    app = open_page(two_scales)
    assert selectbox(app, "Konversi").value == "minmax"
    selectbox(app, "Survei").select("SKM (IKM)").run()
    assert selectbox(app, "Konversi").value == "x25"
    assert app.query_params["konversi"] == "x25"
    assert seen.cards(app)["IKM wilayah"] == "3,50 · B"


def test_a_chosen_conversion_is_kept_for_its_survey(two_scales: Path, open_page: OpenPage):
    app = open_page(two_scales)
    selectbox(app, "Konversi").select("proporsional").run()
    selectbox(app, "Survei").select("SKM (IKM)").run()
    assert selectbox(app, "Konversi").value == "x25"
    selectbox(app, "Survei").select("SPKP (IPKP)").run()
    assert selectbox(app, "Konversi").value == "proporsional"
    assert seen.cards(app)["IPKP wilayah"] == "3,19 · B"


def test_a_link_to_another_survey_does_not_take_the_conversion_along(two_scales: Path, open_page: OpenPage):
    """As after an upload: the link names survey and period; the session remembers the conversion of the SPKP."""
    app = open_page(two_scales)
    app.query_params.clear()
    app.query_params.update({"survei": "skm", "periode": "2024-06"})
    app.run()
    assert selectbox(app, "Konversi").value == "x25"


def test_the_address_wins_over_what_the_session_remembers(two_scales: Path, open_page: OpenPage):
    app = open_page(two_scales)
    selectbox(app, "Periode").select("Mei 2024").run()
    app.query_params["periode"] = "2024-06"  # the back button
    app.run()
    assert selectbox(app, "Periode").value == "2024-06"
    assert "Juni 2024" in seen.texts(app)


@pytest.mark.parametrize(
    ("rentang", "periode"), [("Triwulan", "2024-TW2"), ("Semester", "2024-S1"), ("Tahun", "2024"), ("Bulan", "2024-06")]
)
def test_a_length_opens_its_latest_period(two_scales: Path, open_page: OpenPage, rentang: str, periode: str):
    app = open_page(two_scales, periode="2024-05" if rentang != "Bulan" else "2024-S1")
    selectbox(app, "Rentang").select(rentang).run()
    assert app.query_params["periode"] == periode
    assert selectbox(app, "Periode").value == periode


@pytest.mark.parametrize(
    ("asked", "written"),
    [("2024-01..2024-06", "2024-S1"), ("2024-04..2024-06", "2024-TW2"), ("2024-06..2024-06", "2024-06")],
)
def test_a_range_that_has_a_name_gets_it(two_scales: Path, open_page: OpenPage, asked: str, written: str):
    app = open_page(two_scales, periode=asked)
    assert app.query_params["periode"] == written
    assert not app.info


def test_a_page_that_counts_respondents_offers_no_conversion(two_scales: Path, open_page: OpenPage):
    app = open_page(two_scales, "responden")
    assert [box.label for box in app.selectbox].count("Konversi") == 0
    assert "konversi" not in app.query_params
    # The link to a satker names it, so that the page behind it adds nothing and one press of the back button comes back.
    (grid,) = [one.proto.body for one in app.get("html") if "laju-satker" in one.proto.body]
    assert "konversi=minmax" in grid


def test_the_folded_row_tells_what_is_chosen(two_scales: Path, open_page: OpenPage):
    app = open_page(two_scales)
    selectbox(app, "Survei").select("SKM (IKM)").run()
    (folded,) = [one.proto.body for one in app.get("html") if "pantau-lipat-isi" in one.proto.body]
    assert folded == '<div class="pantau-lipat-isi">Juni 2024, SKM (IKM), Semua jenis, x 25</div>'
