"""Ringkasan Wilayah tells where the month that is running stands, whichever period it shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import loaders
from data_access.engine import make_engine
from scoring.instruments import shipped_instrument
from tests.pages import seen
from tests.pages.conftest import OpenPage
from tests.support import databases
from tests.support.factories import make_sheet, store_sheets
from tests.support.kertas import BARIS, LAPAS, SATKER


@pytest.mark.parametrize("is_running", [True, False])
def test_the_running_month_stands_on_the_regions_page(
    paper_file: Path, copy_of: Callable[[Path], Path], open_page: OpenPage, is_running: bool
):
    """One respondent of today is enough; where nobody has answered this month, there is nothing to tell."""
    file, today = copy_of(paper_file), loaders.today()
    engine = make_engine(databases.url_of(file))
    answers = make_sheet(shipped_instrument("spkp"), [BARIS[0][3]], satker=[LAPAS], tanggal=[today.isoformat()])
    store_sheets(engine, answers, name="kini.csv", satker=SATKER)
    engine.dispose()
    app = open_page(file, "ringkasan", periode=f"{today:%Y-%m}" if is_running else "2024-06")
    assert "Buka Responden & Target" in seen.texts(app)
    assert "Buka Responden & Target" not in seen.texts(open_page(paper_file, "ringkasan", periode="2024-06"))
