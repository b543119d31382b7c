"""Many at once on one single undertaking: threads, batches and processes never pass the ceiling by a cent."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from caseflow.db import Database
from caseflow.db.driver import Dialect
from caseflow.ledger.undertakings import lock
from caseflow.moves import Done, Request, Result
from caseflow.parties.register import party_id
from tests.databases import HOME, fresh_database
from tests.ledger.aid import asked, linked, live, merchant, proposed, publish_vouchers, register
from tests.moves.reading import codes, number_of, replayed
from tests.moves.test_concurrency import THREADS, at_once, wait_for_a_blocked_writer
from tests.moves.test_statements import counting
from tests.world import START, World, make_world, publish_programme

CEILING = 30_000_000
"""Cents, under 2023/2831."""


@pytest.fixture(autouse=True)
def _vouchers(world: World) -> None:
    publish_vouchers(world, START)


def made(results: list[Result]) -> int:
    """How many were done; every other one was refused for want of headroom."""
    assert {codes(result)[0] for result in results if not isinstance(result, Done)} <= {"over-headroom"}
    return sum(isinstance(result, Done) for result in results)


def test_eight_writers_of_one_merchant_never_pass_the_ceiling(world: World) -> None:
    refs = [asked(world, "70000.00") for _ in range(THREADS)]
    assert made(at_once([partial(world.ask, "officer", "propose", ref) for ref in refs])) == 4
    register(world)
    assert live(world) == 28_000_000
    assert all(step.difference is None for ref in refs for step in replayed(world, ref))


def test_eight_writers_of_one_group_share_the_last_cent(world: World) -> None:
    world.do("officer", "note_aid", asked(world, "1.00"), form={"group": linked("B", "C", "D")})
    refs = [asked(world, "60000.00", of) for of in "ABCDABCD"]
    assert made(at_once([partial(world.ask, "officer", "propose", ref) for ref in refs])) == 5
    register(world)
    assert live(world) == CEILING


def test_batches_in_opposite_orders_share_what_there_is(world: World) -> None:
    world.do("officer", "note_aid", asked(world, "1.00"), form={"group": linked("B")})
    refs = [asked(world, "50000.00", of) for of in "ABABABAB"]
    orders = [refs[:4], refs[4:], refs[3::-1], refs[:3:-1]]

    def batch(order: list[str]) -> list[Result]:
        return world.ask_all("officer", [Request("propose", ref) for ref in order])

    at_once([partial(batch, order) for order in orders])
    register(world)
    assert live(world) == CEILING


def test_a_writer_waits_for_whoever_holds_the_single_undertaking_and_then_sees_what_was_booked(world: World) -> None:
    proposed(world, "1.00")
    ref = asked(world, "300000.00")
    with ThreadPoolExecutor(1) as pool:
        with world.office.database.write() as tx:
            lock(tx, [party_id(merchant()["registration_number"])], START.date())
            waiting = pool.submit(world.ask, "officer", "propose", ref)
            wait_for_a_blocked_writer(world)
        assert codes(waiting.result())[0] == "over-headroom"


def test_a_batch_reads_the_register_with_a_fixed_number_of_statements(world: World) -> None:
    sent_by = {}
    for number in (2, 12):
        refs = [asked(world, "1.00", of) for of in "ABCD" * (number // 2)]
        with counting() as sent:
            world.ask_all("officer", [Request("propose", ref) for ref in refs])
        sent_by[number] = sum("undertaking" in sql or "de_minimis" in sql for sql in sent)
    assert sent_by[2] == sent_by[12]


def test_a_move_that_does_not_rest_on_the_register_does_not_read_it(world: World) -> None:
    ref = world.submitted()
    with counting() as sent:
        world.do("officer", "record_tax_check", ref, form=world.tax_form("0.00"))
    assert not any("undertaking" in sql or "de_minimis_aid" in sql for sql in sent)


def test_a_confirmation_and_a_reservation_meet(world: World) -> None:
    ref = proposed(world, "200000.00")
    others = [asked(world, "100000.00") for _ in range(THREADS - 1)]
    world.clock.advance(timedelta(hours=1))
    work = [partial(world.ask, "officer", "award", ref)]
    work += [partial(world.ask, "officer", "propose", other) for other in others]
    assert made(at_once(work)) == 2
    assert live(world) == CEILING


WRITERS = """
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from uuid import UUID

from caseflow.clock import FixedClock
from caseflow.db import Database
from caseflow.letters.in_force import LettersInForce
from caseflow.moves import Actor, Done, Request, apply
from caseflow.moves.facts import NAMESPACES
from caseflow.moves.office import Office
from caseflow.programmes.in_force import InForce
from tests.world import KEYS, START

url, user, *shares = sys.argv[1:]
forking = multiprocessing.get_context("fork")
together = forking.Barrier(len(shares), timeout=120)

def write(share):
    with Database(url) as database:
        office = Office(database, FixedClock(START), KEYS, InForce(NAMESPACES), LettersInForce())
        together.wait()  # so each process takes one share
        results = [apply(office, [Request("propose", ref)], Actor(UUID(user)))[0] for ref in share.split()]
        return sum(isinstance(result, Done) for result in results)

with ProcessPoolExecutor(len(shares), forking) as pool:
    print(sum(pool.map(write, shares)))
"""


def test_several_processes_never_pass_the_ceiling(dialect: Dialect, tmp_path: Path) -> None:
    with fresh_database(dialect, tmp_path, fill=publish_programme) as url, Database(url) as database:
        world = make_world(database)
        publish_vouchers(world, START)
        refs = [asked(world, "40000.00") for _ in range(12)]
        shares = [" ".join(refs[first::4]) for first in range(4)]
        command = [sys.executable, "-c", WRITERS, url, str(world.users["officer"].id), *shares]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HOME / "src"), str(HOME)])}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=env, timeout=200, check=True)
        assert done.stdout == "7\n"
        assert live(world) == 28_000_000
        assert number_of(world, "de_minimis_posting") == 7
        register(world)
