"""Every page in light and dark on an office screen, a projector and a phone: sound, Indonesian, accessible, local."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import HALAMAN, Windows
from tests.e2e.page_state import accessibility, look
from tests.support import servers

pytestmark = pytest.mark.browser
BERGRAFIK = ("/satker", "/rapat")
UKURAN = {"kantor": (1366, 768), "proyektor": (1920, 1080), "ponsel": (390, 844)}


def assert_ink_fits(page: Page, scheme: str):
    """Charts are dark at the first load too: dark ink on paper, light ink on a dark page."""
    texts = page.locator("[data-testid=stPlotlyChart] .main-svg .ytick text")
    ink = texts.first.evaluate("e => getComputedStyle(e).fill")
    lightness = sum(int(part) for part in ink[4:-1].split(",")[:3])
    assert lightness < 300 if scheme == "light" else lightness > 450


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ukuran", UKURAN)
@pytest.mark.parametrize("path", HALAMAN)
def test_page(example_server: servers.RunningServer, window: Windows, path: str, ukuran: str, scheme: str):
    visit = window(*UKURAN[ukuran], scheme)
    page = visit.open(example_server.address + path)
    state = look(page)
    assert state.exceptions == []
    # Its components are an example, and that stands above them in so many words; nothing else warns of anything.
    warned = [text.splitlines()[-1] for text in state.alerts]
    assert warned == (["Komponen contoh: bukan daftar resmi."] if path == "/integritas" else [])
    assert state.title == f"{HALAMAN[path]} · Pantau"
    assert state.lang == "id"
    assert len(state.headings) == 1
    assert set(state.headings) <= set(state.words)
    assert state.sideways <= 0
    assert state.english == []
    for chart in state.charts:
        assert chart["role"] == "figure"
        assert 0 < len(chart["name"]) <= 250
    if path in BERGRAFIK and ukuran == "kantor":
        assert_ink_fits(page, scheme)
    assert len({chart["name"] for chart in state.charts}) == len(state.charts)
    assert accessibility(page) == []
    # Errors of the content security policy come through the console too.
    assert visit.console_errors == []
    assert visit.foreign_requests == []
