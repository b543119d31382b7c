"""The JSON form of values and answers: money and decimals as text, dates in ISO, records as objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from caseflow.errors import BadInput
from caseflow.rules.registry import Rule
from caseflow.rules.types import Record


def to_json(value: object) -> Any:
    """Turn what a rule takes or answers into plain JSON values. Raises TypeError for anything else."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return {name: to_json(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(each) for each in value]
    raise TypeError(f"a rule may not answer {type(value).__name__}")


def read_value(rule: Rule, value: object) -> Any:
    """Turn the JSON form of a value back into what the rule computed. Raises BadInput when it never could.

    A recorded answer is read with this; the value of a check is always None.
    """
    if rule.kind == "check" or value is None:
        return None
    try:
        return TypeAdapter(rule.returns).validate_python(value)
    except ValidationError as error:
        raise BadInput(f"{rule.name} never computes {value!r}: {error.errors()[0]['msg']}") from None
