"""What every room's tests may use: a fresh, migrated database of either kind."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, settings

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.engine.expression import Record
from caseflow.engine.load import load_workflow
from caseflow.engine.reader import read_yaml
from caseflow.engine.workflow import Workflow
from caseflow.programmes import in_force, publish
from caseflow.programmes.parameters import parameters_of
from caseflow.rules import ParameterTable
from tests import databases
from tests.world import publish_programme

# No timed failures on a busy machine, and nothing is written into the working folder.
settings.register_profile("house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_began_run = pytest.StashKey[bool]()


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Most tests publish the same programme: the same text is read and compiled once in a process."""
    compiled: dict[tuple[object, ...], Workflow] = {}
    load, read = load_workflow, lru_cache(maxsize=64)(read_yaml)
    tabulate = lru_cache(maxsize=64)(lambda files: parameters_of(dict(files)))

    def load_once(
        source: str, path: str, programme: str, parameters: ParameterTable, namespaces: Mapping[str, Record]
    ) -> Workflow:
        key = (source, path, programme, parameters.content_hash, tuple(namespaces))
        if key not in compiled:
            compiled[key] = load(source, path, programme, parameters, namespaces)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_force, "load_workflow", load_once)
        patch.setattr(in_force, "parameters_of", lambda files: tabulate(tuple(sorted(files.items()))))
        patch.setattr(publish, "read_yaml", read)
        yield


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_began_run] = databases.begin_run()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is there once the tests are found stays to the end: the search for garbage need not go through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash[_began_run]:
        databases.end_run()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """Both kinds of database, one after the other."""
    return cast(Dialect, request.param)


@pytest.fixture
def database_url(dialect: Dialect, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh, migrated database; open a second `Database` on it to play another process.

    Where a test lives in the small world, the programme is published there already; the house of letters has its own.
    """
    small_world = {"world", "desk", "api"} & set(request.fixturenames) and request.path.parent.name != "letters_out"
    fill = publish_programme if small_world else None
    with databases.fresh_database(dialect, tmp_path, fill=fill) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database: the same test runs on SQLite and on PostgreSQL."""
    with Database(database_url) as opened:
        yield opened
