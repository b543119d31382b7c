"""Whatever is altered, lost or slipped in behind caseflow's back is found, with its place."""

from __future__ import annotations

import hashlib
import json

import pytest

from caseflow.cases.chain import GENESIS, Break, verify
from caseflow.db import Transaction
from caseflow.moves import event
from tests.cases.looking import reading
from tests.world import World


def broken(world: World) -> Break | None:
    with reading(world) as tx:
        return verify(tx).broken


def change(world: World, sql: str, *parameters: object) -> None:
    with world.office.database.write() as tx:
        assert tx.execute(sql, parameters) == 1


def body(tx: Transaction, seq: int) -> str:
    row = tx.fetchone("SELECT body FROM event WHERE seq = ?", (seq,))
    assert row is not None
    return str(row[0])


def test_the_chain_begins_where_moves_begin_it() -> None:
    assert GENESIS == event.GENESIS


def test_an_untouched_record_holds_together(world: World) -> None:
    for _ in range(3):
        world.submitted()
    with reading(world) as tx:
        found = verify(tx)
    assert (found.cases, found.events, found.broken) == (3, 6, None)


def test_an_empty_record_holds_together(world: World) -> None:
    with reading(world) as tx:
        assert verify(tx).broken is None


@pytest.mark.parametrize(
    ("sql", "seq", "what"),
    [
        ("UPDATE event SET body = replace(body, 'submitted', 'refused') WHERE seq = 2", 2, "text_changed"),
        ("UPDATE event SET body = body || ' ' WHERE seq = 1", 1, "text_changed"),
        ("UPDATE event SET hash = prev_hash WHERE seq = 2", 2, "text_changed"),
        ("UPDATE event SET actor = 'system' WHERE seq = 2", 2, "columns_differ"),
        ("UPDATE event SET trigger = 'edit' WHERE seq = 1", 1, "columns_differ"),
        ("UPDATE event SET at = '2024-03-04T08:00:01.000000Z' WHERE seq = 2", 2, "columns_differ"),
        ("DELETE FROM event WHERE seq = 1", 1, "gap"),
        ("DELETE FROM event WHERE seq = 2", 3, "missing_end"),
        ("UPDATE case_record SET seq = seq + 1", 3, "missing_end"),
        ("UPDATE case_record SET head = '" + "0" * 64 + "'", 2, "other_head"),
    ],
)
def test_finds_what_was_altered_and_where(world: World, sql: str, seq: int, what: str) -> None:
    ref = world.submitted()
    if what == "missing_end" and sql.startswith("DELETE"):
        seq = 2
    change(world, sql.replace("prev_hash", f"'{GENESIS}'"))
    found = broken(world)
    assert found is not None
    assert (found.ref, found.seq, found.what.id) == (ref, seq, f"cases.chain.{what}")


def test_a_forged_event_with_a_fitting_hash_breaks_the_chain_after_it(world: World) -> None:
    world.submitted()
    with reading(world) as tx:
        forged = {**json.loads(body(tx, 1)), "reason": "slipped in"}
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    change(world, "UPDATE event SET body = ?, hash = ? WHERE seq = 1", text, digest)
    found = broken(world)
    assert found is not None
    assert (found.seq, found.what.id) == (2, "cases.chain.other_before")


def test_a_forged_last_event_does_not_fit_the_head(world: World) -> None:
    world.submitted()
    with reading(world) as tx:
        forged = {**json.loads(body(tx, 2)), "reason": "slipped in"}
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    change(world, "UPDATE event SET body = ?, hash = ? WHERE seq = 2", text, digest)
    found = broken(world)
    assert found is not None
    assert (found.seq, found.what.id) == (2, "cases.chain.other_head")
