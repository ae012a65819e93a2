"""The schema: Alembic makes what the tables say, in one transaction, and refuses what it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data_access import migrate, rollup_store, schema
from data_access.engine import make_engine, writing
from data_access.errors import SchemaMismatchError, SourceUnavailableError
from data_access.ledger.undo import undo
from scoring.instruments import shipped_instrument
from tests.data_access.state import ROLLUPS, content
from tests.support.factories import NOW, at_minute, random_sheet, store_sheets


@contextmanager
def opened(url: str) -> Iterator[sa.Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def described(engine: sa.Engine) -> dict[str, Any]:
    """Everything that the database says of its tables, without Alembic's own."""
    found: dict[str, Any] = {}
    inspector = sa.inspect(engine)
    for table in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        columns = {
            column["name"]: (str(column["type"]), column["nullable"], str(column["default"]))
            for column in inspector.get_columns(table)
        }
        found[table] = {
            "columns": columns,
            "order": list(columns),
            "pk": inspector.get_pk_constraint(table),
            "fk": sorted(inspector.get_foreign_keys(table), key=lambda key: str(key["name"])),
            "unique": sorted(inspector.get_unique_constraints(table), key=lambda key: str(key["name"])),
            # As text: the condition of a partial index is an object that equals itself only.
            "index": sorted(
                str({**index, "dialect_options": {key: str(value) for key, value in options.items()}})
                for index in inspector.get_indexes(table)
                for options in [index.get("dialect_options", {})]
            ),
        }
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
        found["without rowid"] = {name for name, text in rows if re.search(r"WITHOUT\s+ROWID", text)}
    return found


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_upgrade_from_empty_equals_the_tables_of_the_program(database_url: str):
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        migrated = described(engine)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        schema.metadata.drop_all(engine)
        assert tables(engine) == {"alembic_version"}
        schema.metadata.create_all(engine)
        assert described(engine) == migrated


def test_every_table_and_column_was_compared(database_url: str):
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        found = described(engine)
    for table in schema.metadata.tables.values():
        assert found[table.name]["order"] == [column.name for column in table.columns]
    if "without rowid" in found:
        assert found["without rowid"] == {
            "rekap_unsur", "rekap_sebaran", "rekap_responden", "rekap_hari", "impor_kejadian",
        }  # fmt: skip


def test_upgrading_again_changes_nothing(database_url: str):
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        before = described(engine)
        migrate.upgrade(database_url)
        assert described(engine) == before
        with engine.connect() as connection:
            rows = connection.execute(sa.select(schema.versi_data.c.id, schema.versi_data.c.versi)).all()
    assert [tuple(row) for row in rows] == [(1, 0)]


def test_check_says_what_is_the_matter(database_url: str):
    assert migrate.check(database_url) == {"database": "ok", "schema": "perlu migrasi"}
    migrate.upgrade(database_url)
    assert migrate.check(database_url) == {"database": "ok", "schema": "ok"}
    with opened(database_url) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert migrate.check(database_url) == {"database": "ok", "schema": "perlu migrasi"}


def test_a_database_of_a_newer_program_is_refused_untouched(database_url: str):
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        before = described(engine)
        with pytest.raises(SchemaMismatchError, match="lebih baru; perbarui program"):
            migrate.upgrade(database_url)
        assert described(engine) == before
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"


def test_downgrade_one_step_and_up_again(database_url: str):
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        before = described(engine)
        revision = ScriptDirectory.from_config(migrate._config()).get_revision(migrate.head())
        with writing(engine).begin() as connection:
            command.downgrade(migrate._config(connection), "-1")
        with engine.connect() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == revision.down_revision
        if revision.down_revision is None:
            assert tables(engine) == {"alembic_version"}
        migrate.upgrade(database_url)
        assert described(engine) == before


def test_days_of_a_database_from_before_equal_those_made_anew(database_url: str):
    """A database of revision 0003 with answers, also ones that no longer count, comes to 0005."""
    migrate.upgrade(database_url)
    with opened(database_url) as engine:
        sheets = [random_sheet(seed, shipped_instrument(kode), 60) for seed, kode in ((1, "spkp"), (2, "spak"))]
        gone = store_sheets(engine, at_minute(sheets[0], 600), name="dibatalkan.csv")
        store_sheets(engine, *sheets)
        undo(engine, gone.impor_id, now=NOW, oleh="uji", alasan="uji")
        kept = content(engine, schema.rekap_hari)
        assert sum(int(str(row[4])) for row in kept["rekap_hari"]) == sum(len(one.answered()) for one in sheets)
        with writing(engine).begin() as connection:
            command.downgrade(migrate._config(connection), "0003")
        assert not {"rekap_hari", "rekap_harian"} & tables(engine)
        migrate.upgrade(database_url)
        migrated = content(engine, *ROLLUPS)
        assert migrated["rekap_hari"] == kept["rekap_hari"]
        rollup_store.rebuild(engine, NOW)
        assert content(engine, *ROLLUPS) == migrated


def test_a_fault_in_the_middle_leaves_an_empty_database(database_url: str):
    class StruckError(Exception):
        pass

    ran: list[str] = []

    def strike(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.strip().startswith(("CREATE", "INSERT")):
            ran.append(statement)
            if len(ran) == 9:
                raise StruckError

    sa.event.listen(sa.Engine, "before_cursor_execute", strike)
    try:
        with pytest.raises(StruckError):
            migrate.upgrade(database_url)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", strike)
    with opened(database_url) as engine:
        assert tables(engine) == set()
    migrate.upgrade(database_url)
    assert migrate.check(database_url)["schema"] == "ok"


def test_revisions_form_one_line_and_never_import_the_schema():
    script = ScriptDirectory.from_config(migrate._config())
    assert script.get_heads() == [migrate.head()]
    for revision in script.walk_revisions():
        text = Path(revision.path).read_text("utf-8")
        assert "schema" not in re.findall(r"^(?:from|import)\s.*$", text, re.MULTILINE)
        assert not re.search(r"^(from|import) data_access", text, re.MULTILINE)
        assert revision.doc


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://penguji:rahasia@127.0.0.1:1/pantau",
        "mysql://penguji:rahasia@127.0.0.1/pantau",
        "bukan alamat",
        "sqlite:////proc/tidak/ada/uji.db",
    ],
    ids=["tidak menjawab", "jenis lain", "bukan alamat", "folder tidak dapat dibuat"],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str):
    assert migrate.check(url) == {"database": "tidak terhubung", "schema": "tidak diketahui"}
    with pytest.raises(SourceUnavailableError) as told:
        migrate.upgrade(url)
    assert "rahasia" not in str(told.value)
    assert str(told.value).endswith(".")


def test_a_file_that_is_no_database(tmp_path: Path):
    file = tmp_path / "bukan.db"
    file.write_bytes(b"bukan basis data " * 500)
    url = f"sqlite:///{file.as_posix()}"
    assert migrate.check(url)["database"] == "tidak terhubung"
    with pytest.raises(SourceUnavailableError, match="tidak dapat dibuka"):
        migrate.upgrade(url)
    assert file.read_bytes() == b"bukan basis data " * 500
