"""What the server answers to plain requests; expectations from OWASP ASVS 5.0 (3.4, 14.2) and RFC 9110."""

import base64
import gzip
import hashlib
import json
import re

import pytest

from tests.server.conftest import Ask
from tests.support import servers
from tests.support.servers import ROOT

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/", "/satker", "/tidak-ada"])
def test_every_page_address_gets_the_indonesian_shell(ask: Ask, path: str) -> None:
    answer = ask(path)
    html = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="id">' in html
    assert "<title>Pantau</title>" in html
    assert "Pantau memerlukan JavaScript" in html
    assert "You need to enable JavaScript" not in html
    assert "_stcore/agent" not in html
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_compressed_and_plain_shell_are_the_same_page(ask: Ask) -> None:
    compressed = ask("/satker", GZIP)
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(compressed.body) == ask("/satker").body
    assert ask("/", {"Accept-Encoding": "gzip;q=0"}).headers.get("content-encoding") is None


def test_shell_is_never_answered_as_unchanged(ask: Ask) -> None:
    later = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert ask("/", {"If-Modified-Since": later}).status == 200
    assert ask("/").headers.get("etag") is None


@pytest.mark.parametrize("path", ["/", "/satker", "/healthz", "/_stcore/health", "/_stcore/metrics", "/aset/ikon.svg"])
def test_security_headers_are_on_every_answer(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_policy_allows_own_files_and_exactly_the_inline_scripts(ask: Ask) -> None:
    answer = ask("/")
    policy = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";") if part
    )
    scripts = re.findall(r"<script>(.*?)</script>", answer.body.decode(), flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert len(digests) == 2
    assert policy["script-src"] == " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert "http" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/%5fstcore/agent/mcp",
        "/_stcore/script-health-check",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_internal_endpoints_are_closed(ask: Ask, path: str, method: str) -> None:
    answer = ask(path, method=method)
    assert answer.status == 404
    assert b"openapi" not in answer.body


def test_host_config_trusts_no_foreign_origin(ask: Ask) -> None:
    answer = ask("/_stcore/host-config")
    assert json.loads(answer.body)["allowedOrigins"] == []
    assert b"streamlit" not in answer.body


def test_health_names_the_state_of_database_and_schema(ask: Ask) -> None:
    answer = ask("/healthz")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body) == {"status": "ok", "database": "ok", "schema": "ok"}


@pytest.mark.parametrize(
    ("asked", "given"),
    [("/ringkasan", "/"), ("/ringkasan?periode=2026-10&survei=spak", "/?periode=2026-10&survei=spak"),
     ("/ringkasan?x=%0d%0aSet-Cookie:a", "/?x=%0d%0aSet-Cookie:a")],
)  # fmt: skip
def test_the_first_page_is_found_by_its_name(ask: Ask, asked: str, given: str) -> None:
    answer = ask(asked)
    assert (answer.status, answer.headers["location"]) == (307, given)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1", "192.168.1.5:{port}"]
)
def test_another_host_name_is_refused(ask: Ask, page_server: servers.RunningServer, host: str) -> None:
    answer = ask("/", {"Host": host.format(port=page_server.port)})
    assert answer.status == 403
    assert b"<html" not in answer.body


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_own_host_names_are_served(ask: Ask, page_server: servers.RunningServer, host: str) -> None:
    assert ask("/healthz", {"Host": host.format(port=page_server.port)}).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])
def test_a_page_of_another_origin_gets_nothing(ask: Ask, origin: str) -> None:
    assert ask("/_stcore/health", {"Origin": origin}).status == 403
    assert ask("/_stcore/upload_file/a/b", {"Origin": origin}, method="PUT").status == 403


def test_upload_without_token_is_refused(ask: Ask, page_server: servers.RunningServer) -> None:
    own = {"Origin": page_server.address}
    assert ask("/_stcore/upload_file/sesi/berkas", own, method="PUT").status == 403


def test_hashed_files_are_compressed_and_kept_for_a_year(ask: Ask) -> None:
    name = re.search(r'src="\.(/static/[^"]+/js/index\.[^"]+\.js)"', ask("/").body.decode())
    assert name is not None
    plain, compressed = ask(name[1]), ask(name[1], GZIP)
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(compressed.body) == plain.body
    assert len(compressed.body) < len(plain.body) / 2
    head = ask(name[1], GZIP, method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(compressed.body)))


def test_stylesheet_of_the_shell_is_served(ask: Ask) -> None:
    link = re.search(r'href="(/aset/pantau.css[^"]*)"', ask("/").body.decode())
    assert link is not None
    answer = ask(link[1])
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.body == (ROOT / "dashboard" / "static" / "pantau.css").read_bytes()


def test_own_script_of_the_shell_is_served(ask: Ask) -> None:
    link = re.search(r'src="(/aset/pantau.js[^"]*)"', ask("/").body.decode())
    assert link is not None
    answer = ask(link[1])
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.body == (ROOT / "dashboard" / "static" / "pantau.js").read_bytes()


def test_fonts_are_served_as_they_are(ask: Ask) -> None:
    answer = ask("/aset/plus-jakarta-sans-latin-wght-normal.woff2", GZIP)
    assert answer.status == 200
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
    assert answer.body[:4] == b"wOF2"


@pytest.mark.parametrize(
    "path",
    [
        "/static/tidak-ada.js",
        "/static/../index.html",
        "/static/%2e%2e/index.html",
        "/static/..%5c..%5cindex.html",
        "/aset/",
        "/aset/../server.py",
        "/aset/%2e%2e/server.py",
        "/aset/app.py",
    ],
)
def test_only_listed_files_are_served(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status in {400, 404}
    assert b"import" not in answer.body


def test_files_cannot_be_written(ask: Ask) -> None:
    assert ask("/aset/ikon.svg", method="PUT").status == 405
    assert ask("/static/js/x.js", method="DELETE").status == 405


@pytest.mark.parametrize("path", ["/dashboard/app.py", "/hello.py", "/.streamlit/config.toml", "/data/pantau.db"])
def test_source_and_data_are_not_files_of_the_website(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.headers["content-type"].startswith("text/html")
    assert b'<div id="root">' in answer.body
