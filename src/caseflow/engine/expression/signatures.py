"""What the checker knows of a rule, and the types that rules, fields and figures have in expressions."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel

from caseflow.engine.expression.types import (
    ANSWER,
    BOOL,
    DATE,
    DOCUMENT,
    EMAIL,
    INTEGER,
    MONEY,
    NUMBER,
    PARTY,
    PERCENT,
    PERSON_CODE,
    PERSON_NAME,
    REGISTRATION_NUMBER,
    SHARE,
    TEXT,
    USER,
    Choice,
    ListOf,
    Record,
    Simple,
    Type,
    optional,
)
from caseflow.engine.fields import Field
from caseflow.errors import CaseflowError
from caseflow.rules.parameter import ParameterType
from caseflow.rules.registry import Rule
from caseflow.rules.types import kind_of
from caseflow.words.message import Message

_KINDS: dict[str, Type] = {each.name: each for each in (MONEY, SHARE, PERCENT, NUMBER, DATE, USER)}
_PYTHON: dict[Any, Type] = {bool: BOOL, int: INTEGER, Decimal: NUMBER, date: DATE, str: TEXT}
_FIELDS: dict[str, Simple] = {
    each.name: each
    for each in (
        *(MONEY, NUMBER, INTEGER, PERCENT, DATE, TEXT, BOOL, DOCUMENT, PARTY, EMAIL, USER),
        *(PERSON_NAME, PERSON_CODE, REGISTRATION_NUMBER),
    )
}
_FIGURES: dict[ParameterType, Type] = {
    "money": MONEY,
    "share": SHARE,
    "number": NUMBER,
    "integer": INTEGER,
    "date": DATE,
    "flag": BOOL,
    "text": TEXT,
    "list": ListOf(TEXT),
}


class UntypedRuleError(CaseflowError):
    """A rule takes or returns something that no expression can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class RuleSignature:
    """A rule as expressions call it: `inputs` in order, each with its type and whether it must be given.

    `returns` is `ANSWER` for a check, else the type of the computed value.
    """

    name: str
    id: str
    inputs: Mapping[str, tuple[Type, bool]]
    returns: Type
    kind: Literal["check", "computation"]
    title: Message


def signatures_from_rules(rules: Iterable[Rule]) -> dict[str, RuleSignature]:
    """The signatures of registered rules by name. Raises `UntypedRuleError`, naming rule and input."""
    return {rule.name: _signature(rule) for rule in rules}


def type_of_field(field: Field, required: bool | None = None) -> Type:
    """The type of a case or form field; it may be missing unless `required` (default: as the field says)."""
    if field.type == "choice":
        inner: Type = Choice(field.values)
    elif field.type == "list":
        inner = ListOf(_type_of_item(field))
    else:
        inner = _FIELDS[field.type]
    given = field.required if required is None else required
    return inner if given else optional(inner)


def _type_of_item(field: Field) -> Type:
    if field.item is not None:
        return type_of_field(field.item)
    columns = {name: type_of_field(part) for name, part in field.fields.items()}
    return Record(columns, frozenset(name for name, part in field.fields.items() if not part.required))


def type_of_parameter(kind: ParameterType) -> Type:
    """The type of a dated figure."""
    return _FIGURES[kind]


def _signature(rule: Rule) -> RuleSignature:
    inputs = {
        name: (type_of_annotation(annotation, f"{rule.name}({name})"), name in rule.required)
        for name, annotation in rule.inputs.items()
    }
    returns = ANSWER if rule.kind == "check" else type_of_annotation(rule.returns, f"{rule.name} -> ")
    return RuleSignature(rule.name, rule.id, inputs, returns, rule.kind, rule.title)


def type_of_annotation(annotation: Any, where: str) -> Type:
    """The type of a rule's input or result. Raises `UntypedRuleError`, which says `where`."""
    kind = kind_of(annotation)
    if kind is not None:
        return _KINDS[kind]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _record(annotation, where)
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_of_annotation(parts[0], where)
    if origin is Literal:
        return Choice({str(part): {} for part in parts})
    if origin in (list, tuple):
        return ListOf(type_of_annotation(parts[0], where))
    if origin in (typing.Union, types.UnionType):
        inner = [part for part in parts if part is not type(None)]
        if len(inner) == 1:
            return optional(type_of_annotation(inner[0], where))
    if annotation in _PYTHON:
        return _PYTHON[annotation]
    raise UntypedRuleError(f"{where}: {annotation!r} has no type in expressions; use caseflow.rules.types")


def _record(model: type[BaseModel], where: str) -> Record:
    hints = typing.get_type_hints(model, include_extras=True)
    fields = {name: type_of_annotation(hints[name], f"{where}.{name}") for name in model.model_fields}
    absent = frozenset(name for name, part in model.model_fields.items() if not part.is_required())
    return Record(fields, absent)
