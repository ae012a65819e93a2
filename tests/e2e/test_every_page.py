"""Every page in light and dark on an office screen, a projector and a phone: sound, Indonesian, accessible, local."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import HALAMAN, Windows
from tests.e2e.page_state import accessibility, look, wait_until_still
from tests.support import servers

pytestmark = pytest.mark.browser
BERGRAFIK = ("/satker", "/rapat")
# A page is loaded at the first size; then its window is pulled to the next one.
UKURAN = {"kantor dan proyektor": ((1366, 768), (1920, 1080)), "ponsel": ((390, 844),)}


def assert_ink_fits(page: Page, scheme: str):
    """Charts are dark at the first load too: dark ink on paper, light ink on a dark page."""
    texts = page.locator("[data-testid=stPlotlyChart] .main-svg .ytick text")
    ink = texts.first.evaluate("e => getComputedStyle(e).fill")
    lightness = sum(int(part) for part in ink[4:-1].split(",")[:3])
    assert lightness < 300 if scheme == "light" else lightness > 450


def assert_sound(page: Page, path: str):
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
    assert len({chart["name"] for chart in state.charts}) == len(state.charts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ukuran", UKURAN)
@pytest.mark.parametrize("path", HALAMAN)
def test_page(example_server: servers.RunningServer, window: Windows, path: str, ukuran: str, scheme: str):
    first, *others = UKURAN[ukuran]
    visit = window(*first, scheme)
    page = visit.open(example_server.address + path)
    assert_sound(page, path)
    if path in BERGRAFIK and others:
        assert_ink_fits(page, scheme)
    assert accessibility(page) == []
    for width, height in others:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        assert_sound(page, path)
        assert accessibility(page, contrast=False) == []
    # Errors of the content security policy come through the console too.
    assert visit.console_errors == []
    assert visit.foreign_requests == []
