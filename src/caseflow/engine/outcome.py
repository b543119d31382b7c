"""What `step` answers: an outcome that can be written, or a refusal that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from caseflow.engine.codec import instant_text
from caseflow.engine.evidence import Evidence
from caseflow.engine.facts import Interval, Running
from caseflow.engine.fields import stored
from caseflow.engine.workflow import PostingKind, TaskSpec
from caseflow.rules import FigureUse
from caseflow.rules import Reason as RuleReason
from caseflow.words.message import Message


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal: a code for scripts, a sentence for people, and what it rests on.

    `rule` and `figures` (each with its source) are those of the rule that answered, `field` is the field it is about.
    """

    code: str
    message: Message
    rule: str | None = None
    field: str | None = None
    figures: tuple[FigureUse, ...] = ()


def reasons_of(code: str, found: Iterable[RuleReason]) -> tuple[Reason, ...]:
    """What a rule or a clause gave as its reasons, as reasons of a refusal."""
    return tuple(Reason(code, each.message, each.rule or None, figures=each.figures) for each in found)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a move that cannot be done; nothing has changed."""

    trigger: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter that the move drafts: the template by name and the value of each of its variables."""

    name: str
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """One run of a deadline that is over, and how it ended.

    `met` or `fired` by leaving its states; `undone` with the move or the day that began it; followed by another run
    after it was `restarted` from another day, `extended`, `suspended` (with the case, or by leaving the states of a
    deadline that resumes) or `resumed`.
    """

    deadline: Running
    how: str


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """Work that appears for a role."""

    spec: TaskSpec


@dataclass(frozen=True, slots=True)
class Told:
    """A move that the engine does on a related case for the same actor."""

    case: str
    trigger: str
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """A child case to open."""

    workflow: str
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Posting:
    """Money in EUR booked on an account of the case; below zero where an earlier posting is taken back."""

    account: str
    kind: PostingKind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AidBooking:
    """De minimis aid in EUR booked for the case; below zero where aid goes back or an earlier booking is taken back."""

    kind: str
    amount: Decimal
    regulation: str
    road_freight: bool


@dataclass(frozen=True, slots=True)
class AidEntry:
    """Aid of another grantor, as a register or a declaration names it by its `reference`."""

    registration_number: str
    regulation: str
    grantor: str
    reference: str
    granted_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AidRegister:
    """What a move changes in the register of de minimis aid.

    `members` (number and name) are found to be one undertaking with the applicant, whose fiscal years begin on `years`.
    """

    booked: tuple[AidBooking, ...] = ()
    entered: tuple[AidEntry, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    years: tuple[date, ...] = ()

    def record(self) -> dict[str, Any]:
        """The parts that are not empty, as JSON values."""
        parts: dict[str, Any] = {
            "booked": [stored({**asdict(each), "amount": f"{each.amount:.2f}"}) for each in self.booked],
            "entered": [stored({**asdict(each), "amount": f"{each.amount:.2f}"}) for each in self.entered],
            "members": [list(pair) for pair in self.members],
            "years": stored(self.years),
        }
        return {name: part for name, part in parts.items() if part}


class Outcome(Struct, frozen=True):
    """Everything that one move changes, and the record from which it can be replayed.

    `became` names letters (by id) and the status that each has now; until `parked` the clock leaves the case alone.
    """

    trigger: str
    on: date
    source: str
    state: str
    branch: int | None
    changed: Mapping[str, tuple[Any, Any]] = {}
    started: tuple[Running, ...] = ()
    ended: tuple[Ended, ...] = ()
    passed: tuple[tuple[Running, str], ...] = ()
    letters: tuple[LetterDraft, ...] = ()
    signed: tuple[str, ...] = ()
    discarded: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()
    tasks: tuple[TaskOpened, ...] = ()
    tells: tuple[Told, ...] = ()
    opens: tuple[Opened, ...] = ()
    postings: tuple[Posting, ...] = ()
    erases: bool = False
    de_minimis: AidRegister = AidRegister()
    evidence: tuple[Evidence, ...] = ()
    evidence_withdrawn: bool = False
    suspensions: tuple[Interval, ...] | None = None
    assignee: tuple[str | None, str | None] | None = None
    became: tuple[tuple[str, str], ...] = ()
    parked: datetime | None = None
    read: Mapping[str, Any] = {}
    answers: tuple[Mapping[str, Any], ...] = ()
    reason: str | None = None
    overridden: str | None = None

    def record(self) -> dict[str, Any]:
        """The outcome as JSON values, the part of an event that replay compares."""
        parts: dict[str, Any] = {
            "changed": {name: [stored(old), stored(new)] for name, (old, new) in self.changed.items()},
            "started": [_running(d) for d in self.started],
            "ended": [{"name": e.deadline.name, "id": e.deadline.id, "how": e.how} for e in self.ended],
            "passed": [{"id": d.id, "edge": edge} for d, edge in self.passed],
            "letters": [
                {"name": draft.name, "template": draft.template, "context": stored(draft.context)}
                for draft in self.letters
            ],
            "signed": list(self.signed),
            "discarded": list(self.discarded),
            "put_back": list(self.put_back),
            "tasks": [t.spec.name for t in self.tasks],
            "tells": [{"case": t.case, "trigger": t.trigger, "form": stored(t.form)} for t in self.tells],
            "opens": [{"workflow": o.workflow, "form": stored(o.form)} for o in self.opens],
            "postings": [{"account": p.account, "kind": p.kind, "amount": f"{p.amount:.2f}"} for p in self.postings],
            "erases": "personal" if self.erases else None,
            "evidence": [each.record() for each in self.evidence],
            "evidence_withdrawn": self.evidence_withdrawn,
            "de_minimis": self.de_minimis.record(),
            "suspensions": None if self.suspensions is None else [[_day(a), _day(b)] for a, b in self.suspensions],
            "assignee": None if self.assignee is None else list(self.assignee),
            "became": [list(pair) for pair in self.became],
            "parked": instant_text(self.parked) if self.parked else None,
            "overridden": self.overridden,
        }
        result = {name: part for name, part in parts.items() if part}
        return {"from": self.source, "to": self.state, "branch": self.branch, **result}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _running(deadline: Running) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "name": deadline.name,
        "anchor": deadline.anchor.isoformat(),
        "term": deadline.term,
        "calendar": deadline.calendar,
        "calendar_version": deadline.calendar_version,
        "due_on": _day(deadline.due_on),
        **({"intervals": [[_day(a), _day(b)] for a, b in deadline.intervals]} if deadline.intervals else {}),
        **({"extended_to": deadline.extended_to} if deadline.extended_to else {}),
        **({"not_before": _day(deadline.not_before)} if deadline.not_before else {}),
        "status": deadline.status,
    }
