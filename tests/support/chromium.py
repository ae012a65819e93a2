"""Finds an installed Chromium, Chrome or Edge, and opens pages that note what must not happen."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.support.script_runs import ScriptRuns

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
      && !document.querySelector('[data-testid=stSkeleton]');
}"""


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    yield from (Path(path) for path in MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (Path(folder) / path for path in WINDOWS)


def find_chromium() -> Path | None:
    """The browser's program file, or None; ``PANTAU_CHROMIUM`` (a path or a name) decides alone when it is set."""
    named = os.environ.get("PANTAU_CHROMIUM")
    if named is not None:
        found = shutil.which(named)
        return Path(found) if found else None
    return next((path for path in _candidates() if path.is_file()), None)


def flags() -> list[str]:
    """Command-line flags: no background traffic, and no sandbox for root, who cannot have one."""
    common = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return [*common, "--disable-sync", *(["--no-sandbox"] if is_root else [])]


class Visit:
    """One browser window; collects console errors and requests that leave this machine."""

    def __init__(self, browser: Browser, *, width: int, height: int, scheme: str) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        self.page: Page = self.context.new_page()
        self._runs = ScriptRuns(self.page)
        self.console_errors: list[str] = []
        self.foreign_requests: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("request", self._note_request)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            self.foreign_requests.append(request.url)

    def open(self, url: str, timeout_ms: int = 60_000) -> Page:
        """Open an address and wait until the page has come to rest."""
        self.page.goto(url)
        self.settle(timeout_ms)
        return self.page

    def settle(self, timeout_ms: int = 60_000) -> None:
        """Wait until no script runs or is asked for, and no part of the page is still being loaded."""
        deadline = time.monotonic() + timeout_ms / 1000
        self._rest(deadline)
        # Widgets gather what is typed or ticked for a moment before they ask for a run; the longest waits 200 ms.
        self.page.wait_for_timeout(250)
        self._rest(deadline)

    def _rest(self, deadline: float) -> None:
        while True:
            self.page.wait_for_function(AT_REST, timeout=max(1, (deadline - time.monotonic()) * 1000))
            if self._runs.are_over:
                return
            if time.monotonic() > deadline:
                raise TimeoutError("the server has not finished the run that the page asked for")
            self.page.wait_for_timeout(20)
