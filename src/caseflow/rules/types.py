"""The types of a rule's inputs: exact, checked where they enter, each with a JSON Schema of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

Kind = Literal["money", "share", "percent", "number", "date", "user"]

_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Marker:
    """What an annotated type means in law; `kind_of` reads it."""

    kind: Kind


def parse_decimal(value: object) -> Decimal | None:
    """Return an exact decimal out of a decimal, an integer or digits with a point; None for anything else.

    Binary floats are never accepted: 0.1 has no exact binary value (X-MON-01).
    """
    if isinstance(value, Decimal):
        return value if value.is_finite() and abs(value.adjusted()) <= 18 else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value) if abs(value) < 10**18 else None
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return None


def parse_money(value: object) -> Decimal | None:
    """Return EUR with exactly two places, or None when `value` is no such amount."""
    amount = parse_decimal(value)
    if amount is None or amount != amount.quantize(_CENT):
        return None
    return amount.quantize(_CENT)


def parse_day(value: object) -> date | None:
    """Return a calendar date out of a date or ISO text; None for anything else, a datetime included."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _refuse(kind: str, value: object, remedy: str) -> PydanticCustomError:
    return PydanticCustomError(f"bad_{kind}", "{shown} is not {remedy}", {"shown": repr(value), "remedy": remedy})


def _balance(value: object) -> Decimal:
    amount = parse_money(value)
    if amount is None:
        raise _refuse("money", value, "an amount: write EUR with a point and at most two decimals, such as 150.00")
    return amount


def _money(value: object) -> Decimal:
    amount = _balance(value)
    if amount < 0:
        raise _refuse("money", value, "an amount of this kind: it may not be below 0.00")
    return amount


def _share(value: object) -> Decimal:
    share = parse_decimal(value)
    if share is None or not 0 <= share <= 1:
        raise _refuse("share", value, "a share: write a decimal from 0 to 1 with a point, such as 0.70")
    return share


def _percent(value: object) -> Decimal:
    percent = parse_decimal(value)
    if percent is None or not 0 <= percent <= 100:
        raise _refuse("percent", value, "a percentage: write a number from 0 to 100 with a point, such as 55.5")
    return percent


def _number(value: object) -> Decimal:
    number = parse_decimal(value)
    if number is None:
        raise _refuse("number", value, "a number: write digits with a point, such as 9.9")
    return number


def _day(value: object) -> date:
    day = parse_day(value)
    if day is None:
        raise _refuse("date", value, "a date of the calendar: write it as 2024-01-31")
    return day


def _schema(kind: Kind, pattern: str, description: str) -> WithJsonSchema:
    text = {"type": "string", "pattern": pattern}
    if kind == "date":
        return WithJsonSchema({**text, "format": kind, "description": description})
    return WithJsonSchema({"anyOf": [text, {"type": "number"}], "format": kind, "description": description})


Money = Annotated[
    Decimal,
    Marker("money"),
    BeforeValidator(_money),
    _schema("money", r"^\d+(\.\d{1,2})?$", "EUR, not below 0.00, at most two decimals, best as text"),
]
Balance = Annotated[
    Decimal,
    Marker("money"),
    BeforeValidator(_balance),
    _schema("money", r"^-?\d+(\.\d{1,2})?$", "EUR, may be negative, at most two decimals, best as text"),
]
Share = Annotated[
    Decimal,
    Marker("share"),
    BeforeValidator(_share),
    _schema("share", r"^(0(\.\d+)?|1(\.0+)?)$", "a share from 0 to 1, best as text"),
]
Percent = Annotated[
    Decimal,
    Marker("percent"),
    BeforeValidator(_percent),
    _schema("percent", r"^\d+(\.\d+)?$", "per cent, from 0 to 100, as forms ask for it"),
]
Number = Annotated[
    Decimal,
    Marker("number"),
    BeforeValidator(_number),
    _schema("number", r"^-?\d+(\.\d+)?$", "an exact decimal, best as text"),
]
Day = Annotated[
    date,
    Marker("date"),
    BeforeValidator(_day),
    _schema("date", r"^\d{4}-\d{2}-\d{2}$", "a date, Europe/Riga (X-TIM-01)"),
]


User = Annotated[str, Marker("user")]
"""A person of the office by an opaque id; never a name."""
Count = Annotated[int, Field(ge=0)]
"""A whole number of things."""


class Record(BaseModel):
    """One line of a list that a rule takes or returns: frozen, strict, no unknown fields."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def kind_of(annotation: object) -> Kind | None:
    """Return what `Money`, `Share`, `Percent`, `Number` or `Day` mean in law; None for every other annotation."""
    if get_origin(annotation) is not Annotated:
        return None
    return next((part.kind for part in get_args(annotation)[1:] if isinstance(part, Marker)), None)
