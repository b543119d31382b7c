"""The lines of a list of cases: what an officer sees of each at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.cases.values import text_of
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.workflow import Workflow
from caseflow.programmes.in_force import InForce
from caseflow.words import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the worklist."""

    id: UUID
    ref: str
    workflow: str
    organisation: str
    party: str | None
    registration_number: str | None
    state: str
    label: Text
    kind: str
    next_due_on: date | None
    suspended: bool
    assignee: str | None
    changed_at: datetime
    version: int


LINES: Final = """
SELECT c.id, c.ref, c.workflow_version_id, o.slug, p.name, p.registration_number, c.state, c.kind, c.next_due_on,
  u.name, c.changed_at, c.version, c.suspensions
FROM ({keys}) k JOIN case_record c ON c.id = k.id JOIN organisation o ON o.id = c.organisation_id
LEFT JOIN party p ON p.id = c.party_id LEFT JOIN app_user u ON u.id = c.assignee_id
"""
"""The lines of the cases whose ids the query `keys` answers as `id`."""


def read_line(tx: Transaction, in_force: InForce, row: Sequence[Any]) -> Line:
    """The line of one row of `LINES`."""
    return _line(in_force.workflow(tx, read_uuid(row[2])), row)


def read_lines(tx: Transaction, in_force: InForce, ids: Sequence[UUID]) -> tuple[Line, ...]:
    """The lines of these cases, in the order of the ids."""
    if not ids:
        return ()
    keys = f"SELECT id FROM case_record WHERE id IN ({', '.join('?' for _ in ids)})"
    lines = {
        line.id: line for line in (read_line(tx, in_force, row) for row in tx.fetchall(LINES.format(keys=keys), ids))
    }
    return tuple(lines[id] for id in ids)


def _line(workflow: Workflow, row: Sequence[Any]) -> Line:
    id, ref, _, organisation, party, number, state, kind, due, assignee, changed_at, version, suspensions = row
    return Line(
        id=read_uuid(id),
        ref=ref,
        workflow=workflow.slug,
        organisation=organisation,
        party=party,
        registration_number=number,
        state=state,
        label=text_of(workflow.states[state].label),
        kind=kind,
        next_due_on=read_day(due) if due else None,
        suspended=suspensions != "[]" and any(ended is None for _, ended in read_json(suspensions)),
        assignee=assignee,
        changed_at=read_instant(changed_at),
        version=version,
    )
