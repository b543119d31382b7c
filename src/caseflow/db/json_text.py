"""JSON as the databases hold it: Latvian letters as they are, sorted keys, fractions as exact decimals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Literal

from caseflow.db.driver import Dialect

# Made once: the module's own functions build a coder at each call.
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_DECODE = json.JSONDecoder(parse_float=Decimal).decode


def write_json(value: object) -> str:
    """Compact JSON text with sorted keys; TypeError for a Decimal or a float: money goes in as text."""
    if _has_float(value):
        raise TypeError("a binary float is not exact: write money as text and counts as integers")
    return _ENCODE(value)


def read_json(text: str | bytes) -> Any:
    """The value behind a JSON column as hand-written SQL answers it: text, on both databases."""
    return _DECODE(text if isinstance(text, str) else text.decode())


def listed(dialect: Dialect, kind: Literal["text", "uuid"] = "text") -> str:
    """What stands in `IN (...)` for a JSON list of texts: one parameter, however many they are."""
    if dialect == "sqlite":
        return "SELECT value FROM json_each(?)"
    return f"SELECT jsonb_array_elements_text(?::jsonb)::{kind}"


def _has_float(value: object) -> bool:
    # Loops and exact types: this looks at every value that is written, and a generator costs twice as much.
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return False
    if isinstance(value, dict):
        for item in value.values():  # noqa: SIM110
            if type(item) is not str and _has_float(item):
                return True
        return False
    if isinstance(value, list | tuple):
        for item in value:  # noqa: SIM110
            if _has_float(item):
                return True
        return False
    return isinstance(value, float)
