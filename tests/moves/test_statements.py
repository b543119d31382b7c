"""The cost of a batch in statements: its reading is one for all cases, and its writing does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from caseflow.db import Database, Transaction
from caseflow.db.values import read_instant
from caseflow.moves import Done, Request
from caseflow.moves.related import where_named
from caseflow.moves.sweep import sweep
from tests.journeys.ways import posted
from tests.moves.family import project, publish_family
from tests.moves.reading import assert_chained, number_of, rows
from tests.world import APPLICATION, World

METHODS = ("execute", "executemany", "fetchall")


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Transaction, sql: str, *parameters: Any) -> Any:
            sent.append(" ".join(sql.split()))
            return real(self, sql, *parameters)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in METHODS:
            patch.setattr(Transaction, name, watched(getattr(Transaction, name)))
        yield sent


def is_write(sql: str) -> bool:
    """Whether the statement changes rows."""
    return any(word in sql for word in ("INSERT INTO", "UPDATE "))


def moved(world: World, trigger: str, refs: list[str], **parts: Any) -> list[str]:
    """The statements of one batch of the same move."""
    with counting() as sent:
        results = world.ask_all("officer", [Request(trigger, ref, **parts) for ref in refs])
    assert all(isinstance(result, Done) for result in results), results
    return sent


def test_a_batch_of_1_10_and_200_moves_sends_the_same_number_of_statements(world: World) -> None:
    publish_family(world)
    open_one = Request("open", workflow="invented/project", organisation="association", form={"title": "Projekts"})
    refs = [result.ref for result in world.ask_all("officer", [open_one] * 211) if isinstance(result, Done)]
    assign = {"form": {"assignee": world.users["colleague"].id}}
    moved(world, "assign", [project(world)], **assign)  # whatever is kept in memory has been read now
    one, ten, many = (moved(world, "assign", part, **assign) for part in (refs[:1], refs[1:11], refs[11:]))
    assert len(ten) == len(many)
    assert sum(map(is_write, one)) == sum(map(is_write, ten)) == sum(map(is_write, many))
    assert len(one) <= len(ten) + 1  # a case whose moves tell others is first read once without locks


def test_a_single_move_on_postgresql_is_one_reading_and_one_writing_statement(world: World) -> None:
    publish_family(world)
    open_one = Request("open", workflow="enterprise-skills/beneficiary", organisation="association", form=APPLICATION)
    refs = [result.ref for result in world.ask_all("officer", [open_one] * 2) if isinstance(result, Done)]
    moved(world, "submit", refs[:1])
    sent = moved(world, "submit", refs[1:])
    if world.office.database.dialect == "postgresql":
        assert [is_write(sql) for sql in sent] == [False, True]


def test_moves_with_clocks_and_letters_send_the_same_number_of_statements(world: World) -> None:
    refs = [world.opened() for _ in range(12)]
    moved(world, "submit", refs[:1])
    three, eight = moved(world, "submit", refs[1:4]), moved(world, "submit", refs[4:])
    assert len(three) == len(eight)
    assert number_of(world, "letter") == 12
    for ref in refs:
        assert_chained(world, ref)


def test_all_cases_of_a_batch_are_read_with_the_same_statements_as_two(world: World) -> None:
    refs = [world.opened() for _ in range(9)]
    moved(world, "submit", refs[:1])
    two, six = moved(world, "submit", refs[1:3]), moved(world, "submit", refs[3:])
    reads = [[sql for sql in sent if not is_write(sql)] for sent in (two, six)]
    assert len(reads[0]) == len(reads[1])
    assert sum("FROM a, case_record c" in sql for sql in reads[1]) == 1


def test_writing_takes_one_statement_on_postgresql_and_one_a_table_on_sqlite(world: World) -> None:
    refs = [world.opened() for _ in range(3)]
    moved(world, "submit", refs[:1])
    written = [sql for sql in moved(world, "submit", refs[1:]) if is_write(sql)]
    if world.office.database.dialect == "postgresql":
        assert len(written) == 1
    else:
        touched = [sql.removeprefix("INSERT INTO ").removeprefix("UPDATE ").split()[0] for sql in written]
        assert sorted(touched) == ["case_record", "deadline", "event", "letter"]


def test_erasing_at_the_end_of_retention_sends_as_many_statements_for_many_cases_as_for_one(
    world: World, tmp_path: Path
) -> None:
    refs = [world.submitted() for _ in range(4)]
    for ref in refs:
        world.do("officer", "withdraw", ref)
    posted(world, tmp_path)
    ends = "SELECT due_at FROM deadline WHERE name = 'retention_without_grant' AND status = 'running'"
    world.clock.set(max(read_instant(due) for (due,) in rows(world, ends)))
    sweep(world.office, 1)  # whatever is kept in memory has been read now
    sent = []
    for cases in (1, 2):
        with counting() as statements:
            assert sweep(world.office, cases).cases == cases
        sent.append(len(statements))
    assert sent[0] == sent[1]
    assert rows(world, "SELECT count(*) FROM vault WHERE erased_at IS NULL") == [(0,)]


def test_a_batch_that_names_cases_by_id_alone_looks_each_up(database: Database) -> None:
    with database.read() as tx:
        if tx.dialect == "postgresql":
            return  # arrays there
        where, parameters = where_named(tx, [UUID(int=1), UUID(int=2)])
        plan = tx.fetchall(f"EXPLAIN QUERY PLAN SELECT c.id FROM case_record c WHERE {where} ORDER BY c.id", parameters)
    assert [row[-1] for row in plan if "SCAN" in row[-1]] == []
