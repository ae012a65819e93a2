"""The main job of the Kepala Bidang HAM in a browser: who will miss his target, what does he need, and telling him so."""

from __future__ import annotations

import re
from urllib.parse import unquote

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
    visit.settle()  # what stands below the new heading is the old list until then
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "akan gagal mencapai target Juni 2024 bila lajunya tetap"
    )
    expect(page.get_by_role("paragraph").filter(has_text="Sisa 10 hari kerja sampai 30 Juni 2024")).to_be_visible()
    first = page.locator(".laju-satker").first
    told = first.locator("img.laju-bilah").get_attribute("alt") or ""
    asked = re.search(
        r"(\d+) dari (\d+) responden, .*kurang (\d+), perlu (\d+) responden per hari kerja, .*akan gagal", told
    )
    assert asked, told
    n, target, short, a_day = map(int, asked.groups())
    assert short == target - n
    assert a_day == -(-short // 10)
    expect(first).to_contain_text(f"{n}/{target}")
    expect(first).to_contain_text(f"perlu {a_day}/hari")
    message = unquote(first.get_by_role("button").get_attribute("data-salin") or "")
    (line,) = [line for line in message.splitlines() if f"kurang {short}, sisa 10 hari kerja: {a_day} per hari" in line]
    # The link is a page of its own that shows the same satker in the same period.
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/satker\?.*periode=2024-06"))
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{line.partition(':')[0]}: ")


def test_the_same_address_shows_the_same_numbers(example_server: servers.RunningServer, window: Windows):
    address = f"{example_server.address}/responden?periode=2024-06&survei=spkp&per={SEPULUH}"
    words = [
        window(*size).open(address).locator(".laju").inner_text().split()
        for size in ((1366, 1400, "light"), (390, 844, "dark"))
    ]
    assert words[0] == words[1]


def test_who_will_miss_the_target_stands_on_one_screen(example_server: servers.RunningServer, window: Windows):
    visit = window(1366, 768, "light")
    page = visit.open(f"{example_server.address}/responden?periode=2024-06&survei=spkp&per={SEPULUH}")
    urgent = page.locator(".laju-kelompok").first.locator(".laju-satker")
    boxes = [box for box in (cell.bounding_box() for cell in urgent.all()) if box]
    assert len(boxes) > 5
    assert max(box["y"] + box["height"] for box in boxes) <= 768


def test_on_a_phone_the_answer_comes_before_the_filters_are_opened(
    example_server: servers.RunningServer, window: Windows
):
    visit = window(390, 844, "light")
    page = visit.open(f"{example_server.address}/responden?periode=2024-06&survei=spkp&per={SEPULUH}")
    filters = page.locator(".st-key-saringan").get_by_role("combobox")
    fold = page.locator(".pantau-lipat summary")
    assert filters.count() == 0
    expect(page.locator(".st-key-saringan")).to_contain_text("Juni 2024, SPKP (IPKP), Semua jenis, 12 Juni 2024")
    second = page.locator(".laju-satker").nth(1).bounding_box()
    assert second is not None
    assert second["y"] + second["height"] <= 844
    fold.focus()
    page.keyboard.press("Enter")
    expect(filters).to_have_count(5)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Rentang")).to_be_focused()
    # It stays open while somebody chooses, and tells what he chose.
    page.get_by_role("combobox", name="Jenis satker").click()
    page.get_by_role("option", name="Rutan").click()
    visit.settle()
    expect(filters).to_have_count(5)
    expect(page.locator(".pantau-lipat-isi")).to_contain_text("Rutan")
