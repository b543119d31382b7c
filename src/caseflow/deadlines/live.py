"""The live deadlines of cases, and the way to each last day in words, computed again from the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.calendar import Calendars, Due, Term, due
from caseflow.cases.scope import Viewer
from caseflow.cases.values import text_of
from caseflow.cases.view import Interval, locate
from caseflow.cases.worklist import worklist
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.clocks import NEVER_STOPS
from caseflow.engine.workflow import DeadlineSpec, Workflow
from caseflow.errors import CaseflowError, NotFound
from caseflow.programmes.in_force import InForce
from caseflow.words import Message, Text, message


class DerivationError(CaseflowError):
    """The last day that is stored is not the one that the law gives for the stored row."""


NEVER_MOVES: Final = ("retention", "notice")
"""Kinds whose last day stays where it falls, also on a day off (Z-NOT, retention)."""


@dataclass(frozen=True, slots=True)
class LiveDeadline:
    """A deadline that runs (`running`) or waits to be resumed (`left`); no last day while it is stopped."""

    case: str
    name: str
    label: Text
    rule: str
    status: str
    anchor: date
    term: str
    calendar: str
    calendar_version: str
    due_on: date | None
    due_at: datetime | None
    extended_to: str | None
    not_before: date | None


@dataclass(frozen=True, slots=True)
class DeadlineTask:
    """A task that the deadline has opened or may still open, and whether it is open."""

    name: str
    label: Text
    role: str
    open: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A deadline with its derivation, one sentence for each step, and its tasks."""

    deadline: LiveDeadline
    derivation: tuple[Message, ...]
    left: int | None
    tasks: tuple[DeadlineTask, ...]


_LIVE: Final = """
SELECT c.ref, c.workflow_version_id, d.name, d.status, d.anchor, d.term, d.calendar, d.calendar_version, d.due_on,
  d.due_at, d.extended_to, d.intervals, d.not_before
FROM deadline d JOIN case_record c ON c.id = d.case_id
WHERE d.status IN ('running', 'left') AND c.id IN ({marks})
ORDER BY CASE WHEN d.due_on IS NULL THEN 1 ELSE 0 END, d.due_on, c.ref, d.name
"""


def list_deadlines(tx: Transaction, in_force: InForce, viewer: Viewer, case: str | None = None) -> list[LiveDeadline]:
    """The live deadlines of one case, or of the first page of the worklist; nearest first.

    Raises NotFound for a case that the viewer may not know of.
    """
    if case is None:
        ids = [line.id for line in worklist(tx, in_force, viewer).lines]
    else:
        ids = [locate(tx, in_force, case, viewer).id]
    return [_live(in_force.workflow(tx, read_uuid(row[1])).deadlines[row[2]], row) for row in _rows(tx, ids)]


def _rows(tx: Transaction, cases: Sequence[UUID]) -> list[tuple[Any, ...]]:
    if not cases:
        return []
    return tx.fetchall(_LIVE.format(marks=", ".join("?" for _ in cases)), cases)


def _live(spec: DeadlineSpec, row: tuple[Any, ...]) -> LiveDeadline:
    case, _, name, status, anchor, term, calendar, version, due_on, due_at, extended_to, _, not_before = row
    return LiveDeadline(
        case=case,
        name=name,
        label=text_of(spec.label),
        rule=spec.rule,
        status=status,
        anchor=read_day(anchor),
        term=term,
        calendar=calendar,
        calendar_version=version,
        due_on=read_day(due_on) if due_on else None,
        due_at=read_instant(due_at) if due_at else None,
        extended_to=extended_to,
        not_before=read_day(not_before) if not_before else None,
    )


def explain(tx: Transaction, in_force: InForce, case: str, name: str, viewer: Viewer) -> Explanation:
    """How the last day of a live deadline is found, computed again with the calendar version of its row.

    Raises NotFound for a case or deadline that is not there, DerivationError when the stored day is another.
    """
    found = locate(tx, in_force, case, viewer)
    rows = _rows(tx, [found.id])
    row = next((row for row in rows if row[2] == name), None)
    if row is None:
        known = ", ".join(row[2] for row in rows) or "none"
        raise NotFound(
            f"{found.ref} has no live deadline {name!r}; live: {known}",
            message("unknown.live_deadline", name=name, case=found.ref, known=known),
        )
    return _explained(tx, in_force, found.id, found.workflow, row, _open_tasks(tx, found.id))


def explain_all(
    tx: Transaction, in_force: InForce, case: UUID, workflow: Workflow
) -> list[Explanation | DerivationError]:
    """Every live deadline of a case that has been found already; one whose stored day is another is its error."""
    opened = _open_tasks(tx, case)
    answers: list[Explanation | DerivationError] = []
    for row in _rows(tx, [case]):
        try:
            answers.append(_explained(tx, in_force, case, workflow, row, opened))
        except DerivationError as error:
            answers.append(error)
    return answers


def _open_tasks(tx: Transaction, case: UUID) -> set[str]:
    rows = tx.fetchall("SELECT name FROM task WHERE case_id = ? AND closed_at IS NULL", (case,))
    return {task for (task,) in rows}


def _explained(
    tx: Transaction, in_force: InForce, case: UUID, workflow: Workflow, row: tuple[Any, ...], opened: set[str]
) -> Explanation:
    spec = workflow.deadlines[row[2]]
    deadline = _live(spec, row)
    calendars = in_force.calendars_of(tx, deadline.calendar_version)
    again = recomputed(spec, deadline, _intervals(read_json(row[11])), calendars)
    # A notice ends when its last day begins, everything else when it is over: that is no matter of the calendar.
    if again.due_on != deadline.due_on or (spec.kind != "notice" and again.due_at != deadline.due_at):
        raise DerivationError(
            f"{deadline.case}, {deadline.name}: the row says {deadline.due_on}, the calendar {again.due_on}; "
            "the row was changed outside caseflow, or its calendar version was",
            message(
                "deadlines.broken", deadline=deadline.label, stored=_shown(deadline.due_on), found=_shown(again.due_on)
            ),
        )
    preface = _preface(tx, case, spec, deadline)
    return Explanation(deadline, (*preface, *again.derivation), again.left, _tasks(spec, opened))


def _shown(day: date | None) -> date | str:
    return day or "–"


def _preface(tx: Transaction, case: UUID, spec: DeadlineSpec, deadline: LiveDeadline) -> tuple[Message, ...]:
    """Why it counts from that day, where that is not plain: the letter's delivery, or the reopening of the case."""
    if spec.letter is None:
        return (message("deadlines.reopened"),) if deadline.not_before and spec.kind not in NEVER_STOPS else ()
    row = tx.fetchone(
        "SELECT status, number, sent_on FROM letter WHERE case_id = ? AND name = ? AND status <> 'cancelled' "
        "ORDER BY seq DESC LIMIT 1",
        (case, spec.letter),
    )
    status, number, sent_on = row or (None, None, None)
    if status not in ("sent", "delivered", "effective"):
        return (message("deadlines.from_expected_delivery", day=deadline.anchor),)
    return (message("deadlines.from_delivery", day=deadline.anchor, number=number, sent_on=read_day(sent_on)),)


def recomputed(spec: DeadlineSpec, deadline: LiveDeadline, intervals: Sequence[Interval], calendars: Calendars) -> Due:
    """The dates of a row once more; what never moves does not roll, and what never stops knows no suspension."""
    return due(
        Term.parse(deadline.term, rolls=spec.kind not in NEVER_MOVES),
        deadline.anchor,
        calendars.named(deadline.calendar),
        suspensions=intervals if spec.kind not in NEVER_STOPS else (),
        extended_to=Term.parse(deadline.extended_to) if deadline.extended_to else None,
        not_before=deadline.not_before if spec.kind not in NEVER_STOPS else None,
    )


def _intervals(pairs: Sequence[Sequence[str]]) -> list[Interval]:
    return [(date.fromisoformat(begun), date.fromisoformat(ended) if ended else None) for begun, ended in pairs]


def _tasks(spec: DeadlineSpec, opened: set[str]) -> tuple[DeadlineTask, ...]:
    specs = [*(warning.task for warning in spec.warnings), *([spec.opens_task] if spec.opens_task else [])]
    return tuple(DeadlineTask(task.name, text_of(task.label), task.role, task.name in opened) for task in specs)
