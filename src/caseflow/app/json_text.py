"""What commands and the API answer, as JSON text: Latvian letters as they are, nothing that is not exact."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel


def json_text(data: object, *, indent: int | None = 2) -> str:
    """JSON with Latvian letters as they are; amounts, dates, ids and paths as text."""
    return json.dumps(data, ensure_ascii=False, indent=indent, default=_plain)


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
