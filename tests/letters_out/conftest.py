"""The house whose letters go out, for the tests of this room."""

from __future__ import annotations

import pytest

from caseflow.db import Database
from tests.letters_out.house import make_house
from tests.world import World


@pytest.fixture
def house(database: Database) -> World:
    """The invented house, on SQLite and on PostgreSQL."""
    return make_house(database)
