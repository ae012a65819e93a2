"""What the three engines can hold arrives as the cells of a file, and nothing is ever written to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from data_access.errors import RefusedError, SourceUnavailableError
from data_access.files.reading.cells import Cell
from data_access.sources.connecting import reading
from tests.sources.makers import NOW, column, pull_all, rows, source
from tests.support import mariadb, postgres

at = datetime.fromisoformat
# Column -> (how the table is made, what is put in, what arrives), one row each plus a row of NULL.
Values = dict[str, tuple[str, str, Cell]]
MARIADB: Values = {
    "utuh": ("DECIMAL(5,2)", "3.00", 3),
    "pecahan": ("DECIMAL(5,2)", "3.25", 3.25),
    "ganda": ("DOUBLE", "4", 4.0),
    "benar": ("TINYINT(1)", "1", 1),
    "bit1": ("BIT(1)", "b'1'", 1),
    "bit0": ("BIT(1)", "b'0'", 0),
    "hari": ("DATE", "'2024-05-27'", at("2024-05-27")),
    "saat": ("DATETIME(6)", "'2024-05-27 07:59:02.250000'", at("2024-05-27 07:59:02.250000")),
    "kosong": ("DATETIME", "'0000-00-00'", "0000-00-00 00:00:00"),
    "jam": ("TIME", "'07:59:02'", "7:59:02"),
    "tahun": ("YEAR", "2024", 2024),
    "pilihan": ("ENUM('Puas','Tidak Puas')", "'Puas'", "Puas"),
    "latin": ("VARCHAR(20) CHARACTER SET latin1", "'caf\u00e9 \u2013'", "caf\u00e9 \u2013"),
    "emoji": ("VARCHAR(20) CHARACTER SET utf8mb4", "'baik \U0001f642'", "baik \U0001f642"),
    "bungkus": ("BLOB", "'teks biasa'", "teks biasa"),
    "kunci": ("BINARY(4)", "x'00ff10ab'", "00ff10ab"),
    "nul": ("VARCHAR(9)", "'a\\0b'", "ab"),
    "hampa": ("VARCHAR(9)", "''", None),
    "json": ("JSON", "'{\"a\": 1}'", '{"a": 1}'),
}
POSTGRES: Values = {
    "utuh": ("numeric(5,2)", "3.00", 3),
    "bukan": ("numeric", "'NaN'", "NaN"),
    "ganda": ("double precision", "4", 4.0),
    "tak_hingga": ("double precision", "'Infinity'", "inf"),
    "benar": ("boolean", "true", True),
    "hari": ("date", "'2024-05-27'", at("2024-05-27")),
    "saat": ("timestamp", "'2024-05-27 07:59:02'", at("2024-05-27 07:59:02")),
    "saat_zona": ("timestamptz", "'2024-05-27 00:59:02+00'", at("2024-05-27 08:59:02")),
    "jam": ("time", "'07:59:02'", "07:59:02"),
    "lama": ("interval", "'90 minutes'", "1:30:00"),
    "uuid": ("uuid", "'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    "beberapa": ("text[]", "'{Paspor,Visa}'", "Paspor;Visa"),
    "isi": ("jsonb", '\'{"a": "b"}\'', '{"a": "b"}'),
    "bungkus": ("bytea", "'\\x74656b73'", "teks"),
    "alamat": ("inet", "'10.0.0.1'", "10.0.0.1"),
}
SQLITE: Values = {
    "angka": ("INTEGER", "3", 3),
    "teks_di_angka": ("INTEGER", "'tiga'", "tiga"),
    "ganda": ("REAL", "4", 4.0),
    "rusak": ("TEXT", "CAST(x'6261696bff' AS TEXT)", "baik\ufffd"),
    "gumpal": ("BLOB", "x'74656b73'", "teks"),
    "saat": ("DATETIME", "'2024-05-27 07:59:02'", "2024-05-27 07:59:02"),
}
NAMES = {"mariadb": MARIADB, "postgresql": POSTGRES, "sqlite": SQLITE}


def statements(values: Values) -> list[str]:
    columns = ", ".join(f"{name} {kind} NULL" for name, (kind, _, _) in values.items())
    given = ", ".join(text for _, text, _ in values.values())
    blank = ", ".join("NULL" for _ in values)
    return [
        f"CREATE TABLE jawaban (nomor INTEGER PRIMARY KEY, {columns})",
        f"INSERT INTO jawaban VALUES (1, {given})",
        f"INSERT INTO jawaban VALUES (2, {blank})",
    ]


@pytest.fixture(scope="module", params=NAMES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """(engine, URL) of a database with that table."""
    made = statements(NAMES[request.param])
    if request.param == "sqlite":
        file: Path = tmp_path_factory.mktemp("nilai") / "survei.db"
        with sqlite3.connect(file) as connection:
            for statement in made:
                connection.execute(statement)
        connection.close()
        yield request.param, f"sqlite:///{file}"
    elif request.param == "postgresql":
        with postgres.fresh_database(request.getfixturevalue("postgres_cluster")) as url:
            with psycopg.connect(url.replace("+psycopg", "")) as connected:
                for statement in made:
                    connected.execute(statement.encode())
            yield request.param, url
    else:
        server: mariadb.Server = request.getfixturevalue("mariadb_server")
        with mariadb.fresh_database(server) as name:
            mariadb.execute(server, "SET sql_mode = ''", *made, database=name)
            yield request.param, server.url(name)


def test_values(filled: tuple[str, str]):
    engine, url = filled
    tarikan = pull_all(source(url, zona="Asia/Makassar"))
    for name, (_, _, expected) in NAMES[engine].items():
        found, blank = column(tarikan, name)
        assert (found, type(found)) == (expected, type(expected)), name
        assert blank is None, name
    assert tarikan.kolom_id == "nomor"


def test_source_cannot_be_written_to(filled: tuple[str, str]):
    """Not because Pantau does not want to: the connection itself refuses, also for an account that could."""
    engine, url = filled
    before = rows(pull_all(source(url)))
    for statement in ("DELETE FROM jawaban", "CREATE TABLE lain (id INTEGER)", "UPDATE jawaban SET nomor = nomor + 10"):
        with pytest.raises(SourceUnavailableError, match="hanya membaca"), reading(source(url), now=NOW) as connection:
            connection.execute(sa.text(statement))
    assert rows(pull_all(source(url))) == before
    assert engine in NAMES


def test_table_name_is_never_sql(filled: tuple[str, str]):
    _, url = filled
    for name in ("jawaban; DROP TABLE jawaban", 'jawaban" --', "(SELECT 1)", "jawaban WHERE 1=1", "`jawaban`", "%s"):
        with pytest.raises(RefusedError, match="tidak ada"):
            pull_all(source(url, name))
    assert len(rows(pull_all(source(url)))) == 2


def test_odd_names_are_quoted(tmp_path: Path):
    file = tmp_path / "survei.db"
    with sqlite3.connect(file) as connection:
        connection.execute('CREATE TABLE "hasil survei; 2024" ("id ""x""" INTEGER PRIMARY KEY, "U1 (%)" INTEGER)')
        connection.execute('INSERT INTO "hasil survei; 2024" VALUES (1, 4), (2, 3)')
    connection.close()
    tarikan = pull_all(source(f"sqlite:///{file}", "hasil survei; 2024", penanda='id "x"'))
    assert column(tarikan, "U1 (%)") == [4, 3]
    assert tarikan.kolom_id == 'id "x"'


def test_long_text_names_its_column(tmp_path: Path):
    file = tmp_path / "survei.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE jawaban (id INTEGER PRIMARY KEY, saran TEXT)")
        connection.execute("INSERT INTO jawaban VALUES (1, ?)", ("x" * 40_000,))
    connection.close()
    with pytest.raises(RefusedError, match=r"Kolom saran berisi teks lebih dari 32\.767 huruf"):
        pull_all(source(f"sqlite:///{file}"))


def test_schema_and_materialized_view(postgres_cluster: str):
    with postgres.fresh_database(postgres_cluster) as url:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE SCHEMA survei")
            connection.execute('CREATE MATERIALIZED VIEW survei."Hasil" AS SELECT 7 AS id, 4 AS "U1"')
        assert rows(pull_all(source(url, "Hasil", skema="survei"))) == [(7, 4)]
        with pytest.raises(RefusedError, match="tidak ada"):
            pull_all(source(url, "Hasil"))


def test_zero_date_in_the_mark_column_is_always_read(mariadb_server: mariadb.Server):
    """Old tables write '0000-00-00' for an unknown time: such a row is before every mark and must not be forgotten."""
    with mariadb.fresh_database(mariadb_server) as name:
        made = [
            "CREATE TABLE jawaban (id INT PRIMARY KEY, diubah DATETIME)",
            "INSERT INTO jawaban VALUES (1, '2024-05-27 08:00:00'), (2, '0000-00-00'), (3, NULL), (4, '2024-05-01')",
        ]
        mariadb.execute(mariadb_server, "SET sql_mode = ''", *made, database=name)
        sumber = source(mariadb_server.url(name), penanda="diubah", mundur=0)
        first = pull_all(sumber)
        assert len(rows(first)) == 4
        assert {row[0] for row in rows(pull_all(sumber, first.penanda))} == {1, 2, 3}


def test_server_settings_do_not_change_the_question(mariadb_server: mariadb.Server):
    with mariadb.fresh_database(mariadb_server) as name:
        made = "CREATE TABLE jawaban (id INT PRIMARY KEY, kode CHAR(10), diubah TIMESTAMP)"
        row = "INSERT INTO jawaban VALUES (1, 'A', FROM_UNIXTIME(1716771542))"
        mariadb.execute(mariadb_server, made, row, database=name)
        mariadb.execute(mariadb_server, "SET GLOBAL sql_mode = 'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,STRICT_ALL_TABLES'")
        try:
            tarikan = pull_all(source(mariadb_server.url(name), penanda="id", zona="Asia/Jayapura"))
        finally:
            mariadb.execute(mariadb_server, "SET GLOBAL sql_mode = DEFAULT")
        moment = datetime.fromtimestamp(1716771542, UTC).replace(tzinfo=None)
        (found,) = rows(tarikan)
        assert found[1] == "A"
        assert found[2] == moment.replace(hour=moment.hour + 9)  # 00.59 UTC is 09.59 WIT
