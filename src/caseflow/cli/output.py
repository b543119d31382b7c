"""The one way in which a command shows its result: JSON for scripts, sentences for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import typer
from pydantic import BaseModel


def show(data: object, *, as_json: bool, text: str | Callable[[], str]) -> None:
    """Print `data` as JSON, or else `text` (a function, where the sentences cost something to make)."""
    if as_json:
        typer.echo(json_text(data))
    else:
        typer.echo(text() if callable(text) else text)


def json_text(data: object) -> str:
    """Indented JSON with Latvian letters as they are; amounts, dates, ids and paths as text."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Decimal | UUID | Path):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
