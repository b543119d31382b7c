"""Compiles the parts of a checked expression to functions that give their values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Inexact, InvalidOperation
from typing import Any, TypeAlias

from caseflow.engine.expression.answers import Answers, BadValue, NoValue
from caseflow.engine.expression.builtin import BUILTINS, NAMING, asked_rule
from caseflow.engine.expression.nodes import (
    PARAMETERS,
    Arithmetic,
    Call,
    Compare,
    Given,
    IfElse,
    Join,
    Listing,
    Literal,
    Minus,
    Name,
    Node,
    Not,
)
from caseflow.engine.expression.rows import COMPUTE, UnmatchedRows
from caseflow.engine.expression.scope import Scope
from caseflow.engine.expression.types import ANSWER, Optional, Type
from caseflow.engine.expression.values import DECIMAL, ORDER, PLAIN, WHOLE, Values, among, equal, value_at
from caseflow.engine.source_text import SourceText
from caseflow.rules.answer import Answer

Run: TypeAlias = Callable[[Values, Answers], Any]
Truth: TypeAlias = Callable[[Values, Answers], bool]


class Compiler:
    """Builds one function per part; what a part needs is looked up once, here, and not at each run."""

    def __init__(self, source: SourceText, scope: Scope) -> None:
        self._source = source
        self._scope = scope

    def run(self, node: Node) -> Run:
        """The function that gives the value of a part; a check's answer counts as whether it passed."""
        match node:
            case Literal(value=value):
                return lambda _values, _answers: value
            case Listing(items=items):
                members = tuple(item.value for item in items)
                return lambda _values, _answers: members
            case Name():
                return _name(node)
            case Given(subject=subject, positive=positive):
                inner = self.run(subject)
                return lambda values, answers: (inner(values, answers) is not None) is positive
            case Compare():
                return self._compare(node)
            case Join():
                return self._join(node)
            case Not(inner=inner_node):
                truth = self.truth(inner_node)
                return lambda values, answers: not truth(values, answers)
            case Arithmetic() | Minus():
                return self._reckon(node)
            case IfElse():
                test, then, other = self.truth(node.condition), self.run(node.then), self.run(node.otherwise)
                return lambda values, answers: (then if test(values, answers) else other)(values, answers)
            case Call():
                return self._call(node)

    def truth(self, node: Node) -> Truth:
        """The function that says whether a condition holds; anything but true or false is a `BadValue`."""
        inner = self.run(node)

        def truth(values: Values, answers: Answers) -> bool:
            found = inner(values, answers)
            if found is True or found is False:
                return bool(found)
            raise self._bad(node)

        return truth

    def answer(self, node: Call) -> Callable[[Values, Answers], Answer[Any]]:
        """The function that asks a rule, with positional arguments given their names."""
        inputs = self._scope.rules[node.name].inputs
        given = (*zip(inputs, node.arguments, strict=False), *node.named)
        arguments = [(name, self._argument(each, inputs[name][0])) for name, each in given]
        rule = node.name
        return lambda values, answers: answers.rule(
            rule, {name: argument(values, answers) for name, argument in arguments}
        )

    def _argument(self, node: Node, wanted: Type) -> Run:
        """An argument; a rule is never asked with a missing value that it does not expect."""
        inner = self.run(node)
        if isinstance(wanted, Optional):
            return inner

        def argument(values: Values, answers: Answers) -> Any:
            found = inner(values, answers)
            if found is None:
                raise self._bad(node)
            return found

        return argument

    def _bad(self, node: Node) -> BadValue:
        begins = self._source.value[node.at : node.at + 40]
        return BadValue(self._source, node.at, f"a value is missing or of another kind at {begins!r}")

    def _compare(self, node: Compare) -> Run:
        left, right = self.run(node.left), self.run(node.right)
        compared = self.comparison(node)
        return lambda values, answers: compared(left(values, answers), right(values, answers))

    def comparison(self, node: Compare) -> Callable[[Any, Any], bool]:
        """The function that compares two values already read; raises `BadValue` if they have no order."""
        if node.operator == "==":
            return equal
        if node.operator in ("in", "not in"):
            positive = node.operator == "in"
            return lambda value, listed: among(value, listed) is positive
        ordered = ORDER[node.operator]

        def compare(left: Any, right: Any) -> bool:
            try:
                return ordered(left, right)
            except TypeError:
                raise self._bad(node) from None

        return compare

    def computes(self, node: Call) -> bool:
        """Whether a called rule gives a value instead of an answer."""
        return self._scope.rules[node.name].returns != ANSWER

    def _join(self, node: Join) -> Run:
        parts = [self.truth(part) for part in node.parts]
        decisive = node.word == "or"  # the value of a part that settles the whole

        def join(values: Values, answers: Answers) -> bool:
            for part in parts:  # a loop, not any(): it costs half
                if part(values, answers) is decisive:
                    return decisive
            return not decisive

        return join

    def _reckon(self, node: Arithmetic | Minus) -> Run:
        zero = Literal(node.at, 0)
        a, b = (zero, node.inner) if isinstance(node, Minus) else (node.left, node.right)
        sign = "-" if isinstance(node, Minus) else node.operator
        left, right = self.run(a), self.run(b)
        whole, exact = WHOLE[sign], DECIMAL[sign]

        def reckon(values: Values, answers: Answers) -> Any:
            x, y = left(values, answers), right(values, answers)
            if type(x) is int and type(y) is int:
                return whole(x, y)
            try:
                return exact(x, y)
            except (TypeError, Inexact, InvalidOperation):
                raise self._bad(node) from None

        return reckon

    def _call(self, node: Call) -> Run:
        if node.name not in BUILTINS:
            return self._rule(node)
        if node.name == "all_of":
            conditions = [self.truth(argument) for argument in node.arguments]
            # Every part is asked, so that a refusal can name all that failed.
            return lambda values, answers: all([part(values, answers) for part in conditions])
        if node.name in ("any_failed", "any_manual"):
            outcome = node.name.removeprefix("any_")
            asked = [self.answer(argument) for argument in node.arguments if isinstance(argument, Call)]
            return lambda values, answers: any([ask(values, answers).outcome == outcome for ask in asked])
        if node.name in NAMING:
            return self._naming(node)
        return self._plain(node)

    def _naming(self, node: Call) -> Run:
        outcome = node.name.removeprefix("which_")
        asked: list[tuple[str, Truth, Callable[[Values, Answers], Answer[Any]]]] = []
        for name, argument in node.named:
            applies = self.truth(argument.condition if isinstance(argument, IfElse) else Literal(node.at, True))
            rule = asked_rule(argument)
            assert rule is not None  # the checker has seen to it
            asked.append((name, applies, self.answer(rule)))
        return lambda values, answers: [
            name for name, applies, ask in asked if applies(values, answers) and ask(values, answers).outcome == outcome
        ]

    def _rule(self, node: Call) -> Run:
        ask = self.answer(node)
        if not self.computes(node):
            return lambda values, answers: ask(values, answers).holds

        def compute(values: Values, answers: Answers) -> Any:
            answer = ask(values, answers)
            if answer.outcome != "computed":
                raise NoValue(self._source, node.at, node.name, answer)
            return answer.value

        return compute

    def _plain(self, node: Call) -> Run:
        """The built-ins that only look at values: `min`, `has`, `share` ... and those of rows."""
        arguments = [self.run(argument) for argument in node.arguments]
        named = [(name, self.run(argument)) for name, argument in node.named]
        function = PLAIN.get(node.name) or COMPUTE[node.name]

        def call(values: Values, answers: Answers) -> Any:
            found = [argument(values, answers) for argument in arguments]
            try:
                return function(*found, **{name: argument(values, answers) for name, argument in named})
            except UnmatchedRows as unmatched:
                raise BadValue(self._source, node.at, str(unmatched), unmatched.said) from None
            except TypeError:
                raise self._bad(node) from None

        return call


def _name(node: Name) -> Run:
    path = node.path
    if path[0] == PARAMETERS:
        key = node.dotted
        return lambda _values, answers: answers.parameter(key)
    if len(path) == 1:
        name = path[0]
        return lambda values, _answers: values.get(name)
    return lambda values, _answers: value_at(values, path)
