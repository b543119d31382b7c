"""Replay: steps a case's events again from what is on record, and lists every difference."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from caseflow.engine.answers import Difference, LiveAnswers, RecordedAnswers
from caseflow.engine.codec import decode
from caseflow.engine.facts import ActorView, Facts, Move, Override, Running
from caseflow.engine.outcome import Outcome, Refusal
from caseflow.engine.step import step
from caseflow.engine.workflow import NEW, Workflow
from caseflow.moves.event import GENESIS, hash_of
from caseflow.moves.state import legal_days
from caseflow.moves.undo import from_event


@dataclass(frozen=True, slots=True)
class Replayed:
    """One event stepped again; `difference` is None when it says the same as the record."""

    seq: int
    trigger: str
    difference: str | None


@dataclass(slots=True)
class _Fold:
    """What the events so far make of the case."""

    state: str = NEW
    came_from: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    acted: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, Running] = field(default_factory=dict)
    ended: dict[str, Running] = field(default_factory=dict)
    suspensions: tuple[Any, ...] = ()
    drafts: dict[str, str] = field(default_factory=dict)
    assignee: str | None = None
    last_on: date | None = None
    timed_on: date | None = None
    opened_on: date | None = None
    previous: dict[str, Any] | None = None


def replay(workflow: Workflow, bodies: Sequence[str], live: LiveAnswers | None = None) -> list[Replayed]:
    """Step every event of a case again, in order.

    Answers come from the record; a look-up that is not on it is a difference. With `live` (recompute) today's
    rules, figures and calendars answer instead, and differences show what they would have changed.
    """
    fold, head, results = _Fold(), GENESIS, []
    for body in bodies:
        event = json.loads(body)
        broken = None if event["prev"] == head else f"names {event['prev']} as the hash before it, which is {head}"
        difference = broken or _step_again(workflow, fold, event, live)
        results.append(Replayed(event["seq"], event["trigger"], difference))
        _absorb(fold, event)
        head = hash_of(body)
    return results


def _step_again(workflow: Workflow, fold: _Fold, event: Mapping[str, Any], live: LiveAnswers | None) -> str | None:
    recorded = RecordedAnswers(event["answers"])
    facts, move = _facts(fold, event), _move(event)
    if live is not None:
        live.record.clear()
    try:
        outcome = step(workflow, facts, move, live or recorded)
    except Difference as difference:
        return str(difference)
    return _compared(outcome, event, recorded if live is None else None, live)


def _compared(
    outcome: Outcome | Refusal, event: Mapping[str, Any], recorded: RecordedAnswers | None, live: LiveAnswers | None
) -> str | None:
    if isinstance(outcome, Refusal):
        return "refused: " + "; ".join(f"{reason.code} ({reason.message.id})" for reason in outcome.reasons)
    again, then = outcome.record(), event["outcome"]
    parts = [name for name in sorted({*again, *then}) if again.get(name) != then.get(name)]
    if parts:
        return "; ".join(f"{name}: {then.get(name)} is now {again.get(name)}" for name in parts)
    if recorded is not None and recorded.unasked():
        return f"on record but not asked: {recorded.unasked()[0]}"
    if live is not None and live.record != event["answers"]:
        return _changed_answers(event["answers"], live.record)
    return None


def _changed_answers(then: Sequence[Any], now: Sequence[Any]) -> str:
    pairs = [(a, b) for a, b in zip(then, now, strict=False) if a != b]
    return f"answers differ: {pairs[0][0]} is now {pairs[0][1]}" if pairs else "another number of answers"


def _facts(fold: _Fold, event: Mapping[str, Any]) -> Facts:
    actor = event["actor"]
    today = date.fromisoformat(event["today"])
    last = None
    if fold.previous is not None:
        ended = tuple(fold.ended[e["id"]] for e in fold.previous["outcome"].get("ended", ()))
        last = from_event(fold.previous, ended, letters_out=False)
    return Facts(
        case_id=event["case"],
        ref=event["ref"],
        seq=event["seq"] - 1,
        state=fold.state,
        came_from=fold.came_from,
        data=dict(fold.data),
        at=datetime.fromisoformat(event["at"]),
        today=today,
        opened_on=fold.opened_on or today,
        actor=ActorView(actor["id"], frozenset(actor["roles"]), actor.get("system", False), actor.get("deputy_for")),
        acted=dict(fold.acted),
        organisation=event["organisation"],
        related={name: value for name, value in decode(event["read"]).items() if isinstance(value, dict)},
        deadlines=tuple(fold.deadlines.values()),
        suspensions=fold.suspensions,
        drafts=dict(fold.drafts),
        assignee=fold.assignee,
        last_on=fold.last_on,
        timed_on=fold.timed_on,
        last=last,
    )


def _move(event: Mapping[str, Any]) -> Move:
    override = event.get("override")
    given = event.get("given_on")
    return Move(
        event["trigger"],
        decode(event["form"]),
        date.fromisoformat(given) if given else None,
        event.get("reason"),
        Override(override["guard"], override["reason"]) if override else None,
        event.get("told_by"),
        event.get("fired_by"),
    )


def _absorb(fold: _Fold, event: dict[str, Any]) -> None:
    outcome, on = event["outcome"], date.fromisoformat(event["on"])
    by_clock, moved = event["actor"].get("system", False), outcome["to"] != fold.state
    fold.last_on, fold.timed_on = legal_days(
        fold.last_on, fold.timed_on, on, event["trigger"], by_clock=by_clock, moved=moved
    )
    if outcome["to"] != fold.state and fold.state != NEW:
        fold.came_from = fold.state
    if outcome.get("erases"):
        fold.came_from = None
    fold.state = outcome["to"]
    fold.data.update({name: new for name, (_, new) in outcome.get("changed", {}).items()})
    fold.acted[event["trigger"]] = event["actor"]["id"]
    for ended in outcome.get("ended", ()):
        fold.ended[ended["id"]] = fold.deadlines.pop(ended["id"])
    fold.deadlines.update({d["id"]: _running(d) for d in outcome.get("started", ())})
    if "suspensions" in outcome:
        fold.suspensions = _intervals(outcome["suspensions"])
    for name in (*outcome.get("signed", ()), *outcome.get("discarded", ())):
        fold.drafts.pop(name, None)
    for name in (*(letter["name"] for letter in outcome.get("letters", ())), *outcome.get("put_back", ())):
        fold.drafts[name] = name
    if "assignee" in outcome:
        fold.assignee = outcome["assignee"][1]
    fold.opened_on = fold.opened_on or date.fromisoformat(event["today"])
    fold.previous = event


def _running(record: Mapping[str, Any]) -> Running:
    due = record["due_on"]
    return Running(
        id=record["id"],
        name=record["name"],
        status=record["status"],
        anchor=date.fromisoformat(record["anchor"]),
        term=record["term"],
        calendar=record["calendar"],
        calendar_version=record["calendar_version"],
        due_on=date.fromisoformat(due) if due else None,
        due_at=None,
        intervals=_intervals(record.get("intervals", ())),
        extended_to=record.get("extended_to"),
        not_before=date.fromisoformat(record["not_before"]) if record.get("not_before") else None,
    )


def _intervals(pairs: Sequence[Sequence[str | None]]) -> tuple[Any, ...]:
    return tuple((date.fromisoformat(a or ""), date.fromisoformat(b) if b else None) for a, b in pairs)
