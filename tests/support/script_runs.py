"""Knows from the messages between browser and server whether a script still has to run or runs.

What the page itself shows is late: between a click and the first sign of the run that it asks for lies the time that a
busy machine needs, and a page looked at then is the old one, or half of the new one.
"""

from __future__ import annotations

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = "/_stcore/stream"


class ScriptRuns:
    """Follows the newest connection of a page to its server."""

    def __init__(self, page: Page) -> None:
        self._connection: WebSocket | None = None
        self._is_asked = False
        self._is_running = False
        page.on("websocket", self._follow)

    @property
    def are_over(self) -> bool:
        """Whether every run that was asked for has begun and ended. Events arrive while Playwright waits."""
        return not (self._is_asked or self._is_running)

    def _follow(self, connection: WebSocket) -> None:
        if STREAM not in connection.url:
            return
        self._connection, self._is_asked, self._is_running = connection, False, False
        connection.on("framesent", lambda frame: self._note_sent(connection, frame))
        connection.on("framereceived", lambda frame: self._note_received(connection, frame))
        connection.on("close", self._forget)

    def _forget(self, connection: WebSocket) -> None:
        if connection is self._connection:
            self._connection, self._is_asked, self._is_running = None, False, False

    def _note_sent(self, connection: WebSocket, frame: bytes | str) -> None:
        if connection is self._connection and isinstance(frame, bytes):
            self._is_asked |= BackMsg.FromString(frame).HasField("rerun_script")

    def _note_received(self, connection: WebSocket, frame: bytes | str) -> None:
        if connection is not self._connection or not isinstance(frame, bytes):
            return
        kind = ForwardMsg.FromString(frame).WhichOneof("type")
        if kind == "new_session":
            self._is_asked, self._is_running = False, True
        elif kind == "script_finished":
            # A run that gives way to another is followed by that one's beginning at once.
            self._is_running = False
