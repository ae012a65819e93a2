"""The HTML page around the application: Streamlit's ``index.html``, made Indonesian and stripped of what we do not use.

Every change must find its place exactly once: after an upgrade of Streamlit that moves something, Pantau refuses to
start instead of quietly serving an English page or a content security policy that no longer fits.
"""

import base64
import hashlib
import re
from typing import NamedTuple

from dashboard.frontend_text import VERSION

PRELOADED_FONT = "/aset/plus-jakarta-sans-latin-wght-normal.woff2"
STYLESHEET = "/aset/pantau.css"
SCRIPT = "/aset/pantau.js"
ENTRY = r'<script type="module" crossorigin src="\./static/'
NOSCRIPT = (
    "<noscript><p>Pantau memerlukan JavaScript. Aktifkan JavaScript di peramban ini, lalu muat ulang halaman."
    "</p></noscript>"
)
# On /satker the frontend would first look for the server below /satker/: two errors and a pause for every deep link.
BACKEND = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"
CHANGES: tuple[tuple[str, str], ...] = (
    # Screen readers choose the voice by this; the default says English.
    (r'<html lang="en">', '<html lang="id">'),
    (r"<title>Streamlit</title>", "<title>Pantau</title>"),
    (r"<noscript>.*?</noscript>", NOSCRIPT),
    (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" type="image/svg+xml" href="/aset/ikon.svg" />'),
    # 170 kB of a font that the theme does not use; ours instead, so that text does not jump.
    (
        r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*>',
        f'<link rel="preload" href="{PRELOADED_FONT}" as="font" type="font/woff2" crossorigin />',
    ),
    # The agent API is closed, so the page must not point to it.
    (r"</script>(?=\s*<script type=)", f"</script>{BACKEND}"),
    (r'<!--(?:(?!-->).)*?-->\s*<link rel="service-desc"[^>]*>', ""),
)


class ShellError(Exception):
    """The installed Streamlit has another page than the one Pantau knows; ``str()`` is an Indonesian sentence."""


class Shell(NamedTuple):
    """The page that is served and the policy that belongs to it."""

    html: bytes
    content_security_policy: str


def build(index_html: str, stylesheet: bytes, script: bytes) -> Shell:
    """Make the page from the text of Streamlit's ``index.html``, our stylesheet and our script. Raises ``ShellError``.

    Both are linked with their hash, so that no browser keeps the one of an earlier release.
    """
    own = (
        f'<link rel="stylesheet" href="{STYLESHEET}?v={_version(stylesheet)}" />'
        f'<script defer src="{SCRIPT}?v={_version(script)}"></script>'
    )
    html = index_html
    for pattern, replacement in (*CHANGES, ("</head>", f"{own}</head>"), (ENTRY, rf"\g<0>{VERSION}/")):
        html, count = re.subn(pattern, replacement, html, flags=re.DOTALL)
        if count != 1:
            raise ShellError(
                "Halaman kerangka Streamlit yang terpasang tidak dikenal Pantau. Pasang versi yang tertulis di "
                f"requirements.txt. (Tidak ditemukan tepat satu kali: {pattern})"
            )
    html = html.replace('href="./static/', f'href="./static/{VERSION}/')
    return Shell(html.encode(), _policy(html))


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _policy(html: str) -> str:
    """Content security policy for the page: own files, the inline scripts by their hash, nothing else.

    Streamlit's styles are written by its scripts (emotion), so inline styles must stay allowed.
    """
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (hashlib.sha256(text.encode()).digest() for text in scripts)
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
