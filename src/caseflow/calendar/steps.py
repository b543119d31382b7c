"""The steps by which a last day was found: what is kept of a reckoning, enough to tell it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.calendar.suspensions import Interval
from caseflow.calendar.terms import Term, Unit
from caseflow.calendar.workdays import Calendar
from caseflow.words.message import Message


@dataclass(frozen=True, slots=True)
class Steps:
    """A term, what it runs under, and the day after each step, as ordinals.

    `counted` is the end by the count alone, `floored` not before a stated date, `shifted` after the
    suspensions; `due_on` is that day after moving. While an open suspension stops the term, `due_on` is None
    and `left` says how many working days, or calendar days for other units, remain (SUS-5).
    """

    term: Term
    anchor: date
    calendar: Calendar
    suspended: tuple[Interval, ...]
    extended_to: Term | None
    not_before: date | None
    counted: int
    floored: int
    shifted: int
    due_on: date | None
    left: int | None
    preface: tuple[Message, ...] = ()

    @property
    def running(self) -> Term:
        """The term as it runs now: the extension, if there is one."""
        return self.extended_to or self.term

    @property
    def provisional(self) -> bool:
        """Whether a later version of the calendar may be expected to change the day."""
        if not self.running.rolls and self.running.unit is not Unit.WORKING_DAY:
            return False
        counts_working_days = self.running.unit is Unit.WORKING_DAY
        first = self.anchor.toordinal() + 1 if counts_working_days else self.shifted
        last = self.shifted if self.due_on is None else self.due_on.toordinal()
        calendar = self.calendar if counts_working_days else self.calendar.statutory
        return calendar.is_provisional(first, last)
