"""Pantau's web server: Streamlit's ASGI application with our middleware, run by uvicorn on a socket of our own.

Streamlit's own ``App.run`` is not used: it takes settings from the environment, prints English, moves to another port
when the wanted one is taken, and watches the settings file.
"""

import gc
import importlib
import logging
import pkgutil
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config, file_util

import dashboard
from dashboard import ROOT, assets, incidents, middleware, settings, shell, text
from dashboard.navigation import HALAMAN

SCRIPT = ROOT / "dashboard" / "app.py"
MAX_FRAME_BYTES = 25_000_000  # a browser sends widget values only; uploads take another way
NOT_FOR_PAGES = frozenset({"dashboard.app", "dashboard.server"})


def allowed_hosts(port: int) -> frozenset[str]:
    """The values of the Host header that belong to this server."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset({f"{name}:{port}" for name in names} | (set(names) if port == 80 else set()))


def build_app(url: str, port: int, script: Path = SCRIPT) -> st.App:
    """The complete ASGI application for a database URL.

    Raises ``settings.SettingsError`` or ``shell.ShellError`` when the installation is not the one that was tested.
    """
    settings.check(config.get_option)
    import_everything()
    frontend = Path(file_util.get_static_dir())
    stylesheet, own_script = ((assets.OWN_FOLDER / name).read_bytes() for name in ("pantau.css", "pantau.js"))
    page = shell.build((frontend / "index.html").read_text(encoding="utf-8"), stylesheet, own_script)
    store = assets.AssetStore(assets.table(frontend))
    return st.App(
        script,
        lifespan=_lifespan,
        routes=[Route("/healthz", _health_endpoint(url)), Route(f"/{HALAMAN[0].berkas}", _first_page)],
        middleware=[
            Middleware(middleware.SecurityHeaders, content_security_policy=page.content_security_policy),
            Middleware(middleware.OwnAddressOnly, hosts=allowed_hosts(port)),
            Middleware(middleware.ClosedPaths),
            Middleware(middleware.Assets, store=store),
            Middleware(middleware.HtmlShell, shell=page),
        ],
        on_script_error=show_script_error,
    )


def serve(app: st.App, listener: socket.socket) -> bool:
    """Serve until a signal ends it; returns False when the start-up failed. ``listener`` is bound, not listening."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=MAX_FRAME_BYTES,
            ws_ping_interval=30,
            ws_ping_timeout=30,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=3,  # open pages hold their websocket for ever
        )
    )
    server.run(sockets=[listener])
    return server.started


def show_script_error(error: Exception) -> bool:
    """Tell the visitor in one sentence what happened; returns True, so that Streamlit shows nothing of its own.

    Also reached by errors in widget callbacks and fragments, where no page code could catch them.
    """
    from data_access.errors import DataError
    from scoring.errors import ScoringError

    if isinstance(error, DataError | ScoringError):
        st.error(text.plain(str(error)))  # it may quote a file's content
    else:
        number = incidents.record(error)
        st.error(
            f"Halaman ini tidak dapat ditampilkan karena kesalahan program. Nomor kejadian {number}: "
            "sampaikan nomor ini kepada pengelola Pantau."
        )
    return True


def _health_endpoint(url: str) -> Callable[[Request], object]:
    async def health(_request: Request) -> JSONResponse:
        report, code = await anyio.to_thread.run_sync(health_report, url)
        return JSONResponse(report, code, {"Cache-Control": "no-store"})

    return health


async def _first_page(request: Request) -> Response:
    """The first page has the bare address; whoever types its name, as that of the others, gets there with what he asks."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


def health_report(url: str) -> tuple[Mapping[str, str], int]:
    """``{status, database, schema}`` and its HTTP status: 200 when pages can be served, else 503."""
    from data_access import migrate

    found = migrate.check(url)
    is_well = all(state == "ok" for state in found.values())
    return {"status": "ok" if is_well else "gagal", **found}, 200 if is_well else 503


def import_everything() -> None:
    """Import everything a page needs, so that a broken module stops the start and not the first visitor's page."""
    # Loaders declare caches before Streamlit's runtime exists. It warns, but looks for the runtime at the first call.
    logging.getLogger("streamlit.runtime.caching.cache_data_api").setLevel(logging.ERROR)
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        if module.name not in NOT_FOR_PAGES and not module.name.startswith("dashboard.cli"):
            importlib.import_module(module.name)


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    freeze()
    yield


def freeze() -> None:
    """Draw one figure, then take everything that exists out of the garbage collector's sight.

    Streamlit collects garbage at every rerun; walking over the modules of pandas and plotly costs more than the page
    itself. With ``gc.freeze()`` the server manages about three times as many reruns (measured).
    """
    go.Figure(go.Bar(x=pd.Series([1.0]).to_numpy(), y=["hangat"])).to_json()
    gc.collect()
    gc.freeze()
