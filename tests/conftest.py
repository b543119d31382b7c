"""What every room's tests may use: a fresh, migrated database of either kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, settings

from caseflow.db import Database
from caseflow.db.driver import Dialect
from tests import databases

# No timed failures on a busy machine, and nothing is written into the working folder.
settings.register_profile("house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_began_run = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_began_run] = databases.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash[_began_run]:
        databases.end_run()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Both kinds of database, one after the other."""
    return cast(Dialect, request.param)


@pytest.fixture
def database_url(dialect: Dialect, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database; open a second `Database` on it to play another process."""
    with databases.fresh_database(dialect, tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database: the same test runs on SQLite and on PostgreSQL."""
    with Database(database_url) as opened:
        yield opened
