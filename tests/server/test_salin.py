"""One click puts exactly the text into the clipboard, with the browser's clipboard and without it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.salin import button_html
from tests.conftest import VisitFactory
from tests.server.conftest import SCRIPTS
from tests.server.salin_text import PESAN
from tests.support import servers
from tests.support.chromium import Visit

SEMBUNYI = "Object.defineProperty(navigator, 'clipboard', {value: undefined}); 0"
MENOLAK = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('x', 'NotAllowedError')); 0"


class Parts(HTMLParser):
    """What a browser makes of the button: its elements with their attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_nothing_of_a_text_becomes_html() -> None:
    parts = Parts()
    parts.feed(button_html(PESAN, "Salin <i>", '"><script>'))
    assert [tag for tag, _ in parts.elements] == ["span", "button", "span", "span", "span"]
    assert parts.words == 'Salin <i> "><script>'
    assert unquote(parts.elements[1][1]["data-salin"] or "") == PESAN


@pytest.fixture(scope="module")
def salin_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.RunningServer]:  # noqa: ARG001 - no server without a browser
    folder: Path = tmp_path_factory.mktemp("salin")
    running = servers.start(folder, f"sqlite:///{(folder / 'uji.db').as_posix()}", SCRIPTS / "salin.py")
    yield running
    servers.stop(running.process)


def pasted(page: Page) -> str:
    """What Ctrl+V brings, in a box of the page: the only way to read the clipboard without the clipboard's API."""
    box = page.get_by_label("Tempel")
    box.fill("")
    box.press("ControlOrMeta+v")
    return box.input_value()


@pytest.mark.browser
def test_one_click_copies_exactly_the_text(salin_server: servers.RunningServer, browser_page: VisitFactory) -> None:
    visit = browser_page()
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=salin_server.address)
    page = visit.open(salin_server.address)
    button = page.locator("button[data-salin]").first
    expect(button).to_have_accessible_name("Salin pesan untuk Lapas <Sampit>")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    button.click()
    expect(button).to_have_text("Tersalin untuk Lapas <Sampit>")
    expect(page.get_by_role("status").filter(has_text="Pesan tersalin.")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == PESAN
    expect(button).to_have_text("Salin pesan untuk Lapas <Sampit>")
    expect(page.get_by_role("status").filter(has_text="Pesan tersalin.")).to_have_count(0)
    page.get_by_role("button", name="Salin semua").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Tersalin")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == "pesan kedua"
    copies_in_a_dialog(visit)
    assert visit.console_errors == []


def copies_in_a_dialog(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name="Buka").click()
    visit.settle()
    page.get_by_role("dialog").get_by_role("button", name="Salin pesan").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Pesan tersalin.")
    assert page.evaluate("navigator.clipboard.readText()") == "dari dialog"


@pytest.mark.browser
def test_it_copies_without_the_clipboard_of_the_browser(
    salin_server: servers.RunningServer, browser_page: VisitFactory
) -> None:
    """Refused by the browser, not there on http, and at last a refusal of every way."""
    page = browser_page().open(salin_server.address)
    first, second = page.locator("button[data-salin]").all()
    page.evaluate(MENOLAK)
    first.click()
    expect(first).to_contain_text("Tersalin")
    expect(first).to_be_focused()
    assert page.locator("textarea[aria-hidden=true]").count() == 0
    assert pasted(page) == PESAN
    page.evaluate(SEMBUNYI)
    second.click()
    expect(second).to_have_text("Tersalin")
    assert pasted(page) == "pesan kedua"
    page.evaluate("Document.prototype.execCommand = () => false")
    second.click()
    expect(second).to_have_text("Tidak tersalin")
    expect(page.get_by_role("status").filter(has_text="tekan Ctrl dan C")).to_have_count(1)
    expect(second).to_have_text("Salin semua")
