"""Schema of the database: brought up to date at start, checked by /healthz. Alembic from the first table."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data_access.engine import make_engine, writing
from data_access.errors import SchemaMismatchError, SourceUnavailableError

# Any fixed number: two programs that start together migrate one after the other.
_PG_LOCK = 7_312_024
FOLDER = Path(__file__).parent / "migrations"


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this program needs."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None  # noqa: S101 - the package ships its revisions
    return revision


def _current(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str) -> None:
    """Bring the database at ``url`` to head in one transaction; SchemaMismatchError when it is newer than this."""
    engine = make_engine(url)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    try:
        with writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_PG_LOCK)))
            current = _current(connection)
            if current is not None and current not in known:
                raise SchemaMismatchError("Basis data dibuat oleh Pantau yang lebih baru; perbarui program ini dulu.")
            command.upgrade(_config(connection), "head")
    except sa.exc.DBAPIError as exc:
        raise SourceUnavailableError(
            "Basis data tidak dapat dibuka atau ditulis; periksa alamat, hak akses, dan ruang penyimpanannya."
        ) from exc
    finally:
        engine.dispose()


def check(url: str) -> dict[str, str]:
    """{'database': 'ok' | 'tidak terhubung', 'schema': 'ok' | 'perlu migrasi' | 'tidak diketahui'}; never raises."""
    try:
        engine = make_engine(url)
        try:
            with engine.connect() as connection:
                state = "ok" if _current(connection) == head() else "perlu migrasi"
        finally:
            engine.dispose()
    except (SourceUnavailableError, sa.exc.SQLAlchemyError):
        return {"database": "tidak terhubung", "schema": "tidak diketahui"}
    return {"database": "ok", "schema": state}
