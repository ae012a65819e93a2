"""Every page in light and dark on an office screen, a projector and a phone: sound, Indonesian, accessible, local."""

import pytest

from tests.e2e.conftest import HALAMAN, Windows
from tests.e2e.page_state import accessibility, look
from tests.support import servers

pytestmark = pytest.mark.browser
UKURAN = {"kantor": (1366, 768), "proyektor": (1920, 1080), "ponsel": (390, 844)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ukuran", UKURAN)
@pytest.mark.parametrize("path", HALAMAN)
def test_page(example_server: servers.RunningServer, window: Windows, path: str, ukuran: str, scheme: str):
    visit = window(*UKURAN[ukuran], scheme)
    page = visit.open(example_server.address + path)
    state = look(page)
    assert state.exceptions == []
    assert state.alerts == []
    assert state.title == f"{HALAMAN[path]} · Pantau"
    assert state.lang == "id"
    assert len(state.headings) == 1
    assert set(state.headings) <= set(state.words)
    assert state.sideways <= 0
    assert state.english == []
    for chart in state.charts:
        assert chart["role"] == "figure"
        assert 0 < len(chart["name"]) <= 250
        assert chart["drawn"]
    assert len({chart["name"] for chart in state.charts}) == len(state.charts)
    assert accessibility(page) == []
    # Errors of the content security policy come through the console too.
    assert visit.console_errors == []
    assert visit.foreign_requests == []


@pytest.mark.parametrize("path", ["/satker", "/responden", "/rapat"])
def test_charts_are_dark_at_the_first_load(example_server: servers.RunningServer, window: Windows, path: str):
    inks = {}
    for scheme in ("light", "dark"):
        page = window(1366, 768, scheme).open(example_server.address + path)
        texts = page.locator("[data-testid=stPlotlyChart] .main-svg .ytick text")
        inks[scheme] = texts.first.evaluate("e => getComputedStyle(e).fill")
    lightness = {scheme: sum(int(part) for part in ink[4:-1].split(",")[:3]) for scheme, ink in inks.items()}
    assert lightness["light"] < 300  # dark ink on paper
    assert lightness["dark"] > 450  # light ink on a dark page
