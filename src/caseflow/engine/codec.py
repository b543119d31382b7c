"""Values as JSON and back, exactly: amounts and days keep their type, so that replay compares like with like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from caseflow.words.language import Text
from caseflow.words.message import Message

_DECIMAL, _DAY, _MESSAGE, _TEXT = "=", "@", "#", "~"
_MARKS = frozenset({_DECIMAL, _DAY, _MESSAGE, _TEXT})
_PLAIN = frozenset({str, int, bool})
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def encode(value: object) -> Any:
    """A JSON value; Decimal becomes `{"=": "1.50"}`, a day `{"@": "2024-04-05"}`, records plain objects."""
    if value is None or type(value) in _PLAIN:  # most of what is recorded
        return value
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, datetime):
        raise TypeError("instants are kept as text by whoever records them")
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Message):
        return {_MESSAGE: value.id, "args": encode(value.args)}
    if isinstance(value, Text):
        return {_TEXT: value.lv, "en": value.en}
    if isinstance(value, BaseModel):
        return {name: encode(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict | Mapping):  # dict first: it needs no look at the registry of abstract classes
        if _MARKS & value.keys():
            raise TypeError(f"a mapping keyed by a mark ({', '.join(sorted(_MARKS))}) would not be read back as it is")
        return {str(name): encode(item) for name, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else value
        return [encode(item) for item in items]
    if isinstance(value, str | int):
        return value
    raise TypeError(f"no exact JSON form for {type(value).__name__}")


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
    return _write(value)


def instant_text(instant: datetime) -> str:
    """A UTC instant as `2024-04-05T21:00:00.000000Z`: always six digits, so that texts sort as instants do."""
    if instant.utcoffset() != timedelta(0):
        raise TypeError("instants are aware and in UTC")
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
