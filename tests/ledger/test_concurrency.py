"""Many at once on one agreement: nobody overspends by a cent, with the locks and without them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module

import pytest

from caseflow.db import Transaction
from caseflow.db.errors import CheckViolation
from caseflow.ledger import accounts
from caseflow.ledger.accounts import CEILING, Account, Place, balances
from caseflow.ledger.agreements import set_status
from caseflow.moves import Done, Request, Result
from tests.ledger.grants import NUMBER, agreed, asked, granted, sums
from tests.moves.reading import codes, number_of, replayed
from tests.moves.test_concurrency import THREADS, at_once, wait_for_a_blocked_writer
from tests.moves.test_statements import counting
from tests.world import START, World

postings = import_module("caseflow.moves.postings")


def made(results: list[Result]) -> int:
    """How many were done; every other one was refused for want of money."""
    assert {tuple(codes(result)) for result in results if not isinstance(result, Done)} <= {("over-ceiling",)}
    return sum(isinstance(result, Done) for result in results)


def test_eight_threads_cannot_overspend_by_a_cent(world: World) -> None:
    agreed(world, "999.99")
    refs = [asked(world, "200.00") for _ in range(THREADS)]
    results = at_once([partial(world.ask, "officer", "grant", ref) for ref in refs])
    assert made(results) == 4
    assert sums(world) == ("800.00", "0.00")
    assert number_of(world, "posting") == 4
    assert all(step.difference is None for ref in refs for step in replayed(world, ref))


def test_the_last_cent_goes_to_somebody(world: World) -> None:
    agreed(world, "1000.00")
    refs = [asked(world, "200.00") for _ in range(THREADS)]
    assert made(at_once([partial(world.ask, "officer", "grant", ref) for ref in refs])) == 5
    assert sums(world) == ("1000.00", "0.00")


def test_batches_in_opposite_orders_share_what_there_is(world: World) -> None:
    agreed(world, "1000.00")
    refs = [asked(world, "150.00") for _ in range(8)]
    orders = [refs[:4], refs[4:], refs[3::-1], refs[:3:-1]]

    def batch(order: list[str]) -> list[Result]:
        return world.ask_all("officer", [Request("grant", ref) for ref in order])

    results = [result for answers in at_once([partial(batch, order) for order in orders]) for result in answers]
    assert sum(isinstance(result, Done) for result in results) == 6
    assert sums(world) == ("900.00", "0.00")


def test_without_locks_the_check_still_holds_and_becomes_the_refusal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(world, "1000.00")
    refs = [asked(world, "300.00") for _ in range(THREADS)]
    real = accounts.read_accounts

    def unlocked(tx: Transaction, places: set[Place], *, lock: bool) -> dict[Place, Account]:
        assert lock
        return real(tx, places, lock=False)

    monkeypatch.setattr(postings, "read_accounts", unlocked)
    assert made(at_once([partial(world.ask, "officer", "grant", ref) for ref in refs])) == 3
    assert sums(world) == ("900.00", "0.00")


def test_a_move_that_rests_on_the_status_waits_for_whoever_changes_it(world: World) -> None:
    agreed(world)
    ref = asked(world, "1.00")
    with ThreadPoolExecutor(1) as pool:
        with world.office.database.write() as tx:
            set_status(tx, NUMBER, "withdrawn", START.date(), "Atkāpšanās", START.date())
            waiting = pool.submit(world.ask, "officer", "look", ref)
            wait_for_a_blocked_writer(world)
        assert set(codes(waiting.result())) == {"requires"}


def test_the_database_refuses_a_sum_beyond_the_ceiling(world: World) -> None:
    agreed(world, "1000.00")
    with pytest.raises(CheckViolation) as broken, world.office.database.write() as tx:
        tx.execute("UPDATE agreement SET committed = 100001")
    assert broken.value.constraint == CEILING


def test_a_move_that_books_locks_its_agreement_and_one_that_does_not_is_not_slowed_by_it(world: World) -> None:
    agreed(world)
    booking, waiting = asked(world, "1.00"), asked(world, "1.00")
    with counting() as sent:
        world.do("officer", "grant", booking)
    (reading,) = (sql for sql in sent if "FROM agreement" in sql)
    assert ("FOR UPDATE" in reading) == (world.office.database.dialect == "postgresql")
    with counting() as sent:
        world.do("officer", "wait", waiting)
    if world.office.database.dialect == "postgresql":
        assert len(sent) == 2
        assert not any("agreement" in sql for sql in sent)


def test_the_sums_of_a_batch_are_added_by_one_statement(world: World) -> None:
    agreed(world)
    refs = [asked(world, "1.00") for _ in range(20)]
    with counting() as sent:
        world.ask_all("officer", [Request("grant", ref) for ref in refs])
    assert sum(sql.startswith("UPDATE agreement") for sql in sent) == 1
    assert sum("FROM agreement" in sql for sql in sent) == 1


def test_sums_that_somebody_altered_are_found(world: World) -> None:
    agreed(world)
    granted(world, "300.00")
    with world.office.database.write() as tx:
        tx.execute("UPDATE agreement SET committed = committed + 1")
    with world.office.database.read() as tx:
        (found,) = balances(tx)
    assert (found.column, str(found.stands), str(found.posted)) == ("committed", "300.01", "300.00")
