"""Many at once: one winner where there can be one, everybody elsewhere, and nobody decides on half of what happened."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from threading import Barrier, Event, get_ident
from typing import TypeVar

import pytest

from caseflow.db import Transaction
from caseflow.db.batch import Batch
from caseflow.moves import Done, Refused, Request, Result, Stale
from tests.moves.family import publish_family, started
from tests.moves.reading import assert_chained, case, deadlines, events, letters, number_of, replayed, rows
from tests.world import APPLICATION, BENEFICIARY, MERCHANT, World

locking = import_module("caseflow.moves.apply")

THREADS = 8
T = TypeVar("T")


def at_once(work: Sequence[Callable[[], T]]) -> list[T]:
    """Every piece of work in a thread of its own, all begun at the same time; errors come out here."""
    ready = Barrier(len(work))

    def begin(each: Callable[[], T]) -> T:
        ready.wait()
        return each()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(begin, work))


def test_eight_threads_make_the_same_move_and_one_of_them_does_it(world: World) -> None:
    ref = world.opened()
    results = at_once([partial(world.ask, "officer", "submit", ref)] * THREADS)
    assert sum(isinstance(result, Done) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == THREADS - 1
    assert_chained(world, ref)
    assert [e["trigger"] for e in events(world, ref)] == ["open", "submit"]
    assert number_of(world, "letter") == 1


def test_of_eight_open_forms_of_one_version_one_is_taken_and_the_others_are_stale(world: World) -> None:
    ref = world.submitted()
    forms = [world.tax_form("150.01" if number % 2 else "0.00") for number in range(THREADS)]
    results = at_once([partial(world.ask, "officer", "record_tax_check", ref, form=form, version=2) for form in forms])
    assert sum(isinstance(result, Done) for result in results) == 1
    assert sum(isinstance(result, Stale) for result in results) == THREADS - 1
    assert_chained(world, ref)


def test_eight_threads_on_eight_cases_all_get_their_move(world: World) -> None:
    refs = [world.opened() for _ in range(THREADS)]
    results = at_once([partial(world.ask, "officer", "submit", ref) for ref in refs])
    assert [(result.ref, isinstance(result, Done)) for result in results] == [(ref, True) for ref in refs]
    for ref in refs:
        assert_chained(world, ref)


def test_eight_notes_of_one_case_are_all_kept_in_one_chain(world: World) -> None:
    """Moves that bar none of the others: each gathers again until its swap succeeds."""
    ref = world.opened()
    people = [world.users[name].id for name in ("officer", "colleague", "head", "auditor")] * 2
    results = at_once([partial(world.ask, "officer", "assign", ref, form={"assignee": id}) for id in people])
    assert sorted(result.seq for result in results if isinstance(result, Done)) == list(range(2, 2 + THREADS))
    assert_chained(world, ref)
    assert all(again.difference is None for again in replayed(world, ref))


@pytest.mark.parametrize("seed", [1, 2])
def test_batches_in_opposite_orders_do_not_lock_each_other_out(world: World, seed: int) -> None:
    refs = [world.opened() for _ in range(6)]
    chance = random.Random(seed)
    orders = [chance.sample(refs, len(refs)) for _ in range(THREADS - 2)]
    orders += [sorted(refs), sorted(refs, reverse=True)]

    def batch(number: int, order: list[str]) -> list[Result]:
        form = {"location": f"Vieta {number}"}
        return world.ask_all("officer", [Request("correct", ref, form=form, reason="Kļūda") for ref in order])

    results = at_once([partial(batch, number, order) for number, order in enumerate(orders)])
    assert all(isinstance(result, Done) for answers in results for result in answers)
    for ref in refs:
        assert case(world, ref)["seq"] == 1 + THREADS
        assert_chained(world, ref)
    assert len({case(world, ref)["data"]["location"] for ref in refs}) == 1  # each batch is there whole


def test_children_that_finish_at_once_tell_their_parent_one_after_the_other(world: World) -> None:
    publish_family(world)
    ref = started(world)
    for _ in range(THREADS - 2):
        world.do("officer", "split", ref)
    parts = [part for (part,) in rows(world, "SELECT ref FROM case_record WHERE parent_id IS NOT NULL")]
    results = at_once([partial(world.ask, "officer", "finish", part) for part in parts])
    assert all(isinstance(result, Done) for result in results), results
    assert [e["trigger"] for e in events(world, ref)].count("part_done") == THREADS
    assert_chained(world, ref)


def test_cases_opened_at_once_get_numbers_without_doubles(world: World) -> None:
    form = {**APPLICATION, "applicant": MERCHANT}
    opening = Request("open", workflow=BENEFICIARY, organisation="association", form=form)
    results = at_once([partial(world.ask_all, "officer", [opening] * 3)] * THREADS)
    refs = [result.ref for answers in results for result in answers if isinstance(result, Done)]
    assert sorted(refs) == [f"PUA-2024-{number:03}" for number in range(1, 3 * THREADS + 1)]
    assert number_of(world, "party") == 1


def wait_for_a_blocked_writer(world: World) -> None:
    """Until a second writer waits for a lock; on SQLite it waits in this process's queue, where nothing is to see."""
    if world.office.database.dialect == "sqlite":
        return
    for _ in range(200):
        if rows(world, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            return
        time.sleep(0.02)
    raise AssertionError("the second writer did not come to wait")


def meanwhile(world: World, monkeypatch: pytest.MonkeyPatch, first: Callable[[], object], second: Callable[[], T]) -> T:
    """`first` has written and not yet committed when `second` comes to wait for it; answers what `second` got."""
    main, written, real = get_ident(), Event(), Batch.write

    def slowly(batch: Batch, tx: Transaction) -> None:
        real(batch, tx)
        if get_ident() == main and not written.is_set():
            written.set()
            wait_for_a_blocked_writer(world)

    def after_the_writing() -> T:
        assert written.wait(10)
        return second()

    monkeypatch.setattr(Batch, "write", slowly)
    monkeypatch.setattr(locking, "may_be_alone", lambda *_: False)  # a single move waits for nobody
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(after_the_writing)
        first()
        return waiting.result()


def test_a_move_that_waited_for_another_sees_all_that_it_wrote(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = world.submitted()
    check = partial(world.do, "officer", "record_tax_check", ref, form=world.tax_form("150.01"))
    back = partial(world.do, "head", "return_refusal", ref, reason="Izdruka ir cita komersanta.")
    assert meanwhile(world, monkeypatch, check, back).state == "submitted"
    assert [row[2] for row in letters(world, ref)] == ["drafted", "cancelled"]
    assert deadlines(world, ref) == [
        ("tax_check", "met", "2024-03-06"),
        ("decision", "running", "2024-04-04"),
        ("tax_check", "running", "2024-03-06"),
    ]
    assert_chained(world, ref)
    assert all(again.difference is None for again in replayed(world, ref))


def test_a_child_opened_by_the_move_that_one_waited_for_is_told_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_family(world)
    ref = started(world)
    stop = partial(world.do, "colleague", "stop", ref)
    assert meanwhile(world, monkeypatch, partial(world.do, "officer", "split", ref), stop).state == "done"
    assert rows(world, "SELECT DISTINCT state FROM case_record WHERE parent_id IS NOT NULL") == [("stopped",)]


def test_a_form_that_waited_for_another_move_is_stale(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = world.opened()
    submit = partial(world.do, "officer", "submit", ref)
    late = partial(world.ask, "colleague", "abandon", ref, version=1)
    assert meanwhile(world, monkeypatch, submit, late) == Stale("abandon", ref, seen=1, version=2)
