"""One version of a dated figure of the law, read from a row of a parameter file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeGuard

from caseflow.errors import BadInput
from caseflow.rules.answer import FigureValue
from caseflow.rules.types import parse_day, parse_decimal, parse_money

ParameterType = Literal["money", "share", "number", "integer", "date", "flag", "text", "list"]

_FIELDS: Final = frozenset({"key", "type", "value", "from", "to", "source"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One version of a figure, valid from and to both inclusive; no `valid_from` is the baseline.

    `value` None says that the law sets no figure (P.exc.lookback). Shares are decimals from 0 to 1.
    """

    key: str
    type: ParameterType
    value: FigureValue
    valid_from: date | None
    valid_to: date | None
    source: str

    def __post_init__(self) -> None:
        """Refuse a reversed interval."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise BadInput(f"{self.key}: `to` {self.valid_to} lies before `from` {self.valid_from}; swap them")

    def covers(self, day: date) -> bool:
        """Is this version valid on `day`?"""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    @property
    def id(self) -> str:
        """The version's name on record: `P.tax.limit@baseline`, `P.dm2831.ceiling@2024-01-01`."""
        return f"{self.key}@{self.valid_from or 'baseline'}"

    @property
    def interval(self) -> str:
        """The validity in one word for error messages."""
        return f"{self.valid_from or 'baseline'}..{self.valid_to or ''}"


def parameter_from_row(row: Mapping[str, object], where: str) -> Parameter:
    """Check one row `{key, type, value, from, to, source}` of a parameter file.

    `value` may be text, a decimal, an integer, a bool or a list of texts; `none` says that there is no
    figure. `from` may be absent or `baseline`. Raises BadInput that names the place and the remedy.
    """
    if unknown := set(row) - _FIELDS:
        known = ", ".join(sorted(_FIELDS))
        raise BadInput(f"{where}: unknown field {', '.join(sorted(unknown))}; a parameter has {known}")
    key, kind, source = (_text(row, name, where) for name in ("key", "type", "source"))
    if not _is_type(kind):
        raise BadInput(f"{where}: {key}: {kind!r} is no type of a parameter; use one of {', '.join(_READERS)}")
    given = row.get("value")
    value = None if given == "none" else _READERS[kind](given)
    if value is None and given != "none":
        raise BadInput(f"{where}: {key}: {given!r} is no {kind}; {_REMEDIES[kind]}")
    start, end = _bound(row, "from", where, key), _bound(row, "to", where, key)
    try:
        return Parameter(key, kind, value, start, end, source)
    except BadInput as error:
        raise BadInput(f"{where}: {error}") from None


def _text(row: Mapping[str, object], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{where}: a parameter needs `{name}` as text, not {value!r}")
    return value


def _bound(row: Mapping[str, object], name: str, where: str, key: str) -> date | None:
    given = row.get(name)
    if given is None or given in ("", "baseline"):
        return None
    day = parse_day(given)
    if day is None:
        raise BadInput(f"{where}: {key}: `{name}` {given!r} is no date; write it as 2024-01-31")
    return day


def _is_type(word: str) -> TypeGuard[ParameterType]:
    return word in _READERS


def _share(value: object) -> FigureValue:
    share = parse_decimal(value)
    return share if share is not None and 0 <= share <= 1 else None


def _integer(value: object) -> FigureValue:
    number = parse_decimal(value)
    return int(number) if number is not None and number == int(number) else None


def _flag(value: object) -> FigureValue:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _words(value: object) -> FigureValue:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each for each in value):
        return None
    return tuple(value) if len(set(value)) == len(value) else None


_READERS: Final[Mapping[ParameterType, Callable[[object], FigureValue]]] = {
    "money": parse_money,
    "share": _share,
    "number": parse_decimal,
    "integer": _integer,
    "date": parse_day,
    "flag": _flag,
    "text": lambda value: value if isinstance(value, str) and value else None,
    "list": _words,
}

_REMEDIES: Final[Mapping[ParameterType, str]] = {
    "money": 'write EUR with a point and at most two decimals in quotes, such as "150.00"',
    "share": 'write a decimal from 0 to 1 in quotes, such as "0.70"',
    "number": 'write digits with a point in quotes, such as "7.5"',
    "integer": "write a whole number",
    "date": "write it as 2024-01-31",
    "flag": "write true or false",
    "text": "write a word",
    "list": "write a list of different words",
}
