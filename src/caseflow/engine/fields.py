"""Forms: reading what a person or a file gave into typed values, and storing typed values as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from caseflow.engine.field_types import READERS, TYPES, Field, Unreadable, named, shown
from caseflow.words.message import Message, message

__all__ = ["TYPES", "Field", "Problem", "read_form", "stored", "typed"]

MAX_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be taken: where it stands (`lines.2.net`) and what to do about it."""

    where: str
    message: Message


def read_form(fields: Mapping[str, Field], raw: Mapping[str, object]) -> tuple[dict[str, Any], list[Problem]]:
    """Turn raw values (text, JSON) into typed ones; every problem is listed, nothing is guessed.

    Blank text counts as not given. Unknown names are problems, so that a misspelt column never vanishes.
    """
    values: dict[str, Any] = {}
    problems = [Problem(shown(name), _unknown(fields, name)) for name in raw if name not in fields]
    for name, spec in fields.items():
        given = raw.get(name)
        if isinstance(given, str) and not given.strip():
            given = None
        if given is None:
            if spec.required:
                problems.append(Problem(name, message("engine.field.missing", field=spec.title)))
            values[name] = None
            continue
        try:
            values[name] = _read(spec, given, name, problems)
        except Unreadable as unreadable:
            problems.append(Problem(name, unreadable.problem))
    return values, problems


def _unknown(fields: Mapping[str, Field], name: str) -> Message:
    if not fields:
        return message("engine.field.none_asked", field=shown(name))
    known = named({each.name: each.title for each in fields.values()})
    return message("engine.field.unknown", field=shown(name), known=known)


def _read(spec: Field, given: object, where: str, problems: list[Problem]) -> Any:
    if spec.type == "list":
        return _read_list(spec, given, where, problems)
    return READERS[spec.type](spec, given)


def _read_list(spec: Field, given: object, where: str, problems: list[Problem]) -> list[Any]:
    if not isinstance(given, list) or len(given) > MAX_ROWS:
        raise Unreadable(message("engine.field.not_rows", field=spec.title, most=MAX_ROWS))
    return (
        _read_rows(spec, given, where, problems)
        if spec.item is None
        else _read_items(spec.item, given, where, problems)
    )


def _read_items(item: Field, given: list[object], where: str, problems: list[Problem]) -> list[Any]:
    """Plain values; each must be there, so a blank one is a problem."""
    places = {str(number): value for number, value in enumerate(given, start=1)}
    values, found = read_form({place: replace(item, name=place) for place in places}, places)
    problems.extend(Problem(f"{where}.{p.where}", p.message) for p in found)
    return list(values.values())


def _read_rows(spec: Field, given: list[object], where: str, problems: list[Problem]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(given, start=1):
        if not isinstance(row, Mapping):
            problems.append(Problem(f"{where}.{number}", message("engine.field.not_row", field=spec.title)))
            continue
        values, found = read_form(spec.fields, row)
        problems.extend(Problem(f"{where}.{number}.{p.where}", p.message) for p in found)
        rows.append(values)
    return rows


_PLAIN = frozenset({str, int, bool})


def stored(value: object) -> Any:
    """A typed value as JSON: money and numbers as text, days in ISO form, a rule's records as plain objects."""
    kind = type(value)
    if value is None or kind in _PLAIN:  # most of what is stored
        return value
    exact = _EXACT.get(kind)
    return exact(value) if exact else _stored_other(value)


def _stored_other(value: object) -> Any:
    if isinstance(value, date):
        return str(value)
    if isinstance(value, BaseModel):
        return {name: stored(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: stored(item) for name, item in value.items()}
    if isinstance(value, str | int):
        return value
    raise TypeError(f"no JSON form for {type(value).__name__}")


_EXACT: Mapping[type, Callable[[Any], Any]] = {
    Decimal: lambda value: format(value, "f"),  # never 0E-10: what is stored can be entered again
    date: date.isoformat,
    list: lambda value: [stored(item) for item in value],
    tuple: lambda value: [stored(item) for item in value],
    dict: lambda value: {name: stored(item) for name, item in value.items()},
}


_DECIMALS = frozenset({"money", "percent", "number"})


def typed(spec: Field, value: Any) -> Any:
    """The typed value of what `stored` wrote; personal values stay the sealed reference that they are."""
    if value is None or spec.personal:
        return value
    if spec.type in _DECIMALS:
        return Decimal(value)
    if spec.type == "date":
        return date.fromisoformat(value)
    if spec.type == "list":
        if spec.item is not None:
            return [typed(spec.item, each) for each in value]
        return [{name: typed(spec.fields[name], item) for name, item in row.items()} for row in value]
    return value
