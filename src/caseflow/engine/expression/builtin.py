"""The few built-in functions of the language: what they take and what they give."""

from __future__ import annotations

from caseflow.engine.expression.literals import accepts
from caseflow.engine.expression.nodes import Call, IfElse, Literal, Name, Node, Path
from caseflow.engine.expression.part_checker import PartChecker, has_arguments
from caseflow.engine.expression.rows import OF_ROWS
from caseflow.engine.expression.types import (
    BOOL,
    CONDITION,
    ORDERED,
    PERCENT,
    SHARE,
    UNKNOWN,
    Choice,
    ListOf,
    Type,
    name_of,
)

COMBINERS = frozenset({"all_of", "any_failed", "any_manual"})
NAMING = frozenset({"which_failed", "which_manual"})
"""`which_failed(sector=..., started=...)`: the names of the answers that failed, for a list of choices."""
_CONVERTED = {"share": (PERCENT, SHARE), "percent": (SHARE, PERCENT)}
"""What a form takes as 70 is 0.70 for a rule, and the other way round; both exactly."""
BUILTINS = COMBINERS | NAMING | {"min", "max", "has", *OF_ROWS, *_CONVERTED}


def type_of_builtin(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """The type of a call of a built-in; what it cannot take becomes a finding."""
    if node.name in NAMING:
        return _naming(checker, node, known)
    if node.named and node.name != "columns":
        checker.faults.add(node.at, "no-named-arguments", word=node.name)
        return UNKNOWN
    if node.name in COMBINERS:
        return _combiner(checker, node, known)
    if node.name in ("min", "max"):
        return _extreme(checker, node, known)
    if node.name in OF_ROWS:
        return OF_ROWS[node.name](checker, node, known)
    if not has_arguments(checker, node, 1):
        return UNKNOWN
    if node.name in _CONVERTED:
        return _converted(checker, node, known)
    if not isinstance(node.arguments[0], Name):
        checker.faults.add(node.arguments[0].at, "has-takes-name")
    checker.type_of(node.arguments[0], known)
    return BOOL


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


def _naming(checker: PartChecker, node: Call, known: frozenset[Path]) -> Type:
    """Each rule under its name in the list; one that may not apply is written `rule(...) if ... else None`."""
    if node.arguments or not node.named:
        checker.faults.add(node.at, "named-arguments-only", word=node.name)
    for argument in node.all_arguments:
        found = checker.type_of(argument, known)
        if asked_rule(argument) is None and found != UNKNOWN:
            checker.faults.add(argument.at, "takes-rules", word=node.name)
    return ListOf(Choice({name: {} for name, _ in node.named}))


def asked_rule(node: Node) -> Call | None:
    """The rule that an argument of a naming function asks, always or `if` a condition holds."""
    if isinstance(node, IfElse) and isinstance(node.otherwise, Literal) and node.otherwise.value is None:
        node = node.then
    return node if isinstance(node, Call) and rule_call(node) else None


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
