"""Mode Rapat on a projector: no chrome, large type, arrow keys, and new data without anybody touching it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Windows
from tests.e2e.page_state import wait_until_still
from tests.support import databases, kertas, servers

pytestmark = pytest.mark.browser
MINIMAL_PX = 24
# Smaller, and not for the room: the keys that the presenter can press, on the buttons of the footer.
PETUNJUK_TOMBOL = {"←", "→", "Esc"}
LAYAR = """() => {
  const small = [], seen = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement, text = node.textContent.trim(), box = parent.getBoundingClientRect();
    if (!text || parent.closest('script, style, noscript, [data-testid=stIconMaterial], [role=img]')) continue;
    // The link for keyboards that jumps over the navigation waits outside the screen.
    if (!seen(parent) || box.width < 2 || box.height < 2 || box.bottom < 0) continue;
    small.push([parseFloat(getComputedStyle(parent).fontSize), text]);
  }
  const main = document.querySelector('[data-testid=stMain]'), html = document.documentElement;
  const slide = document.querySelector('.st-key-rapat'), foot = document.querySelector('.st-key-rapat-kaki');
  const inner = [...slide.querySelectorAll('*')].filter(seen).map(e => e.getBoundingClientRect());
  return {
    texts: small,
    overflow: [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth,
               html.scrollHeight - html.clientHeight, html.scrollWidth - html.clientWidth],
    chrome: [...document.querySelectorAll(
      '[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stToolbar], .modebar')].filter(seen).length,
    overFooter: Math.max(...inner.map(box => box.bottom)) - foot.getBoundingClientRect().top,
    beyond: Math.max(...inner.map(box => box.right)) - html.clientWidth,
  };
}"""


def slide_of(page: Page, number: int, count: int) -> None:
    page.get_by_text(f"{number} dari {count} ·").wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')")


def assert_readable(page: Page, number: int) -> None:
    screen = page.evaluate(LAYAR)
    assert len(screen["texts"]) > 5
    small = {text for size, text in screen["texts"] if size < MINIMAL_PX} - PETUNJUK_TOMBOL
    assert small == set(), f"slide {number}"
    assert max(size for size, _ in screen["texts"]) >= 48
    assert max(screen["overflow"]) <= 0, f"slide {number}"
    assert screen["chrome"] == 0
    assert screen["overFooter"] <= 0, f"slide {number}"
    assert screen["beyond"] <= 0, f"slide {number}"


def test_every_slide_by_the_arrow_keys(example_server: servers.RunningServer, window: Windows):
    visit = window(1920, 1080, "light")
    page = visit.open(f"{example_server.address}/rapat?periode=2024-06")
    count = (
        8 + 19
    )  # region, comparison, respondents, two of compliance, weak unsur, two of Zona Integritas, one per satker
    titles = []
    for number in range(1, count + 1):
        slide_of(page, number, count)
        wait_until_still(page)
        assert_readable(page, number)
        titles.append(page.locator("h1").inner_text())
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
    assert len(set(titles[-19:])) == 19
    slide_of(page, count, count)  # the last one stays
    page.keyboard.press("ArrowLeft")
    slide_of(page, count - 1, count)
    page.keyboard.press("PageUp")
    slide_of(page, count - 2, count)
    page.keyboard.press("Escape")
    page.wait_for_url(f"{example_server.address}/?*")
    assert visit.console_errors == []
    assert visit.foreign_requests == []


def test_a_small_projector_shows_the_same_slide_smaller(example_server: servers.RunningServer, window: Windows):
    """1366 x 768: nothing to scroll, the drawing of a chart ends over the footer and inside its column."""
    page = window(1366, 768, "dark").open(f"{example_server.address}/rapat?periode=2024-06&salindia=9")
    page.locator(".main-svg").first.wait_for()
    wait_until_still(page)
    assert max(page.evaluate(LAYAR)["overflow"]) <= 0
    drawn = [box.bounding_box() for box in page.locator(".js-plotly-plot .main-svg").all()]
    foot = page.locator(".st-key-rapat-kaki").bounding_box()
    assert foot is not None
    bottoms = [box["y"] + box["height"] for box in drawn if box]
    assert bottoms
    assert max(bottoms) <= foot["y"]
    assert max(box["x"] + box["width"] for box in drawn if box) <= 1366
    # Half the width of the screen, not a quarter: the drawing shrinks once.
    assert max(box["width"] for box in drawn if box) > 1366 / 2


def test_a_phone_shows_a_chart_whole(example_server: servers.RunningServer, window: Windows):
    """Drawn for the width of a phone, half as large as for a projector, and not cut at its edge."""
    page = window(390, 844, "light").open(f"{example_server.address}/rapat?periode=2024-06")
    page.locator(".main-svg").first.wait_for()
    wait_until_still(page)
    drawn = [box for box in (svg.bounding_box() for svg in page.locator(".js-plotly-plot .main-svg").all()) if box]
    assert max(box["x"] + box["width"] for box in drawn) <= 390
    assert max(box["width"] for box in drawn) > 390 / 2
    labels = [box for box in (text.bounding_box() for text in page.locator(".main-svg .ytick text").all()) if box]
    assert labels
    assert min(box["x"] for box in labels) >= 0
    # The box that Streamlit measures is twice as wide as what is drawn in it: it gives nothing to scroll to.
    assert max(page.evaluate(LAYAR)["overflow"][1::2]) <= 0


def test_a_slide_can_be_linked_to(example_server: servers.RunningServer, window: Windows):
    page = window(1920, 1080, "light").open(f"{example_server.address}/rapat?periode=2024-06&salindia=6")
    assert "6 dari 27" in page.locator(".st-key-rapat-kaki").inner_text()
    assert "unsur di bawah ambang" in page.locator("h1").inner_text()


def import_file(file: Path, database: Path, *options: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "import", str(file), *options],
        cwd=servers.ROOT,
        env=servers.environment(file.parent, PANTAU_DATABASE_URL=databases.url_of(database)),
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_new_data_appear_by_themselves(
    own_server: servers.RunningServer, own_file: Path, window: Windows, tmp_path: Path
):
    """From nothing to the survey on paper, and then one satker more, while the page is open and nobody touches it."""
    visit = window(1920, 1080, "light")
    page = visit.open(f"{own_server.address}/rapat")
    expect(page.get_by_role("heading", name="Belum ada data survei")).to_be_visible()
    first = tmp_path / "kertas.csv"
    first.write_bytes(kertas.csv_bytes())
    import_file(first, own_file, "--create-satker")
    expect(page.get_by_role("heading", name="IPKP 3,27 dan IPAK 3,76 pada Juni 2024")).to_be_visible(timeout=10_000)
    slide_of(page, 1, 7)
    page.keyboard.press("ArrowRight")
    slide_of(page, 2, 7)

    second = tmp_path / "tambahan.csv"
    text = kertas.csv_bytes(with_satker=False).decode().replace("2024-05-14", "2024-06-14")
    second.write_text(text, encoding="utf-8")
    import_file(second, own_file, "--satker", "BPS-01", "--create-satker")
    stored = time.monotonic()
    # The slide that is shown stays, with the new satker on it.
    page.get_by_text("2 dari 8 ·").wait_for(timeout=10_000)
    expect(page.locator(".laju-papan", has_text="BPS-01").first).to_be_visible(timeout=5_000)
    assert time.monotonic() - stored < 10
    assert visit.console_errors == []
