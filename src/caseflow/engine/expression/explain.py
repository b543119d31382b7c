"""Puts expressions into words: every clause becomes a message that can be said in Latvian and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.engine.expression.builtin import BUILTINS
from caseflow.engine.expression.check import Checker
from caseflow.engine.expression.faults import Faults, said
from caseflow.engine.expression.nodes import (
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
    walk,
)
from caseflow.engine.expression.scope import Scope
from caseflow.engine.expression.types import DATE, MONEY, PERCENT, SHARE, Choice, ListOf, Simple, Type, required
from caseflow.engine.source_text import SourceText
from caseflow.words.language import Text
from caseflow.words.message import Message

SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
WORDED = {
    "==": "equal",
    "!=": "unequal",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
    "in": "among",
    "not in": "not_among",
}
_SIGNS = {"+": "plus", "-": "minus", "*": "times"}
_SHOWN = ("text", "registration_number", "email", "integer", "number", "date", "bool")


def _plain(kind: Type) -> bool:
    return isinstance(kind, Simple) and kind.name in _SHOWN


class Speaker:
    """Says the parts of one expression with the labels of its scope."""

    def __init__(self, source: SourceText, scope: Scope) -> None:
        self._source = source
        self._scope = scope

    def say(self, node: Node) -> Message:
        """A part in words."""
        match node:
            case Given(subject=subject, positive=positive):
                return said("given" if positive else "not_given", what=self.say(subject))
            case Compare():
                return self._comparison(node)
            case Join(word=word, parts=parts):
                return self._join(word, parts)
            case Not(inner=inner):
                return said("not", inner=self._grouped(inner))
            case Arithmetic(operator=sign, left=left, right=right):
                return said(_SIGNS[sign], left=self._grouped(left), right=self._grouped(right))
            case Minus(inner=inner):
                return said("negative", inner=self._grouped(inner))
            case IfElse(condition=condition, then=then, otherwise=otherwise):
                parts_said = {"then": self.say(then), "otherwise": self.say(otherwise)}
                return said("if_else", condition=self.say(condition), **parts_said)
            case Call():
                return self._call(node)
            case Name() | Literal() | Listing():
                return said("what", what=self._what(node, None))

    def value(self, value: object, node: Node) -> object:
        """A value found for a part, as an argument of a message."""
        return self._shown(value, self._type(node), node)

    def noun(self, node: Node) -> object:
        """A part as it is called in a sentence: its label, or what it computes."""
        return self._what(node, None)

    def beside(self, node: Node, other: Node) -> object:
        """A literal in the look of what it is compared with."""
        return self._what(node, other)

    def because(self, node: Node) -> Text | None:
        """The definition's own words for a clause that rests on this field, figure or rule."""
        for part in walk(node):
            name = part.dotted if isinstance(part, Name) else part.name if isinstance(part, Call) else ""
            if words := self._scope.because.get(name):
                return Text(words["lv"], words["en"])
        return None

    def shows(self, node: Node) -> bool:
        """Whether values of a part say something to a reader: references to persons and documents do not."""
        kind = self._type(node)
        return isinstance(kind, Choice | ListOf) or kind in (MONEY, PERCENT, SHARE) or _plain(kind)

    def is_day(self, node: Node) -> bool:
        """Whether a part is a day."""
        return self._type(node) == DATE

    def _type(self, node: Node) -> Type:
        return required(Checker(self._scope, Faults(self._source)).type_of(node, self._scope.known))

    def _comparison(self, node: Compare) -> Message:
        left, right, sign = node.left, node.right, str(node.operator)
        if isinstance(left, Literal) and sign in SWAPPED:
            left, right, sign = right, left, SWAPPED[sign]
        kind = self._type(left)
        sides = {"left": self._what(left, None), "right": self._what(right, left)}
        day = "_day" if kind == DATE and sign in SWAPPED else ""
        named = "_named" if not isinstance(right, Literal | Listing) and not day else ""
        return said(f"is_{WORDED[sign]}{day}{named}", **sides)

    def _what(self, node: Node, beside: Node | None) -> object:
        """A side of a comparison: a label, or a value in the look of what it is compared with."""
        match node:
            case Name(path=path):
                label = self._scope.labels.get(node.dotted)
                return Text(label["lv"], label["en"]) if label else ".".join(path)
            case Literal(value=value):
                kind = self._type(beside or node)
                return self._shown(value, kind, beside or node)
            case Listing(items=items):
                return [self._what(item, beside) for item in items]
        return self._grouped(node)

    def _shown(self, value: Any, kind: Type, node: Node) -> object:
        if value is None:
            return said("missing")
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            if kind == MONEY:
                return said("money", amount=Decimal(value))
            if kind in (PERCENT, SHARE):
                return said("percent", number=Decimal(value) * (100 if kind == SHARE else 1))
        if isinstance(kind, Choice) and isinstance(value, str):
            label = kind.values.get(value)
            return Text(label["lv"], label["en"]) if label else value
        if isinstance(kind, ListOf) and isinstance(value, list | tuple):
            if value and isinstance(kind.item, Choice):
                return [self._shown(each, kind.item, node) for each in value]
            return said("rows", number=len(value))
        if _plain(kind) and isinstance(value, bool | int | Decimal | date | str):
            return value
        return said("not_shown")  # references to persons and documents say nothing to a reader

    def _grouped(self, node: Node) -> Message:
        inner = self.say(node)
        return said("group", inner=inner) if isinstance(node, Join | IfElse | Arithmetic) else inner

    def _join(self, word: str, parts: tuple[Node, ...]) -> Message:
        spoken = [self._grouped(part) for part in parts]
        joined = spoken[0]
        for part in spoken[1:]:
            joined = said(word, left=joined, right=part)
        return joined

    def _call(self, node: Call) -> Message:
        if node.name not in BUILTINS:
            return self._scope.rules[node.name].title
        if node.name in ("columns", "join_rows"):
            return said("what", what=self._what(node.arguments[0], None))
        if node.name in ("sum_of", "any_equals", "all_in", "distinct", "cell"):
            return self._of_column(node)
        what: object = [self._what(argument, None) for argument in node.all_arguments]
        return said(f"call_{node.name}", what=what)

    def _of_column(self, node: Call) -> Message:
        rows, column, *value = node.arguments
        if node.name == "cell":
            *value, column = value
        name = str(column.value) if isinstance(column, Literal) else ""
        path = f"{rows.dotted}.{name}" if isinstance(rows, Name) else name
        label = self._scope.labels.get(path)
        shown = Text(label["lv"], label["en"]) if label else name
        beside = {"value": self._what(value[0], None)} if value else {}
        return said(f"call_{node.name}", column=shown, what=self._what(rows, None), **beside)
