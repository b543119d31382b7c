"""Extending a running deadline: a longer term from its original day, up to the cap (SUS-6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseflow.calendar import Term, term_until
from caseflow.engine import clocks
from caseflow.engine.asking import Asking
from caseflow.engine.expression import evaluate
from caseflow.engine.facts import Facts, Move, Running
from caseflow.engine.field_types import named, shown
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Extends, Workflow
from caseflow.errors import BadInput
from caseflow.words.message import message


@dataclass(frozen=True, slots=True)
class Extended:
    """The run that ends, the longer one that follows it, and the last day that the cap allows."""

    old: Running
    new: Running
    latest: date | None


def extend(workflow: Workflow, facts: Facts, move: Move, asking: Asking) -> Extended | Reason:
    """What a person's extension makes of a deadline, or why it cannot be extended so far."""
    running = {d.name: d for d in facts.deadlines if d.status == clocks.RUNNING}
    old = running.get(move.form["deadline"])
    if old is None:
        return _no_such_deadline(workflow, move, running)
    try:
        wanted = Term.parse(move.form["to"])
    except BadInput:
        return Reason("bad-term", message("engine.bad_term", given=shown(move.form["to"])), field="to")
    return lengthened(workflow, old, wanted, facts, asking)


def lengthened(workflow: Workflow, old: Running, wanted: Term, facts: Facts, asking: Asking) -> Extended | Reason:
    """The run to the end of a longer term from the same day 0, within the cap; it must end later than now."""
    spec = workflow.deadlines[old.name]
    if spec.cap is None:
        return Reason("not-extendable", message("engine.not_extendable", deadline=spec.title), field="deadline")
    tried = clocks.dated(spec, old.with_(term=str(wanted), extended_to=None), asking)
    cap = clocks.filled(spec.cap, spec, asking)
    latest = clocks.dated(spec, old.with_(term=str(cap), extended_to=None), asking)
    days = {"wanted": tried.due_on, "latest": latest.due_on, "now": old.due_on}
    if _later(tried, latest):
        return Reason("beyond-cap", message("engine.beyond_cap", **days, cap=cap.words), field="to")
    if not _later(tried, old):
        return Reason("not-longer", message("engine.not_longer", **days), field="to")
    new = clocks.dated(spec, old.with_(id=clocks.fresh_id(spec.name, facts), extended_to=str(wanted)), asking)
    return Extended(old, new, latest.due_on)


def by_move(
    workflow: Workflow, extends: Extends, running: Iterable[Running], facts: Facts, asking: Asking
) -> Extended | Reason:
    """What a transition extends: its deadline as it runs once the move is made."""
    old = next((d for d in running if d.name == extends.deadline and d.status == clocks.RUNNING), None)
    title = workflow.deadlines[extends.deadline].title
    if old is None:
        return Reason("no-such-deadline", message("engine.extends_nothing", deadline=title))
    amount = evaluate(extends.amount.expression, asking.values, asking)
    if extends.unit == "until":
        return lengthened(
            workflow, old, term_until(amount, Term.parse(old.term), old.anchor, old.intervals), facts, asking
        )
    try:
        wanted = Term.parse(f"{amount} {extends.unit.replace('_', ' ')}")
    except BadInput:
        return Reason("bad-term", message("engine.bad_term", given=f"{amount} {extends.unit}"))
    return lengthened(workflow, old, wanted, facts, asking)


def _no_such_deadline(workflow: Workflow, move: Move, running: Iterable[str]) -> Reason:
    given = shown(move.form["deadline"])
    known = named({name: workflow.deadlines[name].title for name in running})
    if not known:
        return Reason("no-such-deadline", message("engine.no_deadline_runs"), field="deadline")
    said = message("engine.no_such_deadline", given=given, running=known)
    return Reason("no-such-deadline", said, field="deadline")


def _later(one: Running, other: Running) -> bool:
    """Whether `one` ends after `other`; both have a last day, because a case that stands still is not extended."""
    return one.due_on is not None and other.due_on is not None and one.due_on > other.due_on
