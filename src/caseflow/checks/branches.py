"""Proofs about branches: each can be taken, and one of them always is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from caseflow.checks.definition import Definition
from caseflow.engine.expression import Expression, calls, parameters, reads
from caseflow.engine.findings import Finding


def branches_never_taken(definition: Definition) -> Iterator[Finding]:
    """A branch after one without `when`, or with the condition of an earlier one, or with one that never varies."""
    for steps, transition in definition.transitions():
        certain = False
        seen: dict[str, int] = {}
        for branch in transition.branches:
            at = (*steps, "to", branch.number)
            if certain:
                yield definition.finding(at, "shadowed-branch", trigger=transition.trigger, number=branch.number + 1)
                continue
            if branch.when is None:
                certain = True
                continue
            condition = branch.when.expression
            written = _normal(condition)
            if written in seen:
                first = seen[written] + 1
                yield definition.finding(
                    (*at, "when"), "same-condition", trigger=transition.trigger, number=branch.number + 1, first=first
                )
            elif not (reads(condition) or calls(condition) or parameters(condition)):
                yield definition.finding((*at, "when"), "constant-condition", trigger=transition.trigger)
            seen.setdefault(written, branch.number)


def transitions_without_last_branch(definition: Definition) -> Iterator[Finding]:
    """Branches that all have `when`: where none holds, the move would be refused after its guard let it pass.

    That two conditions complete each other cannot be proved, so the last branch never has one; what must be
    refused stands in `requires` or `demands`.
    """
    for steps, transition in definition.transitions():
        last = transition.branches[-1]
        if all(branch.when is not None for branch in transition.branches):
            yield definition.finding((*steps, "to", last.number), "no-last-branch", trigger=transition.trigger)


def _normal(expression: Expression) -> str:
    """The condition without its spacing and brackets: the language is a part of Python's expressions."""
    return ast.dump(ast.parse(expression.text.strip().replace("\n", " "), mode="eval"))
