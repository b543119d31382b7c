"""The history of a case: every event told with who, when, what changed, which clocks it moved and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caseflow.cases.scope import Viewer
from caseflow.cases.values import Showing, Value, showing, text_of
from caseflow.cases.view import CaseLetter, case_letters, locate
from caseflow.db import Transaction
from caseflow.db.json_text import read_json
from caseflow.db.values import read_instant, read_uuid
from caseflow.engine import notices, ticks
from caseflow.engine.built_in import LABELS
from caseflow.engine.codec import decode
from caseflow.engine.fields import Field
from caseflow.engine.workflow import NEW, Workflow
from caseflow.programmes.in_force import InForce
from caseflow.words import Message, Text

SYSTEM = "system"
STOPPED, REACHED = "stopped", "reached"
"""What became of a deadline left without a last day, or of one that the clock looked at; else its row's word."""
_TICKS: Final = {
    ticks.OPENED: Text("Sākas darbs pie termiņa", "Work on a deadline begins"),
    ticks.WARNED: Text("Tuvojas termiņa beigas", "A deadline is near"),
    ticks.ESCALATED: Text("Termiņš beidzies, ziņots vadītājam", "A deadline ended and was escalated"),
    ticks.PARKED: Text("Pulkstenis lietu atlika, ziņots vadītājam", "The clock put the case off, a head was told"),
    ticks.SET_ASIDE: Text("Termiņš atlikts malā, ziņots vadītājam", "A deadline was set aside for a head"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A case field before and after."""

    field: Field
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class ClockChange:
    """What an event did to a deadline: `started`, or how its run ended; the last day before and after.

    A run that ends and begins again in one event is one change, told by how the old run ended.
    """

    name: str
    label: Text
    what: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What a rule of law answered when the move was made, with its reasons."""

    rule: str
    name: str
    outcome: str
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event. `at` is when it was entered, `on` its legal date; `actor` is None for the clock.

    `about` is the letter that was registered, sent, voided ...; `letters` are those that the event drafted.
    """

    seq: int
    at: datetime
    on: date
    trigger: str
    label: Text
    actor: str | None
    deputy_for: str | None
    source: Text | None
    target: Text
    reason: str | None
    told_by: Text | None
    override: tuple[str, str] | None
    changes: tuple[Change, ...]
    letters: tuple[CaseLetter, ...]
    about: CaseLetter | None
    signed: tuple[str, ...]
    discarded: tuple[str, ...]
    put_back: tuple[str, ...]
    assignee: tuple[str | None, str | None] | None
    clocks: tuple[ClockChange, ...]
    tasks: tuple[Text, ...]
    rules: tuple[RuleSaid, ...]
    hash: str


def history(tx: Transaction, in_force: InForce, case: str, viewer: Viewer) -> list[HistoryEntry]:
    """Every event of the case of that number or id, oldest first. Raises NotFound as `find_case` does."""
    found = locate(tx, in_force, case, viewer)
    rows = tx.fetchall("SELECT at, hash, body FROM event WHERE case_id = ? ORDER BY seq", (found.id,))
    bodies = [json.loads(body) for _, _, body in rows]
    telling = _Telling(
        found.workflow,
        _names(tx, bodies),
        showing(tx, _values(found.workflow, bodies)),
        case_letters(tx, found.id),
        _tasks(tx, found.id),
    )
    return [telling.entry(body, read_instant(at), hash) for (at, hash, _), body in zip(rows, bodies, strict=True)]


def record(tx: Transaction, in_force: InForce, case: str, viewer: Viewer) -> tuple[Workflow, list[str]]:
    """The definition of a case and the texts of its events, as stored: what replay steps again."""
    found = locate(tx, in_force, case, viewer)
    rows = tx.fetchall("SELECT body FROM event WHERE case_id = ? ORDER BY seq", (found.id,))
    return found.workflow, [body for (body,) in rows]


@dataclass(frozen=True, slots=True)
class Stay:
    """A state that the case came to, and the legal date on which it did."""

    state: str
    on: date


def stays(tx: Transaction, case: UUID) -> list[Stay]:
    """The states that a case has gone through, oldest first; a move that stays where it is begins none."""
    rows = tx.fetchall("SELECT body FROM event WHERE case_id = ? ORDER BY seq", (case,))
    found: list[Stay] = []
    for (body,) in rows:
        event = json.loads(body)
        state = event["outcome"]["to"]
        if not found or found[-1].state != state:
            found.append(Stay(state, date.fromisoformat(event["on"])))
    return found


def _names(tx: Transaction, bodies: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    """The names of everybody who acted or was assigned, by user id as the events write it."""
    ids = {
        person
        for body in bodies
        for person in (
            body["actor"]["id"],
            body["actor"].get("deputy_for"),
            *(body["outcome"].get("assignee") or ()),
        )
        if person and person != SYSTEM
    }
    if not ids:
        return {}
    marks = ", ".join("?" for _ in ids)
    rows = tx.fetchall(f"SELECT id, name FROM app_user WHERE id IN ({marks})", [UUID(id) for id in sorted(ids)])
    return {str(read_uuid(id)): name for id, name in rows}


def _values(workflow: Workflow, bodies: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Field, Any]]:
    for body in bodies:
        for name, pair in body["outcome"].get("changed", {}).items():
            yield from ((workflow.fields[name], value) for value in pair)


def _tasks(tx: Transaction, case: UUID) -> list[tuple[int, Text]]:
    rows = tx.fetchall("SELECT opened_seq, label FROM task WHERE case_id = ? ORDER BY opened_seq, name", (case,))
    return [(seq, text_of(read_json(label))) for seq, label in rows]


class _Telling:
    """Tells events one after the other, and remembers the last day of each deadline's run."""

    def __init__(
        self,
        workflow: Workflow,
        names: Mapping[str, str],
        shown: Showing,
        letters: Sequence[CaseLetter],
        tasks: Sequence[tuple[int, Text]],
    ) -> None:
        self._workflow, self._names, self._shown, self._letters = workflow, names, shown, letters
        self._tasks = tasks
        self._due: dict[str, date | None] = {}

    def entry(self, body: Mapping[str, Any], at: datetime, hash: str) -> HistoryEntry:
        """One event, told."""
        outcome, actor = body["outcome"], body["actor"]
        override, deputy_for, told_by = body.get("override"), actor.get("deputy_for"), body.get("told_by")
        return HistoryEntry(
            seq=body["seq"],
            at=at,
            on=date.fromisoformat(body["on"]),
            trigger=body["trigger"],
            label=self._label(body["trigger"], outcome["from"]),
            actor=None if actor.get("system") else self._names.get(actor["id"], actor["id"]),
            deputy_for=self._names.get(deputy_for, deputy_for) if deputy_for else None,
            source=None if outcome["from"] == NEW else self._state(outcome["from"]),
            target=self._state(outcome["to"]),
            reason=body.get("reason"),
            told_by=self._trigger(told_by) if told_by else None,
            override=(override["guard"], override["reason"]) if override else None,
            changes=self._changes(outcome.get("changed", {})),
            letters=tuple(letter for letter in self._letters if letter.seq == body["seq"]),
            about=self._about(body),
            signed=tuple(outcome.get("signed", ())),
            discarded=tuple(outcome.get("discarded", ())),
            put_back=tuple(outcome.get("put_back", ())),
            assignee=self._assignee(outcome.get("assignee")),
            clocks=(*self._clocks(outcome), *self._reached(body)),
            tasks=tuple(label for seq, label in self._tasks if seq == body["seq"]),
            rules=tuple(_said(answer) for answer in body["answers"] if "rule" in answer),
            hash=hash,
        )

    def _about(self, body: Mapping[str, Any]) -> CaseLetter | None:
        if body["trigger"] not in notices.TRIGGERS:
            return None
        id = body["form"].get("letter")
        return next((letter for letter in self._letters if str(letter.id) == id), None)

    def _label(self, trigger: str, state: str) -> Text:
        """What the move is called in that state: one trigger may have a name for each."""
        way = self._workflow.find(trigger, state)
        return way.title if way is not None else self._trigger(trigger)

    def _trigger(self, trigger: str) -> Text:
        named = {t.trigger: t.label for t in self._workflow.transitions}
        if trigger in _TICKS:
            return _TICKS[trigger]
        label = LABELS.get(trigger) or notices.LABELS.get(trigger) or named.get(trigger)
        return text_of(label) if label else Text(trigger, trigger)  # a trigger of another workflow told this one

    def _state(self, name: str) -> Text:
        return text_of(self._workflow.states[name].label)

    def _changes(self, changed: Mapping[str, Any]) -> tuple[Change, ...]:
        fields = self._workflow.fields
        return tuple(
            Change(fields[name], *(self._shown.value(fields[name], value) for value in changed[name]))
            for name in fields
            if name in changed
        )

    def _assignee(self, pair: Sequence[str | None] | None) -> tuple[str | None, str | None] | None:
        if pair is None:
            return None
        before, after = (self._names.get(id, id) if id else None for id in pair)
        return before, after

    def _clocks(self, outcome: Mapping[str, Any]) -> Iterator[ClockChange]:
        started = {d["name"]: d for d in outcome.get("started", ())}
        ended = {d["name"]: d for d in outcome.get("ended", ())}
        for name in sorted({*started, *ended}):
            old, new = ended.get(name), started.get(name)
            before = self._due.pop(old["id"], None) if old else None
            after = None
            if new is not None:
                after = date.fromisoformat(new["due_on"]) if new["due_on"] else None
                self._due[new["id"]] = after
            what = old["how"] if old else "started"
            label = text_of(self._workflow.deadlines[name].label)
            yield ClockChange(name, label, STOPPED if new and after is None else what, before, after)

    def _reached(self, body: Mapping[str, Any]) -> Iterator[ClockChange]:
        """The deadline that a move of the clock is about; it runs on as it was."""
        if body["trigger"] in _TICKS:
            run = str(body["form"]["deadline"])
            name, due = run.rpartition(".")[0], self._due.get(run)
            yield ClockChange(name, text_of(self._workflow.deadlines[name].label), REACHED, due, due)


def _said(answer: Mapping[str, Any]) -> RuleSaid:
    reasons = tuple(decode(reason["message"]) for reason in answer["reasons"])
    return RuleSaid(answer["rule"], answer["name"], answer["outcome"], reasons)
