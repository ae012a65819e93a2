"""The layers between the network and Streamlit, as plain ASGI, outermost first:

``SecurityHeaders`` > ``OwnAddressOnly`` > ``ClosedPaths`` > ``Assets`` > ``HtmlShell`` > Streamlit.

``BaseHTTPMiddleware`` is not used: it buffers responses and does not see websockets.
"""

import gzip
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.assets import PREFIXES, AssetStore
from dashboard.shell import Shell

CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Streamlit's internal endpoints that the pages do not need: server figures and the experimental agent API.

``/_stcore/health`` and ``/_stcore/host-config`` stay open, because the frontend asks both before it connects and
shows an error without them; host-config's list of trusted origins is empty (``client.allowedOrigins``).
"""
SECURITY_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds the security headers to every response, and forbids storing downloads (``/media/``) in caches."""

    def __init__(self, app: ASGIApp, *, content_security_policy: str) -> None:
        self.app = app
        self.headers = {**SECURITY_HEADERS, "Content-Security-Policy": content_security_policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # An export is served to anyone who knows its address, so at least no cache may keep it.
        is_media = scope["path"].startswith("/media/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if is_media:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class OwnAddressOnly:
    """Refuses requests for another host name (DNS rebinding) and from another origin (a foreign page).

    Streamlit checks only websockets and accepts any local origin; and to judge a foreign origin it first asks a
    public service for this machine's external address, which no request may do here.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on requests for this server, refuse all others."""
        if scope["type"] == "lifespan" or self._is_own(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before accept: the client gets 403
        else:
            await PlainTextResponse("Alamat ini tidak dilayani.", 403)(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        if headers.get("host", "").lower() not in self.hosts:
            return False
        origin = headers.get("origin")
        # Programs send no Origin; a browser always does for websockets and uploads.
        return origin is None or urlsplit(origin).netloc.lower() in self.hosts


class ClosedPaths:
    """Answers 404 for Streamlit's internal endpoints."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse closed paths, pass on the rest."""
        path = scope.get("path", "").rstrip("/")
        if scope["type"] == "http" and any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED):
            await PlainTextResponse("Tidak ditemukan.", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Assets:
    """Serves the frontend's files and our own from ``AssetStore``; anything else below their prefixes is 404."""

    def __init__(self, app: ASGIApp, *, store: AssetStore) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer requests for files, pass on the rest."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIXES):
            await self.app(scope, receive, send)
        else:
            response = await self._respond(scope)
            await response(scope, receive, send)

    async def _respond(self, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Metode tidak diizinkan.", 405, {"Allow": "GET, HEAD"})
        asset = self.store.assets.get(scope["path"])
        if asset is None:
            return PlainTextResponse("Tidak ditemukan.", 404)
        body, compressed = await to_thread.run_sync(
            lambda: self.store.content(asset, accepts_gzip=accepts_gzip(Headers(scope=scope)))
        )
        headers = {"Cache-Control": asset.cache_control, "Vary": "Accept-Encoding", "Content-Type": asset.media_type}
        if compressed:
            headers["Content-Encoding"] = "gzip"
        return Response(body, headers=headers)  # the server leaves the body out for HEAD


class HtmlShell:
    """Replaces every HTML page (Streamlit answers any unknown path with ``index.html``) by our own version."""

    def __init__(self, app: ASGIApp, *, shell: Shell) -> None:
        self.app = app
        self.plain = shell.html
        self.compressed = gzip.compress(shell.html, 9, mtime=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and swap the page."""
        if scope["type"] != "http" or scope["path"].startswith(("/media/", "/component/")):
            await self.app(scope, receive, send)
            return
        request = Headers(scope=scope)
        body = self.compressed if accepts_gzip(request) else self.plain
        # A "not modified" would be about Streamlit's file, not about the page that we send.
        conditional = {b"if-none-match", b"if-modified-since"}
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in conditional]}
        replaced = False

        async def send_shell(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page(message):
                replaced = True
                _describe(MutableHeaders(scope=message), len(body), compressed=body is self.compressed)
                await send(message)
                await send({"type": "http.response.body", "body": body})
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_shell)


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _describe(headers: MutableHeaders, length: int, *, compressed: bool) -> None:
    """Make the headers of Streamlit's page fit ours."""
    for name in ("etag", "last-modified", "content-encoding", "accept-ranges"):
        del headers[name]
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers["Content-Length"] = str(length)
    headers["Vary"] = "Accept-Encoding"
    if compressed:
        headers["Content-Encoding"] = "gzip"


def accepts_gzip(headers: Headers) -> bool:
    """True when the client's Accept-Encoding allows gzip (``gzip;q=0`` does not)."""
    for entry in headers.get("accept-encoding", "").lower().split(","):
        coding, _, parameters = entry.strip().partition(";")
        if coding == "gzip":
            return parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
