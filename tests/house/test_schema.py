"""The migrations make exactly the schema that the table classes describe, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Index, MetaData, UniqueConstraint, inspect

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.db.migrations import upgrade
from caseflow.db.schema import TABLE_MODULES, load_schema
from tests.databases import HOME, fresh_database

_PACKAGE = HOME / "src" / "caseflow"
_LONGEST_NAME = 63  # PostgreSQL cuts longer names, and then nobody recognises them
_BOOK_KEEPING = {"alembic_version"}


def _checks(connection: Connection) -> dict[str, set[tuple[str | None, str]]]:
    """Name and text of every CHECK, as the database itself words it."""
    found = inspect(connection)
    return {
        table: {(check["name"], check["sqltext"]) for check in found.get_check_constraints(table)}
        for table in found.get_table_names()
        if table not in _BOOK_KEEPING
    }


def _keys(connection: Connection) -> dict[str, list[object]]:
    """Primary, foreign and unique keys and indexes with their names, and the conditions of partial indexes."""
    found = inspect(connection)
    return {
        table: [
            _words(found.get_pk_constraint(table)),
            sorted(map(_words, found.get_foreign_keys(table))),
            sorted(map(_words, found.get_unique_constraints(table))),
            sorted(map(_words, found.get_indexes(table))),
        ]
        for table in found.get_table_names()
        if table not in _BOOK_KEEPING
    }


def _words(found: object) -> str:
    """What the database answered, as text: two equal pieces of SQL are not equal as objects."""
    if isinstance(found, Mapping):
        return str(sorted((str(key), _words(value)) for key, value in found.items()))
    return str(found)


def _defaults(connection: Connection) -> dict[str, list[tuple[str, object, object]]]:
    """Nullability and server default of every column, in order."""
    found = inspect(connection)
    return {
        table: [(column["name"], column["nullable"], column["default"]) for column in found.get_columns(table)]
        for table in found.get_table_names()
        if table not in _BOOK_KEEPING
    }


def test_migrations_from_nothing_equal_the_models(database: Database, dialect: Dialect, tmp_path: Path) -> None:
    schema = load_schema()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, schema) == []
        migrated = [seen(connection) for seen in (_checks, _keys, _defaults)]
    with fresh_database(dialect, tmp_path, migrated=False) as url, Database(url) as modelled:
        engine = modelled.engine.execution_options(caseflow_write=True)
        with engine.begin() as connection:
            schema.create_all(connection)
            described = [seen(connection) for seen in (_checks, _keys, _defaults)]
    assert migrated == described


def test_upgrading_again_changes_nothing_and_keeps_the_rows(database: Database) -> None:
    with database.write() as tx:
        tx.execute("INSERT INTO blob VALUES (?, ?, ?, ?)", ("a" * 64, "text/plain", 1, b"x"))
    upgrade(database, HOME)
    with database.read() as tx:
        assert tx.fetchall("SELECT size FROM blob") == [(1,)]


def test_every_room_with_tables_is_on_the_list() -> None:
    rooms = {f"caseflow.{path.parent.name}.{path.stem}" for path in _PACKAGE.glob("*/tables*.py")}
    assert rooms == set(TABLE_MODULES)


def test_unique_keys_bear_the_name_that_sqlite_lets_us_tell() -> None:
    assert _misnamed(load_schema()) == []


def _misnamed(schema: MetaData) -> list[str]:
    return [
        str(key.name)
        for table in schema.tables.values()
        for key in (*table.constraints, *table.indexes)
        if isinstance(key, UniqueConstraint) or (isinstance(key, Index) and key.unique)
        if str(key.name) != "_".join(["uq", table.name, *key.columns.keys()])
    ]


def test_no_name_is_longer_than_postgresql_keeps() -> None:
    names = [
        str(named.name)
        for table in load_schema().tables.values()
        for named in (table, *table.columns, *table.constraints, *table.indexes)
    ]
    assert [name for name in names if len(name) > _LONGEST_NAME] == []
