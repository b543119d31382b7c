"""The world that whole cases are led through, and its clock."""

from __future__ import annotations

import pytest

from caseflow.db import Database
from caseflow.letters import registrar
from tests.world import World, make_world


@pytest.fixture
def world(database: Database) -> World:
    """The invented world, on SQLite and on PostgreSQL."""
    return make_world(database)


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registration without setting type: what letters say is read from their texts, and setting has its own tests."""
    monkeypatch.setattr(registrar, "typeset", lambda text, *_: b"%PDF-1.7 " + text.encode())
