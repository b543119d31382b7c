"""The world that evidence is tested in: the invented one, with a small programme that keeps evidence."""

from __future__ import annotations

import pytest

from caseflow.db import Database
from tests.registers.licence import publish_licences
from tests.world import World, make_world


@pytest.fixture
def world(database: Database) -> World:
    """The invented world, on SQLite and on PostgreSQL."""
    world = make_world(database)
    publish_licences(world)
    return world
