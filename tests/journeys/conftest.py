"""The world that whole cases are led through, and its clock."""

from __future__ import annotations

import pytest

from caseflow.db import Database
from tests.world import World, make_world


@pytest.fixture
def world(database: Database) -> World:
    """The invented world, on SQLite and on PostgreSQL."""
    return make_world(database)
