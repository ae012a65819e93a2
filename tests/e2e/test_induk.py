"""Data Induk in a browser: typing into the table, who and why, storing, and one click that takes it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.support import kertas, servers

pytestmark = pytest.mark.browser
TABEL = "Pengguna layanan tiap satker dan bulan, 2024"
LAPAS, RUTAN = "Lapas IIB Kertas", "Rutan I Pensil"
NAMA = 208  # width of the first column; the twelve months share the rest


@pytest.fixture(scope="module")
def own_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The survey on paper, for this test to change."""
    file = tmp_path_factory.mktemp("induk") / "uji.db"
    kertas.make_database(file)
    return file


def june(page: Page) -> dict[str, str]:
    """The numbers of June by satker, as the table shows them."""
    head, *rows = steps.grid(page, TABEL)
    return {row[head.index("Satuan kerja")]: row[head.index("Jun")] for row in rows}


def type_into_june(page: Page, row: int, text: str) -> None:
    found = page.get_by_test_id("stDataFrame").filter(has=page.locator(f'[aria-label*=": {TABEL}"]'))
    place = found.bounding_box()
    assert place is not None
    found.dblclick(position={"x": NAMA + (place["width"] - NAMA) / 12 * 5.5, "y": 52 + 35 * row})
    box = page.locator("#portal").get_by_role("textbox")
    box.fill(text)
    box.press("Enter")
    expect(box).to_have_count(0)


def test_a_number_is_typed_stored_and_taken_back(own_server: servers.RunningServer, window: Windows):
    visit = window(1366, 768, "light")
    page = visit.open(f"{own_server.address}/induk?bagian=pengguna&tahun=2024")
    assert june(page) == {LAPAS: "48", RUTAN: ""}

    type_into_june(page, 1, "12a")
    expect(page.get_by_text(f"{RUTAN}, Juni 2024: '12a' bukan bilangan.")).to_be_visible()
    visit.settle()  # a table that is drawn anew closes the cell that is typed into
    type_into_june(page, 1, "1.250")
    expect(page.get_by_text("1 isian akan disimpan; yang lain tidak berubah.")).to_be_visible()
    visit.settle()
    assert june(page) == {LAPAS: "48", RUTAN: "1.250"}

    for label, text in (("Diisi oleh", "Budi"), ("Alasan atau sumber", "rekap buku tamu")):
        page.get_by_role("textbox", name=label).fill(text)
        page.get_by_role("textbox", name=label).press("Tab")
        visit.settle()
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_text(re.compile(r"1 isian disimpan sebagai catatan nomor \d+: 1 baru\."))).to_be_visible()
    visit.settle()
    assert june(page) == {LAPAS: "48", RUTAN: "1.250"}

    page.get_by_role("button", name="Batalkan", exact=True).click()
    expect(page.get_by_text(re.compile(r"Catatan nomor \d+ dibatalkan"))).to_be_visible()
    visit.settle()
    assert june(page) == {LAPAS: "48", RUTAN: ""}

    # 'Semua satker' of this table is no satker of a calendar, and the calendar's satker does not narrow this table.
    page.get_by_role("tab", name="Kalender").click()
    visit.settle()
    expect(page.get_by_text(re.compile("hari seminggu\\)")).first).to_be_visible()
    expect(page.get_by_text("Alamat ini meminta")).to_have_count(0)
    page.get_by_role("tab", name="Pengguna layanan").click()
    visit.settle()
    assert june(page) == {LAPAS: "48", RUTAN: ""}
    assert visit.console_errors == []
