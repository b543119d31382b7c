"""Every clause that may bar a move of the shipped workflows is told in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.engine.expression import ANSWER, BOOL, DATE, INTEGER, MONEY, PERCENT, Choice, Expression
from caseflow.engine.expression.check import Checker
from caseflow.engine.expression.explain import Speaker
from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.lacking import Lacking
from caseflow.engine.expression.nodes import Call, Compare, Given, IfElse, Join, Name, Node, walk
from caseflow.engine.expression.types import required
from caseflow.rules.answer import Reason
from caseflow.words import LANGUAGES, say
from tests.engine.cases import HOME, load

SAMPLES: dict[Any, Any] = {MONEY: Decimal(1), PERCENT: Decimal(1), DATE: date(2023, 9, 4), INTEGER: 1, BOOL: False}
"""A value of each type; others are `x`."""
FORMULA = re.compile(r"[a-z]_[a-z]|[=<>*]|\bP\.|[a-z]\.[a-z]|\bNone\b|\(\)|_")
"""Signs of a formula in a sentence: slugs, operators, keys, blanks."""


def guards() -> Iterator[tuple[str, Expression]]:
    for name in ("beneficiary", "claim"):
        text = (HOME / "workflows" / "enterprise-skills" / f"{name}.yaml").read_text(encoding="utf-8")
        for way in load(text, f"{name}.yaml").transitions:
            for kind, clause in (("requires", way.requires), ("demands", way.demands)):
                if clause is not None:
                    yield f"{way.trigger} {'/'.join(way.sources)} {kind}", clause.expression


class Telling:
    """Says each clause of a guard as it would be said if it did not hold."""

    def __init__(self, guard: Expression) -> None:
        self._guard = guard
        self._lacking = Lacking(Speaker(guard.source, guard.scope))

    def reasons(self, node: Node) -> Iterator[Reason]:
        match node:
            case Join(word="or", parts=parts):
                yield from self._lacking.either(node, [*self._all(parts)], self._found(node))
            case Join(parts=parts) | Call(name="all_of", arguments=parts):
                yield from self._all(parts)
            case IfElse(then=then, otherwise=otherwise):
                yield from self._all((then, otherwise))
            case Given(subject=subject, positive=True):
                yield self._lacking.given([subject])
            case Compare(left=left, right=right):
                count = isinstance(left, Call) and left.name == "count"
                yield self._lacking.compared(node, 0 if count else self._sample(left), self._sample(right))
            case Call() if node.name in self._guard.scope.rules and self._type(node) == ANSWER:
                return  # says its own reasons
            case _:
                yield self._lacking.clause(node, self._found(node))

    def _all(self, parts: tuple[Node, ...]) -> Iterator[Reason]:
        for part in parts:
            yield from self.reasons(part)

    def _found(self, node: Node) -> list[tuple[Node, object]]:
        names = {part.path: part for part in walk(node) if isinstance(part, Name) and part.path[0] != "P"}
        return [(name, self._sample(name)) for name in names.values()]

    def _type(self, node: Node) -> Any:
        scope = self._guard.scope
        return required(Checker(scope, Faults(self._guard.source)).type_of(node, scope.known))

    def _sample(self, node: Node) -> object:
        kind = self._type(node)
        if isinstance(kind, Choice):
            return next(iter(kind.values))
        return next((sample for known, sample in SAMPLES.items() if known == kind), "x")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_reason_for_a_barred_move_reads_like_a_formula(lang: Any) -> None:
    found = [(where, reason) for where, guard in guards() for reason in Telling(guard).reasons(guard.root)]
    assert len(found) > 60
    told = {(where, reason.message.id, say(reason.message, lang).replace("*", "")) for where, reason in found}
    formulas = sorted(entry for entry in told if entry[1] == "engine_expression.unmet" or FORMULA.search(entry[2]))
    assert formulas == []
