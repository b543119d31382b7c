"""The shapes in which deadlines, terms, tasks, letters, rules and workflows are told, by command and by API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from typing_extensions import TypedDict


class DeadlineShape(TypedDict):
    """A live deadline (`running`, or `left` to be resumed); without a last day while it is stopped."""

    case: str
    name: str
    label: str
    rule: str
    status: str
    anchor: date
    term: str
    calendar: str
    calendar_version: str
    due_on: date | None
    due_at: datetime | None
    extended_to: str | None


class DeadlineTaskShape(TypedDict):
    """Work that the deadline has opened or may still open."""

    name: str
    label: str
    role: str
    open: bool


class ExplanationShape(DeadlineShape):
    """A deadline with the way to its last day, a sentence for each step; `left` is what a stopped one has left."""

    left: int | None
    derivation: list[str]
    tasks: list[DeadlineTaskShape]


class ForeseenShape(TypedDict):
    """What a deadline of a definition would be, counted from a day."""

    name: str
    label: str
    rule: str
    due_on: date | None
    due_at: datetime | None
    calendar: str
    calendar_version: str
    derivation: list[str]


class TermShape(TypedDict):
    """When a term ends: its last day, and the instant of expiry in UTC."""

    due_on: date | None
    due_at: str | None
    calendar: str
    derivation: list[str]


class TaskShape(TypedDict):
    """Open work; the triggers in `closes_on` close it."""

    id: UUID
    name: str
    label: str
    role: str
    case: str
    party: str | None
    next_due_on: date | None
    opened_at: datetime
    closes_on: tuple[str, ...]


class LetterShape(TypedDict):
    """A letter without its text; `opened_at` is when its addressee opened it by the link that was sent.

    `erased`: text and bytes went when the retention of its case ended; number, day and hash stay.
    """

    id: UUID
    case: str
    seq: int
    name: str
    code: str
    template: str
    release: str
    status: str
    drafted_at: datetime
    opened_at: datetime | None
    erased: bool
    series: str
    number: str | None
    registered_on: date | None
    title: str


class LetterTextShape(LetterShape):
    """A letter with its text as Typst; number, date and signatory are supplied when it is registered."""

    text_hash: str
    text: str


class RuleShape(TypedDict):
    """A rule of law; `input` is the JSON Schema of what it takes."""

    rule: str
    name: str
    title: str
    kind: str
    covers: list[str]
    reference: str
    figures: list[str]
    revision: int
    reading: str | None
    source: str
    input: dict[str, Any]


FigureShape = TypedDict("FigureShape", {"key": str, "value": Any, "from": Any, "to": Any, "source": str})
FigureShape.__doc__ = "One version of a dated figure of the law that was read."


class RuleReasonShape(TypedDict):
    """Why a rule answered as it did."""

    rule: str
    message: str
    text: str


class RuleAnswerShape(TypedDict):
    """What a rule answers: `outcome` is passed, failed, manual or computed."""

    rule: str
    name: str
    outcome: str
    value: Any
    reasons: list[RuleReasonShape]
    parameters: list[FigureShape]


class WorkflowLineShape(TypedDict):
    """The newest published version of a workflow."""

    workflow: str
    version: int
    title: str
    published_at: datetime


class WorkflowShape(TypedDict):
    """A published definition: states, transitions with their conditions in words, deadlines."""

    workflow: str
    version: int
    content_hash: str
    title: str
    states: list[dict[str, Any]]
    transitions: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
