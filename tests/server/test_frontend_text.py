"""Streamlit's own words are Indonesian: in the installed scripts, and on a page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit import file_util

from dashboard import frontend_text
from tests.conftest import VisitFactory
from tests.server.conftest import Ask
from tests.support import servers


def entries() -> Iterator[tuple[str, str]]:
    for stem, sentences in frontend_text.TRANSLATIONS.items():
        yield from ((stem, english) for english in sentences)


@pytest.mark.parametrize(("stem", "english"), list(entries()))
def test_every_entry_stands_in_the_installed_script(stem: str, english: str) -> None:
    scripts = (Path(file_util.get_static_dir()) / "static" / "js").glob(f"{stem}.*.js")
    assert sum(english in script.read_text(encoding="utf-8") for script in scripts) == 1


def test_placeholders_survive_translation() -> None:
    """A lost ``${...}`` would lose a number or a name."""
    for sentences in frontend_text.TRANSLATIONS.values():
        for english, indonesian in sentences.items():
            wanted = set(re.findall(r"\$\{[\w.]+\}", english)) - {"${rD}"}  # a link to documentation of CORS
            assert wanted <= set(re.findall(r"\$\{[\w.]+\}", indonesian)), english
            assert english.count("`") % 2 == indonesian.count("`") % 2, english


def test_translated_scripts_have_an_address_of_their_own(ask: Ask) -> None:
    html = ask("/").body.decode()
    addresses = re.findall(r'(?:src|href)="\./static/([^/"]+)/', html)
    assert len(addresses) > 20
    assert set(addresses) == {frontend_text.VERSION}
    name = re.search(r'src="\.(/static/[^"]+)"', html)
    assert name is not None
    script = ask(name[1]).body
    assert b"Sambungan terputus" in script
    assert b"Connection error" not in script


@pytest.mark.browser
def test_widgets_speak_indonesian(page_server: servers.RunningServer, browser_page: VisitFactory) -> None:
    visit = browser_page()
    page = visit.open(page_server.address)
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader).to_contain_text("Pilih berkas")
    expect(uploader).to_contain_text("20MB per berkas")
    page.get_by_role("combobox", name="Satker").click()
    page.keyboard.type("tidak ada ini")
    expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_test_id("stDataFrame").hover()
    expect(page.get_by_role("button", name="Layar penuh").first).to_be_visible()
    expect(page.get_by_role("button", name="Cari").first).to_be_visible()
    spoken = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))")
    english = re.compile(
        r"\b(open|close|clear|show|hide|search|fullscreen|help|select|menu|sidebar|pages)\b", re.IGNORECASE
    )
    assert [label for label in spoken if english.search(label)] == []
    assert visit.console_errors == []
