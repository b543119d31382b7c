"""What is done with values while an expression runs: reading parts, comparing, exact arithmetic."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any, TypeAlias

from pydantic import BaseModel

from caseflow.engine.expression.nodes import Path

Values: TypeAlias = Mapping[str, Any]

# An inexact result would be a silent rounding, and rounding is law: it is an error here.
EXACT = Context(prec=100, traps=[Inexact, InvalidOperation])

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "!=": operator.ne,
}
DECIMAL: dict[str, Callable[[Any, Any], Decimal]] = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}
WHOLE: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def member(around: Any, name: str) -> Any:
    """One part of a record: of a mapping, or of a rule's frozen model; None where it is not given."""
    if isinstance(around, dict | Mapping):  # dict first: it needs no look at the registry of abstract classes
        return around.get(name)
    if isinstance(around, BaseModel) and name in type(around).model_fields:
        return getattr(around, name)
    return None


def value_at(values: Values, path: Path) -> Any:
    """The value at a path; None where it, or anything on the way to it, is not given."""
    found: Any = values
    for part in path:
        if found is None:
            break
        found = member(found, part)
    return found


def equal(left: Any, right: Any) -> bool:
    """Whether two values are equal; a missing value equals nothing, not even another missing one."""
    return left is not None and bool(left == right)


def among(value: Any, listed: Any) -> bool:
    """Whether a value is in a list; a missing value or list holds nothing."""
    return value is not None and listed is not None and value in listed


def _given(value: Any) -> bool:
    return value is not None and (not isinstance(value, str | list | tuple) or len(value) > 0)


def _share(percent: Decimal) -> Decimal:
    return EXACT.multiply(percent, Decimal("0.01"))


def _percent(share: Decimal) -> Decimal:
    return EXACT.multiply(share, Decimal(100))


PLAIN: dict[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "has": _given,
    "share": _share,
    "percent": _percent,
}
