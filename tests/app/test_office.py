"""The composition root: what an office is opened from, and the clock that it goes by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from caseflow.app import organisations
from caseflow.app.office import NotReady, clock_of, open_office
from caseflow.app.publishing import NotSound, is_anything_published, publish_programmes
from caseflow.clock import FixedClock, MachineClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.letters import context
from caseflow.settings import Settings
from tests.world import HOME, START


def settings(url: str, kind: str = "test") -> Settings:
    environ = {"CASEFLOW_HOME": str(HOME), "CASEFLOW_DATABASE_URL": url, "CASEFLOW_ENV": kind}
    return Settings.from_environment({**environ, "CASEFLOW_SECRET_KEY": "0123456789abcdef" * 3})


def test_opens_an_office_on_a_prepared_database(database_url: str) -> None:
    with open_office(settings(database_url), FixedClock(START)) as office:
        assert office.clock.now() == START
        with office.database.read() as tx:
            assert not is_anything_published(tx)


def test_refuses_a_database_that_nobody_has_prepared(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="caseflow init"), open_office(settings(f"sqlite:///{tmp_path / 'x.db'}")):
        pass


def test_goes_by_the_machines_clock_until_the_practice_clock_is_set(database: Database, database_url: str) -> None:
    clock = clock_of(settings(database_url), database)
    assert abs(clock.now() - MachineClock().now()) < timedelta(minutes=5)
    PracticeClock(database, MachineClock()).set(START, None, speed=0)
    assert clock.now() == START


def test_production_never_goes_by_the_practice_clock(database: Database, database_url: str) -> None:
    PracticeClock(database, MachineClock()).set(START, None, speed=0)
    assert clock_of(settings(database_url, "production"), database).now() > datetime(2025, 1, 1, tzinfo=UTC)


def test_publishes_all_programmes_or_nothing(database: Database, tmp_path: Path) -> None:
    for folder in ("workflows", "letters"):
        for path in (HOME / folder).rglob("*"):
            if path.is_file():
                copy = tmp_path / path.relative_to(HOME)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
    broken = tmp_path / "workflows" / "enterprise-skills" / "beneficiary.yaml"
    broken.write_text(broken.read_text("utf-8").replace("state: refused}", "state: nowhere}"), "utf-8")
    with pytest.raises(NotSound) as unsound:
        publish_programmes(database, tmp_path, [], "tests", START)
    paths = {finding.place.path for finding in unsound.value.findings}
    assert "workflows/enterprise-skills/beneficiary.yaml" in paths
    with database.read() as tx:
        assert not is_anything_published(tx)
    assert publish_programmes(database, HOME, [], "tests", START)
    assert publish_programmes(database, HOME, ["enterprise-skills"], "tests", START) == []


@pytest.mark.parametrize(
    ("part", "record"),
    [
        (organisations.Letterhead, context.Organisation),
        (organisations.Declined, context.Turp),
        (organisations.Contract, context.Contract),
        (organisations.Contact, context.Preparer),
    ],
)
def test_an_organisations_file_holds_what_letters_print(part: type[organisations.Part], record: type) -> None:
    assert set(part.model_fields) == set(get_type_hints(record))
