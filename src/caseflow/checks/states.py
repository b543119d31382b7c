"""Proofs about states: each can be reached, none is a dead end, and no case waits without a clock."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.checks.definition import Definition
from caseflow.checks.graph import reachable, turned
from caseflow.engine.findings import Finding
from caseflow.engine.workflow import NEW, Workflow

_STATES = "states"


def ways(workflow: Workflow) -> dict[str, list[str]]:
    """For each state the states that some branch leads to; `new` is where cases begin."""
    graph: dict[str, list[str]] = {state: [] for state in (NEW, *workflow.states)}
    for transition in workflow.transitions:
        for source in transition.sources:
            graph[source].extend(branch.state for branch in transition.branches)
    return graph


def unreachable_states(definition: Definition) -> Iterator[Finding]:
    """A state to which no way leads from an opening transition (`from: []`)."""
    graph = ways(definition.workflow)
    if not graph[NEW]:
        yield definition.finding_at_key(("transitions",), "no-opening")
        return
    met = reachable(graph, [NEW])
    for state in definition.workflow.states:
        if state not in met:
            yield definition.finding_at_key((_STATES, state), "unreachable-state", state=state)


def dead_ends(definition: Definition) -> Iterator[Finding]:
    """A state that is not closed and from which no closed state can be reached."""
    workflow = definition.workflow
    graph = ways(workflow)
    closed = [name for name, state in workflow.states.items() if state.kind == "closed"]
    ending = reachable(turned(graph), closed)
    met = reachable(graph, [NEW])
    for state in workflow.states:
        if state in met and state not in ending:
            yield definition.finding_at_key((_STATES, state), "dead-end", state=state)


def states_without_clock(definition: Definition) -> Iterator[Finding]:
    """A waiting or decided state in which no term or fixed day runs.

    Retention and notice are no clocks: the first ends long after the case, the second is not for waiting.
    That such a state has an end is `dead_ends`.
    """
    clocked: set[str] = set()
    for deadline in definition.workflow.deadlines.values():
        if deadline.kind in ("term", "fixed"):
            clocked |= deadline.during
    for name, state in definition.workflow.states.items():
        if state.kind in ("waiting", "decided") and name not in clocked:
            yield definition.finding_at_key((_STATES, name), "no-clock", state=name, kind=state.kind)
