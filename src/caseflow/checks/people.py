"""Proofs about people: every role is known, every move has somebody who may make it, and four eyes are four."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.checks.definition import Definition, by_clock_alone
from caseflow.checks.graph import reachable
from caseflow.checks.states import ways
from caseflow.engine.built_in import TRIGGERS
from caseflow.engine.findings import Finding
from caseflow.engine.reader import Path as Steps
from caseflow.engine.workflow import SCHEDULER, TaskSpec, Transition, Workflow

SYSTEM = "system"


def unknown_roles(definition: Definition) -> Iterator[Finding]:
    """A role that `programme.yaml` does not declare; the clock's own roles need no declaration."""
    known = {*definition.programme.roles, SCHEDULER, SYSTEM}
    for steps, role in _roles(definition):
        if role not in known:
            names = ", ".join(definition.programme.roles)
            yield definition.finding(steps, "unknown-role", role=role, known=names)


def _roles(definition: Definition) -> Iterator[tuple[Steps, str]]:
    for steps, transition in definition.transitions():
        for role in sorted(transition.roles):
            yield (*steps, "roles"), role
    for steps, _, branch in definition.branches():
        yield from _task_roles((*steps, "tasks"), branch.tasks)
    for steps, deadline in definition.deadlines():
        if deadline.escalate is not None:
            yield (*steps, "at_end", "escalate"), deadline.escalate
        if deadline.opens_task is not None:
            yield (*steps, "opens", "task", "role"), deadline.opens_task.role
        for number, warning in enumerate(deadline.warnings):
            yield (*steps, "warns", number, "task", "role"), warning.task.role
    for trigger, roles in definition.workflow.built_in_roles.items():
        for role in sorted(roles):
            yield ("built_in_roles", trigger), role


def _task_roles(steps: Steps, tasks: tuple[TaskSpec, ...]) -> Iterator[tuple[Steps, str]]:
    for number, task in enumerate(tasks):
        yield (*steps, number, "role"), task.role


def unknown_built_ins(definition: Definition) -> Iterator[Finding]:
    """A key of `built_in_roles` that is no built-in move."""
    for trigger in definition.workflow.built_in_roles:
        if trigger not in TRIGGERS:
            known = ", ".join(sorted(TRIGGERS))
            yield definition.finding_at_key(
                ("built_in_roles", trigger), "unknown-built-in", trigger=trigger, known=known
            )


def moves_nobody_can_make(definition: Definition) -> Iterator[Finding]:
    """A transition without roles that is not told, or one for the clock alone that no deadline fires there."""
    fired = {(d.trigger, state) for d in definition.workflow.deadlines.values() if d.trigger for state in d.during}
    for steps, transition in definition.transitions():
        if not transition.roles and not transition.told:
            yield definition.finding(steps, "no-actor", trigger=transition.trigger)
        elif by_clock_alone(transition):
            idle = [state for state in transition.sources if (transition.trigger, state) not in fired]
            if idle:
                yield definition.finding(
                    (*steps, "from"), "no-clock-fires", trigger=transition.trigger, states=", ".join(idle)
                )


def signing_without_four_eyes(definition: Definition) -> Iterator[Finding]:
    """A transition that signs a letter and does not bar, by `not_by`, whoever drafted it.

    A signing move that drafts its own letter must bar somebody: whoever prepared the case for it. A letter
    that only the clock or a related case drafts has no drafter here to bar.
    """
    drafters = _drafters(definition.workflow)
    for steps, transition in definition.transitions():
        for letter in transition.signs:
            people = [t for t in drafters.get(letter, []) if t.roles - {SCHEDULER}]
            names = [t.trigger for t in people]
            # Who drafts and signs in one move leaves nothing that another could sign.
            waiting = [t.trigger for t in people if letter not in t.signs]
            others = [name for name in dict.fromkeys(waiting) if name != transition.trigger]
            missing = [name for name in others if name not in transition.not_by]
            if missing:
                yield definition.finding(
                    (*steps, "signs"),
                    "four-eyes",
                    trigger=transition.trigger,
                    letter=letter,
                    missing=", ".join(missing),
                )
            elif transition.trigger in names and not transition.not_by:
                yield definition.finding(
                    (*steps, "signs"), "four-eyes-own-draft", trigger=transition.trigger, letter=letter
                )


def _drafters(workflow: Workflow) -> dict[str, list[Transition]]:
    found: dict[str, list[Transition]] = {}
    for transition in workflow.transitions:
        for branch in transition.branches:
            for use in branch.letters:
                found.setdefault(use.name, []).append(transition)
    return found


def four_eyes_that_cannot_work(definition: Definition) -> Iterator[Finding]:
    """A `not_by` that bars nobody (no such move can come before), or that bars the clock from its own work."""
    workflow = definition.workflow
    graph = ways(workflow)
    for steps, transition in definition.transitions():
        for number, name in enumerate(transition.not_by):
            earlier = [t for t in workflow.transitions if t.trigger == name]
            after = reachable(graph, {branch.state for t in earlier for branch in t.branches})
            at = (*steps, "not_by", number)
            if earlier and not after & set(transition.sources):
                yield definition.finding(at, "four-eyes-empty", trigger=transition.trigger, earlier=name)
            elif by_clock_alone(transition) and any(SCHEDULER in t.roles for t in earlier):
                yield definition.finding(at, "four-eyes-impossible", trigger=transition.trigger, earlier=name)
