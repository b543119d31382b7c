"""Brings a database to the schema of this version, by the migrations of the home."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from caseflow.db.database import Database
from caseflow.db.errors import Unreachable
from caseflow.errors import BadInput

_ADVISORY_LOCK = 0x63617365  # "case": one migrating process at a time


def upgrade(db: Database, home: Path) -> None:
    """Run the missing migrations of `home`/migrations in one transaction; all of them or none.

    Raises BadInput when the folder is not there. Several processes may call it at once.
    """
    config = _config(home)
    engine = db.engine.execution_options(caseflow_write=True)
    with _connected(engine) as connection:
        config.attributes["connection"] = connection
        if db.dialect == "sqlite":
            _upgrade_sqlite(connection, config)
        else:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
                command.upgrade(config, "head")


def is_current(db: Database, home: Path) -> bool:
    """Whether the database has every migration of `home`/migrations."""
    wanted = ScriptDirectory.from_config(_config(home)).get_current_head()
    with _connected(db.engine) as connection:
        return MigrationContext.configure(connection).get_current_revision() == wanted


def _connected(engine: Engine) -> Connection:
    """A connection. Raises Unreachable: the first that is asked of a database is its version."""
    try:
        return engine.connect()
    except OperationalError as error:
        url, why = engine.url.render_as_string(hide_password=True), str(error.orig).strip().replace("\n", " ")
        raise Unreachable(f"{url} cannot be reached ({why}); look at CASEFLOW_DATABASE_URL and the server") from None


def _config(home: Path) -> Config:
    folder = home / "migrations"
    if not (folder / "env.py").is_file():
        raise BadInput(f"{folder}: holds no migrations; set CASEFLOW_HOME to the folder that has them")
    config = Config()
    # Alembic reads the option with interpolation: a per cent sign in a path must be doubled.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade_sqlite(connection: Connection, config: Config) -> None:
    # A batch migration rebuilds tables; with foreign keys on, that would delete the rows that refer to them.
    # The switch has no effect inside a transaction, so it is turned on the driver's connection.
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            command.upgrade(config, "head")
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
            if broken is not None:
                raise RuntimeError(f"a migration left a row of {broken[0]} that refers to nothing")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
        driver.close()
