"""The figures of one reference date, as a rule reads them, with a record of what was read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from caseflow.errors import BadInput, CaseflowError
from caseflow.rules.answer import FigureUse
from caseflow.rules.parameter import Parameter

V = TypeVar("V", Decimal, int, date, bool, str, tuple[str, ...])


class MissingFigure(BadInput):
    """No version of a parameter is valid on the reference date; load one, or decide on another day."""


class UndeclaredFigureError(CaseflowError):
    """A rule has read a figure that it does not declare: a fault of the rule, not of the request."""


class Versions(Protocol):
    """Whatever knows the version of a figure that is valid on a day."""

    def find(self, key: str, day: date) -> Parameter | None:
        """Return the version of `key` valid on `day`, or None."""


class Figures:
    """Reads parameters of one day and remembers each use (X-PAR-01); one object per rule call."""

    def __init__(self, versions: Versions, day: date, declared: tuple[str, ...] | None = None) -> None:
        """`declared` limits what may be read; a key ending in `*` allows all keys that begin so."""
        self._versions, self._declared = versions, declared
        self._used: dict[str, FigureUse] = {}
        self.day = day

    @property
    def used(self) -> tuple[FigureUse, ...]:
        """What has been read so far, in the order of the first reading."""
        return tuple(self._used.values())

    def declaring(self, declared: tuple[str, ...]) -> Figures:
        """The same table and day with an empty record, limited to the figures that a rule declares."""
        return Figures(self._versions, self.day, declared)

    def note(self, uses: Iterable[FigureUse]) -> None:
        """Take over what a rule has read."""
        self._used.update({each.key: each for each in uses})

    def money(self, key: str) -> Decimal:
        """EUR with two places."""
        return self._get(key, "money", Decimal)

    def share(self, key: str) -> Decimal:
        """A decimal from 0 to 1."""
        return self._get(key, "share", Decimal)

    def number(self, key: str) -> Decimal:
        """Any exact decimal."""
        return self._get(key, "number", Decimal)

    def integer(self, key: str) -> int:
        """A whole number."""
        return self._get(key, "integer", int)

    def date(self, key: str) -> date:
        """A calendar date."""
        return self._get(key, "date", date)

    def flag(self, key: str) -> bool:
        """A switch."""
        return self._get(key, "flag", bool)

    def text(self, key: str) -> str:
        """One word, such as a version."""
        return self._get(key, "text", str)

    def words(self, key: str) -> tuple[str, ...]:
        """A closed list."""
        return self._get(key, "list", tuple)

    def find(self, key: str) -> Parameter | None:
        """Return the version in force on the day and note it, or None; raises UndeclaredFigureError."""
        if self._declared is not None and not any(_matches(key, each) for each in self._declared):
            raise UndeclaredFigureError(f"{key} is read but not declared; declared are {self._declared}")
        found = self._versions.find(key, self.day)
        if found is not None:
            self._used[key] = FigureUse(key, found.value, found.valid_from, found.valid_to, found.source)
        return found

    def _get(self, key: str, kind: str, python: type[V]) -> V:
        found = self.find(key)
        if found is None or found.value is None:
            raise MissingFigure(f"{key} has no value on {self.day}; load a version of the parameter for that day")
        if found.type != kind or not isinstance(found.value, python):
            raise BadInput(f"{key} is {found.type}, a rule needs {kind}; correct the type in the parameter file")
        return found.value


def _matches(key: str, declared: str) -> bool:
    return key.startswith(declared[:-1]) if declared.endswith("*") else key == declared
