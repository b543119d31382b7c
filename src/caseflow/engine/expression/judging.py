"""Compiles a condition to a function that says why it does not hold, asking every rule only once.

Finding out and saying it are two things: of several ways the first may be closed, and nobody asks why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from caseflow.engine.expression.answers import Answers
from caseflow.engine.expression.builtin import rule_call
from caseflow.engine.expression.compute import Compiler
from caseflow.engine.expression.lacking import Found, Lacking
from caseflow.engine.expression.nodes import PARAMETERS, Call, Compare, Given, IfElse, Join, Name, Node, walk
from caseflow.engine.expression.values import Values, value_at
from caseflow.rules.answer import Reason

Reasons: TypeAlias = tuple[Reason, ...]
Why: TypeAlias = Callable[[], Reasons]
Judge: TypeAlias = Callable[[Values, Answers], Why | None]
"""Gives None where the condition holds, else what says why not."""


class Judging:
    """Follows the logic of a condition down to its clauses, and words the clause that is not met."""

    def __init__(self, compiler: Compiler, lacking: Lacking) -> None:
        self._compiler = compiler
        self._lacking = lacking

    def judge(self, node: Node) -> Judge:
        """The function for a condition or a part of one."""
        match node:
            case Join(word="and", parts=parts):
                return self._first(parts)
            case Join():
                return self._none_holds(node)
            case Given(positive=False):
                return self._there(node)
            case Call(name="all_of", arguments=arguments):
                return self._every([self.judge(argument) for argument in arguments])
            case IfElse():
                return self._either(node)
            case Compare():
                return self._compare(node)
            case Call() if rule_call(node):
                return self._rule(node)
        return self._clause(node)

    def _first(self, parts: tuple[Node, ...]) -> Judge:
        """What stands first in the way; of things that are missing, all at once."""
        judges = [self.judge(part) for part in parts]
        wanted = [part.subject for part in parts if isinstance(part, Given) and part.positive]
        names = [subject for subject in wanted if isinstance(subject, Name)]

        def judge(values: Values, answers: Answers) -> Why | None:
            for part, judged in zip(parts, judges, strict=True):
                why = judged(values, answers)
                if why is not None:
                    if isinstance(part, Given) and part.subject in names:
                        return lambda: (self._lacking.given([n for n in names if value_at(values, n.path) is None]),)
                    return why
            return None

        return judge

    def _none_holds(self, node: Join) -> Judge:
        judges, names = [self.judge(part) for part in node.parts], _names(node)

        def judge(values: Values, answers: Answers) -> Why | None:
            closed: list[Why] = []
            for judged in judges:
                why = judged(values, answers)
                if why is None:
                    return None
                closed.append(why)
            return lambda: self._lacking.either(node, _said(closed), _found(names, values))

        return judge

    def _there(self, node: Given) -> Judge:
        run = self._compiler.run(node.subject)

        def judge(values: Values, answers: Answers) -> Why | None:
            value = run(values, answers)
            return None if value is None else lambda: (self._lacking.there(node, value),)

        return judge

    def _every(self, parts: list[Judge]) -> Judge:
        def judge(values: Values, answers: Answers) -> Why | None:
            unmet = [why for why in [part(values, answers) for part in parts] if why is not None]
            return (lambda: _said(unmet)) if unmet else None

        return judge

    def _either(self, node: IfElse) -> Judge:
        test = self._compiler.truth(node.condition)
        then, otherwise = self.judge(node.then), self.judge(node.otherwise)
        return lambda values, answers: (then if test(values, answers) else otherwise)(values, answers)

    def _rule(self, node: Call) -> Judge:
        if self._compiler.computes(node):
            return self._clause(node)
        ask = self._compiler.answer(node)

        def judge(values: Values, answers: Answers) -> Why | None:
            answer = ask(values, answers)
            if answer.holds:
                return None
            return lambda: answer.reasons or (self._lacking.clause(node, ()),)

        return judge

    def _compare(self, node: Compare) -> Judge:
        left, right = self._compiler.run(node.left), self._compiler.run(node.right)
        compared = self._compiler.comparison(node)

        def judge(values: Values, answers: Answers) -> Why | None:
            x, y = left(values, answers), right(values, answers)
            if compared(x, y):
                return None
            return lambda: (self._lacking.compared(node, x, y),)

        return judge

    def _clause(self, node: Node) -> Judge:
        truth = self._compiler.truth(node)
        names = [] if isinstance(node, Name | Given) else _names(node)

        def judge(values: Values, answers: Answers) -> Why | None:
            if truth(values, answers):
                return None
            return lambda: (self._lacking.clause(node, _found(names, values)),)

        return judge


def _said(whys: list[Why]) -> Reasons:
    return tuple(reason for why in whys for reason in why())


def _found(names: list[Name], values: Values) -> Found:
    return [(name, value_at(values, name.path)) for name in names]


def _names(node: Node) -> list[Name]:
    """The fields that a clause rests on, each once, figures left out."""
    names = {part.path: part for part in walk(node) if isinstance(part, Name) and part.path[0] != PARAMETERS}
    return list(names.values())
