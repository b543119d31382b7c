"""The few built-in functions of the language: what they take and what they give."""

from __future__ import annotations

from typing import Protocol

from caseflow.engine.expression.comparing import check_pair
from caseflow.engine.expression.faults import Faults
from caseflow.engine.expression.literals import accepts
from caseflow.engine.expression.nodes import Call, Literal, Name, Node, Path
from caseflow.engine.expression.types import (
    BOOL,
    CONDITION,
    INTEGER,
    MONEY,
    NUMBER,
    ORDERED,
    PERCENT,
    SHARE,
    UNKNOWN,
    ListOf,
    Optional,
    Record,
    Type,
    name_of,
    required,
)

COMBINERS = frozenset({"all_of", "any_failed", "any_manual"})
_CONVERTED = {"share": (PERCENT, SHARE), "percent": (SHARE, PERCENT)}
"""What a form takes as 70 is 0.70 for a rule, and the other way round; both exactly."""
BUILTINS = COMBINERS | {"count", "min", "max", "sum_of", "has", "any_equals", *_CONVERTED}


class PartChecker(Protocol):
    """What the built-ins need of the checker: the types of their arguments, and a place for findings."""

    faults: Faults

    def type_of(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part."""

    def needed(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part whose value must be there."""

    def condition(self, node: Node, known: frozenset[Path]) -> Type:
        """The type of a part that must be true or false."""

    def common(self, *parts: tuple[Node, Type]) -> Type | None:
        """The type that all parts fit."""


def type_of_builtin(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """The type of a call of a built-in; what it cannot take becomes a finding."""
    if node.named:
        checker.faults.add(node.at, "no-named-arguments", word=node.name)
        return UNKNOWN
    if node.name in COMBINERS:
        return _combiner(checker, node, known)
    if node.name in ("min", "max"):
        return _extreme(checker, node, known)
    if node.name == "any_equals":
        return _any_equals(checker, node, known)
    if node.name == "sum_of":
        return _sum(checker, node, known)
    if not _has_arguments(checker, node, 1):
        return UNKNOWN
    if node.name in _CONVERTED:
        return _converted(checker, node, known)
    if node.name == "count":
        _list(checker, node, known)
        return INTEGER
    if not isinstance(node.arguments[0], Name):
        checker.faults.add(node.arguments[0].at, "has-takes-name")
    checker.type_of(node.arguments[0], known)
    return BOOL


def _has_arguments(checker: PartChecker, node: Call, number: int) -> bool:
    if len(node.arguments) != number:
        checker.faults.add(node.at, "argument-count", word=node.name, n=number)
    return len(node.arguments) == number


def _combiner(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """`all_of` takes conditions; `any_failed` and `any_manual` ask the answers of rules themselves."""
    if not node.arguments:
        checker.faults.add(node.at, "argument-count", word=node.name, n=1)
    if node.name == "all_of":
        for argument in node.arguments:
            checker.condition(argument, known)
        return CONDITION
    for argument in node.arguments:
        found = checker.type_of(argument, known)
        if not rule_call(argument) and found != UNKNOWN:
            checker.faults.add(argument.at, "takes-rules", word=node.name)
    return BOOL


def rule_call(node: Node) -> bool:
    """Whether a node asks a rule directly."""
    return isinstance(node, Call) and node.name not in BUILTINS


def _extreme(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    if len(node.arguments) < 2:
        checker.faults.add(node.at, "argument-count", word=node.name, n=2)
        return UNKNOWN
    parts = [(argument, checker.needed(argument, known)) for argument in node.arguments]
    for argument, found in parts:
        if found not in (*ORDERED, UNKNOWN):
            checker.faults.add(argument.at, "no-order", given=name_of(found))
            return UNKNOWN
    common = checker.common(*parts)
    if common is None:
        checker.faults.add(node.at, "type-mismatch", left=name_of(parts[0][1]), right=name_of(parts[1][1]))
    return common or UNKNOWN


def _converted(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    wanted, given = _CONVERTED[node.name]
    (argument,) = node.arguments
    found = checker.needed(argument, known)
    if found != UNKNOWN and not accepts(argument, found, wanted):
        checker.faults.add(argument.at, "wrong-type", wanted=name_of(wanted), given=name_of(found))
        return UNKNOWN
    return given


def _list(checker: PartChecker, node: Call, known: frozenset[Path]) -> ListOf | None:
    found = checker.needed(node.arguments[0], known)
    if isinstance(found, ListOf):
        return found
    if found != UNKNOWN:
        checker.faults.add(node.arguments[0].at, "takes-list", word=node.name, given=name_of(found))
    return None


def _any_equals(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """A missing value, in a row or beside it, equals nothing."""
    if not _has_arguments(checker, node, 3):
        return UNKNOWN
    rows, _, value = node.arguments
    cell, given = required(_column(checker, node, known)), required(checker.type_of(value, known))
    check_pair(node, rows, cell, value, given, checker.faults)
    return BOOL


def _column(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """The type of the column that the second argument names, of the rows that the first one gives."""
    rows, column = _list(checker, node, known), node.arguments[1]
    if not (isinstance(column, Literal) and isinstance(column.value, str)):
        checker.faults.add(column.at, "column-in-quotes", word=node.name)
        return UNKNOWN
    if rows is None:
        return UNKNOWN
    fields = rows.item.fields if isinstance(rows.item, Record) else {}
    if column.value not in fields:
        checker.faults.unknown(column.at, column.value, fields)
        return UNKNOWN
    return fields[column.value]


def _sum(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    if not _has_arguments(checker, node, 2):
        return UNKNOWN
    found, column = _column(checker, node, known), node.arguments[1]
    if isinstance(found, Optional):
        word = column.value if isinstance(column, Literal) else ""
        checker.faults.add(column.at, "column-may-be-missing", word=word)
        return UNKNOWN
    if found not in (MONEY, NUMBER, INTEGER):
        checker.faults.add(column.at, "sum-of-column")
        return UNKNOWN
    return found
