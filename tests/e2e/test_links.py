"""Addresses and clicks: a copied link opens the same view, back goes back, a row opens its satker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import VisitFactory
from tests.e2e import steps
from tests.e2e.conftest import Windows, run_server
from tests.e2e.page_state import look
from tests.support import databases, servers
from tests.support.chromium import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(window: Windows) -> Visit:
    return window(1366, 1400, "light")


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def seen(page: Page) -> list[str]:
    """The words of the page and the names of its charts."""
    return [page.get_by_test_id("stMain").inner_text(), *(str(chart["name"]) for chart in look(page).charts)]


def click_name(page: Page, alt: str, number: int, left: int) -> None:
    """Click on the name in a row (0 = first below the header), ``left`` pixels from the table's edge."""
    found = page.get_by_test_id("stDataFrame").filter(has=page.locator(f'[aria-label*=": {alt}"]'))
    canvas = found.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    height = box["height"] / canvas.locator("tr").count()
    page.mouse.click(box["x"] + left, box["y"] + height * (number + 1.5))


@pytest.mark.parametrize(
    ("path", "choices"),
    [
        ("/", {"Periode": "Maret 2024", "Survei": "SPAK (IPAK)", "Jenis satker": "Rutan"}),
        ("/satker", {"Satuan kerja": "Rutan Kelas IIA Candrabumi", "Rentang": "Triwulan", "Konversi": "proporsional"}),
        ("/lemah", {"Rentang": "Semester"}),
    ],
)
def test_a_copied_address_opens_the_same_view(
    example_server: servers.RunningServer, visit: Visit, browser_page: VisitFactory, path: str, choices: dict[str, str]
):
    page = visit.open(example_server.address + path)
    before = seen(page)
    for label, choice in choices.items():
        steps.pick(visit, label, choice)
    assert seen(page) != before
    fresh = browser_page(width=1366, height=1400)
    assert seen(fresh.open(page.url)) == seen(page)
    assert query(fresh.page) == query(page)


def test_the_address_names_everything_also_the_defaults(example_server: servers.RunningServer, visit: Visit):
    page = visit.open(example_server.address)
    assert query(page) == {"periode": "2024-06", "survei": "spkp", "jenis": "semua", "konversi": "minmax"}


@pytest.mark.parametrize(
    ("path", "alt", "left"),
    [("/", "Tabel 19 satker", 90), ("/lemah", "Tabel ", 180)],
)
def test_a_row_opens_its_satker_and_back_returns(
    example_server: servers.RunningServer, visit: Visit, path: str, alt: str, left: int
):
    page = visit.open(f"{example_server.address}{path}?periode=2024-05&survei=spkp")
    header, *rows = steps.grid(page, alt)
    name = rows[2][header.index("Satuan kerja")]
    click_name(page, alt, 2, left)
    page.wait_for_url(f"{example_server.address}/satker?*")
    visit.settle()
    # The table of the region shortens names: 'Lapas IIB Bukit Senandung' is 'Lapas Kelas IIB Bukit Senandung'.
    place = " ".join(name.split()[-2:])
    assert place in page.locator("h1").inner_text().partition(":")[0]
    assert query(page)["periode"] == "2024-05"
    page.go_back()
    visit.settle()
    assert urlsplit(page.url).path == path
    assert query(page)["periode"] == "2024-05"
    assert page.locator("h1").count() == 1


def test_a_link_in_a_card_opens_its_satker(example_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{example_server.address}/?periode=2024-05")
    link = page.locator(".st-key-perhatian-1").get_by_role("link")
    name = link.inner_text()
    link.click()
    page.wait_for_url(f"{example_server.address}/satker?*")
    visit.settle()
    assert page.locator("h1").inner_text().startswith(f"{name}: ")
    assert query(page)["periode"] == "2024-05"


def test_choices_go_along_and_one_press_leaves_a_page_or_undoes_a_choice(
    example_server: servers.RunningServer, visit: Visit
):
    """What a page adds to its address by itself is no step of the history; a choice is one, also behind a button."""
    page = visit.open(example_server.address)
    steps.pick(visit, "Periode", "April 2024")
    ways = {
        "Unsur Lemah": "/lemah",
        "Responden & Target": "/responden",
        "Satuan Kerja": "/satker",
        "Mode Rapat": "/rapat",
    }
    for name, path in ways.items():
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url(f"{example_server.address}{path}?*")
        visit.settle()
        assert query(page)["periode"] == "2024-04"
        expect(page).to_have_title(f"{name} · Pantau")
    page.get_by_role("button", name="Atur").click()
    steps.pick(visit, "Periode", "Februari 2024")
    assert query(page)["periode"] == "2024-02"
    for path in ("/rapat", "/satker", "/responden", "/lemah", "/"):
        page.go_back()
        visit.settle()
        assert (urlsplit(page.url).path, query(page)["periode"]) == (path, "2024-04")


def test_back_undoes_a_choice(example_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{example_server.address}/?periode=2024-06")
    first = seen(page)
    steps.pick(visit, "Periode", "Februari 2024")
    second = seen(page)
    assert second != first
    steps.pick(visit, "Survei", "SPAK (IPAK)")
    page.go_back()
    visit.settle()
    assert query(page) == {"periode": "2024-02", "survei": "spkp", "jenis": "semua", "konversi": "minmax"}
    assert seen(page) == second
    page.go_back()
    visit.settle()
    assert query(page)["periode"] == "2024-06"
    assert seen(page) == first


def test_an_unknown_page_leads_to_the_first_and_says_so(example_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{example_server.address}/tidak-ada")
    expect(page.get_by_text("Halaman tidak ditemukan")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_title("Ringkasan Wilayah · Pantau")


@pytest.fixture
def demo_server(browser: Browser, tmp_path: Path) -> Iterator[servers.RunningServer]:  # noqa: ARG001 - no server without a browser
    """Example data that the test may remove."""
    yield from run_server(tmp_path, databases.make_example(tmp_path / "contoh.db"))


def test_example_data_are_removed_with_one_button(demo_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{demo_server.address}/lemah")
    notice = page.locator(".st-key-data-contoh")
    expect(notice).to_contain_text("DATA CONTOH")
    notice.get_by_role("button", name="Hapus data contoh").click()
    page.get_by_role("dialog").get_by_role("button", name="Ya, hapus").click()
    expect(page.get_by_role("heading", name="Belum ada data survei")).to_be_visible()
    expect(notice).not_to_be_visible()
    page = visit.open(demo_server.address)
    expect(page.get_by_role("heading", name="Belum ada data survei")).to_be_visible()
    assert visit.console_errors == []
