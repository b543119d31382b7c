"""JSON as the databases hold it: Latvian letters as they are, sorted keys, fractions as exact decimals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

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


def _has_float(value: object) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for item in items:  # a loop, not `any`: this is on the way of every write
        if type(item) is not str and _has_float(item):
            return True
    return isinstance(value, float)
