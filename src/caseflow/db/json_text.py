"""JSON as the databases hold it: Latvian letters as they are, sorted keys, fractions as exact decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from msgspec.json import Decoder, Encoder

from caseflow.db.driver import Dialect

_ENCODE = Encoder(order="sorted").encode
_DECODE = Decoder(float_hook=Decimal).decode
_PLAIN = frozenset({str, int, bool, type(None)})


def write_json(value: object) -> str:
    """Compact JSON text with sorted keys; TypeError for a Decimal or a float: money goes in as text."""
    _refuse_inexact(value)
    return _ENCODE(value).decode()


def read_json(text: str | bytes) -> Any:
    """The value behind a JSON column as hand-written SQL answers it: text, on both databases."""
    return _DECODE(text)


def listed(dialect: Dialect, kind: Literal["text", "uuid"] = "text") -> str:
    """What stands in `IN (...)` for a JSON list of texts: one parameter, however many they are."""
    if dialect == "sqlite":
        return "SELECT value FROM json_each(?)"
    return f"SELECT jsonb_array_elements_text(?::jsonb)::{kind}"


def _refuse_inexact(value: object) -> None:
    # Loops and exact types: this looks at every value that is written.
    kind = type(value)
    if kind in _PLAIN:
        return
    if isinstance(value, dict):
        for item in value.values():
            if type(item) not in _PLAIN:
                _refuse_inexact(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in _PLAIN:
                _refuse_inexact(item)
    elif not isinstance(value, str | int):
        raise TypeError(f"{kind.__name__} is no exact JSON: write money as text and counts as integers")
