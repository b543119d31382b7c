"""Proofs about deadlines: each can be met, its end can be carried out, and the clock never runs in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.checks.definition import Definition
from caseflow.checks.graph import circles
from caseflow.engine.findings import Finding
from caseflow.engine.workflow import SCHEDULER, DeadlineSpec, Transition, Workflow


def ends_that_cannot_be_carried_out(definition: Definition) -> Iterator[Finding]:
    """A deadline whose trigger is missing in one of its states, closed to the clock, or asks what no clock knows."""
    workflow = definition.workflow
    for steps, deadline in definition.deadlines():
        if deadline.trigger is None:
            continue
        at = (*steps, "at_end", "trigger")
        missing = [s for s in workflow.states if s in deadline.during and not workflow.find(deadline.trigger, s)]
        if missing:
            states = ", ".join(missing)
            yield definition.finding(at, "end-missing", name=deadline.name, trigger=deadline.trigger, states=states)
        for transition in _fired(workflow, deadline):
            if SCHEDULER not in transition.roles:
                yield definition.finding(at, "end-not-for-clock", name=deadline.name, trigger=deadline.trigger)
            asked = [name for name, field in transition.form.items() if field.required]
            if transition.reason == "required":
                asked.append("reason")
            if asked:
                fields = ", ".join(asked)
                yield definition.finding(at, "end-asks", name=deadline.name, trigger=deadline.trigger, fields=fields)


def _fired(workflow: Workflow, deadline: DeadlineSpec) -> list[Transition]:
    """The transitions, each once, that the end of a deadline may fire."""
    return [t for t in workflow.transitions if t.trigger == deadline.trigger and deadline.during & set(t.sources)]


def deadlines_never_met(definition: Definition) -> Iterator[Finding]:
    """A term or fixed day whose states no move leaves but the one that its own end fires.

    Retention is not there to be met, and a notice ends when it is effective.
    """
    for steps, deadline in definition.deadlines():
        if deadline.kind in ("term", "fixed") and not _can_be_met(definition.workflow, deadline):
            yield definition.finding(steps, "never-met", name=deadline.name)


def _can_be_met(workflow: Workflow, deadline: DeadlineSpec) -> bool:
    return any(
        branch.state not in deadline.during
        for transition in workflow.transitions
        if transition.trigger != deadline.trigger and deadline.during & set(transition.sources)
        for branch in transition.branches
    )


def endless_loops(definition: Definition) -> Iterator[Finding]:
    """A circle of states that the clock alone can run for ever, whatever its terms: no person ends it."""
    workflow = definition.workflow
    graph: dict[str, list[str]] = {state: [] for state in workflow.states}
    for deadline in workflow.deadlines.values():
        for transition in _fired(workflow, deadline):
            for source in sorted(deadline.during & set(transition.sources)):
                graph[source].extend(branch.state for branch in transition.branches)
    for circle in circles(graph):
        way = " → ".join((*circle, circle[0]))
        yield definition.finding_at_key(("states", circle[0]), "endless-loop", way=way)
