"""Compiles a condition to a function that says why it does not hold, asking every rule only once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from caseflow.engine.expression.answers import Answers
from caseflow.engine.expression.builtin import rule_call
from caseflow.engine.expression.compute import Compiler
from caseflow.engine.expression.explain import Speaker
from caseflow.engine.expression.faults import said
from caseflow.engine.expression.nodes import (
    PARAMETERS,
    Call,
    Compare,
    Given,
    IfElse,
    Join,
    Listing,
    Literal,
    Name,
    Node,
    walk,
)
from caseflow.engine.expression.values import Values, value_at
from caseflow.rules.answer import Reason
from caseflow.words.message import Message

Reasons: TypeAlias = tuple[Reason, ...]
Judge: TypeAlias = Callable[[Values, Answers], Reasons | None]
"""Gives None where the condition holds, else why not."""


class Judging:
    """Follows the logic of a condition down to its clauses, and words the clause that is not met."""

    def __init__(self, compiler: Compiler, speaker: Speaker) -> None:
        self._compiler = compiler
        self._speaker = speaker

    def judge(self, node: Node) -> Judge:
        """The function for a condition or a part of one."""
        match node:
            case Join(word="and", parts=parts):
                return self._first([self.judge(part) for part in parts])
            case Join(parts=parts):
                return self._none_holds([self.judge(part) for part in parts])
            case Call(name="all_of", arguments=arguments):
                return self._every([self.judge(argument) for argument in arguments])
            case IfElse():
                return self._either(node)
            case Compare():
                return self._compare(node)
            case Call() if rule_call(node):
                return self._rule(node)
        return self._clause(node)

    def _first(self, parts: list[Judge]) -> Judge:
        def judge(values: Values, answers: Answers) -> Reasons | None:
            for part in parts:
                why = part(values, answers)
                if why is not None:
                    return why
            return None

        return judge

    def _none_holds(self, parts: list[Judge]) -> Judge:
        def judge(values: Values, answers: Answers) -> Reasons | None:
            reasons: Reasons = ()
            for part in parts:
                why = part(values, answers)
                if why is None:
                    return None
                reasons += why
            return reasons

        return judge

    def _every(self, parts: list[Judge]) -> Judge:
        def judge(values: Values, answers: Answers) -> Reasons | None:
            unmet = [why for why in [part(values, answers) for part in parts] if why is not None]
            return tuple(reason for why in unmet for reason in why) if unmet else None

        return judge

    def _either(self, node: IfElse) -> Judge:
        test = self._compiler.truth(node.condition)
        then, otherwise = self.judge(node.then), self.judge(node.otherwise)
        return lambda values, answers: (then if test(values, answers) else otherwise)(values, answers)

    def _rule(self, node: Call) -> Judge:
        if self._compiler.computes(node):
            return self._clause(node)
        ask = self._compiler.answer(node)

        def judge(values: Values, answers: Answers) -> Reasons | None:
            answer = ask(values, answers)
            if answer.holds:
                return None
            return answer.reasons or (self._unmet(node, []),)

        return judge

    def _compare(self, node: Compare) -> Judge:
        left, right = self._compiler.run(node.left), self._compiler.run(node.right)
        compared = self._compiler.comparison(node)

        def judge(values: Values, answers: Answers) -> Reasons | None:
            x, y = left(values, answers), right(values, answers)
            if compared(x, y):
                return None
            sides = ((node.left, x), (node.right, y))
            return (self._unmet(node, [self._found(side, value) for side, value in sides if _named(side)]),)

        return judge

    def _clause(self, node: Node) -> Judge:
        truth = self._compiler.truth(node)
        plain = isinstance(node, Name | Given)
        names = [] if plain else [part for part in walk(node) if isinstance(part, Name) and part.path[0] != PARAMETERS]

        def judge(values: Values, answers: Answers) -> Reasons | None:
            if truth(values, answers):
                return None
            found = [self._found(name, value_at(values, name.path)) for name in names]
            return (self._unmet(node, found),)

        return judge

    def _found(self, node: Node, value: object) -> Message:
        return said("found", what=self._speaker.say(node), value=self._speaker.value(value, node))

    def _unmet(self, node: Node, found: list[Message]) -> Reason:
        clause = self._speaker.say(node)
        return Reason(said("unmet", clause=clause, found=found) if found else said("unmet_bare", clause=clause))


def _named(node: Node) -> bool:
    """Whether a side stands for a value that the reader cannot see in the clause itself."""
    return any(not isinstance(part, Literal | Listing) for part in walk(node))
