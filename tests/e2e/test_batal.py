"""Reading and storing that an operator stops, or whose browser goes away: nothing of it stays, and no process either."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Windows
from tests.ketahanan.periksa import pelanggaran
from tests.ketahanan.tempat import opened
from tests.support import databases, kertas, servers
from tests.support.chromium import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="anak proses dilihat melalui /proc"),
]


@pytest.fixture
def visit(window: Windows) -> Visit:
    return window(1366, 1400, "light")


def workbook(folder: Path) -> Path:
    file = folder / "kertas.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(kertas.rows()):
            sheet.write_row(number, 0, row)
    return file


def children(server: servers.RunningServer) -> set[int]:
    """Processes that the server has started and not yet taken leave of, zombies as well."""
    found: set[int] = set()
    for task in Path(f"/proc/{server.process.pid}/task").iterdir():
        with suppress(OSError):  # a thread may end while it is looked at
            found |= {int(number) for number in (task / "children").read_text().split()}
    return found


def is_reader(number: int) -> bool:
    try:
        return b"reading.worker" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return False


def wait_for_child(server: servers.RunningServer, before: set[int]) -> int:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        # Held still before it is the reader, between fork and exec, it would hold the server as well.
        if reading := [number for number in children(server) - before if is_reader(number)]:
            return reading[0]
        time.sleep(0.002)
    raise AssertionError("no process reads the file")


def assert_gone(server: servers.RunningServer, before: set[int]) -> None:
    """No process stays, not even as a zombie; one that ends just now has a moment for it."""
    end = time.monotonic() + 5
    while children(server) - before and time.monotonic() < end:
        time.sleep(0.05)
    assert children(server) - before == set()


def batches(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        (count,) = connection.execute("SELECT count(*) FROM impor").fetchone()
    return int(count)


@contextmanager
def kept_busy(file: Path) -> Iterator[None]:
    """Another writer has the database, so that storing waits at its beginning."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def ready_to_store(visit: Visit, server: servers.RunningServer, file: Path) -> Page:
    page = steps.upload(visit, server, file)
    if page.get_by_text("satker belum dipastikan").count():
        steps.confirm_new_satker(visit)
    return page


def assert_whole(file: Path) -> None:
    """Looked at in a copy: the check makes the rollups anew, and the server goes on using the file."""
    twin = file.with_name("kembar.db")
    twin.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(twin)) as copy:
        live.backup(copy)
    with opened(databases.url_of(twin)) as engine:
        assert [told for told in pelanggaran(engine) if not told.startswith("version")] == []


def test_stopped_or_left_alone_nothing_stays_behind(
    own_server: servers.RunningServer, own_file: Path, visit: Visit, window: Windows, tmp_path: Path
):
    file, before, known = workbook(tmp_path), children(own_server), batches(own_file)

    # Reading: its process is held still, so that the button is pressed in the middle of it.
    page = visit.open(f"{own_server.address}/unggah")
    page.locator("input[type=file]").set_input_files(file)
    reader = wait_for_child(own_server, before)
    os.kill(reader, signal.SIGSTOP)
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("Pembacaan dibatalkan; tidak ada yang disimpan.")).to_be_visible(timeout=30_000)
    assert_gone(own_server, before)
    assert not Path(f"/proc/{reader}").exists()
    page.get_by_role("button", name="Baca lagi").click()
    expect(page.get_by_text("baris dibaca").first).to_be_visible(timeout=30_000)
    assert_gone(own_server, before)

    # Storing: it waits for its turn, and is stopped before its turn comes.
    ready_to_store(visit, own_server, file)
    with kept_busy(own_file):
        page.get_by_role("button", name=steps.SIMPAN).click()
        page.get_by_role("button", name="Batalkan").click()
        # Nothing tells that the server has been asked: what would say so waits for the database too.
        page.wait_for_timeout(500)
    expect(page.get_by_text("Penyimpanan dibatalkan; tidak ada yang disimpan.")).to_be_visible(timeout=30_000)
    assert batches(own_file) == known
    assert_whole(own_file)

    # The browser goes away: the file is stored to the end or not at all, and the next operator can store.
    with kept_busy(own_file):
        page.get_by_role("button", name=steps.SIMPAN).click()
        expect(page.get_by_role("button", name="Batalkan")).to_be_visible()
        page.goto("about:blank")
    other = window(1366, 1400, "dark")
    ready_to_store(other, own_server, file)
    steps.store(other)
    told = re.compile(r"kertas\.xlsx (disimpan|sudah pernah disimpan)")
    expect(other.page.get_by_text(told).first).to_be_visible()
    assert batches(own_file) == known + 1
    assert_whole(own_file)
