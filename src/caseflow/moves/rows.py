"""The rows that moves write, and the hand-written shape of each write."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caseflow.db.batch import Insert, Update
from caseflow.db.json_text import write_json
from caseflow.db.values import instant_text
from caseflow.engine.facts import Running
from caseflow.engine.workflow import TaskSpec
from caseflow.moves.state import CaseState

_MOVED = (
    ("state", "text"),
    ("kind", "text"),
    ("came_from", "text"),
    ("data", "jsonb"),
    ("version", "int"),
    ("seq", "int"),
    ("head", "text"),
    ("acted", "jsonb"),
    ("last_on", "date"),
    ("timed_on", "date"),
    ("changed_at", "timestamptz"),
    ("next_due_on", "date"),
    ("wake_at", "timestamptz"),
)
_STANDING = (("suspensions", "jsonb"), ("assignee_id", "uuid"), ("party_id", "uuid"))
"""Few moves change these, and to set them is to check two foreign keys and to write an index again."""
_SWAPPED = (("id", "uuid"), ("old_seq", "int"), ("old_head", "text"))
SWAP_MOVED = Update("case_record", _MOVED, _SWAPPED, swap=True)
SWAP_CASE = Update("case_record", _MOVED + _STANDING, _SWAPPED, swap=True)
NEW_CASE = Insert(
    "case_record",
    (
        *_MOVED,
        *_STANDING,
        ("id", "uuid"),
        ("organisation_id", "uuid"),
        ("workflow_version_id", "uuid"),
        ("ref", "text"),
        ("parent_id", "uuid"),
        ("opened_on", "date"),
    ),
)
EVENT = Insert(
    "event",
    (
        ("case_id", "uuid"),
        ("seq", "int"),
        ("at", "timestamptz"),
        ("trigger", "text"),
        ("actor", "text"),
        ("hash", "text"),
        ("body", "text"),
    ),
)
NEW_DEADLINE = Insert(
    "deadline",
    (
        ("case_id", "uuid"),
        ("id", "text"),
        ("name", "text"),
        ("status", "text"),
        ("anchor", "date"),
        ("term", "text"),
        ("calendar", "text"),
        ("calendar_version", "text"),
        ("due_on", "date"),
        ("due_at", "timestamptz"),
        ("edges", "jsonb"),
        ("intervals", "jsonb"),
        ("extended_to", "text"),
        ("not_before", "date"),
        ("ended_seq", "int"),
    ),
)
END_DEADLINE = Update("deadline", (("status", "text"), ("ended_seq", "int")), (("case_id", "uuid"), ("id", "text")))
PASS_EDGE = Update("deadline", (("edges", "jsonb"),), (("case_id", "uuid"), ("id", "text")))
NEW_TASK = Insert(
    "task",
    (
        ("id", "uuid"),
        ("case_id", "uuid"),
        ("organisation_id", "uuid"),
        ("name", "text"),
        ("label", "jsonb"),
        ("role", "text"),
        ("closes_on", "jsonb"),
        ("opened_at", "timestamptz"),
        ("opened_seq", "int"),
        ("closed_at", "timestamptz"),
        ("closed_by", "text"),
    ),
)
CLOSE_TASK = Update("task", (("closed_at", "timestamptz"), ("closed_by", "text")), (("id", "uuid"),))
NEW_LETTER = Insert(
    "letter",
    (
        ("id", "uuid"),
        ("case_id", "uuid"),
        ("organisation_id", "uuid"),
        ("seq", "int"),
        ("name", "text"),
        ("code", "text"),
        ("template", "text"),
        ("template_hash", "text"),
        ("release", "text"),
        ("status", "text"),
        ("signatory", "jsonb"),
        ("key_id", "text"),
        ("text", "bytea"),
        ("text_hash", "text"),
        ("drafted_at", "timestamptz"),
        ("series", "text"),
        ("title", "text"),
        ("act", "bool"),
        ("clause", "bool"),
        ("channel", "text"),
        ("recipient", "text"),
        ("release_at", "timestamptz"),
    ),
)
LETTER_STATUS = Update(
    "letter", (("status", "text"), ("signatory", "jsonb"), ("release_at", "timestamptz")), (("id", "uuid"),)
)
LETTER_BECAME = Update("letter", (("status", "text"),), (("id", "uuid"),))
PARTY = Insert(
    "party",
    (
        ("id", "uuid"),
        ("kind", "text"),
        ("registration_number", "text"),
        ("name", "text"),
        ("address", "text"),
        ("email", "text"),
    ),
    "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
    "address = excluded.address, email = excluded.email",
    key=("id",),
)

PARTY_WORD = Insert(
    "party_word",
    (("word", "text"), ("party_id", "uuid")),
    "ON CONFLICT (word, party_id) DO NOTHING",
    key=("word", "party_id"),
)


def moved_row(state: CaseState, at: datetime) -> tuple[object, ...]:
    """The columns of a case that change with every move."""
    facts = state.facts
    return (
        facts.state,
        state.kind,
        facts.came_from,
        write_json(facts.data),
        state.version,
        facts.seq,
        state.head,
        write_json(facts.acted),
        facts.last_on,
        facts.timed_on,
        at,
        state.next_due,
        state.wake_at,
    )


def standing_row(state: CaseState) -> tuple[object, ...]:
    """The columns of a case that few moves change."""
    intervals = write_json([[a.isoformat(), b.isoformat() if b else None] for a, b in state.facts.suspensions])
    return (intervals, UUID(state.facts.assignee) if state.facts.assignee else None, state.party)


def stands(before: CaseState, after: CaseState) -> bool:
    """Whether those are as they were."""
    old, new = before.facts, after.facts
    return old.suspensions == new.suspensions and old.assignee == new.assignee and before.party == after.party


def deadline_row(case: UUID, d: Running, status: str, ended_seq: int | None) -> tuple[object, ...]:
    """One run of a term, as it stands at the end of the batch."""
    edges = edges_text(d)
    intervals = write_json([[a.isoformat(), b.isoformat() if b else None] for a, b in d.intervals])
    counted = (d.anchor, d.term, d.calendar, d.calendar_version)
    dates = (d.due_on, d.due_at, edges, intervals, d.extended_to, d.not_before)
    return (case, d.id, d.name, status, *counted, *dates, ended_seq)


def edges_text(d: Running) -> str:
    """The instants at which the clock still has work with the run."""
    return write_json([[instant_text(at), what] for at, what in d.edges])


def task_row(id: UUID, state: CaseState, spec: TaskSpec, at: datetime, seq: int) -> tuple[object, ...]:
    """Work that one move opened."""
    label, closes = write_json(dict(spec.label)), write_json(list(spec.closed_by))
    return (id, state.id, state.organisation.id, spec.name, label, spec.role, closes, at, seq)


STATUS_AT = [name for name, _ in NEW_LETTER.columns].index("status")
"""Where a letter's status and signatory stand in its row: they are known only at the end of the batch."""
