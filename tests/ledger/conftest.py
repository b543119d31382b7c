"""The world that money is booked in: the invented one, with a small programme of grants."""

from __future__ import annotations

import pytest

from caseflow.db import Database
from tests.ledger.grants import publish_grants
from tests.world import World, make_world


@pytest.fixture
def world(database: Database) -> World:
    """The invented world, on SQLite and on PostgreSQL."""
    world = make_world(database)
    publish_grants(world)
    return world
