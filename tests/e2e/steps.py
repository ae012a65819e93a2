"""What operators and readers do on the pages, and what they read there."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support import servers
from tests.support.chromium import Visit

SIMPAN = "Simpan ke basis data"


def upload(visit: Visit, server: servers.RunningServer, file: Path) -> Page:
    """Open Unggah Data and hand over a file; returns when it has been examined."""
    page = visit.open(f"{server.address}/unggah")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("baris dibaca").first).to_be_visible(timeout=30_000)
    visit.settle()
    return page


def pick(visit: Visit, label: str, choice: str) -> None:
    """Choose in a list."""
    box, option = (
        visit.page.get_by_role("combobox", name=label),
        visit.page.get_by_role("option", name=choice, exact=True),
    )
    box.scroll_into_view_if_needed()  # a list closes when the page moves under it
    box.click()
    option.click()
    visit.settle()


def name_new_satker(visit: Visit, kode: str) -> None:
    """Say that the rows without a satker belong to a new one."""
    pick(visit, "Satker untuk baris tanpa satker", "Satker baru ...")
    box = visit.page.get_by_label("Kode satker baru")
    box.fill(kode)
    box.press("Enter")
    visit.settle()


def confirm_new_satker(visit: Visit) -> None:
    """Confirm that all unknown satker are to be made."""
    visit.page.get_by_text(re.compile(r"^Setujui semua \(")).click()
    visit.settle()


def store(visit: Visit) -> None:
    """Press the button that stores, and wait for the answer."""
    visit.page.get_by_role("button", name=SIMPAN).click()
    visit.settle()


def grid(page: Page, alt: str) -> list[list[str]]:
    """The cells of a data grid as a screen reader gets them, header first; ``alt``: how its name begins."""
    found = page.get_by_test_id("stDataFrame").filter(has=page.locator(f'[aria-label*=": {alt}"]'))
    found.locator("canvas tr").first.wait_for(state="attached")
    rows: list[list[str]] = found.locator("canvas").first.evaluate(
        "c => [...c.querySelectorAll('tr')].map(r => [...r.querySelectorAll('th, td')].map(e => e.textContent))"
    )
    return rows


def cards(page: Page) -> dict[str, str]:
    """Label and value of every card."""
    found = page.get_by_test_id("stMetric").all()
    return {
        one.get_by_test_id("stMetricLabel").inner_text().strip(): one.get_by_test_id("stMetricValue")
        .inner_text()
        .strip()
        for one in found
    }


def heatmap(page: Page) -> dict[str, list[str]]:
    """Values of the heatmap by satker, as printed: '3,45 B', '3,20 n 7'."""
    rows = page.locator(".pantau-petak tbody tr, .pantau-petak tr:has(td)").all()
    return {
        row.locator("th").inner_text().strip(): [" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()]
        for row in rows
    }


def select_row(visit: Visit, alt: str, row: int) -> None:
    """Tick the box before a row of a data grid, the first being 0; a canvas has no elements to click."""
    found = visit.page.get_by_test_id("stDataFrame").filter(has=visit.page.locator(f'[aria-label*=": {alt}"]'))
    found.scroll_into_view_if_needed()
    found.click(position={"x": 16, "y": 52 + 35 * row})
    visit.settle()
