"""Runs the revisions over the connection that Alembic is given, or over the database of the settings."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from caseflow.db import Database
from caseflow.db.schema import load_schema
from caseflow.settings import Settings


def run(connection: Connection) -> None:
    """Run the revisions inside the caller's transaction, or in one of its own."""
    context.configure(
        connection=connection,
        target_metadata=load_schema(),
        render_as_batch=True,
        transactional_ddl=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with (
        Database(Settings.from_environment().database_url) as database,
        database.engine.execution_options(caseflow_write=True).connect() as opened,
    ):
        run(opened)
