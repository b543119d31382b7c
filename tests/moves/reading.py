"""What the tests of this room read straight from the tables."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from caseflow.db.schema import load_schema
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.moves import Refused
from caseflow.moves.event import GENESIS
from caseflow.moves.replay import Replayed, replay
from tests.world import World


def rows(world: World, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with world.office.database.read() as tx:
        return tx.fetchall(sql, parameters)


def bodies(world: World, ref: str) -> list[str]:
    """The events of a case as stored."""
    found = rows(
        world, "SELECT e.body FROM event e JOIN case_record c ON c.id = e.case_id WHERE c.ref = ? ORDER BY e.seq", ref
    )
    return [body for (body,) in found]


def events(world: World, ref: str) -> list[dict[str, Any]]:
    """The events of a case."""
    return [json.loads(body) for body in bodies(world, ref)]


def replayed(world: World, ref: str) -> list[Replayed]:
    """Every event of a case stepped again from its record."""
    with world.office.database.read() as tx:
        ((version,),) = tx.fetchall("SELECT workflow_version_id FROM case_record WHERE ref = ?", (ref,))
        workflow = world.office.in_force.workflow(tx, read_uuid(version))
    return replay(workflow, bodies(world, ref))


def case(world: World, ref: str) -> dict[str, Any]:
    """The case row."""
    names = ("state", "kind", "version", "seq", "head", "data", "next_due_on", "wake_at", "came_from", "assignee_id")
    ((*values,),) = rows(world, f"SELECT {', '.join(names)} FROM case_record WHERE ref = ?", ref)
    row = dict(zip(names, values, strict=True))
    row["data"] = json.loads(row["data"])
    row["next_due_on"] = read_day(row["next_due_on"]) if row["next_due_on"] else None
    row["wake_at"] = read_instant(row["wake_at"]) if row["wake_at"] else None
    return row


def deadlines(world: World, ref: str) -> list[tuple[str, str, str | None]]:
    """Name, status and last day of every deadline of the case, in the order of their making and of their days."""
    found = rows(
        world,
        "SELECT d.name, d.status, d.due_on, d.id FROM deadline d JOIN case_record c ON c.id = d.case_id "
        "WHERE c.ref = ?",
        ref,
    )
    ordered = sorted(found, key=lambda row: (int(row[3].rpartition(".")[2]), str(row[2])))
    return [(name, status, str(due) if due else None) for name, status, due, _ in ordered]


def letters(world: World, ref: str) -> list[tuple[str, str, str]]:
    """Name, code and status of the case's letters."""
    return [
        (name, code, status)
        for name, code, status in rows(
            world,
            "SELECT l.name, l.code, l.status FROM letter l JOIN case_record c ON c.id = l.case_id WHERE c.ref = ? "
            "ORDER BY l.seq",
            ref,
        )
    ]


def codes(result: object) -> list[str]:
    """The codes of a refusal's reasons."""
    assert isinstance(result, Refused), result
    return [reason.code for reason in result.reasons]


def tables(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to compare before with after."""
    names = [table.name for table in load_schema().sorted_tables]
    return {name: sorted(rows(world, f"SELECT * FROM {name}"), key=repr) for name in names}


def number_of(world: World, table: str) -> int:
    """How many rows a table has."""
    ((number,),) = rows(world, f"SELECT count(*) FROM {table}")
    return int(number)


def assert_chained(world: World, ref: str) -> None:
    """Every event of the case names the hash before it, its hash is that of its text, and the case row has the last."""
    found = rows(
        world,
        "SELECT e.seq, e.hash, e.body, c.head, c.seq FROM event e JOIN case_record c ON c.id = e.case_id "
        "WHERE c.ref = ? ORDER BY e.seq",
        ref,
    )
    before = GENESIS
    for number, (seq, stored, body, _, _) in enumerate(found, start=1):
        event = json.loads(body)
        assert (seq, event["seq"], event["prev"]) == (number, number, before)
        assert stored == hashlib.sha256(body.encode()).hexdigest()
        before = stored
    assert (found[-1][3], found[-1][4]) == (before, len(found))
