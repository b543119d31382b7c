"""One case as it stands: its state and data with their labels, its clocks, open tasks and letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caseflow.cases.scope import Viewer
from caseflow.cases.values import Showing, Value, showing, text_of
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_day, read_instant, read_uuid
from caseflow.engine.fields import Field
from caseflow.engine.workflow import Workflow
from caseflow.errors import NotFound
from caseflow.programmes.in_force import InForce
from caseflow.words import Text, message

Interval = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class CaseField:
    """One field of the case with what it holds."""

    field: Field
    value: Value


@dataclass(frozen=True, slots=True)
class Clock:
    """A live deadline: `left` in the status of one that waits to be resumed; `due_on` None while it is stopped."""

    name: str
    label: Text
    rule: str
    status: str
    anchor: date
    due_on: date | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseTask:
    """Work that is open on the case."""

    id: UUID
    name: str
    label: Text
    role: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """A letter of the case, without its text, which is `erased` once the case's retention has ended."""

    id: UUID
    seq: int
    name: str
    code: str
    title: str
    template: str
    status: str
    drafted_at: datetime
    erased: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """What a person who may see the case sees at once; `version` is what `--expect-version` compares.

    `external_ref` is what an imported case is called where it came from.
    """

    id: UUID
    ref: str
    external_ref: str | None
    workflow: Workflow
    organisation: str
    state: str
    label: Text
    public: Text
    kind: str
    version: int
    seq: int
    head: str
    assignee: str | None
    opened_on: date
    last_on: date
    changed_at: datetime
    next_due_on: date | None
    suspensions: tuple[Interval, ...]
    fields: tuple[CaseField, ...]
    deadlines: tuple[Clock, ...]
    tasks: tuple[CaseTask, ...]
    letters: tuple[CaseLetter, ...]

    @property
    def suspended(self) -> bool:
        """Whether the case stands still."""
        return any(ended is None for _, ended in self.suspensions)


_CASE = """
SELECT c.id, c.ref, c.workflow_version_id, o.slug, c.state, c.kind, c.version, c.seq, c.head, u.name, c.opened_on,
  c.last_on, c.changed_at, c.next_due_on, c.suspensions, c.data,
  (SELECT e.ref FROM external_reference e WHERE e.case_id = c.id)
FROM case_record c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN app_user u ON u.id = c.assignee_id
WHERE {key} = ? AND {seen}
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that the viewer may see: its id, number, definition and version."""

    id: UUID
    ref: str
    workflow: Workflow
    version: int


def locate(tx: Transaction, in_force: InForce, case: str, viewer: Viewer) -> Found:
    """The case of that number or id. Raises NotFound, also for one that the viewer may not know of."""
    key, wanted = _key(case)
    seen, parameters = viewer.may_see("c")
    row = tx.fetchone(
        f"SELECT c.id, c.ref, c.workflow_version_id, c.version FROM case_record c WHERE c.{key} = ? AND {seen}",
        (wanted, *parameters),
    )
    if row is None:
        raise no_case(case)
    return Found(read_uuid(row[0]), row[1], in_force.workflow(tx, read_uuid(row[2])), row[3])


def find_case(tx: Transaction, in_force: InForce, case: str, viewer: Viewer) -> CaseView:
    """The case of that number or id. Raises NotFound, also for one that the viewer may not know of."""
    key, wanted = _key(case)
    seen, parameters = viewer.may_see("c")
    row = tx.fetchone(_CASE.format(key=f"c.{key}", seen=seen), (wanted, *parameters))
    if row is None:
        raise no_case(case)
    id, workflow = read_uuid(row[0]), in_force.workflow(tx, read_uuid(row[2]))
    state, data = workflow.states[row[4]], read_json(row[15])
    return CaseView(
        id=id,
        ref=row[1],
        external_ref=row[16],
        workflow=workflow,
        organisation=row[3],
        state=state.name,
        label=text_of(state.label),
        public=text_of(state.public),
        kind=row[5],
        version=row[6],
        seq=row[7],
        head=row[8],
        assignee=row[9],
        opened_on=read_day(row[10]),
        last_on=read_day(row[11]),
        changed_at=read_instant(row[12]),
        next_due_on=read_day(row[13]) if row[13] else None,
        suspensions=_intervals(read_json(row[14])),
        fields=_fields(tx, workflow, data),
        deadlines=_clocks(tx, workflow, id),
        tasks=_tasks(tx, id),
        letters=case_letters(tx, id),
    )


def no_case(case: str) -> NotFound:
    """There is no such case, or the viewer may not know of it."""
    return NotFound(f"there is no case {case!r}", message("cases.no_case", case=case))


def _key(case: str) -> tuple[str, object]:
    try:
        return "id", UUID(case)
    except ValueError:
        return "ref", case


def _intervals(pairs: list[Any]) -> tuple[Interval, ...]:
    return tuple((date.fromisoformat(begun), date.fromisoformat(ended) if ended else None) for begun, ended in pairs)


def _fields(tx: Transaction, workflow: Workflow, data: dict[str, Any]) -> tuple[CaseField, ...]:
    shown: Showing = showing(tx, ((field, data.get(name)) for name, field in workflow.fields.items()))
    return tuple(CaseField(field, shown.value(field, data.get(name))) for name, field in workflow.fields.items())


def _clocks(tx: Transaction, workflow: Workflow, case: UUID) -> tuple[Clock, ...]:
    rows = tx.fetchall(
        "SELECT name, status, anchor, due_on, due_at FROM deadline WHERE case_id = ? AND status IN ('running', 'left') "
        "ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, name",
        (case,),
    )
    clocks: list[Clock] = []
    for name, status, anchor, due_on, due_at in rows:
        spec = workflow.deadlines[name]
        ends = (read_day(due_on) if due_on else None, read_instant(due_at) if due_at else None)
        clocks.append(Clock(name, text_of(spec.label), spec.rule, status, read_day(anchor), *ends))
    return tuple(clocks)


def _tasks(tx: Transaction, case: UUID) -> tuple[CaseTask, ...]:
    rows = tx.fetchall(
        "SELECT id, name, label, role, opened_at FROM task WHERE case_id = ? AND closed_at IS NULL "
        "ORDER BY opened_at, name",
        (case,),
    )
    return tuple(
        CaseTask(read_uuid(id), name, text_of(read_json(label)), role, read_instant(at))
        for id, name, label, role, at in rows
    )


def case_letters(tx: Transaction, case: UUID) -> tuple[CaseLetter, ...]:
    """The letters of a case, in the order in which they were drafted."""
    rows = tx.fetchall(
        "SELECT id, seq, name, code, title, template, status, drafted_at, length(text) FROM letter "
        "WHERE case_id = ? ORDER BY seq, name",
        (case,),
    )
    return tuple(
        CaseLetter(read_uuid(id), seq, name, code, title, template, status, read_instant(at), length == 0)
        for id, seq, name, code, title, template, status, at, length in rows
    )
