"""The shapes in which cases, their history and what may be done next are told to scripts, by command and by API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from typing_extensions import TypedDict


class ReasonShape(TypedDict):
    """One reason of a refusal: a code for scripts, the rule of law and the field it is about, the sentence."""

    code: str
    rule: str | None
    field: str | None
    message: str


class DoneShape(TypedDict):
    """The move was made; `seq` is its event's number, `letters` the ids of what it drafted."""

    outcome: Literal["done"]
    id: UUID
    ref: str
    trigger: str
    state: str
    version: int
    seq: int
    letters: list[UUID]


class RefusedShape(TypedDict):
    """The move was not made, and why."""

    outcome: Literal["refused"]
    ref: str | None
    trigger: str
    reasons: list[ReasonShape]


class StaleShape(TypedDict):
    """The case has moved on since version `seen`."""

    outcome: Literal["stale"]
    ref: str
    trigger: str
    seen: int
    version: int


Interval = TypedDict("Interval", {"from": date, "to": date | None})
Interval.__doc__ = "A suspension; `to` is null while it lasts."


class ClockShape(TypedDict):
    """A live deadline; without a last day while it is stopped."""

    name: str
    label: str
    rule: str
    status: str
    anchor: date
    due_on: date | None
    due_at: datetime | None


class CaseTaskShape(TypedDict):
    """Open work on the case."""

    id: UUID
    name: str
    label: str
    role: str
    opened_at: datetime


class CaseLetterShape(TypedDict):
    """A letter of the case, without its text, which is `erased` once the case's retention has ended."""

    id: UUID
    name: str
    code: str
    status: str
    drafted_at: datetime
    erased: bool


class CaseShape(TypedDict):
    """One case; `kind` is open, waiting, decided or closed, `version` goes into `If-Match`.

    `data` holds every field; a personal value is `{"vault": id}`.
    """

    id: UUID
    ref: str
    external_ref: str | None
    workflow: str
    workflow_version: int
    organisation: str
    state: str
    label: str
    kind: str
    version: int
    seq: int
    head: str
    assignee: str | None
    opened_on: date
    last_on: date
    changed_at: datetime
    next_due_on: date | None
    suspended: bool
    suspensions: list[Interval]
    data: dict[str, Any]
    deadlines: list[ClockShape]
    tasks: list[CaseTaskShape]
    letters: list[CaseLetterShape]


class OverrideShape(TypedDict):
    """The guard that a head set aside, and the written reason."""

    guard: str
    reason: str


class ChangeShape(TypedDict):
    """A field of the case before and after."""

    field: str
    label: str
    before: Any
    after: Any


class AssigneeShape(TypedDict):
    """Who had the case before, and who has it now."""

    before: str | None
    after: str | None


class ClockChangeShape(TypedDict):
    """What an event did to a deadline; the last day before and after."""

    name: str
    label: str
    what: str
    before: date | None
    after: date | None


class RuleSaidShape(TypedDict):
    """What a rule of law answered when the move was made."""

    rule: str
    name: str
    outcome: str
    reasons: list[str]


EntryShape = TypedDict(
    "EntryShape",
    {
        "seq": int,
        "at": datetime,
        "on": date,
        "trigger": str,
        "label": str,
        "actor": str | None,
        "deputy_for": str | None,
        "from": str | None,
        "to": str,
        "reason": str | None,
        "told_by": str | None,
        "override": OverrideShape | None,
        "changed": list[ChangeShape],
        "letters": list[CaseLetterShape],
        "signed": list[str],
        "discarded": list[str],
        "put_back": list[str],
        "assignee": AssigneeShape | None,
        "deadlines": list[ClockChangeShape],
        "tasks": list[str],
        "rules": list[RuleSaidShape],
        "hash": str,
    },
)
EntryShape.__doc__ = "One event; `at` is when it was entered, `on` its legal date; `actor` is null for the clock."


class FieldShape(TypedDict, total=False):
    """A field of a form; `values` are those of a choice, `fields` the columns of a list, `of` its type."""

    name: str
    label: str
    type: str
    required: bool
    values: dict[str, str]
    of: str
    fields: list[dict[str, Any]]


class OfferShape(TypedDict):
    """One trigger in the present state; `reasons` say why it may not be made now."""

    trigger: str
    label: str
    allowed: bool
    built_in: bool
    needs_reason: bool
    backdated: bool
    form: list[FieldShape]
    reasons: list[ReasonShape]


class LineShape(TypedDict):
    """One case of the worklist; `kind` is open, waiting, decided or closed."""

    id: UUID
    ref: str
    workflow: str
    organisation: str
    party: str | None
    registration_number: str | None
    state: str
    label: str
    kind: str
    next_due_on: date | None
    suspended: bool
    assignee: str | None
    changed_at: datetime
    version: int


class PageShape(TypedDict):
    """A page of the worklist; `next` asks for the one after it."""

    cases: list[LineShape]
    next: str | None
