"""Which values may be compared and reckoned with each other: money with money, days with days."""

from __future__ import annotations

from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.literals import accepts, number_written, type_of_literal
from caseflow.engine.expression.nodes import Arithmetic, Compare, Listing, Literal, Node
from caseflow.engine.expression.types import (
    AMOUNTS,
    DATE,
    INTEGER,
    MONEY,
    NOTHING,
    NUMBER,
    ORDERED,
    TEXT,
    UNKNOWN,
    Choice,
    ListOf,
    Simple,
    Type,
    name_of,
    required,
)

_UNEQUAL = ("answer", "condition", "nothing")
_MULTIPLIED = (INTEGER, NUMBER)


def check_comparison(node: Compare, left: Type, right: Type, faults: Faults) -> None:
    """Note what keeps two sides from being compared; both types are those of values that are there."""
    if NOTHING in (left, right):
        faults.add(node.at, "compare-none")
    elif node.operator in ("in", "not in"):
        _check_membership(node, left, right, faults)
    elif node.operator in ("==", "!="):
        check_pair(node, node.left, left, node.right, right, faults)
    else:
        for side, given in ((node.left, left), (node.right, right)):
            if given not in (*ORDERED, UNKNOWN):
                faults.add(side.at, "no-order", given=name_of(given))
                return
        check_pair(node, node.left, left, node.right, right, faults)


def _check_membership(node: Compare, left: Type, right: Type, faults: Faults) -> None:
    if isinstance(node.right, Listing):
        for item in node.right.items:
            check_pair(node, node.left, left, item, type_of_literal(item), faults)
    elif isinstance(right, ListOf):
        check_pair(node, node.left, left, node.right, required(right.item), faults)
    elif UNKNOWN not in (left, right):
        faults.add(node.right.at, "in-takes-list", given=name_of(right))


def check_pair(whole: Node, a: Node, left: Type, b: Node, right: Type, faults: Faults) -> None:
    """Two values of one type, or a literal that fits the other side's type."""
    if UNKNOWN in (left, right):
        return
    for node, given, other in ((b, right, left), (a, left, right)):
        if isinstance(node, Literal) and isinstance(node.value, str) and isinstance(other, Choice):
            if node.value not in other.values:
                faults.unknown(node.at, node.value, other.values)
            return
        if number_written(node) is not None and other in AMOUNTS:
            if not accepts(node, given, NUMBER if other == INTEGER else other):
                faults.add(node.at, "bad-literal", wanted=name_of(other))
            return
    if not _alike(left, right):
        faults.add(whole.at, "type-mismatch", left=name_of(left), right=name_of(right))


def _alike(left: Type, right: Type) -> bool:
    match left, right:
        case Simple(name=name), Simple() if name not in _UNEQUAL:
            return left == right or {left, right} == {INTEGER, NUMBER}
        case Choice(values=values), Choice(values=others):
            return not set(values).isdisjoint(others)
        case Choice(), Simple():
            return right == TEXT
        case Simple(), Choice():
            return left == TEXT
    return False


def type_of_arithmetic(node: Arithmetic, left: Type, right: Type, faults: Faults) -> Type:
    """The type of a sum, difference or product; `UNKNOWN`, with a finding, where the law forbids it."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if DATE in (left, right):
        faults.add(node.at, "date-arithmetic")
        return UNKNOWN
    if left in AMOUNTS and right in AMOUNTS:
        found = _product(left, right) if node.operator == "*" else _sum(node, left, right, faults)
        if found is not None:
            return found
        if node.operator == "*":
            faults.add(node.at, "rounding", left=name_of(left), right=name_of(right))
            return UNKNOWN
    faults.add(node.at, "type-mismatch", left=name_of(left), right=name_of(right))
    return UNKNOWN


def _sum(node: Arithmetic, left: Type, right: Type, faults: Faults) -> Type | None:
    for literal, other in ((node.right, left), (node.left, right)):
        if number_written(literal) is not None and other not in _MULTIPLIED:
            if not accepts(literal, NUMBER, other):
                faults.add(literal.at, "bad-literal", wanted=name_of(other))
            return other
    if left == right:
        return left
    return NUMBER if {left, right} == {INTEGER, NUMBER} else None


def _product(left: Type, right: Type) -> Type | None:
    """Whole numbers keep money exact; every other factor would need rounding, which is law."""
    if {left, right} <= set(_MULTIPLIED):
        return INTEGER if left == right == INTEGER else NUMBER
    return MONEY if {left, right} == {MONEY, INTEGER} else None
