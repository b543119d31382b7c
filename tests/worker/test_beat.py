"""The beat wakes the worker and owns no date: without it nothing fires, with it everything due does."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing import get_context

from caseflow.clock import FixedClock
from caseflow.db import Database
from caseflow.letters.in_force import LettersInForce
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.programmes.in_force import InForce
from caseflow.worker.beat import Beat
from caseflow.worker.rounds import work_off
from tests.moves.clockwork import asked, publish_clockwork
from tests.moves.reading import case, events
from tests.world import KEYS, World

OVERDUE = datetime.fromisoformat("2024-03-19T08:00:00+00:00")
PATIENCE_S = 20


def _await(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def test_nothing_fires_without_the_beat_and_everything_due_fires_with_it(world: World) -> None:
    publish_clockwork(world)
    refs = asked(world, 3)
    world.clock.set(OVERDUE)
    beat = Beat(lambda: work_off(world.office), seconds=0.1)
    time.sleep(0.4)
    assert {case(world, ref)["state"] for ref in refs} == {"asked"}
    beat.start()
    try:
        assert _await(lambda: {case(world, ref)["state"] for ref in refs} == {"proposed"})
    finally:
        beat.stop()
    late = asked(world)
    world.clock.set(datetime.fromisoformat("2024-06-03T08:00:00+00:00"))
    time.sleep(0.4)
    assert case(world, late[0])["state"] == "asked"  # stopped: nothing fires


def _work(url: str) -> None:
    with Database(url) as database:
        work_off(Office(database, FixedClock(OVERDUE), KEYS, InForce(NAMESPACES), LettersInForce()))


def test_three_processes_fire_each_deadline_once(world: World, database_url: str) -> None:
    publish_clockwork(world)
    refs = asked(world, 120)
    world.clock.set(OVERDUE)
    context = get_context("spawn")
    workers = [context.Process(target=_work, args=(database_url,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    work_off(world.office)
    for ref in refs:
        assert [event["trigger"] for event in events(world, ref)] == ["open", "deadline_warned", "silence"]
