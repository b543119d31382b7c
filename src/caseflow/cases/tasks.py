"""Open tasks: the work that waits for people, oldest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from caseflow.cases.scope import Viewer
from caseflow.cases.values import text_of
from caseflow.cases.walks import Sql, walks
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.errors import BadInput, NotFound
from caseflow.words import Text
from caseflow.words.message import message

MOST: Final = 200
"""How many tasks one list shows."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Work that nobody has done yet; `closes_on` are the triggers that close it."""

    id: UUID
    name: str
    label: Text
    role: str
    case: str
    party: str | None
    next_due_on: date | None
    opened_at: datetime
    closes_on: tuple[str, ...]


def tasks_of(tx: Transaction, cases: Sequence[UUID]) -> Mapping[UUID, list[tuple[str, str]]]:
    """Name and role of the open tasks of these cases, oldest first."""
    if not cases:
        return {}
    marks = ", ".join("?" for _ in cases)
    rows = tx.fetchall(
        f"SELECT case_id, name, role FROM task WHERE closed_at IS NULL AND case_id IN ({marks}) "
        "ORDER BY opened_at, name",
        list(cases),
    )
    found: dict[UUID, list[tuple[str, str]]] = {}
    for case, name, role in rows:
        found.setdefault(read_uuid(case), []).append((name, role))
    return found


_TASKS: Final = """
SELECT t.id, t.name, t.label, t.role, c.ref, p.name, c.next_due_on, t.opened_at, t.closes_on
FROM ({keys}) k JOIN task t ON t.id = k.id JOIN case_record c ON c.id = t.case_id
LEFT JOIN party p ON p.id = c.party_id ORDER BY t.opened_at, c.ref, t.name
"""


def _keys(tx: Transaction, viewer: Viewer, every_role: bool) -> Sql:
    """A query for the ids of the oldest open tasks: a walk for each organisation, or for each role held there."""
    of_role = "" if every_role else " AND t.role = seen.role"
    seen = viewer.organisations() if every_role else viewer.roles()
    walk = Sql(
        f"SELECT t.id, t.opened_at FROM task t WHERE t.organisation_id = seen.id{of_role} AND t.closed_at IS NULL AND "
    ) + viewer.within_of("seen", "t.case_id", None if every_role else "t.role")
    oldest = Sql(f" ORDER BY opened_at LIMIT {MOST}")
    return (
        Sql("WITH seen AS (")
        + seen
        + Sql(") ")
        + walks(tx.dialect, "seen", ("id", "opened_at"), walk + oldest)
        + oldest
    )


def list_tasks(tx: Transaction, viewer: Viewer, *, every_role: bool = False) -> list[OpenTask]:
    """The open tasks for the viewer's own roles; with `every_role` all those on cases that the viewer sees."""
    keys = _keys(tx, viewer, every_role or viewer.user is None)
    rows = tx.fetchall(_TASKS.format(keys=keys.text), keys.parameters)
    return [
        OpenTask(
            read_uuid(id),
            name,
            text_of(read_json(label)),
            role,
            case,
            party,
            read_day(due) if due else None,
            read_instant(opened_at),
            tuple(read_json(closes_on)),
        )
        for id, name, label, role, case, party, due, opened_at, closes_on in rows
    ]


def case_of_task(tx: Transaction, task: str, viewer: Viewer) -> str:
    """The number of the case that a task stands on, open or not. Raises BadInput, NotFound."""
    try:
        id = UUID(task)
    except ValueError:
        raise BadInput(f"{task!r} is no id of a task; `caseflow task list` shows them") from None
    seen, parameters = viewer.may_see("c")
    row = tx.fetchone(
        f"SELECT c.ref FROM task t JOIN case_record c ON c.id = t.case_id WHERE t.id = ? AND {seen}", (id, *parameters)
    )
    if row is None:
        raise NotFound(
            f"there is no task {task}; `caseflow task list` shows them", message("unknown.task", task=str(task))
        )
    return str(row[0])
