"""A term: a time limit in law as it is written, a number and a unit, or a fixed date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseflow.errors import BadInput
from caseflow.words.message import Message, message


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    FIXED = "fixed"


_UNITS = {f"{unit}{ending}": unit for unit in Unit if unit is not Unit.FIXED for ending in ("", "s")}
_UNITS |= {"calendar day": Unit.DAY, "calendar days": Unit.DAY}
_REMEDY = "write for example '2 working days', '10 days', '2 weeks', '1 month', '10 years' or 'fixed 2026-06-30'"
LONGEST = 9999


@dataclass(frozen=True, slots=True)
class Term:
    """A number of units, or with `Unit.FIXED` the `day` itself.

    `rolls` says whether an end on a non-working day moves to the next working day (X-TIM-05); fixed dates and
    retention ends never move (X-TIM-06). Raises `BadInput` when the parts do not fit.
    """

    unit: Unit
    number: int
    day: date | None = None
    rolls: bool = True

    def __post_init__(self) -> None:
        if self.unit is Unit.FIXED:
            if self.day is None or self.number or self.rolls:
                raise BadInput("a fixed date has a day, no number, and does not roll: use Term.fixed(day)")
        elif self.day is not None:
            raise BadInput(f"a term in {self.unit}s has no day of its own: use Term.fixed(day)")
        elif not 1 <= self.number <= LONGEST:
            raise BadInput(f"a term of {self.number} {self.unit}s is none: the number goes from 1 to {LONGEST}")

    def __str__(self) -> str:
        if self.day is not None:
            return f"fixed {self.day}"
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    @property
    def words(self) -> Message:
        """The term as a phrase: `2 working days`."""
        if self.day is not None:
            return message("calendar.term.fixed", day=self.day)
        return message(f"calendar.term.{self.unit.name.lower()}", n=self.number)

    @classmethod
    def fixed(cls, day: date) -> Term:
        """A date written into the programme: it never moves (X-TIM-06)."""
        return cls(Unit.FIXED, 0, day, rolls=False)

    @classmethod
    def parse(cls, text: str, *, rolls: bool = True) -> Term:
        """Read a term such as `2 working days` or `fixed 2026-06-30`; a fixed date never rolls.

        Raises `BadInput`, saying what is wrong and how a term is written.
        """
        first, _, rest = " ".join(text.split()).partition(" ")
        if first == "fixed":
            return cls.fixed(parse_day(rest, f"term {text!r}"))
        if not re.fullmatch(r"[+-]?[0-9]+", first):
            raise BadInput(f"term {text!r} does not begin with a whole number: {_REMEDY}")
        if rest not in _UNITS:
            raise BadInput(f"term {text!r}: there is no unit {rest!r}; {_REMEDY}")
        if not 1 <= (number := int(first)) <= LONGEST:
            raise BadInput(f"term {text!r}: the number must go from 1 to {LONGEST}; {_REMEDY}")
        return cls(_UNITS[rest], number, rolls=rolls)


def parse_day(text: str, where: str) -> date:
    """Read a date written year-month-day; raises `BadInput` naming `where` for a date that does not exist."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise BadInput(f"{where}: {text!r} is not a date; write year-month-day, for example 2026-06-30")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{where}: there is no day {text} in the calendar; check month and day") from None
