"""Migrations run all or none, may rebuild tables without losing rows, and several processes may ask for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import DatabaseError

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.db.errors import Unreachable
from caseflow.db.migrations import is_current, upgrade
from caseflow.errors import BadInput
from tests.databases import HOME, fresh_database

_FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "t1", None, None, None

def upgrade() -> None:
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "child", sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False)
    )
    op.execute("INSERT INTO parent VALUES (1)")
    op.execute("INSERT INTO child VALUES (1)")
"""
_SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "t2", "t1", None, None

def upgrade() -> None:
    with op.batch_alter_table("parent", recreate="auto") as parent:
        parent.add_column(sa.Column("name", sa.String(10), server_default="x", nullable=False))
        parent.create_check_constraint("ck_parent_name", "name <> ''")
"""
_BROKEN = _SECOND.replace("name <> ''", "no_such_column <> ''")


@pytest.fixture
def empty(dialect: Dialect, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    with fresh_database(dialect, tmp_path, migrated=False) as url, Database(url) as db:
        yield db


def _home(folder: Path, *revisions: str) -> Path:
    """A home with migrations of its own."""
    versions = folder / "home 100%" / "migrations" / "versions"
    shutil.rmtree(versions, ignore_errors=True)
    versions.mkdir(parents=True)
    shutil.copy(HOME / "migrations" / "env.py", versions.parent)
    for number, text in enumerate(revisions, start=1):
        (versions / f"t{number}.py").write_text(text)
    return versions.parent.parent


def test_a_table_is_rebuilt_without_losing_the_rows_that_refer_to_it(empty: Database, tmp_path: Path) -> None:
    upgrade(empty, _home(tmp_path, _FIRST, _SECOND))
    with empty.read() as tx:
        assert tx.fetchall("SELECT parent.id, name, parent_id FROM parent JOIN child ON parent_id = parent.id") == [
            (1, "x", 1)
        ]


def test_a_migration_that_fails_leaves_nothing_of_those_before_it(empty: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        upgrade(empty, _home(tmp_path, _FIRST, _BROKEN))
    with empty.write() as tx:
        tx.execute("CREATE TABLE parent (id integer)")
    upgrade(empty, _home(tmp_path))


def test_knows_whether_a_migration_is_missing(empty: Database, tmp_path: Path) -> None:
    home = _home(tmp_path, _FIRST)
    assert not is_current(empty, home)
    upgrade(empty, home)
    assert is_current(empty, home)
    assert not is_current(empty, _home(tmp_path, _FIRST, _SECOND))


def test_several_processes_may_ask_at_once(empty: Database, tmp_path: Path) -> None:
    home = _home(tmp_path, _FIRST, _SECOND)
    faults: list[Exception] = []

    def ask() -> None:
        try:
            with Database(empty.url) as db:
                upgrade(db, home)
        except Exception as error:
            faults.append(error)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert is_current(empty, home)


def test_refuses_a_home_without_migrations(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="CASEFLOW_HOME"):
        upgrade(database, tmp_path)


def test_a_database_that_nobody_answers_for_is_told_without_its_password() -> None:
    with Database("postgresql://caseflow:hush@127.0.0.1:1/none") as nowhere, pytest.raises(Unreachable) as raised:
        is_current(nowhere, HOME)
    assert "127.0.0.1:1/none" in str(raised.value)
    assert "hush" not in str(raised.value)


def test_a_database_cannot_be_put_where_there_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("no folder")
    with Database(f"sqlite:///{tmp_path}/var/caseflow.db") as nowhere, pytest.raises(BadInput, match="no database"):
        is_current(nowhere, HOME)
