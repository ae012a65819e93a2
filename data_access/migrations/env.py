"""Runs the revisions on the connection that data_access.migrate opened, inside its transaction."""

from __future__ import annotations

from alembic import context

from data_access.schema import metadata

# SQLite cannot alter constraints in place: batch mode copies the table.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
