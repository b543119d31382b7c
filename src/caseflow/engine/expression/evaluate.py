"""A compiled expression, and the two ways to run it: for its value, and for a verdict with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caseflow.engine.expression.answers import Answers
from caseflow.engine.expression.check import check
from caseflow.engine.expression.compute import Compiler, Run
from caseflow.engine.expression.explain import Speaker
from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.judging import Judge, Judging, Reasons
from caseflow.engine.expression.lacking import Lacking
from caseflow.engine.expression.nodes import Node
from caseflow.engine.expression.parse import parse
from caseflow.engine.expression.scope import Scope
from caseflow.engine.expression.types import BOOL, CONDITIONS, MONEY, NUMBER, PERCENT, SHARE, Type, required
from caseflow.engine.expression.values import Values
from caseflow.engine.source_text import SourceText
from caseflow.errors import CaseflowError

_CENT = Decimal("0.01")


class NotAConditionError(CaseflowError):
    """An expression that gives a value was asked for a verdict."""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A checked expression with the type of its value, ready to run any number of times."""

    source: SourceText
    root: Node
    scope: Scope
    type: Type
    run: Run
    why_not: Judge | None

    @property
    def text(self) -> str:
        """The expression as it was written."""
        return self.source.value


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds; if not, the reasons of the rules that did not pass or the clause not met."""

    holds: bool
    reasons: Reasons = ()


_HOLDS = Verdict(True)


def compile_expression(source: SourceText, scope: Scope, wanted: Type | None = None) -> Expression:
    """Parse, check and compile an expression for a place in the file that asks for `wanted`.

    `wanted=BOOL` takes any condition. Raises `BadDefinition` with every finding.
    """
    root = parse(source)
    faults = Faults(source)
    found = check(root, scope, faults, wanted)
    faults.raise_any()
    compiler = Compiler(source, scope)
    judge = None
    if found in CONDITIONS:
        judge = Judging(compiler, Lacking(Speaker(source, scope))).judge(root)
    return Expression(source, root, scope, found, _run(compiler, root, wanted), judge)


def evaluate(expression: Expression, values: Values, answers: Answers) -> Any:
    """The value of an expression; `values` are keyed by name, namespaces nested, absent ones None.

    Raises `BadValue` where a value is needed and missing, `NoValue` where a computation gave none.
    """
    return expression.run(values, answers)


def judge(expression: Expression, values: Values, answers: Answers) -> Verdict:
    """Whether a condition holds, and why not. Asks what `evaluate` asks, in the same order.

    Raises `BadValue` and `NoValue` as `evaluate` does.
    """
    if expression.why_not is None:
        raise NotAConditionError(f"{expression.source.start}: no condition: {expression.text}")
    why_not = expression.why_not(values, answers)
    return _HOLDS if why_not is None else Verdict(False, why_not())


def _run(compiler: Compiler, root: Node, wanted: Type | None) -> Run:
    run = compiler.truth(root) if wanted == BOOL else compiler.run(root)
    target = required(wanted) if wanted is not None else None
    if target == MONEY:
        return _converted(run, lambda number: Decimal(number).quantize(_CENT))
    if target in (NUMBER, PERCENT, SHARE):
        return _converted(run, Decimal)
    return run


def _converted(run: Run, convert: Callable[[int | Decimal], Decimal]) -> Run:
    """Whole numbers written in the text (`0`) become the decimals that the field holds."""

    def converted(values: Values, answers: Answers) -> Decimal | None:
        found = run(values, answers)
        return None if found is None else convert(found)

    return converted
