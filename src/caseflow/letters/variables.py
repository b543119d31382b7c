"""The typed variables of a letter: read from its front matter, and checked against the values it is given."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from caseflow.errors import BadInput
from caseflow.letters.context import CHOICES, RECORDS
from caseflow.letters.errors import BadContext


@dataclass(frozen=True, slots=True)
class Plain:
    """A single value: text, money (EUR), percent (70 = 70 %), date, time, integer, bool or choice."""

    name: str
    optional: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Named fields."""

    fields: Mapping[str, Type]
    optional: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ListOf:
    """Items of one type, at least `minimum` of them."""

    item: Type
    optional: bool = False
    minimum: int = 0


Type = Plain | Record | ListOf


def is_whole_money(value: object) -> bool:
    """Finite Decimal with at most two places."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2


PLAIN: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "text": ("a text that is not empty", lambda v: isinstance(v, str) and bool(v.strip())),
    "money": ("a Decimal with at most two places", is_whole_money),
    "percent": ("a finite Decimal", lambda v: isinstance(v, Decimal) and v.is_finite()),
    "date": ("a date without time", lambda v: isinstance(v, date) and not isinstance(v, datetime)),
    "time": ("a time of day", lambda v: isinstance(v, time)),
    "integer": ("a whole number", lambda v: isinstance(v, int) and not isinstance(v, bool)),
    "bool": ("true or false", lambda v: isinstance(v, bool)),
}


TYPE_NAMES = ", ".join([*PLAIN, *RECORDS, *CHOICES])


class UnknownType(BadInput):
    """A declaration that is neither a word of `TYPE_NAMES`, nor a record, nor a list of one type."""

    def __init__(self, written: str) -> None:
        self.written = written
        super().__init__(f"no type {written!r}; there are {TYPE_NAMES}, a record of them or a list of one")


def declared(value: object) -> Type:
    """Read one declaration: `money`, `date?`, `organisation`, `round`, a mapping (record) or a list.

    A list names the type of its items and, where it may not be empty, how many it holds at least: `[text, 1]`.
    Raises `UnknownType`; the caller knows file and line.
    """
    if isinstance(value, Mapping):
        return Record({str(name): declared(inner) for name, inner in value.items()})
    if isinstance(value, list):
        item, *rest = [*value, "0"] if len(value) == 1 else value or [""]
        if len(rest) != 1 or not str(rest[0]).isdecimal():
            raise UnknownType(str(value))
        return ListOf(declared(item), minimum=int(str(rest[0])))
    name = str(value)
    optional = name.endswith("?")
    name = name.removesuffix("?")
    if name in PLAIN:
        return Plain(name, optional)
    if name in CHOICES:
        return Plain("choice", optional, _values(CHOICES[name]))
    if name in RECORDS:
        return replace(_record(RECORDS[name], name), optional=optional)
    raise UnknownType(name)


def _record(shape: type, name: str) -> Record:
    """The record of a TypedDict of `context.py`; fields that are NotRequired become optional."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return Record({field: _hinted(hint) for field, hint in hints.items()}, name=name)


def _hinted(hint: object) -> Type:
    origin = typing.get_origin(hint)
    if origin is typing.NotRequired:
        return replace(_hinted(typing.get_args(hint)[0]), optional=True)
    if origin in (typing.Literal, typing.Union):
        return Plain("choice", choices=_values(hint))
    if typing.is_typeddict(hint):
        assert isinstance(hint, type)
        return _record(hint, hint.__name__)
    names: Mapping[object, str] = {str: "text", bool: "bool", date: "date", Decimal: "money"}
    return Plain(names[hint])


def _values(hint: object) -> tuple[str, ...]:
    """The words of a `Literal`, or of several joined by `|`."""
    if typing.get_origin(hint) is typing.Literal:
        return tuple(str(word) for word in typing.get_args(hint))
    return tuple(word for part in typing.get_args(hint) for word in _values(part))


def fitted(value: object, wanted: Type, name: str) -> object:
    """The value, if it is of the wanted type, with every missing optional field as None, so that templates may ask.

    Raises `BadContext` naming the variable.
    """
    if value is None:
        if not wanted.optional:
            raise BadContext(f"{name}: nothing was given; the letter needs it")
        return None
    if isinstance(wanted, Plain):
        _check_plain(value, wanted, name)
        return value
    if isinstance(wanted, Record):
        return _fitted_record(value, wanted, name)
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise BadContext(f"{name}: {value!r} is not a list")
    if len(value) < wanted.minimum:
        raise BadContext(f"{name}: {len(value)} items; the letter needs at least {wanted.minimum}")
    return [fitted(item, wanted.item, f"{name}[{index}]") for index, item in enumerate(value)]


def _fitted_record(value: object, wanted: Record, name: str) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise BadContext(f"{name}: {value!r} is not a record with the fields {', '.join(wanted.fields)}")
    prefix = f"{name}." if name else ""
    if unknown := sorted(map(str, value.keys() - wanted.fields.keys())):
        raise BadContext(f"{prefix}{unknown[0]}: the letter has no such variable; leave it out or declare it")
    return {field: fitted(value.get(field), inner, prefix + field) for field, inner in wanted.fields.items()}


def _check_plain(value: object, wanted: Plain, name: str) -> None:
    if wanted.name == "choice":
        if value not in wanted.choices:
            raise BadContext(f"{name}: {value!r} is none of {', '.join(wanted.choices)}")
        return
    description, fits = PLAIN[wanted.name]
    if not fits(value):
        raise BadContext(f"{name}: {value!r} is not {description}")
