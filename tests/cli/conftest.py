"""A command line on a fresh database of either kind, with an invented world in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseflow.clock import MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from tests.cli.desk import Desk
from tests.world import START, make_world

SECRET = "a secret that only tests know, long enough"  # the one that the world's keys are made of


@pytest.fixture
def desk(
    database: Database,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    """The commands see the world's database, its secret, and a practice clock that stands at its beginning."""
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", database_url)
    monkeypatch.setenv("CASEFLOW_SECRET_KEY", SECRET)
    monkeypatch.setenv("CASEFLOW_ENV", "test")
    monkeypatch.setenv("CASEFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CASEFLOW_USER", "officer")
    PracticeClock(database, MachineClock()).set(START, None, speed=0)
    return Desk(tmp_path, capsys, make_world(database))
