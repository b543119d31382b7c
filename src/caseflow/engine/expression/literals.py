"""Values written in the text: what they are, and where they are taken without being of that very type."""

from __future__ import annotations

from decimal import Decimal

from caseflow.engine.expression.nodes import IfElse, Literal, Minus, Node
from caseflow.engine.expression.types import (
    BOOL,
    INTEGER,
    MONEY,
    NOTHING,
    NUMBER,
    PERCENT,
    SHARE,
    TEXT,
    Choice,
    Type,
    fits,
    required,
)


def type_of_literal(literal: Literal) -> Type:
    """The type that a literal has by itself."""
    match literal.value:
        case None:
            return NOTHING
        case bool():
            return BOOL
        case int():
            return INTEGER
        case Decimal():
            return NUMBER
        case str():
            return TEXT


def number_written(node: Node) -> Decimal | None:
    """The number that a literal, or minus a literal, stands for; None for everything else."""
    match node:
        case Literal(value=int() | Decimal() as value) if not isinstance(value, bool):
            return Decimal(value)
        case Minus(inner=Literal() as inner):
            number = number_written(inner)
            return None if number is None else number.copy_negate()
    return None


def accepts(node: Node, given: Type, wanted: Type) -> bool:
    """Whether a node of type `given` can stand where `wanted` is asked for, literals taken by their value."""
    if isinstance(node, IfElse):
        then, otherwise = (_own_type(part, given) for part in (node.then, node.otherwise))
        return accepts(node.then, then, wanted) and accepts(node.otherwise, otherwise, wanted)
    target = required(wanted)
    if isinstance(node, Literal) and isinstance(node.value, str) and isinstance(target, Choice):
        return node.value in target.values
    number = number_written(node)
    if number is None:
        return fits(given, wanted)
    places = -int(number.as_tuple().exponent)
    if target == MONEY:
        return places <= 2
    if target == INTEGER:
        return places == 0
    if target in (PERCENT, SHARE):
        return 0 <= number <= (100 if target == PERCENT else 1)
    return target == NUMBER


def _own_type(part: Node, around: Type) -> Type:
    """A literal branch is judged by itself, any other by the type found for both branches."""
    return type_of_literal(part) if isinstance(part, Literal) else around
