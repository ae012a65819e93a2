"""One server with a page that uses everything, shared by the tests that only ask it questions."""

import http.client
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import servers

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass
class Answer:
    """A response with its headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


def ask_server(port: int, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
    """One request, with exactly the headers given (and Host, unless given)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.RunningServer]:
    """Server of ``scripts/semua.py`` with an up-to-date SQLite database."""
    folder = tmp_path_factory.mktemp("page_server")
    url = f"sqlite:///{(folder / 'uji.db').as_posix()}"
    running = servers.start(folder, url, SCRIPTS / "semua.py")
    yield running
    servers.stop(running.process)


@pytest.fixture
def ask(page_server: servers.RunningServer) -> Ask:
    """``ask(path, headers)``: one request to the shared server."""

    def to_server(path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        return ask_server(page_server.port, path, headers, method)

    return to_server
