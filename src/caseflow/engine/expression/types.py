"""The types of the expression language, and which of them fit where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from caseflow.engine.expression.faults import said
from caseflow.words.message import Message


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of words; each may carry its label in both languages."""

    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """Named parts: a namespace (`form`), a related case, a row. `absent` names those with a default."""

    fields: Mapping[str, Type]
    absent: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of values of one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class Optional:
    """A value that may be missing (None)."""

    inner: Type


Type: TypeAlias = Simple | Choice | Record | ListOf | Optional

MONEY = Simple("money")
NUMBER = Simple("number")
INTEGER = Simple("integer")
PERCENT = Simple("percent")
"""0 to 100, as forms take it; `SHARE` is 0 to 1, as rules take it. They mix only through `share` and `percent`."""
SHARE = Simple("share")
DATE = Simple("date")
TEXT = Simple("text")
BOOL = Simple("bool")
DOCUMENT = Simple("document")
PARTY = Simple("party")
PERSON = Simple("person")
PERSON_NAME = Simple("person_name")
PERSON_CODE = Simple("person_code")
REGISTRATION_NUMBER = Simple("registration_number")
EMAIL = Simple("email")
USER = Simple("user")
NOTHING = Simple("nothing")
ANSWER = Simple("answer")
"""What a check gives back: passed, failed or manual. As a condition it holds only when passed."""
CONDITION = Simple("condition")
"""True or false, resting on checks: its opposite is not `not`, since a check may be manual."""
UNKNOWN = Simple("unknown")
"""The type of a part with a fault; it fits everywhere, so that one fault is told once."""

CONDITIONS = (BOOL, ANSWER, CONDITION)
AMOUNTS = (MONEY, NUMBER, INTEGER, PERCENT, SHARE)
ORDERED = (*AMOUNTS, DATE)
_TEXTS = (TEXT, REGISTRATION_NUMBER, PARTY, PERSON, DOCUMENT, EMAIL, USER)


def optional(inner: Type) -> Type:
    """`inner`, but it may be missing; twice is once."""
    return inner if isinstance(inner, Optional) or inner == NOTHING else Optional(inner)


def required(given: Type) -> Type:
    """The type of the value when it is there."""
    return given.inner if isinstance(given, Optional) else given


def name_of(given: Type) -> Message:
    """The type in words."""
    match given:
        case Simple(name=name):
            return said(f"type_{name}")
        case Choice(values=values):
            return said("type_choice", values=list(values))
        case Record():
            return said("type_record")
        case ListOf(item=item):
            return said("type_list", item=name_of(item))
        case Optional(inner=inner):
            return said("type_optional", inner=name_of(inner))


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of type `given` can be taken where `wanted` is asked for."""
    if given == wanted or UNKNOWN in (given, wanted):
        return True
    match given, wanted:
        case _, Optional(inner=inner):
            return given == NOTHING or fits(required(given), inner)
        case Choice(values=values), Choice(values=known):
            return set(values) <= set(known)
        case ListOf(item=item), ListOf(item=wanted_item):
            return fits(item, wanted_item)
        case Record(), Record():
            return _fits_record(given, wanted)
    if wanted == NUMBER:
        return given == INTEGER
    if wanted == TEXT:  # rules take text; names and codes of persons are no text for them
        return given in _TEXTS or isinstance(given, Choice)
    return False


def _fits_record(given: Record, wanted: Record) -> bool:
    """Rules refuse parts that they do not know, and need those without a default."""
    if not set(given.fields) <= set(wanted.fields):
        return False
    return all(
        fits(given.fields[name], part) if name in given.fields else name in wanted.absent
        for name, part in wanted.fields.items()
    )
