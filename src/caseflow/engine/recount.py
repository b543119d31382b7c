"""Deadlines that count from a letter, counted again when the letter is sent or comes back."""

from __future__ import annotations

from datetime import date

from caseflow.engine import clocks
from caseflow.engine.asking import Asking
from caseflow.engine.facts import Facts, Running
from caseflow.engine.outcome import Ended
from caseflow.engine.workflow import DeadlineSpec, Workflow


def from_delivery(
    workflow: Workflow, facts: Facts, letter: str, delivered_on: date, asking: Asking
) -> tuple[tuple[Running, ...], tuple[Ended, ...]]:
    """The live deadlines that count from the newest letter of that name, with `delivered_on` as their day 0.

    None ends before the day that the letter states (E-0312); a case that stands still keeps standing.
    """
    started: list[Running] = []
    ended: list[Ended] = []
    for old in clocks.in_order(facts.deadlines):
        spec = workflow.deadlines[old.name]
        if spec.letter == letter and old.anchor != delivered_on:
            started.append(_from(spec, old, facts, delivered_on, asking))
            ended.append(Ended(old, "restarted"))
    return tuple(started), tuple(ended)


def counts_from(workflow: Workflow, facts: Facts, letter: str) -> bool:
    """Whether a live deadline counts from the letters of that name."""
    return any(workflow.deadlines[each.name].letter == letter for each in facts.deadlines)


def _from(spec: DeadlineSpec, old: Running, facts: Facts, anchor: date, asking: Asking) -> Running:
    moved = old.with_(id=clocks.fresh_id(spec.name, facts), anchor=anchor)
    if old.status != clocks.RUNNING:
        return moved
    intervals = (*clocks.own_intervals(old, facts), *clocks.stopping(spec, anchor, facts.suspensions))
    new = clocks.dated(spec, moved.with_(intervals=intervals), asking)
    # On the same last day what has warned already does not warn again.
    return new.with_(edges=old.edges) if new.due_on == old.due_on else new
