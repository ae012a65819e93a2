"""Texts from files stay texts (tests/support/hostile.py): no picture, link, heading, formula or request comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Dialog, Page, expect

from data_access.files.personal import mask_personal
from tests.e2e import steps
from tests.e2e.conftest import Windows, run_server
from tests.support import hostile, kertas, servers
from tests.support.chromium import Visit

pytestmark = pytest.mark.browser
NOT_INERT = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const show = elements => elements.map(e => e.outerHTML.slice(0, 200));
  const all = selector => [...app.querySelectorAll(selector)];
  const markdown = '[data-testid=stMarkdownContainer]';
  return show([
    ...all('.katex, script, iframe, object'),
    ...all('img, image').filter(e => !/^(data|blob):/.test(e.getAttribute('src') || e.getAttribute('href') || 'data:')),
    ...all('a').filter(e => /192\\.0\\.2\\.1|contoh\\.example|^mailto:|^javascript:/.test(
      e.getAttribute('href') || e.getAttribute('xlink:href') || '')),
    ...all(`${markdown} :is(em, del, code, blockquote, hr, img, table, svg, [aria-label^=home])`),
    ...all('h1, h2, h3, h4, h5, h6').filter(e => e.innerText.trim() === 'Judul baru'),
    ...all('[onload], [onerror], [onclick]'),
  ]);
}"""


@pytest.fixture(scope="module")
def hostile_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.RunningServer]:  # noqa: ARG001 - no server without a browser
    folder = tmp_path_factory.mktemp("jahat")
    hostile.make_database(folder / "jahat.db")
    yield from run_server(folder, folder / "jahat.db")


@pytest.fixture
def visit(window: Windows) -> Iterator[Visit]:
    """A window that is dismayed by any dialog, console error or request to another host."""
    opened = window(1366, 2000, "light")
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    opened.page.on("dialog", note)
    yield opened
    opened.page.remove_listener("dialog", note)
    assert dialogs == []
    assert opened.console_errors == []
    assert opened.foreign_requests == []


def assert_inert(page: Page) -> None:
    assert page.evaluate(NOT_INERT) == []
    expect(page.locator("h1")).to_have_count(1)
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("path", ["/", "/lemah", "/responden", "/rapat", "/unggah", "/induk", "/metodologi"])
def test_every_page_shows_them_as_text(hostile_server: servers.RunningServer, visit: Visit, path: str):
    page = visit.open(f"{hostile_server.address}{path}?survei=jahat&periode={hostile.BULAN}")
    assert_inert(page)
    for closed in page.get_by_test_id("stExpander").locator("summary").all():
        closed.click()
    visit.settle()
    assert_inert(page)


@pytest.mark.parametrize("number", [0, 3, 7, 9, 16])
def test_the_page_of_a_satker(hostile_server: servers.RunningServer, visit: Visit, number: int):
    query = f"satker={hostile.kode_of(number)}&survei=jahat&periode={hostile.BULAN}"
    page = visit.open(f"{hostile_server.address}/satker?{query}")
    assert_inert(page)
    words = page.locator("h1").inner_text().replace("\u2060", "")
    assert words == f"{hostile.MUATAN[number]}: {hostile.MUATAN[2]} 3,63, sangat baik"
    assert page.get_by_role("combobox", name="Satuan kerja").input_value() == hostile.MUATAN[number]


def test_lists_to_choose_from(hostile_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{hostile_server.address}/satker")
    page.get_by_role("combobox", name="Satuan kerja").click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    shown = {text.replace("\u2060", "") for text in options.all_inner_texts()}
    assert shown & set(hostile.MUATAN)
    assert shown <= set(hostile.MUATAN)
    assert_inert(page)
    page.keyboard.press("Escape")


def test_every_slide(hostile_server: servers.RunningServer, visit: Visit):
    page = visit.open(f"{hostile_server.address}/rapat?survei=jahat&periode={hostile.BULAN}")
    shown = page.get_by_text(re.compile(r"^1 dari \d+ ·")).inner_text()
    count = int(shown.split()[2])
    # At least the region, three slides of respondents, weak unsur, and one for each satker.
    assert count >= len(hostile.MUATAN) + 5
    titles = []
    for number in range(1, count + 1):
        page.get_by_text(f"{number} dari {count} ·").wait_for()
        visit.settle()
        titles.append(page.locator("h1").inner_text().replace("\u2060", ""))
        assert_inert(page)
        page.keyboard.press("ArrowRight")
    assert {title.removesuffix(f": {hostile.MUATAN[2]} 3,63, sangat baik") for title in titles} >= set(hostile.MUATAN)


def test_names_of_file_sheets_and_columns(hostile_server: servers.RunningServer, visit: Visit, tmp_path: Path):
    """A file name cannot hold a slash; a sheet's name neither, nor brackets."""
    file = tmp_path / "![x](192.0.2.1) _a_ $5 $10 :material:home: www.contoh.example.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for name in ("www.contoh.example $5 $10", "_miring_ ~~coret~~"):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(kertas.rows()):
                sheet.write_row(row, 0, cells)
            # The first eight are questions of the hostile instrument, which the file would then answer badly.
            for column, text in enumerate(hostile.MUATAN[8:], 30):
                sheet.write_string(0, column, text)
                sheet.write_string(1, column, text)
    page = steps.upload(visit, hostile_server, file)
    assert_inert(page)
    for closed in page.get_by_test_id("stExpander").locator("summary").all():
        closed.click()
    visit.settle()
    steps.pick(visit, "Lembar", "_miring_ ~~coret~~")
    assert_inert(page)
    steps.confirm_new_satker(visit)
    page.get_by_role("button", name="Lihat tanpa menyimpan").click()
    visit.settle()
    banner = page.locator(".st-key-berkas-aktif")
    expect(banner).to_be_visible()
    # An IP address in a file's name is personal data as anywhere else.
    assert mask_personal(file.name) in banner.inner_text().replace("\u2060", "")
    assert_inert(page)
    page.get_by_role("button", name="Kembali ke basis data").click()
    visit.settle()


def test_what_the_address_asks_for(hostile_server: servers.RunningServer, visit: Visit):
    text = f"![x]({hostile.ALAMAT}/z.png)"
    page = visit.open(f"{hostile_server.address}/satker?periode={text}&satker={text}&survei={text}&konversi={text}")
    assert_inert(page)
    assert page.get_by_test_id("stAlert").count() == 3
