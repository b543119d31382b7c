"""Which case fields are certainly given in each state, whichever way the case came there."""

from __future__ import annotations

from collections.abc import Mapping

from caseflow.checks.definition import Known
from caseflow.checks.flow import along_paths
from caseflow.engine.expression import Optional, Type, compile_expression, given_when_true
from caseflow.engine.workflow import Branch, Clause, Transition, Workflow


def given_fields(workflow: Workflow) -> Mapping[str, Known]:
    """For each state the paths of case fields that every way to it has filled and none has emptied since."""
    return along_paths(workflow, frozenset(), after, lambda one, other: one & other)


def after(transition: Transition, branch: Branch, before: Known) -> Known:
    """What is certainly given after a branch, when `before` was given in the state it starts from."""
    known = set(before)
    entered: Known = frozenset()
    if transition.requires is not None:
        known |= given_when_true(transition.requires.expression)
    if transition.demands is not None:
        entered = given_when_true(transition.demands.expression)
        known |= entered
    for name in transition.edits:  # an optional field of the form may come back empty
        certain = transition.form[name].required or ("form", name) in entered
        (known.add if certain else known.discard)((name,))
    for name, clause in transition.let.items():
        certain = not isinstance(type_given(clause, frozenset(known)), Optional)
        (known.add if certain else known.discard)((name,))
    if branch.when is not None:
        known |= given_when_true(branch.when.expression)
    return frozenset(path for path in known if path[0] not in ("form", "due", "deadline"))


def type_given(clause: Clause, known: Known) -> Type:
    """The type of a clause where the paths of `known` are certainly given beside what the clause itself sees."""
    expression = clause.expression
    if not isinstance(expression.type, Optional):
        return expression.type
    return compile_expression(expression.source, expression.scope.given(known)).type
