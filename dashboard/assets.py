"""Files for the browser: Streamlit's frontend (translated) and Pantau's fonts and styles, compressed once in memory.

Streamlit serves its scripts uncompressed (10 MB for the first load of a page with a chart and a table) and compresses
nothing below ``/static/``. A table made at start is also the safest way to serve files: a request path is only ever
looked up, never joined to a folder.
"""

import gzip
import mimetypes
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dashboard import frontend_text

OWN_FOLDER = Path(__file__).resolve().parent / "static"
OWN_FILES = (
    "pantau.css",
    "pantau.js",
    "ikon.svg",
    "plus-jakarta-sans-latin-wght-normal.woff2",
    "plus-jakarta-sans-latin-ext-wght-normal.woff2",
    "OFL.txt",
)
SCRIPTS = f"/static/{frontend_text.VERSION}/"
PREFIXES = ("/static/", "/aset/")
HASHED = "public, max-age=31536000, immutable"  # the name changes with the content
NAMED = "public, max-age=86400"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
COMPRESSED_ALREADY = frozenset({".woff2", ".woff", ".png", ".gif", ".jpg", ".webp"})


class Asset(NamedTuple):
    """One file that may be served, and how."""

    path: Path
    media_type: str
    cache_control: str
    compressible: bool


def table(frontend: Path) -> dict[str, Asset]:
    """All files that may be served, by request path; ``frontend`` is Streamlit's folder with ``index.html``."""
    folder = frontend / "static"
    files = {f"{SCRIPTS}{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    assets = {url: _asset(path, HASHED) for url, path in files.items()}
    return assets | {f"/aset/{name}": _asset(OWN_FOLDER / name, NAMED) for name in OWN_FILES}


def _asset(path: Path, cache_control: str) -> Asset:
    suffix = path.suffix.lower()
    guessed = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    media_type = f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
    return Asset(path, media_type, cache_control, suffix not in COMPRESSED_ALREADY)


def _read(asset: Asset) -> bytes:
    content = asset.path.read_bytes()
    return frontend_text.translate(asset.path.name, content) if asset.path.suffix == ".js" else content


class AssetStore:
    """Gives the bytes of an asset, plain or compressed; a compressed file is made at its first request."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self.assets = assets
        self._compressed: dict[Path, bytes] = {}
        self._lock = threading.Lock()

    def content(self, asset: Asset, *, accepts_gzip: bool) -> tuple[bytes, bool]:
        """The file's bytes and whether they are compressed. Reads the disk: call it outside the event loop."""
        if not (accepts_gzip and asset.compressible):
            return _read(asset), False
        # One lock for all: twenty first visitors must not compress the same 4.7 MB twenty times.
        with self._lock:
            if asset.path not in self._compressed:
                self._compressed[asset.path] = gzip.compress(_read(asset), 9, mtime=0)
            return self._compressed[asset.path], True
