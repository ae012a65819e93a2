"""One browser and one server with the example data for all tests of this folder; more servers where a test writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import databases, servers
from tests.support.chromium import Visit

HALAMAN = {
    "/": "Ringkasan Wilayah",
    "/satker": "Satuan Kerja",
    "/lemah": "Unsur Lemah",
    "/zona": "Zona Integritas",
    "/responden": "Responden & Target",
    "/kepatuhan": "Kalender Kepatuhan",
    "/integritas": "Survei Integritas",
    "/rapat": "Mode Rapat",
    "/unggah": "Unggah Data",
    "/induk": "Data Induk",
    "/metodologi": "Metodologi",
}
Windows = Callable[[int, int, str], Visit]


def run_server(folder: Path, file: Path) -> Iterator[servers.RunningServer]:
    """A server on the database ``file`` until the fixture ends."""
    running = servers.start(folder, databases.url_of(file))
    yield running
    servers.stop(running.process)
    # Every unexpected error of any test is written there, also those that nobody looked at.
    assert not running.incidents.exists(), running.incidents.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def example_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.RunningServer]:  # noqa: ARG001 - no server without a browser
    """The example data; nobody changes them."""
    folder = tmp_path_factory.mktemp("contoh")
    yield from run_server(folder, databases.make_example(folder / "contoh.db"))


@pytest.fixture(scope="module")
def own_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, for the tests of one file to fill."""
    return databases.make_unused(tmp_path_factory.mktemp("sendiri") / "uji.db")


@pytest.fixture(scope="module")
def own_server(browser: Browser, own_file: Path) -> Iterator[servers.RunningServer]:  # noqa: ARG001 - no server without a browser
    """A server on ``own_file``."""
    yield from run_server(own_file.parent, own_file)


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Windows]:
    """``window(1366, 768, "dark")``: one window per size and scheme, kept so that its cache is used by every test."""
    opened: dict[tuple[int, int, str], Visit] = {}

    def get(width: int = 1366, height: int = 768, scheme: str = "light") -> Visit:
        key = (width, height, scheme)
        if key not in opened:
            opened[key] = Visit(browser, width=width, height=height, scheme=scheme)
        visit = opened[key]
        visit.page.set_viewport_size({"width": width, "height": height})
        # Away from a page whose server an earlier test has ended: it would complain into this test.
        visit.page.goto("about:blank")
        visit.console_errors.clear()
        visit.foreign_requests.clear()
        return visit

    yield get
    for visit in opened.values():
        visit.context.close()
