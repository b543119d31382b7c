"""What the clock does with a deadline short of firing it: opens its work, warns, escalates, or sets it aside."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from caseflow.engine.clocks import EXPIRE, OPEN
from caseflow.engine.facts import Facts, Move, Running
from caseflow.engine.outcome import Outcome, Reason, Refusal, TaskOpened
from caseflow.engine.permit import HEAD
from caseflow.engine.workflow import DeadlineSpec, TaskSpec, Workflow
from caseflow.words.message import message

OPENED, WARNED, ESCALATED, SET_ASIDE = "deadline_opened", "deadline_warned", "deadline_escalated", "deadline_set_aside"
PARKED = "clock_parked"
TRIGGERS: Final = frozenset({OPENED, WARNED, ESCALATED, SET_ASIDE, PARKED})
"""Moves that only the clock makes; they change no state and close no form."""

FAULT: Final = "clock_fault"
"""The task of a case that the clock cannot go on with."""


def tick_of(spec: DeadlineSpec, edge: str) -> str:
    """The clock's trigger at an edge of a deadline; at the end its own trigger, or the escalation."""
    if edge == OPEN:
        return OPENED
    if edge == EXPIRE:
        return spec.trigger or ESCALATED
    return WARNED


def step(workflow: Workflow, facts: Facts, move: Move) -> Outcome | Refusal:
    """Pass one edge of a running deadline and open the work that belongs to it, or put off the whole case."""
    if move.trigger == PARKED and facts.actor.system:
        return _parked(facts, move)
    deadline = next((d for d in facts.deadlines if d.id == move.form.get("deadline") and d.status == "running"), None)
    if not facts.actor.system or deadline is None:
        return Refusal(move.trigger, (Reason("clock-only", message("engine.clock_only", trigger=move.trigger)),))
    spec, edge = workflow.deadlines[deadline.name], str(move.form["edge"])
    task = _task(workflow, spec, move.trigger, edge)
    return Outcome(
        trigger=move.trigger,
        on=move.on or facts.today,
        source=facts.state,
        state=facts.state,
        branch=None,
        passed=((passed(deadline, edge), edge),),
        tasks=(TaskOpened(task),) if task else (),
        reason=move.reason,
    )


def _parked(facts: Facts, move: Move) -> Outcome:
    """The clock leaves the case alone `until` an instant; `task` says that a head is not told of it yet."""
    lv, en = f"Pulkstenis netika tālāk: {move.reason}", f"The clock could not go on: {move.reason}"
    return Outcome(
        trigger=move.trigger,
        on=move.on or facts.today,
        source=facts.state,
        state=facts.state,
        branch=None,
        tasks=(TaskOpened(TaskSpec(FAULT, {"lv": lv, "en": en}, HEAD, ())),) if move.form["task"] else (),
        parked=datetime.fromisoformat(move.form["until"]),
        reason=move.reason,
    )


def passed(deadline: Running, edge: str) -> Running:
    """The deadline without that edge."""
    return deadline.with_(edges=tuple(e for e in deadline.edges if e[1] != edge))


def _task(workflow: Workflow, spec: DeadlineSpec, trigger: str, edge: str) -> TaskSpec | None:
    if trigger == OPENED:
        return spec.opens_task
    if trigger == WARNED:
        return spec.warnings[int(edge.partition(" ")[2])].task
    closes = tuple(
        t.trigger
        for t in workflow.transitions
        if set(t.sources) & spec.during and any(b.state not in spec.during for b in t.branches)
    )
    late = trigger == ESCALATED
    lv = f"{'Termiņš beidzies' if late else 'Pulkstenis netika tālāk'}: {spec.label['lv']}"
    en = f"{'Overdue' if late else 'The clock could not go on'}: {spec.label['en']}"
    role = spec.escalate if late and spec.escalate else HEAD
    return TaskSpec(f"{'overdue' if late else 'set_aside'}_{spec.name}"[:63], {"lv": lv, "en": en}, role, closes)
