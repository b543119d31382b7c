"""Which fields a clerical correction may reach: what somebody entered, as long as nothing rests on it yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from caseflow.engine.expression import reads
from caseflow.engine.facts import Facts
from caseflow.engine.outcome import Reason
from caseflow.engine.workflow import Transition, Workflow
from caseflow.words.message import message

_IDENTITY: Final = ("party", "person_code")
"""Whom the case is about: somebody else is another case."""


def out_of_reach(workflow: Workflow, facts: Facts, name: str) -> Reason | None:
    """Why the field may not be corrected as a slip, or None.

    Not what is computed, who the case is about, or what another case handed over; nor what a move that was made has
    computed from or branched on, nor what a signed letter says or was decided on.
    """
    for code, args in _obstacles(workflow, facts, name):
        said = message(f"engine.{code.replace('-', '_')}", field=workflow.fields[name].title, **args)
        return Reason(code, said, field=name)
    return None


def _obstacles(workflow: Workflow, facts: Facts, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    if any(name in t.let for t in workflow.transitions):
        yield "computed-field", {}
    if workflow.fields[name].type in _IDENTITY:
        yield "identity-field", {}
    entered = [t for t in workflow.transitions if name in t.edits]
    if entered and all(t.told for t in entered):
        yield "handed-over-field", {}
    worked_from, signed_on = _rested_on(workflow)
    for number, transition in enumerate(workflow.transitions):
        if transition.trigger in facts.acted and name in signed_on[number]:
            yield "signed-field", {"trigger": transition.title}
    for number, transition in enumerate(workflow.transitions):
        if transition.trigger in facts.acted and name in worked_from[number]:
            yield "rested-on-field", {"trigger": transition.title}


@lru_cache(maxsize=256)
def _rested_on(workflow: Workflow) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """For each transition in order the fields from which it works, and those on which it signs."""
    return [_worked_from(t) for t in workflow.transitions], [_signed_on(workflow, t) for t in workflow.transitions]


def _worked_from(transition: Transition) -> frozenset[str]:
    """The fields from which the transition computes others, or on which it chooses its end."""
    clauses = [*transition.let.values(), *(branch.when for branch in transition.branches if branch.when is not None)]
    return frozenset(path[0] for clause in clauses for path in reads(clause.expression))


def _signed_on(workflow: Workflow, transition: Transition) -> frozenset[str]:
    """The fields that the letters which the transition signs say, or on which its signature was given."""
    if not transition.signs:
        return frozenset()
    uses = [use for t in workflow.transitions for branch in t.branches for use in branch.letters]
    said = [clause for use in uses if use.name in transition.signs for clause in use.variables.values()]
    return frozenset({path[0] for path in transition.reads} | {p[0] for c in said for p in reads(c.expression)})
