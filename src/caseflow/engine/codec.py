"""Values as JSON and back, exactly: amounts and days keep their type, so that replay compares like with like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec.json import Encoder
from pydantic import BaseModel

from caseflow.words.language import Text
from caseflow.words.message import Message

_DECIMAL, _DAY, _MESSAGE, _TEXT = "=", "@", "#", "~"
_MARKS = frozenset({_DECIMAL, _DAY, _MESSAGE, _TEXT})
_PLAIN = frozenset({str, int, bool})
_write = Encoder(order="sorted").encode


def encode(value: object) -> Any:
    """A JSON value; Decimal becomes `{"=": "1.50"}`, a day `{"@": "2024-04-05"}`, records plain objects."""
    kind = type(value)
    if value is None or kind in _PLAIN:  # most of what is recorded
        return value
    exact = _EXACT.get(kind)  # the types that occur, without a question for each base class
    return exact(value) if exact else _encode_other(value)


def _encode_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    if not _MARKS.isdisjoint(value):
        raise TypeError(f"a mapping keyed by a mark ({', '.join(sorted(_MARKS))}) would not be read back as it is")
    return {str(name): encode(item) for name, item in value.items()}


def _encode_other(value: object) -> Any:
    if isinstance(value, datetime):
        raise TypeError("instants are kept as text by whoever records them")
    if isinstance(value, BaseModel):
        return {name: encode(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return _encode_mapping(value)
    if isinstance(value, frozenset | set):
        return [encode(item) for item in sorted(value)]
    if isinstance(value, str | int):
        return value
    raise TypeError(f"no exact JSON form for {type(value).__name__}")


_EXACT: Mapping[type, Callable[[Any], Any]] = {
    Decimal: lambda value: {_DECIMAL: str(value)},
    date: lambda value: {_DAY: value.isoformat()},
    Message: lambda value: {_MESSAGE: value.id, "args": encode(value.args)},
    Text: lambda value: {_TEXT: value.lv, "en": value.en},
    dict: _encode_mapping,
    list: lambda value: [encode(item) for item in value],
    tuple: lambda value: [encode(item) for item in value],
}


def decode(value: Any) -> Any:
    """What `encode` was given; records come back as plain mappings, tuples as lists."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and _DECIMAL in value:
        return Decimal(value[_DECIMAL])
    if len(value) == 1 and _DAY in value:
        return date.fromisoformat(value[_DAY])
    if _MESSAGE in value:
        return Message(value[_MESSAGE], decode(value["args"]))
    if _TEXT in value:
        return Text(value[_TEXT], value["en"])
    return {name: decode(item) for name, item in value.items()}


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a JSON object: sorted keys, no blanks, UTF-8 as it is. Events are hashed over it."""
    return _write(value).decode()


def instant_text(instant: datetime) -> str:
    """A UTC instant as `2024-04-05T21:00:00.000000Z`: always six digits, so that texts sort as instants do."""
    if instant.utcoffset() != timedelta(0):
        raise TypeError("instants are aware and in UTC")
    return instant.isoformat(timespec="microseconds")[:-6] + "Z"  # instead of +00:00
