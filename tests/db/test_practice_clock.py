"""The practice clock is one row for all processes and never goes behind an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caseflow.clock import FixedClock
from caseflow.db import Database
from caseflow.db.practice_clock import PracticeClock
from caseflow.errors import BadInput, NotFound

_REAL = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
_START = datetime(2023, 12, 28, 21, 59, 20, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("speed", "passed"), [(0, 0), (1, 40), (60, 2400)])
def test_runs_from_its_start_at_its_speed(database: Database, speed: int, passed: int) -> None:
    machine = FixedClock(_REAL)
    PracticeClock(database, machine).set(_START, None, speed)
    machine.advance(40 * _SECOND)
    assert PracticeClock(database, machine).now() == _START + passed * _SECOND


def test_another_process_sees_the_same_time(database: Database, database_url: str) -> None:
    machine = FixedClock(_REAL)
    PracticeClock(database, machine).set(_START, None)
    with Database(database_url) as other:
        assert PracticeClock(other, machine).now() == _START


def test_advances_from_where_it_stands_and_keeps_its_speed(database: Database) -> None:
    machine = FixedClock(_REAL)
    clock = PracticeClock(database, machine)
    clock.set(_START, None, 2)
    machine.advance(10 * _SECOND)
    assert clock.advance(timedelta(days=1), None) == _START + timedelta(days=1, seconds=20)
    machine.advance(10 * _SECOND)
    assert clock.now() == _START + timedelta(days=1, seconds=40)


def test_may_be_set_to_the_instant_of_the_latest_event_but_not_before_it(database: Database) -> None:
    clock = PracticeClock(database, FixedClock(_REAL))
    clock.set(_START, not_before=_START)
    with pytest.raises(BadInput, match="latest event"):
        clock.set(_START - timedelta(microseconds=1), not_before=_START)
    with pytest.raises(BadInput, match="latest event"):
        clock.advance(-_SECOND, not_before=_START)
    assert clock.now() == _START


def test_refuses_an_instant_without_a_zone_and_a_negative_speed(database: Database) -> None:
    clock = PracticeClock(database, FixedClock(_REAL))
    with pytest.raises(BadInput, match="time zone"):
        clock.set(_START.replace(tzinfo=None), None)
    with pytest.raises(BadInput, match="backwards"):
        clock.set(_START, None, -1)


def test_says_that_it_has_not_been_set(database: Database) -> None:
    clock = PracticeClock(database, FixedClock(_REAL))
    with pytest.raises(NotFound, match="clock set"):
        clock.now()
    with pytest.raises(NotFound, match="clock set"):
        clock.advance(_SECOND, None)
