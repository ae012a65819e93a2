"""The page in a real browser: policy, fonts, weight, upload and download."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import ServerFactory, VisitFactory
from tests.server.conftest import SCRIPTS, ask_server
from tests.support import servers
from tests.support.chromium import Visit

pytestmark = pytest.mark.browser
FIRST_LOAD_LIMIT = 3_500_000  # bytes on the wire for a page with a chart and a table; uncompressed it is 9.3 MB


def weigh(visit: Visit) -> list[int]:
    """Collects the bytes on the wire of every finished request."""
    sizes: list[int] = []
    session = visit.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    return sizes


@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(246, 247, 249)"), ("dark", "rgb(14, 22, 29)")])
def test_rich_page_works_under_the_policy_in_the_palette_of_the_system(
    page_server: servers.RunningServer, browser_page: VisitFactory, scheme: str, background: str
) -> None:
    visit = browser_page(scheme=scheme)
    sizes = weigh(visit)
    page = visit.open(page_server.address)
    expect(page.locator(".js-plotly-plot .bars path")).to_have_count(2)
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor") == background
    assert visit.console_errors == []
    assert visit.foreign_requests == []
    assert 1_000_000 < sum(sizes) < FIRST_LOAD_LIMIT


def test_own_font_is_used(page_server: servers.RunningServer, browser_page: VisitFactory) -> None:
    page = browser_page().open(page_server.address)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert "Plus Jakarta Sans" in loaded
    assert page.evaluate("document.fonts.check('650 28px \"Plus Jakarta Sans\"', 'Satuan Kerja')")
    family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith('"Plus Jakarta Sans"')


def test_upload_and_download_work(
    page_server: servers.RunningServer, browser_page: VisitFactory, tmp_path: Path
) -> None:
    visit = browser_page()
    page = visit.open(page_server.address)
    survey = tmp_path / "survei.csv"
    survey.write_text("U1;U2\n4;3\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(survey)
    expect(page.get_by_text("diterima: survei.csv, 10 bita")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh").click()
    assert Path(download.value.path()).read_bytes() == b"satker;indeks\n"
    answer = ask_server(page_server.port, urlsplit(download.value.url).path)
    assert answer.body == b"satker;indeks\n"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="uji.csv"'
    assert visit.console_errors == []


def test_second_visit_takes_files_from_the_cache(
    page_server: servers.RunningServer, browser_page: VisitFactory
) -> None:
    visit = browser_page()
    visit.open(page_server.address)
    sizes = weigh(visit)
    visit.open(page_server.address)
    assert sum(sizes) < 50_000


def test_errors_show_a_sentence_and_no_trace(
    server: ServerFactory, sqlite_url: str, browser_page: VisitFactory
) -> None:
    running = server(sqlite_url, SCRIPTS / "galat.py")
    visit = browser_page()
    for path, action in (("/?galat=1", None), ("/", "Panggilan balik")):
        page = visit.open(running.address + path)
        if action:
            page.get_by_role("button", name=action).click()
        alert = page.get_by_test_id("stAlert")
        expect(alert).to_contain_text("Nomor kejadian")
        number = re.search(r"\d{8}-\d{6}-[0-9A-F]{4}", alert.inner_text())
        assert number is not None
        assert number.group() in running.incidents.read_text(encoding="utf-8")
        assert "rahasia" in running.incidents.read_text(encoding="utf-8")
        text = page.locator("body").inner_text()
        assert "rahasia" not in text
        assert "RuntimeError" not in text
        assert "Traceback" not in text


def test_domain_error_shows_its_own_sentence_as_plain_text(
    server: ServerFactory, sqlite_url: str, browser_page: VisitFactory
) -> None:
    running = server(sqlite_url, SCRIPTS / "galat.py")
    visit = browser_page()
    page = visit.open(running.address)
    page.get_by_role("button", name="Galat data").click()
    # An invisible word joiner keeps the frontend from finding an address in the text.
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        "Basis data *tidak* dapat dibuka ![x](http:\u2060//192.0.2.1/p.png)."
    )
    assert page.get_by_test_id("stAlert").locator("img, em").count() == 0
    assert visit.foreign_requests == []
    assert not running.incidents.exists()


def test_lost_server_is_announced_in_indonesian(
    server: ServerFactory, sqlite_url: str, browser_page: VisitFactory
) -> None:
    running = server(sqlite_url, SCRIPTS / "semua.py")
    page = browser_page().open(running.address)
    servers.stop(running.process)
    expect(page.get_by_text("Sambungan terputus")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Pantau tidak menjawab")).to_be_visible()
    assert "Streamlit" not in page.locator("body").inner_text()


@pytest.mark.parametrize("path", ["/", "/satker", "/satker?periode=2026-06"])
def test_deep_links_find_the_server_at_once(
    page_server: servers.RunningServer, browser_page: VisitFactory, path: str
) -> None:
    """Streamlit looks for its server below every part of the address first, with an error for each."""
    visit = browser_page()
    asked: list[str] = []
    visit.page.on("response", lambda response: asked.append(f"{response.status} {urlsplit(response.url).path}"))
    visit.open(page_server.address + path)
    assert [line for line in asked if "_stcore" in line] == ["200 /_stcore/health", "200 /_stcore/host-config"]
