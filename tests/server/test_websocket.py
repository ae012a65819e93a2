"""The websocket is the application itself: who may open it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.server.conftest import Ask
from tests.support import servers


@contextmanager
def open_stream(server: servers.RunningServer, origin: str | None) -> Iterator[ClientConnection]:
    headers = {"Origin": origin} if origin is not None else {}
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    protocols = [Subprotocol("streamlit")]
    with connect(address, additional_headers=headers, subprotocols=protocols, proxy=None) as stream:
        yield stream


def send_and_listen(stream: ClientConnection, message: bytes) -> None:
    stream.send(message)
    for _ in range(100):
        stream.recv(timeout=10)


def assert_alive(server: servers.RunningServer) -> None:
    with open_stream(server, server.address) as stream:
        stream.ping().wait(10)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:{port}", "http://localhost:{port}", None])
def test_own_page_and_programs_are_accepted(page_server: servers.RunningServer, origin: str | None) -> None:
    with open_stream(page_server, origin and origin.format(port=page_server.port)) as stream:
        assert stream.ping().wait(10)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "https://share.streamlit.io", ""],
)
def test_foreign_origins_are_refused(page_server: servers.RunningServer, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, open_stream(page_server, origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(("host", "expected"), [("evil.example:{port}", 403), ("127.0.0.1:{port}", 101)])
def test_foreign_host_is_refused_even_with_matching_origin(
    ask: Ask, page_server: servers.RunningServer, host: str, expected: int
) -> None:
    """DNS rebinding: the attacker's name points to 127.0.0.1, so Origin and Host agree."""
    name = host.format(port=page_server.port)
    upgrade = {
        "Host": name,
        "Origin": f"http://{name}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert ask("/_stcore/stream", upgrade).status == expected


def test_garbage_ends_the_connection_and_not_the_server(page_server: servers.RunningServer) -> None:
    with open_stream(page_server, page_server.address) as stream, pytest.raises(ConnectionClosed):
        send_and_listen(stream, b"\xff" * 64)
    assert_alive(page_server)


def test_too_large_a_message_ends_the_connection(page_server: servers.RunningServer) -> None:
    with open_stream(page_server, page_server.address) as stream:
        with pytest.raises(ConnectionClosedError) as closed:
            send_and_listen(stream, b"\0" * 26_000_000)
        # The server closes while we still send, so its code does not always arrive.
        assert closed.value.rcvd is None or closed.value.rcvd.code == 1009
    assert_alive(page_server)
