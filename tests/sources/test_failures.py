"""Whatever a source does wrong is one Indonesian sentence, and no password is in it, in a log or in a repr."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from data_access.errors import DataError, RefusedError
from data_access.sources.settings import Sumber, load_sources
from tests.sources.makers import pull_all, source
from tests.support import mariadb

SANDI = "r4hasia-Sekali"
Ours = tuple[mariadb.Server, str]


@pytest.fixture(scope="module")
def my_server(mariadb_server: mariadb.Server) -> Iterator[tuple[mariadb.Server, str]]:
    """A database with a table of 30,000 long rows, a view on nothing, and three accounts."""
    with mariadb.fresh_database(mariadb_server) as name:
        mariadb.execute(
            mariadb_server,
            "CREATE TABLE jawaban (id INT PRIMARY KEY, teks VARCHAR(2000))",
            "INSERT INTO jawaban SELECT seq, REPEAT('x', 2000) FROM seq_1_to_30000",
            "CREATE TABLE hilang (id INT)",
            "CREATE VIEW rusak AS SELECT * FROM hilang",
            "DROP TABLE hilang",
            "CREATE VIEW lambat AS SELECT SLEEP(20) AS id",
            f"CREATE OR REPLACE USER baca@'127.0.0.1' IDENTIFIED BY '{SANDI}'",
            f"GRANT SELECT ON {name}.* TO baca@'127.0.0.1'",
            f"CREATE OR REPLACE USER tanpa@'127.0.0.1' IDENTIFIED BY '{SANDI}'",
            f"GRANT INSERT ON {name}.* TO tanpa@'127.0.0.1'",
            database=name,
        )
        yield mariadb_server, name


@pytest.fixture(scope="module")
def pg_url(postgres_cluster: str) -> Iterator[str]:
    from tests.support import postgres

    with postgres.fresh_database(postgres_cluster) as url:
        plain = url.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute("CREATE TABLE jawaban (id int PRIMARY KEY, teks text)")
            connection.execute("INSERT INTO jawaban SELECT n, repeat('x', 2000) FROM generate_series(1, 30000) n")
            connection.execute("CREATE VIEW lambat AS SELECT pg_sleep(20)::text AS id")
            connection.execute("CREATE VIEW jauh AS SELECT 'infinity'::timestamp AS waktu")
            connection.execute(f"CREATE ROLE tanpa LOGIN PASSWORD '{SANDI}'")
            connection.execute("CREATE FUNCTION tulis() RETURNS int LANGUAGE sql AS 'DELETE FROM jawaban RETURNING 1'")
            connection.execute("CREATE VIEW menulis AS SELECT tulis() AS id")
        yield url
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute("DROP ROLE tanpa")


def refused(sumber: Sumber, part: str, caplog: pytest.LogCaptureFixture) -> None:
    """The pull ends in a sentence with ``part``; the password is nowhere, even with every logger at its loudest."""
    with caplog.at_level(logging.DEBUG), pytest.raises(DataError) as caught:
        pull_all(sumber)
    sentence = str(caught.value)
    assert part in sentence
    assert sentence.startswith("Sumber uji: ")
    assert sentence.endswith(".")
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(sumber) + repr(caught.value)
    assert SANDI not in shown


@pytest.mark.parametrize(
    ("user", "tabel", "part"),
    [
        ("baca", "tidak_ada", "tidak ada"),
        ("baca", "rusak", "view"),
        ("tanpa", "jawaban", "berhak"),
        ("siapa", "jawaban", "kata sandi"),
    ],
)
def test_mariadb(my_server: Ours, user: str, tabel: str, part: str, caplog: pytest.LogCaptureFixture):
    server, name = my_server
    refused(source(server.url(name, user, SANDI), tabel), part, caplog)


def test_mariadb_other_database(my_server: Ours, caplog: pytest.LogCaptureFixture):
    server, _ = my_server
    refused(source(server.url("bukan_di_sini", "root")), "tidak ada di server", caplog)
    refused(source(server.url("bukan_di_sini", "baca", SANDI)), "berhak", caplog)


def test_mariadb_too_slow(my_server: Ours, caplog: pytest.LogCaptureFixture):
    server, name = my_server
    started = time.monotonic()
    refused(source(server.url(name, "baca", SANDI), "lambat", batas_detik=1), "dalam 1 detik", caplog)
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(("tabel", "part"), [("lambat", "dalam 1 detik"), ("jauh", "tanggal"), ("tak_ada", "tidak ada"),
                                             ("menulis", "hanya membaca")])  # fmt: skip
def test_postgresql(pg_url: str, tabel: str, part: str, caplog: pytest.LogCaptureFixture):
    refused(source(pg_url, tabel, batas_detik=1), part, caplog)


def test_postgresql_accounts(pg_url: str, caplog: pytest.LogCaptureFixture):
    server, _, name = pg_url.rpartition("/")
    refused(source(pg_url.replace("pantau@", f"tanpa:{SANDI}@")), "berhak", caplog)
    refused(source(pg_url.replace("pantau@", f"siapa:{SANDI}@")), "kata sandi", caplog)
    refused(source(f"{server}/bukan_di_sini"), "tidak ada di server", caplog)
    assert name


@pytest.mark.parametrize("kind", ["mysql+pymysql", "postgresql+psycopg"])
def test_server_that_is_not_there(kind: str, caplog: pytest.LogCaptureFixture):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refused(source(f"{kind}://baca:{SANDI}@127.0.0.1:{port}/skm"), "tidak dapat dihubungi", caplog)


@pytest.mark.parametrize("content", [None, b"", b"bukan basis data" * 100])
def test_sqlite_file(tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture):
    file = tmp_path / "sumber.db"
    if content is not None:
        file.write_bytes(content)
    part = {None: "berkas SQLite", b"": "tidak ada"}.get(content, "bukan basis data SQLite")
    refused(source(f"sqlite:///{file}"), part, caplog)
    assert file.exists() == (content is not None)  # reading makes no file


class Relay:
    """Passes a connection on to a server and cuts it after ``limit`` bytes of answers, as a failing network does."""

    def __init__(self, port: int, limit: int) -> None:
        self._port, self._limit = port, limit
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        inner, _ = self._door.accept()
        outer = socket.create_connection(("127.0.0.1", self._port))
        threading.Thread(target=self._copy, args=(inner, outer, 10**9), daemon=True).start()
        self._copy(outer, inner, self._limit)

    @staticmethod
    def _copy(source: socket.socket, target: socket.socket, limit: int) -> None:
        try:
            while limit > 0 and (data := source.recv(min(limit, 65536))):
                target.sendall(data)
                limit -= len(data)
        except OSError:
            pass  # the other side is gone: so is the reason to copy
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def relay() -> Iterator[Callable[[int, int], Relay]]:
    made: list[Relay] = []

    def make(port: int, limit: int) -> Relay:
        made.append(Relay(port, limit))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_line_that_breaks_in_the_middle(
    my_server: Ours, pg_url: str, relay: Callable[[int, int], Relay], caplog: pytest.LogCaptureFixture
):
    server, name = my_server
    cut = relay(server.port, 5_000_000)
    url = server.url(name, "baca", SANDI).replace(str(server.port), str(cut.port))
    refused(source(url), "terputus di tengah", caplog)
    port = int(pg_url.rpartition(":")[2].partition("/")[0])
    cut = relay(port, 5_000_000)
    refused(source(pg_url.replace(str(port), str(cut.port))), "terputus di tengah", caplog)


def test_server_that_ends_the_question(my_server: Ours, caplog: pytest.LogCaptureFixture):
    """KILL from the server's side, while it works."""
    server, name = my_server
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 10
        with server.connect() as connection, connection.cursor() as cursor:
            while not killed and time.monotonic() < deadline:
                cursor.execute(
                    "SELECT id FROM information_schema.processlist WHERE db = %s AND info LIKE %s", (name, "%lambat%")
                )
                for (number,) in cursor.fetchall():
                    cursor.execute("KILL %s", (number,))
                    killed.append(number)

    helper = threading.Thread(target=kill)
    helper.start()
    refused(source(server.url(name, "baca", SANDI), "lambat"), "terputus di tengah", caplog)
    helper.join()
    assert killed


BAD = {
    f'[sumber.uji]\nurl = "postgresql://baca:{SANDI}@server:1x/skm"\ntabel = "t"': "url tidak dapat dibaca",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}:{SANDI}@{SANDI}:p/skm"\ntabel = "t"': "url tidak dapat dibaca",
    f'[sumber.uji]\nurl = "{SANDI}"\ntabel = "t"': "url tidak dapat dibaca",
    f'[sumber.uji]\nurl = "oracle://baca:{SANDI}@server/skm"\ntabel = "t"': "belum didukung",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server"\ntabel = "t"': "nama basis datanya",
    '[sumber.uji]\nurl = "sqlite://"\ntabel = "t"': "berkasnya",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server/skm"': "tabel belum diisi",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server/skm"\ntabel = "t"\nquery = "SELECT 1"': "tidak dikenal: query",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server/skm"\ntabel = "t"\nbatas_detik = 0': "bilangan bulat",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server/skm"\ntabel = "t"\nzona = "WIB/"': "zona harus seperti",
    f'[sumber.uji]\nurl = "mysql://baca:{SANDI}@server/skm\ntabel = "t"': "salah tulis di sekitar baris 2",
    f'[sumber.uji]\nurl = ["mysql://baca:{SANDI}@server/skm"]\ntabel = "t"': "harus teks",
    f'sumber = "{SANDI}"': "[sumber.NAMA]",
    f'[sumber."uji; {SANDI}"]\nurl = ""': "Nama sumber hanya boleh",
}


@pytest.mark.parametrize("text", BAD)
def test_mistakes_in_the_secrets_file(tmp_path: Path, text: str):
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        load_sources(file)
    assert BAD[text] in str(caught.value)
    assert SANDI not in "".join(traceback.format_exception(caught.value))
