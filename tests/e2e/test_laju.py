"""The main job of the Kepala Bidang HAM in a browser: who will miss his target, what does he need, and telling him so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Windows
from tests.support import servers

pytestmark = pytest.mark.browser
# The example data end with June 2024. Ten working days remain after Wednesday 12 June: 13, 14, 19-21, 24-28.
SEPULUH = "2024-06-12"


def test_from_the_question_to_the_message(example_server: servers.RunningServer, window: Windows):
    visit = window(1366, 1400, "light")
    page = visit.open(f"{example_server.address}/responden?periode=2024-06&survei=spkp")
    page.get_by_role("button", name="Lihat 10 hari kerja sebelum akhir").click()
    expect(page).to_have_url(re.compile(f"per={SEPULUH}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "akan gagal mencapai target Juni 2024 bila lajunya tetap"
    )
    expect(page.get_by_text("Sisa 10 hari kerja sampai 30 Juni 2024")).to_be_visible()
    first = page.locator(".laju-satker").first
    told = first.locator("img.laju-bilah").get_attribute("alt") or ""
    asked = re.search(r"(\d+) dari (\d+) responden, .*kurang (\d+), perlu (\d+) per hari kerja, .*akan gagal", told)
    assert asked, told
    n, target, short, a_day = map(int, asked.groups())
    assert short == target - n
    assert a_day == -(-short // 10)
    expect(first).to_contain_text(f"{n}/{target}")
    expect(first).to_contain_text(f"perlu {a_day}/hari")
    message = first.get_by_role("button")
    expect(message).to_have_attribute("data-salin", re.compile(re.escape(f"kurang%20{short}")))
    # The link is a page of its own that shows the same satker in the same period.
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/satker\?.*periode=2024-06"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(":", timeout=30_000)


def test_the_same_address_shows_the_same_numbers(example_server: servers.RunningServer, window: Windows):
    address = f"{example_server.address}/responden?periode=2024-06&survei=spkp&per={SEPULUH}"
    words = [
        window(*size).open(address).locator(".laju").inner_text().split()
        for size in ((1366, 1400, "light"), (390, 844, "dark"))
    ]
    assert words[0] == words[1]
