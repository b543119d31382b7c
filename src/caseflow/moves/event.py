"""The event of one move in its canonical form, chained to the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow import __version__
from caseflow.engine.codec import canonical, encode, instant_text
from caseflow.engine.facts import ActorView, Move
from caseflow.engine.outcome import Outcome
from caseflow.moves.state import CaseState

GENESIS = "0" * 64
"""What the first event of a case names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Event:
    """The text that is stored and hashed, and its SHA-256."""

    body: str
    hash: str

    def row(self, state: CaseState, outcome: Outcome, seq: int, at: datetime) -> tuple[object, ...]:
        """The event's columns."""
        return (state.id, seq, at, outcome.trigger, state.facts.actor.id, self.hash, self.body)


def event(state: CaseState, move: Move, outcome: Outcome, at: datetime, templates: Mapping[str, str]) -> Event:
    """Everything that replay needs and an auditor asks for; no personal data, only sealed references.

    `templates` are the hashes of the letter templates that the move drafted from.
    """
    facts = state.facts
    body: dict[str, Any] = {
        "case": facts.case_id,
        "ref": facts.ref,
        "seq": facts.seq + 1,
        "prev": state.head,
        "at": instant_text(at),
        "on": outcome.on.isoformat(),
        "today": facts.today.isoformat(),
        "trigger": outcome.trigger,
        "workflow": f"{state.workflow.slug}@{state.workflow.version}",
        "definition": state.workflow.content_hash,
        "package": __version__,
        "actor": actor_record(facts.actor),
        "organisation": dict(facts.organisation),
        "form": encode(move.form),
        "read": dict(outcome.read),
        "answers": list(outcome.answers),
        "outcome": outcome.record(),
    }
    optional = {
        "reason": move.reason,
        "given_on": move.on.isoformat() if move.on else None,
        "told_by": move.told_by,
        "fired_by": move.fired_by,
        "override": {"guard": move.override.guard, "reason": move.override.reason} if move.override else None,
        "templates": dict(templates) or None,
        "parent": str(state.parent) if state.parent and state.is_new and facts.seq == 0 else None,
    }
    body.update({name: value for name, value in optional.items() if value is not None})
    text = canonical(body)
    return Event(text, hash_of(text))


def hash_of(body: str) -> str:
    """SHA-256 over the stored text as it is."""
    return hashlib.sha256(body.encode()).hexdigest()


def actor_record(actor: ActorView) -> dict[str, Any]:
    """The actor view as the event keeps it, so that replay never asks for today's roles."""
    record: dict[str, Any] = {"id": actor.id, "roles": sorted(actor.roles)}
    if actor.system:
        record["system"] = True
    if actor.deputy_for:
        record["deputy_for"] = actor.deputy_for
    return record
